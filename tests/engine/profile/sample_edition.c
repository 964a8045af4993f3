#include "tests/engine/profile/sample_edition.h"

#include <glib/gstdio.h>
#include <math.h>

#include "tests/engine/profile/sample_campaign.h"
#include "tests/engine/profile/sample_random.h"

enum { ENROLLED = 60, CONTROLS = 200, DOCTORS = ENROLLED + CONTROLS, GROUPS = 5, NET_LINES = 900 };
enum { FEW_PATIENTS_DOCTOR = 2, NO_DENOMINATOR_DOCTOR = 3, LATE_DOCTOR = 4, WAIVED_GROUP = 1 };

static const struct {
    const char *id, *label, *territory_id;
    int members;
} SAMPLE_GROUPS[GROUPS] = {{"G01", "Rennes Nord", "35", 12},
                           {"G02", "Pays de Brocéliande", "35", 12},
                           {"G03", "Presqu'île de Crozon", "29", 16},
                           {"G04", "Golfe du Morbihan", "56", 16},
                           {"G05", "Île-de-Bréhat", "22", 4}};

static const char *const GIVEN_NAMES[] = {"Anne",    "Yann",         "Gwenaëlle",       "Loïc",
                                          "Claire",  "Étienne",      "Marie-Françoise", "Ronan",
                                          "Nolwenn", "Jean-Baptiste"};
static const char *const NAMES[] = {
    "Le Goff", "Kervella",  "Martin",  "Guégan", "de Kersauson de Pennendreff", "Riou", "Bernard",
    "Cœuret",  "L'Haridon", "Prigent", "Tanguy"};

/* --- who -------------------------------------------------------------------------------------- */

/* Ids are shuffled over groups and controls, as in real data: 101 has no factor with DOCTORS. */
static char *
doctor_id(size_t doctor)
{
    return g_strdup_printf("P%04zu", doctor * 101 % DOCTORS + 1);
}

static Letter
letter(size_t doctor)
{
    return (Letter){
        .rpps = g_strdup_printf("1000%07zu", doctor * 7919 + 1),
        .title = g_strdup("Dr"),
        .given_name = g_strdup(GIVEN_NAMES[doctor % G_N_ELEMENTS(GIVEN_NAMES)]),
        .name = g_strdup(NAMES[doctor % G_N_ELEMENTS(NAMES)]),
        .address_1 = g_strdup_printf("%zu, rue de la Santé", doctor + 1),
        .postcode = g_strdup("35000"),
        .town = g_strdup("Rennes"),
    };
}

static void
add_doctor(Roster *roster, size_t doctor, const char *territory_id)
{
    bool is_late = doctor == LATE_DOCTOR;

    roster_take_practitioner(roster,
                             (Practitioner){
                                 .id = doctor_id(doctor),
                                 .profession = g_strdup("physician"),
                                 .specialty = g_strdup("MG"),
                                 .territory_id = g_strdup(territory_id),
                                 .active_from = is_late ? day_from_civil(2025, 7, 1) : DAY_NONE,
                                 .active_to = DAY_NONE,
                                 .opposed_on = DAY_NONE,
                                 .letter = letter(doctor),
                             });
}

/* Which of the doctors, as they are added, belongs to group g first. */
static size_t
first_of_group(size_t g)
{
    size_t first = 0;
    for (size_t before = 0; before < g; before++)
        first += (size_t)SAMPLE_GROUPS[before].members;
    return first;
}

static void
add_group(Roster *roster, size_t g)
{
    Day joined = day_from_civil(2023, 1, 15);

    roster_take_group(roster, (Group){.id = g_strdup(SAMPLE_GROUPS[g].id),
                                      .label = g_strdup(SAMPLE_GROUPS[g].label),
                                      .territory_id = g_strdup(SAMPLE_GROUPS[g].territory_id),
                                      .opened_on = joined,
                                      .closed_on = DAY_NONE});
    for (size_t m = 0; m < (size_t)SAMPLE_GROUPS[g].members; m++) {
        size_t doctor = first_of_group(g) + m;
        Membership membership = {
            .group_id = g_strdup(SAMPLE_GROUPS[g].id),
            .practitioner_id = doctor_id(doctor),
            .facilitator = m == 0,
            .joined_on = doctor == LATE_DOCTOR ? day_from_civil(2025, 9, 1) : joined,
            .left_on = DAY_NONE,
            .anonymity_waived_on = g == WAIVED_GROUP ? joined : DAY_NONE,
        };
        add_doctor(roster, doctor, SAMPLE_GROUPS[g].territory_id);
        roster_take_membership(roster, membership);
    }
}

