/* Values against the size that each rests on, between the limits of chance about one centre line.
 *
 * The place of a mark along the axis tells its denominator, so whoever fills this chart decides who
 * may know it: in what is released the points are groups, with sizes as rounded in comparators.csv;
 * on a doctor's own page that doctor is the only point. The limits come from the results: nothing
 * is computed here but where they are cut. */
#pragma once

#include <glib.h>
#include <stddef.h>

#include "render/chart/axis.h"

typedef struct {
    double size;       /* of the denominator, plain or effective, at least 0 */
    double value;      /* on the indicator's scale, finite */
    const char *label; /* "Trégor", beside its mark; NULL: a mark without a name */
} FunnelPoint;

/* Between which values chance explains at this size; NaN where it is not known: the curve has a
 * gap. */
typedef struct {
    double size, low, high;
} FunnelLimit;

typedef enum { FUNNEL_95, FUNNEL_99_8, N_FUNNEL_CURVES } FunnelCurve;

typedef struct {
    ChartUnit unit;
    const char *size_title;   /* "prescriptions d’antibiotiques", under the sizes */
    double centre;            /* the enrolled value; NaN: no line */
    const char *centre_label; /* "groupes qualité 9 %" */
    struct {
        const FunnelLimit *limits; /* sizes ascending; the axis reaches as far as they do */
        size_t n_limits;
        const char *label; /* "limites à 95 %" */
    } curves[N_FUNNEL_CURVES];
    const FunnelPoint *points;
    size_t n_points;
    int own;           /* the point that is emphasised, or -1 */
    AxisRange shown;   /* these values and no others where low < high; else all of them */
    const char *note;  /* "2 groupes non affichés", or NULL */
    const char *empty; /* in place of points when there are none: why; or NULL */
} FunnelChart;

/* Of the points and of the limits, from 0; at least 0 to 10, for sizes are counts. */
AxisRange funnel_chart_sizes(const FunnelChart *self);
/* `shown`, else the values of all points, the centre, and the limits from the smallest point on
 * (all of them without points), as far as these do not squeeze the points: curves are cut there. */
AxisRange funnel_chart_values(const FunnelChart *self);
/* The limits at `size`, straight between those given; NaN beyond them. */
FunnelLimit funnel_chart_limit(const FunnelChart *self, FunnelCurve curve, double size);

typedef struct {
    double size, value;
    bool starts; /* a stretch: not joined to the vertex before */
} FunnelVertex;

/* The upper or lower curve as far as `values` holds it. An array of FunnelVertex, which the caller
 * frees. */
GArray *funnel_chart_curve(const FunnelChart *self, FunnelCurve curve, bool upper,
                           const Axis *values);
