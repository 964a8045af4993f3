/* Draws a box strip. */
#pragma once

#include "render/chart/box_strip.h"
#include "render/page/canvas.h"

/* A figure that fills `area`: rows are as high as it allows. The canvas fails where they cannot be
 * read. */
void box_strip_draw(Canvas *canvas, const BoxStrip *data, Rect area, const char *alt);
