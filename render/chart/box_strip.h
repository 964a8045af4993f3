/* Groups in rows on one axis, each as the spread of its doctors and its own value: a box over the
 * middle half, whiskers over eight of ten, a tick at the median. */
#pragma once

#include <stddef.h>

#include "render/chart/axis.h"

/* On the indicator's scale. NaN: not there; a pair with one end missing is not drawn. */
typedef struct {
    const char *label;              /* "Trégor" */
    double value;                   /* the group's own: the ratio of its sums */
    const char *text;               /* "9 %", "moins de 5 médecins": at the right of the row */
    double p10, p25, p50, p75, p90; /* of its doctors' values */
} BoxRow;

typedef struct {
    ChartUnit unit;
    const BoxRow *rows; /* the first at the top */
    size_t n_rows;
    int own;         /* row that is emphasised, or -1 */
    double enrolled; /* a line through all rows; NaN: none */
    /* What the marks mean, NULL to leave one out: "groupes qualité 9 %", "un médecin sur deux",
     * "huit sur dix", "médiane", "valeur du groupe", "votre groupe". */
    const char *enrolled_label, *box_label, *whisker_label, *median_label, *value_label, *own_label;
    const char *note;  /* "2 groupes non affichés", or NULL */
    const char *empty; /* in place of rows when there are none: why; or NULL */
} BoxStrip;

/* What the axis must hold: boxes, medians, values and the line; whiskers as far as they do not
 * squeeze these: an end further out is drawn as an arrow. */
AxisRange box_strip_range(const BoxStrip *self);
/* Height that gives `n_rows` their usual room, with a legend of `n_legend_rows`. */
double box_strip_height_mm(size_t n_rows, int n_legend_rows);
