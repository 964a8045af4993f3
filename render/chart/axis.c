#include "render/chart/axis.h"

#include <glib.h>
#include <math.h>

#include "render/page/number_text.h"

/* Steps are whole up to what binary fractions lose. */
#define SLACK 1e-9

AxisRange
axis_range_empty(void)
{
    return (AxisRange){INFINITY, -INFINITY};
}

void
axis_range_add(AxisRange *self, double value)
{
    if (isnan(value))
        return;
    self->low = fmin(self->low, value);
    self->high = fmax(self->high, value);
}

double
axis_round_step(double least)
{
    double power = pow(10, floor(log10(least) + SLACK));
    static const double TIMES[] = {1, 2, 5};
    for (size_t i = 0; i < G_N_ELEMENTS(TIMES); i++)
        if (TIMES[i] * power >= least * (1 - SLACK))
            return TIMES[i] * power;
    return 10 * power;
}

static double
printed_scale(const ChartUnit *unit)
{
    return unit->indicator->kind == KIND_PROPORTION ? 100 : 1;
}

int
axis_step_decimals(double step, const ChartUnit *unit)
{
    return (int)fmax(0, -floor(log10(step * printed_scale(unit)) + SLACK));
}

static AxisRange
settled_range(AxisRange range, const ChartUnit *unit)
{
    bool proportion = unit->indicator->kind == KIND_PROPORTION;
    if (range.low > range.high)
        range = (AxisRange){0, 0};
    /* From zero, unless that would press distant values into a corner: never for proportions. */
    if (range.low > 0 && (proportion || range.low <= range.high / 2 || range.low == range.high))
        range.low = 0;
    if (range.low == range.high)
        range.high = range.low + (proportion ? 0.1 : 1);
    return range;
}

Axis
axis_over(AxisRange range, const ChartUnit *unit, int most_steps)
{
    g_assert(most_steps >= 2);
    range = settled_range(range, unit);

    double span = range.high - range.low;
    double step = axis_round_step(span / most_steps);
    for (;;) {
        /* Ends on whole steps may make it one step longer than the span. */
        double first = floor(range.low / step + SLACK), last = ceil(range.high / step - SLACK);
        if (last - first <= most_steps)
            return (Axis){first * step, last * step, step, axis_step_decimals(step, unit)};
        step = axis_round_step(step * 1.5);
    }
}

int
axis_n_ticks(const Axis *self)
{
    return (int)lround((self->high - self->low) / self->step) + 1;
}

double
axis_tick(const Axis *self, int tick)
{
    return (round(self->low / self->step) + tick) * self->step;
}

char *
axis_value_text(const ChartUnit *unit, double value, int decimals)
{
    if (value == 0)
        return number_text(unit->language, 0, 0);
    return value_text(unit->language, unit->indicator, value, decimals);
}

char *
axis_tick_text(const Axis *self, const ChartUnit *unit, int tick)
{
    return axis_value_text(unit, axis_tick(self, tick), self->decimals);
}

double
axis_place(const Axis *self, double value, double from, double to)
{
    double share = (value - self->low) / (self->high - self->low);
    return from + fmin(1, fmax(0, share)) * (to - from);
}

bool
axis_holds(const Axis *self, double value)
{
    double slack = SLACK * (self->high - self->low);
    return value >= self->low - slack && value <= self->high + slack;
}
