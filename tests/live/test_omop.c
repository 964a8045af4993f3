/* The views of sql/sources/omop over hand-made rows of the CDM: one case for each trap, asked twice, as
 * they are and with the trap's guard taken out of their SQL, which shows that the case would notice. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "engine/source/known_source.h"
#include "tests/live/live_database.h"
#include "tests/live/source_views.h"

static LiveDatabase *server;

/* How many net lines, as the engine makes them, and their quantity. */
#define TOTALS                                                                                     \
    "WITH net AS (SELECT practitioner_id, patient_id, care_date, code_system, code, "              \
    "sum(quantity) AS quantity FROM miroir.claim GROUP BY 1, 2, 3, 4, 5 HAVING sum(quantity) > 0)" \
    " SELECT count(*) || ' ' || coalesce(trim_scale(sum(quantity)), 0) FROM net "
#define CLASSES "SELECT string_agg(coalesce(atc, '-'), ' ' ORDER BY atc) FROM miroir.code"
/* A drug: its number, day, concept, quantity, provider, visit, text and concept of the source. */
#define DRUG(number, concept, quantity, provider, visit, text, source)                             \
    "INSERT INTO drug_exposure VALUES (" #number                                                   \
    ", 1, " #concept ", '2025-03-10', 32869, " #quantity ", " #provider ", " #visit ", " #text     \
                     ", " #source ");"

typedef struct {
    const char *trap, *rows, *question, *right, *wrong;
} OmopCase;

static const OmopCase CASES[] = {
    {"several classes", DRUG(1, 102, 2, 1, NULL, NULL, NULL),
     TOTALS "JOIN miroir.code USING "
            "(code_system, code)",
     "1 2", "2 4"},
    {"nearest class", DRUG(1, 101, 1, 1, NULL, NULL, NULL), CLASSES, "J01CR02", "J01C"},
    {"quantity",
     DRUG(1, 100, NULL, 1, NULL, NULL, NULL) DRUG(2, 101, 0, 1, NULL, NULL, NULL)
         DRUG(3, 102, 2.5, 1, NULL, NULL, NULL),
     TOTALS, "3 4.5", "1 2.5"},
    {"provider",
     DRUG(1, 100, 1, NULL, 7, NULL, NULL) DRUG(2, 101, 1, 0, NULL, NULL, NULL) DRUG(
         3, 102, 1, 1, 8, NULL, NULL) "INSERT INTO visit_occurrence VALUES (7, 1, 20), (8, 2, 20);",
     "SELECT string_agg(coalesce(practitioner_id, 'none'), ' ' ORDER BY code) FROM miroir.claim",
     "1 1 unknown", "none 1 0"},
    {"mappings",
     DRUG(1, 100, 1, 1, NULL, 'X', NULL)
         DRUG(2, 101, 1, 1, NULL, 'X',
              NULL) "INSERT INTO miroir_own.omop_source_system VALUES ('drug_exposure', 'CIP13');",
     TOTALS, "1 1", "1 2"},
    {"twins",
     DRUG(1, 100, 1, 1, NULL, 'X', NULL) DRUG(2, 100, 1, 1, NULL, 'X', NULL)
         DRUG(3, 101, 1, 1, NULL, 'Y', NULL),
     TOTALS, "2 3", "2 2"},
    {"unmapped",
     DRUG(1, 0, 1, 1, NULL, 'X', 0) DRUG(2, 0, 1, 1, NULL, 'Y', 0) DRUG(3, 100, 1, 1, NULL, 'Z', 0),
     "SELECT string_agg(code_system || ' ' || code, ', ' ORDER BY code) FROM miroir.code",
     "RXNORM 308192, SOURCE X, SOURCE Y", "NONE No matching concept"},
    {"birth", "INSERT INTO person VALUES (2, 8507, 1950, NULL, NULL), (3, 8507, 1951, 2, NULL);",
     "SELECT string_agg(coalesce(birth_date::text, '-'), ' ' ORDER BY patient_id) FROM "
     "miroir.patient",
     "1950-06-15 1950-07-01 1951-02-01", "1950-06-15 - -"},
    {"gender", "INSERT INTO person VALUES (2, 8507, 1950), (3, 0, 1950), (4, 8551, 1950);",
     "SELECT string_agg(coalesce(sex, '-'), '' ORDER BY patient_id) FROM miroir.patient", "FM--",
     "FMFF"},
    {"deaths", "INSERT INTO death VALUES (1, '2025-02-03'), (1, '2025-02-01');",
     "SELECT count(*) || ' ' || min(died_on) FROM miroir.patient", "1 2025-02-01", "2 2025-02-01"},
    {"ends before starts",
     "INSERT INTO condition_occurrence VALUES (1, '2025-02-03', '2025-01-01', 'J18', 0), "
     "(1, '2025-02-03', NULL, 'x', 301), (1, '2025-02-03', '2025-03-01', NULL, 301), "
     "(1, '2025-02-03', NULL, 'no code', 0);",
     "SELECT string_agg(condition || ' ' || valid_to, ', ' ORDER BY condition) FROM "
     "miroir.patient_condition",
     "E119 2025-03-01, J18 2025-02-03", "E119 2025-03-01, J18 2025-01-01"},
    {"overlapping plans",
     "INSERT INTO payer_plan_period VALUES (1, '2024-01-01', '2024-12-31'), "
     "(1, '2024-03-01', '2024-05-31'), (1, '2025-01-01', '2025-06-30'), "
     "(1, '2025-09-01', '2025-12-31');",
     "SELECT string_agg(valid_from || ' ' || valid_to, ', ' ORDER BY valid_from) FROM "
     "miroir.registration",
     "2024-01-01 2025-06-30, 2025-09-01 2025-12-31",
     "2024-01-01 2024-12-31, 2024-03-01 2024-05-31, 2025-01-01 2025-06-30, 2025-09-01 2025-12-31"},
    {"plans that end before they start",
     "INSERT INTO payer_plan_period VALUES (1, '2024-01-01', '2023-12-01');",
     "SELECT count(*)::text FROM miroir.registration", "0", "1"},
    {"care site", "INSERT INTO visit_occurrence VALUES (7, 1, 20);",
     "SELECT territory_id FROM miroir.practitioner", "35000", "29200"},
};