static Roster *
sample_roster(const Campaign *campaign, bool is_reversed)
{
    static const char *const TERRITORIES[] = {"22", "22-1", "22-2", "29", "29-1", "29-2",
                                              "35", "35-1", "35-2", "56", "56-1", "56-2"};
    Roster *roster = roster_new();
    g_autoptr(GError) error = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(TERRITORIES); i++)
        roster_take_territory(roster, (Territory){.id = g_strdup(TERRITORIES[i]),
                                                  .label = g_strdup(TERRITORIES[i]),
                                                  .region_id = g_strdup("53")});
    for (size_t i = 0; i < GROUPS; i++)
        add_group(roster, is_reversed ? GROUPS - 1 - i : i);
    for (size_t i = ENROLLED; i < DOCTORS; i++) {
        size_t doctor = is_reversed ? DOCTORS - 1 - (i - ENROLLED) : i;
        add_doctor(roster, doctor, TERRITORIES[doctor % G_N_ELEMENTS(TERRITORIES)]);
    }

    g_autofree int64_t *net_lines = g_new(int64_t, DOCTORS);
    for (size_t i = 0; i < DOCTORS; i++)
        net_lines[i] = NET_LINES;
    if (!roster_close(roster, &error) || !roster_settle(roster, campaign, net_lines, &error))
        g_error("%s", error->message);
    return roster;
}

/* --- what was counted ------------------------------------------------------------------------- */

static void
cell_add(CountCell *cell, int64_t y, int64_t x)
{
    cell->numerator += y;
    cell->denominator += x;
    cell->numerator_patients += y > 0;
    cell->denominator_patients += x > 0;
    cell->sum_yy += (Int128)y * y;
    cell->sum_xy += (Int128)x * y;
    cell->sum_xx += (Int128)x * x;
}

static int
patients_of(const Indicator *indicator, const SampleShape *shape, size_t doctor, uint64_t i,
            uint64_t period)
{
    double size = exp(0.35 * sample_normal(doctor, i, 0, 1));
    double season = 1 + 0.05 * sample_normal(doctor, i, period, 2);

    if (doctor == NO_DENOMINATOR_DOCTOR &&
        g_str_equal(indicator->id, "benzodiazepines_initiations"))
        return 0;
    if (doctor == FEW_PATIENTS_DOCTOR)
        return (int)(5 + 5 * sample_uniform(doctor, i, period, 3));
    return (int)fmax(0, shape->patients * size * season);
}

/* The doctor's own level on the scale on which chance is drawn. */
static double
level_of(const SampleShape *shape, bool is_share, size_t doctor, uint64_t i, uint64_t period)
{
    double middle = is_share ? log(shape->level / (1 - shape->level)) : log(shape->level);
    double shift =
        shape->spread * sample_normal(doctor, i, 0, 4) + shape->trend * ((double)period - 7) +
        0.05 * sample_normal(doctor, i, period, 5) + (doctor < ENROLLED ? shape->trend : 0);
    return is_share ? 1 / (1 + exp(-middle - shift)) : exp(middle + shift);
}

/* The younger a patient, the fewer there are; those of some doctors are older than those of others. Of
 * one in a hundred the age is unknown, of one in two hundred the sex. */
static AgeSex
age_sex_of_patient(const AgeBands *bands, uint64_t key, size_t doctor, uint64_t patient)
{
    double old =
        pow(sample_uniform(key, patient, 0, 11), 0.4 + 0.5 * sample_uniform(doctor, 0, 0, 12));
    bool has_age = sample_uniform(key, patient, 0, 13) >= 0.01;
    bool has_sex = sample_uniform(key, patient, 0, 14) >= 0.005;
    bool female = sample_uniform(key, patient, 0, 15) < 0.55;
    return age_sex_of(bands, has_age ? (int)(100 * old) : -1, !has_sex ? '\0' : female ? 'F' : 'M');
}

/* One patient: lines and how many of them count. Patients differ, so lines cluster in them. */
static void
draw_patient(const Indicator *indicator, const SampleShape *shape, double level, uint64_t key,
             uint64_t patient, int64_t *out_y, int64_t *out_x)
{
    int64_t x = 1 + (int64_t)(shape->lines * sample_uniform(key, patient, 0, 6)), y = 0;

    if (indicator->kind == KIND_MEAN) {
        y = llround(100 * level * exp(0.8 * sample_normal(key, patient, 0, 7) - 0.32));
    } else if (indicator->kind == KIND_RATE) {
        double mean = level / indicator->per, chance = exp(-mean);
        for (double left = sample_uniform(key, patient, 0, 8); left > chance && y < 9; y++) {
            left -= chance;
            chance *= mean / (double)(y + 1);
        }
    } else {
        bool inclined = sample_uniform(key, patient, 0, 9) < level;
        for (int64_t line = 0; line < x; line++) {
            double p = shape->lines == 1 ? (inclined ? 1 : 0) : 0.6 * inclined + 0.4 * level;
            y += sample_uniform(key, patient, (uint64_t)line, 10) < p;
        }
    }
    *out_y = y;
    *out_x = x;
}

