#include "engine/stats/design_effect.h"

#include <check.h>

#include "tests/oracle/oracle.h"

START_TEST(agrees)
{
    g_autoptr(Oracle) oracle = oracle_open("design_effect");
    size_t row = 0;
    int cases = 0;

    while (row < oracle_size(oracle)) {
        double number = oracle_number(oracle, row, "case");
        double expected = oracle_number(oracle, row, "design_effect");
        bool poisson = g_str_equal(oracle_text(oracle, row, "model"), "poisson");
        DesignEffect effect = {.model = poisson ? COUNT_POISSON : COUNT_BINOMIAL};

        for (; row < oracle_size(oracle) && oracle_number(oracle, row, "case") == number; row++) {
            PatientSums doctor = {
                oracle_number(oracle, row, "numerator"), oracle_number(oracle, row, "denominator"),
                oracle_number(oracle, row, "patients"),  oracle_number(oracle, row, "sum_yy"),
                oracle_number(oracle, row, "sum_xy"),    oracle_number(oracle, row, "sum_xx")};
            design_effect_add(&effect, &doctor);
        }
        ck_assert_msg(oracle_agrees(design_effect_value(&effect), expected, 1e-9),
                      "case %g: %.17g, not %.17g", number, design_effect_value(&effect), expected);
        cases++;
    }
    ck_assert_int_ge(cases, 20);
}
END_TEST

/* m patients with k equal lines each, events in all lines of some: exactly k. */
START_TEST(equal_lines_of_a_patient_count_once)
{
    static const double LINES[] = {1, 2, 3, 7, 40};
    double k = LINES[_i];
    DesignEffect effect = {.model = COUNT_BINOMIAL};
    PatientSums doctor = {12 * k, 30 * k, 30, 12 * k * k, 12 * k * k, 30 * k * k};

    design_effect_add(&effect, &doctor);
    ck_assert(oracle_agrees(design_effect_value(&effect), k, 1e-12));
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("design_effect");
    TCase *tests = tcase_create("design_effect");
    tcase_add_test(tests, agrees);
    tcase_add_loop_test(tests, equal_lines_of_a_patient_count_once, 0, 5);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
