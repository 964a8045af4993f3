/* The booklet of one doctor: cover, summary, a page an indicator, method. */
#pragma once

#include "render/document/context.h"
#include "render/page/canvas.h"

/* The pages as a display list; `doctor` must be enrolled. */
Canvas *booklet_draw(const DocumentContext *context, size_t doctor);
/* The PDF. */
GBytes *booklet_render(const DocumentContext *context, size_t doctor, GError **error);
