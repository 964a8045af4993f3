-- The synthetic region, fourth part: claim lines from January 2022 to March 2026.
--
-- First narrow rows (who, when, what, how many), one statement a habit; then the wide ones. `slot`
-- numbers what may happen to one patient in one quarter, four ways; with it every draw has a key of
-- its own, and all that shares a slot and a day is one prescription.

CREATE UNLOGGED TABLE demo.line (no bigint, slot bigint, day date, code int, quantity int);

-- Antibiotics: at most one course a quarter, in winter most, and twice as often to small children.
-- Members of a group turn away from quinolones as the quarters pass.
INSERT INTO demo.line
SELECT c.no, c.slot, c.first_day + (demo.noise(c.slot * 64 + 2) % 90)::int,
       CASE WHEN c.share < d.quinolone * (100 - CASE WHEN d.is_enrolled THEN 2 * c.q ELSE 0 END) / 100
            THEN 6 + (c.pick % 3)::int
            WHEN c.share < 150 + d.clavulanate THEN 3
            WHEN c.share < 150 + d.clavulanate + d.cephalosporin THEN 4 + (c.pick % 2)::int
            WHEN c.sex = 'F' AND c.share > 880 THEN 11
            WHEN c.share > 800 THEN 9 + (c.pick % 2)::int
            WHEN c.share > 760 THEN 12
            ELSE 1 + (c.pick % 2)::int END,
       1 + (c.pick % 4 / 3)::int
FROM (SELECT p.no, p.n, p.sex, q.q, q.first_day, p.base + q.q * 4 AS slot,
             demo.noise((p.base + q.q * 4) * 64 + 3) % 1000 AS share,
             demo.noise((p.base + q.q * 4) * 64 + 4) AS pick
      FROM demo.patient p
      JOIN demo.doctor d USING (n)
      CROSS JOIN demo.quarter q
      WHERE demo.noise((p.base + q.q * 4) * 64 + 1) % 1000000
            < q.cold * d.antibiotic * CASE WHEN p.age < 6 THEN 2 ELSE 1 END
      OFFSET 0) AS c
JOIN demo.doctor d USING (n);

-- Some have a second antibiotic on the same prescription.
INSERT INTO demo.line
SELECT no, slot, day, 13, 1 FROM demo.line WHERE demo.noise(slot * 64 + 5) % 100 < 7;

-- Diabetes: metformin or an insulin, often a second drug.
INSERT INTO demo.line
SELECT p.no, p.base + q.q * 4 + 1, q.first_day + m * 45 + (demo.noise((p.base + q.q * 4) * 64 + 6 + m) % 42)::int,
       c.code, 1 + (p.no % 2)::int
FROM demo.patient p
CROSS JOIN LATERAL (VALUES (CASE WHEN p.no % 10 < 8 THEN 20 + (p.no % 2)::int ELSE 24 END),
                           (CASE WHEN p.no / 10 % 10 < 5 THEN (ARRAY[22, 23, 25, 22, 23])[p.no / 10 % 10 + 1] END))
           AS c (code)
CROSS JOIN demo.quarter q
CROSS JOIN generate_series(0, 1) AS m
WHERE p.has_diabetes AND c.code IS NOT NULL AND demo.noise((p.base + q.q * 4) * 64 + 9 + m) % 1000 < 820;

-- Its follow-up, as each doctor orders it.
INSERT INTO demo.line
SELECT p.no, p.base + q.q * 4 + 2, q.first_day + (demo.noise((p.base + q.q * 4) * 64 + 12 + c.seed) % 90)::int,
       c.code, 1
FROM demo.patient p
JOIN demo.doctor d USING (n)
CROSS JOIN demo.quarter q
CROSS JOIN LATERAL (VALUES (70, 1, d.hba1c + CASE WHEN d.is_enrolled THEN 6 * q.q ELSE 2 * q.q END),
                           (71, 2, d.renal),
                           (72 + (p.no % 2)::int, 3, d.renal + 150),
                           (74 + (p.no % 3 / 2)::int, 4, d.eye),
                           (76, 5, CASE WHEN p.no % 50 = 7 THEN 700 ELSE 0 END)) AS c (code, seed, chance)
WHERE p.has_diabetes AND demo.noise((p.base + q.q * 4) * 64 + 20 + c.seed) % 1000 < c.chance;

-- Sedatives taken month after month; which one is the doctor's habit.
INSERT INTO demo.line
SELECT p.no, p.base + q.q * 4 + 3, q.first_day + m * 30 + (demo.noise((p.base + q.q * 4) * 64 + 30 + m) % 28)::int,
       CASE WHEN demo.noise(p.no * 64 + 50) % 1000 < d.long_half_life THEN 42 + (p.no % 3)::int
            WHEN p.no % 20 < 9 THEN 45 + (p.no % 3)::int
            ELSE 40 + (p.no % 2)::int END,
       1
FROM demo.patient p
JOIN demo.doctor d USING (n)
CROSS JOIN demo.quarter q
CROSS JOIN generate_series(0, 2) AS m
WHERE p.takes_sedative AND demo.noise((p.base + q.q * 4) * 64 + 33 + m) % 10000 < 75 * d.sedative;

