/* The parts of a handout. */
#pragma once

#include "render/document/frame.h"

/* How to use it, what is hidden, which pages follow. */
void handout_cover_draw(Frame *frame, size_t group);
/* One indicator: all numbers, no one marked, and the questions beside. */
void handout_page_draw(Frame *frame, size_t group, size_t indicator);
