-- OMOP, second part: doctors, patients, their conditions and their doctors.
--
-- What guards against a trap of these tables stands between marks: what is read with it, and after
-- `else` what a naive query would have. The tests put the naive text in its place and see the figure
-- go wrong.

-- Postcodes under their county, in the region that `state` names.
CREATE VIEW miroir_omop.territory AS
SELECT DISTINCT ON (territory_id) territory_id, label, parent_id, region_id
FROM (SELECT zip AS territory_id, coalesce(nullif(city, ''), zip) AS label,
             nullif(county, '') AS parent_id, nullif(state, '') AS region_id
      FROM miroir_omop.location
      UNION ALL
      SELECT county, county, NULL, nullif(state, '') FROM miroir_omop.location) AS l
WHERE territory_id <> ''
ORDER BY territory_id, parent_id COLLATE "C" NULLS LAST, region_id COLLATE "C" NULLS LAST,
         label COLLATE "C";

-- Where doctors practise is the care site of the provider: that of a visit may be any hospital.
CREATE VIEW miroir_omop.practitioner AS
SELECT p.provider_id::text AS practitioner_id, coalesce(s.profession, 'physician') AS profession,
       coalesce(s.specialty, nullif(btrim(p.specialty_source_value), ''),
                nullif(p.specialty_concept_id, 0)::text) AS specialty,
       nullif(l.zip, '') AS territory_id, w.opposed_on,
       coalesce(w.rpps, CASE WHEN p.npi ~ '^[0-9]{11}$' THEN p.npi END) AS rpps, w.title, w.given_name,
       coalesce(w.name, p.provider_name) AS name, w.address_1, w.address_2,
       coalesce(w.postcode, nullif(l.zip, '')) AS postcode, coalesce(w.town, l.city) AS town,
       w.secure_email
FROM miroir_omop.provider AS p
LEFT JOIN miroir_own.omop_specialty AS s USING (specialty_concept_id)
LEFT JOIN miroir_omop.care_site AS c ON c.care_site_id =
    /* trap care site { */ p.care_site_id /* } else (SELECT max(v.care_site_id) FROM miroir_omop.visit_occurrence AS v WHERE v.provider_id = p.provider_id) */
LEFT JOIN miroir_omop.location AS l ON l.location_id = c.location_id
LEFT JOIN miroir_own.practitioner AS w ON w.practitioner_id = p.provider_id::text
WHERE p.provider_id <> 0;

-- Without a month of birth the middle of the year, so that ages are wrong by half a year at most;
-- without a day the first of the month. A day that the month has not is its last.
CREATE FUNCTION miroir_omop.birth(year int, month int, day int) RETURNS date IMMUTABLE PARALLEL SAFE
LANGUAGE sql AS $$
    SELECT CASE WHEN year BETWEEN 1850 AND 2200 THEN
        make_date(year, m, 1) + least(CASE WHEN month = m AND day BETWEEN 1 AND 31 THEN day ELSE 1 END,
            extract(day FROM make_date(year, m, 1) + interval '1 month - 1 day')::int) - 1 END
    FROM (SELECT CASE WHEN month BETWEEN 1 AND 12 THEN month ELSE 7 END AS m) AS known
$$;

-- A person has one row in `death` by right and more in practice: the first day counts.
CREATE VIEW miroir_omop.patient AS
SELECT p.person_id::text AS patient_id,
       /* trap birth { */ miroir_omop.birth(p.year_of_birth, p.month_of_birth, p.day_of_birth) /* } else make_date(p.year_of_birth, p.month_of_birth, p.day_of_birth) */ AS birth_date,
       CASE WHEN p.gender_concept_id = 8507 THEN 'M'
            WHEN /* trap gender { */ p.gender_concept_id = 8532 /* } else true */ THEN 'F' END AS sex,
       nullif(l.zip, '') AS territory_id, d.died_on
FROM miroir_omop.person AS p
LEFT JOIN miroir_omop.location AS l ON l.location_id = p.location_id
LEFT JOIN (SELECT person_id, /* trap deaths { */ min(death_date) AS died_on FROM miroir_omop.death GROUP BY person_id /* } else death_date AS died_on FROM miroir_omop.death */) AS d
    USING (person_id);

-- ICD-10 codes without their dot: of the source concept, else of a source value that looks like one.
-- A condition without an end is a record of its day; one that ends before it starts likewise.
CREATE VIEW miroir_omop.patient_condition AS
SELECT patient_id, condition, valid_from, max(valid_to) AS valid_to
FROM (SELECT o.person_id::text AS patient_id,
             upper(replace(CASE WHEN c.vocabulary_id ~ '^(ICD10|CIM10)' THEN c.concept_code
                                ELSE btrim(o.condition_source_value) END, '.', '')) AS condition,
             o.condition_start_date AS valid_from,
             /* trap ends before starts { */ greatest(o.condition_end_date, o.condition_start_date) /* } else coalesce(o.condition_end_date, o.condition_start_date) */ AS valid_to
      FROM miroir_omop.condition_occurrence AS o
      LEFT JOIN miroir_omop.concept AS c ON c.concept_id = nullif(o.condition_source_concept_id, 0)
      WHERE o.condition_start_date IS NOT NULL) AS o
WHERE condition ~ '^([A-Z][0-9][0-9A-Z][0-9A-Z]{0,4}|ALD[0-9]{2})$'
GROUP BY patient_id, condition, valid_from;

-- OMOP knows the doctor of a person without dates (person.provider_id): they count while the person
-- is insured. Plans that overlap or follow one another make one time.
CREATE VIEW miroir_omop.registration AS
SELECT n.person_id::text AS patient_id, n.provider_id::text AS practitioner_id,
       min(i.first_day) AS valid_from, max(i.last_day) AS valid_to
FROM (SELECT person_id, first_day, last_day,
             /* trap overlapping plans { */ count(*) FILTER (WHERE starts) OVER w /* } else row_number() OVER w */ AS island
      FROM (SELECT *, first_day > max(last_day) OVER (
                       PARTITION BY person_id ORDER BY first_day, last_day
                       ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) + 1 AS starts
            FROM (SELECT person_id, payer_plan_period_start_date AS first_day,
                         payer_plan_period_end_date AS last_day
                  FROM miroir_omop.payer_plan_period
                  WHERE /* trap plans that end before they start { */ payer_plan_period_end_date >= payer_plan_period_start_date /* } else true */) AS p) AS s
      WINDOW w AS (PARTITION BY person_id ORDER BY first_day, last_day
                   ROWS UNBOUNDED PRECEDING)) AS i
JOIN (SELECT person_id, min(nullif(provider_id, 0)) AS provider_id
      FROM miroir_omop.person GROUP BY person_id) AS n USING (person_id)
WHERE n.provider_id IS NOT NULL
GROUP BY n.person_id, n.provider_id, i.island;
