/* The extraction scripts of sql/sources/dcir: what the Oracle scripts would write must be what the views
 * show, on the hand-made rows of each trap; and the SAS program must send the same statements. Their
 * dialect is common to Oracle and PostgreSQL but for three functions, which stand in here. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/live/dcir_case.h"

static const char *const SCRIPTS[] = {"practitioner", "territory", "patient", "patient_condition",
                                      "registration", "code",      "claim",   "stay",
                                      "facility"};

/* What settings.sql defines, for the cases. */
static const struct {
    const char *name, *value;
} VARIABLES[] = {
    {"&first_flux", "DATE '2025-01-01'"},
    {"&last_flux", "DATE '2025-12-01'"},
    {"&first_day", "DATE '2024-01-01'"},
    {"&departments", "'35'"},
};

static const char STAND_INS[] =
    "CREATE FUNCTION trunc(date) RETURNS date LANGUAGE sql AS 'SELECT $1';"
    "CREATE FUNCTION trunc(timestamp) RETURNS date LANGUAGE sql AS 'SELECT $1::date';"
    "CREATE FUNCTION last_day(date) RETURNS date LANGUAGE sql AS "
    "$$SELECT (date_trunc('month', $1::timestamp) + interval '1 month - 1 day')::date$$;"
    /* Rows that one of the two has and the other has not, as texts. */
    "CREATE FUNCTION differences(relation text) RETURNS bigint LANGUAGE plpgsql AS $$ DECLARE "
    "names "
    "text; n bigint; BEGIN SELECT string_agg(quote_ident(attname) || '::text', ', ' ORDER BY "
    "attnum) "
    "INTO names FROM pg_attribute WHERE attrelid = ('written.' || relation)::regclass AND attnum > "
    "0; "
    "EXECUTE format('SELECT count(*) FROM ((SELECT %1$s FROM written.%2$I EXCEPT ALL SELECT %1$s "
    "FROM "
    "miroir.%2$I) UNION ALL (SELECT %1$s FROM miroir.%2$I EXCEPT ALL SELECT %1$s FROM "
    "written.%2$I)) "
    "AS d', names, relation) INTO n; RETURN n; END $$;"
    "CREATE SCHEMA written;";

