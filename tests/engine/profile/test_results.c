/* The sample edition from counts to files and back: what is read equals what was computed, the bytes
 * do not depend on the order in which rows came, and nothing released tells who is who. */
#include "engine/profile/results.h"

#include <check.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "engine/profile/peers.h"
#include "tests/engine/profile/sample_edition.h"

static SampleEdition *sample;
static GPtrArray *files; /* ResultFile: those of the sample */
static char *folder;

static void
write_files(void)
{
    for (unsigned i = 0; i < files->len; i++) {
        const ResultFile *file = files->pdata[i];
        g_autofree char *path = g_build_filename(folder, file->path, NULL);
        g_autofree char *parent = g_path_get_dirname(path);
        gsize size = 0;
        const char *bytes = g_bytes_get_data(file->bytes, &size);
        ck_assert_int_eq(g_mkdir_with_parents(parent, 0700), 0);
        ck_assert(g_file_set_contents(path, bytes, (gssize)size, NULL));
    }
}

/* Immutable, hence made once. */
static void
make_sample(void)
{
    sample = sample_edition_new(LANGUAGE_FR);
    files = results_to_files(sample->results, sample->roster, sample->counts);
}

static void
free_sample(void)
{
    g_ptr_array_unref(files);
    sample_edition_free(sample);
}

static void
setup(void)
{
    folder = g_dir_make_tmp("results-XXXXXX", NULL);
    write_files();
}

static void
teardown(void)
{
    static const char *const BELOW[] = {"private", "results"};

    for (size_t i = 0; i < G_N_ELEMENTS(BELOW); i++) {
        g_autofree char *path = g_build_filename(folder, BELOW[i], NULL);
        GDir *dir = g_dir_open(path, 0, NULL);
        for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
            g_autofree char *file = g_build_filename(path, name, NULL);
            g_unlink(file);
        }
        g_dir_close(dir);
        g_rmdir(path);
    }
    g_rmdir(folder);
    g_free(folder);
}

static const char *
file_text(const char *path, gsize *out_size)
{
    for (unsigned i = 0; i < files->len; i++) {
        const ResultFile *file = files->pdata[i];
        if (g_str_equal(file->path, path))
            return g_bytes_get_data(file->bytes, out_size);
    }
    ck_abort_msg("no file %s", path);
}

/* --- read back -------------------------------------------------------------------------------- */

static bool
same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static void
assert_same_measure(const Measure *a, const Measure *b)
{
    ck_assert(same_number(a->numerator, b->numerator));
    ck_assert(same_number(a->denominator, b->denominator));
    ck_assert(same_number(a->value, b->value));
    ck_assert(same_number(a->low, b->low) && same_number(a->high, b->high));
    ck_assert(same_number(a->percentile_enrolled, b->percentile_enrolled));
    ck_assert(same_number(a->percentile_control, b->percentile_control));
    ck_assert(same_number(a->standardised, b->standardised));
    ck_assert(same_number(a->standardised_low, b->standardised_low));
    ck_assert(same_number(a->standardised_high, b->standardised_high));
    ck_assert(same_number(a->expected, b->expected) && same_number(a->z, b->z));
    ck_assert(same_number(a->shrunken, b->shrunken));
    ck_assert(same_number(a->reliability, b->reliability));
    ck_assert(same_number(a->colleagues, b->colleagues));
    ck_assert_int_eq(a->patients, b->patients);
    ck_assert_int_eq(a->numerator_patients, b->numerator_patients);
    ck_assert_int_eq(a->status, b->status);
    ck_assert_int_eq(a->signal, b->signal);
}

static void
assert_same_comparator(const ComparatorFigure *a, const ComparatorFigure *b)
{
    const double pairs[][2] = {{a->numerator, b->numerator},
                               {a->denominator, b->denominator},
                               {a->value, b->value},
                               {a->low, b->low},
                               {a->high, b->high},
                               {a->p10, b->p10},
                               {a->p25, b->p25},
                               {a->p50, b->p50},
                               {a->p75, b->p75},
                               {a->p90, b->p90},
                               {a->phi, b->phi},
                               {a->tau2, b->tau2}};
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++)
        ck_assert(same_number(pairs[i][0], pairs[i][1]));
    ck_assert_int_eq(a->practitioners, b->practitioners);
    ck_assert_int_eq(a->patients, b->patients);
    ck_assert_int_eq(a->status, b->status);
}

