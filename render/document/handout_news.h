/* What is new in a handout since the edition before, in sentences: how many joined and left the group, and
 * which indicators are new, withdrawn or another. Counts of people, which the group knows; nobody is
 * named, no number is written. */
#pragma once

#include "render/document/context.h"

/* char *, each a sentence or two; empty without an edition before. The caller frees. */
GPtrArray *handout_news(const DocumentContext *context, size_t group);
