#include "engine/stats/variation_bootstrap.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>
#include <stdlib.h>

static const double NORMAL_FROM_MEAN = 1e8;

/* GSL's Poisson counts in 32 bits. */
static double
draw_count(gsl_rng *generator, double mean)
{
    if (mean > NORMAL_FROM_MEAN)
        return round(mean + gsl_ran_gaussian(generator, sqrt(mean)));
    return gsl_ran_poisson(generator, mean);
}

/* A region that could have been, measured. */
static void
draw_measures(gsl_rng *generator, const Variation *self, const ShrinkagePrior *prior,
              VariationUnit *replicate, double out_values[VARIATION_MEASURES])
{
    size_t n;
    const VariationUnit *units = variation_units(self, &n);

    for (size_t i = 0; i < n; i++) {
        double ratio =
            prior->pooled ? prior->mean : gsl_ran_gamma(generator, prior->a, 1 / prior->b);
        replicate[i] = units[i];
        replicate[i].observed = draw_count(generator, units[i].expected * ratio);
    }
    g_autoptr(Variation) drawn = variation_new(replicate, n, variation_reference(self), 1);
    for (int i = 0; i < VARIATION_MEASURES; i++) {
        Estimate estimate = variation_measure(drawn, (VariationMeasure)i);
        out_values[i] = estimate.status == ESTIMATE_OK ? estimate.value : INFINITY;
    }
}

static int
compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Type 7 of sorted values; infinite when a neighbour is. */
static double
quantile(const double *values, size_t n, double p)
{
    double position = p * (double)(n - 1);
    size_t below = (size_t)position;
    double part = position - (double)below;

    if (part == 0 || below + 1 == n || isinf(values[below]))
        return values[below];
    return values[below] + part * (values[below + 1] - values[below]);
}

static Interval
percentile_interval(double *values, size_t n, double confidence)
{
    double tail = (1 - confidence) / 2;

    qsort(values, n, sizeof(double), compare_doubles);
    double low = quantile(values, n, tail), high = quantile(values, n, 1 - tail);
    return isinf(high) ? interval_none(ESTIMATE_UNDEFINED) : interval_of(low, high);
}

/* A row of values for each measure, a column for each replicate. */
static double *
draw_values(const Variation *self, const ShrinkagePrior *prior, const BootstrapRule *rule)
{
    size_t n;
    variation_units(self, &n);
    g_autofree VariationUnit *replicate = g_new(VariationUnit, n);
    double *values = g_new(double, VARIATION_MEASURES * rule->replicates);
    gsl_rng *generator = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(generator, rule->seed);

    for (size_t i = 0; i < rule->replicates; i++) {
        double measures[VARIATION_MEASURES];
        draw_measures(generator, self, prior, replicate, measures);
        for (size_t j = 0; j < VARIATION_MEASURES; j++)
            values[j * rule->replicates + i] = measures[j];
    }
    gsl_rng_free(generator);
    return values;
}

void
variation_bootstrap(const Variation *self, const BootstrapRule *rule,
                    Interval out_intervals[VARIATION_MEASURES])
{
    g_assert(rule->replicates > 0 && rule->confidence > 0 && rule->confidence < 1);

    ShrinkagePrior prior = variation_prior(self);
    g_autofree double *values =
        prior.status == ESTIMATE_OK ? draw_values(self, &prior, rule) : NULL;

    for (size_t i = 0; i < VARIATION_MEASURES; i++) {
        EstimateStatus status = variation_measure(self, (VariationMeasure)i).status;
        if (status == ESTIMATE_OK)
            status = prior.status;
        out_intervals[i] = status == ESTIMATE_OK
                               ? percentile_interval(&values[i * rule->replicates],
                                                     rule->replicates, rule->confidence)
                               : interval_none(status);
    }
}
