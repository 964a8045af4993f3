/* What must hold of every difference and its interval, over random counts and patients: it contains
 * the estimate, turns its sign when both are exchanged, widens with the confidence, narrows with the
 * size, and covers the truth as often as it says. */
#include <check.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>

#include "engine/stats/difference.h"

enum { DRAWS = 10000 };

static gsl_rng *random_numbers;

static void
seed(void)
{
    random_numbers = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(random_numbers, 20260331);
}

static void
unseed(void)
{
    gsl_rng_free(random_numbers);
}

/* Uniform, on a scale of logarithms. */
static double
draw_size(double least, double most)
{
    return least * pow(most / least, gsl_rng_uniform(random_numbers));
}

/* One draw in eight without events, one with all, else a part, whole or not. */
static EventCount
draw_proportion(void)
{
    double n = draw_size(0.5, 5000);
    double part = gsl_rng_uniform(random_numbers);

    switch (gsl_rng_uniform_int(random_numbers, 8)) {
    case 0:
        return (EventCount){0, n};
    case 1:
        return (EventCount){n, n};
    case 2:
    case 3:
        return (EventCount){floor(part * n), ceil(n)};
    default:
        return (EventCount){part * n, n};
    }
}

static EventCount
draw_rate(void)
{
    double events = draw_size(0.1, 1e6), exposure = draw_size(1e-3, 1e6);

    switch (gsl_rng_uniform_int(random_numbers, 8)) {
    case 0:
        return (EventCount){0, exposure};
    case 1:
    case 2:
    case 3:
        return (EventCount){ceil(draw_size(0.5, 200)), exposure};
    default:
        return (EventCount){events, exposure};
    }
}

static EventCount
scaled(EventCount count, double factor)
{
    return (EventCount){count.events * factor, count.n * factor};
}

static bool
is_about(double actual, double expected, double scale)
{
    return fabs(actual - expected) <= 1e-10 * scale;
}

static double
draw_confidence(void)
{
    return 0.5 + 0.499 * gsl_rng_uniform(random_numbers);
}

static void
assert_opposite(Difference one, Difference other)
{
    ck_assert(one.estimate.value == -other.estimate.value);
    ck_assert(one.interval.low == -other.interval.high && one.interval.high == -other.interval.low);
}

/* Whether `inner` lies within `outer`, but for rounding. */
static void
assert_within(Interval inner, Interval outer, double scale)
{
    ck_assert_msg(inner.low >= outer.low - 1e-12 * scale &&
                      inner.high <= outer.high + 1e-12 * scale,
                  "%.17g to %.17g is not within %.17g to %.17g", inner.low, inner.high, outer.low,
                  outer.high);
}

START_TEST(proportions)
{
    for (int i = 0; i < DRAWS; i++) {
        EventCount now = draw_proportion(), before = draw_proportion();
        double confidence = draw_confidence();
        Difference d = difference_of_proportions(now, before, confidence);

        ck_assert(d.interval.low <= d.estimate.value && d.estimate.value <= d.interval.high);
        ck_assert(d.interval.low >= -1 && d.interval.high <= 1);
        ck_assert(d.interval.low < d.interval.high);
        assert_opposite(d, difference_of_proportions(before, now, confidence));

        Difference surer = difference_of_proportions(now, before, (1 + confidence) / 2);
        assert_within(d.interval, surer.interval, 1);
        double factor = 1 + 4 * gsl_rng_uniform(random_numbers);
        Difference larger =
            difference_of_proportions(scaled(now, factor), scaled(before, factor), confidence);
        assert_within(larger.interval, d.interval, 1);
        ck_assert(larger.interval.high - larger.interval.low <= d.interval.high - d.interval.low);

        /* What did not happen differs by the opposite. */
        Difference rest =
            difference_of_proportions((EventCount){now.n - now.events, now.n},
                                      (EventCount){before.n - before.events, before.n}, confidence);
        ck_assert(is_about(rest.interval.low, -d.interval.high, 1));
        ck_assert(is_about(rest.interval.high, -d.interval.low, 1));
    }
}
END_TEST

/* The end of one is that of the other from the other side. */
static void
assert_inverse(Estimate one, Estimate other)
{
    if (other.status != ESTIMATE_OK) {
        ck_assert(one.value == 0);
        return;
    }
    if (one.status != ESTIMATE_OK) {
        ck_assert(other.value == 0);
        return;
    }
    ck_assert_msg(is_about(one.value * other.value, 1, 1), "%.17g and %.17g", one.value,
                  other.value);
}

/* Whether `inner` is no wider than `outer`; an end that is missing is infinity. */
static void
assert_no_wider(RateRatio inner, RateRatio outer)
{
    ck_assert(inner.low.value >= outer.low.value * (1 - 1e-9));
    if (outer.high.status == ESTIMATE_OK)
        ck_assert(inner.high.status == ESTIMATE_OK &&
                  inner.high.value <= outer.high.value * (1 + 1e-9));
}

