/* Shrinkage on simulated regions whose truth is known, and what holds of the fitted prior whatever
 * the counts: 10 000 random regions, the same every time. */
#include <check.h>
#include <glib.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "engine/stats/count_mixture.h"
#include "engine/stats/shrinkage.h"

enum { MOST = 400, DRAWS = 10000 };

typedef struct {
    CountModel model;
    size_t size;
    double events[MOST], n[MOST], truth[MOST];
} Region;

static gsl_rng *chance;

static void
setup(void)
{
    chance = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(chance, 20260714);
}

static void
teardown(void)
{
    gsl_rng_free(chance);
}

/* True values by a beta(a, b), or by a gamma with mean a / b; n geometric about its mean. */
static void
draw_region(Region *self, CountModel model, size_t size, double a, double b, double mean_n)
{
    self->model = model;
    self->size = size;
    for (size_t i = 0; i < size; i++) {
        unsigned n = 1 + (unsigned)gsl_ran_exponential(chance, mean_n);
        self->n[i] = n;
        self->truth[i] =
            model == COUNT_BINOMIAL ? gsl_ran_beta(chance, a, b) : gsl_ran_gamma(chance, a, 1 / b);
        self->events[i] = model == COUNT_BINOMIAL ? gsl_ran_binomial(chance, self->truth[i], n)
                                                  : gsl_ran_poisson(chance, self->truth[i] * n);
    }
}

static ShrinkagePrior
fit(const Region *region)
{
    return shrinkage_fit(region->model, region->events, region->n, region->size);
}

static const struct {
    CountModel model;
    double a, b, mean_n;
} TRUTHS[] = {{COUNT_BINOMIAL, 2, 6, 40},    {COUNT_BINOMIAL, 30, 70, 200},
              {COUNT_BINOMIAL, 0.5, 20, 60}, {COUNT_POISSON, 2, 6, 40},
              {COUNT_POISSON, 20, 4, 10},    {COUNT_POISSON, 0.5, 50, 100}};

/* The mean over many regions of a fitted a + b (or b) on the logarithmic scale comes back to the
 * truth, and so does the mean. */
START_TEST(the_prior_comes_back)
{
    enum { REGIONS = 60 };
    double a = TRUTHS[_i].a, b = TRUTHS[_i].b, mean = 0, log_weight = 0;
    bool binomial = TRUTHS[_i].model == COUNT_BINOMIAL;
    Region region;

    for (int i = 0; i < REGIONS; i++) {
        draw_region(&region, TRUTHS[_i].model, MOST, a, b, TRUTHS[_i].mean_n);
        ShrinkagePrior prior = fit(&region);
        ck_assert(prior.status == ESTIMATE_OK && !prior.pooled);
        mean += prior.mean / REGIONS;
        log_weight += log(binomial ? prior.a + prior.b : prior.b) / REGIONS;
    }
    double true_mean = binomial ? a / (a + b) : a / b;
    ck_assert_msg(fabs(mean / true_mean - 1) < 0.02, "mean %g, not %g", mean, true_mean);
    ck_assert_msg(fabs(log_weight - log(binomial ? a + b : b)) < 0.05, "weight %g, not %g",
                  exp(log_weight), binomial ? a + b : b);
}
END_TEST

/* Shrunken values are nearer to the truth than the doctors' own, and about as near as the true prior
 * would bring them; the squared error of the own values that they save is what reliability says. */
