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

/* --- by age and sex -------------------------------------------------------------------------- */

enum { BANDS = 19, SCATTER = 7 }; /* 7 has no factor with the number of cells */

/* Cells are asked for in a scattered order, twice; they stand in theirs. */
START_TEST(keeps_cells_of_ages_in_order)
{
    g_autoptr(Counts) counts = counts_new(2, 2, 2);
    int n_cells = BANDS * N_SEXES;
    for (int i = 0; i < 2 * n_cells; i++) {
        int cell = i * SCATTER % n_cells;
        AgeSex at = {cell / N_SEXES, (Sex)(cell % N_SEXES)};
        counts_age_sex_cell_mutable(counts, 1, 0, 1, at)->denominator += cell + 1;
    }
    size_t n = 0;
    const AgeSexCell *cells = counts_age_sex_cells(counts, 1, 0, 1, &n);
    ck_assert_uint_eq(n, (size_t)n_cells);
    for (size_t i = 0; i < n; i++) {
        ck_assert_int_eq(cells[i].at.band, (int)i / N_SEXES);
        ck_assert_int_eq(cells[i].at.sex, (int)i % N_SEXES);
        ck_assert_int_eq(cells[i].count.denominator, 2 * (int64_t)(i + 1));
        ck_assert_int_eq(cells[i].count.numerator, 0);
    }
    counts_age_sex_cells(counts, 1, 1, 1, &n);
    ck_assert_uint_eq(n, 0);
    counts_age_sex_cells(counts, 0, 0, 0, &n);
    ck_assert_uint_eq(n, 0);
    ck_assert(count_cell_is_empty(counts_cell(counts, 1, 0, 1)));
}
END_TEST

static const struct {
    AgeSex a, b;
    int64_t sum_a, sum_b;
    const char *difference; /* NULL: the same */
} pairs[] = {
    {{3, SEX_FEMALE}, {3, SEX_FEMALE}, 7, 7, NULL},
    {{3, SEX_FEMALE}, {3, SEX_FEMALE}, 7, 8, "band 3, sex F: numerator is 7 and 8"},
    {{3, SEX_FEMALE}, {3, SEX_MALE}, 7, 7, "band 3, sex M: numerator is 0 and 7"},
    {{2, SEX_UNKNOWN}, {3, SEX_MALE}, 7, 7, "band 2, sex unknown: numerator is 7 and 0"},
    {{3, SEX_MALE}, {2, SEX_MALE}, 0, 0, "band 2, sex M: one has the cell, empty"},
};

START_TEST(compares_cells_of_ages)
{
    g_autoptr(Counts) a = counts_new(2, 2, 2);
    g_autoptr(Counts) b = counts_new(2, 2, 2);
    counts_age_sex_cell_mutable(a, 1, 0, 1, pairs[_i].a)->numerator = pairs[_i].sum_a;
    counts_age_sex_cell_mutable(b, 1, 0, 1, pairs[_i].b)->numerator = pairs[_i].sum_b;
    g_autofree char *difference = NULL;
    ck_assert(counts_equal(a, b, &difference) == (pairs[_i].difference == NULL));
    if (pairs[_i].difference == NULL)
        return;
    g_autofree char *expected =
        g_strconcat("practitioner 1, indicator 0, period 1: ", pairs[_i].difference, NULL);
    ck_assert_msg(g_str_has_prefix(difference, expected), "%s", difference);
}
END_TEST

START_TEST(adds_every_sum)
{
    CountCell sum = {1, 2, 3, 4, 5, 6, 7};
    const CountCell more = {10, 20, 30, 40, 50, 60, 70};
    ck_assert(count_cell_add(&sum, &more));
    ck_assert(sum.numerator == 11 && sum.denominator == 22 && sum.numerator_patients == 33 &&
              sum.denominator_patients == 44);
    ck_assert(sum.sum_yy == 55 && sum.sum_xy == 66 && sum.sum_xx == 77);
}
END_TEST

START_TEST(refuses_what_does_not_fit)
{
    const Int128 half = (Int128)1 << 126, largest = half - 1 + half;
    const CountCell most[] = {{.numerator = INT64_MAX},
                              {.denominator = INT64_MAX},
                              {.numerator_patients = INT64_MAX},
                              {.denominator_patients = INT64_MAX},
                              {.sum_yy = largest},
                              {.sum_xy = largest},
                              {.sum_xx = largest}};
    const CountCell one = {1, 1, 1, 1, 1, 1, 1};
    for (size_t i = 0; i < G_N_ELEMENTS(most); i++) {
        CountCell sum = most[i];
        ck_assert(!count_cell_is_empty(&sum));
        ck_assert(!count_cell_add(&sum, &one));
    }
    ck_assert(count_cell_is_empty(&(CountCell){0}));
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
    tcase_add_test(tcase, keeps_cells_of_ages_in_order);
    tcase_add_loop_test(tcase, compares_cells_of_ages, 0, G_N_ELEMENTS(pairs));
    tcase_add_test(tcase, adds_every_sum);
    tcase_add_test(tcase, refuses_what_does_not_fit);
    tcase_add_test(tcase, may_be_empty);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
