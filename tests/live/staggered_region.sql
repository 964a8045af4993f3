-- A scheme that 48 doctors enter in six groups, two groups each in 2024-Q4, 2025-Q1 and 2025-Q3, against
-- 64 doctors in eight territories who never do; 2024-Q1 to 2026-Q1. The share of fluoroquinolones among
-- antibiotics falls by 10 points of 100 from the day of entry, on top of what doctors, groups and
-- quarters have in common. Beside them: four doctors who entered before the history, three in a group
-- that opened in the last quarter, one member who left again after a year, one opposed.
INSERT INTO miroir.territory SELECT 'T' || i, 'Territoire ' || i, NULL, '53', i % 2 = 0
    FROM generate_series(1, 8) AS i;
INSERT INTO miroir.quality_group SELECT 'G' || g, 'Groupe ' || g, 'T' || g, NULL, NULL
    FROM generate_series(1, 8) AS g;

-- A number in [0, 1) that looks random, from text.
CREATE FUNCTION pg_temp.chance(text) RETURNS numeric IMMUTABLE LANGUAGE sql AS
    $$ SELECT ('x' || left(md5($1), 7))::bit(28)::int::numeric / 268435456 $$;

-- 1 to 48 enter late, 49 to 52 early (group 7), 53 to 55 last (group 8), 56 is opposed, 57 to 120 never.
CREATE TEMPORARY TABLE doctor AS
SELECT i, 'D' || lpad(i::text, 3, '0') AS id,
       CASE WHEN i <= 48 THEN (i - 1) / 8 + 1 WHEN i <= 52 THEN 7 WHEN i <= 55 THEN 8 END AS grp,
       CASE WHEN i > 56 THEN 'T' || (i - 57) / 8 + 1 ELSE 'T' || (i - 1) % 8 + 1 END AS territory,
       CASE WHEN i <= 48 THEN (ARRAY[date '2024-10-01', date '2025-02-15', date '2025-07-01'])[((i - 1) / 8) % 3 + 1]
            WHEN i <= 52 THEN date '2022-05-01' WHEN i <= 55 THEN date '2026-01-05' END AS joined_on
FROM generate_series(1, 120) AS i;
INSERT INTO miroir.practitioner (practitioner_id, specialty, territory_id, opposed_on)
    SELECT id, 'MG', territory, CASE WHEN i = 56 THEN date '2025-01-01' END FROM doctor;
INSERT INTO miroir.membership (group_id, practitioner_id, role, joined_on, left_on)
    SELECT 'G' || grp, id, 'member', joined_on, CASE WHEN i = 8 THEN joined_on + 365 END
    FROM doctor WHERE grp IS NOT NULL;
INSERT INTO miroir.patient (patient_id, birth_date, sex)
    SELECT 'P' || i, date '1940-01-01' + i * 20, CASE WHEN i % 2 = 0 THEN 'F' ELSE 'M' END
    FROM generate_series(0, 799) AS i;
INSERT INTO miroir.code (code_system, code, atc) VALUES
    ('CIP13', '3400900000001', 'J01MA02'), ('CIP13', '3400900000002', 'J01CA04');

-- 30 to 69 lines a doctor and quarter.
INSERT INTO miroir.claim (practitioner_id, patient_id, care_date, code_system, code, quantity)
SELECT d.id, 'P' || floor(pg_temp.chance('patient' || i || ' ' || q || ' ' || k) * 800), day, 'CIP13',
       '340090000000' || CASE WHEN pg_temp.chance('line' || i || ' ' || q || ' ' || k)
               < 0.30 + 0.16 * (pg_temp.chance('doctor' || i) - 0.5)
                 + 0.05 * (pg_temp.chance('habit' || coalesce('G' || grp, territory)) - 0.5)
                 + 0.03 * (pg_temp.chance('shock' || coalesce('G' || grp, territory) || q) - 0.5)
                 + 0.02 * (pg_temp.chance('quarter' || q) - 0.5)
                 - CASE WHEN i <= 48 AND day >= joined_on THEN 0.10 ELSE 0 END
           THEN 1 ELSE 2 END, 1
FROM doctor d
CROSS JOIN generate_series(0, 8) AS q
CROSS JOIN LATERAL generate_series(1, 30 + floor(40 * pg_temp.chance('volume' || i))::int) AS k
CROSS JOIN LATERAL (SELECT (date '2024-01-01' + make_interval(months => 3 * q))::date
                           + floor(pg_temp.chance('day' || i || ' ' || q || ' ' || k) * 90)::int AS day) AS on_day;

-- A meeting a quarter and group from 2024 on, two still to come; those of 2025-Q4 without attendance in
-- even groups; members of the day by chance, each without a row now and then, and guests of group 1.
INSERT INTO miroir.meeting
SELECT 'G' || g || '-' || q, 'G' || g, (date '2024-02-10' + make_interval(months => 3 * q))::date + 3 * g,
       'theme', 'own', q > 8
FROM generate_series(1, 8) AS g, generate_series(0, 10) AS q;
INSERT INTO miroir.attendance
SELECT meeting_id, practitioner_id, pg_temp.chance('came' || meeting_id || practitioner_id) < 0.7
FROM miroir.meeting JOIN miroir.membership USING (group_id)
WHERE NOT planned AND held_on BETWEEN joined_on AND coalesce(left_on, held_on)
  AND pg_temp.chance('row' || meeting_id || practitioner_id) < 0.9
  AND NOT (extract(quarter FROM held_on) = 4 AND right(group_id, 1)::int % 2 = 0);
INSERT INTO miroir.attendance
SELECT meeting_id, 'D0' || i, true FROM miroir.meeting, generate_series(57, 59) AS i
WHERE group_id = 'G1' AND NOT planned;
INSERT INTO miroir.allowance
SELECT practitioner_id, extract(year FROM held_on)::text, 150.45 * count(*)
FROM miroir.attendance JOIN miroir.meeting USING (meeting_id) WHERE present GROUP BY 1, 2;
