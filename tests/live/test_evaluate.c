/* The evaluation from end to end: a region in which doctors enter a scheme at different times and
 * change by as much as was planted, and what the command says of them. */
#include <check.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/csv/reader.h"
#include "engine/publish/folder.h"
#include "tests/engine/cli/program.h"
#include "tests/live/live_database.h"

static const char CAMPAIGN[] =
    "campaign: staggered-2026-q1\n"
    "title: \"Évaluation\"\n"
    "language: fr\n"
    "region: {id: \"53\", label: \"Bretagne\"}\n"
    "period: {every: quarter, last: 2026-Q1, history: %d}\n"
    "data: {from: 2024-01-01, to: 2026-03-31}\n"
    "database: {conninfo: \"%s\"}\n"
    "themes: [own.yaml]\n"
    "comparators: [group, enrolled, control]\n"
    "control: {specialties: [MG], minimum_activity: 1}\n"
    "numbering: {key_file: secret.key, scope: theme}\n"
    "disclosure: {minimum_patients: %d, minimum_members: 5, minimum_peers: 6, dominance: 0.85}\n";

/* The planted one; the same over half a year, whose windows overlap; and one that has no effect. */
static const char THEME[] = "theme: own\n"
                            "status: trial\n"
                            "label: {fr: \"Antibiotiques\"}\n"
                            "indicators:\n"
                            "  - id: quinolones\n"
                            "    version: 1\n"
                            "    label: {fr: \"Fluoroquinolones parmi vos antibiotiques\"}\n"
                            "    type: prescription\n"
                            "    kind: proportion\n"
                            "    unit: claim\n"
                            "    attribution: prescriber\n"
                            "    denominator: \"atc in (J01*)\"\n"
                            "    numerator: \"atc in (J01MA*)\"\n"
                            "    direction: lower\n"
                            "  - id: long_window\n"
                            "    version: 1\n"
                            "    label: {fr: \"Fluoroquinolones en six mois\"}\n"
                            "    type: prescription\n"
                            "    kind: proportion\n"
                            "    unit: claim\n"
                            "    attribution: prescriber\n"
                            "    window: 6 months\n"
                            "    denominator: \"atc in (J01*)\"\n"
                            "    numerator: \"atc in (J01MA*)\"\n"
                            "    direction: lower\n"
                            "  - id: antibiotics\n"
                            "    version: 1\n"
                            "    label: {fr: \"Antibiotiques pour 100 patients vus\"}\n"
                            "    type: prescription\n"
                            "    kind: rate\n"
                            "    per: 100\n"
                            "    unit: claim\n"
                            "    attribution: prescriber\n"
                            "    denominator: patients_seen\n"
                            "    numerator: \"atc in (J01*)\"\n"
                            "    direction: none\n";

static LiveDatabase *database;
static char *folder;

static void
write_file(const char *name, const char *text, gssize size, int mode)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    ck_assert(
        g_file_set_contents_full(path, text, size, G_FILE_SET_CONTENTS_CONSISTENT, mode, NULL));
}

static void
write_campaign(int history, int minimum_patients)
{
    g_autofree char *campaign =
        g_strdup_printf(CAMPAIGN, history, live_database_conninfo(database), minimum_patients);
    write_file("campaign.yaml", campaign, -1, 0644);
}

static void
setup(void)
{
    folder = g_dir_make_tmp("miroir-evaluate-XXXXXX", NULL);
    write_campaign(9, 11);
    write_file("own.yaml", THEME, -1, 0644);
}

static void
teardown(void)
{
    ck_assert(folder_remove(folder, NULL));
    g_clear_pointer(&folder, g_free);
}

static char *
run_to_end(const char *line, int status)
{
    g_auto(ProgramResult) result = program_run(folder, line);
    ck_assert_msg(result.status == status, "%s: status %d, out: %s, err: %s", line, result.status,
                  result.out, result.err);
    return g_strconcat(result.out, result.err, NULL);
}

