/* The sheet that a group signs: names, no numbers. For private/. */
#pragma once

#include "render/document/context.h"
#include "render/page/canvas.h"

Canvas *attendance_draw(const DocumentContext *context, size_t group);
GBytes *attendance_render(const DocumentContext *context, size_t group, GError **error);
