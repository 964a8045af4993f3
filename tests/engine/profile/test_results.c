/* The sample edition from counts to files and back: what is read equals what was computed, and the bytes
 * do not depend on the order in which rows came. */
#include "engine/profile/results.h"

#include <check.h>
#include <glib/gstdio.h>
#include <string.h>

#include "tests/engine/profile/results_same.h"
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

START_TEST(what_is_read_is_what_was_computed)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Results) read = results_read(folder, sample->campaign, &error);
    ck_assert_msg(read != NULL, "%s", error != NULL ? error->message : "");

    results_expect_same(sample->results, read);
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
    tcase_add_test(tests, the_order_of_rows_changes_nothing);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
