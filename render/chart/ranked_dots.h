/* The doctors of a group from the lowest to the highest, a row each; the own one marked, with its
 * interval, between the lines of the comparators. */
#pragma once

#include <stddef.h>

#include "render/chart/axis.h"

#define RANKED_DOTS_MOST_ROWS 30

typedef struct {
    const char *label; /* "n° 41" */
    const char *text;  /* "4 %", "moins de 1 %" */
    double value;      /* on the indicator's scale */
} RankedDot;

typedef enum { LINE_GROUP, LINE_ENROLLED, LINE_CONTROL, LINE_TARGET, N_LINES } ChartLine;

typedef struct {
    ChartUnit unit;
    const RankedDot *dots; /* in the order of the rows, the first at the top */
    size_t n_dots;
    int own;                  /* row of the reader, or -1 */
    double own_low, own_high; /* interval, NaN for none */
    struct {
        double value;      /* NaN: no such line */
        const char *label; /* "groupes qualité 9 %"; NULL: no such line */
    } lines[N_LINES];
    const char *note; /* "1 confrère non affiché", or NULL */
} RankedDots;

/* Rows, axis, comparator labels and note, with rows at their usual height. */
double ranked_dots_height_mm(size_t n_dots);
/* What the axis must hold: every dot and comparator, and the interval as far as it does not squeeze
 * them: an end further out is drawn as an arrow. The target is held where it does not squeeze them
 * either; further out, or where the names leave it no room, it is not drawn. */
AxisRange ranked_dots_range(const RankedDots *self);
