/* The views of sql/sources/dcir over hand-made rows of the official tables: one case for each trap,
 * asked twice. With the views as they are it gives the right figure; with the trap's guard taken out
 * of their SQL, between its marks, it gives the wrong one, which shows that the case would notice. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "engine/source/known_source.h"
#include "tests/live/live_database.h"

static LiveDatabase *server;

static const char *const FILES[] = {"1-tables.sql", "2-people.sql", "3-codes.sql",
                                    "4-claims.sql", "5-stays.sql",  "9-contract.sql"};

/* Net lines as the engine makes them, of what has come in until the end of April 2025. */
#define NET                                                                                        \
    "WITH net AS (SELECT practitioner_id, performer_id, patient_id, care_date, code_system, "      \
    "code, prescription_id, sum(quantity) AS quantity, sum(amount) AS amount FROM miroir.claim "   \
    "WHERE received_on <= '2025-04-30' GROUP BY 1, 2, 3, 4, 5, 6, 7 HAVING sum(quantity) > 0) "
/* How many lines, their quantity and amount. */
#define TOTALS                                                                                     \
    NET "SELECT count(*) || ' ' || coalesce(trim_scale(sum(quantity)), 0) || ' ' || "              \
        "coalesce(sum(amount), 0) FROM net"
#define PRESCRIBERS                                                                                \
    NET "SELECT string_agg(practitioner_id || ' ' || n, ', ' ORDER BY practitioner_id) FROM "      \
        "(SELECT practitioner_id, count(*) AS n FROM net GROUP BY 1) AS p"

typedef struct {
    const char *trap; /* as between the marks */
    const char *rows;
    const char *question;
    const char *right, *wrong;
} TrapCase;

