/* The pushdown executor: one statement for each attribution, and one more for its standardised
 * indicators, of which only sums travel. */
#pragma once

#include "engine/model/counts.h"
#include "engine/source/contract.h"
#include "engine/source/program.h"

/* Statements as they will be sent, in order; NULL-terminated. The caller frees with g_strfreev. */
char **pushdown_statements(const Program *program, const Contract *contract);
/* Settings of the transaction that the statements are planned with. */
bool pushdown_prepare(Connection *leader, GError **error);
/* Runs them one after the other on the leader. SOURCE_ERROR_DATA when rows or sums do not fit. */
bool pushdown_execute(const Program *program, const Contract *contract, const Roster *roster,
                      Connection *leader, Counts *counts, GError **error);
