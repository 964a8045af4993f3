-- DCIR in Oracle: patient.csv, one row a person (BEN_IDT_ANO); of its rows the one last updated counts,
-- field by field. A year of birth of 1600 and a day of death of 1600-01-01 mean that it is not known.
SPOOL patient.csv
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
GROUP BY patient_id;
SPOOL OFF
