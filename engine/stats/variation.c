#include "engine/stats/variation.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdlib.h>

#include "engine/stats/distribution.h"
#include "engine/stats/sum.h"

struct Variation {
    VariationReference reference;
    double dispersion;
    double scale;          /* of the expected numbers, to make them internal */
    EstimateStatus status; /* ESTIMATE_OK, or why there are no measures */
    VariationUnit *units;
    size_t n;
    Distribution *ratios; /* observed / expected */
};

static int
compare_numbers(double a, double b)
{
    return (a > b) - (a < b);
}

/* Units that are equal in all three are the same unit to every sum. */
static int
compare_units(const void *a, const void *b)
{
    const VariationUnit *x = a, *y = b;
    int order = compare_numbers(x->expected, y->expected);
    if (order == 0)
        order = compare_numbers(x->observed, y->observed);
    return order != 0 ? order : compare_numbers(x->denominator, y->denominator);
}

/* sum observed / sum expected; NaN without units. */
static double
common_ratio(const Variation *self)
{
    Sum observed = {0}, expected = {0};
    for (size_t i = 0; i < self->n; i++) {
        sum_add(&observed, self->units[i].observed);
        sum_add(&expected, self->units[i].expected);
    }
    return sum_value(&observed) / sum_value(&expected);
}

static void
keep_units(Variation *self, const VariationUnit *units, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const VariationUnit *unit = &units[i];
        g_assert(isfinite(unit->observed) && unit->observed >= 0);
        g_assert(isfinite(unit->denominator) && unit->denominator >= 0);
        g_assert(isfinite(unit->expected) && unit->expected >= 0);

        if (unit->expected > 0)
            self->units[self->n++] =
                (VariationUnit){unit->observed / self->dispersion, unit->denominator,
                                unit->expected / self->dispersion};
        else if (unit->observed > 0)
            self->status = ESTIMATE_UNDEFINED;
    }
    if (self->n > 1)
        qsort(self->units, self->n, sizeof(VariationUnit), compare_units);
    else if (self->status == ESTIMATE_OK)
        self->status = ESTIMATE_TOO_FEW;
}

/* Sets the expected numbers to the sum of the observed. */
static void
make_internal(Variation *self)
{
    double ratio = common_ratio(self);
    if (!(ratio > 0)) {
        if (self->status == ESTIMATE_OK)
            self->status = ESTIMATE_UNDEFINED;
        return;
    }

    self->scale = ratio;
    for (size_t i = 0; i < self->n; i++)
        self->units[i].expected *= ratio;
}

Variation *
variation_new(const VariationUnit *units, size_t n, VariationReference reference, double dispersion)
{
    g_assert(units != NULL || n == 0);
    g_assert(isfinite(dispersion) && dispersion > 0);

    Variation *self = g_new0(Variation, 1);
    self->reference = reference;
    self->dispersion = dispersion;
    self->scale = 1;
    self->status = ESTIMATE_OK;
    self->units = g_new(VariationUnit, n);
    keep_units(self, units, n);
    if (reference == VARIATION_INTERNAL)
        make_internal(self);

    g_autofree double *ratios = g_new(double, self->n);
    for (size_t i = 0; i < self->n; i++)
        ratios[i] = self->units[i].observed / self->units[i].expected;
    self->ratios = distribution_new(ratios, self->n, NULL);
    g_assert(self->ratios != NULL);
    return self;
}

void
variation_free(Variation *self)
{
    if (self == NULL)
        return;
    distribution_free(self->ratios);
    g_free(self->units);
    g_free(self);
}

const VariationUnit *
variation_units(const Variation *self, size_t *out_n)
{
    *out_n = self->n;
    return self->units;
}

VariationReference
variation_reference(const Variation *self)
{
    return self->reference;
}

static Estimate
quotient(const Variation *self, double low, double high)
{
    double smaller = distribution_quantile(self->ratios, low).value;
    double larger = distribution_quantile(self->ratios, high).value;

    if (smaller == 0)
        return estimate_none(ESTIMATE_UNDEFINED);
    return estimate_of(larger / smaller);
}

