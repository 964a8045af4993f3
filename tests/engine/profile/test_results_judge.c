/* What the results say beyond a doctor's value, wired right: the estimators have their own oracles,
 * here a small region is worked by hand. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/profile/chance_signal.h"
#include "engine/stats/overdispersion.h"
#include "tests/engine/profile/hand_edition.h"

/* Group 1, 12 enrolled doctors about 200 of 1000, one at 400, one at 60; controls about 250. */
static const HandDoctor DOCTORS[] = {
    {"m01", "G1", {{200, 1000}, {200, 1000}}}, {"m02", "G1", {{190, 1000}, {205, 1000}}},
    {"m03", "G1", {{195, 1000}, {195, 1000}}}, {"m04", "G1", {{205, 1000}, {210, 1000}}},
    {"m05", "G1", {{210, 1000}, {190, 1000}}}, {"m06", "G1", {{200, 1000}, {200, 1000}}},
    {"m07", "G1", {{220, 1000}, {198, 1000}}}, {"m08", "G1", {{180, 1000}, {202, 1000}}},
    {"m09", "G1", {{200, 1000}, {207, 1000}}}, {"m10", "G1", {{200, 1000}, {193, 1000}}},
    {"m11", "G1", {{200, 1000}, {400, 1000}}}, {"m12", "G1", {{200, 1000}, {60, 1000}}},
    {"m13", "G1", {{2, 10}, {1, 10}}},         {"x1", NULL, {{250, 1000}, {250, 1000}}},
    {"x2", NULL, {{240, 1000}, {260, 1000}}},  {"x3", NULL, {{255, 1000}, {245, 1000}}},
    {"x4", NULL, {{245, 1000}, {246, 1000}}},  {"x5", NULL, {{250, 1000}, {250, 1000}}},
};

/* The enrolled of 2025, the one with few patients included. */
#define P0 (2461.0 / 12010)

static HandEdition *edition;
static Results *results;

static void
make(const char *more)
{
    edition = hand_edition_new(HAND_PROPORTION, more, DOCTORS, G_N_ELEMENTS(DOCTORS));
    results = hand_edition_compute(edition);
}

static void
setup(void)
{
    make("");
}

static void
teardown(void)
{
    results_free(results);
    hand_edition_free(edition);
}

static const Measure *
measure_of(const char *id)
{
    return results_measure(results, hand_edition_doctor(results, id), 0, 1);
}

START_TEST(signals_against_the_enrolled_value)
{
    static const struct {
        const char *id;
        double events;
        Signal signal;
    } CASES[] = {
        {"m01", 200, SIGNAL_WITHIN}, {"m04", 210, SIGNAL_WITHIN}, {"m11", 400, SIGNAL_HIGH},
        {"m12", 60, SIGNAL_LOW},     {"x4", 246, SIGNAL_HIGH},    {"x3", 245, SIGNAL_WITHIN},
    };
    const Measure *measure = measure_of(CASES[_i].id);
    const double z = (CASES[_i].events / 1000 - P0) / sqrt(P0 * (1 - P0) / 1000);

    ck_assert_double_eq_tol(measure->z, z, 1e-9);
    ck_assert_int_eq(measure->signal, CASES[_i].signal);
}
END_TEST

/* Under 20 enrolled doctors, how much they differ anyhow cannot be told. */
START_TEST(few_doctors_have_no_spread)
{
    const ComparatorFigure *enrolled = results_comparator(results, COMPARATOR_ENROLLED, 0, 0, 1);
    ck_assert_int_eq(enrolled->status, STATUS_OK);
    ck_assert(isnan(enrolled->phi) && isnan(enrolled->tau2));
}
END_TEST

START_TEST(few_patients_are_not_judged)
{
    const Measure *measure = measure_of("m13");
    ck_assert_int_eq(measure->status, STATUS_FEW_PATIENTS);
    ck_assert_int_eq(measure->signal, SIGNAL_NONE);
    ck_assert(isnan(measure->z) && isnan(measure->shrunken) && isnan(measure->reliability));
}
END_TEST

START_TEST(no_signal_without_an_enrolled_value)
{
    teardown();
    make("comparators: [group, control]");
    ck_assert_int_eq(measure_of("m11")->signal, SIGNAL_NONE);
    ck_assert(isnan(measure_of("m11")->z));
    ck_assert(!isnan(measure_of("m11")->shrunken));
    size_t n = 1;
    results_limits(results, 0, &n);
    ck_assert_uint_eq(n, 0);
}
END_TEST