/* The named fields of the first row with these values; NULL when there is none. */
static char **
row_of(const char *path, const char *const *columns, const char *const *values)
{
    g_autofree char *full = g_build_filename(folder, path, NULL);
    g_autoptr(CsvReader) reader = csv_reader_open(full, CSV_DIALECT_RFC4180, NULL);
    ck_assert_msg(reader != NULL, "%s cannot be read", path);
    while (csv_reader_next(reader, NULL)) {
        bool same = true;
        for (size_t i = 0; columns[i] != NULL; i++) {
            size_t column = (size_t)csv_reader_find_column(reader, columns[i]);
            same &= strcmp(csv_reader_field(reader, column), values[i]) == 0;
        }
        if (!same)
            continue;
        g_autoptr(GStrvBuilder) fields = g_strv_builder_new();
        for (size_t i = 0; i < csv_reader_n_columns(reader); i++)
            g_strv_builder_add(fields, csv_reader_field(reader, i));
        return g_strv_builder_end(fields);
    }
    return NULL;
}

enum { ESTIMATE = 4, LOW, HIGH, P, GROUPS, CONTROLS, DOCTORS };

static char **
term_of(const char *indicator, const char *method, const char *term, const char *period)
{
    static const char *const COLUMNS[] = {"indicator", "method", "term", "period", NULL};
    const char *const values[] = {indicator, method, term, period};
    char **row = row_of("out/results/evaluation.csv", COLUMNS, values);

    ck_assert_msg(row != NULL, "no row %s, %s, %s, %s", indicator, method, term, period);
    return row;
}

static double
number(char **row, int column)
{
    return row[column][0] == '\0' ? NAN : g_ascii_strtod(row[column], NULL);
}

START_TEST(finds_the_planted_effect)
{
    g_autofree char *said = run_to_end("evaluate campaign.yaml -o out", 0);
    g_auto(GStrv) effect = term_of("quinolones", "difference_in_differences", "effect", "2026-Q1");

    ck_assert_msg(number(effect, LOW) <= -0.10 && -0.10 <= number(effect, HIGH) &&
                      number(effect, HIGH) < 0 && number(effect, P) < 0.05,
                  "%s (%s to %s, p %s)", effect[ESTIMATE], effect[LOW], effect[HIGH], effect[P]);
    ck_assert_double_eq_tol(number(effect, ESTIMATE), -0.10, 0.02);
    /* Also who left again; and the last group's three, once joined with others at that distance. */
    ck_assert_str_eq(effect[DOCTORS], "51");
    ck_assert_str_eq(effect[GROUPS], "7");
    ck_assert_str_eq(effect[CONTROLS], "64");

    g_auto(GStrv) before =
        term_of("quinolones", "difference_in_differences", "pre_trend", "2026-Q1");
    ck_assert_double_eq_tol(number(before, ESTIMATE), 0, 0.02);
    ck_assert(number(before, LOW) <= 0 && number(before, HIGH) >= 0 && number(before, P) > 0.05);

    g_auto(GStrv) early =
        term_of("quinolones", "difference_in_differences", "not_identified", "2026-Q1");
    ck_assert_str_eq(early[DOCTORS], "4");
    ck_assert_str_eq(early[ESTIMATE], "");

    ck_assert_msg(strstr(said, "51 doctors entered after 2024-Q1, 4 by then") != NULL, "%s", said);
    ck_assert_msg(strstr(said, "64 controls") != NULL, "%s", said);
    ck_assert_msg(strstr(said, "quinolones: -") != NULL, "%s", said);
}
END_TEST

/* Nothing where nothing was planted. */
START_TEST(finds_nothing_else)
{
    g_free(run_to_end("evaluate campaign.yaml -o out", 0));
    g_auto(GStrv) effect = term_of("antibiotics", "difference_in_differences", "effect", "2026-Q1");
    ck_assert_msg(number(effect, LOW) <= 0 && number(effect, HIGH) >= 0, "%s to %s", effect[LOW],
                  effect[HIGH]);
    ck_assert_double_gt(number(effect, P), 0.05);
}
END_TEST

