#include "tests/engine/profile/evaluation_case.h"

#include <glib/gstdio.h>

const EvaluatedDoctor REGION[N_REGION] = {
    {"e1", "G1", "2023-01-01", NULL, NULL, "T1", NULL, {31, 30, 20, 20, 20}, 0},
    {"e2", "G1", "2023-06-30", NULL, NULL, "T1", NULL, {29, 30, 22, 18, 20}, 0},
    {"e3", "G2", "2023-12-31", NULL, NULL, "T1", NULL, {30, 30, 18, 20, 22}, 0},
    {"e4", "G2", "2023-03-01", NULL, NULL, "T2", NULL, {30, 30, 20, 22, 18}, 0},
    {"e5", "G3", "2023-03-01", NULL, NULL, NULL, NULL, {32, 30, 21, 19, 20}, 0},
    {"e6", "G3", "2023-03-01", "2024-06-30", NULL, "T9", NULL, {28, 30, 19, 21, 20}, 0},
    {"x1", NULL, NULL, NULL, NULL, "T1", NULL, {40, 40, 42, 42, 44}, 0},
    {"x2", NULL, NULL, NULL, NULL, "T1", NULL, {41, 40, 41, 43, 43}, 0},
    {"x3", NULL, NULL, NULL, NULL, "T2", NULL, {39, 40, 42, 42, 42}, 0},
    {"x4", NULL, NULL, NULL, NULL, "T2", NULL, {40, 40, 43, 41, 44}, 0},
    {"x5", NULL, NULL, NULL, NULL, "T3", NULL, {40, 40, 42, 42, 43}, 0},
    {"x6", NULL, NULL, NULL, NULL, "T3", NULL, {40, 40, 42, 42, 42}, 0},
    /* Too early, opposed, not yet: in nothing. */
    {"b1", "G1", "2020-05-01", NULL, NULL, "T1", NULL, {90, 90, 10, 10, 10}, 0},
    {"b2", "G2", "2021-05-01", NULL, NULL, "T1", NULL, {90, 90, 10, 10, 10}, 0},
    {"o1", "G1", "2023-01-01", NULL, "2024-01-01", "T1", NULL, {90, 90, 10, 10, 10}, 0},
    {"z1", "G1", "2026-01-01", NULL, NULL, "T1", NULL, {90, 90, 10, 10, 10}, 0},
};

#define CAMPAIGN                                                                                   \
    "campaign: Five-2025\n"                                                                        \
    "title: \"Five years\"\n"                                                                      \
    "region: {id: \"53\", label: \"Bretagne\"}\n"                                                  \
    "period: {every: year, last: 2025, history: 5}\n"                                              \
    "database: {service: none}\n"                                                                  \
    "themes: [./theme.yaml]\n"                                                                     \
    "control: {specialties: [MG], minimum_activity: 0}\n"                                          \
    "numbering: {key_file: secret.key}\n"

/* A share, a rate of 1000, and an amount for each. */
static const char THEME[] =
    "theme: five\nstatus: trial\nlabel: {fr: \"Cinq\"}\nindicators:\n"
    "  - {id: share, label: {fr: \"Part\"}, from: counts, type: prescription, kind: proportion,"
    " unit: patient, direction: lower}\n"
    "  - {id: rate, label: {fr: \"Taux\"}, from: counts, type: prescription, kind: rate,"
    " per: 1000, unit: patient, direction: lower}\n"
    "  - id: cost\n"
    "    label: {fr: \"Montant\"}\n"
    "    type: cost\n"
    "    kind: mean\n"
    "    unit: claim\n"
    "    attribution: prescriber\n"
    "    count: prescriptions\n"
    "    denominator: \"atc in (J01*)\"\n"
    "    numerator: amount\n"
    "    direction: none\n";

Day
case_day(const char *text)
{
    Day value = DAY_NONE;
    ck_assert(text == NULL || day_parse(text, &value));
    return value;
}

static void
load_campaign(Case *self, const char *more)
{
    g_autofree char *campaign = g_build_filename(self->folder, "campaign.yaml", NULL);
    g_autofree char *theme = g_build_filename(self->folder, "theme.yaml", NULL);
    g_autofree char *text = g_strconcat(CAMPAIGN, more, NULL);

    ck_assert(g_file_set_contents(campaign, text, -1, NULL));
    ck_assert(g_file_set_contents(theme, THEME, -1, NULL));
    self->campaign = campaign_load(campaign, self->folder, &self->error);
    ck_assert_msg(self->campaign != NULL, "%s", self->error == NULL ? "" : self->error->message);
    g_unlink(campaign);
    g_unlink(theme);
}

static void
take_doctor(Roster *roster, const EvaluatedDoctor *doctor)
{
    roster_take_practitioner(roster, (Practitioner){.id = g_strdup(doctor->id),
                                                    .specialty = g_strdup("MG"),
                                                    .territory_id = g_strdup(doctor->territory),
                                                    .active_from = case_day(doctor->active_from),
                                                    .active_to = DAY_NONE,
                                                    .opposed_on = case_day(doctor->opposed_on)});
    if (doctor->group != NULL)
        roster_take_membership(roster, (Membership){.group_id = g_strdup(doctor->group),
                                                    .practitioner_id = g_strdup(doctor->id),
                                                    .joined_on = case_day(doctor->joined_on),
                                                    .left_on = case_day(doctor->left_on),
                                                    .anonymity_waived_on = DAY_NONE});
}

/* Each event is a patient of its own. */
static void
fill_counts(Case *self, const EvaluatedDoctor *doctor)
{
    size_t row = (size_t)roster_find_practitioner(self->roster, doctor->id);
    int64_t n = doctor->denominator == 0 ? 100 : doctor->denominator;

    for (size_t i = 0; i < self->campaign->n_indicators; i++)
        for (size_t t = 0; t < N_YEARS; t++) {
            int64_t y = doctor->numerators[t];
            *counts_cell_mutable(self->counts, row, i, t) =
                (CountCell){y, n, MIN(y, n), n, y, y, n};
        }
}

Case *
case_new(const char *more, const EvaluatedDoctor *doctors, size_t n)
{
    Case *self = g_new0(Case, 1);

    self->folder = g_dir_make_tmp("evaluation-XXXXXX", NULL);
    load_campaign(self, more);
    self->roster = roster_new();
    for (size_t d = 0; d < n; d++)
        take_doctor(self->roster, &doctors[d]);
    for (int g = 1; g <= 3; g++)
        roster_take_group(self->roster, (Group){.id = g_strdup_printf("G%d", g),
                                                .label = g_strdup_printf("Group %d", g),
                                                .opened_on = DAY_NONE,
                                                .closed_on = DAY_NONE});
    ck_assert(roster_close(self->roster, NULL));
    ck_assert(roster_settle(self->roster, self->campaign, NULL, NULL));
    self->counts = counts_new(n, self->campaign->n_indicators, N_YEARS);
    for (size_t d = 0; d < n; d++)
        fill_counts(self, &doctors[d]);
    self->evaluation =
        evaluation_new(self->campaign, self->roster, self->counts, NULL, NULL, &self->error);
    return self;
}

void
case_free(Case *self)
{
    evaluation_free(self->evaluation);
    counts_free(self->counts);
    roster_free(self->roster);
    campaign_free(self->campaign);
    g_clear_error(&self->error);
    g_rmdir(self->folder);
    g_free(self->folder);
    g_free(self);
}
