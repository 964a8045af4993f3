/* DCIR in SAS: all CSV files of the contract, for `miroir load`, through SQL that the Oracle server runs.

   Not for the portal of the SNDS: individual data may not leave it, not even those of professionals, not
   even under encrypted identifiers. This program is for a payer's own base.

   Change: the library by which SAS reaches Oracle, the folder, and what oracle/settings.sql explains.

   Checked by tests: the statements are those of the Oracle scripts, word for word, which run on PostgreSQL
   and give the rows of the views. Not checked, since no SAS was at hand: what is around them (CONNECT
   USING, EXECUTE, PROC EXPORT). */

%let library = oravue;
%let folder = .;
%let first_flux = DATE '2022-02-01';
%let last_flux = DATE '2026-06-01';
%let first_day = DATE '2022-01-01';
%let departments = '22', '29', '35', '56';
%let year = 24;

%macro write(relation);
    proc export data=work.&relation outfile="&folder./&relation..csv" dbms=csv replace;
    run;
%mend write;

proc sql;
    connect using &library as base;

execute (
CREATE TABLE miroir_address_month AS
SELECT address, month_day, practitioner_id, is_main, specialty, commune, town
FROM (SELECT r.*, ROW_NUMBER() OVER (PARTITION BY address, month_day
                                     ORDER BY is_main DESC, practitioner_id) AS place
      FROM (SELECT SUBSTR(pfs_pfs_num, 1, 8) AS address,
                   TO_DATE(dte_ann_trt || LPAD(dte_moi_fin, 2, '0') || '01', 'YYYYMMDD') AS month_day,
                   CASE WHEN pfs_pfs_num <> '00000000'
                             AND COALESCE(LPAD(exc_exc_nat, 2, '0'), '00') <> '09'
                        THEN COALESCE(NULLIF(sta_pfs_num, '00000000'), pfs_pfs_num)
                        END AS practitioner_id,
                   CASE WHEN LPAD(act_cab_cod, 2, '0') = '00' THEN 1 ELSE 0 END AS is_main,
                   LTRIM(pfs_pra_spe, '0 ') AS specialty,
                   CASE WHEN pfs_exc_com IS NOT NULL
                        THEN SUBSTR(pfs_pfs_num, 1, 2) || LPAD(pfs_exc_com, 3, '0') END AS commune,
                   pfs_lib_com AS town
            FROM da_pra_r
            WHERE LPAD(dte_moi_fin, 2, '0') BETWEEN '01' AND '12') r) m
WHERE place = 1
) by base;

execute (
CREATE TABLE miroir_address AS
SELECT address, practitioner_id,
       CASE WHEN ROW_NUMBER() OVER (PARTITION BY address ORDER BY month_day) = 1
            THEN DATE '1000-01-01' ELSE month_day END AS first_day,
       COALESCE(LEAD(month_day) OVER (PARTITION BY address ORDER BY month_day) - 1,
                DATE '9999-12-31') AS last_day
FROM (SELECT a.*, ROW_NUMBER() OVER (PARTITION BY address ORDER BY month_day) AS place,
             LAG(COALESCE(practitioner_id, '~')) OVER (PARTITION BY address ORDER BY month_day)
                 AS earlier
      FROM miroir_address_month a) m
WHERE place = 1 OR COALESCE(practitioner_id, '~') <> earlier
) by base;

execute (
CREATE TABLE miroir_person AS
SELECT ben_nir_psa, ben_rng_gem,
       MIN(COALESCE(ben_idt_ano, ben_nir_psa || COALESCE(ben_rng_gem, 0))) AS patient_id,
       MAX(ben_res_dpt) AS department
FROM ir_ben_r
WHERE ben_nir_psa IS NOT NULL
GROUP BY ben_nir_psa, ben_rng_gem
) by base;