/* --- the server -------------------------------------------------------------------------------- */

static void
run_sql(Connection *connection, const char *sql)
{
    g_autoptr(GError) error = NULL;
    ck_assert_msg(connection_run_script(connection, sql, &error), "%s",
                  error != NULL ? error->message : "");
}

static void
run_file(Connection *connection, const char *relative)
{
    g_autofree char *path = live_source_path(relative);
    g_autofree char *sql = NULL;
    ck_assert(g_file_get_contents(path, &sql, NULL, NULL));
    run_sql(connection, sql);
}

static KnownSource *
load_source(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = live_source_path("sql/sources/omop");
    KnownSource *source = known_source_load(folder, &error);
    ck_assert_msg(source != NULL, "%s", error != NULL ? error->message : "");
    return source;
}

static void
start(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(KnownSource) source = load_source();
    g_autofree char *contract = live_source_path("sql/contract");
    server = live_database_start();
    g_autoptr(Connection) connection =
        connection_open(live_database(server), CONNECTION_TO_LOAD, &error);
    ck_assert_msg(connection != NULL, "%s", error != NULL ? error->message : "");
    run_sql(connection,
            "CREATE SCHEMA cdm; SET search_path = cdm; SET client_min_messages = warning");
    run_file(connection, "sql/sources/omop/0-official-tables.sql");
    run_sql(connection, "SET search_path = ''");
    bool installed = known_source_install(source, connection, contract, &error);
    ck_assert_msg(installed, "%s", error != NULL ? error->message : "");
}

static void
stop(void)
{
    live_database_stop(server);
}

/* A transaction with the fixture and `rows`, which ends with the connection. */
static Connection *
open_with(const char *rows)
{
    g_autoptr(GError) error = NULL;
    Connection *connection = connection_open(live_database(server), CONNECTION_TO_LOAD, &error);
    ck_assert_msg(connection != NULL, "%s", error != NULL ? error->message : "");
    ck_assert(connection_begin(connection, NULL, NULL));
    run_sql(connection, "SET LOCAL search_path = cdm; SET LOCAL client_min_messages = warning;");
    run_file(connection, "tests/live/sources/omop_fixture.sql");
    run_sql(connection, rows);
    return connection;
}

static void
expect(Connection *connection, const char *what, const char *question, const char *expected)
{
    g_autoptr(GError) error = NULL;
    PGresult *result = connection_query(connection, question, 0, NULL, &error);
    ck_assert_msg(result != NULL, "%s: %s", what, error != NULL ? error->message : "");
    g_autofree char *answer = g_strdup(PQgetvalue(result, 0, 0));
    PQclear(result);
    ck_assert_msg(strcmp(answer, expected) == 0, "%s: %s, not %s", what, answer, expected);
}

