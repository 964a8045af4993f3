/* The annual evaluation as a printed document: what it compares and how to read it, the essential of
 * each indicator in a table, a page an indicator, how alike both sides were, and the method. It may be
 * released: it shows what the evaluation's results hold and nothing else. */
#pragma once

#include "engine/profile/evaluation.h"
#include "render/document/context.h"
#include "render/page/canvas.h"

/* Of `context` only texts and typesetter are used: an evaluation has no results of an edition. */
Canvas *evaluation_report_draw(const DocumentContext *context, const Evaluation *evaluation);
/* The same as PDF. */
GBytes *evaluation_report_render(const DocumentContext *context, const Evaluation *evaluation,
                                 GError **error);