/* All patients of a doctor; `row` is the doctor's in counts. */
static void
add_patients(Counts *counts, const Campaign *campaign, size_t doctor, size_t row, size_t i,
             size_t p)
{
    const Indicator *indicator = campaign->indicators[i].indicator;
    const SampleShape *shape = sample_campaign_shape(i);
    double level = level_of(shape, indicator->kind == KIND_PROPORTION, doctor, i, p);
    int patients = patients_of(indicator, shape, doctor, i, p);
    uint64_t key = (doctor * campaign->n_indicators + i) * (size_t)campaign->history + p;

    for (uint64_t patient = 0; patient < (uint64_t)patients; patient++) {
        int64_t y = 0, x = 0;
        draw_patient(indicator, shape, level, key, patient, &y, &x);
        cell_add(counts_cell_mutable(counts, row, i, p), y, x);
        if (!indicator->standardised)
            continue;
        AgeSex at = age_sex_of_patient(&campaign->age_bands, key, doctor, patient);
        cell_add(counts_age_sex_cell_mutable(counts, row, i, p, at), y, x);
    }
}

static Counts *
sample_counts(const Campaign *campaign, const Roster *roster)
{
    size_t n_periods = (size_t)campaign->history;
    Counts *counts = counts_new(roster_n_practitioners(roster), campaign->n_indicators, n_periods);

    for (size_t doctor = 0; doctor < DOCTORS; doctor++) {
        g_autofree char *id = doctor_id(doctor);
        size_t row = (size_t)roster_find_practitioner(roster, id);
        for (size_t i = 0; i < campaign->n_indicators; i++)
            for (size_t p = 0; p < n_periods; p++)
                add_patients(counts, campaign, doctor, row, i, p);
        for (size_t p = 0; p < n_periods; p++)
            *counts_activity_mutable(counts, row, p) = (ActivityCell){NET_LINES, 400};
    }
    return counts;
}

/* --- meetings --------------------------------------------------------------------------------- */

enum { MEETINGS = 7, UNKNOWN_THEME_MEETING = 4, PLANNED_MEETING = 6 };

/* From February 2025, every three months: the first is too early for a certificate of the year to March
 * 2026, the last but one too late, the last still to come. The themes in turn, then a restitution, then one of another region. */
static Meeting
meeting(const Campaign *campaign, size_t g, size_t m)
{
    static const char *const OTHERS[] = {"sommeil"};
    const bool restitution = m == UNKNOWN_THEME_MEETING - 1;
    const char *theme = restitution                  ? NULL
                        : m == UNKNOWN_THEME_MEETING ? OTHERS[0]
                                                     : campaign->themes[m % campaign->n_themes]->id;
    return (Meeting){.id = g_strdup_printf("%s-%zu", SAMPLE_GROUPS[g].id, m),
                     .group_id = g_strdup(SAMPLE_GROUPS[g].id),
                     .held_on = day_from_civil(2025 + ((int)m * 3 + 1) / 12,
                                               ((int)m * 3 + 1) % 12 + 1, 1 + (int)((m * 5) % 28)),
                     .kind = restitution ? MEETING_RESTITUTION : MEETING_THEME,
                     .theme_id = g_strdup(theme),
                     .planned = m == PLANNED_MEETING};
}

/* The first of a group comes to everything, the second twice and once as a guest of the next group, the
 * third never, the others now and then. */
static bool
attends(size_t member, size_t m)
{
    return member == 0 || (member == 1 && (m == 1 || m == 3)) ||
           (member > 2 && (member * 7 + m * 3) % 5 < 3);
}

static void
add_attendance(Meetings *meetings, size_t g, size_t m, size_t doctor, bool present)
{
    Attendance attendance = {.meeting_id = g_strdup_printf("%s-%zu", SAMPLE_GROUPS[g].id, m),
                             .practitioner_id = doctor_id(doctor),
                             .present = present};
    meetings_take_attendance(meetings, attendance);
}

