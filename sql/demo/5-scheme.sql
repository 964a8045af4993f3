-- The synthetic region, fifth part: meetings, attendance, allowances, the budget.

TRUNCATE miroir.meeting, miroir.attendance, miroir.allowance, miroir.expense;

-- One meeting a quarter and group since 2024, the last two still to come.
INSERT INTO miroir.meeting
SELECT g.group_id || '-' || to_char(day, 'YYYY-MM'), g.group_id, day,
       CASE WHEN m % 4 = 3 THEN 'restitution' ELSE 'theme' END,
       CASE WHEN m % 4 < 3 THEN (ARRAY['antibiotiques', 'diabete', 'benzodiazepines'])[m % 4 + 1] END,
       day > date '2026-03-31'
FROM (SELECT group_id, row_number() OVER (ORDER BY group_id) AS no FROM miroir.quality_group) AS g
CROSS JOIN generate_series(0, 10) AS m
CROSS JOIN LATERAL (SELECT (date '2024-02-05' + make_interval(months => 3 * m))::date
                           + (g.no * 7 + m)::int % 20 AS day) AS held;

INSERT INTO miroir.attendance
SELECT m.meeting_id, s.practitioner_id,
       demo.noise(d.n * 4096 + (m.held_on - date '2024-01-01')) % 100 < 82
FROM miroir.meeting m
JOIN miroir.membership s ON s.group_id = m.group_id AND s.joined_on <= m.held_on
                        AND coalesce(s.left_on, m.held_on) >= m.held_on
JOIN demo.doctor d USING (practitioner_id)
WHERE NOT m.planned;

INSERT INTO miroir.allowance
SELECT practitioner_id, extract(year FROM held_on)::text, 150 * count(*)
FROM miroir.attendance JOIN miroir.meeting USING (meeting_id)
WHERE present
GROUP BY 1, 2;

INSERT INTO miroir.expense VALUES
    (2025, 'Indemnisation des médecins', 32000, 30150), (2025, 'Animation', 9000, 8700),
    (2025, 'Salles et repas', 4500, 4812.5), (2026, 'Indemnisation des médecins', 33000, 8100),
    (2026, 'Animation', 9000, 2250), (2026, 'Salles et repas', 4500, 990);