create table work.practitioner as select * from connection to base (
SELECT practitioner_id AS "practitioner_id",
       CASE WHEN specialty IN ('19', '36', '53', '54') THEN 'dentist'
            WHEN specialty = '21' THEN 'midwife'
            WHEN specialty = '24' THEN 'nurse'
            WHEN specialty = '26' THEN 'physiotherapist'
            WHEN specialty IN ('1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13',
                               '14', '15', '16', '17', '18', '20', '22', '23', '31', '32', '33', '34',
                               '35', '37', '38', '41', '42', '43', '44', '45', '46', '47', '48', '49',
                               '69', '70', '71', '72', '73', '74', '75', '76', '77', '78', '79', '80',
                               '81', '82', '83', '84', '85') THEN 'physician'
            ELSE 'other' END AS "profession",
       CASE WHEN specialty IN ('1', '22', '23') THEN 'MG' ELSE specialty END AS "specialty",
       commune AS "territory_id",
       CASE WHEN first_month > first_of_all THEN TO_CHAR(first_month, 'YYYY-MM-DD') END
           AS "active_from",
       CASE WHEN last_month < last_of_all THEN TO_CHAR(LAST_DAY(last_month), 'YYYY-MM-DD') END
           AS "active_to",
       town AS "town"
FROM (SELECT a.*,
             ROW_NUMBER() OVER (PARTITION BY practitioner_id
                                ORDER BY is_main DESC, month_day DESC, address DESC) AS place,
             MIN(month_day) OVER (PARTITION BY practitioner_id) AS first_month,
             MAX(month_day) OVER (PARTITION BY practitioner_id) AS last_month,
             MIN(month_day) OVER () AS first_of_all, MAX(month_day) OVER () AS last_of_all
      FROM miroir_address_month a) p
WHERE place = 1 AND practitioner_id IS NOT NULL
);

create table work.territory as select * from connection to base (
SELECT place AS "territory_id", COALESCE(label, place) AS "label", parent AS "parent_id",
       CASE WHEN department IN ('22', '29', '35', '56') THEN '53'
            WHEN department IN ('14', '27', '50', '61', '76') THEN '28'
            WHEN department IN ('02', '59', '60', '62', '80') THEN '32'
            WHEN department IN ('08', '10', '51', '52', '54', '55', '57', '67', '68', '88') THEN '44'
            WHEN department IN ('44', '49', '53', '72', '85') THEN '52'
            WHEN department IN ('18', '28', '36', '37', '41', '45') THEN '24'
            WHEN department IN ('21', '25', '39', '58', '70', '71', '89', '90') THEN '27'
            WHEN department IN ('16', '17', '19', '23', '24', '33', '40', '47', '64', '79', '86', '87')
                THEN '75'
            WHEN department IN ('09', '11', '12', '30', '31', '32', '34', '46', '48', '65', '66', '81',
                                '82') THEN '76'
            WHEN department IN ('01', '03', '07', '15', '26', '38', '42', '43', '63', '69', '73', '74')
                THEN '84'
            WHEN department IN ('04', '05', '06', '13', '83', '84') THEN '93'
            WHEN department IN ('20', '2A', '2B') THEN '94'
            WHEN department IN ('75', '77', '78', '91', '92', '93', '94', '95') THEN '11'
            WHEN department = '971' THEN '01' WHEN department = '972' THEN '02'
            WHEN department = '973' THEN '03' WHEN department = '974' THEN '04'
            WHEN department = '976' THEN '06' END AS "region_id"
FROM (SELECT place, MAX(label) AS label, MAX(parent) AS parent, MAX(department) AS department
      FROM (SELECT commune AS place, town AS label,
                   CASE WHEN commune LIKE '97%' THEN SUBSTR(commune, 1, 3)
                        ELSE SUBSTR(commune, 1, 2) END AS parent,
                   CASE WHEN commune LIKE '97%' THEN SUBSTR(commune, 1, 3)
                        ELSE SUBSTR(commune, 1, 2) END AS department
            FROM miroir_address_month
            UNION
            SELECT commune, NULL,
                   CASE WHEN commune LIKE '97%' THEN SUBSTR(commune, 1, 3)
                        ELSE SUBSTR(commune, 1, 2) END,
                   CASE WHEN commune LIKE '97%' THEN SUBSTR(commune, 1, 3)
                        ELSE SUBSTR(commune, 1, 2) END
            FROM (SELECT CASE WHEN ben_res_com IS NULL OR ben_res_dpt IS NULL
                                   OR ben_res_com IN ('000', '999')
                                   OR ben_res_dpt IN ('000', '099', '991', '999') THEN NULL
                              WHEN ben_res_dpt = '209' THEN '20' || LPAD(ben_res_com, 3, '0')
                              WHEN ben_res_dpt LIKE '97%'
                                  THEN ben_res_dpt || SUBSTR(LPAD(ben_res_com, 3, '0'), 2, 2)
                              ELSE SUBSTR(LPAD(ben_res_dpt, 3, '0'), 2, 2) || LPAD(ben_res_com, 3, '0')
                              END AS commune
                  FROM ir_ben_r) r
            UNION
            SELECT 'P' || bdi_cod, NULL, bdi_dep, bdi_dep FROM t_mco&year.b
            WHERE bdi_cod IS NOT NULL
            UNION
            SELECT SUBSTR(commune, 1, 2), NULL, NULL, SUBSTR(commune, 1, 2) FROM miroir_address_month
            WHERE commune NOT LIKE '97%'
            UNION
            SELECT SUBSTR(commune, 1, 3), NULL, NULL, SUBSTR(commune, 1, 3) FROM miroir_address_month
            WHERE commune LIKE '97%') every_place
      WHERE place IS NOT NULL
      GROUP BY place) p
);