static const TrapCase CASES[] = {
    {"reversals",
     "CALL act(1, 1, 4.12); CALL drug(1, 1); CALL act(2, -1, -4.12, '2025-04-02'); "
     "CALL drug(2, -1, '2025-04-02'); CALL act(3, 1, 4.12, psa => 'PSA2'); CALL drug(3, 1);",
     TOTALS, "1 1 4.12", "2 2 8.24"},
    {"twins", "CALL act(1, 1, 4.12); CALL drug(1, 1); CALL act(2, 1, 4.12); CALL drug(2, 1);",
     TOTALS, "1 2 8.24", "1 1 4.12"},
    {"fan-out",
     "CALL act(1, 3, 11.45); CALL drug(1, 2); CALL drug(1, 1, place => 2, cip => 3400900000301);",
     TOTALS, "2 3 11.45", "2 3 22.90"},
    {"complements",
     "CALL act(1, 1, 30); CALL act(2, 1, 5); UPDATE er_prs_f SET cpl_maj_top = 2, cpl_aff_cod = 16 "
     "WHERE dct_ord_num = 2; CALL act(3, 1, 30, day => '2025-03-11'); UPDATE er_prs_f SET "
     "cpl_maj_top = NULL WHERE dct_ord_num = 3;",
     TOTALS, "2 2 60.00", "2 3 65.00"},
    {"information",
     "CALL act(1, 1, 30); CALL act(2, 1, 30); CALL act(3, 1, 30); CALL act(4, 1, 30); "
     "UPDATE er_prs_f SET dpn_qlf = NULL WHERE dct_ord_num = 1; "
     "UPDATE er_prs_f SET dpn_qlf = 71 WHERE dct_ord_num = 2; "
     "UPDATE er_prs_f SET dpn_qlf = 72, prs_dpn_qlp = NULL WHERE dct_ord_num = 3; "
     "UPDATE er_prs_f SET prs_dpn_qlp = 71 WHERE dct_ord_num = 4;",
     TOTALS, "1 1 30.00", "1 2 60.00"},
    {"hospital activity",
     "CALL act(1, 1, 30); CALL hospital(1, 1); CALL act(2, 1, 30); CALL hospital(2, NULL); "
     "CALL act(3, 1, 30); CALL hospital(3, 0);",
     TOTALS, "1 2 60.00", "1 3 90.00"},
    {"activities",
     "CALL act(1, 1, 300, nature => 1321); CALL operation(1, 1, '4'); CALL operation(1, 2, '1'); "
     "CALL act(2, 1, 90, nature => 1322); CALL operation(2, 1, '4');",
     TOTALS, "1 1 300.00", "1 3 390.00"},
    {"addresses",
     "CALL doctor('35100002', '35100001', '01', '1'); CALL act(1, 1, 30); "
     "CALL act(2, 1, 30, prescriber => '35100002', day => '2025-03-11');",
     PRESCRIBERS, "35100001 2", "35100001 1, 35100002 1"},
    {"months",
     "CALL doctor('35100002', '35100001', '01', '1', only_month => 1); "
     "CALL doctor('35100002', '35100003', '01', '1', only_month => 3); "
     "CALL act(1, 1, 30, prescriber => '35100002', day => '2024-12-11'); "
     "CALL act(2, 1, 30, prescriber => '35100002', day => '2025-02-11'); "
     "CALL act(3, 1, 30, prescriber => '35100002', day => '2025-03-11'); "
     "CALL act(4, 1, 30, prescriber => '35100002', day => '2026-03-11');",
     PRESCRIBERS, "35100001 2, 35100003 2", "35100003 4"},
    {"main practice", "CALL doctor('35100009', '35100001', '01', '1', commune => '047');",
     "SELECT territory_id FROM miroir.practitioner", "35238", "35047"},
    {"general practice",
     "CALL doctor('35100002', '35100002', '00', '22'); CALL doctor('35100003', '35100003', '00', "
     "'23'); CALL doctor('35100004', '35100004', '00', '03');",
     "SELECT string_agg(specialty, ' ' ORDER BY practitioner_id) FROM miroir.practitioner",
     "MG MG MG 3", "MG 22 23 3"},
    {"fictitious",
     "CALL doctor('35199999', '35199999', '00', '1', '09'); CALL act(1, 1, 30); "
     "CALL act(2, 1, 30, prescriber => '35199999'); CALL act(3, 1, 30, prescriber => '00000000');"
     "UPDATE er_prs_f SET pfs_exe_num = '00000000';",
     NET "SELECT (SELECT count(*) FROM miroir.practitioner) || ': ' || string_agg(practitioner_id "
         "|| ' ' || quantity, ', ' ORDER BY practitioner_id) FROM net",
     "1: 35100001 1, unknown 2", "2: 35100001 1, 35199999 1, unknown 1"},
    {"persons",
     "CALL person('PSA2', 1, 'ANO1'); CALL person('PSA2', 2, 'ANO2'); CALL act(1, 1, 30); "
     "CALL act(2, 1, 30, psa => 'PSA2'); CALL act(3, 1, 30, psa => 'PSA2', gem => 2);",
     NET "SELECT count(DISTINCT patient_id) || ' of ' || (SELECT count(*) FROM miroir.patient) "
         "FROM net",
     "2 of 2", "3 of 3"},
    {"missing birth", "CALL person('PSA2', 1, 'ANO2', born => 1600);",
     "SELECT count(birth_date)::text FROM miroir.patient", "1", "2"},
    {"missing death", "CALL person('PSA2', 1, 'ANO2', dead => '2025-02-03');",
     "SELECT count(died_on)::text FROM miroir.patient", "1", "2"},
    {"open conditions",
     "INSERT INTO ir_imb_r VALUES ('PSA1', 1, '2020-01-01', '1600-01-01', 8, 41, 'E11'), "
     "('PSA1', 1, '2020-01-01', '2022-12-31', 30, 41, 'C50'), "
     "('PSA1', 1, '2020-01-01', '1600-01-01', 0, 12, 'Z57');",
     "SELECT string_agg(condition, ' ' ORDER BY condition) FROM miroir.patient_condition WHERE "
     "valid_from <= '2025-03-31' AND (valid_to >= '2025-01-01' OR valid_to IS NULL)",
     "ALD08 E11", ""},
    {"ICD-10",
     "INSERT INTO ir_imb_r VALUES ('PSA1', 1, '2020-01-01', '1600-01-01', 0, 41, 'E11.9');",
     "SELECT coalesce(string_agg(condition, ' '), 'none') FROM miroir.patient_condition", "E119",
     "none"},
    {"open contracts",
     "INSERT INTO ir_mtt_r VALUES ('PSA1', 1, 'ANO1', '2019-01-01', '1600-01-01', '35100002'), "
     "('PSA1', 1, 'ANO1', '2024-01-01', '1600-01-01', '35100001');",
     "SELECT string_agg(practitioner_id || ' ' || valid_from || ' ' || coalesce(valid_to::text, "
     "'-'), "
     "', ' ORDER BY valid_from) FROM miroir.registration",
     "35100002 2019-01-01 2023-12-31, 35100001 2024-01-01 -", ""},
    {"missing prescription", "CALL act(1, 1, 30); CALL act(2, 1, 30, prescribed => '1600-01-01');",
     "SELECT string_agg(coalesce(prescription_id, 'none'), ', ' ORDER BY prescription_id) FROM "
     "miroir.claim",
     "35100001 2025-03-09, none", "35100001 1600-01-01, 35100001 2025-03-09"},
    {"large packs",
     "CALL act(1, 1, 7.33); CALL drug(1, 1, cip => 3400900000301); CALL act(2, 1, 4.12); "
     "CALL drug(2, 1);",
     NET "SELECT sum(quantity * units)::text FROM net JOIN miroir.code USING (code_system, code)",
     "104", "2"},
    {"late flux", "CALL act(1, 1, 30); CALL act(2, 1, 30, '2025-05-01', day => '2025-03-11');",
     TOTALS, "1 1 30.00", "2 2 60.00"},
    {"error groups", "CALL stay(1); CALL stay(2, ghm => '90Z00Z');",
     "SELECT count(*)::text FROM miroir.stay", "1", "2"},
    {"between hospitals", "CALL stay(1); CALL stay(2, kind => 'B'); CALL stay(3, kind => 'A');",
     "SELECT count(*)::text FROM miroir.stay", "2", "3"},
    {"return codes", "CALL stay(1); CALL stay(2, code => '1'); CALL stay(3, code => NULL);",
     "SELECT count(*)::text FROM miroir.stay", "2", "3"},
    {"duplicate FINESS",
     "CALL stay(1, 750100018); CALL stay(2, 750712184); CALL stay(3, 690783154); "
     "INSERT INTO t_mco17b SELECT * FROM t_mco24b; INSERT INTO t_mco17c SELECT * FROM t_mco24c;",
     "SELECT count(*)::text FROM miroir.stay", "4", "6"},
};

