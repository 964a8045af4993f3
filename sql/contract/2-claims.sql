-- The contract, second part: patients, codes and claim lines, and ready-made counts.

CREATE TABLE IF NOT EXISTS miroir.patient (
    patient_id   text PRIMARY KEY,
    birth_date   date,
    sex          text CHECK (sex IN ('M', 'F')),
    territory_id text,
    died_on      date
);
CALL miroir.describe('patient', 'One row a person');

CREATE TABLE IF NOT EXISTS miroir.patient_condition (
    patient_id text NOT NULL,
    condition  text NOT NULL,
    valid_from date NOT NULL,
    valid_to   date,
    PRIMARY KEY (patient_id, condition, valid_from),
    CHECK (valid_to >= valid_from)
);
CALL miroir.describe('patient_condition',
    'Long-term conditions (ALD08) and diagnoses (ICD-10), from valid_from to valid_to, both included');

CREATE TABLE IF NOT EXISTS miroir.registration (
    patient_id      text NOT NULL,
    practitioner_id text NOT NULL,
    valid_from      date NOT NULL,
    valid_to        date,
    PRIMARY KEY (patient_id, practitioner_id, valid_from),
    CHECK (valid_to >= valid_from)
);
CALL miroir.describe('registration',
    'The referring doctor of a patient, from valid_from to valid_to, both included; one at a time');

CREATE TABLE IF NOT EXISTS miroir.code (
    code_system   text NOT NULL,
    code          text NOT NULL,
    atc           text,
    label         text,
    generic_group text,
    generic_role  text,
    units         numeric,
    PRIMARY KEY (code_system, code)
);
CALL miroir.describe('code',
    'What the codes of claim lines mean; code_system is CIP13, NABM, CCAM, NGAP, ATC, RXNORM ...');
COMMENT ON COLUMN miroir.code.units IS 'Units in one box, at most 3 decimals';
COMMENT ON COLUMN miroir.code.generic_role IS 'originator, generic ...';

-- No key: the same line may rightly stand twice, and a reversal is the same line with a negative
-- quantity. No index either: the engine reads the whole table in a few passes, whatever the number
-- of indicators, so that an index would only slow the loading down.
CREATE TABLE IF NOT EXISTS miroir.claim (
    practitioner_id text NOT NULL,
    performer_id    text,
    patient_id      text NOT NULL,
    care_date       date NOT NULL,
    code_system     text NOT NULL,
    code            text NOT NULL,
    quantity        numeric NOT NULL,
    amount          numeric,
    prescription_id text,
    received_on     date
);
CALL miroir.describe('claim',
    'Reimbursed lines. Lines alike in practitioner, performer, patient, date, code and prescription '
    'are summed; those whose quantity comes out above zero count as one line');
COMMENT ON COLUMN miroir.claim.practitioner_id IS 'The prescriber';
COMMENT ON COLUMN miroir.claim.performer_id IS 'Who carried the act out or dispensed';
COMMENT ON COLUMN miroir.claim.quantity IS 'At most 3 decimals; negative for a reversal';
COMMENT ON COLUMN miroir.claim.amount IS 'At most 2 decimals; negative for a reversal';

CREATE TABLE IF NOT EXISTS miroir.indicator_count (
    practitioner_id      text NOT NULL,
    indicator_id         text NOT NULL,
    period               text NOT NULL,
    numerator            numeric NOT NULL,
    denominator          numeric NOT NULL,
    numerator_patients   bigint,
    denominator_patients bigint,
    sum_squares          numeric,
    PRIMARY KEY (practitioner_id, indicator_id, period)
);
CALL miroir.describe('indicator_count',
    'Ready-made counts, by indicators that say from: counts; without the patient columns each event '
    'counts as one patient');
COMMENT ON COLUMN miroir.indicator_count.period IS '2026-03, 2026-Q1, 2026-H1 or 2026';
