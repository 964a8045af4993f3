-- DCIR as tables: what one month of the flux has brought. To be run each time that a FLX_DIS_DTD was
-- loaded, or loaded again:
--
--     psql -v ON_ERROR_STOP=1 -v flux=2026-06-01 -1 -f refresh.sql
--
-- Claims of that flux are replaced; everything else is small and is made anew. Who is who follows
-- DA_PRA_R month by month: claims of an earlier flux whose practice address only this month's DA_PRA_R
-- knows keep what was known before, so run materialize.sql again when an address has changed hands
-- after the fact, and once a year in any case.

DELETE FROM miroir.claim WHERE received_on = :'flux';
INSERT INTO miroir.claim SELECT * FROM miroir_dcir.offered_claim WHERE received_on = :'flux';
ANALYZE miroir.claim;

DO $$
DECLARE
    relation text;
BEGIN
    FOREACH relation IN ARRAY ARRAY['practitioner', 'territory', 'patient', 'patient_condition',
                                    'registration', 'code', 'facility', 'stay'] LOOP
        CALL miroir_own.keep('miroir_dcir', relation);
    END LOOP;
END $$;
