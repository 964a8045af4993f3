-- DCIR, third part: what the codes mean.

-- Units in one pack (PHA_UNT_NBR_DSES), where they are a plain number: a box of 90 is three of 30. The
-- code of a test has no leading zeros. Of an act that is no CCAM code: the letters of the NGAP (PRS_NAT_CB2)
-- where there are any, else the number of its nature.
CREATE VIEW miroir_dcir.nature AS
SELECT DISTINCT ON (prs_nat) prs_nat, coalesce(nullif(btrim(prs_nat_cb2), ''), prs_nat::text) AS code,
       prs_nat_lib AS label
FROM miroir_dcir.ir_nat_v
WHERE prs_nat IS NOT NULL
ORDER BY prs_nat, prs_nat_cb2 COLLATE "C", prs_nat_lib COLLATE "C";

CREATE VIEW miroir_dcir.code AS
SELECT DISTINCT ON (code_system, code) code_system, code, nullif(atc, '') AS atc, label,
       nullif(nullif(generic_group, ''), '0') AS generic_group,
       CASE generic_role WHEN 'G' THEN 'generic' WHEN 'R' THEN 'originator' END AS generic_role, units
FROM (SELECT 'CIP13' AS code_system, pha_cip_c13 AS code, pha_atc_c07 AS atc, pha_med_nom AS label,
             pha_grs_num AS generic_group, pha_med_gen_dprod AS generic_role,
             /* trap large packs { */ CASE WHEN pha_unt_nbr_dses ~ '^[0-9]{1,6}([.,][0-9]{1,3})?$'
                  THEN nullif(replace(pha_unt_nbr_dses, ',', '.')::numeric, 0) END /* } else 1::numeric */ AS units
      FROM miroir_dcir.ir_pha_r
      UNION ALL
      SELECT 'NABM', ltrim(bio_prs_ide, '0'), NULL, bio_inf_lib, NULL, NULL, NULL
      FROM miroir_dcir.ir_bio_r
      UNION ALL
      SELECT 'CCAM', left(btrim(cam_prs_ide_cod), 7), NULL, cam_prs_ide_lib, NULL, NULL, NULL
      FROM miroir_dcir.ir_ccam_v63
      UNION ALL
      SELECT 'NGAP', code, NULL, label, NULL, NULL, NULL FROM miroir_dcir.nature) AS c
WHERE code <> ''
ORDER BY code_system, code, units NULLS LAST, atc COLLATE "C", label COLLATE "C";
