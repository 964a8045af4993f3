#include "engine/stats/sum.h"

#include <check.h>
#include <stdlib.h>

#include "tests/oracle/oracle.h"

START_TEST(agrees_with_exact_sums)
{
    g_autoptr(Oracle) oracle = oracle_open("sum");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        g_auto(GStrv) terms = g_strsplit(oracle_text(oracle, row, "terms"), " ", -1);
        Sum sum = {0};

        for (size_t i = 0; terms[i] != NULL && terms[i][0] != '\0'; i++) {
            char *end = NULL;
            double value = g_ascii_strtod(terms[i], &end);
            ck_assert_int_eq(*end, '*');
            for (long times = strtol(end + 1, NULL, 10); times > 0; times--)
                sum_add(&sum, value);
        }

        double expected = oracle_number(oracle, row, "sum");
        ck_assert_msg(oracle_agrees(sum_value(&sum), expected, 1e-15), "%s: %.17g, not %.17g",
                      oracle_text(oracle, row, "terms"), sum_value(&sum), expected);
    }
}
END_TEST

/* Not merely close: the mean of a constant series is that constant, whatever its length. */
START_TEST(constant_series_keeps_its_mean)
{
    for (int n = 1; n <= 100000; n = n * 3 + 1) {
        Sum sum = {0};
        for (int i = 0; i < n; i++)
            sum_add(&sum, 184.75);
        ck_assert(sum_value(&sum) / n == 184.75);
    }
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("sum");
    TCase *tests = tcase_create("sum");
    tcase_add_test(tests, agrees_with_exact_sums);
    tcase_add_test(tests, constant_series_keeps_its_mean);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
