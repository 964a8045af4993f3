#include "engine/model/counts.h"

#include <check.h>
#include <stdlib.h>

START_TEST(keeps_cells_apart)
{
    g_autoptr(Counts) counts = counts_new(3, 2, 4);
    ck_assert_uint_eq(counts_n_practitioners(counts), 3);
    int64_t n = 0;
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < 4; k++) {
            counts_activity_mutable(counts, i, k)->net_lines = ++n;
            for (size_t j = 0; j < 2; j++)
                counts_cell_mutable(counts, i, j, k)->numerator = ++n;
        }
    n = 0;
    for (size_t i = 0; i < 3; i++)
        for (size_t k = 0; k < 4; k++) {
            ck_assert_int_eq(counts_activity(counts, i, k)->net_lines, ++n);
            for (size_t j = 0; j < 2; j++)
                ck_assert_int_eq(counts_cell(counts, i, j, k)->numerator, ++n);
        }
}
END_TEST

START_TEST(finds_the_first_difference)
{
    g_autoptr(Counts) a = counts_new(2, 2, 2);
    g_autoptr(Counts) b = counts_new(2, 2, 2);
    ck_assert(counts_equal(a, b, NULL));
    counts_cell_mutable(a, 1, 0, 1)->sum_xy = 12;
    g_autofree char *difference = NULL;
    ck_assert(!counts_equal(a, b, &difference));
    ck_assert_str_eq(difference, "practitioner 1, indicator 0, period 1: sum_xy is 12 and 0");
    counts_activity_mutable(b, 0, 1)->patients = 3;
    g_autofree char *earlier = NULL;
    ck_assert(!counts_equal(a, b, &earlier));
    ck_assert_str_eq(earlier, "practitioner 0, activity of period 1: patients is 0 and 3");
}
END_TEST

START_TEST(may_be_empty)
{
    g_autoptr(Counts) a = counts_new(0, 0, 1);
    g_autoptr(Counts) b = counts_new(0, 0, 1);
    ck_assert(counts_equal(a, b, NULL));
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("counts");
    TCase *tcase = tcase_create("counts");
    suite_add_tcase(suite, tcase);
    tcase_add_test(tcase, keeps_cells_apart);
    tcase_add_test(tcase, finds_the_first_difference);
    tcase_add_test(tcase, may_be_empty);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
