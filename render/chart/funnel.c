#include "render/chart/funnel.h"

#include <math.h>

/* How much longer than points and centre need the axis may become for the limits. */
#define LIMITS_SHARE 1.0
#define LEAST_SIZES 10

AxisRange
funnel_chart_sizes(const FunnelChart *self)
{
    AxisRange range = {0, LEAST_SIZES};
    for (size_t i = 0; i < self->n_points; i++)
        axis_range_add(&range, self->points[i].size);
    for (FunnelCurve curve = 0; curve < N_FUNNEL_CURVES; curve++)
        for (size_t i = 0; i < self->curves[curve].n_limits; i++)
            axis_range_add(&range, self->curves[curve].limits[i].size);
    return range;
}

FunnelLimit
funnel_chart_limit(const FunnelChart *self, FunnelCurve curve, double size)
{
    const FunnelLimit *limits = self->curves[curve].limits;
    for (size_t i = 0; i < self->curves[curve].n_limits; i++) {
        if (limits[i].size == size)
            return limits[i];
        if (i == 0 || limits[i].size < size || limits[i - 1].size > size)
            continue;
        const FunnelLimit *a = &limits[i - 1], *b = &limits[i];
        double part = (size - a->size) / (b->size - a->size);
        return (FunnelLimit){size, a->low + part * (b->low - a->low),
                             a->high + part * (b->high - a->high)};
    }
    return (FunnelLimit){size, NAN, NAN};
}

/* The limits at `least` and at all sizes above it. */
static AxisRange
limits_from(const FunnelChart *self, double least)
{
    AxisRange range = axis_range_empty();
    for (FunnelCurve curve = 0; curve < N_FUNNEL_CURVES; curve++) {
        FunnelLimit at = funnel_chart_limit(self, curve, least);
        axis_range_add(&range, at.low);
        axis_range_add(&range, at.high);
        for (size_t i = 0; i < self->curves[curve].n_limits; i++) {
            const FunnelLimit *limit = &self->curves[curve].limits[i];
            if (limit->size < least)
                continue;
            axis_range_add(&range, limit->low);
            axis_range_add(&range, limit->high);
        }
    }
    return range;
}

AxisRange
funnel_chart_values(const FunnelChart *self)
{
    if (self->shown.low < self->shown.high)
        return self->shown;
    AxisRange range = axis_range_empty();
    double least = self->n_points > 0 ? INFINITY : 0;
    for (size_t i = 0; i < self->n_points; i++) {
        axis_range_add(&range, self->points[i].value);
        least = fmin(least, self->points[i].size);
    }
    axis_range_add(&range, self->centre);

    AxisRange limits = limits_from(self, least);
    if (range.low > range.high || limits.low > limits.high)
        return range.low > range.high ? limits : range;
    double room = LIMITS_SHARE * fmax(range.high - range.low, fabs(range.high));
    double low = range.low - room, high = range.high + room;
    axis_range_add(&range, fmax(limits.low, low));
    axis_range_add(&range, fmin(limits.high, high));
    return range;
}

/* --- curves --- */

typedef struct {
    double size, value;
} LimitPoint;

static LimitPoint
limit_point(const FunnelLimit *limit, bool upper)
{
    return (LimitPoint){limit->size, upper ? limit->high : limit->low};
}

/* Cuts the line from `a` to `b` at the ends of the axis. False when none of it is left. */
static bool
cut(LimitPoint *a, LimitPoint *b, const Axis *values)
{
    if (isnan(a->value) || isnan(b->value))
        return false;
    const double ends[] = {values->low, values->high};
    for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
        double outwards = i == 0 ? -1 : 1;
        bool a_out = outwards * (a->value - ends[i]) > 0,
             b_out = outwards * (b->value - ends[i]) > 0;
        if (a_out && b_out)
            return false;
        if (!a_out && !b_out)
            continue;
        double part = (ends[i] - a->value) / (b->value - a->value);
        LimitPoint at = {a->size + part * (b->size - a->size), ends[i]};
        *(a_out ? a : b) = at;
    }
    return true;
}

GArray *
funnel_chart_curve(const FunnelChart *self, FunnelCurve curve, bool upper, const Axis *values)
{
    GArray *vertices = g_array_new(FALSE, FALSE, sizeof(FunnelVertex));
    const FunnelLimit *limits = self->curves[curve].limits;
    bool joined = false; /* the last vertex is where the next line starts */
    for (size_t i = 0; i + 1 < self->curves[curve].n_limits; i++) {
        LimitPoint a = limit_point(&limits[i], upper), b = limit_point(&limits[i + 1], upper);
        double end = b.size;
        if (!cut(&a, &b, values)) {
            joined = false;
            continue;
        }
        FunnelVertex start = {a.size, a.value, true}, next = {b.size, b.value, false};
        if (!joined)
            g_array_append_val(vertices, start);
        g_array_append_val(vertices, next);
        joined = b.size == end;
    }
    return vertices;
}
