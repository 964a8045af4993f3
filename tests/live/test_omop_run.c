/* A base in the OMOP CDM from end to end: a campaign for it, its tables checked, the views installed, an
 * edition run, and the figures held against those worked out by hand. */
#include <check.h>
#include <string.h>

#include "engine/csv/reader.h"
#include "tests/engine/cli/program.h"
#include "tests/live/command_case.h"

/* Doctor i of 1 to 12 (1 to 6 are group A, 7 to 12 controls) has i + 4 patients in the first quarter of
 * 2026. Each has amoxicillin once, and the first i of them ofloxacin as well, on a day of its own and
 * mapped to two concepts; ibuprofen, of two classes, is no antibiotic. By hand, of ofloxacin among the
 * antibiotics: i of 2 i + 4. */
static const char ROWS[] =
    "CREATE SCHEMA cdm; SET search_path = cdm;"
    "%s"
    "INSERT INTO location VALUES (1, 'RENNES', '53', '35000', '35');"
    "INSERT INTO care_site VALUES (1, 1);"
    "INSERT INTO provider SELECT i, 'Dr ' || i, NULL, 38004446, 1, '' FROM generate_series(1, 12) "
    "i;"
    "INSERT INTO person SELECT 100 * i + j, 8507 + 25 * (j %% 2), 1950 + j, NULL, NULL, 1, i "
    "FROM generate_series(1, 12) i, generate_series(1, i + 4) j;"
    "INSERT INTO concept VALUES (0, 'No matching concept', 'None', 'No matching concept'), "
    "(100, 'amoxicillin', 'RxNorm', '723'), (102, 'ibuprofen', 'RxNorm', '5640'), "
    "(103, 'ofloxacin', 'RxNorm', '7623'), (104, 'ofloxacin 200 mg', 'RxNorm', '198048'), "
    "(200, 'amoxicillin', 'ATC', 'J01CA04'), (202, 'ibuprofen', 'ATC', 'M01AE01'), "
    "(203, 'ibuprofen', 'ATC', 'M02AA13'), (204, 'ofloxacin', 'ATC', 'J01MA01');"
    "INSERT INTO concept_ancestor VALUES (200, 100, 1), (202, 102, 1), (203, 102, 1), "
    "(204, 103, 1), (204, 104, 1);"
    "INSERT INTO drug_exposure SELECT 10 * person_id + k, person_id, (ARRAY[100, 102, 103, "
    "104])[k], "
    "date '2026-01-10' + k / 3, 32869, (ARRAY[0, NULL, 1, 1])[k], nullif(provider_id, 3), "
    "CASE WHEN provider_id = 3 THEN person_id END, (ARRAY['AMOX', 'IBU', 'OFLO', 'OFLO'])[k], 0 "
    "FROM person, generate_series(1, 4) k WHERE k < 3 OR person_id %% 100 <= provider_id;"
    "INSERT INTO visit_occurrence SELECT person_id, provider_id, 1 FROM person;"
    "INSERT INTO miroir.quality_group VALUES ('A', 'Groupe A');"
    "INSERT INTO miroir.membership SELECT 'A', i::text, 'member', '2024-01-01' "
    "FROM generate_series(1, 6) i;";

static void
fill(void)
{
    g_autofree char *path = live_source_path("sql/sources/omop/0-official-tables.sql");
    g_autofree char *tables = NULL;
    ck_assert(g_file_get_contents(path, &tables, NULL, NULL));
    g_autoptr(GString) sql = g_string_new("DROP SCHEMA miroir CASCADE;");
    g_string_append(sql,
                    "CREATE SCHEMA miroir; CREATE TABLE miroir.quality_group (group_id text "
                    "PRIMARY KEY, label text NOT NULL, territory_id text, opened_on date, "
                    "closed_on date); CREATE TABLE miroir.membership (group_id text NOT NULL, "
                    "practitioner_id text NOT NULL, role text NOT NULL, joined_on date NOT NULL, "
                    "left_on date, contract_signed_on date, trained_on date, "
                    "anonymity_waived_on date);");
    g_string_append_printf(sql, ROWS, tables);
    live_database_run(database, sql->str);
}

/* A field of the quarter's row of a doctor. */
static char *
measure(const char *id, const char *wanted)
{
    g_autofree char *path = g_build_filename(folder, "out/private/measures.csv", NULL);
    g_autoptr(CsvReader) reader = csv_reader_open(path, CSV_DIALECT_RFC4180, NULL);
    ck_assert_ptr_nonnull(reader);
    size_t who = (size_t)csv_reader_find_column(reader, "practitioner_id");
    size_t when = (size_t)csv_reader_find_column(reader, "period");
    size_t what = (size_t)csv_reader_find_column(reader, wanted);
    while (csv_reader_next(reader, NULL))
        if (strcmp(csv_reader_field(reader, who), id) == 0 &&
            strcmp(csv_reader_field(reader, when), "2026-Q1") == 0)
            return g_strdup(csv_reader_field(reader, what));
    return g_strdup("no row");
}

static void
expect_said(const char *line, const char *words)
{
    g_auto(ProgramResult) result = program_run(folder, line);
    ck_assert_msg(result.status == 0 && strstr(result.out, words) != NULL, "%s: %s%s", line,
                  result.out, result.err);
}

START_TEST(an_omop_base_from_end_to_end)
{
    fill();
    expect_said("init --source omop own", "The tables of OMOP CDM 5.4");
    expect_said("source check omop campaign.yaml",
                "tables that are there: 13; missing tables and columns: 0");
    expect_said("source install omop campaign.yaml", "OMOP CDM 5.4");
    expect_said("run campaign.yaml -o out --jobs 2", "6 doctors in 1 groups, 6 controls");
    for (int i = 1; i <= 12; i++) {
        g_autofree char *id = g_strdup_printf("%d", i);
        g_autofree char *numerator = measure(id, "numerator");
        g_autofree char *denominator = measure(id, "denominator");
        g_autofree char *patients = measure(id, "patients");
        g_autofree char *found = g_strdup_printf("%s/%s of %s", numerator, denominator, patients);
        g_autofree char *expected = g_strdup_printf("%d/%d of %d", i, 2 * i + 4, i + 4);
        ck_assert_str_eq(found, expected);
    }
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("omop run");
    tcase_add_test(tests, an_omop_base_from_end_to_end);
    return command_case_run(tests, "omop_run");
}
