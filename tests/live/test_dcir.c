/* The views of sql/sources/dcir over hand-made rows of the official tables: one case for each trap,
 * asked twice. With the views as they are it gives the right figure; with the trap's guard taken out
 * of their SQL, between its marks, it gives the wrong one, which shows that the case would notice. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/live/dcir_case.h"
#include "tests/live/source_views.h"

static char *
read_views(void)
{
    return source_views_read("dcir");
}

START_TEST(trap_is_handled)
{
    const DcirCase *trap = &DCIR_CASES[_i];
    g_autoptr(Connection) connection = dcir_case_open(trap->rows);
    g_autofree char *answer = dcir_case_ask(connection, trap->question);
    ck_assert_msg(strcmp(answer, trap->right) == 0, "%s: %s, not %s", trap->trap, answer,
                  trap->right);
}
END_TEST

START_TEST(case_notices_a_guard_taken_out)
{
    const DcirCase *trap = &DCIR_CASES[_i];
    size_t n_marks = 0;
    g_autofree char *whole = read_views();
    g_autofree char *sql = source_views_naive(whole, trap->trap, &n_marks);
    ck_assert_msg(n_marks > 0, "%s has no mark", trap->trap);
    g_autoptr(Connection) connection = dcir_case_open(trap->rows);
    dcir_case_run(connection, sql);
    g_autofree char *answer = dcir_case_ask(connection, trap->question);
    ck_assert_msg(strcmp(answer, trap->wrong) == 0, "%s without its guard: %s, not %s", trap->trap,
                  answer, trap->wrong);
}
END_TEST

START_TEST(every_mark_has_a_case)
{
    size_t n_known = 0, n_marks = 0;
    g_autofree char *sql = read_views();
    for (size_t i = 0; i < dcir_case_count(); i++) {
        g_free(source_views_take_out(sql, DCIR_CASES[i].trap, &n_known));
    }
    for (const char *mark = sql; (mark = strstr(mark, "/* trap ")) != NULL; mark++)
        n_marks++;
    ck_assert_uint_eq(n_marks, n_known);
}
END_TEST

/* --- what is said of a database ---------------------------------------------------------------- */

static GPtrArray *
check_source(Connection *connection, size_t *out_n_found)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(KnownSource) source = dcir_case_source();
    GPtrArray *missing = g_ptr_array_new_with_free_func(g_free);
    ck_assert_msg(known_source_check(source, connection, missing, out_n_found, &error), "%s",
                  error != NULL ? error->message : "");
    return missing;
}

START_TEST(nothing_is_missed_in_the_official_tables)
{
    g_autoptr(Connection) connection = dcir_case_open("");
    size_t n_found;
    g_autoptr(GPtrArray) missing = check_source(connection, &n_found);
    ck_assert_msg(missing->len == 0, "%s", (const char *)missing->pdata[0]);
    ck_assert_uint_eq(n_found, 13 + 5 * 4 + 3);
}
END_TEST

/* Each table with one column of no use: source.yaml must miss what 1-tables.sql reads, no more. */
START_TEST(source_names_what_the_views_read)
{
    g_autoptr(Connection) connection = dcir_case_open(
        "DROP SCHEMA snds CASCADE; CREATE SCHEMA snds; DO $$ DECLARE name text; BEGIN FOR name IN "
        "SELECT DISTINCT replace(relation, 'aa', '24') FROM miroir_dcir.official LOOP EXECUTE "
        "format('CREATE TABLE snds.%I (nothing int)', upper(name)); END LOOP; END $$");
    size_t n_found;
    g_autoptr(GPtrArray) missing = check_source(connection, &n_found);
    ck_assert_uint_eq(n_found, 17);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < missing->len; i++)
        g_ptr_array_add(names, g_strndup(missing->pdata[i], strcspn(missing->pdata[i], " ")));
    g_ptr_array_add(names, NULL);
    g_autofree char *ours = g_strjoinv(",", (char **)names->pdata);
    g_autofree char *question = g_strdup_printf(
        "SELECT coalesce((SELECT string_agg(name, ' ') FROM (SELECT replace(relation, 'aa', '24') "
        "|| '.' || name AS name FROM miroir_dcir.official EXCEPT ALL SELECT name FROM "
        "unnest(string_to_array('%s', ',')) AS name) AS a), '') || '; ' || coalesce((SELECT "
        "string_agg(name, ' ') FROM (SELECT name FROM unnest(string_to_array('%s', ',')) AS name "
        "EXCEPT ALL SELECT replace(relation, 'aa', '24') || '.' || name FROM miroir_dcir.official) "
        "AS b), '')",
        ours, ours);
    g_autofree char *difference = dcir_case_ask(connection, question);
    ck_assert_str_eq(difference, "; ");
}
END_TEST

