-- DCIR in Oracle: stay.csv of one year. Errors of grouping (GHM 90), stays on behalf of another hospital
-- (SEJ_TYP B), badly identified patients (return codes) and, up to 2017, the sites of the hospitals of
-- Paris, Marseille and Lyon that report twice (those of Lyon from 2010) are left out.
SPOOL stay.csv
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
               '690783154', '690784137', '690784152', '690784178', '690787478', '830100558'));
SPOOL OFF
