/* The handout to project: 16:9, one message a slide, read from the back of the room. */
#pragma once

#include "render/document/context.h"
#include "render/page/canvas.h"

Canvas *slides_draw(const DocumentContext *context, size_t group);
GBytes *slides_render(const DocumentContext *context, size_t group, GError **error);
