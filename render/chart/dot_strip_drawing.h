/* Draws a dot strip. */
#pragma once

#include "render/chart/dot_strip.h"
#include "render/page/canvas.h"

void dot_strip_draw(Canvas *canvas, const DotStrip *data, Rect area, const char *alt);
