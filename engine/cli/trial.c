#include "engine/cli/trial.h"

#include <string.h>

#include "engine/cli/data_folder.h"
#include "engine/model/counts.h"
#include "engine/model/faults.h"
#include "engine/model/roster.h"
#include "engine/profile/results.h"
#include "render/document/booklet.h"

enum { LARGE_GROUP = 14, SMALL_GROUP = 3, CONTROLS = 30 };
enum { DOCTORS = LARGE_GROUP + SMALL_GROUP + CONTROLS };
enum { MANY_PATIENTS = 80, FEW_PATIENTS = 4, FEW_DOCTOR = 1, NET_LINES = 1000000 };

static const char *const GROUPS[] = {"G1", "G2"};

/* --- who -------------------------------------------------------------------------------------- */

static char *
doctor_id(size_t doctor)
{
    return g_strdup_printf("D%02zu", doctor);
}

/* A long name: what a cover has to bear. */
static Letter
letter(void)
{
    return (Letter){.title = g_strdup("Dr"),
                    .given_name = g_strdup("Marie-Françoise"),
                    .name = g_strdup("de Kersauson de Pennendreff")};
}

static void
add_doctor(Roster *roster, const Campaign *campaign, size_t doctor)
{
    const char *specialty =
        campaign->control_specialties != NULL ? campaign->control_specialties[0] : NULL;
    roster_take_practitioner(roster, (Practitioner){.id = doctor_id(doctor),
                                                    .specialty = g_strdup(specialty),
                                                    .active_from = DAY_NONE,
                                                    .active_to = DAY_NONE,
                                                    .opposed_on = DAY_NONE,
                                                    .letter = letter()});
}

static void
add_member(Roster *roster, const Campaign *campaign, size_t doctor)
{
    const char *group = GROUPS[doctor >= LARGE_GROUP];
    roster_take_membership(roster, (Membership){.group_id = g_strdup(group),
                                                .practitioner_id = doctor_id(doctor),
                                                .facilitator = doctor == 0,
                                                .joined_on = campaign->data_from - 1000,
                                                .left_on = DAY_NONE,
                                                .anonymity_waived_on = DAY_NONE});
}

static Roster *
trial_roster(const Campaign *campaign, GError **error)
{
    g_autoptr(Roster) roster = roster_new();
    for (size_t g = 0; g < G_N_ELEMENTS(GROUPS); g++)
        roster_take_group(roster, (Group){.id = g_strdup(GROUPS[g]),
                                          .label = g_strdup("Pays de Saint-Jean-de-Luz"),
                                          .opened_on = campaign->data_from - 1000,
                                          .closed_on = DAY_NONE});
    for (size_t doctor = 0; doctor < DOCTORS; doctor++) {
        add_doctor(roster, campaign, doctor);
        if (doctor < DOCTORS - CONTROLS)
            add_member(roster, campaign, doctor);
    }
    int64_t net_lines[DOCTORS];
    for (size_t i = 0; i < DOCTORS; i++)
        net_lines[i] = NET_LINES;
    if (!roster_close(roster, error) || !roster_settle(roster, campaign, net_lines, error))
        return NULL;
    return g_steal_pointer(&roster);
}

/* --- what was counted ------------------------------------------------------------------------- */

static void
add_patient(CountCell *cell, int64_t y)
{
    cell->numerator += y;
    cell->denominator++;
    cell->numerator_patients += y > 0;
    cell->denominator_patients++;
    cell->sum_yy += (Int128)y * y;
    cell->sum_xy += y;
    cell->sum_xx++;
}

/* Doctors differ from one another and in time; so do the patients of one. */
static int64_t
patients_part(const Indicator *indicator, size_t doctor, size_t period, size_t patient)
{
    const size_t share = 10 + doctor * 37 % 60 + period % 5;
    const bool counts = (patient * 29 + doctor * 7) % 100 < share;
    if (indicator->kind == KIND_MEAN)
        return (int64_t)(1000 + 500 * share + patient * 97 % 900);
    return counts;
}

static void
count_doctor(Counts *counts, const Campaign *campaign, size_t doctor, size_t row, size_t i)
{
    const Indicator *indicator = campaign->indicators[i].indicator;
    const AgeSex at = age_sex_of(&campaign->age_bands, 70, 'F');
    const size_t patients = doctor == FEW_DOCTOR ? FEW_PATIENTS : MANY_PATIENTS;
    for (size_t period = 0; period < (size_t)campaign->history; period++)
        for (size_t patient = 0; patient < patients; patient++) {
            const int64_t y = patients_part(indicator, doctor, period, patient);
            add_patient(counts_cell_mutable(counts, row, i, period), y);
            if (indicator->standardised)
                add_patient(counts_age_sex_cell_mutable(counts, row, i, period, at), y);
        }
}

static Counts *
trial_counts(const Campaign *campaign, const Roster *roster)
{
    const size_t n_periods = (size_t)campaign->history;
    Counts *counts = counts_new(DOCTORS, campaign->n_indicators, n_periods);
    for (size_t doctor = 0; doctor < DOCTORS; doctor++) {
        g_autofree char *id = doctor_id(doctor);
        const size_t row = (size_t)roster_find_practitioner(roster, id);
        for (size_t i = 0; i < campaign->n_indicators; i++)
            count_doctor(counts, campaign, doctor, row, i);
        for (size_t period = 0; period < n_periods; period++)
            *counts_activity_mutable(counts, row, period) = (ActivityCell){NET_LINES, 400};
    }
    return counts;
}

/* --- the booklets ----------------------------------------------------------------------------- */

/* The same fault in several booklets is one fault. */
static void
add_fault(GPtrArray *faults, GError *take_error)
{
    for (guint i = 0; i < faults->len; i++)
        if (strcmp(((const GError *)g_ptr_array_index(faults, i))->message, take_error->message) ==
            0) {
            g_error_free(take_error);
            return;
        }
    faults_take(faults, take_error);
}

static void
try_booklet(const DocumentContext *context, size_t doctor, GPtrArray *faults)
{
    GError *error = NULL;
    g_autoptr(Canvas) canvas = booklet_draw(context, doctor);
    g_autofree char *text = canvas_to_text(canvas, &error);
    if (text == NULL)
        add_fault(faults, error);
}

static void
try_booklets(const Results *results, const Texts *texts, const BookletDesign *design,
             GPtrArray *faults)
{
    GError *error = NULL;
    g_autofree char *fonts = data_folder("fonts", &error);
    g_autoptr(Typesetter) typesetter =
        fonts == NULL ? NULL : typesetter_new(fonts, language_code(texts_language(texts)), &error);
    if (typesetter == NULL) {
        faults_take(faults, error);
        return;
    }
    static const char *const TRIED[] = {"D00", "D01", "D14"};
    const DocumentContext context = {results, texts, typesetter, design};
    for (size_t i = 0; i < results_n_doctors(results); i++)
        for (size_t k = 0; k < G_N_ELEMENTS(TRIED); k++)
            if (strcmp(results_doctor(results, i)->id, TRIED[k]) == 0)
                try_booklet(&context, i, faults);
}

void
trial_check(const Campaign *campaign, const Texts *texts, const BookletDesign *design,
            GPtrArray *faults)
{
    GError *error = NULL;
    g_autoptr(Roster) roster = trial_roster(campaign, &error);
    g_autoptr(Counts) counts = roster == NULL ? NULL : trial_counts(campaign, roster);
    g_autoptr(Results) results =
        counts == NULL ? NULL : results_compute(campaign, roster, counts, &error);
    if (results == NULL)
        faults_take(faults, error);
    else
        try_booklets(results, texts, design, faults);
}
