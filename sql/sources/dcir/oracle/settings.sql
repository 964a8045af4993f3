-- DCIR in Oracle: what every script here begins with. SQL*Plus 12.2 or later, or SQLcl.
--
-- Not for the portal of the SNDS: individual data may not leave it, not even those of professionals,
-- not even under encrypted identifiers. These scripts are for a payer's own base.
--
-- Change: the flux (FLX_DIS_DTD) to read, one or more months; the first day of care; the departments
-- of the region (claims of their doctors, and of their inhabitants whoever prescribed); the year of
-- stays, two digits. Tables of help are made in the own schema and may be dropped afterwards.
WHENEVER SQLERROR EXIT FAILURE
SET ECHO OFF FEEDBACK OFF VERIFY OFF TERMOUT OFF TRIMSPOOL ON SQLBLANKLINES ON
SET MARKUP CSV ON DELIMITER , QUOTE ON
ALTER SESSION SET NLS_NUMERIC_CHARACTERS = '. ';
ALTER SESSION SET NLS_SORT = BINARY;
DEFINE first_flux = "DATE '2022-02-01'"
DEFINE last_flux = "DATE '2026-06-01'"
DEFINE first_day = "DATE '2022-01-01'"
DEFINE departments = "'22', '29', '35', '56'"
DEFINE year = 24
