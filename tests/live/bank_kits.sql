-- A screening centre, which alone knows the kits that were read, and the counts that it makes ready of
-- them. To be run once the region is settled.

-- Four persons in ten have sent a kit, on some day of five years; one in twenty of them another one
-- later, which may be after the last period.
CREATE TABLE public.kit (ben_nir_psa text, ben_rng_gem smallint, read_on date);
INSERT INTO public.kit
SELECT ben_nir_psa, ben_rng_gem, date '2021-06-01' + number / 200 % 1800 + nth * 300
FROM (SELECT DISTINCT ben_nir_psa, ben_rng_gem,
             ('x' || left(md5(ben_nir_psa || ben_rng_gem), 7))::bit(28)::int AS number
      FROM dcir.ir_ben_r) AS b, generate_series(0, 1) AS nth
WHERE number % 10 < 4 AND (nth = 0 OR number % 200 < 10);

-- Of the patients of each list on the last day, from 50 to 74, without colonoscopy in five years. Where
-- the centre says nothing of patients (of every other doctor), each event is one. The first quarter is
-- before the campaign's.
INSERT INTO miroir.indicator_count (practitioner_id, indicator_id, period, numerator, denominator,
                                    numerator_patients, denominator_patients)
WITH quarter (period, last_day) AS (
    VALUES ('2025-Q2', date '2025-06-30'), ('2025-Q3', '2025-09-30'), ('2025-Q4', '2025-12-31'),
           ('2026-Q1', '2026-03-31')),
tested AS (
    SELECT DISTINCT period, patient_id
    FROM quarter
    JOIN public.kit ON read_on > last_day - interval '24 months' AND read_on <= last_day
    JOIN miroir_dcir.person USING (ben_nir_psa, ben_rng_gem)),
explored AS (
    SELECT DISTINCT period, patient_id
    FROM quarter
    JOIN (SELECT patient_id, care_date FROM miroir.claim
          WHERE code_system = 'CCAM' AND code ~ '^(HHQE00[245]|HHFE00[1-6]|HJQE001|HHQK484)$' AND
                received_on <= '2026-06-12'
          GROUP BY practitioner_id, performer_id, patient_id, care_date, code, prescription_id
          HAVING sum(quantity) > 0) AS c
        ON care_date > last_day - interval '60 months' AND care_date <= last_day),
counted AS (
    SELECT r.practitioner_id, quarter.period, count(*) AS n, count(t.patient_id) AS n_tested
    FROM quarter
    JOIN miroir.registration AS r
        ON r.valid_from <= last_day AND (r.valid_to IS NULL OR r.valid_to >= last_day)
    JOIN miroir.patient AS p
        ON p.patient_id = r.patient_id AND (p.died_on IS NULL OR p.died_on >= last_day) AND
           extract(year FROM age(last_day, p.birth_date)) BETWEEN 50 AND 74
    LEFT JOIN tested AS t ON (t.period, t.patient_id) = (quarter.period, p.patient_id)
    LEFT JOIN explored AS e ON (e.period, e.patient_id) = (quarter.period, p.patient_id)
    WHERE e.patient_id IS NULL
    GROUP BY 1, 2)
SELECT practitioner_id, 'test_colorectal', period, n_tested, n,
       CASE WHEN practitioner_id ~ '[02468]$' THEN n_tested END,
       CASE WHEN practitioner_id ~ '[02468]$' THEN n END
FROM counted;
