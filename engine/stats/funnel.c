#include "engine/stats/funnel.h"

#include <glib.h>
#include <gsl/gsl_cdf.h>
#include <math.h>
#include <stdbool.h>

#include "engine/stats/count_tails.h"

/* One end of the limits: the count that leaves `tail` below it, or above it. */
typedef struct {
    CountModel model;
    double p0, n, tail;
    bool high;
} End;

/* F(r) - p, p the tail of the low end and 1 - tail of the high end, whose digits it keeps. */
static double
excess(const End *end, CountTails tails)
{
    return end->high ? end->tail - tails.above : tails.below - end->tail;
}

static bool
reaches(const End *end, double r)
{
    return excess(end, count_tails(end->model, end->p0, end->n, r)) >= 0;
}

/* The quantile to about one event: normal, with Cornish and Fisher's correction for the skewness.
 * */
static double
guess(const End *end)
{
    double mean = end->n * end->p0;
    double not_p0 = end->model == COUNT_POISSON ? 1 : 1 - end->p0;
    double skewness = end->model == COUNT_POISSON ? 1 : 1 - 2 * end->p0;
    double z = (end->high ? 1 : -1) * gsl_cdf_ugaussian_Qinv(end->tail);

    return fmax(0, floor(mean + z * sqrt(mean * not_p0) + skewness * (z * z - 1) / 6));
}

/* The smallest count with F(r) >= p: steps that double until the guess is bracketed, then
 * bisection. A good guess takes three or four values of F. */
static double
smallest_count(const End *end)
{
    double reached = guess(end), missed = reached, step = 1;

    if (reaches(end, reached))
        for (missed = reached - 1; missed >= 0 && reaches(end, missed); missed -= step *= 2)
            reached = missed;
    else
        for (reached = missed + 1; !reaches(end, reached); reached += step *= 2)
            missed = reached;

    missed = fmax(missed, -1);
    while (reached - missed > 1) {
        double middle = floor(missed + (reached - missed) / 2);
        if (reaches(end, middle))
            reached = middle;
        else
            missed = middle;
    }
    return reached;
}

/* Where F, drawn as straight lines between the counts, passes p; within (-1, n + 1) of trials. */
static double
interpolated_count(const End *end)
{
    double r = smallest_count(end);
    CountTails tails = count_tails(end->model, end->p0, end->n, r);
    double alpha = excess(end, tails) / tails.at;

    return r - fmin(fmax(alpha, 0), 1);
}

Interval
funnel_limits(CountModel model, double p0, double n, double confidence)
{
    g_assert(confidence > 0 && confidence < 1 && n >= 0);

    if (n == 0)
        return interval_none(ESTIMATE_UNDEFINED);

    End end = {model, p0, n, (1 - confidence) / 2, false};
    double low = fmin(fmax(0, interpolated_count(&end) / n), p0);
    end.high = true;
    double high = fmax(interpolated_count(&end) / n, p0);

    if (model == COUNT_BINOMIAL && (high > 1 || pow(p0, n) > end.tail))
        high = 1;
    return interval_of(low, high);
}

Estimate
funnel_standard_error(CountModel model, double p0, double n)
{
    g_assert(n >= 0 && p0 >= 0 && (model == COUNT_POISSON || p0 <= 1));

    if (n == 0)
        return estimate_none(ESTIMATE_UNDEFINED);
    return estimate_of(sqrt(p0 * (model == COUNT_POISSON ? 1 : 1 - p0) / n));
}

Estimate
funnel_z(CountModel model, double p0, double events, double n)
{
    Estimate error = funnel_standard_error(model, p0, n);

    g_assert(events >= 0 && (model == COUNT_POISSON || events <= n));
    if (error.status != ESTIMATE_OK || error.value == 0)
        return estimate_none(ESTIMATE_UNDEFINED);
    return estimate_of((events / n - p0) / error.value);
}

Estimate
funnel_p_value(CountModel model, double p0, double events, double n)
{
    Estimate error = funnel_standard_error(model, p0, n);

    g_assert(events >= 0 && (model == COUNT_POISSON || events <= n));
    if (error.status != ESTIMATE_OK)
        return error;
    if (error.value == 0)
        return estimate_of(events == p0 * n);

    /* Half an event down the straight lines of F is the mid-p tail. */
    double r = ceil(events - 0.5);
    double back = r - (events - 0.5);
    CountTails tails = count_tails(model, p0, n, r);
    double below = count_tails(model, p0, n, r - 1).below + (1 - back) * tails.at;
    double above = tails.above + back * tails.at;
    return estimate_of(2 * fmin(below, above));
}
