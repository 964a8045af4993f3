/* The permutation test of an estimate by its t statistic, and the interval of those effects that it
 * does not reject. An effect of size delta is tested by taking it off the treated, which moves the
 * estimate under every labelling in a straight line and its variance along a parabola. */
#pragma once

#include "engine/stats/estimate.h"

#include <stddef.h>

/* An estimate under one labelling, when an effect of delta has been taken off those who were truly
 * treated: estimate - delta x effect, with the variance
 * variance - 2 delta x covariance + delta^2 x effect_variance. */
typedef struct {
    double estimate, effect;
    double variance, covariance, effect_variance;
} ShiftedEstimate;

/* Two-sided p of "the effect is delta": the share of the `n` labellings, the actual one among them,
 * whose |t| is at least the actual one's (Chung and Romano, Annals of Statistics 41, 2013, for t
 * rather than the estimate itself: it keeps its size when clusters differ in spread). Without
 * variance t is infinite, or undefined when there is no distance either; a labelling whose t is
 * undefined counts as extreme. ESTIMATE_UNDEFINED where the actual one's is. */
Estimate permutation_p(const ShiftedEstimate *actual, const ShiftedEstimate *labellings, size_t n,
                       double delta);

/* The effects about the estimate that are not rejected: p above 1 - `confidence`; the estimate alone
 * when it has no variance. The actual effect must be 1. ESTIMATE_UNDEFINED where permutation_p of no
 * effect is; ESTIMATE_TOO_FEW when there are so few labellings that no
 * effect, however large, would be rejected. */
Interval permutation_interval(const ShiftedEstimate *actual, const ShiftedEstimate *labellings,
                              size_t n, double confidence);