static void
assert_same_attended(const Results *a, const Results *b, size_t doctor)
{
    size_t n_a = 0, n_b = 0;
    const AttendedMeeting *x = results_attended(a, doctor, &n_a);
    const AttendedMeeting *y = results_attended(b, doctor, &n_b);

    ck_assert_uint_eq(n_a, n_b);
    for (size_t i = 0; i < n_a; i++) {
        ck_assert_str_eq(x[i].id, y[i].id);
        ck_assert_int_eq(x[i].held_on, y[i].held_on);
        ck_assert_int_eq(x[i].kind, y[i].kind);
        ck_assert_pstr_eq(x[i].theme, y[i].theme);
        ck_assert_str_eq(x[i].group, y[i].group);
    }
}

static void
assert_same_people(const Results *a, const Results *b)
{
    ck_assert_uint_eq(results_n_doctors(a), results_n_doctors(b));
    for (size_t d = 0; d < results_n_doctors(a); d++) {
        const ResultDoctor *x = results_doctor(a, d), *y = results_doctor(b, d);
        ck_assert_str_eq(x->id, y->id);
        ck_assert_int_eq(x->group, y->group);
        ck_assert_int_eq(x->facilitator, y->facilitator);
        ck_assert_pstr_eq(x->token, y->token);
        ck_assert_pstr_eq(x->password, y->password);
        ck_assert_int_eq(x->password != NULL, x->group >= 0);
        ck_assert_int_eq(x->letter == NULL, y->letter == NULL);
        assert_same_attended(a, b, d);
        if (x->letter != NULL) {
            ck_assert_pstr_eq(x->letter->name, y->letter->name);
            ck_assert_pstr_eq(x->letter->address_1, y->letter->address_1);
            ck_assert_pstr_eq(x->letter->secure_email, y->letter->secure_email);
        }
    }
    ck_assert_uint_eq(results_n_groups(a), results_n_groups(b));
    for (size_t g = 0; g < results_n_groups(a); g++) {
        const ResultGroup *x = results_group(a, g), *y = results_group(b, g);
        ck_assert_str_eq(x->id, y->id);
        ck_assert_str_eq(x->label, y->label);
        ck_assert_int_eq(x->names_may_show, y->names_may_show);
        ck_assert_int_eq(x->joined, y->joined);
        ck_assert_int_eq(x->left, y->left);
        ck_assert_uint_eq(x->n_doctors, y->n_doctors);
        ck_assert_mem_eq(x->doctors, y->doctors, x->n_doctors * sizeof *x->doctors);
    }
}

static void
assert_same_distribution(const Results *a, const Results *b, ComparatorKind kind, size_t indicator)
{
    size_t n_a = 0, n_b = 0;
    const DistributionBin *x = results_distribution(a, kind, indicator, &n_a);
    const DistributionBin *y = results_distribution(b, kind, indicator, &n_b);

    ck_assert_uint_eq(n_a, n_b);
    for (size_t i = 0; i < n_a; i++)
        ck_assert(x[i].low == y[i].low && x[i].high == y[i].high && x[i].doctors == y[i].doctors);
}

static void
assert_same_change(const Change *a, const Change *b)
{
    ck_assert_int_eq(a->past_period, b->past_period);
    ck_assert_int_eq(a->verdict, b->verdict);
    ck_assert(same_number(a->estimate, b->estimate) && same_number(a->low, b->low) &&
              same_number(a->high, b->high));
}

static void
assert_same_limits(const Results *a, const Results *b, size_t indicator)
{
    size_t n_a = 0, n_b = 0;
    const ChanceLimits *x = results_limits(a, indicator, &n_a);
    const ChanceLimits *y = results_limits(b, indicator, &n_b);

    ck_assert_uint_eq(n_a, n_b);
    ck_assert(n_a == 0 || memcmp(x, y, n_a * sizeof *x) == 0);
}

static void
assert_same_variation(const RegionVariation *a, const RegionVariation *b)
{
    ck_assert_int_eq(a->units, b->units);
    for (size_t f = 0; f < N_VARIATION_FIGURES; f++) {
        const VariationFigure *x = &a->figures[f], *y = &b->figures[f];
        ck_assert(same_number(x->value, y->value) && same_number(x->p, y->p));
        ck_assert(same_number(x->low, y->low) && same_number(x->high, y->high));
        ck_assert_int_eq(x->status, y->status);
    }
}

