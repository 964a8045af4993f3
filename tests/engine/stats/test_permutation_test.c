/* The oracle of difference_in_differences holds p and interval against R; here is what follows from
 * the definition. */
#include "engine/stats/permutation_test.h"

#include <check.h>
#include <glib.h>
#include <math.h>

static ShiftedEstimate
still(double estimate)
{
    return (ShiftedEstimate){estimate, 0, 1, 0, 0};
}

static const ShiftedEstimate ACTUAL = {3, 1, 1, 0, 0};

START_TEST(p_is_a_share)
{
    const ShiftedEstimate labellings[] = {ACTUAL,   still(2), still(-3), still(0),
                                          still(1), still(4), still(-1), still(2.9)};

    ck_assert_double_eq(permutation_p(&ACTUAL, labellings, 8, 0).value, 3.0 / 8);
    ck_assert_double_eq(permutation_p(&ACTUAL, labellings, 8, 3).value, 1);
    /* At an effect of 1 the actual t is 2: 2, -3, 4 and 2.9 are as large, and itself. */
    ck_assert_double_eq(permutation_p(&ACTUAL, labellings, 8, 1).value, 5.0 / 8);
}
END_TEST

/* 39 labellings whose t is -19 to 19 whatever is taken off, and the actual one: with |delta - 3| = d
 * the share is (1 + 2 x #{k >= d}) / 40; 5 % is one, for d just above 19 two ends drop out. */
START_TEST(interval_ends_where_p_does)
{
    ShiftedEstimate labellings[40] = {ACTUAL};
    for (int k = -19; k <= 19; k++)
        labellings[20 + k] = still(k);
    Interval interval = permutation_interval(&ACTUAL, labellings, 40, 0.95);
    ck_assert_int_eq(interval.status, ESTIMATE_OK);
    ck_assert_double_eq_tol(interval.low, 3 - 19, 1e-6);
    ck_assert_double_eq_tol(interval.high, 3 + 19, 1e-6);
    /* 7 in 40 are rejected: 3 on each side and the actual one. */
    interval = permutation_interval(&ACTUAL, labellings, 40, 1 - 7.0 / 40);
    ck_assert_double_eq_tol(interval.high, 3 + 16, 1e-6);
}
END_TEST

/* The smallest p of ten labellings is 1/10: nothing can be rejected at 5 %. */
START_TEST(too_few_labellings_have_no_interval)
{
    ShiftedEstimate labellings[10] = {ACTUAL};
    for (int k = 1; k < 10; k++)
        labellings[k] = still(k);
    ck_assert_int_eq(permutation_interval(&ACTUAL, labellings, 10, 0.95).status, ESTIMATE_TOO_FEW);
    ck_assert_int_eq(permutation_interval(&ACTUAL, labellings, 10, 0.85).status, ESTIMATE_OK);
}
END_TEST

START_TEST(without_variance)
{
    const ShiftedEstimate flat = {3, 1, 0, 0, 0}, unknown = {3, 1, NAN, NAN, NAN};
    const ShiftedEstimate nothing = {0, 1, 0, 0, 0};

    ck_assert_int_eq(permutation_p(&unknown, &unknown, 1, 0).status, ESTIMATE_UNDEFINED);
    ck_assert_int_eq(permutation_p(&nothing, &nothing, 1, 0).status, ESTIMATE_UNDEFINED);
    ck_assert_int_eq(permutation_interval(&nothing, &nothing, 1, 0.95).status, ESTIMATE_UNDEFINED);
    /* Labellings that cannot be judged, and those without variance, count against rejecting. */
    const ShiftedEstimate labellings[] = {ACTUAL, unknown, flat, still(0)};
    ck_assert_double_eq(permutation_p(&ACTUAL, labellings, 4, 0).value, 3.0 / 4);

    /* An effect that varies nowhere is as sure as there are labellings. */
    ShiftedEstimate others[40] = {flat};
    for (int k = 1; k < 40; k++)
        others[k] = still(100 * k);
    ck_assert_double_eq(permutation_p(&flat, others, 40, 0).value, 1.0 / 40);
    Interval interval = permutation_interval(&flat, others, 40, 0.95);
    ck_assert(interval.low == 3 && interval.high == 3);
    ck_assert_int_eq(permutation_interval(&flat, others, 10, 0.95).status, ESTIMATE_TOO_FEW);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("permutation_test");
    TCase *tests = tcase_create("permutation_test");
    tcase_add_test(tests, p_is_a_share);
    tcase_add_test(tests, interval_ends_where_p_does);
    tcase_add_test(tests, too_few_labellings_have_no_interval);
    tcase_add_test(tests, without_variance);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
