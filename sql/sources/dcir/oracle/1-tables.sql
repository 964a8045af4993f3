-- DCIR in Oracle: tables of help in the own schema. Whose a practice address is, month by month
-- (DA_PRA_R: one row a month; neither 00000000 nor fictitious doctors, EXC_EXC_NAT 09), and which
-- person a pair of BEN_NIR_PSA and BEN_RNG_GEM is.
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
WHERE place = 1;

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
WHERE place = 1 OR COALESCE(practitioner_id, '~') <> earlier;

CREATE TABLE miroir_person AS
SELECT ben_nir_psa, ben_rng_gem,
       MIN(COALESCE(ben_idt_ano, ben_nir_psa || COALESCE(ben_rng_gem, 0))) AS patient_id,
       MAX(ben_res_dpt) AS department
FROM ir_ben_r
WHERE ben_nir_psa IS NOT NULL
GROUP BY ben_nir_psa, ben_rng_gem;
