#include "engine/stats/multiplicity.h"

#include <check.h>
#include <math.h>
#include <string.h>

#include "tests/oracle/oracle.h"

static void
assert_same(const double *actual, const double *expected, size_t n, size_t row)
{
    for (size_t i = 0; i < n; i++)
        ck_assert_msg(isnan(expected[i]) ? isnan(actual[i])
                                         : oracle_agrees(actual[i], expected[i], 1e-9),
                      "row %zu, place %zu: %.17g, not %.17g", row, i, actual[i], expected[i]);
}

START_TEST(agrees)
{
    g_autoptr(Oracle) oracle = oracle_open("multiplicity");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        size_t n, answers;
        g_autofree double *p = oracle_list(oracle, row, "p", &n);
        g_autofree double *expected = oracle_list(oracle, row, "adjusted", &answers);
        g_autofree double *adjusted = g_new(double, n);

        ck_assert_uint_eq(n, answers);
        multiplicity_adjust(p, n, adjusted);
        assert_same(adjusted, expected, n, row);
        multiplicity_adjust(p, n, p);
        assert_same(p, expected, n, row);
    }
}
END_TEST

START_TEST(nothing_to_adjust)
{
    multiplicity_adjust(NULL, 0, NULL);
}
END_TEST

START_TEST(expected_false_signals)
{
    ck_assert(multiplicity_expected_false_signals(0, 0.002) == 0);
    ck_assert(oracle_agrees(multiplicity_expected_false_signals(300 * 12, 0.002), 7.2, 1e-15));
    ck_assert(multiplicity_expected_false_signals(40, 1) == 40);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("multiplicity");
    TCase *tests = tcase_create("multiplicity");
    tcase_add_test(tests, agrees);
    tcase_add_test(tests, nothing_to_adjust);
    tcase_add_test(tests, expected_false_signals);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
