#include "render/chart/slope.h"

#include <math.h>

AxisRange
slope_range(const Slope *self)
{
    AxisRange range = axis_range_empty();
    for (size_t i = 0; i < self->n_lines; i++)
        for (SlopeSide side = 0; side < N_SLOPE_SIDES; side++)
            axis_range_add(&range, self->lines[i].ends[side].value);
    return range;
}

size_t
slope_order(const Slope *self, SlopeSide side, size_t *out_lines)
{
    size_t n = 0;
    for (size_t i = 0; i < self->n_lines; i++) {
        double value = self->lines[i].ends[side].value;
        if (isnan(value))
            continue;
        size_t at = n++;
        for (; at > 0 && self->lines[out_lines[at - 1]].ends[side].value < value; at--)
            out_lines[at] = out_lines[at - 1];
        out_lines[at] = i;
    }
    return n;
}
