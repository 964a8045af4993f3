#include "engine/stats/balance.h"

#include <check.h>
#include <math.h>

#include "tests/oracle/oracle.h"

static void
add_side(Balance *balance, const Oracle *oracle, size_t row, bool entered)
{
    size_t n;
    g_autofree double *values = oracle_list(oracle, row, entered ? "entered" : "control", &n);
    g_autofree double *weights =
        oracle_list(oracle, row, entered ? "entered_weights" : "control_weights", &n);

    for (size_t i = 0; i < n; i++)
        balance_add(balance, entered, values[i], weights[i]);
}

static void
check_estimate(Estimate actual, double expected)
{
    ck_assert_int_eq(actual.status == ESTIMATE_OK, !isnan(expected));
    if (!isnan(expected))
        ck_assert_msg(oracle_agrees(actual.value, expected, 1e-9) ||
                          fabs(actual.value - expected) < 1e-15,
                      "%.17g, not %.17g", actual.value, expected);
}

START_TEST(agrees)
{
    g_autoptr(Oracle) oracle = oracle_open("balance");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        g_autoptr(Balance) balance = balance_new();
        add_side(balance, oracle, row, true);
        add_side(balance, oracle, row, false);
        check_estimate(balance_mean(balance, true), oracle_number(oracle, row, "mean_entered"));
        check_estimate(balance_mean(balance, false), oracle_number(oracle, row, "mean_control"));
        check_estimate(balance_standardised_difference(balance),
                       oracle_number(oracle, row, "difference"));
    }
}
END_TEST

START_TEST(says_why_not)
{
    g_autoptr(Balance) balance = balance_new();

    ck_assert_int_eq(balance_mean(balance, true).status, ESTIMATE_TOO_FEW);
    for (int i = 0; i < 3; i++)
        balance_add(balance, true, 5, 1);
    ck_assert_int_eq(balance_standardised_difference(balance).status, ESTIMATE_TOO_FEW);
    balance_add(balance, false, 7, 1);
    balance_add(balance, false, 7, 2);
    ck_assert_int_eq(balance_standardised_difference(balance).status, ESTIMATE_UNDEFINED);
}
END_TEST

/* 0.3 a few times with odd weights: the sum of products is not 0.3 times the sum of weights. */
START_TEST(equal_values_do_not_vary)
{
    g_autoptr(Balance) balance = balance_new();

    for (int i = 0; i < 6; i++) {
        balance_add(balance, true, 0.3, 1);
        balance_add(balance, false, 0.4, 6);
    }
    ck_assert(balance_mean(balance, true).value == 0.3);
    ck_assert(balance_mean(balance, false).value == 0.4);
    ck_assert_int_eq(balance_standardised_difference(balance).status, ESTIMATE_UNDEFINED);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("balance");
    TCase *tests = tcase_create("balance");
    tcase_add_test(tests, agrees);
    tcase_add_test(tests, says_why_not);
    tcase_add_test(tests, equal_values_do_not_vary);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
