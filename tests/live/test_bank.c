/* The theme bank against answers made apart: each indicator that comes from claims, for every doctor
 * and quarter of a region made up in the official tables of the DCIR, against what tests/oracle/bank
 * makes of the same tables in R. The answers are kept beside; with MIROIR_RSCRIPT in the environment
 * they are made anew from these very tables, first. */
#include <check.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/cli/made_up.h"
#include "engine/csv/reader.h"
#include "engine/publish/folder.h"
#include "tests/engine/cli/program.h"
#include "tests/live/synthetic_case.h"

/* Histories of five years before the first quarter that is computed, since some windows are as long. */
static const RegionSetting SETTING = {100, 23, 40000, 1};
static const char *const LAST_DAYS = "2025-09-30 2025-12-31 2026-03-31";

static const char CAMPAIGN[] =
    "campaign: bank-2026-q1\n"
    "title: \"Profil\"\n"
    "language: fr\n"
    "region: {id: \"53\", label: \"Bretagne\"}\n"
    "period: {every: quarter, last: 2026-Q1, history: 3}\n"
    "data: {from: 2020-07-01, to: 2026-03-31, received_to: 2026-06-12}\n"
    "database: {conninfo: \"%s\"}\n"
    "themes: [%s]\n"
    "comparators: [group, enrolled%s]\n"
    "%s"
    "numbering: {key_file: secret.key, scope: theme}\n"
    "disclosure: {minimum_patients: 11, minimum_members: 5, minimum_peers: 6, dominance: 0.85}\n";

static const char *const TABLES[] = {"er_prs_f", "er_pha_f", "er_bio_f", "er_cam_f",
                                     "er_ete_f", "ir_ben_r", "ir_imb_r", "ir_mtt_r",
                                     "da_pra_r", "ir_pha_r", "ir_nat_v"};

/* All of the bank that comes from claims: procedures by territory come from stays, and the theme of
 * nurses has a campaign of its own. */
static const char DOCTORS_THEMES[] =
    "activite, ains, antibiotiques, antibiotiques_enfant, anticoagulants, antidepresseurs, "
    "anxiolytiques, asthme, benzodiazepines, biologie_pertinente, biosimilaires, bpco, "
    "cout_pharmacie, cystites, depistage_colorectal, depistages_feminins, diabete, generiques, "
    "hypertension, insuffisance_cardiaque, ipp, opioides, osteoporose, polymedication, psa, "
    "risque_cardiovasculaire, tabac, troubles_cognitifs, vaccination_grippe, vaccination_senior";

static LiveDatabase *server;
static char *folder;

/* --- the region, the answers, the engine's counts ----------------------------------------------- */

static void
give_up(const char *what, const char *why)
{
    fprintf(stderr, "bank: %s: %s\n", what, why);
    exit(EXIT_FAILURE);
}

static void
make_region(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Progress) progress = progress_new();
    SyntheticReport report;
    server = live_database_start();
    if (!made_up_fill(live_database(server), &SETTING, progress, &report, &error))
        give_up("region", error->message);
    live_database_run_path(server, "tests/live/bank_codes.sql");
    if (!made_up_settle(live_database(server), progress, &error))
        give_up("tables", error->message);
}

static void
write_table(const char *relation, const char *name)
{
    g_autofree char *sql = g_strdup_printf(
        "COPY (SELECT * FROM %s) TO '%s/tables/%s.csv' CSV HEADER", relation, folder, name);
    live_database_run(server, sql);
}

/* The server writes them, who may be somebody else. */
static void
write_tables(void)
{
    g_autofree char *path = g_build_filename(folder, "tables", NULL);
    if (g_mkdir(path, 0777) != 0 || g_chmod(path, 0777) != 0 || g_chmod(folder, 0755) != 0)
        give_up(path, "cannot be made");
    for (size_t i = 0; i < G_N_ELEMENTS(TABLES); i++) {
        g_autofree char *relation = g_strdup_printf(SYNTHETIC_SCHEMA ".%s", TABLES[i]);
        write_table(relation, TABLES[i]);
    }
    write_table(
        "(SELECT practitioner_id FROM miroir_own.practitioner WHERE opposed_on IS NOT NULL) o",
        "opposed");
}

/* Where the answers are: those kept, or those made now. */
static char *
answers_path(void)
{
    const char *rscript = g_getenv("MIROIR_RSCRIPT");
    if (rscript == NULL)
        return live_source_path("tests/oracle/bank/answers.csv");
    write_tables();
    g_autofree char *script = live_source_path("tests/oracle/bank/answers.R");
    char *answers = g_build_filename(folder, "answers.csv", NULL);
    g_autofree char *line =
        g_strdup_printf("%s %s %s/tables %s %s", rscript, script, folder, answers, LAST_DAYS);
    g_autofree char *err = NULL;
    int status = 0;
    if (!g_spawn_command_line_sync(line, NULL, &err, &status, NULL) ||
        !g_spawn_check_wait_status(status, NULL))
        give_up(line, err == NULL ? "cannot be run" : err);
    return answers;
}

static void
write_text(const char *name, const char *text, int mode)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (!g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, mode, NULL))
        give_up(path, "cannot be written");
}

static void
compute(const char *name, const char *themes, const char *comparator, const char *more)
{
    g_autofree char *text =
        g_strdup_printf(CAMPAIGN, live_database_conninfo(server), themes, comparator, more);
    g_autofree char *file = g_strconcat(name, ".yaml", NULL);
    write_text(file, text, 0644);
    g_autofree char *line = g_strdup_printf("compute %s -o %s", file, name);
    g_auto(ProgramResult) result = program_run(folder, line);
    if (result.status != 0)
        give_up(line, result.err);
}

