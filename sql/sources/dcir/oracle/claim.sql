-- DCIR in Oracle: claim.csv of the months of flux that settings.sql names. Amounts are the acts own,
-- once, on its first detail; reversals go through as they are, since the engine sums them. Complements
-- (CPL_MAJ_TOP 2), lines for information (71, 72), and stays that the hospital's activity pays for
-- (ETE_IND_TAA 1) are left out. Of a CCAM act only its first activity counts.
SPOOL claim.csv
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
WHERE code IS NOT NULL;
SPOOL OFF
