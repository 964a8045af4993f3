#include "render/chart/trend.h"

AxisRange
trend_range(const Trend *self)
{
    AxisRange range = axis_range_empty();
    for (size_t i = 0; i < self->n_points; i++) {
        const TrendPoint *point = &self->points[i];
        const double shown[] = {point->own, point->enrolled, point->control, point->p10,
                                point->p90};
        for (size_t k = 0; k < sizeof shown / sizeof *shown; k++)
            axis_range_add(&range, shown[k]);
    }
    return range;
}

bool
trend_names_period(const Trend *self, size_t point, int most)
{
    size_t n = self->n_points, every = 1;
    while ((n - 1) / every + 1 > (size_t)most)
        every++;
    return (n - 1 - point) % every == 0;
}
