/* Patients seen, for denominators that count every patient with a net line of any code: one
 * statement of the server for each attribution and window, whatever the executor. */
#pragma once

#include <glib.h>

#include "engine/model/counts.h"
#include "engine/source/contract.h"
#include "engine/source/program.h"

/* The indicators of one statement. */
typedef struct {
    const ProgramIndicator **indicators; /* owned: the array */
    size_t n_indicators;
    bool by_age_sex; /* one of them is standardised */
    char *sql;
} SeenStatement;

/* SeenStatement*, none when no indicator asks. Free with g_ptr_array_unref. */
GPtrArray *seen_statements(const Program *program, const Contract *contract);
/* Runs the statement and sets the denominators, which nobody has counted yet. */
bool seen_count(const SeenStatement *self, Connection *connection, const Campaign *campaign,
                const Roster *roster, Counts *counts, GError **error);
