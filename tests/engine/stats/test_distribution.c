#include "engine/stats/distribution.h"

#include <check.h>
#include <math.h>

#include "tests/oracle/oracle.h"

static Distribution *
row_distribution(const Oracle *oracle, size_t row)
{
    size_t n = 0;
    g_autofree double *values = oracle_list(oracle, row, "values", &n);
    Distribution *self = distribution_new(values, n, NULL);
    ck_assert_ptr_nonnull(self);
    return self;
}

START_TEST(quantiles_agree)
{
    g_autoptr(Oracle) oracle = oracle_open("quantile");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        g_autoptr(Distribution) distribution = row_distribution(oracle, row);
        double p = oracle_number(oracle, row, "p");
        double expected = oracle_number(oracle, row, "quantile");
        Estimate quantile = distribution_quantile(distribution, p);
        ck_assert_msg(oracle_agrees(quantile.value, expected, 1e-9), "row %zu: %.17g, not %.17g",
                      row, quantile.value, expected);
    }
}
END_TEST

START_TEST(percentiles_agree)
{
    g_autoptr(Oracle) oracle = oracle_open("percentile");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        g_autoptr(Distribution) distribution = row_distribution(oracle, row);
        double value = oracle_number(oracle, row, "value");
        double expected = oracle_number(oracle, row, "percentile");
        bool member = g_str_equal(oracle_text(oracle, row, "who"), "member");
        Estimate percentile = member ? distribution_percentile_of_member(distribution, value)
                                     : distribution_percentile_of_outsider(distribution, value);
        if (isnan(expected))
            ck_assert_int_eq(percentile.status, ESTIMATE_TOO_FEW);
        else
            ck_assert_msg(oracle_agrees(percentile.value, expected, 1e-9),
                          "row %zu: %.17g, not %.17g", row, percentile.value, expected);
    }
}
END_TEST

/* Ten tied at the top of 300 share their place; below / (n - 1) alone would say 97. */
START_TEST(ties_share_their_place)
{
    double values[300];
    for (int i = 0; i < 300; i++)
        values[i] = i < 290 ? i / 1000.0 : 1;
    g_autoptr(Distribution) distribution = distribution_new(values, 300, NULL);
    Estimate percentile = distribution_percentile_of_member(distribution, 1);
    ck_assert(percentile.value == 100 * (290 + 4.5) / 299);
}
END_TEST

START_TEST(missing_values_are_left_out)
{
    double values[] = {NAN, 3, NAN, 1};
    g_autoptr(Distribution) distribution = distribution_new(values, 4, NULL);
    ck_assert_uint_eq(distribution_size(distribution), 2);
    ck_assert(distribution_values(distribution)[0] == 1);
    ck_assert(distribution_values(distribution)[1] == 3);
}
END_TEST

START_TEST(nothing_has_no_quantile)
{
    g_autoptr(Distribution) distribution = distribution_new(NULL, 0, NULL);
    ck_assert_int_eq(distribution_quantile(distribution, 0.5).status, ESTIMATE_TOO_FEW);
    ck_assert_int_eq(distribution_percentile_of_outsider(distribution, 1).status, ESTIMATE_TOO_FEW);
}
END_TEST

START_TEST(infinity_is_refused)
{
    double values[] = {1, -INFINITY};
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(distribution_new(values, 2, &error));
    ck_assert(g_error_matches(error, STATS_ERROR, STATS_ERROR_NOT_FINITE));
    ck_assert_str_eq(error->message, "value 2 of 2 is infinite");
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("distribution");
    TCase *tests = tcase_create("distribution");
    tcase_add_test(tests, quantiles_agree);
    tcase_add_test(tests, percentiles_agree);
    tcase_add_test(tests, ties_share_their_place);
    tcase_add_test(tests, missing_values_are_left_out);
    tcase_add_test(tests, nothing_has_no_quantile);
    tcase_add_test(tests, infinity_is_refused);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
