#include "engine/stats/rising_factorial.h"

#include <check.h>

#include "tests/oracle/oracle.h"

static void
assert_agrees(const Oracle *oracle, size_t row, const char *column, double actual)
{
    double expected = oracle_number(oracle, row, column);
    ck_assert_msg(oracle_agrees(actual, expected, 1e-11), "a %s, x %s: %s %.17g, not %.17g",
                  oracle_text(oracle, row, "a"), oracle_text(oracle, row, "x"), column, actual,
                  expected);
}

START_TEST(agrees)
{
    g_autoptr(Oracle) oracle = oracle_open("rising_factorial");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        double a = oracle_number(oracle, row, "a"), x = oracle_number(oracle, row, "x");
        RisingDerivatives derivatives = rising_derivatives(a, x);
        assert_agrees(oracle, row, "slope", derivatives.slope);
        assert_agrees(oracle, row, "curvature", derivatives.curvature);

        /* One factor is no more than the power: what is left of 0 is the rounding of 1 / a. */
        if (x == 1) {
            ck_assert(oracle_agrees(1 + a * rising_excess(a, x), 1, 1e-14));
            ck_assert(oracle_agrees(1 + a * rising_excess_fall(a, x), 1, 1e-14));
            continue;
        }
        assert_agrees(oracle, row, "excess", rising_excess(a, x));
        assert_agrees(oracle, row, "excess_fall", rising_excess_fall(a, x));
    }
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("rising_factorial");
    TCase *tests = tcase_create("rising_factorial");
    tcase_add_test(tests, agrees);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
