/* The views of the DCIR over rows that nobody here wrote: the ten example rows of each official table
 * and the code tables of ../shared/data/dcir, put into the official tables column by column. Exits 77
 * (skipped) where they are absent. */
#include <check.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/csv/reader.h"
#include "engine/publish/folder.h"
#include "engine/source/known_source.h"
#include "tests/engine/cli/program.h"
#include "tests/live/live_database.h"

enum { SKIPPED = 77 };

static LiveDatabase *server;
static char *folder; /* of the campaign */
/* What the program said of the rows as they came, and without a column and a table of them. */
static char *remarks, *remarks_on_less;

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

/* As they came: tables of texts, with the columns that the files have. */
static void
load_all(Connection *connection)
{
    ck_assert(connection_run_script(connection, "CREATE SCHEMA csv", NULL));
    for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++)
        load_texts(connection, FILES[i].file, FILES[i].table);
}

static void
move_all(Connection *connection)
{
    g_autoptr(GError) error = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(FILES); i++) {
        const char *table = FILES[i].table;
        g_autofree char *move = g_strdup_printf(MOVE, table, table, table, table, table);
        ck_assert_msg(connection_run_script(connection, move, &error), "%s: %s", table,
                      error != NULL ? error->message : "");
    }
    ck_assert(connection_run_script(connection, "DROP SCHEMA csv CASCADE", NULL));
}

/* The official tables with the views over them, still empty. */
static void
install(Connection *connection)
{
    g_autofree char *contract = live_source_path("sql/contract");
    g_autofree char *dcir = live_source_path("sql/sources/dcir");
    g_autoptr(GError) error = NULL;
    g_autoptr(KnownSource) source = known_source_load(dcir, &error);
    g_autofree char *tables = g_build_filename(dcir, "0-official-tables.sql", NULL);
    g_autofree char *sql = NULL;
    ck_assert(g_file_get_contents(tables, &sql, NULL, NULL));
    ck_assert(
        connection_run_script(connection, "CREATE SCHEMA snds; SET search_path = snds", NULL));
    ck_assert(connection_run_script(connection, sql, &error));
    ck_assert(connection_run_script(connection, WIDEN, &error));
    bool installed = known_source_install(source, connection, contract, &error);
    ck_assert_msg(installed, "%s", error != NULL ? error->message : "");
}

/* --- the program ------------------------------------------------------------------------------ */

static const char CAMPAIGN[] =
    "campaign: examples-2026-q1\nlanguage: fr\nregion: {id: \"53\", label: \"Bretagne\"}\n"
    "period: {every: quarter, last: 2026-Q1}\n"
    "data: {from: 2020-01-01, to: 2026-03-31, received_to: 2026-06-12}\n"
    "database: {conninfo: \"%s\"}\nthemes: [antibiotiques, diabete]\n"
    "numbering: {key_file: secret.key, scope: theme}\n";

static void
write_file(const char *name, const char *text, int mode)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    ck_assert(g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, mode, NULL));
}

static void
make_folder(void)
{
    folder = g_dir_make_tmp("miroir-examples-XXXXXX", NULL);
    g_autofree char *campaign = g_strdup_printf(CAMPAIGN, live_database_conninfo(server));
    write_file("campaign.yaml", campaign, 0644);
    write_file("secret.key", "0123456789abcdef0123456789abcdef", 0600);
}

/* Where the server is, for a program without a campaign. */
static void
set_environment(void)
{
    PQconninfoOption *options = PQconninfoParse(live_database_conninfo(server), NULL);
    for (const PQconninfoOption *option = options; option->keyword != NULL; option++)
        if (option->val != NULL && option->envvar != NULL)
            g_setenv(option->envvar, option->val, TRUE);
    PQconninfoFree(options);
}

static char *
said(const char *line)
{
    g_auto(ProgramResult) result = program_run(folder, line);
    ck_assert_msg(result.status == 0, "%s: %s%s", line, result.out, result.err);
    ck_assert_str_eq(result.err, "");
    return g_steal_pointer(&result.out);
}