create table work.patient as select * from connection to base (
SELECT patient_id AS "patient_id",
       MAX(CASE WHEN birth_place = 1 THEN TO_CHAR(birth_date, 'YYYY-MM-DD') END) AS "birth_date",
       MAX(CASE WHEN sex_place = 1 THEN sex END) AS "sex",
       MAX(CASE WHEN commune_place = 1 THEN commune END) AS "territory_id",
       MAX(CASE WHEN death_place = 1 THEN TO_CHAR(died_on, 'YYYY-MM-DD') END) AS "died_on"
FROM (SELECT b.*,
             ROW_NUMBER() OVER (PARTITION BY patient_id
                 ORDER BY CASE WHEN birth_date IS NULL THEN 1 ELSE 0 END, ben_dte_maj DESC NULLS LAST,
                          max_trt_dtd DESC NULLS LAST, birth_date) AS birth_place,
             ROW_NUMBER() OVER (PARTITION BY patient_id
                 ORDER BY CASE WHEN sex IS NULL THEN 1 ELSE 0 END, ben_dte_maj DESC NULLS LAST,
                          max_trt_dtd DESC NULLS LAST, sex DESC) AS sex_place,
             ROW_NUMBER() OVER (PARTITION BY patient_id
                 ORDER BY CASE WHEN commune IS NULL THEN 1 ELSE 0 END, ben_dte_maj DESC NULLS LAST,
                          max_trt_dtd DESC NULLS LAST, commune) AS commune_place,
             ROW_NUMBER() OVER (PARTITION BY patient_id
                 ORDER BY CASE WHEN died_on IS NULL THEN 1 ELSE 0 END, ben_dte_maj DESC NULLS LAST,
                          max_trt_dtd DESC NULLS LAST, died_on) AS death_place
      FROM (SELECT n.patient_id, i.ben_dte_maj, i.max_trt_dtd,
                   CASE WHEN i.ben_nai_ann > '1600'
                        THEN TO_DATE(i.ben_nai_ann || CASE WHEN i.ben_nai_moi BETWEEN '01' AND '12'
                                                           THEN i.ben_nai_moi ELSE '01' END || '01',
                                     'YYYYMMDD') END AS birth_date,
                   CASE i.ben_sex_cod WHEN 1 THEN 'M' WHEN 2 THEN 'F' END AS sex,
                   CASE WHEN i.ben_dcd_dte > DATE '1600-01-01' THEN TRUNC(i.ben_dcd_dte)
                        WHEN i.ben_dcd_ame BETWEEN '170001' AND '299912'
                        THEN TO_DATE(i.ben_dcd_ame || '01', 'YYYYMMDD') END AS died_on,
                   CASE WHEN i.ben_res_com IS NULL OR i.ben_res_dpt IS NULL
                             OR i.ben_res_com IN ('000', '999')
                             OR i.ben_res_dpt IN ('000', '099', '991', '999') THEN NULL
                        WHEN i.ben_res_dpt = '209' THEN '20' || LPAD(i.ben_res_com, 3, '0')
                        WHEN i.ben_res_dpt LIKE '97%'
                            THEN i.ben_res_dpt || SUBSTR(LPAD(i.ben_res_com, 3, '0'), 2, 2)
                        ELSE SUBSTR(LPAD(i.ben_res_dpt, 3, '0'), 2, 2)
                             || LPAD(i.ben_res_com, 3, '0') END AS commune
            FROM ir_ben_r i
            JOIN miroir_person n
                ON n.ben_nir_psa = i.ben_nir_psa
                AND COALESCE(n.ben_rng_gem, -1) = COALESCE(i.ben_rng_gem, -1)) b) a
GROUP BY patient_id
);

