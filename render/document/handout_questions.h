/* The questions of a theme in a box, with lines to write on under each: beside an indicator, and on
 * the page of the decision. */
#pragma once

#include "render/document/context.h"
#include "render/page/canvas.h"

/* At most three: those of the theme, or the usual ones where it has none. char*; the caller frees. */
GPtrArray *handout_questions_of(const Texts *texts, const Theme *theme);
/* From `least_lines` to `most_lines` lines under each question, as the box has room; for none at all
 * the words need less of it, and stay larger. */
void handout_questions_draw(Canvas *canvas, const Texts *texts, const Theme *theme, Rect panel,
                            int least_lines, int most_lines);
