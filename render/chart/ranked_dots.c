#include "render/chart/ranked_dots.h"

#include <math.h>

#define USUAL_PITCH_MM 6.0
#define MARGINS_MM 11.0
/* How much longer than the dots and lines need an axis may become for the interval. */
#define INTERVAL_SHARE 0.5

double
ranked_dots_height_mm(size_t n_dots)
{
    return (double)n_dots * USUAL_PITCH_MM + MARGINS_MM;
}

AxisRange
ranked_dots_range(const RankedDots *self)
{
    AxisRange range = axis_range_empty();
    for (size_t i = 0; i < self->n_dots; i++)
        axis_range_add(&range, self->dots[i].value);
    for (int i = 0; i < N_LINES; i++)
        if (i != LINE_TARGET)
            axis_range_add(&range, self->lines[i].value);
    if (range.low > range.high)
        return range;

    double room = INTERVAL_SHARE * fmax(range.high - range.low, fabs(range.high));
    double low = range.low - room, high = range.high + room;
    double target = self->lines[LINE_TARGET].value;
    if (self->lines[LINE_TARGET].label != NULL && target >= low && target <= high)
        axis_range_add(&range, target);
    if (self->own >= 0) {
        axis_range_add(&range, isnan(self->own_low) ? NAN : fmax(self->own_low, low));
        axis_range_add(&range, isnan(self->own_high) ? NAN : fmin(self->own_high, high));
    }
    return range;
}
