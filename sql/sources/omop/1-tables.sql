-- OMOP CDM 5.4, first part: its tables as they were loaded, seen through views of one shape.
--
-- Schema miroir_omop has one view for each table, with exactly the columns that the other files read,
-- each of one type. A column that is not there is NULL, a table that is not there is empty. Running
-- this file again takes in what was loaded since; it drops the views that build upon it, which the
-- files after it make again.

DROP SCHEMA IF EXISTS miroir_omop CASCADE;
CREATE SCHEMA miroir_omop;
COMMENT ON SCHEMA miroir_omop IS 'OMOP as miroir reads it: views over the tables of the CDM';

CREATE TABLE miroir_omop.official (relation text, place int, name text, type text);

CREATE PROCEDURE miroir_omop.reads(relation text, columns text) LANGUAGE sql AS $$
    INSERT INTO miroir_omop.official
    SELECT relation, place, split_part(item, ' ', 1), split_part(item, ' ', 2)
    FROM regexp_split_to_table(columns, ',\s*') WITH ORDINALITY AS t (item, place)
$$;

CALL miroir_omop.reads('person',
    'person_id bigint, gender_concept_id bigint, year_of_birth integer, month_of_birth integer, '
    'day_of_birth integer, location_id bigint, provider_id bigint');
CALL miroir_omop.reads('death', 'person_id bigint, death_date date');
CALL miroir_omop.reads('location',
    'location_id bigint, city text, state text, zip text, county text');
CALL miroir_omop.reads('care_site', 'care_site_id bigint, location_id bigint');
CALL miroir_omop.reads('provider',
    'provider_id bigint, provider_name text, npi text, specialty_concept_id bigint, '
    'care_site_id bigint, specialty_source_value text');
CALL miroir_omop.reads('payer_plan_period',
    'person_id bigint, payer_plan_period_start_date date, payer_plan_period_end_date date');
CALL miroir_omop.reads('visit_occurrence',
    'visit_occurrence_id bigint, provider_id bigint, care_site_id bigint');
CALL miroir_omop.reads('condition_occurrence',
    'person_id bigint, condition_start_date date, condition_end_date date, '
    'condition_source_value text, condition_source_concept_id bigint');
CALL miroir_omop.reads('drug_exposure',
    'drug_exposure_id bigint, person_id bigint, drug_concept_id bigint, '
    'drug_exposure_start_date date, drug_type_concept_id bigint, quantity numeric, '
    'provider_id bigint, visit_occurrence_id bigint, drug_source_value text, '
    'drug_source_concept_id bigint');
CALL miroir_omop.reads('procedure_occurrence',
    'procedure_occurrence_id bigint, person_id bigint, procedure_concept_id bigint, '
    'procedure_date date, procedure_type_concept_id bigint, quantity numeric, provider_id bigint, '
    'visit_occurrence_id bigint, procedure_source_value text, procedure_source_concept_id bigint');
CALL miroir_omop.reads('measurement',
    'measurement_id bigint, person_id bigint, measurement_concept_id bigint, measurement_date date, '
    'measurement_type_concept_id bigint, provider_id bigint, visit_occurrence_id bigint, '
    'measurement_source_value text, measurement_source_concept_id bigint');
CALL miroir_omop.reads('concept',
    'concept_id bigint, concept_name text, vocabulary_id text, concept_code text');
CALL miroir_omop.reads('concept_ancestor',
    'ancestor_concept_id bigint, descendant_concept_id bigint, min_levels_of_separation integer');

-- The tables of a name wherever they are: those that search_path shows come before the others.
CREATE VIEW miroir_omop.candidate AS
SELECT o.relation, c.oid,
       rank() OVER (PARTITION BY o.relation ORDER BY pg_table_is_visible(c.oid) DESC) AS rank
FROM (SELECT DISTINCT relation FROM miroir_omop.official) AS o
JOIN pg_class c ON lower(c.relname) = o.relation
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
  AND n.nspname !~ '^(pg_|miroir($|_)|information_schema$)';

CREATE FUNCTION miroir_omop.expression(relation oid, wanted text, wanted_type text) RETURNS text
LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT format('%I', attname) FROM pg_attribute
                     WHERE attrelid = relation AND attnum > 0 AND NOT attisdropped
                       AND lower(attname) = wanted), 'NULL') || '::' || wanted_type
$$;

CREATE PROCEDURE miroir_omop.see(wanted text) LANGUAGE plpgsql AS $$
DECLARE
    found oid[] := ARRAY(SELECT oid FROM miroir_omop.candidate WHERE relation = wanted AND rank = 1);
    columns text;
BEGIN
    IF cardinality(found) > 1 THEN
        RAISE EXCEPTION 'the table % is there more than once: %; name the schema to read first in '
            'search_path', wanted, found::regclass[];
    END IF;
    SELECT string_agg(miroir_omop.expression(coalesce(found[1], 0), name, type) || ' AS ' || name, ', '
                      ORDER BY place) INTO columns
    FROM miroir_omop.official WHERE relation = wanted;
    EXECUTE format('CREATE VIEW miroir_omop.%I AS SELECT %s %s', wanted, columns,
                   CASE WHEN found[1] IS NULL THEN 'WHERE false'
                        ELSE 'FROM ' || found[1]::regclass::text END);
END $$;

DO $$
DECLARE
    wanted text;
BEGIN
    FOR wanted IN SELECT DISTINCT relation FROM miroir_omop.official LOOP
        CALL miroir_omop.see(wanted);
    END LOOP;
END $$;

-- What OMOP does not say. Filled by hand; a second installation leaves it alone.
CREATE TABLE IF NOT EXISTS miroir_own.omop_source_system (
    omop_table text PRIMARY KEY, code_system text NOT NULL
);
COMMENT ON TABLE miroir_own.omop_source_system IS
    'What the source values of an OMOP table are codes of: drug_exposure CIP13';
CREATE TABLE IF NOT EXISTS miroir_own.omop_left_out (type_concept_id bigint PRIMARY KEY);
COMMENT ON TABLE miroir_own.omop_left_out IS
    'Types of record to leave out, as drugs written where dispensed ones are there as well';
CREATE TABLE IF NOT EXISTS miroir_own.omop_atc (
    code_system text, code text, atc text NOT NULL, PRIMARY KEY (code_system, code)
);
COMMENT ON TABLE miroir_own.omop_atc IS 'ATC classes to take in the place of those of the vocabulary';
CREATE TABLE IF NOT EXISTS miroir_own.omop_specialty (
    specialty_concept_id bigint PRIMARY KEY, specialty text, profession text NOT NULL
);
COMMENT ON TABLE miroir_own.omop_specialty IS 'What concepts of specialties are in the campaign';
INSERT INTO miroir_own.omop_specialty VALUES
    (38004446, 'MG', 'physician'), (38004453, 'MG', 'physician')
ON CONFLICT DO NOTHING;
