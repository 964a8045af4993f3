-- OMOP, for real volumes: tables in the place of the views, to be run after the installation and after
-- each load of the OMOP base.
--
-- The views read the whole of the base each time; as tables the same rows are read once, and `miroir`
-- shares claims out by blocks. psql -v ON_ERROR_STOP=1 -1 -f materialize.sql

DO $$
DECLARE
    relation text;
BEGIN
    FOREACH relation IN ARRAY ARRAY['practitioner', 'territory', 'patient', 'patient_condition',
                                    'registration', 'code', 'claim'] LOOP
        CALL miroir_own.keep('miroir_omop', relation);
    END LOOP;
END $$;
