#include "tests/live/command_case.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "engine/csv/reader.h"
#include "engine/publish/folder.h"
#include "tests/engine/cli/program.h"

static const char CAMPAIGN[] =
    "campaign: small-2026-q1\n"
    "title: \"Profil\"\n"
    "language: fr\n"
    "region: {id: \"53\", label: \"Bretagne\"}\n"
    "period: {every: quarter, last: 2026-Q1, history: 4}\n"
    "data: {from: 2025-01-01, to: 2026-03-31}\n"
    "database: {conninfo: \"%s\"}\n"
    "themes: [own.yaml]\n"
    "comparators: [group, enrolled, control]\n"
    "control: {specialties: [MG], minimum_activity: 1}\n"
    "numbering: {key_file: secret.key, scope: theme}\n"
    "disclosure: {minimum_patients: 5, minimum_members: 5, minimum_peers: 6, dominance: 0.85}\n";

const char COMMAND_THEME[] =
    "theme: own\n"
    "status: trial\n"
    "label: {fr: \"Antibiotiques\"}\n"
    "indicators:\n"
    "  - id: quinolones\n"
    "    version: 1\n"
    "    label: {fr: \"Fluoroquinolones parmi vos antibiotiques\"}\n"
    "    definition: {fr: \"Boîtes de fluoroquinolones sur boîtes d’antibiotiques.\"}\n"
    "    action: {fr: \"Relire ses indications.\"}\n"
    "    type: prescription\n"
    "    kind: proportion\n"
    "    unit: claim\n"
    "    attribution: prescriber\n"
    "    denominator: \"atc in (J01*)\"\n"
    "    numerator: \"atc in (J01MA*)\"\n"
    "    standardise: age_sex\n"
    "    direction: lower\n";

LiveDatabase *database;
char *folder;

void
write_file(const char *name, const char *text, gssize size, int mode)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    ck_assert(
        g_file_set_contents_full(path, text, size, G_FILE_SET_CONTENTS_CONSISTENT, mode, NULL));
}

char *
campaign_text(const char *conninfo)
{
    return g_strdup_printf(CAMPAIGN, conninfo);
}

void
write_campaign(const char *conninfo)
{
    g_autofree char *campaign = campaign_text(conninfo);
    write_file("campaign.yaml", campaign, -1, 0644);
}

static void
make_folder(void)
{
    folder = g_dir_make_tmp("miroir-line-XXXXXX", NULL);
    write_campaign(live_database_conninfo(database));
    write_file("own.yaml", COMMAND_THEME, -1, 0644);
    write_file("secret.key", "0123456789abcdef0123456789abcdef", 32, 0600);
}

static void
remove_folder(void)
{
    ck_assert(folder_remove(folder, NULL));
    g_clear_pointer(&folder, g_free);
}

void
expect_status(const char *line, int status)
{
    g_auto(ProgramResult) result = program_run(folder, line);
    ck_assert_msg(result.status == status, "%s: status %d, out: %s, err: %s", line, result.status,
                  result.out, result.err);
}

char *
content(const char *path)
{
    g_autofree char *full = g_build_filename(folder, path, NULL);
    char *text = NULL;
    ck_assert_msg(g_file_get_contents(full, &text, NULL, NULL), "%s cannot be read", path);
    return text;
}

char *
hash_of(const char *path)
{
    g_autofree char *full = g_build_filename(folder, path, NULL);
    g_autofree char *bytes = NULL;
    gsize n = 0;
    ck_assert_msg(g_file_get_contents(full, &bytes, &n, NULL), "%s cannot be read", path);
    return g_compute_checksum_for_string(G_CHECKSUM_SHA256, bytes, (gssize)n);
}

guint
n_below(const char *path)
{
    g_autofree char *full = g_build_filename(folder, path, NULL);
    g_autoptr(GPtrArray) paths = folder_list(full, NULL);
    return paths->len;
}

char *
look_up(const char *path, const char *first, const char *first_value, const char *second,
        const char *second_value, const char *wanted)
{
    g_autofree char *full = g_build_filename(folder, path, NULL);
    g_autoptr(CsvReader) reader = csv_reader_open(full, CSV_DIALECT_RFC4180, NULL);
    ck_assert_ptr_nonnull(reader);
    size_t a = (size_t)csv_reader_find_column(reader, first);
    size_t b = (size_t)csv_reader_find_column(reader, second);
    size_t c = (size_t)csv_reader_find_column(reader, wanted);
    while (csv_reader_next(reader, NULL))
        if (strcmp(csv_reader_field(reader, a), first_value) == 0 &&
            strcmp(csv_reader_field(reader, b), second_value) == 0)
            return g_strdup(csv_reader_field(reader, c));
    return NULL;
}

char *
words_of(const char *path, const char *password)
{
    g_autofree char *line =
        g_strdup_printf("pdftotext -upw \"%s\" %s/%s -", password, folder, path);
    char *out = NULL;
    int status = 0;
    ck_assert(g_spawn_command_line_sync(line, &out, NULL, &status, NULL));
    ck_assert_msg(g_spawn_check_wait_status(status, NULL), "%s", line);
    return out;
}

char *
ask_qpdf(const char *options, const char *path)
{
    g_autofree char *line = g_strdup_printf("qpdf %s %s/%s", options, folder, path);
    g_autoptr(GError) error = NULL;
    char *out = NULL;
    int status = 0;
    bool ran = g_spawn_command_line_sync(line, &out, NULL, &status, &error) &&
               g_spawn_check_wait_status(status, &error);
    ck_assert_msg(ran, "%s: %s", line, error == NULL ? "" : error->message);
    return out;
}

int
n_pages(const char *path)
{
    g_autofree char *out = ask_qpdf("--show-npages", path);
    return atoi(out);
}

int
command_case_run(TCase *tests, const char *name)
{
    database = live_database_start();
    live_database_run_path(database, "tests/live/small_region.sql");
    tcase_set_timeout(tests, 120);
    tcase_add_checked_fixture(tests, make_folder, remove_folder);
    Suite *suite = suite_create(name);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    live_database_stop(database);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
