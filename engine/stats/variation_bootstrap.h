/* Intervals about the measures of variation, by drawing the region anew many times from what was
 * fitted to it. */
#pragma once

#include <stdint.h>

#include "engine/stats/variation.h"

typedef struct {
    size_t replicates; /* 1000 give the ends to about two digits */
    uint32_t seed;     /* the same seed, the same intervals; 0 stands for 4357, GSL's own */
    double confidence; /* coverage in (0, 1) */
} BootstrapRule;

/* Parametric bootstrap with percentile limits, type 7 (Efron and Tibshirani, An Introduction to the
 * Bootstrap, 1993, 6.5 and 13.3), one interval a measure: in each replicate the true ratios are drawn
 * from the gamma distribution of variation_prior and the counts from Poisson about them,
 * so that both the units and their events are taken as one draw of many; where the fit shows no
 * variation, from Poisson about the common ratio alone. Effective counts are drawn, and where the
 * reference is internal the expected numbers are scaled in every replicate as they were in the data.
 * Counts with a mean above 1e8 are drawn from the normal distribution.
 *
 * The quotients grow with chance, so that their interval can lie above the value itself. A replicate
 * in which a measure has no value counts as the largest; where an end falls among such, the interval
 * is ESTIMATE_UNDEFINED. Where the measure has no value, or the prior is missing (as it is under
 * SHRINKAGE_FEWEST_DOCTORS units), there is no interval for the same reason.
 * The intervals do not depend on the order of the units, nor on what else was drawn before. */
void variation_bootstrap(const Variation *self, const BootstrapRule *rule,
                         Interval out_intervals[VARIATION_MEASURES]);
