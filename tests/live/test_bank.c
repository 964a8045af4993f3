/* The theme bank against answers made apart: each of its indicators, for every doctor, establishment or
 * territory and quarter of a region made up in the official tables of the DCIR, against what
 * tests/oracle/bank makes of the same tables in R. The answers are kept beside; with MIROIR_RSCRIPT in
 * the environment they are made anew from these very tables, first. */
#include <check.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/cli/made_up.h"
#include "engine/model/theme.h"
#include "engine/publish/folder.h"
#include "tests/engine/cli/program.h"
#include "tests/live/bank_rows.h"
#include "tests/live/bank_stays.h"
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
/* Of each year that a window reaches, by their letters. */
static const char *const YEARS[] = {"24", "25", "26"};
static const char LETTERS[] = "abce";

/* All of the bank; the theme of nurses has a campaign of its own. */
static const char DOCTORS_THEMES[] =
    "activite, ains, antibiotiques, antibiotiques_enfant, anticoagulants, antidepresseurs, "
    "anxiolytiques, asthme, benzodiazepines, biologie_pertinente, biosimilaires, bpco, "
    "cout_pharmacie, cystites, depistage_colorectal, depistages_feminins, diabete, generiques, "
    "hypertension, insuffisance_cardiaque, ipp, opioides, osteoporose, pertinence, polymedication, "
    "psa, "
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
    if (!made_up_fill(live_database(server), &SETTING, NULL, progress, &report, &error))
        give_up("region", error->message);
    live_database_run_path(server, "tests/live/bank_codes.sql");
    live_database_run_path(server, "tests/live/bank_stays.sql");
    if (!made_up_settle(live_database(server), progress, &error))
        give_up("tables", error->message);
    live_database_run_path(server, "tests/live/bank_kits.sql");
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
    for (size_t i = 0; i < G_N_ELEMENTS(YEARS) * strlen(LETTERS); i++) {
        g_autofree char *name =
            g_strdup_printf("t_mco%s%c", YEARS[i / strlen(LETTERS)], LETTERS[i % strlen(LETTERS)]);
        g_autofree char *relation = g_strconcat(SYNTHETIC_SCHEMA ".", name, NULL);
        write_table(relation, name);
    }
    write_table("public.kit", "kit");
    write_table("miroir.population", "population");
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

static GHashTable *answers, *counts;

START_TEST(every_count_is_the_answer)
{
    size_t n = bank_rows_differences(answers, counts, "answer", "engine");
    ck_assert_msg(n == 0, "%zu counts are not what the answers say", n);
    n = bank_rows_differences(counts, answers, "engine", "answer");
    ck_assert_msg(n == 0, "%zu counts have no answer", n);
}
END_TEST

/* The official tables do not say what a biosimilar is. */
static const char *const NO_NUMERATOR[] = {"glargine_biosimilaire", "enoxaparine_biosimilaire",
                                           NULL};

/* A comparison of zeros would show nothing. */
START_TEST(no_indicator_is_always_zero)
{
    g_autoptr(GHashTable) seen = bank_rows_indicators(answers);
    GHashTableIter iter;
    gpointer key, value;
    g_autoptr(GString) zeros = g_string_new(NULL);
    g_hash_table_iter_init(&iter, seen);
    while (g_hash_table_iter_next(&iter, &key, &value))
        if (value == NULL && !g_strv_contains(NO_NUMERATOR, key))
            g_string_append_printf(zeros, " %s", (char *)key);
    ck_assert_msg(zeros->len == 0, "always zero:%s", zeros->str);
}
END_TEST

/* Indicators of the bank that no answer is asked for, each with why; NULL ends them. None as yet. */
typedef struct {
    const char *indicator, *why;
} NotCompared;
static const NotCompared NOT_COMPARED[] = {{NULL, NULL}};

