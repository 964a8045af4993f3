-- DCIR in Oracle: practitioner.csv, as the last month says, the main practice (ACT_CAB_COD 00) first;
-- specialties 1, 22 and 23 are general practice.
SPOOL practitioner.csv
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
WHERE place = 1 AND practitioner_id IS NOT NULL;
SPOOL OFF
