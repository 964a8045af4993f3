#include "engine/stats/overdispersion.h"

#include <check.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <string.h>

#include "tests/oracle/oracle.h"

#define TOLERANCE 1e-9
enum { DRAWS = 12000 };

static CountModel
model_of(const Oracle *oracle, size_t row)
{
    return g_str_equal(oracle_text(oracle, row, "model"), "poisson") ? COUNT_POISSON
                                                                     : COUNT_BINOMIAL;
}

static FunnelUnit *
units_of(const Oracle *oracle, size_t row, size_t *out_count)
{
    size_t count;
    g_autofree double *events = oracle_list(oracle, row, "events", out_count);
    g_autofree double *n = oracle_list(oracle, row, "n", &count);
    FunnelUnit *units = g_new(FunnelUnit, count);

    ck_assert_uint_eq(count, *out_count);
    for (size_t i = 0; i < count; i++)
        units[i] = (FunnelUnit){events[i], n[i]};
    return units;
}

START_TEST(estimates_agree)
{
    g_autoptr(Oracle) oracle = oracle_open("overdispersion");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        size_t count;
        g_autofree FunnelUnit *units = units_of(oracle, row, &count);
        CountModel model = model_of(oracle, row);
        double p0 = oracle_number(oracle, row, "p0");
        Overdispersion published = overdispersion_estimate(
            OVERDISPERSION_ADDITIVE, PHI_AS_PUBLISHED, model, p0, units, count);
        Overdispersion consistent = overdispersion_estimate(
            OVERDISPERSION_MULTIPLICATIVE, PHI_CONSISTENT, model, p0, units, count);

        ck_assert_int_eq(published.method, OVERDISPERSION_ADDITIVE);
        ck_assert_int_eq(consistent.method, OVERDISPERSION_MULTIPLICATIVE);
        ck_assert(published.units == (size_t)oracle_number(oracle, row, "units"));
        ck_assert(consistent.units == published.units);
        ck_assert_msg(
            oracle_agrees(published.phi, oracle_number(oracle, row, "phi"), TOLERANCE) &&
                oracle_agrees(published.tau2, oracle_number(oracle, row, "tau2"), TOLERANCE),
            "row %zu: phi %.17g, tau2 %.17g", row, published.phi, published.tau2);
        ck_assert_msg(oracle_agrees(consistent.phi, oracle_number(oracle, row, "phi_consistent"),
                                    TOLERANCE) &&
                          oracle_agrees(consistent.tau2,
                                        oracle_number(oracle, row, "tau2_consistent"), TOLERANCE),
                      "row %zu: consistent phi %.17g, tau2 %.17g", row, consistent.phi,
                      consistent.tau2);
    }
}
END_TEST

static Overdispersion
given(const Oracle *oracle, size_t row)
{
    const char *method = oracle_text(oracle, row, "method");

    return (Overdispersion){g_str_equal(method, "none")       ? OVERDISPERSION_NONE
                            : g_str_equal(method, "additive") ? OVERDISPERSION_ADDITIVE
                                                              : OVERDISPERSION_MULTIPLICATIVE,
                            oracle_number(oracle, row, "phi"), oracle_number(oracle, row, "tau2"),
                            100};
}

static void
assert_limits(Interval limits, double low, double high, size_t row)
{
    if (isnan(low))
        ck_assert_int_eq(limits.status, ESTIMATE_UNDEFINED);
    else
        ck_assert_msg(oracle_agrees(limits.low, low, TOLERANCE) &&
                          oracle_agrees(limits.high, high, TOLERANCE),
                      "row %zu: %.17g to %.17g, not %.17g to %.17g", row, limits.low, limits.high,
                      low, high);
}

static void
assert_estimate(Estimate actual, double expected, const char *what, size_t row)
{
    if (isnan(expected))
        ck_assert_int_eq(actual.status, ESTIMATE_UNDEFINED);
    else
        ck_assert_msg(oracle_agrees(actual.value, expected, TOLERANCE),
                      "row %zu: %s %.17g, not %.17g", row, what, actual.value, expected);
}

START_TEST(units_agree)
{
    static const char *const PLACES[] = {[FUNNEL_NOWHERE] = "nowhere",
                                         [FUNNEL_BELOW] = "below",
                                         [FUNNEL_WITHIN] = "within",
                                         [FUNNEL_ABOVE] = "above"};
    g_autoptr(Oracle) oracle = oracle_open("overdispersion_unit");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        Overdispersion adjusted = given(oracle, row);
        CountModel model = model_of(oracle, row);
        double p0 = oracle_number(oracle, row, "p0"), n = oracle_number(oracle, row, "n");
        double events = oracle_number(oracle, row, "events");

        assert_limits(overdispersion_limits(adjusted, model, p0, n, 0.95),
                      oracle_number(oracle, row, "low95"), oracle_number(oracle, row, "high95"),
                      row);
        assert_limits(overdispersion_limits(adjusted, model, p0, n, FUNNEL_SIGNAL_CONFIDENCE),
                      oracle_number(oracle, row, "low"), oracle_number(oracle, row, "high"), row);
        assert_estimate(overdispersion_z(adjusted, model, p0, events, n),
                        oracle_number(oracle, row, "z"), "z", row);
        assert_estimate(overdispersion_p_value(adjusted, model, p0, events, n),
                        oracle_number(oracle, row, "p_value"), "p", row);
        ck_assert_str_eq(PLACES[overdispersion_place(adjusted, model, p0, events, n)],
                         oracle_text(oracle, row, "place"));
    }
}
END_TEST

