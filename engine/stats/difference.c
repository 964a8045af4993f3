#include "engine/stats/difference.h"

#include <glib.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_psi.h>
#include <math.h>
#include <stdbool.h>

#include "engine/stats/interval.h"

/* Log odds further out than this are taken for 0 and infinity: their odds leave the doubles. */
static const double LOG_ODDS_MOST = 690;

/* From shapes of this size on, the distribution of the log odds is known to ten digits from its first
 * four cumulants; GSL's incomplete beta function gives up at about a million. */
static const double LARGE_SHAPE = 1e5;

static void
check_count(EventCount count)
{
    g_assert(isfinite(count.events) && isfinite(count.n) && count.events >= 0 && count.n >= 0);
}

Difference
difference_of_proportions(EventCount now, EventCount before, double confidence)
{
    check_count(now);
    check_count(before);
    if (now.n == 0 || before.n == 0)
        return (Difference){estimate_none(ESTIMATE_UNDEFINED), interval_none(ESTIMATE_UNDEFINED)};

    Interval about_now = interval_wilson(now.events, now.n, confidence);
    Interval about_before = interval_wilson(before.events, before.n, confidence);
    double p = now.events / now.n, q = before.events / before.n;
    double below = hypot(p - about_now.low, about_before.high - q);
    double above = hypot(about_now.high - p, q - about_before.low);

    /* The ends are within [-1, 1] but for the last digit. */
    return (Difference){estimate_of(p - q),
                        interval_clamp(interval_of(p - q - below, p - q + above), -1, 1)};
}

/* The part of the beta distribution of shapes a, b below the given log odds, reckoned from the end
 * where a probability keeps its digits. */
static double
beta_below(double log_odds, double a, double b)
{
    double smaller = 1 / (1 + exp(fabs(log_odds)));
    double below = log_odds < 0 ? gsl_cdf_beta_P(smaller, a, b) : gsl_cdf_beta_Q(smaller, b, a);

    g_assert(!isnan(below));
    return below;
}

/* The density of the log odds of a beta variable. */
static double
beta_density(double log_odds, double a, double b, double log_beta)
{
    return exp(-a * log1p(exp(-log_odds)) - b * log1p(exp(log_odds)) - log_beta);
}

/* The log odds below which `alpha` lies, for large shapes: the log odds are the difference of two
 * log gamma variables, whose cumulants are polygamma functions (Cornish and Fisher, Revue de l'ISI 5,
 * 1938). */
static double
beta_log_odds_large(double alpha, double a, double b)
{
    double z = gsl_cdf_ugaussian_Pinv(alpha);
    double deviation = sqrt(gsl_sf_psi_1(a) + gsl_sf_psi_1(b));
    double skewness = (gsl_sf_psi_n(2, a) - gsl_sf_psi_n(2, b)) / pow(deviation, 3);
    double excess = (gsl_sf_psi_n(3, a) + gsl_sf_psi_n(3, b)) / pow(deviation, 4);
    double w = z + (z * z - 1) * skewness / 6 + (z * z - 3) * z * excess / 24 -
               (2 * z * z - 5) * z * skewness * skewness / 36;

    return gsl_sf_psi(a) - gsl_sf_psi(b) + deviation * w;
}

/* The same by Newton's method on the logarithm of the distribution, which is concave, kept within
 * bounds by bisection: GSL's own quantile is NaN, or never returns, for some shapes below 0.1 or above
 * 100. */
static double
beta_log_odds_root(double alpha, double a, double b)
{
    double low = -LOG_ODDS_MOST, high = LOG_ODDS_MOST;
    double log_odds = log(a / b), log_beta = gsl_sf_lnbeta(a, b);

    for (int step = 0; step < 200; step++) {
        double below = beta_below(log_odds, a, b);
        if (below < alpha)
            low = log_odds;
        else
            high = log_odds;

        double slope = beta_density(log_odds, a, b, log_beta) / below;
        double next = log_odds + log(alpha / below) / slope;
        if (!(next > low && next < high))
            next = low + (high - low) / 2;
        if (fabs(next - log_odds) <= 1e-14 * fmax(1, fabs(log_odds)))
            return next;
        log_odds = next;
    }
    return log_odds;
}

/* Minus infinity beyond LOG_ODDS_MOST. */
static double
beta_log_odds(double alpha, double a, double b)
{
    if (fmin(a, b) >= LARGE_SHAPE)
        return beta_log_odds_large(alpha, a, b);
    if (beta_below(-LOG_ODDS_MOST, a, b) >= alpha)
        return -INFINITY;
    return beta_log_odds_root(alpha, a, b);
}

/* A finite number, or none. */
static Estimate
ratio_end(double log_odds, double exposures)
{
    double ratio = exp(log_odds) * exposures;
    return isfinite(ratio) ? estimate_of(ratio) : estimate_none(ESTIMATE_UNDEFINED);
}

RateRatio
difference_as_rate_ratio(EventCount now, EventCount before, double confidence)
{
    g_assert(confidence > 0 && confidence < 1);
    check_count(now);
    check_count(before);

    Estimate none = estimate_none(ESTIMATE_UNDEFINED);
    if (now.n == 0 || before.n == 0 || (now.events == 0 && before.events == 0))
        return (RateRatio){none, none, none};

    double alpha = (1 - confidence) / 2, exposures = before.n / now.n;
    RateRatio ratio = {estimate_of(0), estimate_of(0), none};
    if (now.events > 0)
        ratio.low = ratio_end(beta_log_odds(alpha, now.events, before.events + 1), exposures);
    if (before.events > 0)
        ratio.high = ratio_end(-beta_log_odds(alpha, before.events, now.events + 1), exposures);
    ratio.estimate =
        before.events > 0 ? estimate_of(now.events / now.n / (before.events / before.n)) : none;
    return ratio;
}

Difference
difference_of_ratios(const PatientSums *now, const PatientSums *before, double confidence)
{
    g_assert(confidence > 0 && confidence < 1);

    Estimate ratios[] = {patient_sums_ratio(now), patient_sums_ratio(before)};
    Estimate variances[] = {patient_sums_variance(now), patient_sums_variance(before)};
    for (size_t i = 0; i < 2; i++)
        if (ratios[i].status != ESTIMATE_OK)
            return (Difference){ratios[i], interval_none(ratios[i].status)};

    double difference = ratios[0].value - ratios[1].value;
    for (size_t i = 0; i < 2; i++)
        if (variances[i].status != ESTIMATE_OK)
            return (Difference){estimate_of(difference), interval_none(variances[i].status)};

    double v = variances[0].value, w = variances[1].value;
    if (v + w == 0)
        return (Difference){estimate_of(difference), interval_of(difference, difference)};

    /* Divided by the sum first: the fourth power of an amount may leave the doubles. */
    double share = v / (v + w), rest = w / (v + w);
    double degrees =
        1 / (share * share / (now->patients - 1) + rest * rest / (before->patients - 1));
    double half = gsl_cdf_tdist_Qinv((1 - confidence) / 2, degrees) * sqrt(v + w);
    return (Difference){estimate_of(difference), interval_of(difference - half, difference + half)};
}
