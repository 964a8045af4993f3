/* A group on one axis, for the wall: each doctor a number in a circle, stacked where they would
 * meet, below the bands of the region. */
#pragma once

#include <glib.h>
#include <stddef.h>

#include "render/chart/axis.h"

typedef struct {
    double value;
    const char *label; /* "41" */
} StripDot;

/* NaN: not there. */
typedef struct {
    const char *title;    /* "Groupes qualité"; NULL: no such band */
    const char *subtitle; /* "427 médecins" */
    double value;         /* the comparator's own */
    const char *text;     /* "9 %" */
    double p10, p25, p75, p90;
} StripBand;

typedef struct {
    ChartUnit unit;
    StripBand enrolled, control;
    const char *title, *subtitle; /* "Notre groupe", "11 médecins" */
    double value;                 /* the group's own, NaN for none */
    const char *text;             /* "groupe 9 %, 12 % il y a un an" */
    const StripDot *dots;         /* by value, then number */
    size_t n_dots;
    const char *note; /* in place of dots when there are none: why; or NULL */
} DotStrip;

AxisRange dot_strip_range(const DotStrip *self);

/* Where a circle stands: its centre along the axis, and its row, 0 at the axis. */
typedef struct {
    double x;
    int row;
} StripPlace;

/* Circles `pitch` wide (with the gap between two) whose values fall at `x` (ascending): each in the
 * lowest row where it touches none. Returns how many rows there are. */
int dot_strip_stack(const double *x, size_t n, double pitch, StripPlace *out_places);
/* The same in at most `most_rows`, for many equal values: those of one value fill columns that stand
 * beside each other, moved aside within [low, high] as little as may be. False when not even that
 * has room. */
bool dot_strip_columns(const double *x, size_t n, double pitch, int most_rows, double low,
                       double high, StripPlace *out_places);
