/* A campaign over a live database, from the text of its indicators to counts: what every test of
 * the plan begins with. Any failure that is not asked for ends the test. */
#pragma once

#include "engine/source/plan.h"
#include "tests/live/live_database.h"

typedef struct {
    const LiveDatabase *server;
    Campaign *campaign;
    Connection *leader;
    Contract *contract;
    Roster *roster;
    Plan *plan; /* NULL when `error` says why not */
    GError *error;
} PlanCase;

/* `period` is the campaign's mapping, "{every: quarter, last: 2026-Q1, history: 2}"; `indicators` is
 * the YAML below `indicators:`; `data` the mapping of `data:`, or NULL for the years 2020 to 2026. */
PlanCase *plan_case_open(const LiveDatabase *server, const char *period, const char *indicators,
                         const char *data);
/* The same with a campaign loaded already, which is taken over. */
PlanCase *plan_case_open_campaign(const LiveDatabase *server, Campaign *take_campaign);
void plan_case_close(PlanCase *self);
/* NULL with self->error set. */
Counts *plan_case_try(PlanCase *self, Executor executor, const PlanOptions *options);
/* Never NULL. */
Counts *plan_case_run(PlanCase *self, Executor executor, const PlanOptions *options);
/* Fails with the first difference. */
void plan_case_expect_equal(const Counts *a, const Counts *b, const char *what);
/* Fails unless the cells by age and sex add up to the crude cell, for every standardised indicator, and
 * the others have none. The number of such cells, and of those where age or sex is unknown. */
size_t plan_case_expect_cells_add_up(const Counts *counts, const Campaign *campaign,
                                     size_t *out_n_unknown);
