-- DCIR, for real volumes: tables in the place of the views, to be run after the installation.
--
-- The views read the whole of ER_PRS_F and of its details each time. As tables the same rows are read
-- once; `miroir` then shares claims out by blocks. Indexes are not needed: every reading is a whole
-- one. psql -v ON_ERROR_STOP=1 -1 -f materialize.sql; again for a fresh start; month by month with
-- refresh.sql.

DO $$
DECLARE
    relation text;
BEGIN
    FOREACH relation IN ARRAY ARRAY['practitioner', 'territory', 'patient', 'patient_condition',
                                    'registration', 'code', 'claim', 'facility', 'stay'] LOOP
        CALL miroir_own.keep('miroir_dcir', relation);
    END LOOP;
END $$;
