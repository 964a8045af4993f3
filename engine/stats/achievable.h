/* The achievable benchmark of care: what the best doctors reach together who look after a given share
 * of all patients (or lines). A goal that was reached, by enough doctors not to be chance. Ranked by
 * (x + 1) / (d + 2), so that one of one is not the best (Kiefe et al., International Journal for
 * Quality in Health Care 10, 1998; Weissman et al., Journal of Evaluation in Clinical Practice 5,
 * 1999). */
#pragma once

#include <stddef.h>

#include "engine/stats/estimate.h"

/* Which values are better. Where neither is, there is no benchmark. */
typedef enum { ACHIEVABLE_LOWER, ACHIEVABLE_HIGHER } AchievableDirection;

/* The share of all denominators that the best have to cover. */
#define ACHIEVABLE_SHARE 0.1

typedef struct {
    Estimate
        value; /* sum x / sum d of the best; ESTIMATE_TOO_FEW when no doctor has a denominator */
    size_t doctors;                /* how many it took */
    double numerator, denominator; /* their sums */
} AchievableBenchmark;

/* Takes the best of `doctors` pairs of x and d, both >= 0, until their d make at least `share`, in
 * (0, 1], of all; equal ranks by the larger d, then by position, so that the order of the doctors
 * does not matter. Those with d = 0 are left out. Their positions go to `out_best`, which has room for
 * `doctors` of them, the best first; it may be NULL. */
AchievableBenchmark achievable_benchmark(const double *numerators, const double *denominators,
                                         size_t doctors, AchievableDirection direction,
                                         double share, size_t *out_best);