START_TEST(nothing_to_adjust)
{
    static const struct {
        OverdispersionMethod method;
        double phi, tau2;
        bool adjusts;
    } CASES[] = {
        {OVERDISPERSION_NONE, 3, 0.1, false},
        {OVERDISPERSION_MULTIPLICATIVE, 1, 0.1, false},
        {OVERDISPERSION_MULTIPLICATIVE, 0.4, 0, false},
        {OVERDISPERSION_MULTIPLICATIVE, 1.01, 0, true},
        {OVERDISPERSION_ADDITIVE, 3, 0, false},
        {OVERDISPERSION_ADDITIVE, 0.4, 1e-9, true},
    };
    Overdispersion self = {CASES[_i].method, CASES[_i].phi, CASES[_i].tau2, 50};
    Interval exact = funnel_limits(COUNT_BINOMIAL, 0.3, 80, 0.95);
    Interval limits = overdispersion_limits(self, COUNT_BINOMIAL, 0.3, 80, 0.95);

    ck_assert(overdispersion_adjusts(self) == CASES[_i].adjusts);
    ck_assert((limits.low == exact.low && limits.high == exact.high) == !CASES[_i].adjusts);
}
END_TEST

START_TEST(none)
{
    Overdispersion self = overdispersion_none();
    ck_assert_int_eq(self.method, OVERDISPERSION_NONE);
    ck_assert(self.phi == 1 && self.tau2 == 0 && self.units == 0);
}
END_TEST

/* Where p0 leaves nothing to chance, no unit has a z, yet what differs is beyond the limits. */
START_TEST(without_chance)
{
    static const struct {
        double p0, events, p;
        FunnelPlace place;
    } CASES[] = {{0, 0, 1, FUNNEL_WITHIN},
                 {0, 1, 0, FUNNEL_ABOVE},
                 {1, 12, 1, FUNNEL_WITHIN},
                 {1, 11, 0, FUNNEL_BELOW}};
    Overdispersion self = {OVERDISPERSION_MULTIPLICATIVE, 2, 0, 50};

    ck_assert_int_eq(
        overdispersion_z(self, COUNT_BINOMIAL, CASES[_i].p0, CASES[_i].events, 12).status,
        ESTIMATE_UNDEFINED);
    ck_assert(
        overdispersion_p_value(self, COUNT_BINOMIAL, CASES[_i].p0, CASES[_i].events, 12).value ==
        CASES[_i].p);
    self.phi = 1;
    ck_assert_int_eq(overdispersion_place(self, COUNT_BINOMIAL, CASES[_i].p0, CASES[_i].events, 12),
                     CASES[_i].place);
}
END_TEST

START_TEST(adjusted_limits_contain_the_exact_ones)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);

    gsl_rng_set(random, 20260706);
    for (int i = 0; i < DRAWS; i++) {
        CountModel model = i % 2 == 0 ? COUNT_BINOMIAL : COUNT_POISSON;
        double p0 = i % 3 == 0 ? pow(10, -5 * gsl_rng_uniform(random)) : gsl_rng_uniform(random);
        double n = pow(10, -1 + 6 * gsl_rng_uniform(random));
        double confidence = i % 4 < 2 ? 0.95 : 0.998;
        Overdispersion self = {OVERDISPERSION_MULTIPLICATIVE, 1 + 10 * gsl_rng_uniform_pos(random),
                               0, 50};
        Interval exact = funnel_limits(model, p0, n, confidence);
        Interval limits = overdispersion_limits(self, model, p0, n, confidence);
        Overdispersion more = self;
        more.phi *= 1.5;
        Interval wider = overdispersion_limits(more, model, p0, n, confidence);

        ck_assert_msg(0 <= limits.low && limits.low <= exact.low && exact.high <= limits.high &&
                          (model == COUNT_POISSON || limits.high <= 1),
                      "p0 %.17g, n %.17g, phi %g: %.17g to %.17g, exact %.17g to %.17g", p0, n,
                      self.phi, limits.low, limits.high, exact.low, exact.high);
        ck_assert(wider.low <= limits.low && limits.high <= wider.high);
    }
    gsl_rng_free(random);
}
END_TEST

/* More variance between units never narrows the additive limits, and they stay apart for ever. */
START_TEST(additive_limits_widen_with_the_variance)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);

    gsl_rng_set(random, 20260707);
    for (int i = 0; i < DRAWS; i++) {
        double p0 = gsl_rng_uniform_pos(random), n = pow(10, 6 * gsl_rng_uniform(random));
        Overdispersion self = {OVERDISPERSION_ADDITIVE, 2,
                               pow(10, -6 * gsl_rng_uniform_pos(random)), 50};
        Overdispersion more = self;
        more.tau2 *= 1.5;
        Interval limits = overdispersion_limits(self, COUNT_BINOMIAL, p0, n, 0.95);
        Interval wider = overdispersion_limits(more, COUNT_BINOMIAL, p0, n, 0.95);

        ck_assert(0 <= limits.low && limits.low <= p0 && p0 <= limits.high && limits.high <= 1);
        ck_assert(wider.low <= limits.low && limits.high <= wider.high);
        ck_assert(limits.high == 1 || limits.high - p0 > 1.95 * sqrt(self.tau2));
    }
    gsl_rng_free(random);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("overdispersion");
    TCase *tests = tcase_create("overdispersion");
    tcase_add_test(tests, estimates_agree);
    tcase_add_test(tests, units_agree);
    tcase_add_loop_test(tests, nothing_to_adjust, 0, 6);
    tcase_add_test(tests, none);
    tcase_add_loop_test(tests, without_chance, 0, 4);
    tcase_add_test(tests, adjusted_limits_contain_the_exact_ones);
    tcase_add_test(tests, additive_limits_widen_with_the_variance);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
