#include "engine/stats/overdispersion.h"

#include <glib.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "engine/stats/distribution.h"
#include "engine/stats/interval.h"
#include "engine/stats/sum.h"

static const double WINSORISED_SHARE = 0.1; /* at each end */

Overdispersion
overdispersion_none(void)
{
    return (Overdispersion){OVERDISPERSION_NONE, 1, 0, 0};
}

/* Mean of z^2 after the outermost tenths were drawn in to their quantiles. */
static double
winsorised_mean_square(const Distribution *z)
{
    double low = distribution_quantile(z, WINSORISED_SHARE).value;
    double high = distribution_quantile(z, 1 - WINSORISED_SHARE).value;
    Sum sum = {0};

    for (size_t i = 0; i < distribution_size(z); i++) {
        double drawn_in = fmin(fmax(distribution_values(z)[i], low), high);
        sum_add(&sum, drawn_in * drawn_in);
    }
    return sum_value(&sum) / (double)distribution_size(z);
}

/* DerSimonian and Laird's variance between units from their mean of z^2. */
static double
variance_between(double phi, double units, double sum_weights, double sum_squared_weights)
{
    double surplus = units * phi - (units - 1);
    return fmax(0, surplus / (sum_weights - sum_squared_weights / sum_weights));
}

/* The z of those of `count` units that have one, and the sums of their weights 1 / SE0^2 and of the
 * squares of these. Returns how many they are. */
static size_t
collect(CountModel model, double p0, const FunnelUnit *units, size_t count, double *out_z,
        Sum *out_weights, Sum *out_squares)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++) {
        Estimate z = funnel_z(model, p0, units[i].events, units[i].n);
        if (z.status != ESTIMATE_OK)
            continue;
        double error = funnel_standard_error(model, p0, units[i].n).value;
        double weight = 1 / (error * error);
        out_z[kept++] = z.value;
        sum_add(out_weights, weight);
        sum_add(out_squares, weight * weight);
    }
    return kept;
}

Overdispersion
overdispersion_estimate(OverdispersionMethod method, PhiScale scale, CountModel model, double p0,
                        const FunnelUnit *units, size_t count)
{
    g_assert(units != NULL || count == 0);

    g_autofree double *z = g_new(double, count);
    Sum weights = {0}, squares = {0};
    Overdispersion self = {method, 1, 0, 0};

    self.units = collect(model, p0, units, count, z, &weights, &squares);
    if (self.units < OVERDISPERSION_FEWEST_UNITS)
        return self;

    g_autoptr(Distribution) distribution = distribution_new(z, self.units, NULL);
    self.phi = winsorised_mean_square(distribution) / (scale == PHI_CONSISTENT ? PHI_OF_NORMAL : 1);
    self.tau2 =
        variance_between(self.phi, (double)self.units, sum_value(&weights), sum_value(&squares));
    return self;
}

bool
overdispersion_adjusts(Overdispersion self)
{
    return (self.method == OVERDISPERSION_MULTIPLICATIVE && self.phi > 1) ||
           (self.method == OVERDISPERSION_ADDITIVE && self.tau2 > 0);
}

/* The standard error of an adjusted z: sqrt(phi) SE0 or sqrt(SE0^2 + tau2). */
static Estimate
adjusted_error(Overdispersion self, CountModel model, double p0, double n)
{
    Estimate error = funnel_standard_error(model, p0, n);

    if (error.status != ESTIMATE_OK || !overdispersion_adjusts(self))
        return error;
    if (self.method == OVERDISPERSION_MULTIPLICATIVE)
        return estimate_of(sqrt(self.phi) * error.value);
    return estimate_of(hypot(error.value, sqrt(self.tau2)));
}

Interval
overdispersion_limits(Overdispersion self, CountModel model, double p0, double n, double confidence)
{
    Interval exact = funnel_limits(model, p0, n, confidence);
    Interval limits;

    if (exact.status != ESTIMATE_OK || !overdispersion_adjusts(self))
        return exact;
    if (self.method == OVERDISPERSION_MULTIPLICATIVE) {
        double wider = sqrt(self.phi);
        limits = interval_of(p0 - wider * (p0 - exact.low), p0 + wider * (exact.high - p0));
    } else {
        double half =
            gsl_cdf_ugaussian_Qinv((1 - confidence) / 2) * adjusted_error(self, model, p0, n).value;
        limits = interval_of(p0 - half, p0 + half);
    }
    return interval_clamp(limits, 0, model == COUNT_BINOMIAL ? 1 : limits.high);
}

Estimate
overdispersion_z(Overdispersion self, CountModel model, double p0, double events, double n)
{
    Estimate error = adjusted_error(self, model, p0, n);

    if (error.status != ESTIMATE_OK || error.value == 0)
        return estimate_none(ESTIMATE_UNDEFINED);
    return estimate_of((events / n - p0) / error.value);
}

Estimate
overdispersion_p_value(Overdispersion self, CountModel model, double p0, double events, double n)
{
    Estimate z = overdispersion_z(self, model, p0, events, n);

    if (z.status != ESTIMATE_OK || !overdispersion_adjusts(self))
        return funnel_p_value(model, p0, events, n);
    return estimate_of(2 * gsl_cdf_ugaussian_Q(fabs(z.value)));
}

FunnelPlace
overdispersion_place(Overdispersion self, CountModel model, double p0, double events, double n)
{
    Interval limits = overdispersion_limits(self, model, p0, n, FUNNEL_SIGNAL_CONFIDENCE);

    g_assert(events >= 0 && (model == COUNT_POISSON || events <= n));
    if (limits.status != ESTIMATE_OK)
        return FUNNEL_NOWHERE;
    if (events / n < limits.low)
        return FUNNEL_BELOW;
    return events / n > limits.high ? FUNNEL_ABOVE : FUNNEL_WITHIN;
}
