/* A region made up with the drugs of ../shared/data/dcir/nomenclatures, by the real command, and an
 * edition of it: whatever is prescribed stands in that file, under the class that it was chosen for.
 * Exits 77 (skipped) where the file is absent. */
#include <check.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/csv/reader.h"
#include "engine/publish/folder.h"
#include "engine/publish/manifest.h"
#include "engine/synthetic/catalogue.h"
#include "tests/engine/cli/program.h"
#include "tests/live/live_database.h"

enum { SKIPPED = 77, N_DRUGS_OF_FILE = 23124 };

/* Medicines that came, or changed their class, after the file was made: of their ATC it has none. */
static const char MADE_UP[] = "A10BJ02 A10BK01 A10BK03 B01AA12 J01XD01 N02AJ06 N02AJ13";

static const char CAMPAIGN[] =
    "campaign: drugs-2026-q1\nlanguage: fr\nregion: {id: \"53\", label: \"Bretagne\"}\n"
    "period: {every: quarter, last: 2026-Q1, history: 2}\n"
    "data: {from: 2024-01-01, to: 2026-03-31, received_to: 2026-06-12}\n"
    "database: {conninfo: \"%s\"}\n"
    "themes: [antibiotiques, generiques, hypertension]\n"
    "comparators: [group, enrolled, control]\n"
    "control: {specialties: [MG], minimum_activity: 1}\n"
    "numbering: {key_file: secret.key, scope: theme}\n";

static LiveDatabase *server;
static char *folder, *drugs, *said;

static void
write_file(const char *name, const char *text, int mode)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    ck_assert(g_file_set_contents_full(path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, mode, NULL));
}

static char *
run(const char *line)
{
    g_auto(ProgramResult) result = program_run(folder, line);
    ck_assert_msg(result.status == 0, "%s: %s%s", line, result.out, result.err);
    return g_steal_pointer(&result.out);
}

static void
start(void)
{
    server = live_database_start();
    folder = g_dir_make_tmp("miroir-drugs-XXXXXX", NULL);
    g_autofree char *campaign = g_strdup_printf(CAMPAIGN, live_database_conninfo(server));
    write_file("campaign.yaml", campaign, 0644);
    write_file("secret.key", "0123456789abcdef0123456789abcdef", 0600);
    g_autofree char *line = g_strdup_printf("synthesize campaign.yaml --doctors 100 --quarters 9 "
                                            "--lines 9000 --nomenclature %s",
                                            drugs);
    said = run(line);
    /* The views read all of it each time. */
    live_database_run_path(server, "sql/sources/dcir/materialize.sql");
    g_autofree char *edition = run("run campaign.yaml -o out --jobs 2 --group tregor");
    ck_assert_msg(strstr(edition, " 11 indicators, ") != NULL, "%s", edition);
}

static void
stop(void)
{
    live_database_stop(server);
    ck_assert(folder_remove(folder, NULL));
    g_clear_pointer(&folder, g_free);
    g_clear_pointer(&said, g_free);
}

static void
expect_value(const char *sql, const char *expected)
{
    g_autofree char *value = live_database_value(server, sql);
    ck_assert_msg(g_strcmp0(value, expected) == 0, "%s: %s, not %s", sql, value, expected);
}

static size_t
n_products(void)
{
    size_t n, n_drugs = 0;
    const Product *products = catalogue_products(&n);
    for (size_t i = 0; i < n; i++)
        n_drugs += products[i].kind == PRODUCT_DRUG;
    return n_drugs;
}

START_TEST(the_command_says_what_the_file_lacks)
{
    enum { N_MADE_UP = 7 };
    g_autofree char *count =
        g_strdup_printf("%zu of the %zu drugs prescribed have a CIP13 of the nomenclature\n",
                        n_products() - N_MADE_UP, n_products());
    g_auto(GStrv) without = g_strsplit(MADE_UP, " ", -1);
    ck_assert_msg(strstr(said, count) != NULL, "%s", said);
    for (size_t i = 0; i < N_MADE_UP; i++)
        ck_assert_msg(strstr(said, without[i]) != NULL, "%s: %s", without[i], said);
}
END_TEST

/* The file is read by another way than the program's. */
static void
load_file(void)
{
    g_autoptr(CsvReader) reader = csv_reader_open(drugs, CSV_DIALECT_DETECT, NULL);
    g_autoptr(GString) rows = g_string_new("CREATE TABLE public.real (cip13 text, atc text);"
                                           "INSERT INTO public.real VALUES ");
    const size_t cip13 = (size_t)csv_reader_find_column(reader, "PHA_CIP_C13");
    const size_t atc = (size_t)csv_reader_find_column(reader, "PHA_ATC_C07");
    while (csv_reader_next(reader, NULL))
        g_string_append_printf(rows, "('%s', '%s'),", csv_reader_field(reader, cip13),
                               csv_reader_field(reader, atc));
    g_string_truncate(rows, rows->len - 1);
    live_database_run(server, rows->str);
}