static void
assert_same_territories(const Results *a, const Results *b, size_t indicator)
{
    size_t n_a = 0, n_b = 0;
    const TerritoryFigure *x = results_territories(a, indicator, &n_a);
    const TerritoryFigure *y = results_territories(b, indicator, &n_b);

    ck_assert_uint_eq(n_a, n_b);
    for (size_t t = 0; t < n_a; t++) {
        ck_assert_str_eq(x[t].id, y[t].id);
        ck_assert_int_eq(x[t].practitioners, y[t].practitioners);
        ck_assert_int_eq(x[t].patients, y[t].patients);
        ck_assert(same_number(x[t].value, y[t].value));
        ck_assert(same_number(x[t].standardised, y[t].standardised));
        ck_assert(same_number(x[t].low, y[t].low) && same_number(x[t].high, y[t].high));
        ck_assert_int_eq(x[t].status, y[t].status);
    }
}

START_TEST(what_is_read_is_what_was_computed)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Results) read = results_read(folder, sample->campaign, &error);
    ck_assert_msg(read != NULL, "%s", error != NULL ? error->message : "");

    assert_same_people(sample->results, read);
    for (size_t i = 0; i < sample->campaign->n_indicators; i++) {
        for (int p = 0; p < sample->campaign->history; p++) {
            for (size_t d = 0; d < results_n_doctors(read); d++)
                assert_same_measure(results_measure(sample->results, d, i, p),
                                    results_measure(read, d, i, p));
            for (size_t g = 0; g < results_n_groups(read); g++)
                for (ComparatorKind kind = 0; kind < N_COMPARATORS; kind++)
                    assert_same_comparator(results_comparator(sample->results, kind, g, i, p),
                                           results_comparator(read, kind, g, i, p));
        }
        for (size_t d = 0; d < results_n_doctors(read); d++)
            ck_assert_int_eq(results_number(sample->results, d, i), results_number(read, d, i));
        for (size_t d = 0; d < results_n_doctors(read); d++)
            assert_same_change(results_change(sample->results, d, i), results_change(read, d, i));
        assert_same_limits(sample->results, read, i);
        for (VariationLevel level = 0; level < N_DOCTOR_LEVELS; level++)
            assert_same_variation(results_variation(sample->results, level, i),
                                  results_variation(read, level, i));
        assert_same_territories(sample->results, read, i);
        assert_same_distribution(sample->results, read, COMPARATOR_ENROLLED, i);
        assert_same_distribution(sample->results, read, COMPARATOR_CONTROL, i);
    }
}
END_TEST

/* Writing what was read gives the same bytes again. */
START_TEST(written_again_the_bytes_are_the_same)
{
    g_autoptr(Results) read = results_read(folder, sample->campaign, NULL);
    g_autoptr(GPtrArray) second = results_to_files(read, sample->roster, sample->counts);

    for (unsigned i = 0; i < files->len; i++) {
        const ResultFile *a = files->pdata[i], *b = second->pdata[i];
        ck_assert_str_eq(a->path, b->path);
        ck_assert_msg(g_bytes_equal(a->bytes, b->bytes), "%s differs", a->path);
    }
}
END_TEST

/* Passwords are in no other file, and are not written where nothing is encrypted. */
START_TEST(passwords_stand_in_their_file_alone)
{
    const char *password =
        results_doctor(sample->results, sample_edition_doctor(sample, 0))->password;
    for (unsigned i = 0; i < files->len; i++) {
        const ResultFile *file = files->pdata[i];
        gsize size = 0;
        const char *text = file_text(file->path, &size);
        ck_assert_int_eq(memmem(text, size, password, strlen(password)) != NULL,
                         strcmp(file->path, "private/passwords.csv") == 0);
    }

    sample->campaign->booklet_encrypted = false;
    g_autoptr(GPtrArray) open = results_to_files(sample->results, sample->roster, sample->counts);
    sample->campaign->booklet_encrypted = true;
    ck_assert_uint_eq(open->len, files->len - 1);
    for (unsigned i = 0; i < open->len; i++)
        ck_assert_str_ne(((ResultFile *)open->pdata[i])->path, "private/passwords.csv");
}
END_TEST

/* --- counts ----------------------------------------------------------------------------------- */

enum { COUNTS_COLUMNS = 13 };

