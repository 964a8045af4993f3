/* The evaluation of the region made up: what entering a group was made to change is found again, as
 * large as it was planted, and nothing where nothing was. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/cli/made_up.h"
#include "engine/csv/reader.h"
#include "engine/publish/folder.h"
#include "tests/engine/cli/program.h"
#include "tests/live/synthetic_case.h"

/* Histories of a year before the first entries, since some indicators look back over one. */
static const RegionSetting SETTING = {140, 17, 260000, 1};

static const char CAMPAIGN[] =
    "campaign: planted-2026-q1\n"
    "title: \"Évaluation\"\n"
    "language: fr\n"
    "region: {id: \"53\", label: \"Bretagne\"}\n"
    "period: {every: quarter, last: 2026-Q1, history: 17}\n"
    "data: {from: 2022-01-01, to: 2026-03-31, received_to: 2026-06-12}\n"
    "database: {conninfo: \"%s\"}\n"
    "themes: [antibiotiques, diabete, benzodiazepines]\n"
    "comparators: [group, enrolled, control]\n"
    "control: {specialties: [MG], minimum_activity: 1}\n"
    "numbering: {key_file: secret.key, scope: theme}\n"
    "disclosure: {minimum_patients: 11, minimum_members: 5, minimum_peers: 6, dominance: 0.85}\n";

static LiveDatabase *server;
static char *folder;

enum { INDICATOR, METHOD, TERM, PERIOD, ESTIMATE, LOW, HIGH };

/* The fields of the row of an evaluation. */
static char **
row_of(const char *indicator, const char *method, const char *term, const char *period)
{
    g_autofree char *path = g_build_filename(folder, "out/results/evaluation.csv", NULL);
    g_autoptr(CsvReader) reader = csv_reader_open(path, CSV_DIALECT_RFC4180, NULL);
    ck_assert_msg(reader != NULL, "%s cannot be read", path);
    const char *const wanted[] = {indicator, method, term, period};
    static const char *const COLUMNS[] = {"indicator", "method", "term", "period",
                                          "estimate",  "low",    "high"};
    while (csv_reader_next(reader, NULL)) {
        bool same = true;
        for (int i = INDICATOR; i <= PERIOD; i++) {
            size_t column = (size_t)csv_reader_find_column(reader, COLUMNS[i]);
            same &= strcmp(csv_reader_field(reader, column), wanted[i]) == 0;
        }
        g_autoptr(GStrvBuilder) fields = g_strv_builder_new();
        for (int i = INDICATOR; same && i <= HIGH; i++)
            g_strv_builder_add(fields, csv_reader_field(reader, (size_t)csv_reader_find_column(
                                                                    reader, COLUMNS[i])));
        if (same)
            return g_strv_builder_end(fields);
    }
    ck_abort_msg("no row %s, %s, %s, %s", indicator, method, term, period);
}

static double
number(char **row, int column)
{
    ck_assert_msg(row[column][0] != '\0', "%s %s %s: hidden", row[INDICATOR], row[TERM],
                  row[PERIOD]);
    return g_ascii_strtod(row[column], NULL);
}

/* The effect that was planted, and from which distance of the entry on it is whole. */
static double
planted(const char *indicator, int *out_periods)
{
    g_autofree char *csv = synthetic_planted(&SETTING);
    g_auto(GStrv) lines = g_strsplit(csv, "\n", -1);
    for (int i = 1; lines[i] != NULL && lines[i][0] != '\0'; i++) {
        g_auto(GStrv) fields = g_strsplit(lines[i], ",", -1);
        if (strcmp(fields[0], indicator) != 0)
            continue;
        *out_periods = atoi(fields[2]);
        return g_ascii_strtod(fields[1], NULL);
    }
    ck_abort_msg("%s was not planted", indicator);
}

static void
expect_effect(char **row, double effect)
{
    double estimate = number(row, ESTIMATE), low = number(row, LOW), high = number(row, HIGH);
    ck_assert_msg((estimate < 0) == (effect < 0), "%s %s %s: %s, planted %g", row[INDICATOR],
                  row[TERM], row[PERIOD], row[ESTIMATE], effect);
    ck_assert_msg(low <= effect && effect <= high, "%s %s %s: %s to %s, planted %g", row[INDICATOR],
                  row[TERM], row[PERIOD], row[LOW], row[HIGH], effect);
}

/* Windows of a quarter that begins with the entry: whole from the first on. */
START_TEST(finds_fewer_quinolones)
{
    int periods;
    double effect = planted("fluoroquinolones", &periods);
    g_auto(GStrv) row =
        row_of("fluoroquinolones", "difference_in_differences", "effect", "2026-Q1");
    ck_assert_int_eq(periods, 0);
    expect_effect(row, effect);
    ck_assert_msg(number(row, HIGH) < 0, "not told from nothing: %s to %s", row[LOW], row[HIGH]);
}
END_TEST

/* Windows of a year: whole once a year has passed. */
START_TEST(finds_more_follow_up)
{
    int periods;
    double effect = planted("hba1c", &periods);
    ck_assert_int_eq(periods, 3);
    for (int period = periods; period <= periods + 2; period++) {
        g_autofree char *at = g_strdup_printf("%d", period);
        g_auto(GStrv) row = row_of("hba1c", "event_study", "after", at);
        expect_effect(row, effect);
    }
}
END_TEST

START_TEST(finds_nothing_else)
{
    static const char *const UNTOUCHED[] = {"fond_oeil", "bzd_demi_vie_longue"};
    for (size_t i = 0; i < G_N_ELEMENTS(UNTOUCHED); i++) {
        g_auto(GStrv) row = row_of(UNTOUCHED[i], "difference_in_differences", "effect", "2026-Q1");
        ck_assert_msg(number(row, LOW) <= 0 && number(row, HIGH) >= 0, "%s: %s to %s", UNTOUCHED[i],
                      row[LOW], row[HIGH]);
    }
}
END_TEST

static void
write_file(const char *name, const char *text, gssize size, int mode)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_assert(
        g_file_set_contents_full(path, text, size, G_FILE_SET_CONTENTS_CONSISTENT, mode, NULL));
}

/* The region, and its evaluation. */
static void
make(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Progress) progress = progress_new();
    SyntheticReport report;
    server = live_database_start();
    folder = g_dir_make_tmp("miroir-planted-XXXXXX", NULL);
    if (!made_up_fill(live_database(server), &SETTING, NULL, progress, &report, &error) ||
        !made_up_settle(live_database(server), progress, &error))
        g_error("%s", error->message);
    g_autofree char *campaign = g_strdup_printf(CAMPAIGN, live_database_conninfo(server));
    write_file("campaign.yaml", campaign, -1, 0644);
    write_file("secret.key", "a key that nobody need keep here", 32, 0600);
    g_auto(ProgramResult) result = program_run(folder, "evaluate campaign.yaml -o out");
    if (result.status != 0)
        g_error("%s%s", result.out, result.err);
}

int
main(void)
{
    make();
    TCase *tests = tcase_create("live");
    tcase_set_timeout(tests, 300);
    tcase_add_test(tests, finds_fewer_quinolones);
    tcase_add_test(tests, finds_more_follow_up);
    tcase_add_test(tests, finds_nothing_else);
    Suite *suite = suite_create("synthetic, evaluated");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    folder_remove(folder, NULL);
    g_free(folder);
    live_database_stop(server);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
