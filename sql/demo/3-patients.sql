-- The synthetic region, third part: patients on the list of each general practitioner, their
-- conditions and referring doctors.

TRUNCATE miroir.patient, miroir.patient_condition, miroir.registration;

-- Age in days on 31 March 2026, from a pyramid in four steps; older lists in some places.
CREATE UNLOGGED TABLE demo.person AS
SELECT no,
       n,
       (CASE WHEN step < 170 THEN within % 5840
             WHEN step < 800 - older THEN 5840 + within % 17900
             WHEN step < 935 - older / 3 THEN 23740 + within % 5480
             ELSE 29220 + within % 6200 END)::int AS age_days,
       CASE WHEN demo.noise(no * 64 + 3) % 1000 < 515 THEN 'F' ELSE 'M' END AS sex
FROM (SELECT row_number() OVER (ORDER BY d.n, k) AS no, d.n, (demo.noise(d.n * 64 + 40) % 90)::int AS older
      FROM demo.doctor d CROSS JOIN LATERAL generate_series(1, d.list_size) AS k
      WHERE d.is_gp) AS numbered
CROSS JOIN LATERAL (SELECT demo.noise(no * 64 + 1) % 1000 AS step, demo.noise(no * 64 + 2) AS within
                    OFFSET 0) AS draws;

-- What each person lives with and takes. `moved_on`: before that day, with another doctor, the next
-- of the region that is not one of the singular ones. `base` is where the person's draws begin.
CREATE UNLOGGED TABLE demo.patient AS
SELECT no,
       no * 128 AS base,
       n,
       'B' || lpad(to_hex(no * 15485863 % 4294967291), 8, '0') AS patient_id,
       date '2026-03-31' - age_days AS birth_date,
       sex,
       age_days / 365 AS age,
       CASE WHEN n % 290 + 1 IN (20, 33, 60, 62) THEN n % 290 + 3 ELSE n % 290 + 1 END AS earlier_n,
       CASE WHEN n = 33 THEN date '2025-11-15'
            WHEN n NOT IN (20, 60) AND demo.noise(no * 64 + 4) % 1000 < 40
            THEN date '2023-01-01' + (demo.noise(no * 64 + 5) % 1100)::int END AS moved_on,
       CASE WHEN age_days > 27000 AND demo.noise(no * 64 + 6) % 1000 < 80
            THEN date '2023-01-01' + (demo.noise(no * 64 + 7) % 1180)::int END AS died_on,
       age_days > 14600 AND demo.noise(no * 64 + 8) % 1000 < CASE WHEN is_old THEN 165 ELSE 66 END
           AS has_diabetes,
       age_days > 16400 AND demo.noise(no * 64 + 9) % 1000 < 200 AS has_heart_drug,
       age_days > 6570 AND demo.noise(no * 64 + 10) % 1000 < CASE WHEN is_old THEN 210 ELSE 25 END
           AS takes_sedative,
       age_days > 6570 AND demo.noise(no * 64 + 11) % 1000
           < CASE WHEN is_old AND demo.noise(no * 64 + 10) % 1000 < 210 THEN 480 WHEN is_old THEN 90 ELSE 45 END
           AS takes_antidepressant,
       age_days > 6570 AND demo.noise(no * 64 + 12) % 1000 < CASE WHEN is_old THEN 50 ELSE 12 END
           AS takes_neuroleptic,
       'PH' || lpad((n * 2 + no % 2)::text, 4, '0') AS pharmacy,
       'LAB' || lpad((n / 5)::text, 3, '0') AS laboratory,
       'OPH' || lpad((n / 8)::text, 3, '0') AS eye_doctor
FROM (SELECT *, age_days > 23740 AS is_old FROM demo.person) AS aged;
ALTER TABLE demo.patient ADD PRIMARY KEY (no);
ANALYZE demo.patient;

INSERT INTO miroir.patient
SELECT p.patient_id, p.birth_date, p.sex, pl.territory_id, p.died_on
FROM demo.patient p JOIN demo.doctor d USING (n) JOIN demo.place pl ON pl.no = d.place;

INSERT INTO miroir.registration
SELECT p.patient_id, d.practitioner_id,
       coalesce(p.moved_on, greatest(p.birth_date, date '2008-01-01' + (demo.noise(p.no * 64 + 13) % 4700)::int)),
       p.died_on
FROM demo.patient p JOIN demo.doctor d USING (n)
WHERE p.moved_on IS NULL OR p.died_on IS NULL OR p.died_on >= p.moved_on;

INSERT INTO miroir.registration
SELECT p.patient_id, d.practitioner_id,
       greatest(p.birth_date, date '2008-01-01' + (demo.noise(p.no * 64 + 13) % 4700)::int),
       least(p.moved_on - 1, p.died_on)
FROM demo.patient p JOIN demo.doctor d ON d.n = p.earlier_n
WHERE p.moved_on > p.birth_date;

-- Long-term conditions: diabetes, coronary disease, psychiatric, cancer; some have ended.
INSERT INTO miroir.patient_condition
SELECT p.patient_id, c.condition, since.day,
       CASE WHEN demo.noise(p.no * 64 + 20 + c.seed) % 100 < 6 THEN greatest(since.day, date '2024-10-31') END
FROM demo.patient p
CROSS JOIN LATERAL (VALUES
    ('ALD08', 1, p.has_diabetes AND demo.noise(p.no * 64 + 31) % 1000 < 860),
    ('ALD13', 2, p.age > 50 AND demo.noise(p.no * 64 + 32) % 1000 < 70),
    ('ALD23', 3, p.takes_neuroleptic AND demo.noise(p.no * 64 + 33) % 1000 < 450),
    ('ALD30', 4, p.age > 40 AND demo.noise(p.no * 64 + 34) % 1000 < 55)) AS c (condition, seed, holds)
CROSS JOIN LATERAL (SELECT date '2010-01-01' + (demo.noise(p.no * 64 + 40 + c.seed) % 4900)::int AS day) since
WHERE c.holds AND since.day >= p.birth_date;