/* A decimal number as the integer that has so many decimals. */
static Int128
scaled(const char *text, int decimals)
{
    const char *point = strchr(text, '.');
    int written = point != NULL ? (int)strlen(point + 1) : 0;
    Int128 value = 0;
    ck_assert_int_le(written, decimals);
    for (const char *c = text; *c != '\0'; c++)
        if (*c != '.' && *c != '-')
            value = 10 * value + (*c - '0');
    for (int i = written; i < decimals; i++)
        value *= 10;
    return *text == '-' ? -value : value;
}

static CountCell
cell_of_row(char *const *fields, const Indicator *indicator)
{
    int y = indicator_numerator_decimals(indicator), x = indicator_denominator_decimals(indicator);
    return (CountCell){.numerator = (int64_t)scaled(fields[6], y),
                       .denominator = (int64_t)scaled(fields[7], x),
                       .numerator_patients = (int64_t)scaled(fields[8], 0),
                       .denominator_patients = (int64_t)scaled(fields[9], 0),
                       .sum_yy = scaled(fields[10], 2 * y),
                       .sum_xy = scaled(fields[11], x + y),
                       .sum_xx = scaled(fields[12], 2 * x)};
}

static size_t
period_of(const char *name)
{
    for (int p = 0; p < sample->campaign->history; p++) {
        g_autofree char *period = period_to_string(campaign_period(sample->campaign, p));
        if (g_str_equal(period, name))
            return (size_t)p;
    }
    ck_abort_msg("no period %s", name);
}

/* Of a row by age and sex the cell, and its part of the crude one. */
static void
take_count(Counts *counts, char *const *fields)
{
    size_t p = (size_t)roster_find_practitioner(sample->roster, fields[0]);
    size_t i = sample_edition_indicator(sample, fields[1]), period = period_of(fields[3]);
    const Indicator *indicator = sample->campaign->indicators[i].indicator;
    CountCell cell = cell_of_row(fields, indicator);
    if (*fields[4] != '\0') {
        AgeSex at;
        ck_assert(indicator->standardised);
        ck_assert(age_band_parse(&sample->campaign->age_bands, fields[4], &at.band));
        ck_assert(sex_parse(fields[5], &at.sex));
        CountCell *kept = counts_age_sex_cell_mutable(counts, p, i, period, at);
        ck_assert(count_cell_is_empty(kept) && !count_cell_is_empty(&cell));
        *kept = cell;
    } else {
        ck_assert_str_eq(fields[5], "");
        ck_assert(!indicator->standardised || count_cell_is_empty(&cell));
    }
    ck_assert(count_cell_add(counts_cell_mutable(counts, p, i, period), &cell));
}

/* The file alone gives every count back, and no more rows than there are cells. */
START_TEST(counts_come_back_from_their_file)
{
    const Campaign *campaign = sample->campaign;
    size_t n_doctors = roster_n_practitioners(sample->roster);
    g_autoptr(Counts) counts =
        counts_new(n_doctors, campaign->n_indicators, (size_t)campaign->history);
    gsize size = 0;
    g_auto(GStrv) rows = g_strsplit(file_text("private/counts.csv", &size), "\n", -1);
    size_t n_rows = 0, n_expected = 0;
    for (; *rows[n_rows + 1] != '\0'; n_rows++) {
        g_auto(GStrv) fields = g_strsplit(rows[n_rows + 1], ",", -1);
        ck_assert_uint_eq(g_strv_length(fields), COUNTS_COLUMNS);
        take_count(counts, fields);
    }
    for (size_t d = 0; d < n_doctors; d++)
        for (size_t period = 0; period < (size_t)campaign->history; period++) {
            *counts_activity_mutable(counts, d, period) =
                *counts_activity(sample->counts, d, period);
            for (size_t i = 0; i < campaign->n_indicators; i++) {
                size_t n = 0;
                counts_age_sex_cells(sample->counts, d, i, period, &n);
                n_expected += MAX(n, 1);
            }
        }
    g_autofree char *difference = NULL;
    ck_assert_msg(counts_equal(counts, sample->counts, &difference), "%s", difference);
    ck_assert_uint_eq(n_rows, n_expected);
    ck_assert_uint_gt(n_rows, 40000);
}
END_TEST

