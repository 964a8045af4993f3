#include "tests/live/plan_case.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>

#include "engine/source/roster_read.h"

/* Benchmarks use this too, so nothing here is an assertion of Check. */
static void
demand(bool holds, const char *what, const GError *error)
{
    if (holds)
        return;
    fprintf(stderr, "plan case: %s: %s\n", what, error != NULL ? error->message : "failed");
    exit(EXIT_FAILURE);
}

static char *
write_file(const char *folder, const char *name, const char *text)
{
    char *path = g_build_filename(folder, name, NULL);
    demand(g_file_set_contents(path, text, -1, NULL), name, NULL);
    return path;
}

static Campaign *
load_campaign(const char *folder, const char *period, const char *indicators, const char *data)
{
    g_autofree char *theme = g_strdup_printf(
        "theme: tested\nstatus: trial\nlabel: {fr: \"T\", en: \"T\"}\nindicators:\n%s", indicators);
    g_autofree char *campaign = g_strdup_printf(
        "campaign: tested\ntitle: \"T\"\nlanguage: fr\nregion: {id: \"53\", label: \"B\"}\n"
        "period: %s\ndata: %s\ndatabase: {service: unused}\nthemes: [./tested.yaml]\n"
        "comparators: [group, enrolled]\nnumbering: {key_file: secret.key, scope: theme}\n",
        period, data != NULL ? data : "{from: 2020-01-01, to: 2026-12-31}");
    g_autofree char *theme_path = write_file(folder, "tested.yaml", theme);
    g_autofree char *path = write_file(folder, "campaign.yaml", campaign);
    g_autoptr(GError) error = NULL;
    Campaign *loaded = campaign_load(path, folder, &error);
    demand(loaded != NULL, indicators, error);
    g_remove(path);
    g_remove(theme_path);
    return loaded;
}

PlanCase *
plan_case_open_campaign(const LiveDatabase *server, Campaign *take_campaign)
{
    PlanCase *self = g_new0(PlanCase, 1);
    g_autoptr(GError) error = NULL;
    self->server = server;
    self->campaign = take_campaign;
    self->leader = connection_open(live_database(server), CONNECTION_TO_READ, &error);
    demand(self->leader != NULL, "connect", error);
    demand(connection_begin(self->leader, NULL, &error), "begin", error);
    self->contract = contract_read(self->leader, &error);
    demand(self->contract != NULL, "contract", error);
    self->roster = roster_read(self->leader, self->contract, &error);
    demand(self->roster != NULL, "roster", error);
    self->plan = plan_new(self->leader, self->contract, self->campaign, self->roster, &self->error);
    return self;
}

PlanCase *
plan_case_open(const LiveDatabase *server, const char *period, const char *indicators,
               const char *data)
{
    g_autofree char *folder = g_dir_make_tmp("miroir-plan-XXXXXX", NULL);
    demand(folder != NULL, "temporary folder", NULL);
    Campaign *campaign = load_campaign(folder, period, indicators, data);
    g_rmdir(folder);
    return plan_case_open_campaign(server, campaign);
}

void
plan_case_close(PlanCase *self)
{
    if (self == NULL)
        return;
    plan_free(self->plan);
    roster_free(self->roster);
    contract_free(self->contract);
    connection_close(self->leader);
    campaign_free(self->campaign);
    g_clear_error(&self->error);
    g_free(self);
}

Counts *
plan_case_try(PlanCase *self, Executor executor, const PlanOptions *options)
{
    demand(self->plan != NULL, "plan", self->error);
    g_clear_error(&self->error);
    return plan_execute(self->plan, executor, live_database(self->server), options, &self->error);
}

Counts *
plan_case_run(PlanCase *self, Executor executor, const PlanOptions *options)
{
    Counts *counts = plan_case_try(self, executor, options);
    demand(counts != NULL, "execute", self->error);
    return counts;
}

void
plan_case_expect_equal(const Counts *a, const Counts *b, const char *what)
{
    g_autofree char *difference = NULL;
    if (counts_equal(a, b, &difference))
        return;
    fprintf(stderr, "plan case: %s: %s\n", what, difference);
    exit(EXIT_FAILURE);
}

static bool
cells_are_the_same(const CountCell *a, const CountCell *b)
{
    return a->numerator == b->numerator && a->denominator == b->denominator &&
           a->numerator_patients == b->numerator_patients &&
           a->denominator_patients == b->denominator_patients && a->sum_yy == b->sum_yy &&
           a->sum_xy == b->sum_xy && a->sum_xx == b->sum_xx;
}

size_t
plan_case_expect_cells_add_up(const Counts *counts, const Campaign *campaign, size_t *out_n_unknown)
{
    size_t n_cells = 0;
    *out_n_unknown = 0;
    for (size_t i = 0; i < counts_n_practitioners(counts); i++)
        for (size_t j = 0; j < campaign->n_indicators; j++)
            for (size_t k = 0; k < (size_t)campaign->history; k++) {
                bool standardised = campaign->indicators[j].indicator->standardised;
                CountCell sum = {0};
                size_t n = 0;
                const AgeSexCell *cells = counts_age_sex_cells(counts, i, j, k, &n);
                for (size_t c = 0; c < n; c++) {
                    demand(!count_cell_is_empty(&cells[c].count), "a cell is empty", NULL);
                    demand(count_cell_add(&sum, &cells[c].count), "cells overflow", NULL);
                    *out_n_unknown +=
                        cells[c].at.band == campaign->age_bands.n || cells[c].at.sex == SEX_UNKNOWN;
                }
                demand(standardised || n == 0, "cells of what is not standardised", NULL);
                demand(!standardised || cells_are_the_same(&sum, counts_cell(counts, i, j, k)),
                       "cells do not add up to the crude cell", NULL);
                n_cells += n;
            }
    return n_cells;
}