START_TEST(shrunken_values_are_nearer)
{
    enum { REGIONS = 50 };
    double a = TRUTHS[_i].a, b = TRUTHS[_i].b;
    bool binomial = TRUTHS[_i].model == COUNT_BINOMIAL;
    ShrinkagePrior known = {
        TRUTHS[_i].model, ESTIMATE_OK, false, a, b, binomial ? a / (a + b) : a / b};
    double own = 0, shrunken = 0, ideal = 0, promised = 0;
    Region region;

    for (int r = 0; r < REGIONS; r++) {
        draw_region(&region, TRUTHS[_i].model, MOST, a, b, TRUTHS[_i].mean_n);
        ShrinkagePrior prior = fit(&region);
        for (size_t i = 0; i < region.size; i++) {
            double events = region.events[i], n = region.n[i], truth = region.truth[i];
            double error = pow(events / n - truth, 2);
            own += error;
            promised += error * shrinkage_reliability(prior, n).value;
            shrunken += pow(shrinkage_value(prior, events, n).value - truth, 2);
            ideal += pow(shrinkage_value(known, events, n).value - truth, 2);
        }
    }
    ck_assert_msg(shrunken < own, "%g, own values %g", shrunken, own);
    ck_assert_msg(shrunken < 1.02 * ideal, "%g, with the true prior %g", shrunken, ideal);
    ck_assert_msg(fabs(promised / shrunken - 1) < 0.05, "%g, promised %g", shrunken, promised);
}
END_TEST

/* Doctors who are all alike: in about half of the regions there is less difference than chance makes
 * (then the prior is pooled), and reliability is small in the others. */
START_TEST(alike_doctors_are_pooled)
{
    enum { REGIONS = 500 };
    int pooled = 0;
    double reliability = 0;
    Region region;

    for (int r = 0; r < REGIONS; r++) {
        draw_region(&region, _i == 0 ? COUNT_BINOMIAL : COUNT_POISSON, 100, 1e9, 3e9, 50);
        ShrinkagePrior prior = fit(&region);
        pooled += prior.pooled;
        reliability += shrinkage_reliability(prior, 50).value / REGIONS;
    }
    ck_assert_msg(pooled > 0.45 * REGIONS && pooled < 0.65 * REGIONS, "%d of %d pooled", pooled,
                  REGIONS);
    ck_assert_msg(reliability < 0.05, "reliability %g", reliability);
}
END_TEST

static void
draw_any_region(Region *region)
{
    CountModel model = gsl_rng_uniform(chance) < 0.5 ? COUNT_BINOMIAL : COUNT_POISSON;
    double a = exp(gsl_ran_flat(chance, -3, 5)), b = exp(gsl_ran_flat(chance, -3, 5));

    draw_region(region, model, SHRINKAGE_FEWEST_DOCTORS + gsl_rng_uniform_int(chance, 10), a, b,
                exp(gsl_ran_flat(chance, 0, 6)));
}

static void
assert_same(double actual, double expected, double tolerance, const char *what)
{
    ck_assert_msg(actual == expected || fabs(actual / expected - 1) < tolerance,
                  "%s: %.17g, not %.17g", what, actual, expected);
}

/* The order of the doctors does not matter, to the last digit; nor the unit of the exposure, nor
 * which of the two outcomes is counted. The mean is among the values. */
START_TEST(what_must_not_matter)
{
    Region region, other;

    for (int i = 0; i < DRAWS; i++) {
        draw_any_region(&region);
        ShrinkagePrior prior = fit(&region);
        bool binomial = region.model == COUNT_BINOMIAL;

        other = region;
        for (size_t k = 0; k < region.size; k++) {
            other.events[k] = region.events[region.size - 1 - k];
            other.n[k] = region.n[region.size - 1 - k];
        }
        ShrinkagePrior turned = fit(&other);
        ck_assert(turned.status == prior.status && turned.pooled == prior.pooled);
        ck_assert(prior.status != ESTIMATE_OK ||
                  (turned.a == prior.a && turned.b == prior.b && turned.mean == prior.mean));

        other = region;
        for (size_t k = 0; k < region.size; k++) {
            other.events[k] = binomial ? region.n[k] - region.events[k] : region.events[k];
            other.n[k] = binomial ? region.n[k] : region.n[k] * 365.25;
        }
        ShrinkagePrior changed = fit(&other);
        ck_assert(changed.status == prior.status && changed.pooled == prior.pooled);
        if (prior.status != ESTIMATE_OK)
            continue;
        assert_same(changed.a, binomial ? prior.b : prior.a, 1e-6, "a");
        assert_same(changed.b, binomial ? prior.a : prior.b * 365.25, 1e-6, "b");

        double least = INFINITY, most = 0;
        for (size_t k = 0; k < region.size; k++) {
            least = fmin(least, region.events[k] / region.n[k]);
            most = fmax(most, region.events[k] / region.n[k]);
        }
        ck_assert(least <= prior.mean && prior.mean <= most);
    }
}
END_TEST

