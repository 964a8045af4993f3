#include "engine/stats/achievable.h"

#include <check.h>
#include <math.h>

#include "tests/oracle/oracle.h"

START_TEST(agrees)
{
    g_autoptr(Oracle) oracle = oracle_open("achievable");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        size_t doctors = 0;
        g_autofree double *numerators = oracle_list(oracle, row, "numerators", &doctors);
        g_autofree double *denominators = oracle_list(oracle, row, "denominators", &doctors);
        bool lower = g_str_equal(oracle_text(oracle, row, "direction"), "lower");
        g_autofree size_t *best = g_new(size_t, doctors + 1);
        AchievableBenchmark benchmark = achievable_benchmark(
            numerators, denominators, doctors, lower ? ACHIEVABLE_LOWER : ACHIEVABLE_HIGHER,
            oracle_number(oracle, row, "share"), best);
        double value = oracle_number(oracle, row, "value");

        ck_assert_msg(isnan(value) ? benchmark.value.status == ESTIMATE_TOO_FEW
                                   : oracle_agrees(benchmark.value.value, value, 1e-9),
                      "row %zu: %.17g, not %.17g", row, benchmark.value.value, value);
        ck_assert_double_eq((double)benchmark.doctors, oracle_number(oracle, row, "doctors"));
        ck_assert(
            oracle_agrees(benchmark.numerator, oracle_number(oracle, row, "numerator"), 1e-9));
        ck_assert(
            oracle_agrees(benchmark.denominator, oracle_number(oracle, row, "denominator"), 1e-9));

        double total = 0;
        for (size_t i = 0; i < benchmark.doctors; i++)
            total += denominators[best[i]];
        ck_assert_msg(fabs(total - benchmark.denominator) <= 1e-9 * total,
                      "row %zu: the best do not have that denominator", row);
    }
}
END_TEST

/* One of one is smoothed to 2/3, less than 49 of 50: the doctor with one patient is not the best. */
START_TEST(one_of_one_is_not_the_best)
{
    static const double X[] = {1, 49}, D[] = {1, 50};
    AchievableBenchmark benchmark =
        achievable_benchmark(X, D, 2, ACHIEVABLE_HIGHER, ACHIEVABLE_SHARE, NULL);
    ck_assert_uint_eq(benchmark.doctors, 1);
    ck_assert(benchmark.value.value == 49.0 / 50);
}
END_TEST

/* Exactly 10 % is enough, also where a tenth of the sum rounds upwards. */
START_TEST(exactly_the_share_is_enough)
{
    static const double UNIT[] = {1, 3, 0.1, 0.3, 1e9};
    double x[10], d[10];

    for (int i = 0; i < 10; i++) {
        d[i] = UNIT[_i];
        x[i] = i * d[i] / 10;
    }
    ck_assert_uint_eq(achievable_benchmark(x, d, 10, ACHIEVABLE_LOWER, 0.1, NULL).doctors, 1);
    ck_assert_uint_eq(achievable_benchmark(x, d, 10, ACHIEVABLE_LOWER, 0.3, NULL).doctors, 3);
    ck_assert_uint_eq(achievable_benchmark(x, d, 10, ACHIEVABLE_LOWER, 0.301, NULL).doctors, 4);
    ck_assert_uint_eq(achievable_benchmark(x, d, 10, ACHIEVABLE_LOWER, 1, NULL).doctors, 10);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("achievable");
    TCase *tests = tcase_create("achievable");
    tcase_add_test(tests, agrees);
    tcase_add_test(tests, one_of_one_is_not_the_best);
    tcase_add_loop_test(tests, exactly_the_share_is_enough, 0, 5);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