/* --- the SQL, with guards taken out ----------------------------------------------------------- */

/* What stands between the marks of `trap`, replaced by the naive text after "else". Counts them. */
static char *
take_out(const char *sql, const char *trap, size_t *out_n)
{
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree char *open = g_strdup_printf("/* trap %s { */", trap);
    const char *mark;

    while ((mark = strstr(sql, open)) != NULL) {
        const char *close = strstr(mark, "/* } else");
        ck_assert_msg(close != NULL, "%s is not closed", trap);
        const char *naive = close + strlen("/* } else");
        const char *end = strstr(naive, "*/");
        ck_assert_ptr_nonnull(end);
        g_string_append_len(text, sql, mark - sql);
        g_string_append_len(text, naive, end - naive);
        sql = end + strlen("*/");
        ++*out_n;
    }
    g_string_append(text, sql);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* All files of the source in one text. */
static char *
read_views(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++) {
        g_autofree char *relative = g_strdup_printf("sql/sources/dcir/%s", FILES[i]);
        g_autofree char *path = live_source_path(relative);
        g_autofree char *sql = NULL;
        ck_assert(g_file_get_contents(path, &sql, NULL, NULL));
        g_string_append(text, sql);
    }
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* The statements that hold the trap's marks, naive, to run over the views that are there. */
static char *
naive_views(const char *trap, size_t *out_n)
{
    g_autofree char *sql = read_views();
    g_auto(GStrv) statements = g_strsplit(sql, ";\n", -1);
    g_autoptr(GString) text = g_string_new(NULL);
    for (size_t i = 0; statements[i] != NULL; i++) {
        size_t n_before = *out_n;
        g_autofree char *naive = take_out(statements[i], trap, out_n);
        if (*out_n > n_before)
            g_string_append_printf(text, "%s;\n", naive);
    }
    g_string_replace(text, "CREATE VIEW", "CREATE OR REPLACE VIEW", 0);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* --- one case --------------------------------------------------------------------------------- */

static void
run_script(Connection *connection, const char *sql)
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
    run_script(connection, sql);
}

static Connection *
open_with_rows(const char *rows)
{
    g_autoptr(GError) error = NULL;
    Connection *connection = connection_open(live_database(server), CONNECTION_TO_LOAD, &error);
    ck_assert_msg(connection != NULL, "%s", error != NULL ? error->message : "");
    ck_assert(connection_begin(connection, NULL, NULL));
    run_script(connection,
               "SET LOCAL search_path = snds; SET LOCAL client_min_messages = warning;");
    run_file(connection, "tests/live/sources/dcir_fixture.sql");
    run_script(connection, rows);
    return connection;
}

static char *
ask(Connection *connection, const char *question)
{
    g_autoptr(GError) error = NULL;
    PGresult *result = connection_query(connection, question, 0, NULL, &error);
    ck_assert_msg(result != NULL, "%s", error != NULL ? error->message : "");
    char *answer = g_strdup(PQntuples(result) > 0 ? PQgetvalue(result, 0, 0) : "");
    PQclear(result);
    return answer;
}

START_TEST(trap_is_handled)
{
    const TrapCase *trap = &CASES[_i];
    g_autoptr(Connection) connection = open_with_rows(trap->rows);
    g_autofree char *answer = ask(connection, trap->question);
    ck_assert_msg(strcmp(answer, trap->right) == 0, "%s: %s, not %s", trap->trap, answer,
                  trap->right);
}
END_TEST

START_TEST(case_notices_a_guard_taken_out)
{
    const TrapCase *trap = &CASES[_i];
    size_t n_marks = 0;
    g_autofree char *sql = naive_views(trap->trap, &n_marks);
    ck_assert_msg(n_marks > 0, "%s has no mark", trap->trap);
    g_autoptr(Connection) connection = open_with_rows(trap->rows);
    run_script(connection, sql);
    g_autofree char *answer = ask(connection, trap->question);
    ck_assert_msg(strcmp(answer, trap->wrong) == 0, "%s without its guard: %s, not %s", trap->trap,
                  answer, trap->wrong);
}
END_TEST

START_TEST(every_mark_has_a_case)
{
    size_t n_known = 0, n_marks = 0;
    g_autofree char *sql = read_views();
    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        g_autofree char *mutated = take_out(sql, CASES[i].trap, &n_known);
    }
    for (const char *mark = sql; (mark = strstr(mark, "/* trap ")) != NULL; mark++)
        n_marks++;
    ck_assert_uint_eq(n_marks, n_known);
}
END_TEST

