#include "tests/render/document/made_evaluation.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>

#include "tests/engine/profile/sample_random.h"

#define LONG_LABEL                                                                                      \
    "Part des patients de plus de soixante-cinq ans traités au long cours par un inhibiteur de "       \
    "la "                                                                                               \
    "pompe à protons sans indication retrouvée dans l’année, parmi tous ceux qui en ont reçu au " \
    "moins trois boîtes"
#define LONG_DEFINITION                                                                                  \
    "Sont comptés les patients qui vous ont déclaré médecin traitant et qui ont reçu, pendant la "  \
    "période, au moins une délivrance hors hôpital de l’un des médicaments de la liste, quel que " \
    "soit le prescripteur ; au numérateur, ceux d’entre eux dont le traitement se prolonge "          \
    "au-delà de la durée recommandée sans que l’une des indications retenues soit trouvée dans "   \
    "les données de remboursement des douze mois qui précèdent"

typedef struct {
    EvaluationShape shape;
    MadeEvaluation *made;
} Making;

static EvaluationShape
with_defaults(const EvaluationShape *shape)
{
    EvaluationShape full = *shape;
    full.n_indicators = full.n_indicators == 0 ? 3 : full.n_indicators;
    full.n_groups = full.n_groups == 0 ? 8 : full.n_groups;
    full.group_size = full.group_size == 0 ? 8 : full.group_size;
    full.n_controls = full.no_controls ? 0 : full.n_controls == 0 ? 60 : full.n_controls;
    full.history = full.history == 0 ? 9 : full.history;
    return full;
}

/* --- the campaign ----------------------------------------------------------------------------- */

static void
append_indicator(const EvaluationShape *shape, size_t i, GString *yaml)
{
    static const char *const KINDS[] = {
        "proportion, direction: lower",
        "rate, per: 100, direction: higher",
        "proportion, direction: none",
    };
    g_autofree char *label = shape->long_texts ? g_strdup_printf("%s (%zu)", LONG_LABEL, i + 1)
                                               : g_strdup_printf("Indicateur %zu", i + 1);
    g_string_append_printf(
        yaml,
        "  - {id: made_%zu, label: {fr: \"%s\"}, definition: {fr: \"%s\"}, from: counts, "
        "type: prescription, unit: patient, kind: %s}\n",
        i + 1, label, shape->long_texts ? LONG_DEFINITION : "Patients comptés par la source",
        KINDS[i % G_N_ELEMENTS(KINDS)]);
}

static void
load_campaign(Making *self)
{
    const EvaluationShape *shape = &self->shape;
    g_autofree char *path = g_build_filename(self->made->folder, "campaign.yaml", NULL);
    g_autofree char *theme_path = g_build_filename(self->made->folder, "theme.yaml", NULL);
    g_autofree char *campaign = g_strdup_printf(
        "campaign: made\ntitle: \"%s\"\nlanguage: %s\nregion: {id: \"53\", label: \"Bretagne\"}\n"
        "period: {every: quarter, last: 2026-Q1, history: %d}\n"
        "data: {from: 2000-01-01, to: 2026-03-31}\ndatabase: {service: none}\n"
        "themes: [./theme.yaml]\ncontrol: {specialties: [MG], minimum_activity: 0}\n"
        "numbering: {key_file: secret.key}\n",
        shape->long_texts ? LONG_LABEL : "Groupes qualité", language_code(shape->language),
        shape->history);
    g_autoptr(GString) theme =
        g_string_new("theme: made\nstatus: trial\nlabel: {fr: \"Un thème\"}\nindicators:\n");
    for (size_t i = 0; i < shape->n_indicators; i++)
        append_indicator(shape, i, theme);

    GError *error = NULL;
    g_assert_true(g_file_set_contents(path, campaign, -1, NULL));
    g_assert_true(g_file_set_contents(theme_path, theme->str, -1, NULL));
    self->made->campaign = campaign_load(path, self->made->folder, &error);
    g_assert_no_error(error);
    g_unlink(path);
    g_unlink(theme_path);
}

/* --- the doctors ------------------------------------------------------------------------------ */

static void
take_doctor(Roster *roster, const char *id, int territory)
{
    roster_take_practitioner(roster,
                             (Practitioner){.id = g_strdup(id),
                                            .specialty = g_strdup("MG"),
                                            .territory_id = g_strdup_printf("T%02d", territory),
                                            .active_from = DAY_NONE,
                                            .active_to = DAY_NONE,
                                            .opposed_on = DAY_NONE});
}

/* The period in which a group's doctors enter: spread over the middle of the history. */
static int
entry_of(const EvaluationShape *shape, int group)
{
    if (shape->no_entries || shape->history < 2)
        return 0;
    const int span = MAX(1, shape->history - 4);
    return MIN(shape->history - 1, MIN(2, shape->history - 1) + group % span);
}

