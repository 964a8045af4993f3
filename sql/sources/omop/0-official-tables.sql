-- The tables of the OMOP CDM 5.4, restricted to the columns that the views read, for tests. Names and
-- types are those of the official definition for PostgreSQL; whoever holds an OMOP base needs nothing
-- of this file. Tables are made where search_path points.

CREATE TABLE IF NOT EXISTS person (
    person_id integer NOT NULL, gender_concept_id integer NOT NULL, year_of_birth integer NOT NULL,
    month_of_birth integer, day_of_birth integer, location_id integer, provider_id integer
);
CREATE TABLE IF NOT EXISTS death (person_id integer NOT NULL, death_date date NOT NULL);
CREATE TABLE IF NOT EXISTS location (
    location_id integer NOT NULL, city varchar(50), state varchar(2), zip varchar(9), county varchar(20)
);
CREATE TABLE IF NOT EXISTS care_site (care_site_id integer NOT NULL, location_id integer);
CREATE TABLE IF NOT EXISTS provider (
    provider_id integer NOT NULL, provider_name varchar(255), npi varchar(20),
    specialty_concept_id integer, care_site_id integer, specialty_source_value varchar(50)
);
CREATE TABLE IF NOT EXISTS payer_plan_period (
    person_id integer NOT NULL, payer_plan_period_start_date date NOT NULL,
    payer_plan_period_end_date date NOT NULL
);
CREATE TABLE IF NOT EXISTS visit_occurrence (
    visit_occurrence_id integer NOT NULL, provider_id integer, care_site_id integer
);
CREATE TABLE IF NOT EXISTS condition_occurrence (
    person_id integer NOT NULL, condition_start_date date NOT NULL, condition_end_date date,
    condition_source_value varchar(50), condition_source_concept_id integer
);
CREATE TABLE IF NOT EXISTS drug_exposure (
    drug_exposure_id integer NOT NULL, person_id integer NOT NULL, drug_concept_id integer NOT NULL,
    drug_exposure_start_date date NOT NULL, drug_type_concept_id integer NOT NULL, quantity numeric,
    provider_id integer, visit_occurrence_id integer, drug_source_value varchar(50),
    drug_source_concept_id integer
);
CREATE TABLE IF NOT EXISTS procedure_occurrence (
    procedure_occurrence_id integer NOT NULL, person_id integer NOT NULL,
    procedure_concept_id integer NOT NULL, procedure_date date NOT NULL,
    procedure_type_concept_id integer NOT NULL, quantity integer, provider_id integer,
    visit_occurrence_id integer, procedure_source_value varchar(50),
    procedure_source_concept_id integer
);
CREATE TABLE IF NOT EXISTS measurement (
    measurement_id integer NOT NULL, person_id integer NOT NULL, measurement_concept_id integer NOT NULL,
    measurement_date date NOT NULL, measurement_type_concept_id integer NOT NULL, provider_id integer,
    visit_occurrence_id integer, measurement_source_value varchar(50),
    measurement_source_concept_id integer
);
CREATE TABLE IF NOT EXISTS concept (
    concept_id integer NOT NULL, concept_name varchar(255) NOT NULL, vocabulary_id varchar(20) NOT NULL,
    concept_code varchar(50) NOT NULL
);
CREATE TABLE IF NOT EXISTS concept_ancestor (
    ancestor_concept_id integer NOT NULL, descendant_concept_id integer NOT NULL,
    min_levels_of_separation integer NOT NULL
);