static Meetings *
sample_meetings(const Campaign *campaign, const Roster *roster)
{
    g_autoptr(GError) error = NULL;
    Meetings *meetings = meetings_new();

    for (size_t g = GROUPS; g-- > 0;)
        for (size_t m = MEETINGS; m-- > 0;) {
            meetings_take_meeting(meetings, meeting(campaign, g, m));
            for (size_t d = 0; d < (size_t)SAMPLE_GROUPS[g].members && m != PLANNED_MEETING; d++)
                add_attendance(meetings, g, m, first_of_group(g) + d, attends(d, m));
        }
    add_attendance(meetings, 1, 2, 1, true);
    if (!meetings_close(meetings, roster, &error))
        g_error("%s", error->message);
    return meetings;
}

/* --- the edition before ----------------------------------------------------------------------- */

/* In the first group doctor 4 was not yet, and two were who are gone; the small group is new; of the
 * indicators the first is new, the second was of another version, one is no more. */
static void
add_news(SampleEdition *self)
{
    g_autoptr(Previous) previous = previous_new();
    const Campaign *campaign = self->campaign;

    for (size_t g = 0; g + 1 < GROUPS; g++)
        for (size_t m = 0; m < (size_t)SAMPLE_GROUPS[g].members; m++) {
            g_autofree char *id = doctor_id(first_of_group(g) + m);
            if (first_of_group(g) + m != LATE_DOCTOR)
                previous_add_member(previous, id, SAMPLE_GROUPS[g].id);
        }
    previous_add_member(previous, "gone-1", SAMPLE_GROUPS[0].id);
    previous_add_member(previous, "gone-2", SAMPLE_GROUPS[0].id);
    for (size_t i = 1; i < campaign->n_indicators; i++) {
        const Indicator *indicator = campaign->indicators[i].indicator;
        previous_add_indicator(previous, &(PreviousIndicator){indicator->id,
                                                              indicator->version + (i == 1),
                                                              {indicator->id, indicator->id}});
    }
    previous_add_indicator(
        previous,
        &(PreviousIndicator){"statines", 2, {"Statines sans bilan", "Statins unchecked"}});
    results_add_news(self->results, previous, self->roster);
}

/* --- all -------------------------------------------------------------------------------------- */

static SampleEdition *
make(Language language, bool is_reversed)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = g_dir_make_tmp("sample-XXXXXX", &error);
    g_autofree char *key_file = g_build_filename(folder, "secret.key", NULL);
    if (folder == NULL || !g_file_set_contents_full(key_file, "0123456789abcdef0123456789abcdef",
                                                    32, G_FILE_SET_CONTENTS_NONE, 0600, &error))
        g_error("%s", error->message);

    SampleEdition *self = g_new0(SampleEdition, 1);
    self->campaign = sample_campaign_new(language, key_file);
    self->roster = sample_roster(self->campaign, is_reversed);
    self->counts = sample_counts(self->campaign, self->roster);
    self->results = results_compute(self->campaign, self->roster, self->counts, &error);
    if (self->results == NULL)
        g_error("%s", error->message);
    g_autoptr(Meetings) meetings = sample_meetings(self->campaign, self->roster);
    results_add_meetings(self->results, meetings, self->roster, NULL);
    add_news(self);

    g_unlink(key_file);
    g_rmdir(folder);
    return self;
}

SampleEdition *
sample_edition_new(Language language)
{
    return make(language, false);
}

SampleEdition *
sample_edition_new_reversed(Language language)
{
    return make(language, true);
}

void
sample_edition_free(SampleEdition *self)
{
    if (self == NULL)
        return;
    results_free(self->results);
    counts_free(self->counts);
    roster_free(self->roster);
    campaign_free(self->campaign);
    g_free(self);
}

size_t
sample_edition_doctor(const SampleEdition *self, size_t added)
{
    g_autofree char *id = doctor_id(added);

    for (size_t d = 0; d < results_n_doctors(self->results); d++)
        if (g_str_equal(results_doctor(self->results, d)->id, id))
            return d;
    g_error("no doctor %s in the sample", id);
}

size_t
sample_edition_indicator(const SampleEdition *self, const char *id)
{
    for (size_t i = 0; i < self->campaign->n_indicators; i++)
        if (g_str_equal(self->campaign->indicators[i].indicator->id, id))
            return i;
    g_error("no indicator %s in the sample", id);
}

/* --- shared ----------------------------------------------------------------------------------- */

static SampleEdition *shared[N_LANGUAGES];

void
sample_editions_make(void)
{
    for (Language language = 0; language < N_LANGUAGES; language++)
        shared[language] = sample_edition_new(language);
}

void
sample_editions_free(void)
{
    for (Language language = 0; language < N_LANGUAGES; language++)
        g_clear_pointer(&shared[language], sample_edition_free);
}

const SampleEdition *
sample_edition_shared(Language language)
{
    g_assert(shared[language] != NULL);
    return shared[language];
}