create table work.patient_condition as select * from connection to base (
SELECT patient_id AS "patient_id", condition_code AS "condition",
       TO_CHAR(valid_from, 'YYYY-MM-DD') AS "valid_from",
       CASE WHEN MAX(valid_to) < DATE '9999-12-31' THEN TO_CHAR(MAX(valid_to), 'YYYY-MM-DD') END
           AS "valid_to"
FROM (SELECT COALESCE(n.patient_id, i.ben_nir_psa || COALESCE(i.ben_rng_gem, 0)) AS patient_id,
             i.condition_code, i.valid_from, i.valid_to
      FROM (SELECT ben_nir_psa, ben_rng_gem, imb_ald_dtd AS valid_from,
                   CASE WHEN imb_ald_dtf > DATE '1600-01-01' THEN imb_ald_dtf
                        ELSE DATE '9999-12-31' END AS valid_to,
                   CASE WHEN imb_ald_num BETWEEN 1 AND 32
                        THEN 'ALD' || LPAD(CAST(imb_ald_num AS VARCHAR(2)), 2, '0')
                        WHEN imb_etm_nat = 43 THEN 'ALD31' END AS condition_code
            FROM ir_imb_r WHERE imb_etm_nat IN (41, 43, 45)
            UNION ALL
            SELECT ben_nir_psa, ben_rng_gem, imb_ald_dtd,
                   CASE WHEN imb_ald_dtf > DATE '1600-01-01' THEN imb_ald_dtf
                        ELSE DATE '9999-12-31' END,
                   UPPER(REPLACE(TRIM(med_mtf_cod), '.', ''))
            FROM ir_imb_r WHERE imb_etm_nat IN (41, 43, 45)) i
      LEFT JOIN miroir_person n
          ON n.ben_nir_psa = i.ben_nir_psa
          AND COALESCE(n.ben_rng_gem, -1) = COALESCE(i.ben_rng_gem, -1)
      WHERE i.ben_nir_psa IS NOT NULL AND i.valid_from IS NOT NULL
        AND i.condition_code IS NOT NULL AND i.valid_to >= i.valid_from) c
GROUP BY patient_id, condition_code, valid_from
);

