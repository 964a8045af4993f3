#include "engine/stats/funnel.h"

#include <check.h>
#include <gsl/gsl_rng.h>
#include <math.h>

#include "tests/oracle/oracle.h"

#define TOLERANCE 1e-9
enum { DRAWS = 12000 };

static CountModel
model_of(const Oracle *oracle, size_t row)
{
    return g_str_equal(oracle_text(oracle, row, "model"), "poisson") ? COUNT_POISSON
                                                                     : COUNT_BINOMIAL;
}

START_TEST(limits_agree)
{
    g_autoptr(Oracle) oracle = oracle_open("funnel_limits");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        double low = oracle_number(oracle, row, "low"), high = oracle_number(oracle, row, "high");
        Interval limits = funnel_limits(model_of(oracle, row), oracle_number(oracle, row, "p0"),
                                        oracle_number(oracle, row, "n"),
                                        oracle_number(oracle, row, "confidence"));

        ck_assert_int_eq(limits.status, ESTIMATE_OK);
        ck_assert_msg(oracle_agrees(limits.low, low, TOLERANCE) &&
                          oracle_agrees(limits.high, high, TOLERANCE),
                      "row %zu: %.17g to %.17g, not %.17g to %.17g", row, limits.low, limits.high,
                      low, high);
    }
}
END_TEST

static void
assert_estimate(Estimate actual, double expected, const char *what, size_t row)
{
    if (isnan(expected))
        ck_assert_int_eq(actual.status, ESTIMATE_UNDEFINED);
    else
        ck_assert_msg(actual.status == ESTIMATE_OK &&
                          oracle_agrees(actual.value, expected, TOLERANCE),
                      "row %zu: %s %.17g, not %.17g", row, what, actual.value, expected);
}

START_TEST(units_agree)
{
    g_autoptr(Oracle) oracle = oracle_open("funnel_unit");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        CountModel model = model_of(oracle, row);
        double p0 = oracle_number(oracle, row, "p0"), n = oracle_number(oracle, row, "n");
        double events = oracle_number(oracle, row, "events");

        assert_estimate(funnel_z(model, p0, events, n), oracle_number(oracle, row, "z"), "z", row);
        assert_estimate(funnel_p_value(model, p0, events, n), oracle_number(oracle, row, "p_value"),
                        "p", row);
    }
}
END_TEST

START_TEST(without_a_denominator_nothing_is_defined)
{
    ck_assert_int_eq(funnel_limits(COUNT_BINOMIAL, 0.3, 0, 0.95).status, ESTIMATE_UNDEFINED);
    ck_assert_int_eq(funnel_limits(COUNT_POISSON, 0, 0, 0.95).status, ESTIMATE_UNDEFINED);
    ck_assert_int_eq(funnel_standard_error(COUNT_POISSON, 3, 0).status, ESTIMATE_UNDEFINED);
}
END_TEST

START_TEST(standard_errors)
{
    ck_assert(oracle_agrees(funnel_standard_error(COUNT_BINOMIAL, 0.2, 100).value, 0.04, 1e-15));
    ck_assert(oracle_agrees(funnel_standard_error(COUNT_POISSON, 0.25, 100).value, 0.05, 1e-15));
    ck_assert(funnel_standard_error(COUNT_BINOMIAL, 1, 7).value == 0);
    ck_assert(funnel_standard_error(COUNT_BINOMIAL, 0, 7).value == 0);
}
END_TEST

/* Of 15 expected the exact lower limit is .4907; another convention in use gives .5597. */
START_TEST(the_exact_convention)
{
    ck_assert_double_eq_tol(funnel_limits(COUNT_POISSON, 1, 15, 0.95).low, 0.4907, 5e-5);
}
END_TEST

/* All events of 30 happen by chance once in five times at p0 = 0.95, of 200 in 28 000. */
START_TEST(all_events_are_beyond_only_where_that_is_rare)
{
    static const struct {
        double p0, n;
        bool beyond;
    } CASES[] = {{0.95, 30, false},    {0.95, 134, false}, {0.95, 135, true},
                 {0.95, 200, true},    {0.5, 9, false},    {0.5, 10, true},
                 {0.999, 1000, false}, {0.5, 9.3, false},  {0.95, 12.0001, false}};

    Interval limits = funnel_limits(COUNT_BINOMIAL, CASES[_i].p0, CASES[_i].n, 0.998);
    ck_assert(CASES[_i].beyond == (limits.high < 1));
}
END_TEST

typedef struct {
    CountModel model;
    double p0, n;
} Draw;

/* Sizes from 0.1 to 1e6, whole or not; p0 near 0, near 1 or between. */
static Draw
draw(gsl_rng *random, int i)
{
    Draw self = {i % 2 == 0 ? COUNT_BINOMIAL : COUNT_POISSON, gsl_rng_uniform(random),
                 pow(10, -1 + 7 * gsl_rng_uniform(random))};

    if (i % 3 == 0)
        self.n = ceil(self.n);
    if (i % 5 == 0)
        self.p0 = pow(10, -6 * self.p0);
    if (i % 10 == 4)
        self.p0 = 1 - pow(10, -6 * self.p0);
    if (self.model == COUNT_POISSON && i % 7 == 0)
        self.p0 *= 40;
    return self;
}

