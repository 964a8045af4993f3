-- The synthetic region, second part: places, 300 general practitioners, 12 specialists, the groups.
--
-- By running number: 1 to 12 Trégor, 13 to 25 Cornouaille, 26 to 36 Brocéliande, 37 to 48 Vannes
-- (48 members in four groups), 49 to 52 the islands, a group too small to compare, 53 left a group,
-- 54 to 290 never belonged to one, 291 to 300 work beyond the region's border.
-- Singular ones: 20 has nine patients, 33 settled in late 2025, 48 joined a month before the end,
-- 60 hardly works, 61 asked to be left out, 62 has retired; 7 prescribes quinolones and 30 sedatives of
-- long half-life far more than chance explains.

TRUNCATE miroir.territory, miroir.practitioner, miroir.quality_group, miroir.membership;

CREATE UNLOGGED TABLE demo.place (
    no int, territory_id text, label text, department text, town text, postcode text, urban boolean
);
INSERT INTO demo.place VALUES
    (1, 'tregor', 'Trégor', '22', 'Lannion', '22300', false),
    (2, 'cornouaille', 'Cornouaille', '29', 'Quimper', '29000', true),
    (3, 'broceliande', 'Brocéliande', '35', 'Montfort-sur-Meu', '35160', false),
    (4, 'vannes', 'Pays de Vannes', '56', 'Vannes', '56000', true),
    (5, 'iles', 'Îles du Ponant', '56', 'Le Palais', '56360', false),
    (6, 'leon', 'Léon', '29', 'Morlaix', '29600', false),
    (7, 'brest', 'Pays de Brest', '29', 'Brest', '29200', true),
    (8, 'saint-brieuc', 'Baie de Saint-Brieuc', '22', 'Saint-Brieuc', '22000', true),
    (9, 'rennes', 'Pays de Rennes', '35', 'Rennes', '35000', true),
    (10, 'fougeres', 'Pays de Fougères', '35', 'Fougères', '35300', false),
    (11, 'lorient', 'Pays de Lorient', '56', 'Lorient', '56100', true),
    (12, 'retz', 'Pays de Retz', '44', 'Pornic', '44210', false);

INSERT INTO miroir.territory (territory_id, label, parent_id, region_id, urban) VALUES
    ('R53', 'Bretagne', NULL, '53', NULL), ('R52', 'Pays de la Loire', NULL, '52', NULL),
    ('D22', 'Côtes-d''Armor', 'R53', '53', NULL), ('D29', 'Finistère', 'R53', '53', NULL),
    ('D35', 'Ille-et-Vilaine', 'R53', '53', NULL), ('D56', 'Morbihan', 'R53', '53', NULL),
    ('D44', 'Loire-Atlantique', 'R52', '52', NULL);
INSERT INTO miroir.territory
SELECT territory_id, label, 'D' || department, CASE department WHEN '44' THEN '52' ELSE '53' END, urban
FROM demo.place;