create table work.registration as select * from connection to base (
SELECT patient_id AS "patient_id", practitioner_id AS "practitioner_id",
       TO_CHAR(valid_from, 'YYYY-MM-DD') AS "valid_from",
       CASE WHEN MAX(valid_to) < DATE '9999-12-31' THEN TO_CHAR(MAX(valid_to), 'YYYY-MM-DD') END
           AS "valid_to"
FROM (SELECT r.patient_id,
             CASE WHEN a.first_day > r.valid_from THEN a.first_day ELSE r.valid_from END AS valid_from,
             CASE WHEN a.address IS NULL THEN r.address ELSE a.practitioner_id END AS practitioner_id,
             CASE WHEN a.last_day < r.valid_to THEN a.last_day ELSE r.valid_to END AS valid_to
      FROM (SELECT patient_id, address, valid_from,
                   CASE WHEN next_from - 1 < valid_to THEN next_from - 1 ELSE valid_to END AS valid_to
            FROM (SELECT patient_id, address, valid_from, valid_to,
                         LEAD(valid_from) OVER (PARTITION BY patient_id ORDER BY valid_from) AS next_from
                  FROM (SELECT t.*, ROW_NUMBER() OVER (PARTITION BY patient_id, valid_from
                                                       ORDER BY valid_to DESC, address) AS place
                        FROM (SELECT COALESCE(n.patient_id,
                                              m.ben_nir_psa || COALESCE(m.ben_rng_gem, 0)) AS patient_id,
                                     CASE WHEN LENGTH(m.mtt_pfs_num) = 9 THEN SUBSTR(m.mtt_pfs_num, 1, 8)
                                          ELSE m.mtt_pfs_num END AS address,
                                     m.mtt_dep_dte AS valid_from,
                                     CASE WHEN m.mtt_fin_dte > DATE '1600-01-01' THEN m.mtt_fin_dte
                                          ELSE DATE '9999-12-31' END AS valid_to
                              FROM ir_mtt_r m
                              LEFT JOIN miroir_person n
                                  ON n.ben_nir_psa = m.ben_nir_psa
                                  AND COALESCE(n.ben_rng_gem, -1) = COALESCE(m.ben_rng_gem, -1)
                              WHERE m.ben_nir_psa IS NOT NULL AND m.mtt_dep_dte IS NOT NULL
                                AND m.mtt_pfs_num <> '00000000') t
                        WHERE valid_to >= valid_from) u
                  WHERE place = 1) v) r
      LEFT JOIN miroir_address a
          ON a.address = r.address AND a.first_day <= r.valid_to AND a.last_day >= r.valid_from) s
WHERE practitioner_id IS NOT NULL AND valid_to >= valid_from
GROUP BY patient_id, practitioner_id, valid_from
);

create table work.code as select * from connection to base (
SELECT code_system AS "code_system", code AS "code", MAX(atc) AS "atc", MAX(label) AS "label",
       MAX(generic_group) AS "generic_group", MAX(generic_role) AS "generic_role",
       MAX(units) AS "units"
FROM (SELECT 'CIP13' AS code_system, CAST(pha_cip_c13 AS VARCHAR(13)) AS code, pha_atc_c07 AS atc,
             pha_med_nom AS label, NULLIF(CAST(pha_grs_num AS VARCHAR(10)), '0') AS generic_group,
             CASE pha_med_gen_dprod WHEN 'G' THEN 'generic' WHEN 'R' THEN 'originator' END
                 AS generic_role,
             CASE WHEN REGEXP_LIKE(pha_unt_nbr_dses, '^[0-9]{1,6}([.,][0-9]{1,3})?$')
                  THEN NULLIF(REPLACE(pha_unt_nbr_dses, ',', '.'), '0') END AS units
      FROM ir_pha_r
      UNION ALL
      SELECT 'NABM', LTRIM(CAST(bio_prs_ide AS VARCHAR(10)), '0'), NULL, bio_inf_lib, NULL, NULL, NULL
      FROM ir_bio_r WHERE bio_prs_ide <> 0
      UNION ALL
      SELECT 'CCAM', SUBSTR(TRIM(cam_prs_ide_cod), 1, 7), NULL, cam_prs_ide_lib, NULL, NULL, NULL
      FROM ir_ccam_v63
      UNION ALL
      SELECT 'NGAP', COALESCE(TRIM(prs_nat_cb2), CAST(prs_nat AS VARCHAR(10))), NULL, prs_nat_lib, NULL,
             NULL, NULL
      FROM ir_nat_v) c
WHERE code IS NOT NULL
GROUP BY code_system, code
);