/* Every unit weighs 1 unless `weighted`, and then n - 1 of them count. */
static Estimate
coefficient(const Variation *self, bool weighted)
{
    Sum weights = {0}, values = {0}, squares = {0};

    for (size_t i = 0; i < self->n; i++) {
        double weight = weighted ? self->units[i].denominator : 1;
        sum_add(&weights, weight);
        sum_add(&values, weight * (self->units[i].observed / self->units[i].expected));
    }
    double mean = sum_value(&values) / sum_value(&weights);
    if (!(mean > 0))
        return estimate_none(ESTIMATE_UNDEFINED);

    for (size_t i = 0; i < self->n; i++) {
        double weight = weighted ? self->units[i].denominator : 1;
        double deviation = self->units[i].observed / self->units[i].expected - mean;
        sum_add(&squares, weight * deviation * deviation);
    }
    double divisor = weighted ? sum_value(&weights) : (double)(self->n - 1);
    return estimate_of(sqrt(sum_value(&squares) / divisor) / mean);
}

static Estimate
systematic(const Variation *self)
{
    Sum terms = {0};

    for (size_t i = 0; i < self->n; i++) {
        double expected = self->units[i].expected;
        double deviation = (self->units[i].observed - expected) / expected;
        sum_add(&terms, deviation * deviation);
        sum_add(&terms, -1 / expected);
    }
    return estimate_of(sum_value(&terms) / (double)self->n);
}

ShrinkagePrior
variation_prior(const Variation *self)
{
    g_autofree double *observed = g_new(double, self->n);
    g_autofree double *expected = g_new(double, self->n);

    for (size_t i = 0; i < self->n; i++) {
        observed[i] = self->units[i].observed;
        expected[i] = self->units[i].expected;
    }
    ShrinkagePrior prior = shrinkage_fit(COUNT_POISSON, observed, expected, self->n);
    EstimateStatus status = self->status != ESTIMATE_OK ? self->status : prior.status;
    if (status == ESTIMATE_OK && prior.mean > 0)
        return prior;
    return (ShrinkagePrior){.model = COUNT_POISSON,
                            .status = status != ESTIMATE_OK ? status : ESTIMATE_UNDEFINED,
                            .a = NAN,
                            .b = NAN,
                            .mean = NAN};
}

static Estimate
empirical_bayes(const Variation *self)
{
    ShrinkagePrior prior = variation_prior(self);
    return prior.status == ESTIMATE_OK ? estimate_of(1 / prior.a) : estimate_none(prior.status);
}

Estimate
variation_measure(const Variation *self, VariationMeasure measure)
{
    if (self->status != ESTIMATE_OK)
        return estimate_none(self->status);

    switch (measure) {
    case VARIATION_EXTREMAL_QUOTIENT:
        return quotient(self, 0, 1);
    case VARIATION_QUOTIENT_5_95:
        return quotient(self, 0.05, 0.95);
    case VARIATION_QUOTIENT_25_75:
        return quotient(self, 0.25, 0.75);
    case VARIATION_COEFFICIENT:
        return coefficient(self, false);
    case VARIATION_WEIGHTED:
        return coefficient(self, true);
    case VARIATION_SYSTEMATIC:
        return systematic(self);
    case VARIATION_EMPIRICAL_BAYES:
        return empirical_bayes(self);
    case VARIATION_MEASURES:
        break;
    }
    g_assert_not_reached();
}

Estimate
variation_smoothed(const Variation *self, ShrinkagePrior prior, const VariationUnit *unit)
{
    if (unit->expected == 0)
        return estimate_none(ESTIMATE_UNDEFINED);
    return shrinkage_value(prior, unit->observed / self->dispersion,
                           unit->expected / self->dispersion * self->scale);
}

Homogeneity
variation_homogeneity(const Variation *self)
{
    Sum squares = {0};
    double common = common_ratio(self);

    if (self->status != ESTIMATE_OK || common == 0) {
        EstimateStatus why = self->status != ESTIMATE_OK ? self->status : ESTIMATE_UNDEFINED;
        return (Homogeneity){estimate_none(why), estimate_none(why), 0};
    }
    for (size_t i = 0; i < self->n; i++) {
        double expected = common * self->units[i].expected;
        double deviation = self->units[i].observed - expected;
        sum_add(&squares, deviation * deviation / expected);
    }
    double statistic = sum_value(&squares), degrees = (double)(self->n - 1);
    return (Homogeneity){estimate_of(statistic), estimate_of(gsl_cdf_chisq_Q(statistic, degrees)),
                         degrees};
}

double
variation_dispersion(double persons, double events, double squares)
{
    g_assert(persons >= 0 && events >= 0 && squares >= 0);

    if (events == 0 || persons == 0)
        return 1;
    double dispersion = squares / events - events / persons;
    return dispersion > 1e-13 * squares / events ? dispersion : 1;
}
