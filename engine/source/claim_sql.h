/* Pieces of SQL that every statement over miroir.claim shares. Columns are cast to the types of the
 * contract, absent ones are typed NULLs, dates and codes are literals of ours. The caller frees
 * what is returned. */
#pragma once

#include <glib.h>

#include "engine/source/contract.h"
#include "engine/source/horizon.h"

/* A date as a literal: "date '2026-03-31'". */
char *sql_date(Day day);
/* `relation.column` cast to `type`, or a NULL of that type. */
char *sql_column(const Contract *contract, const char *relation, const char *alias,
                 const char *column, const char *type);
/* The condition on alias `c` for lines of those days, received up to the campaign's cut-off. */
char *claim_sql_where(const Contract *contract, const Campaign *campaign, Day first, Day last);
/* "c.practitioner_id::text AS practitioner_id, ...": the columns that make a line what it is. */
char *claim_sql_keys(const Contract *contract);
/* The same names alone, for GROUP BY. */
extern const char CLAIM_SQL_KEY_NAMES[];
/* Part `i` of `n` of the patients of alias.patient_id, by a hash of the server: "TRUE" for all. */
char *claim_sql_share(const char *alias, int n, int i);
/* "(VALUES (0, date 'first', date 'last', ...)) AS p (i, first_day, last_day, widest, w0, ...)":
 * each period with the first day of each window. */
char *claim_sql_periods(const Horizon *horizon);