static bool
may_be_missing(const char *indicator)
{
    for (const NotCompared *one = NOT_COMPARED; one->indicator != NULL; one++)
        if (strcmp(one->indicator, indicator) == 0) {
            fprintf(stderr, "not compared: %s: %s\n", indicator, one->why);
            return true;
        }
    return false;
}

/* Those of the theme that neither side has counted, or one alone, are added to `missing`. */
static size_t
count_compared(const Theme *theme, GHashTable *some, GHashTable *other, GString *missing)
{
    size_t n = 0;
    for (size_t i = 0; i < theme->n_indicators; i++) {
        const char *id = theme->indicators[i].id;
        if (g_hash_table_contains(some, id) && g_hash_table_contains(other, id))
            n++;
        else if (!may_be_missing(id))
            g_string_append_printf(missing, " %s", id);
    }
    return n;
}

START_TEST(the_whole_bank_is_compared)
{
    g_autoptr(GHashTable) of_answers = bank_rows_indicators(answers);
    g_autoptr(GHashTable) of_counts = bank_rows_indicators(counts);
    g_autofree char *bank = live_source_path("sql/themes");
    g_autoptr(GDir) files = g_dir_open(bank, 0, NULL);
    g_autoptr(GString) missing = g_string_new(NULL);
    size_t n = 0;
    ck_assert_ptr_nonnull(files);
    for (const char *name = g_dir_read_name(files); name != NULL; name = g_dir_read_name(files)) {
        g_autofree char *path = g_build_filename(bank, name, NULL);
        g_autoptr(GError) error = NULL;
        g_autoptr(Theme) theme = theme_load(path, &error);
        ck_assert_msg(theme != NULL, "%s", error == NULL ? path : error->message);
        n += count_compared(theme, of_answers, of_counts, missing);
    }
    ck_assert_msg(missing->len == 0, "not compared:%s", missing->str);
    ck_assert_uint_eq(n, g_hash_table_size(of_answers));
    printf("bank: %zu indicators compared, over %u units and quarters\n", n,
           g_hash_table_size(answers));
}
END_TEST

/* Small ones are hidden, and others with them; most are not. */
START_TEST(published_stays_are_the_answers)
{
    g_autofree char *path = g_build_filename(folder, "doctors/results/stays.csv", NULL);
    size_t n;
    ck_assert(bank_stays_published(path, answers, &n));
    ck_assert_msg(n >= 100, "only %zu figures are published", n);
}
END_TEST

static void
count_stays(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *campaign = g_build_filename(folder, "doctors.yaml", NULL);
    g_autofree char *themes = live_source_path("sql/themes");
    if (!bank_stays_count(live_database(server), campaign, themes, counts, &error))
        give_up("stays", error->message);
}

static void
make(void)
{
    folder = g_dir_make_tmp("miroir-bank-XXXXXX", NULL);
    make_region();
    g_autofree char *path = answers_path();
    answers = bank_rows_new();
    counts = bank_rows_new();
    bank_rows_read(answers, path, "practitioner");
    write_text("secret.key", "0123456789abcdef0123456789abcdef", 0600);
    compute("doctors", DOCTORS_THEMES, ", control",
            "control: {specialties: [MG], minimum_activity: 1}\n");
    g_autofree char *doctors = g_build_filename(folder, "doctors/private/counts.csv", NULL);
    bank_rows_read(counts, doctors, "practitioner_id");
    count_stays();
    compute("nurses", "soins_infirmiers", "", "profession: nurse\n");
    g_autofree char *nurses = g_build_filename(folder, "nurses/private/counts.csv", NULL);
    bank_rows_read(counts, nurses, "practitioner_id");
}

int
main(void)
{
    make();
    TCase *tests = tcase_create("live");
    tcase_add_test(tests, every_count_is_the_answer);
    tcase_add_test(tests, no_indicator_is_always_zero);
    tcase_add_test(tests, the_whole_bank_is_compared);
    tcase_add_test(tests, published_stays_are_the_answers);
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
