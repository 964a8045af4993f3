#include "engine/stats/count_mixture.h"

#include <gsl/gsl_sf_log.h>
#include <math.h>
#include <stdbool.h>

#include "engine/stats/rising_factorial.h"
#include "engine/stats/sum.h"

static bool
is_binomial(const CountMixture *self)
{
    return self->model == COUNT_BINOMIAL;
}

double
count_mixture_pooled(const CountMixture *self)
{
    return is_binomial(self) ? log(self->events) - log(self->n - self->events)
                             : log(self->events) - log(self->n);
}

double
count_mixture_mean(const CountMixture *self, double scaled_mean)
{
    return is_binomial(self) ? 1 / (1 + exp(-scaled_mean)) : exp(scaled_mean);
}

double
count_mixture_rest(const CountMixture *self, double scaled_mean)
{
    return is_binomial(self) ? 1 / (1 + exp(scaled_mean)) : 1;
}

/* The slope of the log-likelihood in the mean, and its curvature turned positive. */
typedef struct {
    double slope, curvature;
} MeanScore;

static MeanScore
mean_score(const CountMixture *self, double mean, double rest, double dispersion)
{
    double a = mean / dispersion, b = rest / dispersion;
    Sum slope = {0}, curvature = {0};

    for (size_t i = 0; i < self->size; i++) {
        double events = self->doctors[i].events, n = self->doctors[i].n;
        RisingDerivatives of_events = rising_derivatives(a, events);
        sum_add(&slope, of_events.slope);
        sum_add(&curvature, of_events.curvature);
        if (is_binomial(self)) {
            RisingDerivatives of_others = rising_derivatives(b, n - events);
            sum_add(&slope, -of_others.slope);
            sum_add(&curvature, of_others.curvature);
        } else {
            sum_add(&slope, -log1p(n * dispersion));
        }
    }
    return (MeanScore){sum_value(&slope) / dispersion,
                       sum_value(&curvature) / (dispersion * dispersion)};
}

/* Newton's method, kept between the places where the slope was seen to be positive and negative;
 * far steps are cut, since far from the top the curvature says little. */
double
count_mixture_best_mean(const CountMixture *self, double dispersion, double scaled_mean)
{
    const double FARTHEST = 2, CLOSE = 1e-7;
    double low = -INFINITY, high = INFINITY, step = INFINITY;

    for (int i = 0; i < 200 && fabs(step) > CLOSE; i++) {
        double mean = count_mixture_mean(self, scaled_mean);
        double rest = count_mixture_rest(self, scaled_mean);
        MeanScore score = mean_score(self, mean, rest, dispersion);
        step = score.slope / (score.curvature * mean * rest);
        step = fmin(fmax(step, -FARTHEST), FARTHEST);

        /* Of the two ends the one ahead matters; where it is passed it is finite, and so is the one
         * behind, just set. */
        *(score.slope > 0 ? &low : &high) = scaled_mean;
        if (score.slope > 0 ? scaled_mean + step >= high : scaled_mean + step <= low)
            step = low + (high - low) / 2 - scaled_mean;
        scaled_mean += step;
    }
    return scaled_mean;
}

static double
binomial_gain(const CountMixture *self, double mean, double rest, double dispersion)
{
    double a = mean / dispersion, b = rest / dispersion, both = 1 / dispersion;
    Sum gain = {0};

    sum_add(&gain, self->events * log(mean * self->n / self->events));
    sum_add(&gain, (self->n - self->events) * log(rest * self->n / (self->n - self->events)));
    for (size_t i = 0; i < self->size; i++) {
        double events = self->doctors[i].events, n = self->doctors[i].n;
        sum_add(&gain, rising_excess(a, events));
        sum_add(&gain, rising_excess(b, n - events));
        sum_add(&gain, -rising_excess(both, n));
    }
    return sum_value(&gain);
}

static double
poisson_gain(const CountMixture *self, double mean, double dispersion)
{
    double a = mean / dispersion;
    Sum gain = {0};

    sum_add(&gain, self->events * log(mean * self->n / self->events));
    sum_add(&gain, self->events - self->n * mean);
    for (size_t i = 0; i < self->size; i++) {
        double events = self->doctors[i].events, part = self->doctors[i].n * dispersion;
        sum_add(&gain, rising_excess(a, events));
        sum_add(&gain, -a * gsl_sf_log_1plusx_mx(part));
        sum_add(&gain, -events * log1p(part));
    }
    return sum_value(&gain);
}

double
count_mixture_gain(const CountMixture *self, double scaled_mean, double dispersion)
{
    double mean = count_mixture_mean(self, scaled_mean);

    return is_binomial(self)
               ? binomial_gain(self, mean, count_mixture_rest(self, scaled_mean), dispersion)
               : poisson_gain(self, mean, dispersion);
}

/* One doctor's part of the slope in ln(dispersion), times the dispersion. Each has two forms: one
 * for a doctor whose n is small beside 1 / dispersion, where the plain form is a difference of equal
 * numbers, and the plain form, without the excess, for a doctor whose n is large. */
static double
binomial_slope(DoctorCount doctor, double mean, double rest, double dispersion)
{
    double a = mean / dispersion, b = rest / dispersion, both = 1 / dispersion;
    double events = doctor.events, others = doctor.n - doctor.events;

    if (doctor.n > both)
        return rising_derivatives(both, doctor.n).slope -
               mean * rising_derivatives(a, events).slope -
               rest * rising_derivatives(b, others).slope;
    return mean * rising_excess_fall(a, events) + rest * rising_excess_fall(b, others) -
           rising_excess_fall(both, doctor.n);
}

static double
poisson_slope(DoctorCount doctor, double mean, double dispersion)
{
    double a = mean / dispersion, events = doctor.events, part = doctor.n * dispersion;
    double away = dispersion * (events - doctor.n * mean);

    if (part > 1)
        return mean * (log1p(part) - rising_derivatives(a, events).slope) + away / (1 + part);
    return mean * (rising_excess_fall(a, events) + gsl_sf_log_1plusx_mx(part)) -
           away * part / (1 + part);
}

double
count_mixture_slope(const CountMixture *self, double scaled_mean, double dispersion)
{
    double mean = count_mixture_mean(self, scaled_mean);
    double rest = count_mixture_rest(self, scaled_mean);
    Sum slope = {0};

    for (size_t i = 0; i < self->size; i++)
        sum_add(&slope, is_binomial(self) ? binomial_slope(self->doctors[i], mean, rest, dispersion)
                                          : poisson_slope(self->doctors[i], mean, dispersion));
    return sum_value(&slope) / dispersion;
}

double
count_mixture_slope_at_none(const CountMixture *self)
{
    double mean = self->events / self->n;
    double variance = is_binomial(self) ? mean * (self->n - self->events) / self->n : mean;
    Sum slope = {0};

    for (size_t i = 0; i < self->size; i++) {
        double n = self->doctors[i].n, away = self->doctors[i].events - n * mean;
        sum_add(&slope, away * away / variance);
        sum_add(&slope, -n);
    }
    return sum_value(&slope);
}
