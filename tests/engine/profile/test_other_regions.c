/* Other regions' results beside our own: what is taken, what does not compare, what stays hidden. */
#include "tests/engine/profile/other_region_case.h"

#include <check.h>
#include <math.h>
#include <string.h>

/* --- what is taken ---------------------------------------------------------------------------- */

static const char *
row_in(const char *text, const char *begins)
{
    g_autofree char *line = g_strconcat("\n", begins, NULL);
    const char *at = strstr(text, line);
    ck_assert_msg(at != NULL, "no row %s", begins);
    return at + strlen(line);
}

static void
expect_same_rest(const char *text, const char *a, const char *b)
{
    const char *x = row_in(text, a), *y = row_in(text, b);
    ck_assert_uint_eq(strcspn(x, "\n"), strcspn(y, "\n"));
    ck_assert_msg(strncmp(x, y, strcspn(x, "\n")) == 0, "%.60s is not %.60s", x, y);
}

/* Of the current period alone, digit for digit. */
START_TEST(figures_are_those_of_the_package)
{
    g_autoptr(HandEdition) edition = other_case_beside(KEY, NULL);
    g_autoptr(Results) results = other_case_compute(edition);
    ck_assert_uint_eq(results_n_regions(results), 1);
    ck_assert_str_eq(results_region_label(results, 0), "Normandie");
    ck_assert_int_eq(results_region_match(results, 0, 0), REGION_COMPARES);
    const ComparatorFigure *enrolled = results_region_figure(results, 0, REGION_ENROLLED, 0);
    ck_assert_int_eq(enrolled->practitioners, 6);
    ck_assert_double_eq(enrolled->value, 0.212); /* 106 / 500 */
    const ComparatorFigure *control = results_region_figure(results, 0, REGION_CONTROL, 0);
    ck_assert_double_eq(control->value, 0.3474); /* 165 / 475 */

    g_autoptr(GPtrArray) files = other_case_files(edition, results);
    g_autofree char *text = result_files_text(files, "results/comparators.csv");
    expect_same_rest(text, "2025,share,region:enrolled:Normandie,", "2025,share,enrolled,");
    expect_same_rest(text, "2025,share,region:control:Normandie,", "2025,share,control,");
    ck_assert_ptr_null(strstr(text, "2024,share,region:"));
    g_autofree char *matches = result_files_text(files, "private/regions.csv");
    ck_assert_str_eq(matches, "region,indicator,match\nNormandie,share,compares\n");
}
END_TEST

/* Every other byte is that of the edition without the key: they are in no statistic. */
START_TEST(nothing_of_ours_changes)
{
    g_autoptr(HandEdition) edition = other_case_beside(KEY, NULL);
    g_autoptr(Results) results = other_case_compute(edition);
    g_autoptr(GPtrArray) files = other_case_files(edition, results);
    ck_assert_uint_eq(files->len, other_case_plain->len + 1);
    for (guint i = 0; i < other_case_plain->len; i++) {
        const ResultFile *file = other_case_plain->pdata[i];
        g_autofree char *before = result_files_text(other_case_plain, file->path);
        g_autofree char *after = result_files_text(files, file->path);
        if (strcmp(file->path, "results/comparators.csv") == 0)
            *(strstr(after, "\n2025,share,region:") + 1) = '\0';
        ck_assert_msg(strcmp(before, after) == 0, "%s differs", file->path);
    }
}
END_TEST

/* In JSON, as a region may call itself. */
static const char *const LABELS[] = {"\"Normandie\"", "\"Centre, Val \\\"de\\\" Loire\"",
                                     "\"=1+1\"", "\"enrolled:control:\"", "\"L\u2019\u00cele\""};