static void
start(void)
{
    g_autoptr(GError) error = NULL;
    server = live_database_start();
    g_autoptr(Connection) connection =
        connection_open(live_database(server), CONNECTION_TO_LOAD, &error);
    ck_assert_msg(connection != NULL, "%s", error != NULL ? error->message : "");
    make_folder();
    set_environment();
    load_all(connection);
    remarks = said("check --source dcir");
    ck_assert(connection_run_script(connection,
                                    "ALTER TABLE csv.er_prs_f RENAME pre_pre_dtd TO kept;"
                                    "ALTER TABLE csv.ir_mtt_r RENAME TO kept",
                                    NULL));
    remarks_on_less = said("check --source dcir");
    ck_assert(connection_run_script(connection,
                                    "ALTER TABLE csv.er_prs_f RENAME kept TO pre_pre_dtd;"
                                    "ALTER TABLE csv.kept RENAME TO ir_mtt_r",
                                    NULL));
    install(connection);
    move_all(connection);
}

static void
stop(void)
{
    live_database_stop(server);
    ck_assert(folder_remove(folder, NULL));
    g_free(folder);
    g_free(remarks);
    g_free(remarks_on_less);
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

#define LABEL "DCIR and PMSI-MCO, under their official names: tables that are there: "

/* The extracts have every table and column that the views read, but for establishments. */
START_TEST(remarks_are_those_of_the_files)
{
    ck_assert_str_eq(remarks, "t_mcoaae is not there: establishments are not known\n" LABEL
                              "16; missing tables and columns: 1\n");
    ck_assert_str_eq(
        remarks_on_less,
        "er_prs_f.pre_pre_dtd is not there or may not be read: prescriptions are "
        "counted by practitioner, patient and day\n"
        "ir_mtt_r is not there: referring doctors are not known: indicators attributed "
        "to them cannot be computed\n"
        "t_mcoaae is not there: establishments are not known\n" LABEL
        "15; missing tables and columns: 3\n");
}
END_TEST

/* In the official tables, of which there are those of several years of the PMSI. Groups and meetings
 * come from elsewhere. */
START_TEST(campaign_is_checked_with_the_source)
{
    g_autofree char *out = said("check campaign.yaml --source dcir");
    ck_assert_str_eq(
        out,
        LABEL "36; missing tables and columns: 0\n"
              "note: miroir.quality_group is empty: nobody is enrolled, so that there are no "
              "booklets and no handouts\n"
              "note: miroir.membership is empty: nobody is enrolled, so that there are no booklets "
              "and no handouts\n"
              "note: miroir.allowance is empty: the evaluation does not speak of allowances\n"
              "note: miroir.meeting is empty: there are no certificates of attendance\n"
              "note: miroir.attendance is empty: there are no certificates of attendance\n"
              "note: role miroir could also change what it reads; a role with SELECT on miroir.* "
              "alone is safer\n"
              "campaign.yaml: edition examples-2026-q1, 2026-Q1 and 0 periods before, 2 themes, "
              "6 indicators: no fault\n");
}
END_TEST

static const struct {
    const char *line, *words;
} FAULTS[] = {
    {"check", "write `miroir check CAMPAIGN`"},
    {"check --source dcr", "there is no source 'dcr'"},
    {"check campaign.yaml --source dcr", "there is no source 'dcr'"},
};

START_TEST(faults_of_the_command_line_are_said)
{
    g_auto(ProgramResult) result = program_run(folder, FAULTS[_i].line);
    ck_assert_int_eq(result.status, 2);
    ck_assert_msg(strstr(result.err, FAULTS[_i].words) != NULL, "%s", result.err);
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
    tcase_add_test(tcase, remarks_are_those_of_the_files);
    tcase_add_test(tcase, campaign_is_checked_with_the_source);
    tcase_add_loop_test(tcase, faults_of_the_command_line_are_said, 0, G_N_ELEMENTS(FAULTS));
    suite_add_tcase(suite, tcase);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