/* A doctor in whom nothing was counted still has a row, like any other indicator's. */
START_TEST(nothing_counted_is_an_empty_row)
{
    g_autoptr(Counts) none =
        counts_new(roster_n_practitioners(sample->roster), sample->campaign->n_indicators,
                   (size_t)sample->campaign->history);
    g_autoptr(GPtrArray) written = results_to_files(sample->results, sample->roster, none);
    const ResultFile *file = written->pdata[0];
    ck_assert_str_eq(file->path, "private/counts.csv");
    ck_assert_ptr_nonnull(strstr(g_bytes_get_data(file->bytes, NULL),
                                 "P0001,antibiotiques_100,1,2024-Q2,,,0,0,0,0,0,0,0\n"));
}
END_TEST

/* --- damaged files ---------------------------------------------------------------------------- */

static const struct {
    const char *path, *from, *to; /* from NULL: the file is removed; to NULL: cut off before from */
    const char *words;
} DAMAGES[] = {
    {"private/measures.csv", NULL, NULL, "measures.csv"},
    {"private/register.csv", NULL, NULL, "register.csv"},
    {"private/groups.csv", NULL, NULL, "groups.csv"},
    {"private/counts.csv", NULL, NULL, "counts.csv"},
    {"private/counts.csv", ",85+,F,", ",85-,F,", "\"85-\" is not an age band"},
    {"private/counts.csv", ",85+,F,", ",85+,H,", "\"H\" is not a sex"},
    {"private/counts.csv", "fluoroquinolones,1,2024-Q2,,", "fluoroquinolones,1,2024-Q2,0-64,M",
     "of an indicator that is not standardised"},
    {"results/comparators.csv", NULL, NULL, "comparators.csv"},
    {"results/distribution.csv", NULL, NULL, "distribution.csv"},
    {"private/measures.csv", ",number,", ",numbre,", "measures.csv:1:1: the columns are not"},
    {"private/measures.csv", "2024-Q2", "2023-Q2", "\"2023-Q2\" is not of this edition"},
    {"private/measures.csv", "fluoroquinolones", "quinolones", "\"quinolones\" is not of this"},
    {"private/measures.csv", ",ok,,,\n", ",okay,,,\n", "\"okay\" is not a status"},
    {"private/measures.csv", ",44,269,", ",4x4,269,", "\"4x4\" is not a number"},
    {"private/measures.csv", ",44,269,", ",44,inf,", "\"inf\" is not a number"},
    {"private/measures.csv", ",,,ok,", ",,,,ok,", "measures.csv:"},
    {"private/measures.csv", "P0200,", NULL, "are missing"},
    {"results/comparators.csv", "2026-Q1,psychotropes,control", NULL, "psychotropes are missing"},
    {"private/groups.csv", "G02", "G01", "\"G01\" stands there twice"},
    {"private/measures.csv", "\nP0001,", "\n\"P0001,", "measures.csv:"},
    {"private/register.csv", "\nP0001,", NULL, "practitioner P0001 is missing"},
    {"private/register.csv", "antibiotiques", "antiseptiques", "\"antiseptiques\" is not of this"},
    {"private/passwords.csv", NULL, NULL, "passwords.csv"},
    {"private/passwords.csv", "\nP0001,", NULL, "practitioner P0001 is missing from private/pass"},
    {"private/passwords.csv", "P0001,", "P9999,", "\"P9999\" is not of this edition"},
    {"private/distribution.csv", ",G01,", ",G77,", "\"G77\" is not of this edition"},
    {"results/comparators.csv", "group:G01", "group:G99", "\"group:G99\" is not a comparator"},
    {"results/comparators.csv", "group:G01", "everybody", "\"everybody\" is not a comparator"},
    {"results/comparators.csv", "G01,11,", "G01,1e1,", "\"1e1\" is not a whole number"},
    {"results/distribution.csv", "enrolled", "group:G01", "only enrolled and control"},
    {"private/changes.csv", NULL, NULL, "changes.csv"},
    {"private/changes.csv", ",usual\n", ",odd\n", "\"odd\" is not a verdict"},
    {"results/funnel.csv", "fluoroquinolones", "else", "\"else\" is not of this edition"},
    {"results/variation.csv", NULL, NULL, "variation.csv"},
    {"results/variation.csv", ",group,", ",hospital,", "\"hospital\" is not a level"},
    {"results/variation.csv", ",chi_squared,", ",chi,", "\"chi\" is not a measure"},
    {"results/variation.csv", "fluoroquinolones", "else", "\"else\" is not of this edition"},
    {"results/variation.csv", ",few_members\n", ",few\n", "\"few\" is not a status"},
    {"results/variation.csv", ",territory,12,", ",territory,1x2,", "is not a whole number"},
    {"results/variation.csv", "2026-Q1,psychotropes,territory", NULL,
     "psychotropes are missing from results/variation.csv"},
    {"private/territories.csv", NULL, NULL, "territories.csv"},
    {"private/territories.csv", "antibiotiques_100,22-1", "antiseptiques,22-1",
     "\"antiseptiques\" is not of this edition"},
    {"private/territories.csv", "2026-Q1,antibiotiques_100,22-1", "2023-Q1,antibiotiques_100,22-1",
     "\"2023-Q1\" is not of this edition"},
};