create table work.claim as select * from connection to base (
SELECT practitioner_id AS "practitioner_id", performer_id AS "performer_id",
       patient_id AS "patient_id", TO_CHAR(care_date, 'YYYY-MM-DD') AS "care_date",
       code_system AS "code_system", code AS "code", quantity AS "quantity", amount AS "amount",
       CASE WHEN prescribed_on > DATE '1600-01-01'
            THEN practitioner_id || ' ' || TO_CHAR(prescribed_on, 'YYYY-MM-DD') END
           AS "prescription_id",
       TO_CHAR(received_on, 'YYYY-MM-DD') AS "received_on"
FROM (SELECT COALESCE(CASE WHEN r.address IS NOT NULL THEN r.practitioner_id
                           ELSE NULLIF(SUBSTR(p.pfs_pre_num, 1, 8), '00000000') END,
                      CASE WHEN d.code_system IS NULL OR d.code_system = 'CCAM'
                           THEN CASE WHEN x.address IS NOT NULL THEN x.practitioner_id
                                     ELSE NULLIF(SUBSTR(p.pfs_exe_num, 1, 8), '00000000') END END,
                      'unknown') AS practitioner_id,
             CASE WHEN x.address IS NOT NULL THEN x.practitioner_id
                  ELSE NULLIF(SUBSTR(p.pfs_exe_num, 1, 8), '00000000') END AS performer_id,
             COALESCE(n.patient_id, p.ben_nir_psa || COALESCE(p.ben_rng_gem, 0)) AS patient_id,
             p.exe_soi_dtd AS care_date, COALESCE(d.code_system, 'NGAP') AS code_system,
             COALESCE(d.code, t.code, CAST(p.prs_nat_ref AS VARCHAR(10))) AS code,
             COALESCE(d.quantity, p.prs_act_qte, 0) AS quantity,
             CASE WHEN COALESCE(d.place, 1) = 1 THEN ROUND(p.prs_pai_mnt, 2) ELSE 0 END AS amount,
             p.pre_pre_dtd AS prescribed_on, p.flx_dis_dtd AS received_on
      FROM er_prs_f p
      LEFT JOIN (
          SELECT q.*, ROW_NUMBER() OVER (
                     PARTITION BY flx_dis_dtd, flx_trt_dtd, flx_emt_typ, flx_emt_num, flx_emt_ord,
                                  org_cle_num, dct_ord_num, prs_ord_num, rem_typ_aff
                     ORDER BY is_kept DESC, detail_number, code_system, code) AS place
          FROM (SELECT flx_dis_dtd, flx_trt_dtd, flx_emt_typ, flx_emt_num, flx_emt_ord, org_cle_num,
                       dct_ord_num, prs_ord_num, rem_typ_aff, 'CIP13' AS code_system,
                       CAST(pha_prs_c13 AS VARCHAR(13)) AS code, pha_ord_num AS detail_number,
                       COALESCE(pha_act_qsn, 0) AS quantity, 1 AS is_kept
                FROM er_pha_f
                WHERE flx_dis_dtd BETWEEN &first_flux AND &last_flux AND pha_prs_c13 <> 0
                UNION ALL
                SELECT flx_dis_dtd, flx_trt_dtd, flx_emt_typ, flx_emt_num, flx_emt_ord, org_cle_num,
                       dct_ord_num, prs_ord_num, rem_typ_aff, 'NABM',
                       LTRIM(CAST(bio_prs_ide AS VARCHAR(10)), '0'), bio_ord_num,
                       COALESCE(bio_act_qsn, 0), 1
                FROM er_bio_f
                WHERE flx_dis_dtd BETWEEN &first_flux AND &last_flux AND bio_prs_ide <> 0
                UNION ALL
                SELECT flx_dis_dtd, flx_trt_dtd, flx_emt_typ, flx_emt_num, flx_emt_ord, org_cle_num,
                       dct_ord_num, prs_ord_num, rem_typ_aff, 'CCAM', SUBSTR(TRIM(cam_prs_ide), 1, 7),
                       MIN(cam_ord_num), NULL,
                       MAX(CASE WHEN COALESCE(cam_act_cod, '1') = '1' THEN 1 ELSE 0 END)
                FROM er_cam_f
                WHERE flx_dis_dtd BETWEEN &first_flux AND &last_flux AND cam_prs_ide <> '0'
                GROUP BY flx_dis_dtd, flx_trt_dtd, flx_emt_typ, flx_emt_num, flx_emt_ord, org_cle_num,
                         dct_ord_num, prs_ord_num, rem_typ_aff, SUBSTR(TRIM(cam_prs_ide), 1, 7)) q) d
          ON d.flx_dis_dtd = p.flx_dis_dtd AND d.flx_trt_dtd = p.flx_trt_dtd
          AND d.flx_emt_typ = p.flx_emt_typ AND d.flx_emt_num = p.flx_emt_num
          AND d.flx_emt_ord = p.flx_emt_ord AND d.org_cle_num = p.org_cle_num
          AND d.dct_ord_num = p.dct_ord_num AND d.prs_ord_num = p.prs_ord_num
          AND d.rem_typ_aff = p.rem_typ_aff
      LEFT JOIN miroir_person n
          ON n.ben_nir_psa = p.ben_nir_psa AND n.ben_rng_gem = p.ben_rng_gem
      LEFT JOIN miroir_address r
          ON r.address = SUBSTR(p.pfs_pre_num, 1, 8)
          AND TRUNC(p.exe_soi_dtd) BETWEEN r.first_day AND r.last_day
      LEFT JOIN miroir_address x
          ON x.address = SUBSTR(p.pfs_exe_num, 1, 8)
          AND TRUNC(p.exe_soi_dtd) BETWEEN x.first_day AND x.last_day
      LEFT JOIN (SELECT prs_nat, MIN(COALESCE(TRIM(prs_nat_cb2), CAST(prs_nat AS VARCHAR(10)))) AS code
                 FROM ir_nat_v GROUP BY prs_nat) t
          ON d.code IS NULL AND t.prs_nat = p.prs_nat_ref
      WHERE p.flx_dis_dtd BETWEEN &first_flux AND &last_flux AND p.exe_soi_dtd >= &first_day
        AND p.ben_nir_psa IS NOT NULL
        AND (SUBSTR(p.pfs_pre_num, 1, 2) IN (&departments)
             OR SUBSTR(p.pfs_exe_num, 1, 2) IN (&departments)
             OR SUBSTR(LPAD(n.department, 3, '0'), 2, 2) IN (&departments))
        AND COALESCE(p.cpl_maj_top, 0) < 2
        AND COALESCE(p.dpn_qlf, 0) NOT IN (71, 72) AND COALESCE(p.prs_dpn_qlp, 0) NOT IN (71, 72)
        AND COALESCE(d.is_kept, 1) = 1
        AND NOT EXISTS (
            SELECT 1 FROM er_ete_f e
            WHERE e.ete_ind_taa = 1
              AND e.flx_dis_dtd = p.flx_dis_dtd AND e.flx_trt_dtd = p.flx_trt_dtd
              AND e.flx_emt_typ = p.flx_emt_typ AND e.flx_emt_num = p.flx_emt_num
              AND e.flx_emt_ord = p.flx_emt_ord AND e.org_cle_num = p.org_cle_num
              AND e.dct_ord_num = p.dct_ord_num AND e.prs_ord_num = p.prs_ord_num
              AND e.rem_typ_aff = p.rem_typ_aff)) l
WHERE code IS NOT NULL
);

