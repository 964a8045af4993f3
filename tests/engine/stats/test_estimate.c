#include "engine/stats/estimate.h"

#include <check.h>
#include <math.h>
#include <signal.h>

START_TEST(a_value_is_kept)
{
    Estimate estimate = estimate_of(0.142);
    ck_assert_int_eq(estimate.status, ESTIMATE_OK);
    ck_assert(estimate.value == 0.142);
}
END_TEST

START_TEST(nan_is_undefined)
{
    Estimate estimate = estimate_of(NAN);
    ck_assert_int_eq(estimate.status, ESTIMATE_UNDEFINED);
    ck_assert(isnan(estimate.value));
}
END_TEST

START_TEST(none_carries_its_reason)
{
    Estimate estimate = estimate_none(ESTIMATE_TOO_FEW);
    ck_assert_int_eq(estimate.status, ESTIMATE_TOO_FEW);
    ck_assert(isnan(estimate.value));

    Interval interval = interval_none(ESTIMATE_UNDEFINED);
    ck_assert_int_eq(interval.status, ESTIMATE_UNDEFINED);
    ck_assert(isnan(interval.low) && isnan(interval.high));
}
END_TEST

START_TEST(an_interval_is_kept)
{
    Interval interval = interval_of(0.25, 0.25);
    ck_assert_int_eq(interval.status, ESTIMATE_OK);
    ck_assert(interval.low == 0.25 && interval.high == 0.25);
}
END_TEST

START_TEST(infinity_is_misuse)
{
    estimate_of(INFINITY);
}
END_TEST

START_TEST(crossed_ends_are_misuse)
{
    interval_of(2, 1);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("estimate");
    TCase *tests = tcase_create("estimate");
    tcase_add_test(tests, a_value_is_kept);
    tcase_add_test(tests, nan_is_undefined);
    tcase_add_test(tests, none_carries_its_reason);
    tcase_add_test(tests, an_interval_is_kept);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    /* An abort can only be caught from another process. */
    if (srunner_fork_status(runner) == CK_FORK) {
        tcase_add_test_raise_signal(tests, infinity_is_misuse, SIGABRT);
        tcase_add_test_raise_signal(tests, crossed_ends_are_misuse, SIGABRT);
    }
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
