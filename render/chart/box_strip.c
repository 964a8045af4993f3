#include "render/chart/box_strip.h"

#include <math.h>

#define USUAL_PITCH_MM 6.5
#define MARGINS_MM 8.0
#define LEGEND_ROW_MM 4.4
/* How much longer than boxes and values need an axis may become for the whiskers. */
#define WHISKERS_SHARE 0.5

AxisRange
box_strip_range(const BoxStrip *self)
{
    AxisRange range = axis_range_empty(), whiskers = axis_range_empty();
    axis_range_add(&range, self->enrolled);
    for (size_t i = 0; i < self->n_rows; i++) {
        const BoxRow *row = &self->rows[i];
        const double held[] = {row->value, row->p25, row->p50, row->p75};
        for (size_t k = 0; k < sizeof held / sizeof *held; k++)
            axis_range_add(&range, held[k]);
        axis_range_add(&whiskers, row->p10);
        axis_range_add(&whiskers, row->p90);
    }
    if (range.low > range.high || whiskers.low > whiskers.high)
        return range.low > range.high ? whiskers : range;

    double room = WHISKERS_SHARE * fmax(range.high - range.low, fabs(range.high));
    double low = range.low - room, high = range.high + room;
    axis_range_add(&range, fmax(whiskers.low, low));
    axis_range_add(&range, fmin(whiskers.high, high));
    return range;
}

double
box_strip_height_mm(size_t n_rows, int n_legend_rows)
{
    return (double)n_rows * USUAL_PITCH_MM + MARGINS_MM + n_legend_rows * LEGEND_ROW_MM;
}
