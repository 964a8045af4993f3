/* Shrinkage: a doctor's value drawn towards the region's mean by as much as chance is in it, and the
 * reliability, the share of the variance of the value that is not chance. The true values of the
 * doctors are taken as beta distributed about a mean (proportion) or gamma distributed (rate), both
 * parameters by maximum likelihood over the doctors (Griffiths, Biometrics 29, 1973; Clayton and
 * Kaldor, Biometrics 43, 1987; reliability: Adams, The Reliability of Provider Profiling, RAND
 * TR-653, 2009). Counts are real numbers, so that effective sizes (n / deff) work. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "engine/stats/count_model.h"
#include "engine/stats/estimate.h"

enum {
    /* From fewer doctors how much they differ cannot be told (nor is a band shown). */
    SHRINKAGE_FEWEST_DOCTORS = 10,
};

/* What is known of a doctor before the own counts: a fitted beta(a, b) of proportions, or gamma of
 * rates with shape a and rate b (in the unit of the exposure).
 *
 * `pooled`: no difference between doctors beyond chance can be seen. That is so too when nobody or
 * everybody has every event, and when n = 1 for all. Then a and b are infinite, every shrunken
 * value is the mean, the ratio of sums, and reliability is 0 (never 1, as the vanishing binomial
 * variance at a proportion of 0 or 1 would have it). */
typedef struct {
    CountModel model;
    /* ESTIMATE_TOO_FEW: fewer than SHRINKAGE_FEWEST_DOCTORS with a denominator. ESTIMATE_UNDEFINED:
     * every doctor has none or all of the events, and some of each kind: the likelihood rises
     * towards a prior of nothing but 0 and 1, without a maximum. */
    EstimateStatus status;
    bool pooled;
    double a, b; /* infinite when pooled; NaN unless ESTIMATE_OK */
    double mean; /* a / (a + b), or a / b; NaN unless ESTIMATE_OK */
} ShrinkagePrior;

/* Fits the prior to `doctors` pairs of events and denominators (COUNT_BINOMIAL, 0 <= events <= n) or
 * exposures (COUNT_POISSON, 0 <= events; 0 for n = 0). Those with n = 0 are left out. The order of
 * the doctors does not matter to the last digit. The likelihood may have several maxima; this is the
 * highest, or pooling, where that is as high. */
ShrinkagePrior shrinkage_fit(CountModel model, const double *events, const double *n,
                             size_t doctors);

/* The doctor's value as the prior and the own counts have it together: (a + events) / (a + b + n), or
 * (a + events) / (b + n); the mean for n = 0. Always between the own value and the mean. Passes a
 * missing prior on. */
Estimate shrinkage_value(ShrinkagePrior prior, double events, double n);
/* The weight of the own value therein, 0 to 1: n / (n + a + b), or n / (n + b); 0 for n = 0. */
Estimate shrinkage_reliability(ShrinkagePrior prior, double n);
