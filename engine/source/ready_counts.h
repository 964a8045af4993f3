/* Ready-made counts: indicators that say `from: counts` take their cells from
 * miroir.indicator_count instead of claims. */
#pragma once

#include <glib.h>

#include "engine/model/counts.h"
#include "engine/source/contract.h"

/* The statement; NULL when no indicator of the campaign is from counts. The caller frees. */
char *ready_counts_sql(const Contract *contract, const Campaign *campaign);
/* Sets the cells from its rows. Rows of periods outside the history are passed over. Without patient
 * columns every event is one patient: y and x are 0 or 1, so that their squares sum to themselves.
 * SOURCE_ERROR_DATA names the row: an unknown practitioner, a period that cannot be read, a row that
 * stands twice, a number that is negative or not whole, a numerator above the denominator of a
 * proportion, and an indicator all of whose rows are of another length of period. */
bool ready_counts_add(PGresult *rows, const Campaign *campaign, const Roster *roster,
                      Counts *counts, GError **error);
