/* The parts of a handout. */
#pragma once

#include "render/document/frame.h"

/* How to use it, what is hidden, which pages follow. */
void handout_cover_draw(Frame *frame, size_t group);
/* One indicator: all numbers, no one marked, and the questions beside. */
void handout_page_draw(Frame *frame, size_t group, size_t indicator);
/* The group among the others of the region, between the limits of chance: six indicators a page, as
 * many pages as it takes, none where no limits are. */
int handout_funnels_n_pages(const DocumentContext *context);
void handout_funnels_draw(Frame *frame, size_t group);
