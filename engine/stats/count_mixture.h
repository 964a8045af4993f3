/* The likelihood of the counts of doctors whose true values differ: beta-binomial (a true proportion
 * a doctor, beta distributed) or gamma-Poisson (a true rate, gamma distributed). It is written in
 * the mean of the true values and their dispersion: 1 / (a + b) of the beta, 1 / b of the gamma with
 * mean a / b. So dispersion 0, no difference between doctors at all, is a point like any other, and
 * no digits are lost near it. Counts are real numbers, by the gamma function. */
#pragma once

#include <stddef.h>

#include "engine/stats/count_model.h"

typedef struct {
    double events, n; /* n is a number of trials or an exposure, above 0 */
} DoctorCount;

/* Borrows the counts. At least one event, and for COUNT_BINOMIAL one trial without: else the
 * likelihood has no maximum in the mean. */
typedef struct {
    CountModel model;
    const DoctorCount *doctors;
    size_t size;
    double events, n; /* their sums */
} CountMixture;

/* The mean on the scale where it is free: log odds of a proportion, logarithm of a rate. */
double count_mixture_pooled(const CountMixture *self);
/* The mean itself, and what is left to 1 (for a rate: 1). */
double count_mixture_mean(const CountMixture *self, double scaled_mean);
double count_mixture_rest(const CountMixture *self, double scaled_mean);

/* Where the likelihood is highest for a given `dispersion` > 0, seen from a `scaled_mean` to start
 * at. There is one such place, since the logarithm is concave in the mean. */
double count_mixture_best_mean(const CountMixture *self, double dispersion, double scaled_mean);

/* How much higher the log-likelihood is than that of the pooled mean without dispersion. */
double count_mixture_gain(const CountMixture *self, double scaled_mean, double dispersion);
/* How the log-likelihood rises with ln(dispersion); `dispersion` > 0. */
double count_mixture_slope(const CountMixture *self, double scaled_mean, double dispersion);
/* How it rises with the dispersion itself at dispersion 0 and the pooled mean, times 2: the sum of
 * squared Pearson residuals less the sum of n (Tarone, Biometrika 66, 1979). */
double count_mixture_slope_at_none(const CountMixture *self);
