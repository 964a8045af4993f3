/* The own value on the bands of the enrolled, with its axis: what stands in place of the group's
 * dots where colleagues may not be shown. */
#pragma once

#include "render/chart/axis.h"
#include "render/page/canvas.h"

/* NaN: not there. */
typedef struct {
    ChartUnit unit;
    double own, own_low, own_high;
    const char *own_text; /* "vous 14 %" */
    double p10, p25, p75, p90;
    double enrolled, control; /* values of the comparators */
    const char *enrolled_text, *control_text;
} OwnBand;

#define OWN_BAND_HEIGHT_MM 36.5

Axis own_band_axis(const OwnBand *self);
void own_band_draw(Canvas *canvas, const OwnBand *data, Rect area, const char *alt);
