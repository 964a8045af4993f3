-- A region that fits into the head: 3 groups (A and B of 12, C of 3), 13 controls, 800 patients,
-- 60 lines a doctor over 2025-01-01 to 2026-03-30.
INSERT INTO miroir.territory VALUES ('T1', 'Ville', NULL, '53', true);
INSERT INTO miroir.quality_group SELECT g, 'Groupe ' || g, 'T1', NULL, NULL
    FROM unnest(ARRAY['A', 'B', 'C']) AS g;
INSERT INTO miroir.practitioner (practitioner_id, specialty, territory_id, given_name, name)
    SELECT 'D' || lpad(i::text, 2, '0'), 'MG', 'T1', 'Camille', 'Nom' || lpad(i::text, 2, '0')
    FROM generate_series(1, 40) AS i;
INSERT INTO miroir.membership (group_id, practitioner_id, role, joined_on)
    SELECT (ARRAY['A', 'B', 'C'])[(i - 1) / 12 + 1], 'D' || lpad(i::text, 2, '0'),
           CASE WHEN i % 12 = 1 THEN 'facilitator' ELSE 'member' END, date '2024-01-01'
    FROM generate_series(1, 27) AS i;
INSERT INTO miroir.patient (patient_id, birth_date, sex)
    SELECT 'P' || i, date '1940-01-01' + i * 20, CASE WHEN i % 2 = 0 THEN 'F' ELSE 'M' END
    FROM generate_series(0, 799) AS i;
INSERT INTO miroir.code (code_system, code, atc) VALUES
    ('CIP13', '3400900000001', 'J01MA02'), ('CIP13', '3400900000002', 'J01CA04'),
    ('CIP13', '3400900000003', 'N05BA12');
INSERT INTO miroir.claim (practitioner_id, patient_id, care_date, code_system, code, quantity)
    SELECT 'D' || lpad(i::text, 2, '0'), 'P' || (i * 37 + k * 11) % 800,
           date '2025-01-01' + (i * 7 + k * 13) % 454, 'CIP13',
           '340090000000' || CASE WHEN (i * k) % 7 < i % 4 THEN 1 WHEN k % 9 = 0 THEN 3 ELSE 2 END, 1
    FROM generate_series(1, 40) AS i, generate_series(1, 60) AS k;
-- Meetings just before, within and after the year to March 2026, one without a day, one still to come;
-- of a theme of the campaign's, of one of the bank's, of none that is known, of none. D05 came to none of
-- A's, D01 was B's guest, nobody came to C's.
INSERT INTO miroir.meeting VALUES
    ('A-1', 'A', '2025-03-31', 'theme', 'own', false), ('A-2', 'A', '2025-04-01', 'theme', 'own', false),
    ('A-3', 'A', '2025-11-20', 'restitution', NULL, false),
    ('A-4', 'A', '2026-03-31', 'theme', 'benzodiazepines', NULL),
    ('A-5', 'A', '2026-04-01', 'theme', 'own', false), ('A-6', 'A', '2026-03-02', 'theme', 'own', true),
    ('B-1', 'B', '2025-06-10', 'theme', 'elsewhere', false), ('B-2', 'B', NULL, 'theme', 'own', false),
    ('B-3', 'B', '2025-12-09', NULL, NULL, false), ('C-1', 'C', '2025-09-09', 'theme', 'own', false);
INSERT INTO miroir.attendance
    SELECT meeting_id, practitioner_id,
           group_id <> 'C' AND practitioner_id <> 'D05'
           AND (right(practitioner_id, 2)::int + right(meeting_id, 1)::int) % 3 <> 0
    FROM miroir.meeting JOIN miroir.membership USING (group_id) WHERE planned IS NOT true;
INSERT INTO miroir.attendance VALUES ('B-1', 'D01', true);
