#include "render/chart/choropleth.h"

#include <math.h>

#include "engine/stats/distribution.h"

/* Round numbers are whole up to what binary fractions lose. */
#define SLACK 1e-9

static Distribution *
distribution_of(const ChoroplethValue *values, size_t n)
{
    g_autofree double *plain = g_new(double, n);
    for (size_t i = 0; i < n; i++)
        plain[i] = values[i].value;
    g_autoptr(GError) error = NULL;
    Distribution *distribution = distribution_new(plain, n, &error);
    g_assert_no_error(error);
    return distribution;
}

static AxisRange
range_of(const Distribution *distribution)
{
    const double *values = distribution_values(distribution);
    return (AxisRange){values[0], values[distribution_size(distribution) - 1]};
}

static bool
is_whole(double value)
{
    return fabs(value - round(value)) <= SLACK * fabs(value);
}

/* What limits are rounded to: a power of ten, small enough that four classes find round limits. */
static double
limit_unit(AxisRange range)
{
    double span = range.high - range.low, size = fabs(range.high);
    double least = span > 0 ? span / 4 : size / 10;
    if (least == 0)
        return 1;
    double unit = pow(10, floor(log10(least) + SLACK));
    /* Of one value only: no more digits than it has. */
    while (span == 0 && unit < size && is_whole(size / (10 * unit)))
        unit *= 10;
    return unit;
}

/* A value counts as at its limit when only binary fractions keep it below. */
static bool
reaches(double value, double limit)
{
    return value >= limit - SLACK * fabs(limit);
}

static bool
any_between(const Distribution *distribution, double low, double high)
{
    const double *values = distribution_values(distribution);
    for (size_t i = 0; i < distribution_size(distribution); i++)
        if (reaches(values[i], low) && !reaches(values[i], high))
            return true;
    return false;
}

/* The least value above `tied`: where a class of many equal values ends. NaN when there is none. */
static double
after_ties(const Distribution *distribution, double tied)
{
    const double *values = distribution_values(distribution);
    for (size_t i = 0; i < distribution_size(distribution); i++)
        if (values[i] > tied)
            return values[i];
    return NAN;
}

/* The limit for a quantile, after the class that starts at `low`; NaN where it would leave an empty
 * class. Equal values that reach from below the quantile on to it stay together. */
static double
next_limit(const Distribution *distribution, double quantile, double low, double step)
{
    double limit = round(quantile / step) * step;
    if (!reaches(limit, low))
        return NAN; /* equal values have taken the share of this class as well */
    if (!any_between(distribution, low, limit))
        limit = floor(after_ties(distribution, quantile) / step + SLACK) * step;
    bool splits =
        any_between(distribution, low, limit) && any_between(distribution, limit, INFINITY);
    return splits ? limit : NAN;
}

ChoroplethClasses
choropleth_classes_by_quantiles(const ChoroplethValue *values, size_t n, const ChartUnit *unit,
                                int most)
{
    g_assert(most >= 1 && most <= CHOROPLETH_MOST_CLASSES);
    g_autoptr(Distribution) distribution = distribution_of(values, n);
    ChoroplethClasses classes = {.n = 0};
    if (distribution_size(distribution) == 0)
        return classes;

    AxisRange range = range_of(distribution);
    double step = limit_unit(range);
    classes.decimals = axis_step_decimals(step, unit);
    classes.limits[0] = floor(range.low / step + SLACK) * step;
    for (int i = 1; i < most; i++) {
        Estimate quantile = distribution_quantile(distribution, (double)i / most);
        double limit = next_limit(distribution, quantile.value, classes.limits[classes.n], step);
        if (!isnan(limit))
            classes.limits[++classes.n] = limit;
    }
    classes.limits[++classes.n] = ceil(range.high / step - SLACK) * step;
    return classes;
}

ChoroplethClasses
choropleth_classes_by_steps(const ChoroplethValue *values, size_t n, const ChartUnit *unit,
                            int most)
{
    g_assert(most >= 2 && most <= CHOROPLETH_MOST_CLASSES);
    g_autoptr(Distribution) distribution = distribution_of(values, n);
    if (distribution_size(distribution) == 0)
        return (ChoroplethClasses){.n = 0};
    AxisRange range = range_of(distribution);
    if (range.low == range.high)
        return choropleth_classes_by_quantiles(values, n, unit, 1);

    double step = axis_round_step((range.high - range.low) / most);
    for (;; step = axis_round_step(step * 1.5)) {
        double first = floor(range.low / step + SLACK), last = ceil(range.high / step - SLACK);
        if (last - first > most)
            continue;
        ChoroplethClasses classes = {.n = (int)(last - first),
                                     .decimals = axis_step_decimals(step, unit)};
        for (int i = 0; i <= classes.n; i++)
            classes.limits[i] = (first + i) * step;
        return classes;
    }
}

int
choropleth_class(const ChoroplethClasses *self, double value)
{
    g_assert(self->n > 0);
    if (isnan(value))
        return -1;
    int at = 0;
    while (at + 1 < self->n && reaches(value, self->limits[at + 1]))
        at++;
    return at;
}

const char *
choropleth_stray(const Choropleth *self)
{
    for (size_t i = 0; i < self->n_values; i++)
        if (territory_map_find(self->map, self->values[i].territory) < 0)
            return self->values[i].territory;
    return NULL;
}
