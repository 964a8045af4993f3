/* Draws an event study. */
#pragma once

#include "render/chart/event_study.h"
#include "render/page/canvas.h"

/* A figure that fills `area`: rings before the event and full marks from it on, so that the two are
 * told apart without colour, over a pale ground before it. The canvas fails where there is no room. */
void event_study_draw(Canvas *canvas, const EventStudy *data, Rect area, const char *alt);