/* --- traps ------------------------------------------------------------------------------------- */

START_TEST(trap_is_handled)
{
    g_autoptr(Connection) connection = open_with(CASES[_i].rows);
    expect(connection, CASES[_i].trap, CASES[_i].question, CASES[_i].right);
}
END_TEST

START_TEST(case_notices_a_guard_taken_out)
{
    size_t n_marks = 0;
    g_autofree char *whole = source_views_read("omop");
    g_autofree char *sql = source_views_naive(whole, CASES[_i].trap, &n_marks);
    ck_assert_msg(n_marks > 0, "%s has no mark", CASES[_i].trap);
    g_autoptr(Connection) connection = open_with(CASES[_i].rows);
    run_sql(connection, sql);
    expect(connection, CASES[_i].trap, CASES[_i].question, CASES[_i].wrong);
}
END_TEST

START_TEST(every_mark_has_a_case)
{
    size_t n_known = 0, n_marks = 0;
    g_autofree char *sql = source_views_read("omop");
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++)
        g_free(source_views_take_out(sql, CASES[i].trap, &n_known));
    for (const char *mark = sql; (mark = strstr(mark, "/* trap ")) != NULL; mark++)
        n_marks++;
    ck_assert_uint_eq(n_marks, n_known);
}
END_TEST

/* A day that the month has not is its last; what several classes share is no finer than they are. */
START_TEST(edges)
{
    g_autoptr(Connection) connection =
        open_with("INSERT INTO person VALUES (4, 8507, 1951, 2, 31), (5, 8507, 1, 1, 1);" DRUG(
            1, 102, 1, 1, NULL, NULL, NULL) DRUG(2, 200, 1, 1, NULL, NULL, NULL));
    expect(connection, "birth",
           "SELECT string_agg(coalesce(birth_date::text, '-'), ' ' ORDER BY patient_id) FROM "
           "miroir.patient",
           "1950-06-15 1951-02-28 -");
    expect(connection, "classes", CLASSES, "J01CA04 M");
    run_sql(connection, "INSERT INTO miroir_own.omop_atc VALUES ('RXNORM', '5640', 'M01AE01'); "
                        "INSERT INTO miroir_own.omop_left_out VALUES (32818)");
    expect(connection, "stated class", CLASSES, "J01CA04 M01AE01");
    run_sql(connection, "UPDATE drug_exposure SET drug_type_concept_id = 32818 WHERE "
                        "drug_exposure_id = 1");
    expect(connection, "left out", TOTALS, "1 1");
}
END_TEST

/* Events without a word of their source are what their concepts say: none is a mapping of another. */
START_TEST(events_without_a_source_are_several)
{
    g_autoptr(Connection) connection =
        open_with(DRUG(1, 100, 1, 1, NULL, NULL, NULL) DRUG(2, 101, 1, 1, NULL, NULL, 0));
    expect(connection, "without a source", TOTALS, "2 2");
}
END_TEST

/* --- what is said of a database ---------------------------------------------------------------- */

static void
expect_missing(Connection *connection, const char *line)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(KnownSource) source = load_source();
    g_autoptr(GPtrArray) missing = g_ptr_array_new_with_free_func(g_free);
    size_t n_found = 0;
    ck_assert_msg(known_source_check(source, connection, missing, &n_found, &error), "%s",
                  error != NULL ? error->message : "");
    ck_assert_uint_eq(missing->len, line == NULL ? 0 : 1);
    ck_assert_uint_eq(n_found, line == NULL ? 13 : 12);
    if (line != NULL)
        ck_assert_str_eq(missing->pdata[0], line);
}

START_TEST(nothing_is_missed_in_the_official_tables)
{
    g_autoptr(Connection) connection = open_with("");
    expect_missing(connection, NULL);
}
END_TEST

