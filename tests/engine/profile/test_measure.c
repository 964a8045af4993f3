#include "engine/profile/measure.h"

#include <check.h>
#include <math.h>
#include <string.h>

#include "engine/stats/interval.h"

static const Indicator PROPORTION = {
    .id = (char[]){"p"}, .kind = KIND_PROPORTION, .unit = UNIT_PATIENT, .per = 1};

static MeasureRule
rule_of(const Indicator *indicator)
{
    return (MeasureRule){
        .indicator = indicator, .minimum_patients = 11, .design_effect = 1, .complete = true};
}

/* A cell of patients with one line each. */
static CountCell
cell_of(int64_t events, int64_t n)
{
    return (CountCell){events, n, events, n, events, events, n};
}

START_TEST(status_is_the_first_that_holds)
{
    static const struct {
        bool active, complete;
        int64_t n;
        Status status;
        bool has_value;
    } CASES[] = {
        {true, true, 11, STATUS_OK, true},           {true, true, 10, STATUS_FEW_PATIENTS, true},
        {true, true, 1, STATUS_FEW_PATIENTS, true},  {true, true, 0, STATUS_NO_DENOMINATOR, false},
        {true, false, 50, STATUS_INCOMPLETE, false}, {true, false, 0, STATUS_INCOMPLETE, false},
        {false, true, 50, STATUS_NOT_ACTIVE, false}, {false, false, 0, STATUS_NOT_ACTIVE, false},
    };
    MeasureRule rule = rule_of(&PROPORTION);
    rule.complete = CASES[_i].complete;
    CountCell cell = cell_of(0, CASES[_i].n);
    Measure measure = measure_new(&rule, &cell, CASES[_i].active);
    ck_assert_int_eq(measure.status, CASES[_i].status);
    ck_assert_int_eq(!isnan(measure.value), CASES[_i].has_value);
    ck_assert_int_eq(measure_contributes(&measure), CASES[_i].has_value);
    ck_assert_int_eq(!isnan(measure.low), CASES[_i].has_value);
    ck_assert_int_eq(measure.signal, SIGNAL_NONE);
    ck_assert(isnan(measure.z) && isnan(measure.shrunken) && isnan(measure.standardised));
}
END_TEST

/* What was counted in part of a window must not be printed as if it were the whole. */
START_TEST(an_incomplete_window_has_no_counts)
{
    MeasureRule rule = rule_of(&PROPORTION);
    rule.complete = false;
    CountCell cell = cell_of(20, 50);
    Measure measure = measure_new(&rule, &cell, true);
    ck_assert(isnan(measure.numerator) && isnan(measure.denominator));
    ck_assert_int_eq(measure.patients, 0);
    ck_assert_int_eq(measure.numerator_patients, 0);
}
END_TEST

START_TEST(a_proportion)
{
    MeasureRule rule = rule_of(&PROPORTION);
    CountCell cell = cell_of(65, 100);
    Measure measure = measure_new(&rule, &cell, true);
    ck_assert(measure.value == 0.65);
    ck_assert(measure.numerator == 65 && measure.denominator == 100);
    ck_assert_int_eq(measure.patients, 100);
    ck_assert_int_eq(measure.numerator_patients, 65);
    ck_assert_double_eq_tol(measure.low, 0.55254443296887967, 1e-12);
    ck_assert_double_eq_tol(measure.high, 0.73635751756902468, 1e-12);
}
END_TEST

/* 130 of 200 lines with a design effect of 2 are as sure as 65 of 100. */
START_TEST(a_design_effect_widens)
{
    Indicator indicator = PROPORTION;
    indicator.unit = UNIT_CLAIM;
    MeasureRule rule = rule_of(&indicator);
    rule.design_effect = 2;
    CountCell cell = {130, 200, 70, 100, 260, 260, 400};
    Measure measure = measure_new(&rule, &cell, true);
    ck_assert(measure.value == 0.65);
    ck_assert_double_eq_tol(measure.low, 0.55254443296887967, 1e-12);
    ck_assert_double_eq_tol(measure.high, 0.73635751756902468, 1e-12);
}
END_TEST

