/* The sheet that lies before each booklet of a group in the pile that is printed: whose it is, for who
 * puts it into an envelope, and no number. For private/. */
#pragma once

#include "render/document/context.h"
#include "render/page/canvas.h"

/* `place` of `n` in the pile, from 1; `doctor` must be enrolled. */
Canvas *separator_draw(const DocumentContext *context, size_t doctor, int place, int n);
GBytes *separator_render(const DocumentContext *context, size_t doctor, int place, int n,
                         GError **error);
