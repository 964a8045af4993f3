/* Draws a funnel. */
#pragma once

#include "render/chart/funnel.h"
#include "render/page/canvas.h"

/* A figure that fills `area`. A point beyond the values shown stands at the edge with an arrow.
 * Points in one place share their names: "Léon, Goëlo". The canvas fails where names find no
 * room. */
void funnel_chart_draw(Canvas *canvas, const FunnelChart *data, Rect area, const char *alt);
