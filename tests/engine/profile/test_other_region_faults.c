/* Results of other regions that cannot be trusted: the package and our own files named with the place. */
#include <check.h>
#include <string.h>
#include <unistd.h>

#include "tests/engine/profile/other_region_case.h"

/* --- the package ------------------------------------------------------------------------------ */

static const struct {
    PackageEdit edit;
    const char *words;
} FAULTS[] = {
    {{"datapackage.json", NULL, NULL, false}, "datapackage.json:1:1: there is no such file"},
    {{"indicators.csv", NULL, NULL, false}, "indicators.csv:1:1: there is no such file"},
    {{"comparators.csv", NULL, NULL, false}, "comparators.csv:1:1: there is no such file"},
    {{"datapackage.json", "\"name\":", "\"name\"", false}, "datapackage.json:2:"},
    {{"datapackage.json", "tabular-data-package", "data-package", false},
     "datapackage.json:1:1: this is no tabular data package"},
    {{"datapackage.json", "\"region\"", "\"regions\"", false},
     "datapackage.json:1:1: it does not say of which region"},
    {{"datapackage.json", "\"profession\"", "\"job\"", false},
     "datapackage.json:1:1: it does not say of which region"},
    {{"datapackage.json", "\"Normandie\"", "\"\"", false}, "cannot be printed on one line"},
    {{"datapackage.json", "\"Normandie\"", "\"Norman\\ndie\"", false},
     "cannot be printed on one line"},
    {{"datapackage.json", "\"Normandie\"", "\"Norman\\u2028die\"", false},
     "cannot be printed on one line"},
    {{"datapackage.json", "\"Normandie\"",
      "\"A region whose name is much longer than any line of a page would hold\"", false},
     "cannot be printed on one line"},
    {{"datapackage.json", "\"physician\"", "\"nurse\"", false},
     "of the profession nurse, this campaign of physician"},
    {{"datapackage.json", "\"Normandie\"", "\"Bretagne\"", false}, "own region"},
    {{"datapackage.json", "\"28\"", "\"53\"", false}, "own region"},
    {{"indicators.csv", ",definition\n", ",digest\n", false},
     "indicators.csv:1:1: the columns are not"},
    {{"indicators.csv", "\nshare,1,", "\nshare,one,", false},
     "indicators.csv:2:7: \"one\" is not a whole number"},
    {{"indicators.csv", "\nshare,1,", "\nshare,1,hand,,,1,,,a,b,12ab\nshare,1,", false},
     "indicators.csv:2:24: \"12ab\" is not the SHA-256"},
    {{"indicators.csv", "\nshare,1,",
      "\nshare,1,hand,,,1,,,a,b,0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
      "\nshare,1,",
      false},
     "indicators.csv:3:1: indicator share a second time"},
    {{"indicators.csv", "\nshare,1,", "\nother,1,", false},
     "comparators.csv:3:6: indicator \"share\" is not in indicators.csv"},
    {{"comparators.csv", ",tau2,", ",tau,", false}, "comparators.csv:1:1: the columns are not"},
    {{"comparators.csv", ",control,", ",controls,", false}, "\"controls\" is not a comparator"},
    {{"comparators.csv", "2024,share,enrolled", "2024x,share,enrolled", false},
     "\"2024x\" is not a period"},
    {{"comparators.csv", "2025,share,enrolled,6,", "2025,share,enrolled,six,", false},
     "\"six\" is not a whole number"},
    {{"comparators.csv", ",0.212,", ",0.2x12,", true}, "\"0.2x12\" is not a number"},
    {{"comparators.csv", ",0.212,", ",inf,", true}, "\"inf\" is not a number"},
    {{"comparators.csv", ",0.212,", ",21.2,", true}, "does not agree with itself"},
    {{"comparators.csv", "2025,share,enrolled,6,", "2025,share,enrolled,0,", false},
     "does not agree with itself"},
    {{"comparators.csv", "2025,share,enrolled,6,", "2025,share,enrolled,-6,", false},
     "does not agree with itself"},
    {{"comparators.csv", ",ok\n", ",okay\n", true}, "\"okay\" is not a status"},
    {{"comparators.csv", ",ok\n", ",few_members\n", true}, "is hidden (few_members) and yet there"},
    {{"comparators.csv", "\n2025,share,control,", "\n2025,share,enrolled,", false},
     "a second time"},
    {{"comparators.csv", "\n2025,share,control,", "\n\"2025,share,control,", false},
     "comparators.csv:"},
    {{"comparators.csv", "\n2025,share,control,", "\n2025,share,control", false},
     "comparators.csv:7:"},
};