/* Before the entry about 0, from it on about -0.1, the period of an entry in mid-quarter less. */
START_TEST(event_study_steps_at_the_entry)
{
    static const struct {
        const char *term, *period;
        double expected;
        const char *doctors;
    } EVENTS[] = {
        {"before", "-3", 0, "51"},   {"before", "-2", 0, "51"},   {"after", "0", -0.08, "51"},
        {"after", "1", -0.10, "48"}, {"after", "2", -0.10, "48"}, {"after", "5", -0.10, "16"},
    };
    g_free(run_to_end("evaluate campaign.yaml -o out", 0));
    for (size_t i = 0; i < G_N_ELEMENTS(EVENTS); i++) {
        g_auto(GStrv) row = term_of("quinolones", "event_study", EVENTS[i].term, EVENTS[i].period);
        ck_assert_msg(fabs(number(row, ESTIMATE) - EVENTS[i].expected) < 0.04, "%s: %s",
                      EVENTS[i].period, row[ESTIMATE]);
        ck_assert_msg(strcmp(row[DOCTORS], EVENTS[i].doctors) == 0, "%s: %s doctors",
                      EVENTS[i].period, row[DOCTORS]);
    }
}
END_TEST

/* Eight periods before the entry there are only the three of the last group: fewer than five. */
START_TEST(hides_what_rests_on_few)
{
    g_free(run_to_end("evaluate campaign.yaml -o out", 0));
    g_auto(GStrv) far = term_of("quinolones", "event_study", "before", "-8");
    ck_assert_str_eq(far[DOCTORS], "3");
    for (int column = ESTIMATE; column <= P; column++)
        ck_assert_str_eq(far[column], "");

    /* With no patients enough, everything goes. */
    write_campaign(9, 500);
    g_autofree char *said = run_to_end("evaluate campaign.yaml -o out", 0);
    g_auto(GStrv) effect = term_of("quinolones", "difference_in_differences", "effect", "2026-Q1");
    ck_assert_str_eq(effect[ESTIMATE], "");
    ck_assert_str_eq(effect[DOCTORS], "51");
    ck_assert_msg(strstr(said, "nothing can be said") != NULL, "%s", said);
}
END_TEST

/* Ratios; none where windows overlap, though the difference in differences stands. */
START_TEST(interrupted_series_is_a_second_view)
{
    g_free(run_to_end("evaluate campaign.yaml -o out", 0));
    g_auto(GStrv) level = term_of("quinolones", "interrupted_series", "level", "2026-Q1");
    ck_assert_msg(number(level, LOW) < number(level, ESTIMATE) && number(level, ESTIMATE) < 0.85 &&
                      number(level, ESTIMATE) > 0.55 && number(level, HIGH) < 1,
                  "%s (%s to %s)", level[ESTIMATE], level[LOW], level[HIGH]);
    g_auto(GStrv) none = term_of("long_window", "interrupted_series", "level", "2026-Q1");
    ck_assert_str_eq(none[ESTIMATE], "");
    g_auto(GStrv) there = term_of("long_window", "difference_in_differences", "effect", "2026-Q1");
    ck_assert_double_lt(number(there, ESTIMATE), -0.05);
}
END_TEST

/* The mean before the entry, from plain SQL: of 51 doctors, each in the own quarter. Rows that are
 * alike are one line. */
START_TEST(balance_is_that_of_plain_sql)
{
    static const char *const COLUMNS[] = {"indicator", "variable", NULL};
    static const char *const VALUES[] = {"quinolones", "value"};
    static const char *const VOLUMES[] = {"quinolones", "volume"};
    g_free(run_to_end("evaluate campaign.yaml -o out", 0));
    g_auto(GStrv) value = row_of("out/results/balance.csv", COLUMNS, VALUES);
    g_auto(GStrv) volume = row_of("out/results/balance.csv", COLUMNS, VOLUMES);
    g_autofree char *expected = live_database_value(
        database,
        "SELECT avg(y) || ' ' || avg(x) FROM (SELECT avg((code = '3400900000001')::int) AS y, "
        "count(*) AS x FROM miroir.membership JOIN (SELECT DISTINCT practitioner_id, patient_id, "
        "care_date, code FROM miroir.claim) AS line USING (practitioner_id) "
        "WHERE joined_on >= '2024-04-01' AND date_trunc('quarter', care_date::timestamp) "
        "+ interval '3 months' = date_trunc('quarter', joined_on::timestamp) "
        "GROUP BY practitioner_id) AS doctor");
    char *rest;
    double mean = g_ascii_strtod(expected, &rest), size = g_ascii_strtod(rest, NULL);

    ck_assert(value != NULL && volume != NULL);
    ck_assert_double_eq_tol(number(value, 2), mean, 5e-5);
    ck_assert_double_eq_tol(number(volume, 2), size, 5e-3);
    ck_assert(fabs(number(value, 4)) < 1);
    ck_assert_str_eq(value[5], "51");
    ck_assert_str_eq(value[6], "64");
}
END_TEST

