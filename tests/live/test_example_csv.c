/* The example of a doctors' own information system, tests/data/example-csv: loaded into a private
 * cluster, run, and its figures held against those worked out by hand from the files. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "engine/csv/reader.h"
#include "engine/publish/folder.h"
#include "tests/engine/cli/program.h"
#include "tests/live/live_database.h"

static char *folder;

/* By hand. Quinolones: lines of ofloxacin of lines of antibiotics; 101 has a box given back, which is no
 * line, and 102 a line said twice, which is one. Vaccination: as indicator_count.csv says. */
static const struct {
    const char *practitioner, *indicator, *numerator, *denominator, *patients;
} MEASURES[] = {
    {"101", "quinolones", "1", "10", "10"},   {"102", "quinolones", "4", "12", "12"},
    {"103", "quinolones", "0", "12", "12"},   {"104", "quinolones", "6", "12", "12"},
    {"105", "quinolones", "2", "12", "12"},   {"106", "quinolones", "5", "12", "12"},
    {"201", "quinolones", "3", "12", "12"},   {"202", "quinolones", "6", "12", "12"},
    {"203", "quinolones", "1", "12", "12"},   {"204", "quinolones", "7", "12", "12"},
    {"205", "quinolones", "4", "12", "12"},   {"101", "vaccination", "30", "50", "50"},
    {"102", "vaccination", "24", "60", "60"}, {"103", "vaccination", "45", "60", "60"},
    {"104", "vaccination", "12", "40", "40"}, {"105", "vaccination", "35", "50", "50"},
    {"106", "vaccination", "28", "40", "40"}, {"201", "vaccination", "20", "50", "50"},
    {"202", "vaccination", "18", "60", "60"}, {"203", "vaccination", "33", "55", "55"},
    {"204", "vaccination", "16", "40", "40"}, {"205", "vaccination", "22", "44", "44"},
};

/* By hand: sums of the above over doctors 101 to 106 and 201 to 205, to four digits. */
static const struct {
    const char *comparator, *indicator, *practitioners, *value;
} COMPARATORS[] = {
    {"enrolled", "quinolones", "6", "0.2571"},  /* 18 / 70 */
    {"control", "quinolones", "5", "0.35"},     /* 21 / 60 */
    {"enrolled", "vaccination", "6", "0.58"},   /* 174 / 300 */
    {"control", "vaccination", "5", "0.4378"},  /* 109 / 249 */
    {"group:CORN", "vaccination", "6", "0.58"}, /* the only group */
};

static void
copy(const char *name)
{
    g_autofree char *relative = g_strdup_printf("tests/data/example-csv/%s", name);
    g_autofree char *from = live_source_path(relative);
    g_autofree char *to = g_build_filename(folder, name, NULL);
    g_autofree char *text = NULL;
    gsize size = 0;
    ck_assert(g_file_get_contents(from, &text, &size, NULL));
    ck_assert(g_file_set_contents(to, text, (gssize)size, NULL));
}

