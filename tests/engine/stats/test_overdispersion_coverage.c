/* How many units lie beyond their adjusted 99.8 % limits where none is odd, in simulated funnels of
 * 300 beta-binomial or gamma-Poisson units of size 30 to 2000. */
#include <check.h>
#include <glib.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "engine/stats/overdispersion.h"

enum { FUNNELS = 50, UNITS = 300 };

/* The true values: all equal, with variance rho p (1 - p), or with one that makes that of each unit
 * phi times what chance alone would. */
typedef struct {
    CountModel model;
    double p, rho, phi;
} Truth;

static double
true_value(const Truth *truth, double n, gsl_rng *random)
{
    double p = truth->p;
    bool poisson = truth->model == COUNT_POISSON;
    double rho = truth->phi > 1 ? (truth->phi - 1) / (poisson ? n * (1 - p) : n - 1) : truth->rho;

    if (rho == 0)
        return p;
    if (!poisson)
        return gsl_ran_beta(random, p * (1 / rho - 1), (1 - p) * (1 / rho - 1));
    return gsl_ran_gamma(random, p / (rho * (1 - p)), rho * (1 - p));
}

/* Fills `units` and returns their common value. */
static double
draw_funnel(const Truth *truth, gsl_rng *random, FunnelUnit units[UNITS])
{
    double events = 0, n = 0;

    for (int i = 0; i < UNITS; i++) {
        units[i].n = 30 + (double)gsl_rng_uniform_int(random, 1971);
        double value = true_value(truth, units[i].n, random);
        units[i].events = truth->model == COUNT_POISSON
                              ? gsl_ran_poisson(random, value * units[i].n)
                              : gsl_ran_binomial(random, value, (unsigned)units[i].n);
        events += units[i].events;
        n += units[i].n;
    }
    return events / n;
}

/* Percent of all units of all funnels. */
static double
percent_beyond(const Truth *truth, OverdispersionMethod method, PhiScale scale)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);
    int beyond = 0;

    gsl_rng_set(random, 20260708);
    for (int funnel = 0; funnel < FUNNELS; funnel++) {
        FunnelUnit units[UNITS];
        double p0 = draw_funnel(truth, random, units);
        Overdispersion found =
            overdispersion_estimate(method, scale, truth->model, p0, units, UNITS);
        for (int i = 0; i < UNITS; i++) {
            FunnelPlace place =
                overdispersion_place(found, truth->model, p0, units[i].events, units[i].n);
            beyond += place != FUNNEL_WITHIN;
        }
    }
    gsl_rng_free(random);
    return 100.0 * beyond / (FUNNELS * UNITS);
}

static const OverdispersionMethod METHODS[] = {OVERDISPERSION_NONE, OVERDISPERSION_MULTIPLICATIVE,
                                               OVERDISPERSION_ADDITIVE};

/* Chance alone: no method and no scale cries wolf. */
static const Truth CHANCE[] = {
    {COUNT_BINOMIAL, 0.02, 0, 1}, {COUNT_BINOMIAL, 0.142, 0, 1}, {COUNT_BINOMIAL, 0.5, 0, 1},
    {COUNT_BINOMIAL, 0.95, 0, 1}, {COUNT_POISSON, 0.05, 0, 1},   {COUNT_POISSON, 0.7, 0, 1},
};

START_TEST(chance_alone_is_within)
{
    for (size_t i = 0; i < G_N_ELEMENTS(METHODS); i++) {
        double published = percent_beyond(&CHANCE[_i], METHODS[i], PHI_AS_PUBLISHED);
        double consistent = percent_beyond(&CHANCE[_i], METHODS[i], PHI_CONSISTENT);
        ck_assert_msg(published < 0.5 && consistent < 0.5, "method %zu: %g %%, %g %%", i, published,
                      consistent);
    }
}
END_TEST

/* Overdispersion of the kind that the method supposes is not taken for oddity. */
static const struct {
    Truth truth;
    OverdispersionMethod method;
} OVERDISPERSED[] = {
    {{COUNT_BINOMIAL, 0.05, 0.001, 1}, OVERDISPERSION_ADDITIVE},
    {{COUNT_BINOMIAL, 0.2, 0.005, 1}, OVERDISPERSION_ADDITIVE},
    {{COUNT_BINOMIAL, 0.5, 0.02, 1}, OVERDISPERSION_ADDITIVE},
    {{COUNT_BINOMIAL, 0.7, 0.02, 1}, OVERDISPERSION_ADDITIVE},
    {{COUNT_POISSON, 0.5, 0.005, 1}, OVERDISPERSION_ADDITIVE},
    {{COUNT_BINOMIAL, 0.05, 0.001, 1}, OVERDISPERSION_MULTIPLICATIVE},
    {{COUNT_BINOMIAL, 0.142, 0, 1.5}, OVERDISPERSION_MULTIPLICATIVE},
    {{COUNT_BINOMIAL, 0.2, 0, 3}, OVERDISPERSION_MULTIPLICATIVE},
    {{COUNT_BINOMIAL, 0.5, 0, 8}, OVERDISPERSION_MULTIPLICATIVE},
    {{COUNT_POISSON, 0.5, 0, 3}, OVERDISPERSION_MULTIPLICATIVE},
};

START_TEST(overdispersion_is_within)
{
    double none = percent_beyond(&OVERDISPERSED[_i].truth, OVERDISPERSION_NONE, PHI_CONSISTENT);
    double adjusted =
        percent_beyond(&OVERDISPERSED[_i].truth, OVERDISPERSED[_i].method, PHI_CONSISTENT);

    ck_assert_msg(adjusted < 0.5, "%g %%", adjusted);
    ck_assert_msg(none > 2 * adjusted, "%g %% without, %g %% with adjustment", none, adjusted);
}
END_TEST

/* The published scale leaves five to ten times as many beyond as 99.8 % promises: what the header
 * says of it. */
START_TEST(the_published_scale_is_too_narrow)
{
    static const struct {
        Truth truth;
        OverdispersionMethod method;
        double least, most;
    } CASES[] = {
        {{COUNT_BINOMIAL, 0.5, 0, 3}, OVERDISPERSION_MULTIPLICATIVE, 0.9, 1.3},
        {{COUNT_BINOMIAL, 0.5, 0.02, 1}, OVERDISPERSION_ADDITIVE, 1.1, 1.7},
        {{COUNT_BINOMIAL, 0.2, 0.005, 1}, OVERDISPERSION_ADDITIVE, 1.1, 1.7},
    };
    double beyond = percent_beyond(&CASES[_i].truth, CASES[_i].method, PHI_AS_PUBLISHED);

    ck_assert_msg(CASES[_i].least < beyond && beyond < CASES[_i].most, "%g %%", beyond);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("overdispersion_coverage");
    TCase *tests = tcase_create("overdispersion_coverage");
    tcase_add_loop_test(tests, chance_alone_is_within, 0, G_N_ELEMENTS(CHANCE));
    tcase_add_loop_test(tests, overdispersion_is_within, 0, G_N_ELEMENTS(OVERDISPERSED));
    tcase_add_loop_test(tests, the_published_scale_is_too_narrow, 0, 3);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
