/* One indicator on one line of a summary: the own value on the bands of the enrolled, every row with
 * its bands at the same place, so that rows of different units can be read against each other. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* NaN: not there. Bands are drawn from p10 to p90 and from p25 to p75. */
typedef struct {
    double own;
    double p10, p25, p75, p90; /* of the enrolled */
    double enrolled_median, control_median;
} Spine;

typedef enum { SPINE_WITHIN, SPINE_BEYOND_LOW, SPINE_BEYOND_HIGH } SpineSide;

/* Where `value` falls on the line, 0 to 1: p10 at 0.15, p90 at 0.85. What is further
 * out than that allows is held at the end, and *out_side says so (may be NULL). */
double spine_place(const Spine *self, double value, SpineSide *out_side);
/* A value's height in a sparkline over `values` (the history, the oldest first), 0 the lowest. */
double sparkline_place(const double *values, size_t n, double value);