static void
make_folder(void)
{
    folder = g_dir_make_tmp("miroir-example-XXXXXX", NULL);
    ck_assert_int_eq(chmod(folder, 0755), 0);
    g_autofree char *data = live_source_path("tests/data/example-csv");
    g_autoptr(GDir) files = g_dir_open(data, 0, NULL);
    ck_assert_ptr_nonnull(files);
    for (const char *name = g_dir_read_name(files); name != NULL; name = g_dir_read_name(files))
        copy(name);
    g_autofree char *key = g_build_filename(folder, "secret.key", NULL);
    ck_assert(g_file_set_contents_full(key, "0123456789abcdef0123456789abcdef", 32,
                                       G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
}

static void
remove_folder(void)
{
    ck_assert(folder_remove(folder, NULL));
    g_clear_pointer(&folder, g_free);
}

static void
expect_said(const char *line, const char *words)
{
    g_auto(ProgramResult) result = program_run(folder, line);
    ck_assert_msg(result.status == 0 && strstr(result.out, words) != NULL, "%s: %s%s", line,
                  result.out, result.err);
}

/* The fields of the row of the last quarter for who and which indicator, joined. */
static char *
row_of(const char *path, const char *who_column, const char *who, const char *indicator,
       const char *const wanted[3])
{
    g_autofree char *full = g_build_filename(folder, path, NULL);
    g_autoptr(CsvReader) reader = csv_reader_open(full, CSV_DIALECT_RFC4180, NULL);
    ck_assert_ptr_nonnull(reader);
    size_t of_who = (size_t)csv_reader_find_column(reader, who_column);
    size_t of_period = (size_t)csv_reader_find_column(reader, "period");
    size_t of_indicator = (size_t)csv_reader_find_column(reader, "indicator");
    while (csv_reader_next(reader, NULL)) {
        if (strcmp(csv_reader_field(reader, of_who), who) != 0 ||
            strcmp(csv_reader_field(reader, of_period), "2026-Q1") != 0 ||
            strcmp(csv_reader_field(reader, of_indicator), indicator) != 0)
            continue;
        g_autoptr(GString) joined = g_string_new(NULL);
        for (size_t i = 0; i < 3; i++) {
            size_t column = (size_t)csv_reader_find_column(reader, wanted[i]);
            g_string_append_printf(joined, "%s ", csv_reader_field(reader, column));
        }
        return g_string_free(g_steal_pointer(&joined), FALSE);
    }
    return g_strdup("no row");
}

static void
expect_measures(void)
{
    static const char *const wanted[] = {"numerator", "denominator", "patients"};
    for (size_t i = 0; i < G_N_ELEMENTS(MEASURES); i++) {
        g_autofree char *found = row_of("edition/private/measures.csv", "practitioner_id",
                                        MEASURES[i].practitioner, MEASURES[i].indicator, wanted);
        g_autofree char *expected = g_strdup_printf("%s %s %s ", MEASURES[i].numerator,
                                                    MEASURES[i].denominator, MEASURES[i].patients);
        ck_assert_msg(strcmp(found, expected) == 0, "%s %s: %snot %s", MEASURES[i].practitioner,
                      MEASURES[i].indicator, found, expected);
    }
}

static void
expect_comparators(void)
{
    static const char *const wanted[] = {"practitioners", "value", "status"};
    for (size_t i = 0; i < G_N_ELEMENTS(COMPARATORS); i++) {
        g_autofree char *found =
            row_of("edition/results/comparators.csv", "comparator", COMPARATORS[i].comparator,
                   COMPARATORS[i].indicator, wanted);
        g_autofree char *expected =
            g_strdup_printf("%s %s ok ", COMPARATORS[i].practitioners, COMPARATORS[i].value);
        ck_assert_msg(strcmp(found, expected) == 0, "%s %s: %snot %s", COMPARATORS[i].comparator,
                      COMPARATORS[i].indicator, found, expected);
    }
}

/* --- beside another region -------------------------------------------------------------------- */

static char *
text_of(const char *path)
{
    g_autofree char *full = g_build_filename(folder, path, NULL);
    char *text = NULL;
    ck_assert_msg(g_file_get_contents(full, &text, NULL, NULL), "%s", path);
    return text;
}

/* `to` is `from` with each of the texts replaced by the next one; NULL after the last. */
static void
write_edited(const char *from, const char *to, const char *const texts[])
{
    char *text = text_of(from);
    for (size_t i = 0; texts[i] != NULL; i += 2) {
        g_auto(GStrv) parts = g_strsplit(text, texts[i], -1);
        ck_assert_msg(g_strv_length(parts) > 1, "%s has no %s", from, texts[i]);
        g_free(text);
        text = g_strjoinv(texts[i + 1], parts);
    }
    g_autofree char *path = g_build_filename(folder, to, NULL);
    g_autofree char *parent = g_path_get_dirname(path);
    ck_assert_int_eq(g_mkdir_with_parents(parent, 0755), 0);
    ck_assert(g_file_set_contents(path, text, -1, NULL));
    g_free(text);
}

/* Normandie has one member fewer, counts vaccinations by other words, and was itself set beside
 * Bretagne, whose figures are not to come back. */
static void
make_normandie(void)
{
    static const char *const FEWER[] = {"CORN;106;member;01/01/2024", "", NULL};
    static const char *const TERRITORIES[] = {";53;", ";28;", NULL};
    static const char *const THEME[] = {"par le logiciel", "par un autre logiciel", NULL};
    static const char *const CAMPAIGN[] = {"exemple-2026",
                                           "normandie-2026",
                                           "\"53\"",
                                           "\"28\"",
                                           "Bretagne",
                                           "Normandie",
                                           "exemple.yaml",
                                           "autre.yaml",
                                           "themes:",
                                           "other_regions: [edition/results]\nthemes:",
                                           NULL};
    write_edited("membership.csv", "fewer/membership.csv", FEWER);
    write_edited("territory.csv", "fewer/territory.csv", TERRITORIES);
    write_edited("membership.csv", "again/membership.csv", (const char *const[]){NULL});
    write_edited("territory.csv", "again/territory.csv", (const char *const[]){NULL});
    write_edited("exemple.yaml", "autre.yaml", THEME);
    write_edited("campaign.yaml", "normandie.yaml", CAMPAIGN);
    expect_said("load campaign.yaml fewer", "membership: 5 rows");
    expect_said("compute normandie.yaml -o normandie", "");
    expect_said("load campaign.yaml again", "membership: 6 rows");
}

/* The rest of the row of that comparator in the last quarter. */
static char *
rest_of(const char *text, const char *comparator)
{
    g_autofree char *begins = g_strdup_printf("\n2026-Q1,quinolones,%s,", comparator);
    const char *at = strstr(text, begins);
    ck_assert_msg(at != NULL, "no row of %s", comparator);
    return g_strndup(at + strlen(begins), strcspn(at + strlen(begins), "\n"));
}

static void
expect_figures_of_normandie(void)
{
    g_autofree char *ours = text_of("beside/results/comparators.csv");
    g_autofree char *theirs = text_of("normandie/results/comparators.csv");
    g_autofree char *alone = text_of("edition/results/comparators.csv");
    g_autofree char *before = rest_of(alone, "enrolled");
    static const char *const KINDS[] = {"enrolled", "control"};
    for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++) {
        g_autofree char *name = g_strdup_printf("region:%s:Normandie", KINDS[i]);
        g_autofree char *taken = rest_of(ours, name), *given = rest_of(theirs, KINDS[i]);
        ck_assert_str_eq(taken, given);
        ck_assert_str_ne(taken, before);
    }
    ck_assert_ptr_nonnull(strstr(theirs, "region:enrolled:Bretagne"));
    g_auto(GStrv) rows = g_strsplit(ours, ",region:", -1);
    ck_assert_uint_eq(g_strv_length(rows), 3);
    ck_assert_msg(g_str_has_prefix(ours, alone), "our own rows changed");
}

/* What holds other regions' figures, or says that they were asked for. */
static bool
may_differ(const char *line)
{
    static const char *const PATHS[] = {"manifest.json",       "results/comparators.csv",
                                        "private/regions.csv", "private/campaign/campaign.yaml",
                                        "handouts/CORN.pdf",   "workbooks/region.xlsx"};
    for (size_t i = 0; i < G_N_ELEMENTS(PATHS); i++)
        if (strstr(line, PATHS[i]) != NULL)
            return true;
    return false;
}

static char *
files_of(const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *all = program_snapshot(path);
    g_auto(GStrv) lines = g_strsplit(all, "\n", -1);
    GString *kept = g_string_new(NULL);
    for (char **line = lines; *line != NULL; line++)
        if (!may_differ(*line))
            g_string_append_printf(kept, "%s\n", *line);
    return g_string_free(kept, FALSE);
}

/* Our own figures, and every document that does not print theirs, are as if there were none. */
static void
expect_beside_normandie(void)
{
    static const char *const CAMPAIGN[] = {
        "themes:", "other_regions: [normandie/results]\nthemes:", NULL};
    static const char NOTE[] =
        "Normandie: 1 of 2 indicators compare; of another definition: vaccination";
    make_normandie();
    write_edited("campaign.yaml", "beside.yaml", CAMPAIGN);
    expect_said("check beside.yaml", NOTE);
    g_auto(ProgramResult) result = program_run(folder, "run beside.yaml -o beside --jobs 2");
    ck_assert_msg(result.status == 0 &&
                      (strstr(result.err, NOTE) != NULL || strstr(result.out, NOTE) != NULL),
                  "%s%s", result.out, result.err);
    expect_figures_of_normandie();
    g_autofree char *without = files_of("edition"), *beside = files_of("beside");
    ck_assert_str_eq(beside, without);
    g_autofree char *manifest = text_of("beside/manifest.json");
    ck_assert_ptr_nonnull(strstr(manifest, "\"other_region_01\": \"Normandie\""));
    ck_assert_ptr_null(strstr(manifest, "normandie/results"));
}

/* Of the check, which names all faults, the database is another. */
static void
expect_faults_are_named(void)
{
    static const char *const NOWHERE[] = {"normandie/results", "nowhere", NULL};
    static const char *const NO_SERVER[] = {"embedded: \"cluster\"", "service: none", NULL};
    write_edited("beside.yaml", "nowhere.yaml", NOWHERE);
    write_edited("nowhere.yaml", "checked/nowhere.yaml", NO_SERVER);
    write_edited("exemple.yaml", "checked/exemple.yaml", (const char *const[]){NULL});
    static const char *const LINES[] = {"check checked/nowhere.yaml",
                                        "run nowhere.yaml -o nothing"};
    for (size_t i = 0; i < G_N_ELEMENTS(LINES); i++) {
        g_auto(ProgramResult) result = program_run(folder, LINES[i]);
        ck_assert_int_eq(result.status, 2);
        ck_assert_msg(strstr(result.err, "nowhere.yaml:10:17: other_regions: ") != NULL &&
                          strstr(result.err, "nowhere/datapackage.json:1:1: there is no") != NULL,
                      "%s", result.err);
    }
}

START_TEST(example_is_loaded_and_run)
{
    expect_said("load campaign.yaml .", "claim: 135 rows (French dialect)");
    expect_said("check campaign.yaml", "2 indicators: no fault");
    expect_said("run campaign.yaml -o edition --jobs 2", "15 of 15 documents made");
    expect_measures();
    expect_comparators();
    expect_beside_normandie();
    expect_faults_are_named();
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("example csv");
    TCase *tests = tcase_create("example csv");
    tcase_set_timeout(tests, 120);
    tcase_add_checked_fixture(tests, make_folder, remove_folder);
    tcase_add_test(tests, example_is_loaded_and_run);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
