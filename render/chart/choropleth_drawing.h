/* Draws a choropleth. */
#pragma once

#include "render/chart/choropleth.h"
#include "render/page/canvas.h"

/* A figure that fills `area`: the map as large as it fits above its legend. The canvas fails where
 * a value has no territory on the map (choropleth_stray). */
void choropleth_draw(Canvas *canvas, const Choropleth *data, Rect area, const char *alt);