static const struct {
    const char *spoilt, *line;
} MISSING_CASES[] = {
    {"DROP TABLE er_bio_f CASCADE",
     "er_bio_f is not there: there are no laboratory tests: follow-up by tests cannot be computed"},
    {"ALTER TABLE er_prs_f DROP COLUMN prs_pai_mnt CASCADE",
     "er_prs_f.prs_pai_mnt is not there or may not be read: there are no amounts, and indicators "
     "of "
     "cost cannot be computed"},
    {"ALTER TABLE t_mco24c DROP COLUMN coh_sex_ret CASCADE",
     "t_mco24c.coh_sex_ret is not there or may not be read: stays whose patient is badly "
     "identified "
     "in this respect are not left out"},
    {"DROP TABLE t_mco17b, t_mco22b, t_mco23b, t_mco24b, t_mco25b, t_mco26b CASCADE",
     "t_mcoaab is not there: there are no hospital stays"},
};

START_TEST(missing_is_named)
{
    g_autoptr(Connection) connection = dcir_case_open(MISSING_CASES[_i].spoilt);
    size_t n_found;
    g_autoptr(GPtrArray) missing = check_source(connection, &n_found);
    ck_assert_uint_eq(missing->len, 1);
    ck_assert_str_eq(missing->pdata[0], MISSING_CASES[_i].line);
}
END_TEST

/* The views must install all the same, and fulfil the contract. */
START_TEST(views_do_without_what_is_missing)
{
    g_autofree char *rows = g_strdup_printf("CALL act(1, 1, 30); %s", MISSING_CASES[_i].spoilt);
    g_autoptr(Connection) connection = dcir_case_open(rows);
    g_autofree char *sql = read_views();
    dcir_case_run(connection, sql);
    g_autofree char *answer = dcir_case_ask(connection, TOTALS);
    ck_assert_str_eq(answer, _i == 1 ? "1 1 0" : "1 1 30.00");
}
END_TEST

START_TEST(rows_of_the_contract_are_not_lost)
{
    g_autoptr(Connection) connection =
        dcir_case_open("DROP VIEW miroir.territory; CREATE TABLE miroir.territory (territory_id "
                       "text, label text); "
                       "INSERT INTO miroir.territory VALUES ('a', 'A')");
    g_autofree char *sql = read_views();
    g_autoptr(GError) error = NULL;
    ck_assert(!connection_run_script(connection, sql, &error));
    ck_assert_msg(strstr(error->message, "miroir.territory is a table with rows") != NULL, "%s",
                  error->message);
}
END_TEST

