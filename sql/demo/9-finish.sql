-- The synthetic region, last part: what was needed on the way goes, and the planner gets to know
-- what is there.

DROP SCHEMA demo CASCADE;
ANALYZE miroir.practitioner;
ANALYZE miroir.membership;
ANALYZE miroir.patient;
ANALYZE miroir.patient_condition;
ANALYZE miroir.registration;
ANALYZE miroir.code;
ANALYZE miroir.claim;
