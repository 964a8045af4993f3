-- The contract, fourth part: establishments, stays and population, for the relevance of care.

CREATE TABLE IF NOT EXISTS miroir.facility (
    facility_id  text PRIMARY KEY,
    label        text NOT NULL,
    category     text,
    territory_id text
);
CALL miroir.describe('facility', 'Hospitals and clinics');

-- No key: a patient may have two stays alike. act_code holds the codes of all acts of the stay, a space
-- between two: it is counted for any of them.
CREATE TABLE IF NOT EXISTS miroir.stay (
    facility_id    text,
    territory_id   text NOT NULL,
    sex            text CHECK (sex IN ('M', 'F')),
    age            integer,
    admitted_on    date NOT NULL,
    act_code       text,
    diagnosis_code text,
    drg            text,
    ambulatory     boolean,
    patient_id     text
);
CALL miroir.describe('stay', 'Hospital stays; territory_id is where the patient lives');

CREATE TABLE IF NOT EXISTS miroir.population (
    territory_id text NOT NULL,
    year         integer NOT NULL,
    sex          text NOT NULL CHECK (sex IN ('M', 'F')),
    age_band     text NOT NULL,
    persons      bigint NOT NULL,
    PRIMARY KEY (territory_id, year, sex, age_band)
);
CALL miroir.describe('population', 'Inhabitants by place, year, sex and age band');

CREATE TABLE IF NOT EXISTS miroir.facility_referent (
    facility_id text NOT NULL,
    name        text,
    profession  text,
    contact     text
);
CALL miroir.describe('facility_referent', 'Whom to speak to in an establishment');

CREATE TABLE IF NOT EXISTS miroir.action_plan (
    facility_id  text NOT NULL,
    topic        text NOT NULL,
    objective    text,
    indicator_id text,
    baseline     numeric,
    target       numeric,
    due_on       date,
    received_on  date,
    state        text
);
CALL miroir.describe('action_plan',
    'What an establishment has undertaken to do, and where it stands');