/* A short history has no period before the entries. */
START_TEST(says_who_cannot_be_compared)
{
    write_campaign(3, 11);
    g_autofree char *said = run_to_end("evaluate campaign.yaml -o out", 0);
    g_auto(GStrv) row =
        term_of("quinolones", "difference_in_differences", "not_identified", "2026-Q1");
    ck_assert_str_eq(row[DOCTORS], "52");
    ck_assert_msg(strstr(said, "nothing can be said: doctors to be compared: 3;") != NULL, "%s",
                  said);
}
END_TEST

/* What the report prints is what the table holds: the effect in points with one decimal, in French. */
START_TEST(report_prints_the_table)
{
    g_free(run_to_end("evaluate campaign.yaml -o out", 0));
    g_auto(GStrv) effect = term_of("quinolones", "difference_in_differences", "effect", "2026-Q1");
    g_autofree char *path = g_build_filename(folder, "out/evaluation.pdf", NULL);
    const char *const arguments[] = {"pdftotext", "-layout", path, "-", NULL};
    g_autofree char *text = NULL;
    int status = -1;
    ck_assert(g_spawn_sync(NULL, (char **)(uintptr_t)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL,
                           NULL, &text, NULL, &status, NULL) &&
              g_spawn_check_wait_status(status, NULL));

    g_autofree char *figure = g_strdup_printf("\u2212%.1f points", -100 * number(effect, ESTIMATE));
    g_strdelimit(figure, ".", ',');
    ck_assert_msg(strstr(text, figure) != NULL, "no %s in %s", figure, text);
    ck_assert_ptr_nonnull(strstr(text, "On ne peut pas conclure"));
    ck_assert_ptr_nonnull(strstr(text, "Fluoroquinolones en six mois"));
}
END_TEST

/* Meetings, attendance and allowances, from plain SQL. */
static const char MEETINGS_SQL[] =
    "WITH held AS (SELECT * FROM miroir.meeting WHERE planned IS NOT true AND held_on > "
    "'2025-03-31' AND held_on <= '2026-03-31'), "
    "noted AS (SELECT * FROM held WHERE meeting_id IN (SELECT meeting_id FROM miroir.attendance)), "
    "due AS (SELECT group_id, meeting_id, practitioner_id, coalesce(present, false) AS came "
    "FROM noted JOIN miroir.membership USING (group_id) JOIN miroir.practitioner USING "
    "(practitioner_id) LEFT JOIN miroir.attendance USING (meeting_id, practitioner_id) "
    "WHERE held_on >= joined_on AND (left_on IS NULL OR held_on <= left_on) AND opposed_on IS "
    "NULL), "
    "line AS (SELECT group_id, label, (SELECT count(*) FROM held WHERE held.group_id = g.group_id) "
    "AS n, (SELECT count(*) FROM noted WHERE noted.group_id = g.group_id) AS n_noted, "
    "(SELECT count(DISTINCT practitioner_id) FROM due WHERE due.group_id = g.group_id) AS members, "
    "(SELECT count(*) FILTER (WHERE came) FROM due WHERE due.group_id = g.group_id) AS y, "
    "(SELECT count(*) FROM due WHERE due.group_id = g.group_id) AS x FROM miroir.quality_group g), "
    "told AS (SELECT group_id, concat_ws(',', 'group:' || group_id, label, n, n_noted, members, "
    "CASE WHEN members < 5 THEN ',few_members' ELSE (round(100.0 * y / x) / 100)::float8 || ',ok' "
    "END) AS text FROM line) "
    "SELECT string_agg(text, E'\\n' ORDER BY group_id) || (SELECT concat_ws(',', E'\\nall,', "
    "sum(n), "
    "sum(n_noted) FILTER (WHERE members >= 5), sum(members) FILTER (WHERE members >= 5), "
    "(round(100.0 * sum(y) FILTER (WHERE members >= 5) / sum(x) FILTER (WHERE members >= 5)) / "
    "100)::float8, 'ok') FROM line) FROM told";