/* Without the vocabulary the codes of the source stay, and no class is made up. */
START_TEST(views_do_without_the_vocabulary)
{
    g_autoptr(Connection) connection =
        open_with(DRUG(1, 100, 1, 1, NULL, 'J01CA04', NULL) "DROP TABLE concept_ancestor CASCADE;");
    expect_missing(connection,
                   "concept_ancestor is not there: drugs have no ATC class, unless their "
                   "source writes ATC: indicators by class cannot be computed");
    g_autofree char *sql = source_views_read("omop");
    run_sql(connection, sql);
    expect(connection, "without ancestors", CLASSES, "-");
    run_sql(connection, "DROP TABLE concept CASCADE");
    run_sql(connection, sql);
    expect(connection, "codes of the source", "SELECT code_system || ' ' || code FROM miroir.code",
           "SOURCE J01CA04");
    run_sql(connection,
            "INSERT INTO miroir_own.omop_source_system VALUES ('drug_exposure', 'ATC')");
    expect(connection, "source that writes ATC", CLASSES, "J01CA04");
}
END_TEST

/* Each table with one column of no use: source.yaml must miss what 1-tables.sql reads, no more. */
START_TEST(source_names_what_the_views_read)
{
    g_autoptr(Connection) connection = open_with(
        "DROP SCHEMA cdm CASCADE; CREATE SCHEMA cdm; DO $$ DECLARE name text; BEGIN FOR name IN "
        "SELECT DISTINCT relation FROM miroir_omop.official LOOP EXECUTE "
        "format('CREATE TABLE cdm.%I (nothing int)', name); END LOOP; END $$");
    g_autoptr(GError) error = NULL;
    g_autoptr(KnownSource) source = load_source();
    g_autoptr(GPtrArray) missing = g_ptr_array_new_with_free_func(g_free);
    size_t n_found = 0;
    ck_assert(known_source_check(source, connection, missing, &n_found, &error));
    g_autoptr(GString) names = g_string_new(NULL);
    for (guint i = 0; i < missing->len; i++) {
        const char *line = missing->pdata[i];
        g_string_append_printf(names, "%s%.*s", i > 0 ? "," : "", (int)strcspn(line, " "), line);
    }
    g_autofree char *question =
        g_strdup_printf("SELECT count(*) || ' ' || count(*) FILTER (WHERE a.name = b.name) FROM "
                        "(SELECT relation || "
                        "'.' || name AS name FROM miroir_omop.official) AS a FULL JOIN "
                        "unnest(string_to_array('%s', ',')) AS b (name) USING (name)",
                        names->str);
    g_autofree char *expected = g_strdup_printf("%u %u", missing->len, missing->len);
    expect(connection, "names", question, expected);
}
END_TEST

START_TEST(tables_in_place_of_views)
{
    g_autoptr(Connection) connection = open_with(DRUG(1, 100, 1, 1, NULL, NULL, NULL));
    run_file(connection, "sql/sources/omop/materialize.sql");
    run_sql(connection, DRUG(2, 101, 1, 1, NULL, NULL, NULL));
    expect(connection, "first", TOTALS, "1 1");
    run_file(connection, "sql/sources/omop/materialize.sql");
    expect(connection, "second", TOTALS, "2 2");
    g_autofree char *sql = source_views_read("omop");
    run_sql(connection, sql);
    expect(connection, "kind",
           "SELECT relkind::text FROM pg_class WHERE oid = 'miroir.claim'::regclass", "r");
}
END_TEST

START_TEST(a_table_that_is_there_twice_is_refused)
{
    g_autoptr(Connection) connection = open_with(
        "CREATE SCHEMA other; CREATE TABLE other.person (person_id int); SET search_path = ''");
    g_autofree char *sql = source_views_read("omop");
    g_autoptr(GError) error = NULL;
    ck_assert(!connection_run_script(connection, sql, &error));
    ck_assert_msg(strstr(error->message, "the table person is there more than once") != NULL, "%s",
                  error->message);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("omop");
    TCase *tests = tcase_create("omop");
    tcase_set_timeout(tests, 60);
    tcase_add_unchecked_fixture(tests, start, stop);
    tcase_add_loop_test(tests, trap_is_handled, 0, G_N_ELEMENTS(CASES));
    tcase_add_loop_test(tests, case_notices_a_guard_taken_out, 0, G_N_ELEMENTS(CASES));
    tcase_add_test(tests, every_mark_has_a_case);
    tcase_add_test(tests, edges);
    tcase_add_test(tests, events_without_a_source_are_several);
    tcase_add_test(tests, nothing_is_missed_in_the_official_tables);
    tcase_add_test(tests, views_do_without_the_vocabulary);
    tcase_add_test(tests, source_names_what_the_views_read);
    tcase_add_test(tests, tables_in_place_of_views);
    tcase_add_test(tests, a_table_that_is_there_twice_is_refused);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
