#include "engine/stats/rising_factorial.h"

#include <gsl/gsl_sf_log.h>
#include <math.h>
#include <stddef.h>

/* From here on six terms of Stirling's series are good to 1e-15 of the whole. */
static const double STIRLING_FROM = 12;

enum { TERMS = 6 };
/* Bernoulli's numbers B(2k) for k = 1 to 6, divided as each series wants them. */
static const double LOG_GAMMA[TERMS] = {1.0 / 12,    -1.0 / 360, 1.0 / 1260,
                                        -1.0 / 1680, 1.0 / 1188, -691.0 / 360360};
static const double DIGAMMA[TERMS] = {1.0 / 12,   -1.0 / 120, 1.0 / 252,
                                      -1.0 / 240, 1.0 / 132,  -691.0 / 32760};
static const double TRIGAMMA[TERMS] = {1.0 / 6,   -1.0 / 30, 1.0 / 42,
                                       -1.0 / 30, 5.0 / 66,  -691.0 / 2730};

/* The sum of terms[k] z^-2k, k from 0, at 1 / z = `inverse`. */
static double
series(const double terms[TERMS], double inverse)
{
    double square = inverse * inverse, sum = 0;

    for (size_t k = TERMS; k > 0; k--)
        sum = sum * square + terms[k - 1];
    return sum;
}

/* What Stirling's series leaves behind of each function at z = 1 / `inverse`. So small beside what is
 * asked for that the difference of two may be taken as it is. */
static double
log_gamma_rest(double inverse)
{
    return inverse * series(LOG_GAMMA, inverse);
}

static double
digamma_rest(double inverse)
{
    return inverse * inverse * series(DIGAMMA, inverse);
}

static double
trigamma_rest(double inverse)
{
    return inverse * inverse * inverse * series(TRIGAMMA, inverse);
}

RisingDerivatives
rising_derivatives(double a, double x)
{
    RisingDerivatives shifted = {0, 0};

    if (x == 0)
        return shifted;
    for (; a < STIRLING_FROM; a += 1) {
        double u = 1 / a, v = 1 / (a + x), apart = x * u * v;
        shifted.slope += apart;
        shifted.curvature += apart * (u + v);
    }
    double u = 1 / a, v = 1 / (a + x), apart = x * u * v;
    return (RisingDerivatives){
        shifted.slope + log1p(x * u) + apart / 2 + digamma_rest(u) - digamma_rest(v),
        shifted.curvature + apart + apart * (u + v) / 2 + trigamma_rest(u) - trigamma_rest(v)};
}

/* (1 + w) ln(1 + w) - w, which is about w^2 / 2 for a small w. */
static double
entropy_excess(double w)
{
    if (w < 1)
        return (1 + w) * gsl_sf_log_1plusx_mx(w) + w * w;
    return (1 + w) * log1p(w) - w;
}

double
rising_excess(double a, double x)
{
    double shifted = 0, start = a;

    if (x == 0)
        return 0;
    for (; a < STIRLING_FROM; a += 1)
        shifted -= log1p(x / a);
    if (a > start)
        shifted += x * log(a / start);

    double part = x / a;
    return shifted + a * entropy_excess(part) - log1p(part) / 2 - log_gamma_rest(1 / a) +
           log_gamma_rest(1 / (a + x));
}

double
rising_excess_fall(double a, double x)
{
    double shifted = 0;

    if (x == 0)
        return 0;
    for (; a < STIRLING_FROM; a += 1)
        shifted += x * (x - 1) / (a * (a + 1) * (a + x));

    double u = 1 / a, v = 1 / (a + x), apart = x * u * v;
    return shifted - gsl_sf_log_1plusx_mx(x / a) - apart / 2 - digamma_rest(u) + digamma_rest(v);
}
