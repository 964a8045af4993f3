#include "engine/stats/interval.h"

#include <glib.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

static double
tail(double confidence)
{
    g_assert(confidence > 0 && confidence < 1);
    return (1 - confidence) / 2;
}

/* The larger root t of a t^2 - (2p + z^2/n) t + p^2 = 0, a = 1 + z^2/n, where |t - p| is z standard
 * errors at t. */
static double
wilson_upper(double p, double n, double z)
{
    double zz_n = z * z / n;
    double root = sqrt(zz_n * (zz_n + 4 * p * (1 - p)));
    return (2 * p + zz_n + root) / (2 * (1 + zz_n));
}

/* The smaller root from the product of both, p^2/a: their difference would lose all digits of a
 * tiny proportion. */
static double
wilson_lower(double p, double n, double z)
{
    if (p == 0)
        return 0;
    return p * p / ((1 + z * z / n) * wilson_upper(p, n, z));
}

Interval
interval_wilson(double events, double n, double confidence)
{
    g_assert(events >= 0 && events <= n);

    if (n == 0)
        return interval_none(ESTIMATE_UNDEFINED);

    double p = events / n;
    double z = gsl_cdf_ugaussian_Qinv(tail(confidence));
    return interval_of(wilson_lower(p, n, z), p == 1 ? 1 : wilson_upper(p, n, z));
}

/* The lower `alpha` quantile of a gamma variable of shape a. For a small shape it is next to 0 and
 * GSL's iteration does not converge; there two terms of the series of its distribution,
 * P(t) = t^a / Gamma(a + 1) x (1 - a t / (a + 1) + ...), give all digits. */
static double
gamma_quantile(double alpha, double shape)
{
    if (shape < 0.25) {
        double first = pow(alpha * tgamma(shape + 1), 1 / shape);
        return first * (1 + first / (shape + 1));
    }
    return gsl_cdf_chisq_Pinv(alpha, 2 * shape) / 2;
}

Interval
interval_poisson_exact(double events, double confidence)
{
    g_assert(events >= 0 && events <= POISSON_EXACT_MOST_EVENTS);

    double alpha = tail(confidence);
    double low = events == 0 ? 0 : gamma_quantile(alpha, events);
    return interval_of(low, gsl_cdf_chisq_Qinv(alpha, 2 * events + 2) / 2);
}

Interval
interval_poisson_byar(double events, double confidence)
{
    g_assert(events >= 0);

    double z = gsl_cdf_ugaussian_Qinv(tail(confidence));
    double next = events + 1;
    double low = events == 0 ? 0 : events * pow(1 - 1 / (9 * events) - z / (3 * sqrt(events)), 3);
    double high = next * pow(1 - 1 / (9 * next) + z / (3 * sqrt(next)), 3);

    /* The cube turns negative for a fraction of an event. */
    return interval_of(fmax(0, low), high);
}

Interval
interval_poisson(double events, double confidence)
{
    return events < BYAR_FROM_EVENTS ? interval_poisson_exact(events, confidence)
                                     : interval_poisson_byar(events, confidence);
}

Interval
interval_ratio(const PatientSums *sums, double confidence)
{
    Estimate ratio = patient_sums_ratio(sums);
    Estimate variance = patient_sums_variance(sums);

    if (variance.status != ESTIMATE_OK)
        return interval_none(variance.status);

    double t = gsl_cdf_tdist_Qinv(tail(confidence), sums->patients - 1);
    double half = t * sqrt(variance.value);
    return interval_of(ratio.value - half, ratio.value + half);
}

Interval
interval_scale(Interval interval, double factor)
{
    g_assert(factor >= 0);

    if (interval.status != ESTIMATE_OK)
        return interval;
    return interval_of(interval.low * factor, interval.high * factor);
}

Interval
interval_clamp(Interval interval, double low, double high)
{
    if (interval.status != ESTIMATE_OK)
        return interval;
    return interval_of(fmin(fmax(interval.low, low), high), fmin(fmax(interval.high, low), high));
}