/* --- the comparison ------------------------------------------------------------------------------- */

enum { N_INDICATORS = 76 };
enum { NUMERATOR, DENOMINATOR, NUMERATOR_PATIENTS, DENOMINATOR_PATIENTS, N_COUNTS };
static const char *const COUNTS[N_COUNTS] = {"numerator", "denominator", "numerator_patients",
                                             "denominator_patients"};

typedef struct {
    double counts[N_COUNTS]; /* over all ages and both sexes */
} Row;

static const char *
field(const CsvReader *reader, const char *column)
{
    return csv_reader_field(reader, (size_t)csv_reader_find_column(reader, column));
}

/* By indicator, period and practitioner; cells of age and sex are added up. */
static void
read_rows(GHashTable *rows, const char *path, const char *practitioner)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(CsvReader) reader = csv_reader_open(path, CSV_DIALECT_RFC4180, &error);
    if (reader == NULL)
        give_up(path, error->message);
    while (csv_reader_next(reader, &error)) {
        /* Ready-made, for the sake of its theme. */
        if (strcmp(field(reader, "indicator"), "test_colorectal") == 0)
            continue;
        char *key = g_strjoin(" ", field(reader, "indicator"), field(reader, "period"),
                              field(reader, practitioner), NULL);
        Row *row = g_hash_table_lookup(rows, key);
        if (row == NULL)
            g_hash_table_insert(rows, g_strdup(key), row = g_new0(Row, 1));
        for (int i = 0; i < N_COUNTS; i++)
            row->counts[i] += g_ascii_strtod(field(reader, COUNTS[i]), NULL);
        g_free(key);
    }
    if (error != NULL)
        give_up(path, error->message);
}

static GHashTable *
new_rows(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

static GHashTable *answers, *counts;

/* How many counts of `some` differ from `other`, where a row that is absent holds zeros. The first
 * ones are named. */
static size_t
count_differences(GHashTable *some, GHashTable *other, const char *of_some, const char *of_other)
{
    static const Row ZEROS;
    GHashTableIter iter;
    gpointer key, value;
    size_t n = 0;
    g_hash_table_iter_init(&iter, some);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        const Row *row = value, *same = g_hash_table_lookup(other, key);
        if (same == NULL)
            same = &ZEROS;
        for (int i = 0; i < N_COUNTS; i++)
            /* Amounts are whole cents; all else is whole. */
            if (fabs(row->counts[i] - same->counts[i]) > 0.001 && ++n <= 40)
                fprintf(stderr, "%s %s: %s %.2f, %s %.2f\n", (char *)key, COUNTS[i], of_some,
                        row->counts[i], of_other, same->counts[i]);
    }
    return n;
}

START_TEST(every_count_is_the_answer)
{
    size_t n = count_differences(answers, counts, "answer", "engine");
    ck_assert_msg(n == 0, "%zu counts are not what the answers say", n);
    n = count_differences(counts, answers, "engine", "answer");
    ck_assert_msg(n == 0, "%zu counts have no answer", n);
}
END_TEST

/* The official tables do not say what a biosimilar is. */
static const char *const NO_NUMERATOR[] = {"glargine_biosimilaire", "enoxaparine_biosimilaire",
                                           NULL};

/* A comparison of zeros would show nothing. */
START_TEST(no_indicator_is_always_zero)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GHashTableIter iter;
    gpointer key, value;
    g_hash_table_iter_init(&iter, counts);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        char *indicator = g_strndup(key, strcspn(key, " "));
        const Row *row = value;
        bool is_seen = row->counts[NUMERATOR] > 0 || g_hash_table_lookup(seen, indicator) != NULL;
        g_hash_table_insert(seen, indicator, GINT_TO_POINTER(is_seen));
    }
    g_autoptr(GString) zeros = g_string_new(NULL);
    g_hash_table_iter_init(&iter, seen);
    while (g_hash_table_iter_next(&iter, &key, &value))
        if (value == NULL && !g_strv_contains(NO_NUMERATOR, key))
            g_string_append_printf(zeros, " %s", (char *)key);
    ck_assert_msg(zeros->len == 0, "always zero:%s", zeros->str);
    ck_assert_uint_eq(g_hash_table_size(seen), N_INDICATORS);
}
END_TEST

static void
make(void)
{
    folder = g_dir_make_tmp("miroir-bank-XXXXXX", NULL);
    make_region();
    g_autofree char *path = answers_path();
    answers = new_rows();
    counts = new_rows();
    read_rows(answers, path, "practitioner");
    write_text("secret.key", "0123456789abcdef0123456789abcdef", 0600);
    compute("doctors", DOCTORS_THEMES, ", control",
            "control: {specialties: [MG], minimum_activity: 1}\n");
    g_autofree char *doctors = g_build_filename(folder, "doctors/private/counts.csv", NULL);
    read_rows(counts, doctors, "practitioner_id");
    compute("nurses", "soins_infirmiers", "", "profession: nurse\n");
    g_autofree char *nurses = g_build_filename(folder, "nurses/private/counts.csv", NULL);
    read_rows(counts, nurses, "practitioner_id");
}

int
main(void)
{
    make();
    TCase *tests = tcase_create("live");
    tcase_add_test(tests, every_count_is_the_answer);
    tcase_add_test(tests, no_indicator_is_always_zero);
    Suite *suite = suite_create("bank");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    live_database_stop(server);
    if (g_getenv("MIROIR_KEEP") == NULL)
        folder_remove(folder, NULL);
    else
        fprintf(stderr, "kept %s\n", folder);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