static void
fill_roster(Making *self)
{
    const EvaluationShape *shape = &self->shape;
    Roster *roster = self->made->roster = roster_new();

    for (int g = 0; g < shape->n_groups; g++) {
        const Period entry = campaign_period(self->made->campaign, entry_of(shape, g));
        roster_take_group(roster, (Group){.id = g_strdup_printf("G%02d", g),
                                          .label = g_strdup_printf("Groupe %d", g + 1),
                                          .opened_on = DAY_NONE,
                                          .closed_on = DAY_NONE});
        for (int d = 0; d < shape->group_size; d++) {
            g_autofree char *id = g_strdup_printf("e%02d-%02d", g, d);
            take_doctor(roster, id, g % 12);
            roster_take_membership(roster, (Membership){.group_id = g_strdup_printf("G%02d", g),
                                                        .practitioner_id = g_strdup(id),
                                                        .joined_on = period_first_day(entry),
                                                        .left_on = DAY_NONE,
                                                        .anonymity_waived_on = DAY_NONE});
        }
    }
    for (int c = 0; c < shape->n_controls; c++) {
        g_autofree char *id = g_strdup_printf("x%03d", c);
        take_doctor(roster, id, c % 12);
    }
    g_assert_true(roster_close(roster, NULL));
    g_assert_true(roster_settle(roster, self->made->campaign, NULL, NULL));
}

/* --- the counts ------------------------------------------------------------------------------- */

/* The doctor's chance of an event. */
static double
chance_of(const Making *self, size_t doctor, size_t indicator, int period)
{
    const Practitioner *who = roster_practitioner(self->made->roster, doctor);
    const bool entered = who->entered_on != DAY_NONE;
    double chance = 0.3 + 0.04 * sample_normal(doctor, indicator, 0, 1) - 0.003 * period;

    if (entered && indicator % 3 == 0 &&
        period_first_day(campaign_period(self->made->campaign, period)) >= who->entered_on)
        chance -= 0.1;
    if (entered && self->shape.unlike)
        chance += 0.1 - 0.02 * period;
    return CLAMP(chance, 0.01, 0.99);
}

static void
fill_counts(Making *self)
{
    MadeEvaluation *made = self->made;
    const size_t n = roster_n_practitioners(made->roster);
    made->counts = counts_new(n, made->campaign->n_indicators, (size_t)made->campaign->history);

    for (size_t d = 0; d < n; d++)
        for (size_t i = 0; i < made->campaign->n_indicators; i++)
            for (int t = 0; t < made->campaign->history; t++) {
                const int64_t x =
                    self->shape.few ? 1 : 80 + (int64_t)(60 * sample_uniform(d, i, (uint64_t)t, 2));
                const double chance = chance_of(self, d, i, t);
                const double noise =
                    sqrt((double)x * chance * (1 - chance)) * sample_normal(d, i, (uint64_t)t, 3);
                const int64_t y = CLAMP(llround((double)x * chance + noise), 0, x);
                *counts_cell_mutable(made->counts, d, i, (size_t)t) =
                    (CountCell){y, x, y, x, y, y, x};
            }
}

/* --- meetings and allowances ------------------------------------------------------------------ */

/* Four meetings a group in the year, of the last group's none with attendance; two of three members come.
 * 150 for each who came, in two years. */
static void
add_scheme(Making *self)
{
    const Roster *roster = self->made->roster;
    g_autoptr(Meetings) meetings = meetings_new();
    g_autoptr(Allowances) allowances = allowances_new();

    for (int g = 0; g < self->shape.n_groups; g++)
        for (int m = 0; m < 4; m++)
            meetings_take_meeting(
                meetings, (Meeting){.id = g_strdup_printf("G%02d-%d", g, m),
                                    .group_id = g_strdup_printf("G%02d", g),
                                    .held_on = day_from_civil(2025, 4 + 2 * m, 3 + g % 20)});
    for (size_t i = 0; i < roster_n_memberships(roster); i++) {
        const Membership *membership = roster_membership(roster, i);
        const bool last = atoi(membership->group_id + 1) == self->shape.n_groups - 1;
        for (int m = 0; m < 4 && !last; m++)
            meetings_take_attendance(
                meetings,
                (Attendance){.meeting_id = g_strdup_printf("%s-%d", membership->group_id, m),
                             .practitioner_id = g_strdup(membership->practitioner_id),
                             .present = (i + (size_t)m) % 3 != 0});
        for (int year = 2024; year <= 2025; year++) {
            Allowance allowance = {.practitioner_id = g_strdup(membership->practitioner_id),
                                   .period = {PERIOD_YEAR, year},
                                   .cents = 15000 + (int64_t)i * 1234};
            allowances_take(allowances, allowance);
        }
    }
    g_assert_true(meetings_close(meetings, roster, NULL));
    allowances_close(allowances);
    evaluation_add_meetings(self->made->evaluation, meetings);
    evaluation_add_allowances(self->made->evaluation, allowances);
}

MadeEvaluation *
made_evaluation_new(const EvaluationShape *shape)
{
    MadeEvaluation *made = g_new0(MadeEvaluation, 1);
    Making self = {with_defaults(shape), made};
    GError *error = NULL;

    made->folder = g_dir_make_tmp("evaluation-XXXXXX", NULL);
    load_campaign(&self);
    fill_roster(&self);
    fill_counts(&self);
    made->evaluation =
        evaluation_new(made->campaign, made->roster, made->counts, NULL, NULL, &error);
    g_assert_no_error(error);
    if (!shape->few)
        add_scheme(&self);
    return made;
}

void
made_evaluation_free(MadeEvaluation *self)
{
    if (self == NULL)
        return;
    evaluation_free(self->evaluation);
    counts_free(self->counts);
    roster_free(self->roster);
    campaign_free(self->campaign);
    g_rmdir(self->folder);
    g_free(self->folder);
    g_free(self);
}
