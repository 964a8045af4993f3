/* The words below the charts of an indicator page: what to do with the figure, in a box with room to
 * write, and the definition in the reader's terms. */
#pragma once

#include "render/document/reading.h"
#include "render/page/canvas.h"

/* Paragraphs (char*) of the box: the action, the target, two questions. The caller frees. */
GPtrArray *indicator_advice(const Reading *reading);
/* Height of the box with that many lines to write on. */
double indicator_advice_height(Typesetter *typesetter, const GPtrArray *advice, double width,
                               int writing_lines);
void indicator_advice_draw(Canvas *canvas, const Texts *texts, const GPtrArray *advice, Rect area,
                           int writing_lines);
/* Definition, expected direction, dates, reference. The caller frees. */
char *indicator_definition(const Reading *reading);
/* Dotted lines to write on, `pitch` apart, the first at `area.y`. */
void writing_lines_draw(Canvas *canvas, Rect area, int n, double pitch);
