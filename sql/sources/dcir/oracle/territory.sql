-- DCIR in Oracle: territory.csv, communes of practices and of residences and codes of residence of
-- stays (P and the code), with their department and region. Departments have their number for a name.
SPOOL territory.csv
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
      GROUP BY place) p;
SPOOL OFF