static void
expect_refused(const HandEdition *edition, const char *words)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GPtrArray) regions = other_regions_read(edition->campaign, &error);
    ck_assert_msg(regions == NULL, "not refused: %s", words);
    ck_assert(g_error_matches(error, PROFILE_ERROR, PROFILE_ERROR_FILES));
    ck_assert_msg(strstr(error->message, words) != NULL, "%s", error->message);
    ck_assert_msg(strstr(error->message, "campaign.yaml:10:") != NULL &&
                      strstr(error->message, ": other_regions: ") != NULL,
                  "%s", error->message);
}

START_TEST(a_fault_is_named_with_its_place)
{
    g_autoptr(HandEdition) edition = other_case_beside(KEY, &FAULTS[_i].edit);
    expect_refused(edition, FAULTS[_i].words);
}
END_TEST

START_TEST(a_folder_that_is_not_there_is_named)
{
    g_autoptr(HandEdition) edition = other_case_new(KEY);
    expect_refused(edition, "normandie/datapackage.json:1:1: there is no such file");
}
END_TEST

START_TEST(a_region_is_named_once)
{
    g_autoptr(HandEdition) edition =
        other_case_beside("other_regions: [./normandie, ./eure]\n", NULL);
    other_case_write_package(edition, "eure/", "\"Normandie\"", "\"27\"", NULL);
    expect_refused(edition, "Normandie (27) a second time");
}
END_TEST

/* No such file is read: that it is full of holes costs nothing. */
START_TEST(a_file_that_is_too_large_is_not_read)
{
    g_autoptr(HandEdition) edition = other_case_beside(KEY, NULL);
    g_autofree char *path = g_build_filename(edition->folder, OTHER "comparators.csv", NULL);
    ck_assert_int_eq(truncate(path, (off_t)OTHER_REGION_MAX_BYTES + 1), 0);
    expect_refused(edition, "comparators.csv:1:1: over 256 MiB");
}
END_TEST

/* --- our own files ---------------------------------------------------------------------------- */

static const struct {
    FileDamage damage;
    const char *words;
} OWN_DAMAGES[] = {
    {{"private/regions.csv", "Normandie", "Normandy"},
     "\"region:enrolled:Normandie\" is not a comparator"},
    {{"private/regions.csv", "region", NULL}, "regions.csv"},
    {{"private/regions.csv", "Normandie", NULL},
     "\"region:enrolled:Normandie\" is not a comparator"},
    {{"private/regions.csv", "compares", "com"}, "\"com\" is not how regions compare"},
    {{"private/regions.csv", "compares", "other_period"},
     "\"region:enrolled:Normandie\" is not a comparator"},
    {{"private/regions.csv", "share", "other"}, "\"other\" is not of this edition"},
    {{"results/comparators.csv", "2025,share,region:enrolled", NULL},
     "figures of other regions are missing"},
    {{"results/comparators.csv", "region:enrolled:Normandie", "region:enrolled:Eure"},
     "\"region:enrolled:Eure\" is not a comparator"},
    {{"results/comparators.csv", "region:enrolled:", "region:group:"},
     "\"region:group:Normandie\" is not a comparator"},
    {{"results/comparators.csv", "2025,share,region:enrolled", "2024,share,region:enrolled"},
     "\"region:enrolled:Normandie\" is not a comparator"},
};

START_TEST(own_files_that_are_damaged_are_named)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(HandEdition) edition = other_case_beside(KEY, NULL);
    g_autoptr(Results) results = other_case_compute(edition);
    g_autoptr(GPtrArray) files = other_case_files(edition, results);
    other_case_write_files(edition, files, &OWN_DAMAGES[_i].damage);
    g_autoptr(Results) back = results_read(edition->folder, edition->campaign, &error);
    ck_assert_msg(back == NULL, "not refused: %s", OWN_DAMAGES[_i].words);
    ck_assert_msg(strstr(error->message, OWN_DAMAGES[_i].words) != NULL, "%s", error->message);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("other region faults");
    TCase *tests = tcase_create("other region faults");
    tcase_add_unchecked_fixture(tests, other_case_start, other_case_stop);
    tcase_add_loop_test(tests, own_files_that_are_damaged_are_named, 0, G_N_ELEMENTS(OWN_DAMAGES));
    tcase_add_loop_test(tests, a_fault_is_named_with_its_place, 0, G_N_ELEMENTS(FAULTS));
    tcase_add_test(tests, a_folder_that_is_not_there_is_named);
    tcase_add_test(tests, a_region_is_named_once);
    tcase_add_test(tests, a_file_that_is_too_large_is_not_read);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
