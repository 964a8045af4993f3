/* Two periods side by side: where each value came from and where it went.
 *
 * A history is shown of the own value and of groups, never of a colleague: whoever fills this chart
 * sees to it. */
#pragma once

#include <stddef.h>

#include "render/chart/axis.h"

/* What a line stands for, and so how it looks. */
typedef enum {
    SLOPE_PLAIN, /* a thin line between rings */
    SLOPE_OWN,   /* emphasised: thick, between diamonds */
    SLOPE_GROUP,
    SLOPE_ENROLLED,
    SLOPE_CONTROL,
    N_SLOPE_LOOKS,
} SlopeLook;

typedef enum { SLOPE_LEFT, SLOPE_RIGHT, N_SLOPE_SIDES } SlopeSide;

typedef struct {
    const char *label; /* "Trégor" */
    struct {
        double value;     /* NaN: none, only the other end is there */
        const char *text; /* "9 %"; not read without a value */
    } ends[N_SLOPE_SIDES];
    SlopeLook look;
} SlopeLine;

typedef struct {
    ChartUnit unit;
    const char *titles[N_SLOPE_SIDES]; /* "T1 2025", "T1 2026" */
    const SlopeLine *lines;
    size_t n_lines;
    const char *note;  /* under the chart, wrapped; or NULL */
    const char *empty; /* in place of lines when there are none: why; or NULL */
} Slope;

AxisRange slope_range(const Slope *self);
/* The lines that have a value at that side from the greatest down, equal ones as given: the order
 * of their labels. `out_lines` holds n_lines. Returns how many there are. */
size_t slope_order(const Slope *self, SlopeSide side, size_t *out_lines);
