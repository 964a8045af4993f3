-- DCIR in Oracle: all CSV files of the contract, into the current folder, for `miroir load`.
--
--     sqlplus -S user@base @extract.sql
--
-- Checked by tests: every statement runs, word for word, on PostgreSQL, with stand-ins for TRUNC and
-- LAST_DAY of a date, and gives the rows of the views, on the cases of each trap; territories are only
-- run. Not checked, since no Oracle was at hand: the settings of SQL*Plus, the time it takes, and what
-- follows from '' being NULL in Oracle, on which the statements are meant not to depend.
@@settings.sql
@@1-tables.sql
@@practitioner.sql
@@territory.sql
@@patient.sql
@@patient_condition.sql
@@registration.sql
@@code.sql
@@claim.sql
@@stay.sql
@@facility.sql
EXIT
