/* index.html: the run at a glance, self-contained, released: no name, no number, no token. */
#pragma once

#include "render/document/context.h"

/* `handout_thumbnails`: a PNG (GBytes*) per group, in the order of the groups. */
GBytes *run_index_render(const DocumentContext *context, const GPtrArray *handout_thumbnails,
                         GError **error);
