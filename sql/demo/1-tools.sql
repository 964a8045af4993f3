-- The synthetic region, first part: its random numbers, its calendar, its codes.
--
-- Nobody here exists. Everything follows from integer arithmetic on running numbers, so that every
-- machine and every version of PostgreSQL makes the same rows. Schema demo holds what is only needed
-- on the way and is dropped at the end.

DROP SCHEMA IF EXISTS demo CASCADE;
CREATE SCHEMA demo;

-- A number in [0, 2^25) that looks random, from a key in [0, 2^32). Two rounds of shift, xor and
-- multiply; the products stay below 2^63. Plain SQL, so that it is expanded into each statement.
CREATE FUNCTION demo.noise(key bigint) RETURNS bigint IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
    SELECT (((((key # (key >> 16)) * 2146121005) & 4294967295)
           # ((((key # (key >> 16)) * 2146121005) & 4294967295) >> 15)) * 1935289751 & 4294967295) >> 7
$$;

-- Quarters from 2022-Q1 to 2026-Q1. `cold` is how many of 10 000 patients get an antibiotic.
CREATE UNLOGGED TABLE demo.quarter AS
SELECT q,
       (date '2022-01-01' + make_interval(months => 3 * q))::date AS first_day,
       (ARRAY[1300, 900, 700, 1150])[q % 4 + 1] AS cold
FROM generate_series(0, 16) AS q;

-- `no` is how the other files call a code; a box holds `units` and costs `price`.
CREATE UNLOGGED TABLE demo.code (
    no int, code_system text, code text, atc text, label text, generic_group text,
    generic_role text, units numeric, price numeric
);
INSERT INTO demo.code VALUES
    -- antibiotics
    (1, 'CIP13', '3400900000110', 'J01CA04', 'AMOXICILLINE 1 G CPR 14', 'GA01', 'generic', 14, 4.12),
    (2, 'CIP13', '3400900000127', 'J01CA04', 'AMOXICILLINE 500 MG GEL 12', 'GA02', 'generic', 12, 2.98),
    (3, 'CIP13', '3400900000134', 'J01CR02', 'AMOXICILLINE AC CLAVULANIQUE 1 G SACHET 8', 'GA03', 'generic', 8, 4.61),
    (4, 'CIP13', '3400900000141', 'J01DD13', 'CEFPODOXIME 100 MG CPR 10', 'GA04', 'generic', 10, 6.83),
    (5, 'CIP13', '3400900000158', 'J01DD08', 'CEFIXIME 200 MG CPR 8', 'GA05', 'generic', 8, 7.15),
    (6, 'CIP13', '3400900000165', 'J01MA02', 'CIPROFLOXACINE 500 MG CPR 12', 'GA06', 'generic', 12, 7.39),
    (7, 'CIP13', '3400900000172', 'J01MA12', 'LEVOFLOXACINE 500 MG CPR 5', 'GA07', 'generic', 5, 8.08),
    (8, 'CIP13', '3400900000189', 'J01MA01', 'OFLOXACINE 200 MG CPR 10', 'GA08', 'originator', 10, 8.94),
    (9, 'CIP13', '3400900000196', 'J01FA10', 'AZITHROMYCINE 250 MG CPR 6', 'GA09', 'generic', 6, 6.04),
    (10, 'CIP13', '3400900000202', 'J01FG01', 'PRISTINAMYCINE 500 MG CPR 16', 'GA10', 'originator', 16, 14.90),
    (11, 'CIP13', '3400900000219', 'J01XX01', 'FOSFOMYCINE 3 G SACHET 1', 'GA11', 'generic', 1, 4.89),
    (12, 'CIP13', '3400900000226', 'J01AA02', 'DOXYCYCLINE 100 MG CPR 15', 'GA12', 'generic', 15, 3.67),
    (13, 'CIP13', '3400900000233', 'J01XD01', 'METRONIDAZOLE 500 MG CPR 14', 'GA13', 'generic', 14, 3.52),
    -- antidiabetics
    (20, 'CIP13', '3400900000301', 'A10BA02', 'METFORMINE 1000 MG CPR 90', 'GB01', 'generic', 90, 7.33),
    (21, 'CIP13', '3400900000318', 'A10BA02', 'METFORMINE 850 MG CPR 30', 'GB02', 'generic', 30, 2.66),
    (22, 'CIP13', '3400900000325', 'A10BB09', 'GLICLAZIDE 60 MG CPR 30', 'GB03', 'generic', 30, 5.21),
    (23, 'CIP13', '3400900000332', 'A10BH01', 'SITAGLIPTINE 100 MG CPR 28', 'GB04', 'generic', 28, 16.34),
    (24, 'CIP13', '3400900000349', 'A10AE04', 'INSULINE GLARGINE STYLO 5', NULL, 'biosimilar', 5, 41.05),
    (25, 'CIP13', '3400900000356', 'A10BK03', 'EMPAGLIFLOZINE 10 MG CPR 30', NULL, 'originator', 30, 37.20),
    -- benzodiazepines and other psychotropics
    (40, 'CIP13', '3400900000509', 'N05BA12', 'ALPRAZOLAM 0,25 MG CPR 30', 'GC01', 'generic', 30, 1.64),
    (41, 'CIP13', '3400900000516', 'N05BA04', 'OXAZEPAM 10 MG CPR 30', 'GC02', 'originator', 30, 1.51),
    (42, 'CIP13', '3400900000523', 'N05BA08', 'BROMAZEPAM 6 MG CPR 30', 'GC03', 'generic', 30, 1.72),
    (43, 'CIP13', '3400900000530', 'N05BA11', 'PRAZEPAM 10 MG CPR 40', 'GC04', 'generic', 40, 2.28),
    (44, 'CIP13', '3400900000547', 'N05BA01', 'DIAZEPAM 10 MG CPR 30', 'GC05', 'generic', 30, 1.83),
    (45, 'CIP13', '3400900000554', 'N05CF02', 'ZOLPIDEM 10 MG CPR 14', 'GC06', 'generic', 14, 1.49),
    (46, 'CIP13', '3400900000561', 'N05CF01', 'ZOPICLONE 7,5 MG CPR 14', 'GC07', 'generic', 14, 1.52),
    (47, 'CIP13', '3400900000578', 'N05CD06', 'LORMETAZEPAM 1 MG CPR 14', NULL, 'originator', 14, 1.58),
    (48, 'CIP13', '3400900000585', 'N06AB06', 'SERTRALINE 50 MG GEL 28', 'GC08', 'generic', 28, 5.02),
    (49, 'CIP13', '3400900000592', 'N06AX11', 'MIRTAZAPINE 15 MG CPR 30', 'GC09', 'generic', 30, 5.47),
    (50, 'CIP13', '3400900000608', 'N05AX08', 'RISPERIDONE 1 MG CPR 60', 'GC10', 'generic', 60, 10.93),
    -- what no indicator of the demonstration looks at
    (60, 'CIP13', '3400900000707', 'C10AA05', 'ATORVASTATINE 20 MG CPR 30', 'GD01', 'generic', 30, 5.52),
    (61, 'CIP13', '3400900000714', 'C09AA05', 'RAMIPRIL 5 MG CPR 30', 'GD02', 'generic', 30, 4.89),
    (62, 'CIP13', '3400900000721', 'A02BC05', 'ESOMEPRAZOLE 20 MG CPR 28', 'GD03', 'generic', 28, 4.17),
    (63, 'NGAP', 'G', NULL, 'CONSULTATION AU CABINET DU MEDECIN GENERALISTE', NULL, NULL, NULL, 30.00),
    -- laboratory, eye
    (70, 'NABM', '1577', NULL, 'HEMOGLOBINE GLYQUEE (HBA1C)', NULL, NULL, NULL, 6.75),
    (76, 'NABM', '1576', NULL, 'FRUCTOSAMINE', NULL, NULL, NULL, 3.24),
    (71, 'NABM', '1133', NULL, 'MICROALBUMINURIE', NULL, NULL, NULL, 4.75),
    (72, 'NABM', '592', NULL, 'CREATININE (AVEC DEBIT DE FILTRATION)', NULL, NULL, NULL, 1.62),
    (73, 'NABM', '593', NULL, 'UREE ET CREATININE (AVEC DEBIT DE FILTRATION)', NULL, NULL, NULL, 2.00),
    (74, 'CCAM', 'BGQP002', NULL, 'EXAMEN DU FOND D''OEIL PAR BIOMICROSCOPIE', NULL, NULL, NULL, 28.08),
    (75, 'CCAM', 'BGQP007', NULL, 'RETINOGRAPHIE EN COULEURS', NULL, NULL, NULL, 21.24);

TRUNCATE miroir.code;
INSERT INTO miroir.code
SELECT code_system, code, atc, label, generic_group, generic_role, units FROM demo.code;

-- Who writes a prescription, by a draw of 1000: the referring doctor (88 in 100, NULL here), another
-- general practitioner of the region (7), a specialist (5).
CREATE UNLOGGED TABLE demo.route AS
SELECT draw,
       CASE WHEN draw >= 950 THEN 301 + draw % 12 WHEN draw >= 880 THEN 63 + (draw * 37) % 228 END AS n
FROM generate_series(0, 999) AS draw;

ANALYZE demo.code;
ANALYZE demo.route;