create table work.stay as select * from connection to base (
SELECT LPAD(CAST(b.eta_num AS VARCHAR(9)), 9, '0') AS "facility_id",
       'P' || b.bdi_cod AS "territory_id",
       CASE b.cod_sex WHEN '1' THEN 'M' WHEN '2' THEN 'F' END AS "sex", b.age_ann AS "age",
       TO_CHAR(c.exe_soi_dtd, 'YYYY-MM-DD') AS "admitted_on", a.act_code AS "act_code",
       TRIM(b.dgn_pal) AS "diagnosis_code", TRIM(b.grg_ghm) AS "drg",
       CASE WHEN b.sej_nbj = 0 THEN 'true' WHEN b.sej_nbj > 0 THEN 'false' END AS "ambulatory",
       n.patient_id AS "patient_id"
FROM t_mco&year.b b
JOIN t_mco&year.c c ON c.eta_num = b.eta_num AND c.rsa_num = b.rsa_num
LEFT JOIN (SELECT eta_num, rsa_num,
                  LISTAGG(act, ' ') WITHIN GROUP (ORDER BY act) AS act_code
           FROM (SELECT DISTINCT LPAD(CAST(eta_num AS VARCHAR(9)), 9, '0') AS eta_num,
                        LTRIM(CAST(rsa_num AS VARCHAR(10)), '0') AS rsa_num,
                        SUBSTR(TRIM(cdc_act), 1, 7) AS act
                 FROM t_mco&year.a
                 WHERE COALESCE(acv_act, '1') = '1' AND cdc_act IS NOT NULL) t
           GROUP BY eta_num, rsa_num) a
    ON a.eta_num = LPAD(CAST(b.eta_num AS VARCHAR(9)), 9, '0')
    AND a.rsa_num = LTRIM(CAST(b.rsa_num AS VARCHAR(10)), '0')
LEFT JOIN (SELECT ben_nir_psa, MIN(patient_id) AS patient_id FROM miroir_person
           GROUP BY ben_nir_psa HAVING COUNT(DISTINCT patient_id) = 1) n
    ON n.ben_nir_psa = c.nir_ano_17
WHERE c.exe_soi_dtd > DATE '1600-01-01' AND b.bdi_cod IS NOT NULL
  AND COALESCE(SUBSTR(b.grg_ghm, 1, 2), '00') <> '90'
  AND COALESCE(b.sej_typ, 'A') <> 'B'
  AND COALESCE(c.nir_ret, '0') = '0' AND COALESCE(c.nai_ret, '0') = '0'
  AND COALESCE(c.sex_ret, '0') = '0' AND COALESCE(c.sej_ret, '0') = '0'
  AND COALESCE(c.fho_ret, '0') = '0' AND COALESCE(c.pms_ret, '0') = '0'
  AND COALESCE(c.dat_ret, '0') = '0' AND COALESCE(c.coh_nai_ret, '0') = '0'
  AND COALESCE(c.coh_sex_ret, '0') = '0'
  AND NOT (2000 + &year <= 2017
           AND LPAD(CAST(b.eta_num AS VARCHAR(9)), 9, '0') IN (
               '130780521', '130783236', '130783293', '130784234', '130804297', '600100101',
               '750041543', '750100018', '750100042', '750100075', '750100083', '750100091',
               '750100109', '750100125', '750100166', '750100208', '750100216', '750100232',
               '750100273', '750100299', '750801441', '750803447', '750803454', '910100015',
               '910100023', '920100013', '920100021', '920100039', '920100047', '920100054',
               '920100062', '930100011', '930100037', '930100045', '940100027', '940100035',
               '940100043', '940100050', '940100068', '950100016'))
  AND NOT (2000 + &year BETWEEN 2010 AND 2017
           AND LPAD(CAST(b.eta_num AS VARCHAR(9)), 9, '0') IN (
               '690783154', '690784137', '690784152', '690784178', '690787478', '830100558'))
);

create table work.facility as select * from connection to base (
SELECT LPAD(CAST(eta_num AS VARCHAR(9)), 9, '0') AS "facility_id",
       COALESCE(TRIM(MAX(soc_rai)), LPAD(CAST(eta_num AS VARCHAR(9)), 9, '0')) AS "label",
       TRIM(MAX(sta_eta)) AS "category",
       SUBSTR(LPAD(CAST(eta_num AS VARCHAR(9)), 9, '0'), 1, 2) AS "territory_id"
FROM t_mco&year.e
GROUP BY eta_num
);

    disconnect from base;
quit;

%write(practitioner);
%write(territory);
%write(patient);
%write(patient_condition);
%write(registration);
%write(code);
%write(claim);
%write(stay);
%write(facility);
