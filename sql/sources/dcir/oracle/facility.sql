-- DCIR in Oracle: facility.csv of the year of the stays.
SPOOL facility.csv
SELECT LPAD(CAST(eta_num AS VARCHAR(9)), 9, '0') AS "facility_id",
       COALESCE(TRIM(MAX(soc_rai)), LPAD(CAST(eta_num AS VARCHAR(9)), 9, '0')) AS "label",
       TRIM(MAX(sta_eta)) AS "category",
       SUBSTR(LPAD(CAST(eta_num AS VARCHAR(9)), 9, '0'), 1, 2) AS "territory_id"
FROM t_mco&year.e
GROUP BY eta_num;
SPOOL OFF