-- Habits of each doctor, in thousandths unless said otherwise. A sum of three draws makes most alike
-- and a few far out, as between real doctors.
CREATE UNLOGGED TABLE demo.doctor AS
SELECT n,
       '101' || lpad(((n * 7919 + 104729) * 613 % 99999989)::text, 8, '0') AS practitioner_id,
       n <= 300 AS is_gp,
       n <= 52 AS is_enrolled,
       CASE WHEN n <= 12 THEN 1 WHEN n <= 25 THEN 2 WHEN n <= 36 THEN 3 WHEN n <= 48 THEN 4
            WHEN n <= 52 THEN 5 WHEN n BETWEEN 291 AND 300 THEN 12
            ELSE 6 + (demo.noise(n * 64 + 1) % 6)::int END AS place,
       CASE n WHEN 20 THEN 9 WHEN 60 THEN 12
              ELSE 220 + demo.noise(n * 64 + 2) % 180 + demo.noise(n * 64 + 3) % 180 END::int AS list_size,
       -- how readily an antibiotic, percent of the usual
       (60 + demo.noise(n * 64 + 4) % 30 + demo.noise(n * 64 + 5) % 30 + demo.noise(n * 64 + 6) % 30)::int
           AS antibiotic,
       CASE n WHEN 7 THEN 430
              ELSE 15 + demo.noise(n * 64 + 7) % 45 + demo.noise(n * 64 + 8) % 45 + demo.noise(n * 64 + 9) % 45 END::int
           AS quinolone,
       (80 + demo.noise(n * 64 + 10) % 70 + demo.noise(n * 64 + 11) % 70 + demo.noise(n * 64 + 12) % 70)::int
           AS clavulanate,
       (25 + demo.noise(n * 64 + 13) % 30 + demo.noise(n * 64 + 14) % 30 + demo.noise(n * 64 + 15) % 30)::int
           AS cephalosporin,
       (250 + demo.noise(n * 64 + 16) % 170 + demo.noise(n * 64 + 17) % 170 + demo.noise(n * 64 + 18) % 170)::int
           AS hba1c,
       (110 + demo.noise(n * 64 + 19) % 90 + demo.noise(n * 64 + 20) % 90 + demo.noise(n * 64 + 21) % 90)::int
           AS renal,
       (55 + demo.noise(n * 64 + 22) % 45 + demo.noise(n * 64 + 23) % 45 + demo.noise(n * 64 + 24) % 45)::int
           AS eye,
       CASE n WHEN 30 THEN 780
              ELSE 80 + demo.noise(n * 64 + 25) % 130 + demo.noise(n * 64 + 26) % 130
                   + demo.noise(n * 64 + 27) % 130 END::int
           AS long_half_life,
       (70 + demo.noise(n * 64 + 28) % 30 + demo.noise(n * 64 + 29) % 30 + demo.noise(n * 64 + 30) % 30)::int
           AS sedative,
       (150 + demo.noise(n * 64 + 31) % 130 + demo.noise(n * 64 + 32) % 130 + demo.noise(n * 64 + 33) % 130)::int
           AS lasting_hypnotic
FROM generate_series(1, 312) AS n;
ALTER TABLE demo.doctor ADD PRIMARY KEY (n);
ANALYZE demo.doctor;