/* --- what is said of a database ---------------------------------------------------------------- */

static KnownSource *
load_source(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *folder = live_source_path("sql/sources/dcir");
    KnownSource *source = known_source_load(folder, &error);
    ck_assert_msg(source != NULL, "%s", error != NULL ? error->message : "");
    return source;
}

static GPtrArray *
check_source(Connection *connection, size_t *out_n_found)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(KnownSource) source = load_source();
    GPtrArray *missing = g_ptr_array_new_with_free_func(g_free);
    ck_assert_msg(known_source_check(source, connection, missing, out_n_found, &error), "%s",
                  error != NULL ? error->message : "");
    return missing;
}

START_TEST(nothing_is_missed_in_the_official_tables)
{
    g_autoptr(Connection) connection = open_with_rows("");
    size_t n_found;
    g_autoptr(GPtrArray) missing = check_source(connection, &n_found);
    ck_assert_msg(missing->len == 0, "%s", (const char *)missing->pdata[0]);
    ck_assert_uint_eq(n_found, 13 + 2 * 4 + 2);
}
END_TEST

/* Each table with one column of no use: source.yaml must miss what 1-tables.sql reads, no more. */
START_TEST(source_names_what_the_views_read)
{
    g_autoptr(Connection) connection = open_with_rows(
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
    g_autofree char *difference = ask(connection, question);
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
    {"DROP TABLE t_mco17b, t_mco24b, t_mco25b CASCADE",
     "t_mcoaab is not there: there are no hospital stays"},
};

START_TEST(missing_is_named)
{
    g_autoptr(Connection) connection = open_with_rows(MISSING_CASES[_i].spoilt);
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
    g_autoptr(Connection) connection = open_with_rows(rows);
    g_autofree char *sql = read_views();
    run_script(connection, sql);
    g_autofree char *answer = ask(connection, TOTALS);
    ck_assert_str_eq(answer, _i == 1 ? "1 1 0" : "1 1 30.00");
}
END_TEST

START_TEST(rows_of_the_contract_are_not_lost)
{
    g_autoptr(Connection) connection =
        open_with_rows("DROP VIEW miroir.territory; CREATE TABLE miroir.territory (territory_id "
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
        open_with_rows("CALL act(1, 1, 4.12); CALL drug(1, 1); CALL act(2, 1, 4.12, '2025-04-30'); "
                       "CALL drug(2, 1, '2025-04-30'); CALL stay(1)");
    run_file(connection, "sql/sources/dcir/materialize.sql");
    g_autofree char *first = ask(connection, TOTALS);
    ck_assert_str_eq(first, "1 2 8.24");

    run_script(connection, "CALL act(3, -1, -4.12, '2025-04-30'); CALL drug(3, -1, '2025-04-30')");
    g_autofree char *path = live_source_path("sql/sources/dcir/refresh.sql");
    g_autofree char *refresh = NULL;
    ck_assert(g_file_get_contents(path, &refresh, NULL, NULL));
    g_autoptr(GString) month = g_string_new(refresh);
    ck_assert_uint_eq(g_string_replace(month, ":'flux'", "'2025-04-30'", 0), 2);
    run_script(connection, month->str);
    g_autofree char *second = ask(connection, TOTALS);
    ck_assert_str_eq(second, "1 1 4.12");

    g_autofree char *sql = read_views();
    run_script(connection, sql);
    g_autofree char *kinds =
        ask(connection, "SELECT string_agg(relkind::text, '') FROM pg_class WHERE oid IN "
                        "('miroir.claim'::regclass, 'miroir.stay'::regclass)");
    ck_assert_str_eq(kinds, "rr");
}
END_TEST

/* A relation of the loader's own making: upper-case names, texts for all that can be. */
START_TEST(tables_may_be_loaded_otherwise)
{
    g_autoptr(Connection) connection = open_with_rows(
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
    run_script(connection, sql);
    g_autofree char *answer = ask(connection, TOTALS);
    ck_assert_str_eq(answer, "1 2 4.12");
    g_autofree char *admitted = ask(connection, "SELECT admitted_on::text FROM miroir.stay");
    ck_assert_str_eq(admitted, "2024-05-06");
}
END_TEST

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
    run_script(connection, "CREATE SCHEMA snds; SET search_path = snds; "
                           "SET client_min_messages = warning");
    run_file(connection, "sql/sources/dcir/0-official-tables.sql");
    run_file(connection, "tests/live/sources/dcir_procedures.sql");
    run_script(connection, "CREATE TABLE t_mco17b (LIKE t_mco24b); "
                           "CREATE TABLE t_mco17c (LIKE t_mco24c); SET search_path = ''");
    bool installed = known_source_install(source, connection, contract, &error);
    ck_assert_msg(installed, "%s", error != NULL ? error->message : "");
}

static void
stop(void)
{
    live_database_stop(server);
}

int
main(void)
{
    Suite *suite = suite_create("dcir");
    TCase *tcase = tcase_create("traps");
    tcase_add_unchecked_fixture(tcase, start, stop);
    tcase_add_loop_test(tcase, trap_is_handled, 0, G_N_ELEMENTS(CASES));
    tcase_add_loop_test(tcase, case_notices_a_guard_taken_out, 0, G_N_ELEMENTS(CASES));
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
