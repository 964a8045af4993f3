/* Draws a trend. */
#pragma once

#include "render/chart/trend.h"
#include "render/page/canvas.h"

void trend_draw(Canvas *canvas, const Trend *data, Rect area, const char *alt);
