/* Draws a spine, and the small history beside it. */
#pragma once

#include "render/chart/spine.h"
#include "render/page/canvas.h"

void spine_draw(Canvas *canvas, const Spine *data, Rect area, const char *alt);
/* The oldest first; NaN leaves a gap. A diamond stands on the last value. */
void sparkline_draw(Canvas *canvas, const double *values, size_t n, Rect area, const char *alt);
