/* Draws a slope chart. */
#pragma once

#include "render/chart/slope.h"
#include "render/page/canvas.h"

/* A figure that fills `area`. Labels are as large as the height allows; the canvas fails where not
 * even the smallest have room. */
void slope_draw(Canvas *canvas, const Slope *data, Rect area, const char *alt);
