/* How much the units of a region differ, and how much of it is more than chance. All measures look at
 * the standardised ratios O / E, since none but the systematic component changes when all values are
 * multiplied by one number: they are those of the standardised values too, and of the crude ones
 * when `expected` is set to the denominators and VARIATION_INTERNAL asked for. Immutable, and the
 * same to the last digit in whatever order the units come. */
#pragma once

#include <glib.h>
#include <stddef.h>

#include "engine/stats/estimate.h"
#include "engine/stats/shrinkage.h"

/* What was counted in one unit (a group, a territory, a facility) beside what would be expected there.
 * observed: events, or another count; at least 0.
 * denominator: persons, or what else gives the unit its weight; at least 0.
 * expected: from indirect standardisation, in the unit of `observed`; at least 0. */
typedef struct {
    double observed, denominator, expected;
} VariationUnit;

/* VARIATION_EXTERNAL: the expected numbers are those of a population that the units are not the whole
 * of, and are taken as they stand; a common difference from it counts as variation.
 * VARIATION_INTERNAL: they are multiplied so that their sum is that of the observed: only how the
 * units differ among themselves counts. */
typedef enum { VARIATION_EXTERNAL, VARIATION_INTERNAL } VariationReference;

/* Values without a unit. Quantiles are of type 7, over the units' ratios, each unit counting once.
 * VARIATION_EXTREMAL_QUOTIENT: the largest over the smallest; grows with the number of units and says
 * nothing about chance. ESTIMATE_UNDEFINED when the smallest is 0; the two below alike.
 * VARIATION_QUOTIENT_5_95: the 95th percentile over the 5th. VARIATION_QUOTIENT_25_75: the third
 * quartile over the first.
 * VARIATION_COEFFICIENT: standard deviation, n - 1, over the mean. ESTIMATE_UNDEFINED for a mean of 0.
 * VARIATION_WEIGHTED: the same with the denominators w as weights: sqrt(sum w (r - M)^2 / sum w) / M,
 * M = sum w r / sum w. ESTIMATE_UNDEFINED for M = 0.
 * VARIATION_SYSTEMATIC: the systematic component, mean(((O - E) / E)^2 - 1 / E), an unbiased estimate
 * of the variance of the true ratios about 1 (McPherson, Wennberg, Hovind and Clifford, New England
 * Journal of Medicine 307, 1982, in the form of Diehr, Cain, Connell and Volinn, Health Services
 * Research 24, 1990, which a unit without events does not break). Below 0 it says that no variation
 * can be detected beyond chance: print that, not the number. Often printed times 100.
 * VARIATION_EMPIRICAL_BAYES: the variance of the true ratios over the square of their mean, these
 * being gamma distributed and the counts Poisson, by maximum likelihood (Clayton and Kaldor,
 * Biometrics 43, 1987; as a measure of variation: Martuzzi and Hills, American Journal of
 * Epidemiology 141, 1995). The same aim as the systematic component, less at the mercy of the smallest
 * units, never below 0. It is the prior that shrinkage.h fits, 1 / a; preferred to the normal one of
 * Shwartz, Ash, Anderson et al. (Medical Care 32, 1994), which needs events in every unit, and to the
 * log-normal one of Ibanez, Librero, Bernal-Delgado et al. (BMC Health Services Research 9, 2009),
 * whose approximate fit comes out too low on few events; near the latter's variance s^2 of the
 * logarithms where that is small, exp(s^2) - 1. ESTIMATE_TOO_FEW under SHRINKAGE_FEWEST_DOCTORS
 * units, ESTIMATE_UNDEFINED without any event. */
typedef enum {
    VARIATION_EXTREMAL_QUOTIENT,
    VARIATION_QUOTIENT_5_95,
    VARIATION_QUOTIENT_25_75,
    VARIATION_COEFFICIENT,
    VARIATION_WEIGHTED,
    VARIATION_SYSTEMATIC,
    VARIATION_EMPIRICAL_BAYES,
    VARIATION_MEASURES, /* how many there are */
} VariationMeasure;

typedef struct Variation Variation;

/* Copies the units. Those without expected events take no part; one that has observed some all the
 * same makes every measure ESTIMATE_UNDEFINED. `dispersion` > 0 is by how much the variance of a
 * count exceeds the count (variation_dispersion, design_effect_value; 1 for independent events):
 * observed and expected are divided by it, as n_eff = n / deff, which changes the systematic
 * component, empirical Bayes and the test, and nothing else. The caller frees the result. */
Variation *variation_new(const VariationUnit *units, size_t n, VariationReference reference,
                         double dispersion);
void variation_free(Variation *self); /* NULL is a no-op. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Variation, variation_free)

/* The units that take part, with effective counts and, for VARIATION_INTERNAL, scaled expected
 * numbers; sorted by expected, observed, denominator. Owned by the Variation. */
const VariationUnit *variation_units(const Variation *self, size_t *out_n);
VariationReference variation_reference(const Variation *self);

/* ESTIMATE_TOO_FEW under 2 units; ESTIMATE_UNDEFINED as above, and without any event when the
 * reference is internal. */
Estimate variation_measure(const Variation *self, VariationMeasure measure);

/* The gamma distribution of the true ratios O / E; missing as the measure by empirical Bayes is. */
ShrinkagePrior variation_prior(const Variation *self);
/* What it makes of one unit, given with its plain counts: its true O / E, to be multiplied by the
 * reference's crude value. ESTIMATE_UNDEFINED for a unit without expected events. */
Estimate variation_smoothed(const Variation *self, ShrinkagePrior prior, const VariationUnit *unit);

/* Are the units alike but for chance? sum (O - E)^2 / E over effective counts, E always scaled to the
 * sum of the observed, against chi-squared with n - 1 degrees of freedom; with independent events
 * Pearson's test, with the dispersion of single events among persons that of the table of cases and
 * others, and with that of repeat events the modified test of Cain and Diehr (Health Services
 * Research 27, 1992). An approximation: meant for 5 expected events a unit, and rough under 1. */
typedef struct {
    Estimate statistic, p_value;
    double degrees_of_freedom; /* 0 unless there is a statistic */
} Homogeneity;

/* ESTIMATE_TOO_FEW under 2 units, ESTIMATE_UNDEFINED without any event. */
Homogeneity variation_homogeneity(const Variation *self);

/* Variance over mean of the number of events per person, the multiple admission factor of Cain and
 * Diehr: squares / events - events / persons, where `events` = sum of k and `squares` = sum of k^2
 * over all `persons` of the region, those without events included. 1 - p for at most one event a
 * person, above 1 for repeat events; 1 where there is nothing to judge by (no events, or as many for
 * each person). */
double variation_dispersion(double persons, double events, double squares);
