-- The contract, first part: doctors, their groups, and where they work.
--
-- Every file of this folder may be run again on a database that has it already. A relation may
-- also be a view of the same name and columns over data held elsewhere: drop the table, create the
-- view. The engine needs SELECT on miroir.* and nothing else.

CREATE SCHEMA IF NOT EXISTS miroir;
COMMENT ON SCHEMA miroir IS 'What miroir reads: claims, doctors, groups, meetings, stays';

-- A comment on a table, or on the view that stands in its place.
CREATE OR REPLACE PROCEDURE miroir.describe(relation text, meaning text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('COMMENT ON %s miroir.%I IS %L',
        (SELECT CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW'
                             WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END
         FROM pg_catalog.pg_class WHERE oid = to_regclass('miroir.' || relation)),
        relation, meaning);
END $$;

CREATE TABLE IF NOT EXISTS miroir.practitioner (
    practitioner_id text PRIMARY KEY,
    profession      text DEFAULT 'physician',
    specialty       text,
    territory_id    text,
    active_from     date,
    active_to       date,
    opposed_on      date,
    rpps            text,
    title           text,
    given_name      text,
    name            text,
    address_1       text,
    address_2       text,
    postcode        text,
    town            text,
    secure_email    text
);
CALL miroir.describe('practitioner', 'One row a practitioner, enrolled or not');
COMMENT ON COLUMN miroir.practitioner.opposed_on IS
    'Day on which the practitioner asked to be left out of every figure';
COMMENT ON COLUMN miroir.practitioner.rpps IS 'For letters only, as are the columns that follow';

CREATE TABLE IF NOT EXISTS miroir.territory (
    territory_id text PRIMARY KEY,
    label        text NOT NULL,
    parent_id    text,
    region_id    text,
    urban        boolean
);
CALL miroir.describe('territory',
    'Places of practice and of residence, in a tree by parent_id');

CREATE TABLE IF NOT EXISTS miroir.quality_group (
    group_id     text PRIMARY KEY,
    label        text NOT NULL,
    territory_id text,
    opened_on    date,
    closed_on    date
);
CALL miroir.describe('quality_group', 'Quality groups: doctors who meet on their practice');

CREATE TABLE IF NOT EXISTS miroir.membership (
    group_id            text NOT NULL,
    practitioner_id     text NOT NULL,
    role                text NOT NULL CHECK (role IN ('member', 'facilitator')),
    joined_on           date NOT NULL,
    left_on             date,
    contract_signed_on  date,
    trained_on          date,
    anonymity_waived_on date,
    PRIMARY KEY (group_id, practitioner_id, joined_on),
    CHECK (left_on >= joined_on)
);
CALL miroir.describe('membership',
    'Who was in which group, from joined_on to left_on, both included');
COMMENT ON COLUMN miroir.membership.anonymity_waived_on IS
    'Day on which the member agreed to be named to the group';
