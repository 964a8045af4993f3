-- DCIR in Oracle: registration.csv, one referring doctor at a time: a contract ends at the latest on
-- the eve of the next one. An end of 1600-01-01 is no end.
SPOOL registration.csv
SELECT patient_id AS "patient_id", practitioner_id AS "practitioner_id",
       TO_CHAR(valid_from, 'YYYY-MM-DD') AS "valid_from",
       CASE WHEN MAX(valid_to) < DATE '9999-12-31' THEN TO_CHAR(MAX(valid_to), 'YYYY-MM-DD') END
           AS "valid_to"
FROM (SELECT r.patient_id,
             CASE WHEN a.first_day > r.valid_from THEN a.first_day ELSE r.valid_from END AS valid_from,
             CASE WHEN a.address IS NULL THEN r.address ELSE a.practitioner_id END AS practitioner_id,
             CASE WHEN a.last_day < r.valid_to THEN a.last_day ELSE r.valid_to END AS valid_to
      FROM (SELECT patient_id, address, valid_from,
                   CASE WHEN next_from - 1 < valid_to THEN next_from - 1 ELSE valid_to END AS valid_to
            FROM (SELECT patient_id, address, valid_from, valid_to,
                         LEAD(valid_from) OVER (PARTITION BY patient_id ORDER BY valid_from) AS next_from
                  FROM (SELECT t.*, ROW_NUMBER() OVER (PARTITION BY patient_id, valid_from
                                                       ORDER BY valid_to DESC, address) AS place
                        FROM (SELECT COALESCE(n.patient_id,
                                              m.ben_nir_psa || COALESCE(m.ben_rng_gem, 0)) AS patient_id,
                                     CASE WHEN LENGTH(m.mtt_pfs_num) = 9 THEN SUBSTR(m.mtt_pfs_num, 1, 8)
                                          ELSE m.mtt_pfs_num END AS address,
                                     m.mtt_dep_dte AS valid_from,
                                     CASE WHEN m.mtt_fin_dte > DATE '1600-01-01' THEN m.mtt_fin_dte
                                          ELSE DATE '9999-12-31' END AS valid_to
                              FROM ir_mtt_r m
                              LEFT JOIN miroir_person n
                                  ON n.ben_nir_psa = m.ben_nir_psa
                                  AND COALESCE(n.ben_rng_gem, -1) = COALESCE(m.ben_rng_gem, -1)
                              WHERE m.ben_nir_psa IS NOT NULL AND m.mtt_dep_dte IS NOT NULL
                                AND m.mtt_pfs_num <> '00000000') t
                        WHERE valid_to >= valid_from) u
                  WHERE place = 1) v) r
      LEFT JOIN miroir_address a
          ON a.address = r.address AND a.first_day <= r.valid_to AND a.last_day >= r.valid_from) s
WHERE practitioner_id IS NOT NULL AND valid_to >= valid_from
GROUP BY patient_id, practitioner_id, valid_from;
SPOOL OFF