START_TEST(lines_are_of_drugs_that_exist)
{
    load_file();
    g_autofree char *of_file = g_strdup_printf("%d", N_DRUGS_OF_FILE);
    expect_value("SELECT count(*) FROM public.real", of_file);
    expect_value("SELECT string_agg(DISTINCT c.atc, ' ' ORDER BY c.atc) FROM miroir.claim "
                 "JOIN miroir.code AS c USING (code_system, code) "
                 "WHERE code_system = 'CIP13' AND code NOT IN (SELECT cip13 FROM public.real)",
                 MADE_UP);
    expect_value("SELECT count(DISTINCT code) > 120 AND count(*) > 4000 AND "
                 "bool_and(c.atc = r.atc) FROM miroir.claim JOIN miroir.code AS c "
                 "USING (code_system, code) JOIN public.real AS r ON r.cip13 = code",
                 "t");
    g_autofree char *known = g_strdup_printf("%d", N_DRUGS_OF_FILE + 7);
    expect_value("SELECT count(*) FROM miroir.code WHERE code_system = 'CIP13'", known);
}
END_TEST

START_TEST(no_line_is_of_an_unknown_code)
{
    g_autofree char *path = g_build_filename(folder, "out", NULL);
    g_autoptr(Manifest) manifest = manifest_read(path, NULL);
    ck_assert_ptr_nonnull(manifest);
    ck_assert_int_gt(manifest_integer(manifest, "claim_rows", -1), 4000);
    ck_assert_int_eq(manifest_integer(manifest, "unknown_codes", -1), 0);
    ck_assert_int_eq(manifest_integer(manifest, "drugs_without_atc", -1), 0);
}
END_TEST

static const char *const INDICATORS[] = {"fluoroquinolones",      "antibiotiques_resistance",
                                         "repertoire_statines",   "repertoire_antibiotiques",
                                         "iec_parmi_iec_sartans", "hta_bilan_renal"};

START_TEST(indicators_find_them)
{
    g_autofree char *path = g_build_filename(folder, "out/private/counts.csv", NULL);
    g_autoptr(CsvReader) reader = csv_reader_open(path, CSV_DIALECT_RFC4180, NULL);
    const size_t indicator = (size_t)csv_reader_find_column(reader, "indicator");
    const size_t numerator = (size_t)csv_reader_find_column(reader, "numerator");
    double sum = 0;
    while (csv_reader_next(reader, NULL))
        if (strcmp(csv_reader_field(reader, indicator), INDICATORS[_i]) == 0)
            sum += g_ascii_strtod(csv_reader_field(reader, numerator), NULL);
    ck_assert_msg(sum > 0, "%s: no line counts", INDICATORS[_i]);
}
END_TEST

/* Nothing is made before the file has been read. */
START_TEST(a_bad_file_is_named_with_its_place)
{
    write_file("bad.csv",
               "PHA_CIP_C13;PHA_MED_NOM;PHA_ATC_C07;PHA_GRS_NUM;PHA_MED_GEN_DPROD;PHA_CND_TOP;"
               "PHA_UNT_NBR_DSES\n3400900000031;X;J01CA04;;;NGC;14\n34009;Y;J01CA04;;;NGC;14\n",
               0644);
    g_auto(ProgramResult) result =
        program_run(folder, "synthesize campaign.yaml --nomenclature bad.csv");
    ck_assert_int_eq(result.status, 2);
    ck_assert_msg(
        strstr(result.err, "bad.csv:3:1: PHA_CIP_C13: \"34009\" is not a number of 13 digits") !=
            NULL,
        "%s", result.err);
}
END_TEST

int
main(void)
{
    g_autofree char *path =
        live_source_path("../shared/data/dcir/nomenclatures/IR_PHA_R_subset.csv");
    drugs = path;
    if (!g_file_test(drugs, G_FILE_TEST_IS_REGULAR)) {
        fprintf(stderr, "SKIPPED: %s is not there: no region was made up with real drugs\n", drugs);
        return SKIPPED;
    }

    Suite *suite = suite_create("nomenclature");
    TCase *tests = tcase_create("nomenclature");
    tcase_set_timeout(tests, 120);
    tcase_add_unchecked_fixture(tests, start, stop);
    tcase_add_test(tests, the_command_says_what_the_file_lacks);
    tcase_add_test(tests, lines_are_of_drugs_that_exist);
    tcase_add_test(tests, no_line_is_of_an_unknown_code);
    tcase_add_loop_test(tests, indicators_find_them, 0, G_N_ELEMENTS(INDICATORS));
    tcase_add_test(tests, a_bad_file_is_named_with_its_place);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    const int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
