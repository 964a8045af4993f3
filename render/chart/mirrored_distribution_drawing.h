/* Draws a mirrored distribution. */
#pragma once

#include "render/chart/mirrored_distribution.h"
#include "render/page/canvas.h"

void mirrored_distribution_draw(Canvas *canvas, const MirroredDistribution *data, Rect area,
                                const char *alt);
