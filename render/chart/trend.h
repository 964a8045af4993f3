/* The own value over the history, on the bands of the enrolled, with both comparators. */
#pragma once

#include <stddef.h>

#include "render/chart/axis.h"

/* NaN: nothing to draw there, the line has a gap. */
typedef struct {
    const char *label; /* "T2 2024" */
    double own;
    double enrolled, control;
    double p10, p25, p75, p90; /* of the enrolled */
} TrendPoint;

typedef struct {
    ChartUnit unit;
    const TrendPoint *points; /* the oldest first */
    size_t n_points;
    const char *own_label, *enrolled_label, *control_label; /* at the right of the lines */
    const char *note; /* under the axis: what the bands are; wrapped; or NULL */
} Trend;

AxisRange trend_range(const Trend *self);
/* Whether the axis names this period: the last one, and others as far apart as `most` allows. */
bool trend_names_period(const Trend *self, size_t point, int most);