START_TEST(what_is_written_is_read_back)
{
    static const char *const PATHS[] = {"private/regions.csv", "results/comparators.csv"};
    g_autoptr(GError) error = NULL;
    g_autoptr(HandEdition) edition = other_case_new(KEY);
    other_case_write_package(edition, OTHER, LABELS[_i], "\"28\"", NULL);
    g_autoptr(Results) results = other_case_compute(edition);
    g_autoptr(GPtrArray) files = other_case_files(edition, results);
    other_case_write_files(edition, files, NULL);
    g_autoptr(Results) back = results_read(edition->folder, edition->campaign, &error);
    ck_assert_msg(back != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_str_eq(results_region_label(back, 0), results_region_label(results, 0));
    g_autoptr(GPtrArray) again = other_case_files(edition, back);
    for (size_t i = 0; i < G_N_ELEMENTS(PATHS); i++) {
        g_autofree char *a = result_files_text(files, PATHS[i]),
                        *b = result_files_text(again, PATHS[i]);
        ck_assert_str_eq(a, b);
    }
}
END_TEST

/* What that region took from a third one, and what its groups came to, is not handed on. */
START_TEST(only_its_own_and_only_as_a_whole)
{
    const PackageEdit third = {
        "comparators.csv", "\n2025,share,enrolled,",
        "\n2025,share,region:enrolled:Tiers,6,500,110,500,0.9,0.8,0.95,,,,,,,,ok"
        "\n2025,share,achievable,6,500,110,500,0.05,0.04,0.06,,,,,,,,ok"
        "\n2025,share,enrolled,",
        false};
    g_autoptr(HandEdition) edition = other_case_beside(KEY, &third);
    g_autoptr(Results) results = other_case_compute(edition);
    g_autoptr(GPtrArray) files = other_case_files(edition, results);
    for (guint i = 0; i < files->len; i++) {
        const ResultFile *file = files->pdata[i];
        g_autofree char *text = result_files_text(files, file->path);
        ck_assert_msg(strstr(text, "Tiers") == NULL, "%s", file->path);
    }
    g_autofree char *text = result_files_text(files, "results/comparators.csv");
    g_auto(GStrv) rows = g_strsplit(text, ",region:", -1);
    ck_assert_uint_eq(g_strv_length(rows), 3); /* enrolled and control */
    ck_assert_double_eq(results_region_figure(results, 0, REGION_ENROLLED, 0)->value, 0.212);
}
END_TEST

/* --- what does not compare -------------------------------------------------------------------- */

static const struct {
    PackageEdit edit;
    RegionMatch match;
    const char *note;
} MISMATCHES[] = {
    {{"indicators.csv", "\nshare,1,", "\nshare,2,", false},
     REGION_OTHER_DEFINITION,
     "Normandie: 0 of 1 indicators compare; of another definition: share"},
    {{"comparators.csv", "\n2025,share,", "\n2023,share,", true},
     REGION_OTHER_PERIOD,
     "Normandie: 0 of 1 indicators compare; not of this period: share"},
    {{"comparators.csv", "\n2025,share,", "\n2025-Q4,share,", true},
     REGION_OTHER_PERIOD,
     "Normandie: 0 of 1 indicators compare; not of this period: share"},
};

static void
expect_apart(const HandEdition *edition, RegionMatch match, const char *expected)
{
    g_autoptr(Results) results = other_case_compute(edition);
    ck_assert_int_eq(results_region_match(results, 0, 0), match);
    for (int kind = 0; kind < N_REGION_KINDS; kind++)
        ck_assert_ptr_null(results_region_figure(results, 0, kind, 0));
    g_autoptr(GPtrArray) files = other_case_files(edition, results);
    g_autofree char *text = result_files_text(files, "results/comparators.csv");
    ck_assert_ptr_null(strstr(text, "region:"));
    g_autofree char *note = other_regions_note("Normandie", edition->campaign, &match);
    ck_assert_str_eq(note, expected);
}

START_TEST(what_is_not_the_same_is_left_out)
{
    g_autoptr(HandEdition) edition = other_case_beside(KEY, &MISMATCHES[_i].edit);
    expect_apart(edition, MISMATCHES[_i].match, MISMATCHES[_i].note);
}
END_TEST

/* Somebody changed the theme and left its version. */
START_TEST(an_edited_definition_is_found)
{
    g_autoptr(HandEdition) own = other_case_new("");
    g_autofree char *before = indicator_fingerprint(own->campaign->indicators[0].indicator);
    const PackageEdit edit = {"indicators.csv", before,
                              "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                              false};
    g_autoptr(HandEdition) edition = other_case_beside(KEY, &edit);
    expect_apart(edition, REGION_OTHER_DEFINITION,
                 "Normandie: 0 of 1 indicators compare; of another definition: share");
}
END_TEST

START_TEST(an_indicator_that_is_not_there_is_said)
{
    g_autoptr(HandEdition) edition = other_case_beside(KEY, NULL);
    char *indicators = result_files_text(other_case_plain, "results/indicators.csv");
    const char *end = strchr(indicators, '\n') + 1;
    g_autoptr(GBytes) none = g_bytes_new_take(indicators, (gsize)(end - indicators));
    hand_edition_write(edition, OTHER "indicators.csv", none);
    g_autofree char *comparators = result_files_text(other_case_plain, "results/comparators.csv");
    g_autoptr(GBytes) nothing = g_bytes_new(comparators, strcspn(comparators, "\n") + 1);
    hand_edition_write(edition, OTHER "comparators.csv", nothing);
    expect_apart(edition, REGION_NO_INDICATOR,
                 "Normandie: 0 of 1 indicators compare; not there: share");
}
END_TEST

/* --- what is hidden --------------------------------------------------------------------------- */

static void
expect_hidden(const HandEdition *edition, Status why)
{
    g_autoptr(Results) results = other_case_compute(edition);
    const ComparatorFigure *figure = results_region_figure(results, 0, REGION_ENROLLED, 0);
    ck_assert_int_eq(figure->status, why);
    ck_assert(isnan(figure->value) && isnan(figure->low) && isnan(figure->denominator));
    ck_assert_int_eq(figure->practitioners, 0);
    g_autoptr(GPtrArray) files = other_case_files(edition, results);
    g_autofree char *text = result_files_text(files, "results/comparators.csv");
    const char *row = row_in(text, "2025,share,region:enrolled:Normandie");
    g_autofree char *empty = g_strconcat(",,,,,,,,,,,,,,,", status_name(why), "\n", NULL);
    ck_assert_msg(g_str_has_prefix(row, empty), "%.60s", row);
}

START_TEST(what_they_hid_stays_hidden)
{
    g_autofree char *text = result_files_text(other_case_plain, "results/comparators.csv");
    const char *row = row_in(text, "2025,share,enrolled");
    g_autofree char *given = g_strndup(row, strcspn(row, "\n"));
    g_autofree char *from = g_strconcat("\n2025,share,enrolled", given, NULL);
    const PackageEdit edit = {"comparators.csv", from,
                              "\n2025,share,enrolled,,,,,,,,,,,,,,,few_patients", false};
    g_autoptr(HandEdition) edition = other_case_beside(KEY, &edit);
    expect_hidden(edition, STATUS_FEW_PATIENTS);
}
END_TEST

START_TEST(our_thresholds_hold_for_them)
{
    g_autoptr(HandEdition) members =
        other_case_beside(KEY "disclosure: {minimum_members: 7}\n", NULL);
    expect_hidden(members, STATUS_FEW_MEMBERS);
    g_autoptr(HandEdition) patients =
        other_case_beside(KEY "disclosure: {minimum_patients: 501}\n", NULL);
    expect_hidden(patients, STATUS_FEW_PATIENTS);
}
END_TEST

/* The hash is of what was read, wherever it lay. */
START_TEST(the_hash_follows_the_content)
{
    const PackageEdit edit = {"comparators.csv", ",0.212,", ",0.2121,", false};
    g_autoptr(HandEdition) a = other_case_beside(KEY, NULL), b = other_case_beside(KEY, NULL),
                           c = other_case_beside(KEY, &edit);
    g_autoptr(GPtrArray) of_a = other_regions_read(a->campaign, NULL);
    g_autoptr(GPtrArray) of_b = other_regions_read(b->campaign, NULL);
    g_autoptr(GPtrArray) of_c = other_regions_read(c->campaign, NULL);
    ck_assert_uint_eq(strlen(other_region_sha256(of_a->pdata[0])), 64);
    ck_assert_str_eq(other_region_sha256(of_a->pdata[0]), other_region_sha256(of_b->pdata[0]));
    ck_assert_str_ne(other_region_sha256(of_a->pdata[0]), other_region_sha256(of_c->pdata[0]));
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("other regions");
    TCase *tests = tcase_create("other regions");
    tcase_add_unchecked_fixture(tests, other_case_start, other_case_stop);
    tcase_add_test(tests, figures_are_those_of_the_package);
    tcase_add_test(tests, nothing_of_ours_changes);
    tcase_add_loop_test(tests, what_is_written_is_read_back, 0, G_N_ELEMENTS(LABELS));
    tcase_add_test(tests, only_its_own_and_only_as_a_whole);
    tcase_add_loop_test(tests, what_is_not_the_same_is_left_out, 0, G_N_ELEMENTS(MISMATCHES));
    tcase_add_test(tests, an_edited_definition_is_found);
    tcase_add_test(tests, an_indicator_that_is_not_there_is_said);
    tcase_add_test(tests, what_they_hid_stays_hidden);
    tcase_add_test(tests, our_thresholds_hold_for_them);
    tcase_add_test(tests, the_hash_follows_the_content);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
