#include "engine/stats/patient_sums.h"

#include <check.h>
#include <math.h>

#include "tests/oracle/oracle.h"

static PatientSums
row_sums(const Oracle *oracle, size_t row)
{
    return (PatientSums){
        oracle_number(oracle, row, "numerator"), oracle_number(oracle, row, "denominator"),
        oracle_number(oracle, row, "patients"),  oracle_number(oracle, row, "sum_yy"),
        oracle_number(oracle, row, "sum_xy"),    oracle_number(oracle, row, "sum_xx")};
}

START_TEST(ratio_and_residual_agree)
{
    g_autoptr(Oracle) oracle = oracle_open("ratio");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        PatientSums sums = row_sums(oracle, row);
        Estimate ratio = patient_sums_ratio(&sums);
        double expected = oracle_number(oracle, row, "ratio");

        if (isnan(expected)) {
            ck_assert_int_eq(ratio.status, ESTIMATE_UNDEFINED);
            continue;
        }
        ck_assert(oracle_agrees(ratio.value, expected, 1e-9));
        /* A residual far below the sums of products has lost digits in their difference. */
        double residual = oracle_number(oracle, row, "residual");
        ck_assert_msg(fabs(patient_sums_residual(&sums) - residual) <=
                          1e-9 * residual + 1e-12 * sums.sum_yy,
                      "row %zu: %.17g, not %.17g", row, patient_sums_residual(&sums), residual);
    }
}
END_TEST

/* The ratio of the sums of all rows, not the mean of their ratios. */
START_TEST(sums_add_up)
{
    PatientSums group = {10, 100, 50, 12, 20, 230}, other = {30, 50, 20, 60, 55, 140};
    patient_sums_add(&group, &other);
    ck_assert(group.numerator == 40 && group.denominator == 150 && group.patients == 70);
    ck_assert(group.sum_yy == 72 && group.sum_xy == 75 && group.sum_xx == 370);
    ck_assert(patient_sums_ratio(&group).value == 40.0 / 150);
}
END_TEST

START_TEST(a_constant_series_has_no_variance)
{
    /* 300 patients of 184.75 each, and of 0.1 each, which no double holds exactly. */
    PatientSums cases[] = {{55425, 300, 300, 10239768.75, 55425, 300}, {30, 300, 300, 3, 30, 300}};
    ck_assert(patient_sums_variance(&cases[_i]).value == 0);
}
END_TEST

/* The same ratio in every patient, for ratios that no double holds: only rounding is left. */
START_TEST(equal_ratios_have_no_variance)
{
    for (int y = 1; y <= 40; y++)
        for (int x = 1; x <= 40; x++) {
            double n = 7;
            PatientSums sums = {n * y, n * x, n, n * y * y, n * x * y, n * x * x};
            ck_assert(patient_sums_variance(&sums).value == 0);
        }
}
END_TEST

START_TEST(one_patient_tells_no_variance)
{
    PatientSums one = {3, 6, 1, 9, 18, 36}, none = {0};
    ck_assert_int_eq(patient_sums_variance(&one).status, ESTIMATE_TOO_FEW);
    ck_assert_int_eq(patient_sums_variance(&none).status, ESTIMATE_UNDEFINED);
    ck_assert(patient_sums_residual(&none) == 0);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("patient_sums");
    TCase *tests = tcase_create("patient_sums");
    tcase_add_test(tests, ratio_and_residual_agree);
    tcase_add_test(tests, sums_add_up);
    tcase_add_loop_test(tests, a_constant_series_has_no_variance, 0, 2);
    tcase_add_test(tests, equal_ratios_have_no_variance);
    tcase_add_test(tests, one_patient_tells_no_variance);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
