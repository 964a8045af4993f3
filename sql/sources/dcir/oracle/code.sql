-- DCIR in Oracle: code.csv. Units of a pack where they are a plain number: a box of 90 is three of 30.
SPOOL code.csv
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
GROUP BY code_system, code;
SPOOL OFF
