/* The views of the DCIR over rows that nobody here wrote: the ten example rows of each official table
 * and the code tables of ../shared/data/dcir, put into the official tables column by column. Exits 77
 * (skipped) where they are absent. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/csv/reader.h"
#include "engine/source/known_source.h"
#include "tests/live/live_database.h"

enum { SKIPPED = 77 };

static LiveDatabase *server;

static const struct {
    const char *file, *table;
} FILES[] = {
    {"example_rows/ER_PRS_F.csv", "er_prs_f"},         {"example_rows/ER_PHA_F.csv", "er_pha_f"},
    {"example_rows/ER_BIO_F.csv", "er_bio_f"},         {"example_rows/ER_CAM_F.csv", "er_cam_f"},
    {"example_rows/ER_ETE_F.csv", "er_ete_f"},         {"example_rows/IR_BEN_R.csv", "ir_ben_r"},
    {"example_rows/IR_IMB_R.csv", "ir_imb_r"},         {"example_rows/IR_MTT_R.csv", "ir_mtt_r"},
    {"example_rows/DA_PRA_R.csv", "da_pra_r"},         {"example_rows/T_MCOaaB.csv", "t_mco24b"},
    {"example_rows/T_MCOaaC.csv", "t_mco24c"},         {"example_rows/T_MCOaaA.csv", "t_mco24a"},
    {"nomenclatures/IR_PHA_R_subset.csv", "ir_pha_r"}, {"nomenclatures/IR_BIO_R.csv", "ir_bio_r"},
    {"nomenclatures/IR_CCAM_V63.csv", "ir_ccam_v63"},  {"nomenclatures/IR_NAT_V.csv", "ir_nat_v"},
};

/* Establishments have letters in the example rows, which their official type does not take. */
static const char WIDEN[] = "ALTER TABLE snds.t_mco24b ALTER eta_num TYPE text;"
                            "ALTER TABLE snds.t_mco24c ALTER eta_num TYPE text;";

/* From texts to the columns of the official table; a text that is too long is cut. */
static const char MOVE[] =
    "DO $do$ DECLARE names text; texts text; BEGIN "
    "SELECT string_agg(a.attname, ', ' ORDER BY attnum), string_agg(CASE "
    "WHEN t.typname IN ('date', 'timestamp') THEN miroir_dcir.expression('csv.%s'::regclass, "
    "a.attname, 'date') "
    "WHEN t.typname IN ('int4', 'int8', 'numeric') THEN miroir_dcir.expression('csv.%s'::regclass, "
    "a.attname, 'numeric') "
    "WHEN a.atttypmod > 4 THEN format('left(%%I, %%s)', a.attname, a.atttypmod - 4) "
    "ELSE quote_ident(a.attname) END, ', ' ORDER BY attnum) INTO names, texts "
    "FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid "
    "WHERE a.attrelid = 'snds.%s'::regclass AND a.attnum > 0; "
    "EXECUTE format('INSERT INTO snds.%s (%%s) SELECT %%s FROM csv.%s', names, texts); END $do$";

static char *
data_path(const char *name)
{
    g_autofree char *root = live_source_path("..");
    return g_build_filename(root, "shared", "data", "dcir", name, NULL);
}

static void
append_field(GString *row, const char *text)
{
    if (*text == '\0')
        g_string_append(row, "\\N");
    for (; *text != '\0'; text++) {
        if (strchr("\\\t\n\r", *text) != NULL)
            g_string_append_c(row, '\\');
        g_string_append_c(row, *text);
    }
}

/* A table of texts as the file has them. */
static void
load_texts(Connection *connection, const char *file, const char *table)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = data_path(file);
    g_autoptr(CsvReader) reader = csv_reader_open(path, CSV_DIALECT_DETECT, &error);
    ck_assert_msg(reader != NULL, "%s", error != NULL ? error->message : "");
    g_autoptr(GString) sql = g_string_new(NULL);
    g_string_printf(sql, "CREATE TABLE csv.%s (", table);
    for (size_t i = 0; i < csv_reader_n_columns(reader); i++) {
        g_autofree char *name = g_ascii_strdown(csv_reader_column_name(reader, i), -1);
        g_string_append_printf(sql, "%s%s text", i > 0 ? ", " : "", name);
    }
    g_string_append_c(sql, ')');
    ck_assert(connection_run_script(connection, sql->str, NULL));

    g_string_printf(sql, "COPY csv.%s FROM STDIN", table);
    ck_assert(connection_copy_in_begin(connection, sql->str, NULL));
    while (csv_reader_next(reader, &error)) {
        g_string_truncate(sql, 0);
        for (size_t i = 0; i < csv_reader_n_columns(reader); i++) {
            if (i > 0)
                g_string_append_c(sql, '\t');
            append_field(sql, csv_reader_field(reader, i));
        }
        g_string_append_c(sql, '\n');
        ck_assert(connection_copy_in_put(connection, sql->str, sql->len, NULL));
    }
    ck_assert_msg(error == NULL, "%s", error != NULL ? error->message : "");
    ck_assert(connection_copy_in_end(connection, NULL, NULL));
}