static const char ALLOWANCES_SQL[] =
    "SELECT string_agg(concat_ws(',', period, n, 10 * round(sum / 10), 'ok'), E'\\n' ORDER BY "
    "period) FROM (SELECT period, count(*) AS n, sum(amount) AS sum FROM miroir.allowance WHERE "
    "period IN ('2024', '2025') GROUP BY period) AS paid";

START_TEST(meetings_are_those_of_plain_sql)
{
    g_free(run_to_end("evaluate campaign.yaml -o out", 0));
    const struct {
        const char *path, *header, *sql;
    } TABLES[] = {{"out/results/meetings.csv",
                   "group,label,meetings,recorded,members,attendance,status\n", MEETINGS_SQL},
                  {"out/results/allowances.csv", "period,doctors,amount,status\n", ALLOWANCES_SQL}};
    for (size_t i = 0; i < G_N_ELEMENTS(TABLES); i++) {
        g_autofree char *path = g_build_filename(folder, TABLES[i].path, NULL);
        g_autofree char *rows = live_database_value(database, TABLES[i].sql), *found = NULL;
        g_autofree char *expected = g_strconcat(TABLES[i].header, rows, "\n", NULL);
        ck_assert(g_file_get_contents(path, &found, NULL, NULL));
        ck_assert_str_eq(found, expected);
        ck_assert_uint_gt(strlen(rows), 25);
    }
}
END_TEST

START_TEST(a_folder_of_its_own)
{
    g_free(run_to_end("evaluate campaign.yaml -o out", 0));
    g_autofree char *verified = run_to_end("verify out", 0);
    ck_assert_msg(strstr(verified, "staggered-2026-q1.evaluation, 13 files as the manifest says\n"),
                  "%s", verified);
    g_autofree char *first = program_snapshot(folder);
    g_free(run_to_end("evaluate campaign.yaml -o out --executor pushdown", 0));
    g_autofree char *again = program_snapshot(folder);
    ck_assert_str_eq(first, again);

    /* From the tables alone the same report, also where it went. */
    g_autofree char *report = g_build_filename(folder, "out/evaluation.pdf", NULL);
    ck_assert_int_eq(g_unlink(report), 0);
    g_free(run_to_end("render out", 0));
    g_free(run_to_end("verify out", 0));
    g_autofree char *rendered = program_snapshot(folder);
    ck_assert_str_eq(first, rendered);

    /* It is no edition, nor an edition it. */
    g_autofree char *group = run_to_end("render out --group G1", 2);
    ck_assert_msg(strstr(group, "is an evaluation") != NULL, "%s", group);
    write_file("secret.key", "0123456789abcdef0123456789abcdef", 32, 0600);
    g_autofree char *computed = run_to_end("compute campaign.yaml -o out", 2);
    ck_assert_msg(strstr(computed, "choose another folder") != NULL, "%s", computed);
    g_free(run_to_end("compute campaign.yaml -o edition", 0));
    g_free(run_to_end("evaluate campaign.yaml -o edition", 2));
    g_free(run_to_end("verify edition", 0));
}
END_TEST

int
main(void)
{
    database = live_database_start();
    live_database_run_path(database, "tests/live/staggered_region.sql");
    TCase *tests = tcase_create("evaluate");
    tcase_set_timeout(tests, 120);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, finds_the_planted_effect);
    tcase_add_test(tests, finds_nothing_else);
    tcase_add_test(tests, event_study_steps_at_the_entry);
    tcase_add_test(tests, hides_what_rests_on_few);
    tcase_add_test(tests, interrupted_series_is_a_second_view);
    tcase_add_test(tests, balance_is_that_of_plain_sql);
    tcase_add_test(tests, says_who_cannot_be_compared);
    tcase_add_test(tests, report_prints_the_table);
    tcase_add_test(tests, meetings_are_those_of_plain_sql);
    tcase_add_test(tests, a_folder_of_its_own);
    Suite *suite = suite_create("evaluate");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    live_database_stop(database);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
