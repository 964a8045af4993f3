-- DCIR, for real volumes: tables in the place of the views, to be run after the installation.
--
-- The views read the whole of ER_PRS_F and of its details each time. As tables the same rows are read
-- once; `miroir` then shares claims out by blocks. Indexes are not needed: every reading is a whole
-- one. psql -v ON_ERROR_STOP=1 -1 -f materialize.sql; again for a fresh start; month by month with
-- refresh.sql.

CREATE PROCEDURE pg_temp.keep(relation text) LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT relkind FROM pg_class WHERE oid = to_regclass('miroir.' || relation)) = 'v' THEN
        EXECUTE format('DROP VIEW miroir.%I', relation);
        EXECUTE format('CREATE TABLE miroir.%1$I AS SELECT * FROM miroir_dcir.offered_%1$I', relation);
        INSERT INTO miroir_own.kept VALUES (relation) ON CONFLICT DO NOTHING;
    ELSE
        EXECUTE format('TRUNCATE miroir.%I', relation);
        EXECUTE format('INSERT INTO miroir.%1$I SELECT * FROM miroir_dcir.offered_%1$I', relation);
    END IF;
    EXECUTE format('ANALYZE miroir.%I', relation);
END $$;

DO $$
DECLARE
    relation text;
BEGIN
    FOREACH relation IN ARRAY ARRAY['practitioner', 'territory', 'patient', 'patient_condition',
                                    'registration', 'code', 'claim', 'facility', 'stay'] LOOP
        CALL pg_temp.keep(relation);
    END LOOP;
END $$;
