/* The charts of an indicator's page in the evaluation report. */
#pragma once

#include "render/document/evaluation_reading.h"
#include "render/page/canvas.h"

/* The gap to the controls by distance from the entry. Draws nothing and returns false where none may be
 * shown. */
bool evaluation_events_draw(Canvas *canvas, const EvaluationReading *reading, Rect area);
/* The values of both sides: over all periods, or from one to the other where there are two. Draws
 * nothing and returns false where no side has a value. */
bool evaluation_sides_draw(Canvas *canvas, const EvaluationReading *reading, Rect area);
/* The groups between the limits of chance. Draws nothing and returns false where there are none. */
bool evaluation_funnel_draw(Canvas *canvas, const EvaluationReading *reading, Rect area);