/* The statements of a script, without comments and what is for SQL*Plus. */
static char **
statements(const char *name)
{
    g_autofree char *relative = g_strdup_printf("sql/sources/dcir/oracle/%s.sql", name);
    g_autofree char *path = live_source_path(relative);
    g_autofree char *text = NULL;
    ck_assert(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autoptr(GString) sql = g_string_new(NULL);
    for (char **line = lines; *line != NULL; line++)
        if (!g_str_has_prefix(*line, "--") && !g_str_has_prefix(*line, "SPOOL ") && **line != '\0')
            g_string_append_printf(sql, "%s\n", *line);
    char **found = g_strsplit(sql->str, ";\n", -1);
    guint n = g_strv_length(found);
    ck_assert_uint_gt(n, 1);
    ck_assert_str_eq(found[n - 1], "");
    g_clear_pointer(&found[n - 1], g_free);
    return found;
}

static char *
substitute(const char *sql, const char *year)
{
    g_autoptr(GString) text = g_string_new(sql);
    for (size_t i = 0; i < G_N_ELEMENTS(VARIABLES); i++)
        g_string_replace(text, VARIABLES[i].name, VARIABLES[i].value, 0);
    g_string_replace(text, "&year.", year, 0); /* the point ends the name */
    g_string_replace(text, "&year", year, 0);
    g_string_replace(text, "LISTAGG(act, ' ') WITHIN GROUP (ORDER BY act)",
                     "string_agg(act, ' ' ORDER BY act COLLATE \"C\")", 0);
    return g_string_free(g_steal_pointer(&text), FALSE);
}

/* A table of what the script would write. */
static void
write_relation(Connection *connection, const char *name)
{
    g_auto(GStrv) found = statements(name);
    g_autofree char *sql = substitute(found[0], "24");
    g_autofree char *make = g_strdup_printf("CREATE TABLE written.%s AS %s", name, sql);
    ck_assert_uint_eq(g_strv_length(found), 1);
    dcir_case_run(connection, make);
    if (strcmp(name, "stay") != 0)
        return;
    g_autofree char *other = substitute(found[0], "17");
    g_autofree char *add = g_strdup_printf("INSERT INTO written.%s %s", name, other);
    dcir_case_run(connection, add);
}

START_TEST(scripts_write_what_the_views_show)
{
    g_autoptr(Connection) connection = dcir_case_open(DCIR_CASES[_i].rows);
    dcir_case_run(connection, STAND_INS);
    g_auto(GStrv) tables = statements("1-tables");
    for (char **table = tables; *table != NULL; table++)
        dcir_case_run(connection, *table);
    for (size_t i = 0; i < G_N_ELEMENTS(SCRIPTS); i++) {
        write_relation(connection, SCRIPTS[i]);
        if (strcmp(SCRIPTS[i], "territory") == 0)
            continue; /* departments have no names there, and only those in use */
        g_autofree char *question = g_strdup_printf("SELECT differences('%s')", SCRIPTS[i]);
        g_autofree char *n = dcir_case_ask(connection, question);
        ck_assert_msg(strcmp(n, "0") == 0, "%s: %s rows of %s differ", DCIR_CASES[_i].trap, n,
                      SCRIPTS[i]);
    }
}
END_TEST

/* Commune, department and region. */
START_TEST(territories_are_in_their_region)
{
    g_autoptr(Connection) connection = dcir_case_open("CALL stay(1)");
    g_auto(GStrv) tables = statements("1-tables");
    for (char **table = tables; *table != NULL; table++)
        dcir_case_run(connection, *table);
    dcir_case_run(connection, "CREATE SCHEMA written");
    write_relation(connection, "territory");
    g_autofree char *rows = dcir_case_ask(
        connection, "SELECT string_agg(concat_ws(' ', territory_id, label, parent_id, region_id), "
                    "', ' ORDER BY territory_id) FROM written.territory");
    ck_assert_str_eq(rows, "35 35 53, 35238 RENNES 35 53, P35000 P35000 35 53");
}
END_TEST

START_TEST(sas_sends_the_same_statements)
{
    g_autofree char *path = live_source_path("sql/sources/dcir/sas/extract.sas");
    g_autofree char *program = NULL;
    ck_assert(g_file_get_contents(path, &program, NULL, NULL));
    g_auto(GStrv) tables = statements("1-tables");
    for (char **table = tables; *table != NULL; table++) {
        g_autofree char *execute = g_strdup_printf("execute (\n%s\n) by base;", *table);
        ck_assert_ptr_nonnull(strstr(program, execute));
    }
    for (size_t i = 0; i < G_N_ELEMENTS(SCRIPTS); i++) {
        g_auto(GStrv) found = statements(SCRIPTS[i]);
        g_autofree char *create =
            g_strdup_printf("create table work.%s as select * from connection to base (\n%s\n);",
                            SCRIPTS[i], found[0]);
        ck_assert_msg(strstr(program, create) != NULL, "%s differs in SAS", SCRIPTS[i]);
        g_autofree char *export = g_strdup_printf("%%write(%s);", SCRIPTS[i]);
        ck_assert_ptr_nonnull(strstr(program, export));
    }
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("dcir extraction");
    TCase *tcase = tcase_create("extraction");
    tcase_add_unchecked_fixture(tcase, dcir_case_start, dcir_case_stop);
    tcase_add_loop_test(tcase, scripts_write_what_the_views_show, 0, (int)dcir_case_count());
    tcase_add_test(tcase, territories_are_in_their_region);
    tcase_add_test(tcase, sas_sends_the_same_statements);
    suite_add_tcase(suite, tcase);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