/* Doctors of up to three kinds, which make a likelihood of up to three maxima, with effective sizes. */
static void
draw_mixed_region(Region *region)
{
    CountModel model = gsl_rng_uniform(chance) < 0.5 ? COUNT_BINOMIAL : COUNT_POISSON;
    size_t kinds = 1 + gsl_rng_uniform_int(chance, 3);
    double deff = fmax(1, exp(gsl_ran_flat(chance, -2, 3)));
    Region part;

    region->model = model;
    region->size = 0;
    for (size_t kind = 0; kind < kinds; kind++) {
        double a = exp(gsl_ran_flat(chance, -3, 8)), b = exp(gsl_ran_flat(chance, -3, 8));
        draw_region(&part, model, 8 + gsl_rng_uniform_int(chance, 20), a, b,
                    exp(gsl_ran_flat(chance, 0, 9)));
        for (size_t i = 0; i < part.size; i++, region->size++) {
            region->events[region->size] = part.events[i] / deff;
            region->n[region->size] = part.n[i] / deff;
        }
    }
}

/* The highest log-likelihood along dispersions that lie close together. */
static double
highest_gain(const CountMixture *mixture, double lowest, double highest)
{
    double gain = 0, scaled_mean = count_mixture_pooled(mixture);

    for (double dispersion = lowest; dispersion < highest; dispersion *= 1.3) {
        scaled_mean = count_mixture_best_mean(mixture, dispersion, scaled_mean);
        gain = fmax(gain, count_mixture_gain(mixture, scaled_mean, dispersion));
    }
    return gain;
}

static double
gain_of_prior(const CountMixture *mixture, ShrinkagePrior prior)
{
    if (prior.pooled)
        return 0;
    return count_mixture_gain(mixture, log(prior.a) - log(prior.b),
                              1 / (mixture->model == COUNT_BINOMIAL ? prior.a + prior.b : prior.b));
}

/* The maximum that was found is the highest, though it is looked for at few places. */
START_TEST(nothing_is_higher)
{
    DoctorCount doctors[MOST];
    Region region;
    int fitted = 0;

    for (int i = 0; i < 400; i++) {
        draw_mixed_region(&region);
        ShrinkagePrior prior = fit(&region);
        if (prior.status != ESTIMATE_OK || prior.mean == 0 || prior.mean == 1)
            continue;

        CountMixture mixture = {region.model, doctors, region.size, 0, 0};
        double smallest = INFINITY, largest = 0;
        for (size_t k = 0; k < region.size; k++) {
            doctors[k] = (DoctorCount){region.events[k], region.n[k]};
            mixture.events += region.events[k];
            mixture.n += region.n[k];
            smallest = fmin(smallest, region.n[k]);
            largest = fmax(largest, region.n[k]);
        }
        double found = gain_of_prior(&mixture, prior);
        double end = 1e4 * fmax(1 / smallest, mixture.events / mixture.n);
        double highest = highest_gain(&mixture, 1e-6 / largest, end);
        ck_assert_msg(highest <= found + 1e-9 + 1e-13 * mixture.events, "%.17g, found %.17g",
                      highest, found);
        fitted += !prior.pooled;
    }
    ck_assert_int_gt(fitted, 300);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("shrinkage_simulated");
    TCase *tests = tcase_create("shrinkage_simulated");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, the_prior_comes_back, 0, G_N_ELEMENTS(TRUTHS));
    tcase_add_loop_test(tests, shrunken_values_are_nearer, 0, G_N_ELEMENTS(TRUTHS));
    tcase_add_loop_test(tests, alike_doctors_are_pooled, 0, 2);
    tcase_add_test(tests, nothing_is_higher);
    tcase_add_test(tests, what_must_not_matter);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
