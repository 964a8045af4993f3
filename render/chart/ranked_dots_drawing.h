/* Draws ranked dots. */
#pragma once

#include "render/chart/ranked_dots.h"
#include "render/page/canvas.h"

/* What the names of the lines take more where they stand one below the other: they do where they are
 * too long to stand side by side. */
#define RANKED_DOTS_STACKED_MM 15.6

/* A figure that fills `area`: rows are as high as it allows. `alt` says in words what it shows. */
void ranked_dots_draw(Canvas *canvas, const RankedDots *data, Rect area, const char *alt);
