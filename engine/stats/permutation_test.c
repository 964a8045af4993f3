#include "engine/stats/permutation_test.h"

#include <glib.h>
#include <math.h>
#include <stdbool.h>

/* Labellings that are the same by another way round differ by rounding: they are ties. */
#define NEXT_TO_EQUAL (1 - 1e-9)
/* How many standard errors are "however large", as a power of 2; and how often to halve. */
enum { FARTHEST = 24, HALVINGS = 60 };

/* t squared; infinite without variance, NaN without distance either. */
static double
square_of_t(const ShiftedEstimate *self, double delta)
{
    double distance = self->estimate - delta * self->effect;
    double variance =
        self->variance - delta * (2 * self->covariance - delta * self->effect_variance);

    /* What is left of a difference of equal numbers is rounding. */
    if (variance > 1e-14 * (self->variance + delta * delta * self->effect_variance))
        return distance * distance / variance;
    if (isnan(variance) ||
        fabs(distance) <= 1e-12 * (fabs(self->estimate) + fabs(delta * self->effect)))
        return NAN;
    return INFINITY;
}

static double
share_as_extreme(const ShiftedEstimate *actual, const ShiftedEstimate *labellings, size_t n,
                 double delta)
{
    double limit = square_of_t(actual, delta) * NEXT_TO_EQUAL;
    size_t extreme = 0;

    for (size_t i = 0; i < n; i++)
        extreme += !(square_of_t(&labellings[i], delta) < limit);
    return (double)extreme / (double)n;
}

Estimate
permutation_p(const ShiftedEstimate *actual, const ShiftedEstimate *labellings, size_t n,
              double delta)
{
    g_assert(n >= 1);

    if (isnan(square_of_t(actual, delta)))
        return estimate_none(ESTIMATE_UNDEFINED);
    return estimate_of(share_as_extreme(actual, labellings, n, delta));
}

/* How far from the estimate in the direction of `step` effects are not rejected; infinity when none
 * ever is. */
static double
reach(const ShiftedEstimate *actual, const ShiftedEstimate *labellings, size_t n, double alpha,
      double step)
{
    double inside = 0, outside = step;
    int doublings = 0;

    while (share_as_extreme(actual, labellings, n, actual->estimate + outside) > alpha) {
        if (++doublings == FARTHEST)
            return INFINITY;
        inside = outside;
        outside *= 2;
    }
    for (int i = 0; i < HALVINGS; i++) {
        double middle = inside + (outside - inside) / 2;
        if (share_as_extreme(actual, labellings, n, actual->estimate + middle) > alpha)
            inside = middle;
        else
            outside = middle;
    }
    return inside;
}

Interval
permutation_interval(const ShiftedEstimate *actual, const ShiftedEstimate *labellings, size_t n,
                     double confidence)
{
    g_assert(n >= 1 && confidence > 0 && confidence < 1);

    if (isnan(square_of_t(actual, 0)))
        return interval_none(ESTIMATE_UNDEFINED);
    g_assert(fabs(actual->effect - 1) < 1e-9);

    double error = sqrt(actual->variance), alpha = 1 - confidence;
    if (error == 0)
        return share_as_extreme(actual, labellings, n, 2 * actual->estimate) > alpha
                   ? interval_none(ESTIMATE_TOO_FEW)
                   : interval_of(actual->estimate, actual->estimate);
    double below = reach(actual, labellings, n, alpha, -error);
    double above = reach(actual, labellings, n, alpha, error);
    if (isinf(below) || isinf(above))
        return interval_none(ESTIMATE_TOO_FEW);
    return interval_of(actual->estimate + below, actual->estimate + above);
}
