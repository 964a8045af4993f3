#include "engine/stats/count_tails.h"

#include <float.h>
#include <glib.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_log.h>
#include <math.h>
#include <stdbool.h>

/* x log(x / mean) + mean - x, which is 0 where both are equal: near there by the series of
 * log(1 + u) - u, since the terms cancel. */
static double
deviance(double x, double mean)
{
    if (fabs(x - mean) < 0.1 * (x + mean))
        return -x * gsl_sf_log_1plusx_mx((mean - x) / x);
    return x * log(x / mean) + mean - x;
}

/* The chance of exactly r, 0 <= r < n, by the saddle-point form that keeps all digits of big counts
 * (Loader, Fast and accurate computation of binomial probabilities, 2000); gammastar is the
 * correction to Stirling's formula. */
static double
probability_at(CountModel model, double p, double n, double r)
{
    double mean = n * p;

    if (model == COUNT_POISSON)
        return r == 0 ? exp(-mean)
                      : exp(-deviance(r, mean)) / (sqrt(2 * G_PI * r) * gsl_sf_gammastar(r));
    if (r == 0)
        return exp(n * log1p(-p));

    double rest = n - r;
    return sqrt(n / (2 * G_PI * r * rest)) * exp(-deviance(r, mean) - deviance(rest, n * (1 - p))) *
           gsl_sf_gammastar(n) / (gsl_sf_gammastar(r) * gsl_sf_gammastar(rest));
}

/* P(X <= r) / P(X = r) as the sum of the ratios P(X = k) / P(X = r), k from r down to 0, as far as
 * it still grows. It holds for real n too: I(q; n - r, r + 1) has that recurrence in r. */
static double
sum_downwards(CountModel model, double p, double n, double r)
{
    double sum = 1, term = 1;

    for (double k = r; k > 0 && term > sum * DBL_EPSILON / 16; k--) {
        term *= model == COUNT_POISSON ? k / (n * p) : k * (1 - p) / ((n - k + 1) * p);
        sum += term;
    }
    return sum;
}

/* The coefficient d(j) of the continued fraction of I(p; r + 1, n - r) (DLMF 8.17.22), and what it
 * tends to for a Poisson count, where n grows and n p stays. */
static double
coefficient(CountModel model, double p, double n, double r, double j)
{
    bool poisson = model == COUNT_POISSON;
    double a = r + 1;
    double m = floor(j / 2);

    if (j == 2 * m)
        return m * (poisson ? n * p : (n - r - m) * p) / ((a + 2 * m - 1) * (a + 2 * m));
    return -(a + m) * (poisson ? n * p : (n + 1 + m) * p) / ((a + 2 * m) * (a + 2 * m + 1));
}

/* Beyond the middle of the distribution; before it the fraction crawls, above all for p near 1. */
static bool
fraction_is_quick(CountModel model, double p, double n, double r)
{
    return model == COUNT_POISSON ? r + 1 > n * p : r + 2 > (n + 3) * p;
}

/* 1 / (1 + d(1) / (1 + d(2) / (1 + ...))) by the modified method of Lentz (Thompson and Barnett,
 * Journal of Computational Physics 64, 1986), without cancellation where it is quick. */
static double
continued_fraction(CountModel model, double p, double n, double r)
{
    double fraction = 1, numerator = 1, denominator = 0, change;
    double j = 0;

    do {
        double d = coefficient(model, p, n, r, ++j);
        denominator = 1 / (1 + d * denominator);
        numerator = 1 + d / numerator;
        change = numerator * denominator;
        fraction *= change;
    } while (fabs(change - 1) > 4 * DBL_EPSILON);
    return 1 / fraction;
}

CountTails
count_tails(CountModel model, double p, double n, double r)
{
    bool binomial = model == COUNT_BINOMIAL;

    g_assert(n > 0 && isfinite(n) && p >= 0 && isfinite(p) && (p <= 1 || !binomial));
    g_assert(r == floor(r));

    if (r < 0)
        return (CountTails){0, 1, 0};
    if (binomial && r >= n)
        return (CountTails){1, 0, r - 1 < n ? count_tails(model, p, n, r - 1).above : 0};
    if (n * p == 0)
        return (CountTails){1, 0, r == 0};
    if (binomial && p == 1)
        return (CountTails){0, 1, 0};

    double at = probability_at(model, p, n, r);
    double above = 1;
    if (fraction_is_quick(model, p, n, r)) {
        double next = (binomial ? n - r : n) * p / (r + 1);
        above = at * next * continued_fraction(model, p, n, r);
    }
    if (above <= 0.5)
        return (CountTails){1 - above, above, at};

    double below = at * sum_downwards(model, p, n, r);
    return (CountTails){below, 1 - below, at};
}
