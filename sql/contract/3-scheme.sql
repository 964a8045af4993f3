-- The contract, third part: the life of the scheme, for attendance and the annual evaluation.

CREATE TABLE IF NOT EXISTS miroir.meeting (
    meeting_id text PRIMARY KEY,
    group_id   text NOT NULL,
    held_on    date,
    kind       text CHECK (kind IN ('theme', 'restitution')),
    theme_id   text,
    planned    boolean
);
CALL miroir.describe('meeting', 'Meetings of the groups, held or planned');

CREATE TABLE IF NOT EXISTS miroir.attendance (
    meeting_id      text NOT NULL,
    practitioner_id text NOT NULL,
    present         boolean NOT NULL,
    PRIMARY KEY (meeting_id, practitioner_id)
);
CALL miroir.describe('attendance', 'Who came');

CREATE TABLE IF NOT EXISTS miroir.allowance (
    practitioner_id text NOT NULL,
    period          text NOT NULL,
    amount          numeric NOT NULL,
    PRIMARY KEY (practitioner_id, period)
);
CALL miroir.describe('allowance',
    'What members are paid for their time, at most 2 decimals');

CREATE TABLE IF NOT EXISTS miroir.expense (
    year    integer NOT NULL,
    line    text NOT NULL,
    planned numeric,
    paid    numeric,
    PRIMARY KEY (year, line)
);
CALL miroir.describe('expense',
    'The budget of the scheme, line by line, at most 2 decimals');

CREATE TABLE IF NOT EXISTS miroir.indicator_review (
    group_id     text NOT NULL,
    indicator_id text NOT NULL,
    accepted     boolean NOT NULL,
    comment      text,
    reviewed_on  date,
    PRIMARY KEY (group_id, indicator_id)
);
CALL miroir.describe('indicator_review',
    'Whether the doctors of a group accept an indicator, and what they say of it');
