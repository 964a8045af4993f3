-- OMOP, last part: the views under the names that the engine reads, each in the place of the contract's
-- empty table. Groups, memberships, meetings and the rest stay tables, filled by `miroir load`.

CALL miroir_own.offer('miroir_omop', 'practitioner',
    'practitioner_id, profession, specialty, territory_id, NULL::date AS active_from, '
    'NULL::date AS active_to, opposed_on, rpps, title, given_name, name, address_1, address_2, '
    'postcode, town, secure_email');
CALL miroir_own.offer('miroir_omop', 'territory', 'territory_id, label, parent_id, region_id, NULL::boolean AS urban');
CALL miroir_own.offer('miroir_omop', 'patient', 'patient_id, birth_date, sex, territory_id, died_on');
CALL miroir_own.offer('miroir_omop', 'patient_condition', 'patient_id, condition, valid_from, valid_to');
CALL miroir_own.offer('miroir_omop', 'registration', 'patient_id, practitioner_id, valid_from, valid_to');
CALL miroir_own.offer('miroir_omop', 'code',
    'code_system, code, atc, label, NULL::text AS generic_group, NULL::text AS generic_role, '
    'NULL::numeric AS units');
CALL miroir_own.offer('miroir_omop', 'claim',
    'practitioner_id, performer_id, patient_id, care_date, code_system, code, quantity, '
    'NULL::numeric AS amount, NULL::text AS prescription_id, NULL::date AS received_on');
