/* Draws ranked dots. */
#pragma once

#include "render/chart/ranked_dots.h"
#include "render/page/canvas.h"

/* A figure that fills `area`: rows are as high as it allows. `alt` says in words what it shows. */
void ranked_dots_draw(Canvas *canvas, const RankedDots *data, Rect area, const char *alt);
