-- What the views of every source share: what a source does not say itself, and how its views come in
-- the place of the contract's tables. First of the files that an installation runs.

-- Filled by hand; a second installation leaves it alone.
CREATE SCHEMA IF NOT EXISTS miroir_own;
CREATE TABLE IF NOT EXISTS miroir_own.practitioner (
    practitioner_id text PRIMARY KEY, opposed_on date, rpps text, title text, given_name text,
    name text, address_1 text, address_2 text, postcode text, town text, secure_email text
);
COMMENT ON TABLE miroir_own.practitioner IS 'What the source does not say of practitioners';
CREATE TABLE IF NOT EXISTS miroir_own.kept (relation text PRIMARY KEY);
COMMENT ON TABLE miroir_own.kept IS 'Relations of the contract that materialize.sql made tables of';

-- Offers the view of that relation in schema `source`, with these columns, as `source`.offered_ and its
-- name, and puts it in the place of the contract's empty table or of an earlier view. A table that
-- materialize.sql made stays, and is to be filled from what is offered. Any other table with rows stays
-- as well, since nobody is to lose a load, and the installation stops.
CREATE OR REPLACE PROCEDURE miroir_own.offer(source text, relation text, columns text)
LANGUAGE plpgsql AS $$
DECLARE
    kind "char" := (SELECT c.relkind FROM pg_class c WHERE c.oid = to_regclass('miroir.' || relation));
    has_rows boolean;
BEGIN
    EXECUTE format('CREATE VIEW %1$I.offered_%2$s AS SELECT %3$s FROM %1$I.%2$I', source, relation,
                   columns);
    IF kind IN ('r', 'p')
       AND EXISTS (SELECT FROM miroir_own.kept AS k WHERE k.relation = offer.relation) THEN
        RETURN;
    END IF;
    IF kind IN ('r', 'p') THEN
        EXECUTE format('SELECT EXISTS (SELECT FROM miroir.%I)', relation) INTO has_rows;
        IF has_rows THEN
            RAISE EXCEPTION 'miroir.% is a table with rows; empty or drop it if % is to take its place',
                relation, source;
        END IF;
        EXECUTE format('DROP TABLE miroir.%I', relation);
    ELSIF kind IS NOT NULL THEN
        EXECUTE format('DROP VIEW miroir.%I', relation);
    END IF;
    EXECUTE format('CREATE VIEW miroir.%2$I AS SELECT * FROM %1$I.offered_%2$s', source, relation);
END $$;

-- Fills a table of the contract anew with what the source offers; makes it, in the place of the view,
-- if it is not one yet.
CREATE OR REPLACE PROCEDURE miroir_own.keep(source text, relation text) LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT relkind FROM pg_class WHERE oid = to_regclass('miroir.' || relation)) = 'v' THEN
        EXECUTE format('DROP VIEW miroir.%I', relation);
        EXECUTE format('CREATE TABLE miroir.%2$I AS SELECT * FROM %1$I.offered_%2$s', source, relation);
        INSERT INTO miroir_own.kept VALUES (relation) ON CONFLICT DO NOTHING;
    ELSE
        EXECUTE format('TRUNCATE miroir.%I', relation);
        EXECUTE format('INSERT INTO miroir.%2$I SELECT * FROM %1$I.offered_%2$s', source, relation);
    END IF;
    EXECUTE format('ANALYZE miroir.%I', relation);
END $$;