START_TEST(rates)
{
    for (int i = 0; i < DRAWS; i++) {
        EventCount now = draw_rate(), before = draw_rate();
        if (now.events == 0 && before.events == 0)
            continue;
        double confidence = draw_confidence();
        RateRatio ratio = difference_as_rate_ratio(now, before, confidence);

        ck_assert_int_eq(ratio.low.status, ESTIMATE_OK);
        ck_assert((ratio.estimate.status == ESTIMATE_OK) == (before.events > 0));
        if (ratio.estimate.status == ESTIMATE_OK)
            ck_assert(ratio.low.value <= ratio.estimate.value);
        if (ratio.high.status == ESTIMATE_OK)
            ck_assert(ratio.estimate.value <= ratio.high.value);

        RateRatio swapped = difference_as_rate_ratio(before, now, confidence);
        assert_inverse(ratio.low, swapped.high);
        assert_inverse(ratio.high, swapped.low);
        assert_inverse(ratio.estimate, swapped.estimate);
        assert_no_wider(ratio, difference_as_rate_ratio(now, before, (1 + confidence) / 2));
        double factor = 1 + 4 * gsl_rng_uniform(random_numbers);
        EventCount more = {now.events * factor, now.n * factor};
        EventCount more_before = {before.events * factor, before.n * factor};
        assert_no_wider(difference_as_rate_ratio(more, more_before, confidence), ratio);
    }
}
END_TEST

/* Patients of a few lines each, an amount on some of them. */
static PatientSums
draw_patients(int patients, double mean)
{
    PatientSums sums = {0};

    for (int i = 0; i < patients; i++) {
        double x = 1 + gsl_ran_poisson(random_numbers, 2);
        double y = mean * x * gsl_ran_gamma(random_numbers, 1.5, 1 / 1.5);
        PatientSums one = {y, x, 1, y * y, x * y, x * x};
        patient_sums_add(&sums, &one);
    }
    return sums;
}

static PatientSums
twice(const PatientSums *sums)
{
    PatientSums result = *sums;
    patient_sums_add(&result, sums);
    return result;
}

START_TEST(ratios)
{
    for (int i = 0; i < DRAWS; i++) {
        double mean = draw_size(0.01, 1000), confidence = draw_confidence();
        PatientSums now = draw_patients((int)draw_size(2, 40), mean);
        PatientSums before = draw_patients((int)draw_size(2, 40), mean);
        Difference d = difference_of_ratios(&now, &before, confidence);

        ck_assert(d.interval.low < d.estimate.value && d.estimate.value < d.interval.high);
        assert_opposite(d, difference_of_ratios(&before, &now, confidence));
        Difference surer = difference_of_ratios(&now, &before, (1 + confidence) / 2);
        assert_within(d.interval, surer.interval, mean);
        PatientSums more = twice(&now), more_before = twice(&before);
        Difference larger = difference_of_ratios(&more, &more_before, confidence);
        assert_within(larger.interval, d.interval, mean);
    }
}
END_TEST

/* Of two practices whose truth differs at random, 93 to 97 % of the intervals hold the difference;
 * exact limits of a ratio at least 95 %. */
START_TEST(intervals_cover_the_truth)
{
    int proportions_covered = 0, ratios_covered = 0, means_covered = 0, rates_drawn = 0;

    for (int i = 0; i < DRAWS; i++) {
        double p = gsl_ran_beta(random_numbers, 2, 6), q = gsl_ran_beta(random_numbers, 2, 6);
        unsigned n = (unsigned)draw_size(20, 300), m = (unsigned)draw_size(20, 300);
        EventCount now = {gsl_ran_binomial(random_numbers, p, n), n};
        EventCount before = {gsl_ran_binomial(random_numbers, q, m), m};
        Interval interval = difference_of_proportions(now, before, 0.95).interval;
        proportions_covered += interval.low <= p - q && p - q <= interval.high;

        now.events = gsl_ran_poisson(random_numbers, p * n);
        before.events = gsl_ran_poisson(random_numbers, q * m);
        RateRatio ratio = difference_as_rate_ratio(now, before, 0.95);
        if (ratio.low.status == ESTIMATE_OK) {
            rates_drawn++;
            ratios_covered += ratio.low.value <= p / q && !(ratio.high.value < p / q);
        }

        PatientSums patients = draw_patients((int)n, 30 * p);
        PatientSums others = draw_patients((int)m, 30 * q);
        interval = difference_of_ratios(&patients, &others, 0.95).interval;
        means_covered += interval.low <= 30 * (p - q) && 30 * (p - q) <= interval.high;
    }
    ck_assert_msg(proportions_covered >= 0.93 * DRAWS && proportions_covered <= 0.97 * DRAWS,
                  "%d proportions", proportions_covered);
    ck_assert_msg(ratios_covered >= 0.95 * rates_drawn, "%d rates", ratios_covered);
    ck_assert_msg(means_covered >= 0.93 * DRAWS && means_covered <= 0.97 * DRAWS, "%d means",
                  means_covered);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("difference_property");
    TCase *tests = tcase_create("difference_property");
    tcase_add_checked_fixture(tests, seed, unseed);
    tcase_add_test(tests, proportions);
    tcase_add_test(tests, rates);
    tcase_add_test(tests, ratios);
    tcase_add_test(tests, intervals_cover_the_truth);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