START_TEST(a_damaged_file_is_named)
{
    g_autofree char *path = g_build_filename(folder, DAMAGES[_i].path, NULL);
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;

    if (DAMAGES[_i].from == NULL) {
        g_unlink(path);
    } else {
        ck_assert(g_file_get_contents(path, &text, NULL, NULL));
        char *at = strstr(text, DAMAGES[_i].from);
        ck_assert_msg(at != NULL, "the sample has no \"%s\"", DAMAGES[_i].from);
        const char *rest = DAMAGES[_i].to == NULL ? "" : at + strlen(DAMAGES[_i].from);
        *at = '\0';
        g_autofree char *damaged =
            g_strconcat(text, DAMAGES[_i].to == NULL ? "" : DAMAGES[_i].to, rest, NULL);
        ck_assert(g_file_set_contents(path, damaged, -1, NULL));
    }

    ck_assert_ptr_null(results_read(folder, sample->campaign, &error));
    ck_assert(g_error_matches(error, PROFILE_ERROR, PROFILE_ERROR_FILES));
    ck_assert_msg(strstr(error->message, DAMAGES[_i].words) != NULL, "%s", error->message);
}
END_TEST

/* --- what is released ------------------------------------------------------------------------- */

START_TEST(released_files_name_nobody)
{

    for (unsigned i = 0; i < files->len; i++) {
        const ResultFile *file = files->pdata[i];
        gsize size = 0;
        const char *bytes = g_bytes_get_data(file->bytes, &size);
        if (!g_str_has_prefix(file->path, "results/"))
            continue;
        for (size_t d = 0; d < results_n_doctors(sample->results); d++) {
            const ResultDoctor *doctor = results_doctor(sample->results, d);
            const char *secrets[] = {doctor->id, doctor->token,
                                     doctor->letter != NULL ? doctor->letter->name : NULL,
                                     doctor->letter != NULL ? doctor->letter->rpps : NULL};
            for (size_t s = 0; s < G_N_ELEMENTS(secrets); s++)
                ck_assert_msg(secrets[s] == NULL ||
                                  memmem(bytes, size, secrets[s], strlen(secrets[s])) == NULL,
                              "%s has %s", file->path, secrets[s]);
        }
    }
}
END_TEST

/* No count of comparators.csv, nor the difference of two of one row, reads 1 to 10; no bin has 1 to 4
 * doctors; what is hidden is empty. */
START_TEST(released_counts_are_never_small)
{
    enum { PRACTITIONERS = 3, PATIENTS, NUMERATOR, DENOMINATOR, VALUE, TAU2 = 16, STATUS };
    gsize size = 0;
    g_auto(GStrv) rows = g_strsplit(file_text("results/comparators.csv", &size), "\n", -1);
    int hidden = 0, shown = 0;

    for (size_t row = 1; rows[row] != NULL && rows[row][0] != '\0'; row++) {
        g_auto(GStrv) fields = g_strsplit(rows[row], ",", -1);
        bool is_ok = g_str_equal(fields[STATUS], "ok");
        hidden += !is_ok;
        shown += is_ok;
        for (size_t i = PRACTITIONERS; !is_ok && i <= TAU2; i++)
            ck_assert_msg(fields[i][0] == '\0', "%s", rows[row]);
        if (!is_ok || g_str_equal(fields[1], "cout_pharmacie"))
            continue;
        double numerator = g_ascii_strtod(fields[NUMERATOR], NULL);
        double denominator = g_ascii_strtod(fields[DENOMINATOR], NULL);
        double counts[] = {g_ascii_strtod(fields[PATIENTS], NULL), numerator, denominator,
                           fields[NUMERATOR][0] != '\0' ? denominator - numerator : 0};
        for (size_t i = 0; i < G_N_ELEMENTS(counts); i++)
            ck_assert_msg(fmod(counts[i], 10) == 0 && (counts[i] <= 0 || counts[i] > 10), "%s",
                          rows[row]);
    }
    ck_assert_int_gt(hidden, 0);
    ck_assert_int_gt(shown, 400);

    g_auto(GStrv) bins = g_strsplit(file_text("results/distribution.csv", &size), "\n", -1);
    for (size_t row = 1; bins[row] != NULL && bins[row][0] != '\0'; row++)
        ck_assert_msg(g_ascii_strtod(strrchr(bins[row], ',') + 1, NULL) >= 5, "%s", bins[row]);
}
END_TEST