/* Tables hold what the views say, also after another flux, and outlive an installation. */
START_TEST(tables_in_place_of_views)
{
    g_autoptr(Connection) connection =
        dcir_case_open("CALL act(1, 1, 4.12); CALL drug(1, 1); CALL act(2, 1, 4.12, '2025-04-30'); "
                       "CALL drug(2, 1, '2025-04-30'); CALL stay(1)");
    dcir_case_run_file(connection, "sql/sources/dcir/materialize.sql");
    g_autofree char *first = dcir_case_ask(connection, TOTALS);
    ck_assert_str_eq(first, "1 2 8.24");

    dcir_case_run(connection,
                  "CALL act(3, -1, -4.12, '2025-04-30'); CALL drug(3, -1, '2025-04-30')");
    g_autofree char *path = live_source_path("sql/sources/dcir/refresh.sql");
    g_autofree char *refresh = NULL;
    ck_assert(g_file_get_contents(path, &refresh, NULL, NULL));
    g_autoptr(GString) month = g_string_new(refresh);
    ck_assert_uint_eq(g_string_replace(month, ":'flux'", "'2025-04-30'", 0), 2);
    dcir_case_run(connection, month->str);
    g_autofree char *second = dcir_case_ask(connection, TOTALS);
    ck_assert_str_eq(second, "1 1 4.12");

    g_autofree char *sql = read_views();
    dcir_case_run(connection, sql);
    g_autofree char *kinds =
        dcir_case_ask(connection, "SELECT string_agg(relkind::text, '') FROM pg_class WHERE oid IN "
                                  "('miroir.claim'::regclass, 'miroir.stay'::regclass)");
    ck_assert_str_eq(kinds, "rr");
}
END_TEST

/* A relation of the loader's own making: upper-case names, texts for all that can be. */
START_TEST(tables_may_be_loaded_otherwise)
{
    g_autoptr(Connection) connection = dcir_case_open(
        "CALL act(1, 1, 4.12); CALL drug(1, 2); CALL act(2, -1, -4.12, '2025-05-01'); "
        "CALL drug(2, -1, '2025-05-01'); CALL stay(1);"
        "DROP SCHEMA miroir_dcir CASCADE; ALTER TABLE er_prs_f ALTER exe_soi_dtd TYPE timestamp, "
        "ALTER prs_act_qte TYPE text, "
        "ALTER prs_pai_mnt TYPE text USING replace(prs_pai_mnt::text, '.', ','), "
        "ALTER dpn_qlf TYPE text, ALTER flx_emt_typ TYPE text;"
        "ALTER TABLE er_pha_f RENAME COLUMN pha_act_qsn TO \"PHA_ACT_QSN\";"
        "ALTER TABLE er_pha_f RENAME TO \"ER_PHA_F\";"
        "ALTER TABLE t_mco24c ALTER exe_soi_dtd TYPE text USING '06May2024:00:00:00', "
        "ALTER nir_ret TYPE boolean USING false, ALTER rsa_num TYPE text USING '0000000001';");
    g_autofree char *sql = read_views();
    dcir_case_run(connection, sql);
    g_autofree char *answer = dcir_case_ask(connection, TOTALS);
    ck_assert_str_eq(answer, "1 2 4.12");
    g_autofree char *admitted =
        dcir_case_ask(connection, "SELECT admitted_on::text FROM miroir.stay");
    ck_assert_str_eq(admitted, "2024-05-06");
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("dcir");
    TCase *tcase = tcase_create("traps");
    tcase_add_unchecked_fixture(tcase, dcir_case_start, dcir_case_stop);
    tcase_add_loop_test(tcase, trap_is_handled, 0, (int)dcir_case_count());
    tcase_add_loop_test(tcase, case_notices_a_guard_taken_out, 0, (int)dcir_case_count());
    tcase_add_test(tcase, every_mark_has_a_case);
    tcase_add_test(tcase, nothing_is_missed_in_the_official_tables);
    tcase_add_test(tcase, source_names_what_the_views_read);
    tcase_add_loop_test(tcase, missing_is_named, 0, G_N_ELEMENTS(MISSING_CASES));
    tcase_add_loop_test(tcase, views_do_without_what_is_missing, 0, G_N_ELEMENTS(MISSING_CASES));
    tcase_add_test(tcase, rows_of_the_contract_are_not_lost);
    tcase_add_test(tcase, tables_in_place_of_views);
    tcase_add_test(tcase, tables_may_be_loaded_otherwise);
    suite_add_tcase(suite, tcase);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
