-- DCIR in Oracle: patient_condition.csv, ALD under their number and under their ICD-10 code; an end of
-- 1600-01-01 is no end. Neither accidents at work nor invalidity.
SPOOL patient_condition.csv
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
GROUP BY patient_id, condition_code, valid_from;
SPOOL OFF
