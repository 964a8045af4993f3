#include "engine/profile/bins.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "tests/engine/profile/sample_random.h"

/* Values of a side that look like those of an indicator; the shape turns with `kind`. */
static Distribution *
side_of(int kind, uint64_t side, size_t n)
{
    g_autofree double *values = g_new(double, n);

    for (size_t i = 0; i < n; i++) {
        double normal = sample_normal((uint64_t)kind, side, i, 0);
        double choices[] = {0.14 * exp(0.4 * normal),
                            fmax(0, fmin(1, 0.9 + 0.1 * normal)),
                            floor(3 + normal),
                            184.75,
                            i == 0 ? 1e6 : 40 + normal,
                            1e-7 * exp(normal),
                            -5 + 3 * normal,
                            i % 2 == 0 ? 0.0 : 1.0};
        values[i] = choices[(size_t)kind % G_N_ELEMENTS(choices)];
    }
    return distribution_new(values, n, NULL);
}

static int
total(const GArray *bins)
{
    int doctors = 0;
    for (unsigned i = 0; i < bins->len; i++)
        doctors += g_array_index(bins, DistributionBin, i).doctors;
    return doctors;
}

START_TEST(everybody_is_in_a_bin_and_nobody_nearly_alone)
{
    static const size_t SIZES[] = {10, 11, 48, 60, 200, 1000};
    size_t n_left = SIZES[_i % 6], n_right = SIZES[_i / 6 % 6];
    g_autoptr(Distribution) left = side_of(_i % 8, 1, n_left);
    g_autoptr(Distribution) right = side_of(_i % 8, 2, n_right);
    g_autoptr(GArray) a = g_array_new(FALSE, FALSE, sizeof(DistributionBin));
    g_autoptr(GArray) b = g_array_new(FALSE, FALSE, sizeof(DistributionBin));

    bins_cut(left, right, a, b);
    ck_assert_uint_gt(a->len, 0);
    ck_assert_uint_eq(a->len, b->len);
    ck_assert_int_eq(total(a), (int)n_left);
    ck_assert_int_eq(total(b), (int)n_right);
    for (unsigned i = 0; i < a->len; i++) {
        DistributionBin x = g_array_index(a, DistributionBin, i);
        DistributionBin y = g_array_index(b, DistributionBin, i);
        ck_assert(x.low == y.low && x.high == y.high && x.low < x.high);
        ck_assert(x.doctors == 0 || x.doctors >= BIN_FEWEST_DOCTORS);
        ck_assert(y.doctors == 0 || y.doctors >= BIN_FEWEST_DOCTORS);
        ck_assert(x.doctors + y.doctors > 0);
        if (i > 0)
            ck_assert(g_array_index(a, DistributionBin, i - 1).high == x.low);
    }
}
END_TEST

/* 20 values a side in steps of 0.01, the left ones from 0.10. Rice's rule asks for 5.4 steps.
 * Right from 0.20: the quantiles of 5 and 95 % are 0.1095 and 0.3805, hence steps of 0.05, each with
 * 5 doctors or none. Right from 0.22: 0.1095 and 0.4005, hence steps of 0.10; the last one would hold
 * the 2 at 0.40 and 0.41, and joins its neighbour. */
static const struct {
    int right_from;
    unsigned n;
    double edges[7];
    int left[6], right[6];
} BY_HAND[] = {
    {20, 6, {0.10, 0.15, 0.20, 0.25, 0.30, 0.35, 0.40}, {5, 5, 5, 5, 0, 0}, {0, 0, 5, 5, 5, 5}},
    {22, 3, {0.1, 0.2, 0.3, 0.5}, {10, 10, 0}, {0, 8, 12}},
};

START_TEST(worked_by_hand)
{
    double values[2][20];
    for (int i = 0; i < 20; i++) {
        values[0][i] = (10 + i) / 100.0;
        values[1][i] = (BY_HAND[_i].right_from + i) / 100.0;
    }
    g_autoptr(Distribution) left = distribution_new(values[0], 20, NULL);
    g_autoptr(Distribution) right = distribution_new(values[1], 20, NULL);
    g_autoptr(GArray) a = g_array_new(FALSE, FALSE, sizeof(DistributionBin));
    g_autoptr(GArray) b = g_array_new(FALSE, FALSE, sizeof(DistributionBin));

    bins_cut(left, right, a, b);
    ck_assert_uint_eq(a->len, BY_HAND[_i].n);
    for (unsigned i = 0; i < a->len; i++) {
        DistributionBin bin = g_array_index(a, DistributionBin, i);
        ck_assert_msg(bin.low == BY_HAND[_i].edges[i] && bin.high == BY_HAND[_i].edges[i + 1] &&
                          bin.doctors == BY_HAND[_i].left[i],
                      "bin %u: %g to %g, %d", i, bin.low, bin.high, bin.doctors);
        ck_assert_int_eq(g_array_index(b, DistributionBin, i).doctors, BY_HAND[_i].right[i]);
    }
}
END_TEST

START_TEST(a_side_that_may_not_be_shown_stays_empty)
{
    g_autoptr(Distribution) shown = side_of(0, 1, 60);
    g_autoptr(GArray) a = g_array_new(FALSE, FALSE, sizeof(DistributionBin));
    g_autoptr(GArray) b = g_array_new(FALSE, FALSE, sizeof(DistributionBin));

    bins_cut(NULL, shown, a, b);
    ck_assert_uint_eq(a->len, 0);
    ck_assert_int_eq(total(b), 60);
    bins_cut(NULL, NULL, a, a);
    ck_assert_uint_eq(a->len, 0);
}
END_TEST

/* Edges are the doubles nearest to round decimals: 0.3, not 0.30000000000000004. */
START_TEST(edges_are_round)
{
    g_autoptr(Distribution) left = side_of(0, 1, 1000);
    g_autoptr(GArray) a = g_array_new(FALSE, FALSE, sizeof(DistributionBin));
    g_autoptr(GArray) b = g_array_new(FALSE, FALSE, sizeof(DistributionBin));

    bins_cut(left, NULL, a, b);
    for (unsigned i = 0; i < a->len; i++) {
        char text[G_ASCII_DTOSTR_BUF_SIZE];
        double low = g_array_index(a, DistributionBin, i).low;
        g_ascii_formatd(text, sizeof text, "%.4f", low);
        ck_assert(g_ascii_strtod(text, NULL) == low);
    }
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("bins");
    TCase *tests = tcase_create("bins");
    tcase_add_loop_test(tests, everybody_is_in_a_bin_and_nobody_nearly_alone, 0, 144);
    tcase_add_loop_test(tests, worked_by_hand, 0, G_N_ELEMENTS(BY_HAND));
    tcase_add_test(tests, a_side_that_may_not_be_shown_stays_empty);
    tcase_add_test(tests, edges_are_round);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
