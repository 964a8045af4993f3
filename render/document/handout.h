/* The facilitator's handout of one group: numbers, no names, A4 landscape. */
#pragma once

#include "render/document/context.h"
#include "render/page/canvas.h"

Canvas *handout_draw(const DocumentContext *context, size_t group);
GBytes *handout_render(const DocumentContext *context, size_t group, GError **error);
