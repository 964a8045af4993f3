/* Types and strokes that all charts share, so that a comparator looks the same everywhere: by colour
 * and by the kind of its line. */
#pragma once

#include "render/page/canvas.h"

/* Sizes in millimetres of the em. */
TextStyle chart_tick_style(double size_mm);                 /* axes, notes */
TextStyle chart_label_style(double size_mm, Colour colour); /* names of lines and bands */
TextStyle chart_value_style(double size_mm, bool strong);   /* values, numbers */

typedef enum {
    STROKE_GRID,
    STROKE_BASE,     /* the line of an axis */
    STROKE_OWN,      /* thick */
    STROKE_GROUP,    /* dotted */
    STROKE_ENROLLED, /* solid */
    STROKE_CONTROL,  /* dashed */
    STROKE_TARGET,   /* dash and dot */
} ChartStroke;
Stroke chart_stroke(ChartStroke which);

/* From the baseline up to the middle of digits and capitals: to centre a text on a mark. */
double chart_half_cap_mm(double size_mm);
