#include "engine/profile/figure.h"

#include <float.h>
#include <math.h>

#include "engine/stats/interval.h"

PatientSums
figure_sums(const CountCell *cell)
{
    return (PatientSums){
        .numerator = (double)cell->numerator,
        .denominator = (double)cell->denominator,
        .patients = (double)cell->denominator_patients,
        .sum_yy = (double)cell->sum_yy,
        .sum_xy = (double)cell->sum_xy,
        .sum_xx = (double)cell->sum_xx,
    };
}

/* A count in its decimals to natural units. A division rounds once, so that 14250 cents are 142.5. */
static double
unscale(double count, int decimals)
{
    return decimals >= 0 ? count / pow(10, decimals) : count * pow(10, -decimals);
}

/* A ratio of counts, each in its own decimals, to the indicator's scale. */
static double
unscale_ratio(const Indicator *indicator, double ratio)
{
    return unscale(ratio, indicator_numerator_decimals(indicator) -
                              indicator_denominator_decimals(indicator));
}

double
figure_numerator(const Indicator *indicator, const PatientSums *sums)
{
    return unscale(sums->numerator, indicator_numerator_decimals(indicator));
}

double
figure_denominator(const Indicator *indicator, const PatientSums *sums)
{
    return unscale(sums->denominator, indicator_denominator_decimals(indicator));
}

double
figure_scale(const Indicator *indicator)
{
    return unscale_ratio(indicator, indicator_value(indicator, 1, 1));
}

Estimate
figure_value(const Indicator *indicator, const PatientSums *sums)
{
    if (sums->denominator == 0)
        return estimate_none(ESTIMATE_UNDEFINED);

    double value = indicator_value(indicator, sums->numerator, sums->denominator);
    return estimate_of(unscale_ratio(indicator, value));
}

bool
figure_is_clustered(const Indicator *indicator)
{
    return indicator_counts_events(indicator) && indicator->unit != UNIT_PATIENT;
}

CountModel
figure_count_model(const Indicator *indicator)
{
    return indicator->kind == KIND_RATE ? COUNT_POISSON : COUNT_BINOMIAL;
}

Interval
figure_interval(const Indicator *indicator, const PatientSums *sums, double design_effect)
{
    double events = sums->numerator / design_effect;
    double n = sums->denominator / design_effect;

    if (sums->denominator == 0)
        return interval_none(ESTIMATE_UNDEFINED);
    if (!indicator_counts_events(indicator)) {
        Interval interval =
            interval_scale(interval_ratio(sums, FIGURE_CONFIDENCE), figure_scale(indicator));
        return interval_clamp(interval, 0, indicator->kind == KIND_PROPORTION ? 1 : DBL_MAX);
    }
    if (indicator->kind == KIND_RATE)
        return interval_scale(interval_poisson(events, FIGURE_CONFIDENCE), indicator->per / n);
    return interval_wilson(events, n, FIGURE_CONFIDENCE);
}