INSERT INTO miroir.practitioner
SELECT d.practitioner_id,
       'physician',
       CASE WHEN d.is_gp THEN 'MG' ELSE (ARRAY['PSY', 'ENDO', 'CARD', 'PNEU'])[d.n % 4 + 1] END,
       p.territory_id,
       CASE d.n WHEN 33 THEN date '2025-11-15'
                ELSE date '1988-01-01' + (demo.noise(d.n * 64 + 34) % 11000)::int END,
       CASE d.n WHEN 62 THEN date '2025-12-31' END,
       CASE d.n WHEN 61 THEN date '2025-02-10' END,
       d.practitioner_id,
       'Dr',
       (ARRAY['Anne', 'Yann', 'Claire', 'Loïc', 'Sophie', 'Gwénaël', 'Isabelle', 'Erwan', 'Nathalie', 'Ronan',
              'Hélène', 'Mathieu', 'Katell', 'Philippe', 'Soazig', 'Bertrand', 'Cécile', 'Goulven', 'Aurélie',
              'Tanguy', 'Maëlle', 'François', 'Enora', 'Vincent', 'Nolwenn', 'Hervé', 'Béatrice', 'Malo',
              'Sylvie', 'Arnaud', 'Rozenn', 'Pascal', 'Élodie', 'Denis', 'Morgane', 'Gilles', 'Tiphaine',
              'Corentin', 'Marie-Laure', 'Jean-Yves', 'Solène', 'Bruno', 'Azilis', 'Étienne'])
           [(d.n / 75 * 11 + d.n) % 44 + 1],
       (ARRAY['Le Goff', 'Kervella', 'Riou', 'Guillou', 'Le Bihan', 'Tanguy', 'Morvan', 'Quéré', 'Le Roux',
              'Corre', 'Floc''h', 'Prigent', 'Madec', 'Le Gall', 'Jézéquel', 'Cariou', 'Hascoët', 'Le Guen',
              'Bescond', 'Nédélec', 'Olivier', 'Kerleau', 'Salaün', 'Le Meur', 'Péron', 'Gourvennec', 'Rolland',
              'Lagadec', 'Le Dantec', 'Abgrall', 'Cozic', 'Bellec', 'Le Borgne', 'Hémon', 'Thomas', 'Kerdoncuff',
              'Pennec', 'Le Berre', 'Miossec', 'Gloaguen', 'Briand', 'Le Corre', 'Trévidic', 'Stéphan', 'Daniel',
              'Le Floch', 'Bozec', 'Caradec', 'Guéguen', 'Le Page', 'Mével', 'Philippe', 'Kermarrec', 'Sévère',
              'Lozac''h', 'Even', 'Le Saux', 'Crenn', 'Boulic', 'Perrot', 'Dréan', 'Le Nouvel', 'Rannou',
              'Guivarc''h', 'Bourhis', 'Coatanéa', 'Le Moal', 'Cloarec', 'Hamon', 'Tréguier', 'Poulain',
              'Le Tallec', 'Berthou', 'Kerbrat', 'Jaouen'])[d.n * 13 % 75 + 1],
       (demo.noise(d.n * 64 + 35) % 80 + 1)::text || ' '
           || (ARRAY['rue des Ajoncs', 'rue du Lavoir', 'place de l''Église', 'avenue de la Gare', 'rue des Genêts',
                     'quai du Port', 'rue de la Fontaine', 'chemin des Hortensias', 'rue des Écoles',
                     'boulevard de la Mer'])[demo.noise(d.n * 64 + 36) % 10 + 1],
       CASE WHEN d.n % 5 = 0 THEN 'Maison de santé' END,
       p.postcode,
       p.town,
       'dr' || d.n || '@mssante.example'
FROM demo.doctor d JOIN demo.place p ON p.no = d.place;

INSERT INTO miroir.quality_group (group_id, label, territory_id, opened_on) VALUES
    ('tregor', 'Groupe du Trégor', 'tregor', '2020-09-01'),
    ('cornouaille', 'Groupe de Cornouaille', 'cornouaille', '2019-03-01'),
    ('broceliande', 'Groupe de Brocéliande', 'broceliande', '2021-01-01'),
    ('vannes', 'Groupe du Pays de Vannes', 'vannes', '2018-10-01'),
    ('iles', 'Groupe des Îles', 'iles', '2022-04-01');

-- One facilitator a group: the third of each.
INSERT INTO miroir.membership
SELECT p.territory_id,
       d.practitioner_id,
       CASE WHEN d.n IN (3, 15, 28, 39, 51) THEN 'facilitator' ELSE 'member' END,
       j.joined_on,
       NULL,
       j.joined_on + 20,
       CASE WHEN d.n IN (3, 15, 28, 39, 51) THEN j.joined_on + 60 END,
       CASE WHEN d.n % 3 = 0 THEN greatest(j.joined_on, date '2024-06-01') END
FROM demo.doctor d
JOIN demo.place p ON p.no = d.place
CROSS JOIN LATERAL (SELECT CASE d.n WHEN 33 THEN date '2025-12-01' WHEN 48 THEN date '2026-02-27'
                                    ELSE date '2022-04-15' + (demo.noise(d.n * 64 + 37) % 500)::int
                           END AS joined_on) j
WHERE d.is_enrolled;

INSERT INTO miroir.membership (group_id, practitioner_id, role, joined_on, left_on, contract_signed_on)
SELECT 'tregor', practitioner_id, 'member', date '2021-01-10', date '2025-09-30', date '2021-02-01'
FROM demo.doctor WHERE n = 53;