/* Rates per 1000: 65 events over 500 are 130; Byar, and below 10 events exact. */
START_TEST(a_rate)
{
    Indicator indicator = {.kind = KIND_RATE, .unit = UNIT_CLAIM, .per = 1000};
    MeasureRule rule = rule_of(&indicator);
    CountCell cell = {65, 500, 60, 500, 75, 65, 500};
    Measure measure = measure_new(&rule, &cell, true);
    ck_assert_double_eq_tol(measure.value, 130, 1e-12);
    ck_assert_double_eq_tol(measure.low, 50.163187710459454 * 2, 1e-9);
    ck_assert_double_eq_tol(measure.high, 82.849138545939837 * 2, 1e-9);

    CountCell one = {1, 500, 1, 500, 1, 1, 500};
    measure = measure_new(&rule, &one, true);
    ck_assert_double_eq_tol(measure.low, 0.025317807984289897 * 2, 1e-12);
    ck_assert_double_eq_tol(measure.high, 5.571643390938898 * 2, 1e-9);

    /* With a design effect of 2, the interval of half as many events, doubled. */
    rule.design_effect = 2;
    Interval half = interval_poisson(32.5, 0.95);
    measure = measure_new(&rule, &cell, true);
    ck_assert_double_eq_tol(measure.low, half.low * 2 * 2, 1e-9);
    ck_assert_double_eq_tol(measure.high, half.high * 2 * 2, 1e-9);
}
END_TEST

/* Amounts in cents: patients of 10.00, 20.00 and 60.00 have the mean 30 and, by t.test in R, the
 * interval -35.72 to 95.72, of which nothing lies below 0. */
START_TEST(a_mean_amount)
{
    Counter counters[] = {{.name = (char[]){"amount"}, .count = COUNT_AMOUNT}};
    Indicator indicator = {.kind = KIND_MEAN,
                           .unit = UNIT_PATIENT,
                           .per = 1,
                           .counters = counters,
                           .n_counters = 1,
                           .numerator = expression_counter(0, AMOUNT_DECIMALS),
                           .denominator = expression_true()};
    MeasureRule rule = rule_of(&indicator);
    CountCell cell = {9000, 3, 3, 3, 1000 * 1000 + 2000 * 2000 + 6000 * 6000, 9000, 3};
    Measure measure = measure_new(&rule, &cell, true);
    expression_free(indicator.numerator);
    expression_free(indicator.denominator);
    ck_assert(measure.value == 30);
    ck_assert(measure.numerator == 90 && measure.denominator == 3);
    ck_assert(measure.low == 0);
    ck_assert_double_eq_tol(measure.high, 95.724106, 1e-5);
    ck_assert_int_eq(measure.status, STATUS_FEW_PATIENTS);
}
END_TEST

START_TEST(what_cannot_be_is_refused)
{
    static const struct {
        IndicatorKind kind;
        int64_t numerator, denominator;
        const char *words; /* NULL: fine */
    } CASES[] = {
        {KIND_PROPORTION, 11, 10, "numerator 11 above denominator 10"},
        {KIND_PROPORTION, 10, 10, NULL},
        {KIND_PROPORTION, 0, 0, NULL},
        {KIND_PROPORTION, 1, 0, "numerator 1 above denominator 0"},
        {KIND_PROPORTION, -1, 10, "negative"},
        {KIND_RATE, 11, 10, NULL},
        {KIND_RATE, 3, -1, "negative"},
        {KIND_MEAN, 11, 10, NULL},
    };
    Indicator indicator = {.kind = CASES[_i].kind, .unit = UNIT_PATIENT, .per = 1};
    CountCell cell = {.numerator = CASES[_i].numerator, .denominator = CASES[_i].denominator};
    g_autoptr(GError) error = NULL;
    ck_assert_int_eq(measure_check_cell(&indicator, &cell, &error), CASES[_i].words == NULL);
    if (CASES[_i].words != NULL) {
        ck_assert(g_error_matches(error, PROFILE_ERROR, PROFILE_ERROR_DATA));
        ck_assert_msg(strstr(error->message, CASES[_i].words) != NULL, "%s", error->message);
    }
}
END_TEST

START_TEST(the_longest_window_counts)
{
    static const struct {
        int window, counter_window;
        CivilDate first;
    } CASES[] = {
        {0, 0, {2026, 1, 1}}, {12, 0, {2025, 4, 1}}, {0, 6, {2025, 10, 1}}, {12, 24, {2024, 4, 1}}};
    Counter counters[] = {{.window_months = CASES[_i].counter_window}};
    Indicator indicator = {
        .window_months = CASES[_i].window, .counters = counters, .n_counters = 1};
    Period period;
    ck_assert(period_parse("2026-Q1", &period));
    CivilDate first = CASES[_i].first;
    ck_assert_int_eq(measure_first_day(&indicator, period),
                     day_from_civil(first.year, first.month, first.day));
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("measure");
    TCase *tests = tcase_create("measure");
    tcase_add_loop_test(tests, status_is_the_first_that_holds, 0, 8);
    tcase_add_test(tests, an_incomplete_window_has_no_counts);
    tcase_add_test(tests, a_proportion);
    tcase_add_test(tests, a_design_effect_widens);
    tcase_add_test(tests, a_rate);
    tcase_add_test(tests, a_mean_amount);
    tcase_add_loop_test(tests, what_cannot_be_is_refused, 0, 8);
    tcase_add_loop_test(tests, the_longest_window_counts, 0, 4);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