START_TEST(headers_are_those_of_the_design)
{
    static const struct {
        const char *path, *header;
    } CASES[] = {
        {"private/counts.csv",
         "practitioner_id,indicator,version,period,age_band,sex,numerator,denominator,"
         "numerator_patients,denominator_patients,sum_yy,sum_xy,sum_xx\n"},
        {"private/measures.csv",
         "practitioner_id,group,number,period,indicator,numerator,denominator,patients,value,low,"
         "high,standardised,expected,percentile_enrolled,percentile_control,z,signal,shrunken,"
         "reliability,status,standardised_low,standardised_high,colleagues\n"},
        {"private/changes.csv",
         "practitioner_id,indicator,period,past_period,estimate,low,high,verdict\n"},
        {"private/register.csv", "practitioner_id,group,theme,number,token\n"},
        {"private/passwords.csv", "practitioner_id,token,password\n"},
        {"results/comparators.csv",
         "period,indicator,comparator,practitioners,patients,numerator,denominator,value,low,high,"
         "p10,p25,p50,p75,p90,phi,tau2,status\n"},
        {"results/funnel.csv", "period,indicator,denominator,low_95,high_95,low_998,high_998\n"},
        {"results/variation.csv", "period,indicator,level,units,measure,value,low,high,p,status\n"},
        {"private/territories.csv", "period,indicator,territory,practitioners,patients,value,"
                                    "standardised,low,high,status\n"},
        {"results/distribution.csv", "period,indicator,comparator,bin_low,bin_high,doctors\n"},
        {"results/indicators.csv",
         "indicator,version,theme,kind,unit,per,direction,target,label_fr,label_en,definition\n"},
        {"results/datapackage.json", "{\n  \"name\": \"demo-2026-q1\",\n"
                                     "  \"profession\": \"physician\",\n"
                                     "  \"profile\": \"tabular-data-package\",\n"
                                     "  \"region\": {\n"},
    };
    gsize size = 0;
    const char *text = file_text(CASES[_i].path, &size);
    ck_assert_msg(size > strlen(CASES[_i].header) &&
                      memcmp(text, CASES[_i].header, strlen(CASES[_i].header)) == 0,
                  "%s: %.200s", CASES[_i].path, text);
}
END_TEST

/* --- order ------------------------------------------------------------------------------------ */

/* The same people and counts, entered in the opposite order. */
START_TEST(the_order_of_rows_changes_nothing)
{
    g_autoptr(SampleEdition) reversed = sample_edition_new_reversed(LANGUAGE_FR);
    g_autoptr(GPtrArray) b =
        results_to_files(reversed->results, reversed->roster, reversed->counts);

    ck_assert_uint_eq(files->len, b->len);
    for (unsigned i = 0; i < files->len; i++) {
        const ResultFile *x = files->pdata[i], *y = b->pdata[i];
        ck_assert_str_eq(x->path, y->path);
        ck_assert_msg(g_bytes_equal(x->bytes, y->bytes), "%s differs", x->path);
    }
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("results");
    TCase *tests = tcase_create("results");
    tcase_add_unchecked_fixture(tests, make_sample, free_sample);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, what_is_read_is_what_was_computed);
    tcase_add_test(tests, passwords_stand_in_their_file_alone);
    tcase_add_test(tests, written_again_the_bytes_are_the_same);
    tcase_add_test(tests, counts_come_back_from_their_file);
    tcase_add_test(tests, nothing_counted_is_an_empty_row);
    tcase_add_loop_test(tests, a_damaged_file_is_named, 0, G_N_ELEMENTS(DAMAGES));
    tcase_add_test(tests, released_files_name_nobody);
    tcase_add_test(tests, released_counts_are_never_small);
    tcase_add_loop_test(tests, headers_are_those_of_the_design, 0, 12);
    tcase_add_test(tests, the_order_of_rows_changes_nothing);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