static void
load_all(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Connection) connection =
        connection_open(live_database(server), CONNECTION_TO_LOAD, &error);
    ck_assert_msg(connection != NULL, "%s", error != NULL ? error->message : "");
    for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++) {
        const char *table = FILES[i].table;
        load_texts(connection, FILES[i].file, table);
        g_autofree char *move = g_strdup_printf(MOVE, table, table, table, table, table);
        ck_assert_msg(connection_run_script(connection, move, &error), "%s: %s", table,
                      error != NULL ? error->message : "");
    }
    ck_assert(connection_run_script(connection, "DROP SCHEMA csv CASCADE", NULL));
}

static void
start(void)
{
    g_autofree char *contract = live_source_path("sql/contract");
    g_autofree char *folder = live_source_path("sql/sources/dcir");
    g_autoptr(GError) error = NULL;
    g_autoptr(KnownSource) source = known_source_load(folder, &error);
    server = live_database_start();
    g_autoptr(Connection) connection =
        connection_open(live_database(server), CONNECTION_TO_LOAD, &error);
    g_autofree char *tables = g_build_filename(folder, "0-official-tables.sql", NULL);
    g_autofree char *sql = NULL;
    ck_assert(g_file_get_contents(tables, &sql, NULL, NULL));
    ck_assert(connection_run_script(
        connection, "CREATE SCHEMA snds; CREATE SCHEMA csv; SET search_path = snds", &error));
    ck_assert(connection_run_script(connection, sql, &error));
    ck_assert(connection_run_script(connection, WIDEN, &error));
    bool installed = known_source_install(source, connection, contract, &error);
    ck_assert_msg(installed, "%s", error != NULL ? error->message : "");
    load_all();
}

static void
stop(void)
{
    live_database_stop(server);
}

/* Read to the last column; the counts are those of the files, by other means. */
static const struct {
    const char *sql, *answer;
} QUESTIONS[] = {
    {"SELECT string_agg(n::text, ' ') FROM (SELECT count(*) AS n FROM snds.er_prs_f UNION ALL "
     "SELECT "
     "count(*) FROM snds.t_mco24c) AS a",
     "10 10"},
    {"SELECT count(*) <= 10 AND count(md5(t::text)) = count(*) FROM miroir.claim AS t", "t"},
    {"SELECT count(*) BETWEEN 1 AND 10 AND count(md5(t::text)) = count(*) FROM miroir.practitioner "
     "AS t",
     "t"},
    {"SELECT count(*) BETWEEN 1 AND 10 AND count(md5(t::text)) = count(*) FROM miroir.patient AS t",
     "t"},
    {"SELECT count(*) <= 20 AND count(md5(t::text)) = count(*) FROM miroir.patient_condition AS t",
     "t"},
    {"SELECT count(*) <= 10 AND count(md5(t::text)) = count(*) FROM miroir.registration AS t", "t"},
    {"SELECT count(*) <= 10 AND count(md5(t::text)) = count(*) FROM miroir.stay AS t", "t"},
    {"SELECT count(*) > 100 AND count(md5(t::text)) = count(*) FROM miroir.territory AS t", "t"},
    /* IR_PHA_R: 23 124 codes, 22 180 with their class. */
    {"SELECT count(*) || ' ' || count(atc) FROM miroir.code WHERE code_system = 'CIP13'",
     "23124 22180"},
    {"SELECT atc || ' ' || generic_group || ' ' || generic_role || ' ' || units FROM miroir.code "
     "WHERE code = '3400934658570'",
     "N05CF02 295 originator 14"},
    {"SELECT units::text FROM miroir.code WHERE code = '3400937226332'", "90"},
    {"SELECT label FROM miroir.code WHERE code_system = 'NGAP' AND code = 'G'",
     "CONSULTATION MEDECINE GENERALE"},
    /* Of 1 076 one is 0, without object. */
    {"SELECT count(*)::text FROM miroir.code WHERE code_system = 'NABM'", "1075"},
    {"SELECT label FROM miroir.code WHERE code_system = 'CCAM' AND code = 'AHQP001'",
     "Électromyographie par électrode de surface, sans enregistrement vidéo"},
};

START_TEST(views_read_the_examples)
{
    g_autofree char *answer = live_database_value(server, QUESTIONS[_i].sql);
    ck_assert_str_eq(answer, QUESTIONS[_i].answer);
}
END_TEST

int
main(void)
{
    g_autofree char *data = data_path("example_rows");
    if (!g_file_test(data, G_FILE_TEST_IS_DIR)) {
        fprintf(stderr, "SKIPPED: %s is not there: nothing was tried on example rows\n", data);
        return SKIPPED;
    }

    Suite *suite = suite_create("dcir examples");
    TCase *tcase = tcase_create("examples");
    tcase_add_unchecked_fixture(tcase, start, stop);
    tcase_add_loop_test(tcase, views_read_the_examples, 0, G_N_ELEMENTS(QUESTIONS));
    suite_add_tcase(suite, tcase);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
