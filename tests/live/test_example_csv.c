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

START_TEST(example_is_loaded_and_run)
{
    expect_said("load campaign.yaml .", "claim: 135 rows (French dialect)");
    expect_said("check campaign.yaml", "2 indicators: no fault");
    expect_said("run campaign.yaml -o edition --jobs 2", "15 of 15 documents made");
    expect_measures();
    expect_comparators();
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