-- Hypnotics begun: mostly one box or two, sometimes month after month.
INSERT INTO demo.line
SELECT p.no, p.base + q.q * 4 + 3,
       q.first_day + (demo.noise((p.base + q.q * 4) * 64 + 36) % 80)::int + 28 * again,
       45 + (p.no % 3)::int, 1 + (demo.noise((p.base + q.q * 4) * 64 + 37) % 2)::int
FROM demo.patient p
JOIN demo.doctor d USING (n)
CROSS JOIN demo.quarter q
CROSS JOIN LATERAL generate_series(0, CASE WHEN demo.noise((p.base + q.q * 4) * 64 + 39) % 1000
                                                < d.lasting_hypnotic THEN 2 ELSE 0 END) AS again
WHERE p.age >= 18 AND NOT p.takes_sedative
      AND demo.noise((p.base + q.q * 4) * 64 + 38) % 10000 < CASE WHEN p.age >= 65 THEN 450 ELSE 60 END;

-- Antidepressants and neuroleptics.
INSERT INTO demo.line
SELECT p.no, p.base + q.q * 4 + 3, q.first_day + m * 45 + (demo.noise((p.base + q.q * 4) * 64 + 40 + m) % 40)::int,
       c.code, 2
FROM demo.patient p
CROSS JOIN LATERAL (VALUES (48 + (p.no % 2)::int, p.takes_antidepressant), (50, p.takes_neuroleptic))
           AS c (code, holds)
CROSS JOIN demo.quarter q
CROSS JOIN generate_series(0, 1) AS m
WHERE c.holds AND demo.noise((p.base + q.q * 4) * 64 + 42 + m) % 1000 < 800;

-- What no indicator looks at: heart drugs once a quarter, and consultations.
INSERT INTO demo.line
SELECT p.no, p.base + q.q * 4, q.first_day + (demo.noise((p.base + q.q * 4) * 64 + 44) % 90)::int,
       60 + (p.no % 3)::int, 3
FROM demo.patient p CROSS JOIN demo.quarter q
WHERE p.has_heart_drug AND demo.noise((p.base + q.q * 4) * 64 + 45) % 1000 < 800;
INSERT INTO demo.line
SELECT p.no, p.base + q.q * 4, q.first_day + (demo.noise((p.base + q.q * 4) * 64 + 46) % 90)::int, 63, 1
FROM demo.patient p CROSS JOIN demo.quarter q
WHERE demo.noise((p.base + q.q * 4) * 64 + 47) % 1000 < 60;

-- About one line in seventy is taken back: whole (`turn` 1), or in part where there was more than one
-- box, or whole and dispensed again the same day (`turn` 2).
INSERT INTO demo.line
SELECT no, slot, day, code,
       CASE WHEN turn = 2 THEN quantity WHEN kind IN (6, 7) THEN -1 ELSE -quantity END
FROM (SELECT *, demo.noise((slot * 16 + code % 16) * 2 + 1) / 1000 % 10 AS kind
      FROM demo.line
      WHERE demo.noise((slot * 16 + code % 16) * 2 + 1) % 1000 < 14
      OFFSET 0) AS taken_back
CROSS JOIN generate_series(1, 2) AS turn
WHERE turn = 1 OR kind > 7;

-- Nobody is treated before birth, after death, or after the last day. In one prescription of twenty
-- the number is lost. A reversal is received later than its line.
ANALYZE demo.line;
TRUNCATE miroir.claim;
INSERT INTO miroir.claim
SELECT d.practitioner_id,
       CASE c.code_system WHEN 'CIP13' THEN p.pharmacy WHEN 'NABM' THEN p.laboratory
                          WHEN 'CCAM' THEN p.eye_doctor ELSE d.practitioner_id END,
       p.patient_id,
       l.day,
       c.code_system,
       c.code,
       l.quantity,
       c.price * l.quantity,
       CASE WHEN c.code_system <> 'NGAP' AND demo.noise(l.slot * 64 + 60) % 100 >= 5
            THEN upper(to_hex(l.slot * 2048 + (l.day - date '2022-01-01'))) END,
       l.day + 8 + (demo.noise(l.slot * 64 + 61) % 30)::int + CASE WHEN l.quantity < 0 THEN 20 ELSE 0 END
FROM demo.line l
JOIN demo.patient p ON p.no = l.no
JOIN demo.code c ON c.no = l.code
JOIN demo.route r ON r.draw = CASE WHEN p.n IN (20, 60) OR l.code = 63 THEN 0
                                   ELSE demo.noise(l.slot * 64 + 62) % 1000 END
JOIN demo.doctor d ON d.n = coalesce(r.n, CASE WHEN l.day < p.moved_on THEN p.earlier_n
                                               WHEN p.n = 62 AND l.day > date '2025-12-31' THEN 64
                                               ELSE p.n END)
WHERE l.day BETWEEN p.birth_date AND coalesce(p.died_on, date '2026-03-31') AND l.day <= date '2026-03-31';
