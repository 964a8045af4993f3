-- OMOP, for real volumes: tables in the place of the views, to be run after the installation and after
-- each load of the OMOP base.
--
-- The views read the whole of the base each time; as tables the same rows are read once, and `miroir`
-- shares claims out by blocks. psql -v ON_ERROR_STOP=1 -1 -f materialize.sql

CREATE PROCEDURE pg_temp.keep(relation text) LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT relkind FROM pg_class WHERE oid = to_regclass('miroir.' || relation)) = 'v' THEN
        EXECUTE format('DROP VIEW miroir.%I', relation);
        EXECUTE format('CREATE TABLE miroir.%1$I AS SELECT * FROM miroir_omop.offered_%1$I', relation);
        INSERT INTO miroir_own.kept VALUES (relation) ON CONFLICT DO NOTHING;
    ELSE
        EXECUTE format('TRUNCATE miroir.%I', relation);
        EXECUTE format('INSERT INTO miroir.%1$I SELECT * FROM miroir_omop.offered_%1$I', relation);
    END IF;
    EXECUTE format('ANALYZE miroir.%I', relation);
END $$;

DO $$
DECLARE
    relation text;
BEGIN
    FOREACH relation IN ARRAY ARRAY['practitioner', 'territory', 'patient', 'patient_condition',
                                    'registration', 'code', 'claim'] LOOP
        CALL pg_temp.keep(relation);
    END LOOP;
END $$;