static gsl_rng *
random_new(unsigned long seed)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);

    gsl_rng_set(random, seed);
    return random;
}

START_TEST(limits_contain_p0_and_widen_with_confidence)
{
    gsl_rng *random = random_new(20260703);

    for (int i = 0; i < DRAWS; i++) {
        Draw at = draw(random, i);
        double confidence = 0.5 + 0.499 * gsl_rng_uniform(random);
        Interval limits = funnel_limits(at.model, at.p0, at.n, confidence);
        Interval wider = funnel_limits(at.model, at.p0, at.n, (1 + confidence) / 2);

        ck_assert_msg(0 <= limits.low && limits.low <= at.p0 && at.p0 <= limits.high &&
                          (at.model == COUNT_POISSON || limits.high <= 1),
                      "p0 %.17g, n %.17g: %g to %g", at.p0, at.n, limits.low, limits.high);
        ck_assert_msg(wider.low <= limits.low && limits.high <= wider.high,
                      "p0 %.17g, n %.17g, confidence %g", at.p0, at.n, confidence);
    }
    gsl_rng_free(random);
}
END_TEST

/* Of events, and of trials without one, whichever is fewer. */
static double
expected_of_the_rarer(Draw at)
{
    return at.n * (at.model == COUNT_POISSON ? at.p0 : fmin(at.p0, 1 - at.p0));
}

START_TEST(limits_narrow_with_n)
{
    gsl_rng *random = random_new(20260704);

    for (int i = 0; i < DRAWS; i++) {
        Draw at = draw(random, i);
        double confidence = i % 4 < 2 ? 0.95 : 0.998;
        /* Any larger size but for the ripple, twice the size without. */
        double factor = i % 8 < 4 ? 2 : 1 + pow(10, -3 * gsl_rng_uniform(random));
        double ripple = factor == 2 && expected_of_the_rarer(at) >= 0.1 ? 0 : 0.5 / at.n;
        Interval limits = funnel_limits(at.model, at.p0, at.n, confidence);
        Interval narrower = funnel_limits(at.model, at.p0, at.n * factor, confidence);

        ck_assert_msg(limits.low <= narrower.low + ripple && narrower.high <= limits.high + ripple,
                      "model %d, p0 %.17g, n %.17g x %g: %.17g to %.17g, then %.17g to %.17g",
                      at.model, at.p0, at.n, factor, limits.low, limits.high, narrower.low,
                      narrower.high);
    }
    gsl_rng_free(random);
}
END_TEST

/* p < 1 - confidence and beyond the limits are the same, but for half an event. */
START_TEST(p_value_and_limits_agree)
{
    gsl_rng *random = random_new(20260705);
    int beyond = 0, within = 0;

    for (int i = 0; i < 2 * DRAWS; i++) {
        Draw at = draw(random, i);
        double confidence = i % 4 < 2 ? 0.95 : 0.998;
        double deviation = at.n * funnel_standard_error(at.model, at.p0, at.n).value;
        double events = fmax(0, at.n * at.p0 + 8 * (gsl_rng_uniform(random) - 0.5) * deviation);
        if (i % 3 != 1)
            events = round(events);
        if (at.model == COUNT_BINOMIAL)
            events = fmin(events, at.n);

        Interval limits = funnel_limits(at.model, at.p0, at.n, confidence);
        double p = funnel_p_value(at.model, at.p0, events, at.n).value;
        bool all = at.model == COUNT_BINOMIAL && events > at.n - 1 && limits.high == 1;
        ck_assert(p >= 0 && p <= 1);
        if (events / at.n < limits.low || events > limits.high * at.n + 0.5 + 1e-9 * at.n) {
            ck_assert_msg(p < 1 - confidence, "beyond: p0 %.17g, n %.17g, events %.17g, p %g",
                          at.p0, at.n, events, p);
            beyond++;
        } else if (events > limits.low * at.n + 0.5 + 1e-9 * at.n && events / at.n < limits.high &&
                   !all) {
            ck_assert_msg(p > 1 - confidence, "within: p0 %.17g, n %.17g, events %.17g, p %g",
                          at.p0, at.n, events, p);
            within++;
        }
    }
    ck_assert_int_gt(beyond, DRAWS / 4);
    ck_assert_int_gt(within, DRAWS / 4);
    gsl_rng_free(random);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("funnel");
    TCase *tests = tcase_create("funnel");
    tcase_add_test(tests, limits_agree);
    tcase_add_test(tests, units_agree);
    tcase_add_test(tests, without_a_denominator_nothing_is_defined);
    tcase_add_test(tests, standard_errors);
    tcase_add_test(tests, the_exact_convention);
    tcase_add_loop_test(tests, all_events_are_beyond_only_where_that_is_rare, 0, 9);
    tcase_add_test(tests, limits_contain_p0_and_widen_with_confidence);
    tcase_add_test(tests, limits_narrow_with_n);
    tcase_add_test(tests, p_value_and_limits_agree);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
