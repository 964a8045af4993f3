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