/* Between the own value and the region's mean, nearer to the own one as the reliability has it. */
START_TEST(shrunken_towards_the_region)
{
    const double mean = 0.21;
    const Measure *high = measure_of("m11"), *low = measure_of("m12");
    ck_assert(high->shrunken < 0.4 && high->shrunken > mean);
    ck_assert(low->shrunken > 0.06 && low->shrunken < mean);
    ck_assert(high->reliability > 0.9 && high->reliability < 1);
    ck_assert_double_eq_tol((0.4 - high->shrunken) / (high->shrunken - mean),
                            (1 - high->reliability) / high->reliability, 0.02);
}
END_TEST

/* One p-value among one indicator stays what it is: only a strict rate takes a signal back. */
START_TEST(false_discovery_takes_signals_back)
{
    teardown();
    make("signals: {false_discovery: 0.001}");
    ck_assert_int_eq(measure_of("m11")->signal, SIGNAL_HIGH);
    ck_assert_int_eq(measure_of("x4")->signal, SIGNAL_WITHIN);
    ck_assert_int_eq(measure_of("x3")->signal, SIGNAL_WITHIN);
}
END_TEST

/* The 2461 without the own counts, over the 12 others. */
START_TEST(colleagues_are_the_group_without_the_reader)
{
    teardown();
    make("comparators: [colleagues, enrolled]");
    ck_assert_double_eq_tol(measure_of("m11")->colleagues, 2061.0 / 11010, 5e-5);
    ck_assert_double_eq_tol(measure_of("m12")->colleagues, 2401.0 / 11010, 5e-5);
    ck_assert(isnan(measure_of("x1")->colleagues));
}
END_TEST

/* Direction lower: 60 of 1000 and the next best, 190 of 1000, until 1700 of 17010 are covered; two
 * doctors are too few to show. */
START_TEST(the_benchmark_needs_as_many_doctors_as_any)
{
    teardown();
    make("comparators: [achievable, enrolled]");
    ck_assert_int_eq(results_comparator(results, COMPARATOR_ACHIEVABLE, 0, 0, 1)->status,
                     STATUS_FEW_MEMBERS);

    teardown();
    make("comparators: [achievable, enrolled]\n"
         "disclosure: {minimum_members: 2}");
    const ComparatorFigure *best = results_comparator(results, COMPARATOR_ACHIEVABLE, 0, 0, 1);
    ck_assert_int_eq(best->status, STATUS_OK);
    ck_assert_int_eq(best->practitioners, 2);
    ck_assert_double_eq_tol(best->value, 0.125, 1e-12);
    ck_assert(isnan(best->p25));
}
END_TEST

/* Limits as far as the group reaches, about the enrolled value, closer as sizes grow. */
START_TEST(limits_of_the_groups)
{
    size_t n = 0;
    const ChanceLimits *limits = results_limits(results, 0, &n);

    ck_assert_uint_gt(n, 10);
    ck_assert_double_ge(limits[n - 1].denominator, 12010);
    for (size_t i = 0; i < n; i++) {
        const Interval exact =
            funnel_limits(COUNT_BINOMIAL, P0, limits[i].denominator, FUNNEL_SIGNAL_CONFIDENCE);
        ck_assert_double_eq_tol(limits[i].low_998, exact.low, 5e-4);
        ck_assert_double_eq_tol(limits[i].high_998, exact.high, 5e-4);
        ck_assert(limits[i].low_998 <= limits[i].low_95 && limits[i].high_95 <= limits[i].high_998);
    }
    ck_assert(limits[n - 1].high_998 - limits[n - 1].low_998 < 0.03);
}
END_TEST

/* Years: 2025 against 2024, and no chart of two. */
START_TEST(change_over_a_year)
{
    const Change *change = results_change(results, hand_edition_doctor(results, "m11"), 0);
    ck_assert_int_eq(change->past_period, 0);
    ck_assert_double_eq_tol(change->estimate, 0.2, 1e-12);
    ck_assert(change->low > 0.15 && change->high < 0.25);
    ck_assert_int_eq(change->verdict, CHANGE_UNJUDGED);
    ck_assert(isnan(results_change(results, hand_edition_doctor(results, "m13"), 0)->estimate));
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("judge");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, signals_against_the_enrolled_value, 0, 6);
    tcase_add_test(tests, few_doctors_have_no_spread);
    tcase_add_test(tests, few_patients_are_not_judged);
    tcase_add_test(tests, no_signal_without_an_enrolled_value);
    tcase_add_test(tests, shrunken_towards_the_region);
    tcase_add_test(tests, false_discovery_takes_signals_back);
    tcase_add_test(tests, colleagues_are_the_group_without_the_reader);
    tcase_add_test(tests, the_benchmark_needs_as_many_doctors_as_any);
    tcase_add_test(tests, limits_of_the_groups);
    tcase_add_test(tests, change_over_a_year);

    Suite *suite = suite_create("results judge");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
