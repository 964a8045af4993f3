-- DCIR, last part: the views under the names that the engine reads.
--
-- Each comes in the place of the contract's empty table. Groups, memberships, meetings and the rest are
-- not in the DCIR: they stay tables, filled by `miroir load`.

CREATE SCHEMA IF NOT EXISTS miroir;
CALL miroir_own.offer('miroir_dcir', 'practitioner',
    'practitioner_id::text, profession::text, specialty::text, territory_id::text, active_from, '
    'active_to, opposed_on, rpps, title, given_name, name, address_1, address_2, postcode, town::text, '
    'secure_email');
CALL miroir_own.offer('miroir_dcir', 'territory', 'territory_id::text, label::text, parent_id, region_id, urban');
CALL miroir_own.offer('miroir_dcir', 'patient',
    'patient_id::text, birth_date, sex::text, territory_id::text, died_on');
CALL miroir_own.offer('miroir_dcir', 'patient_condition',
    'patient_id::text, condition::text, valid_from, valid_to');
CALL miroir_own.offer('miroir_dcir', 'registration', 'patient_id::text, practitioner_id::text, valid_from, valid_to');
CALL miroir_own.offer('miroir_dcir', 'code',
    'code_system::text, code::text, atc::text, label::text, generic_group::text, generic_role::text, '
    'units::numeric');
CALL miroir_own.offer('miroir_dcir', 'claim',
    'practitioner_id::text, performer_id::text, patient_id::text, care_date, code_system::text, '
    'code::text, quantity::numeric, amount::numeric, prescription_id::text, received_on');
CALL miroir_own.offer('miroir_dcir', 'facility',
    'facility_id::text, label::text, category::text, territory_id::text');
CALL miroir_own.offer('miroir_dcir', 'stay',
    'facility_id::text, territory_id::text, sex::text, age, admitted_on, act_code::text, '
    'diagnosis_code::text, drg::text, ambulatory, patient_id::text');
