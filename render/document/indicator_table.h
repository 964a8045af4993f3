/* The small table of an indicator page: the reader and each comparator, a row each. */
#pragma once

#include "render/document/reading.h"
#include "render/page/canvas.h"

/* In a narrow area a row's name has a line to itself. */
double indicator_table_height(const Reading *reading, double width);
/* `area.y` is the top; the height is indicator_table_height. */
void indicator_table_draw(Canvas *canvas, const Reading *reading, Rect area);
