/* Draws component bars. */
#pragma once

#include "render/chart/component_bar.h"
#include "render/page/canvas.h"

/* A figure that fills `area`. The names of the components stand over the first bar where they fit,
 * else in a legend under the bars; a share stands inside its component where it fits, else above
 * it. The canvas fails where texts find no room, and on a row that is neither whole nor hidden. */
void component_bar_draw(Canvas *canvas, const ComponentBar *data, Rect area, const char *alt);
