/* Other regions under an indicator's numbers: what their quality groups and their controls came to, a
 * line each in the campaign's order, for a landmark and not for a ranking. Where none compares there is
 * nothing, and no room is taken. */
#pragma once

#include "render/document/frame.h"
#include "render/document/topic.h"

double handout_regions_height(const DocumentContext *context, size_t indicator);
/* `area.y` is the top; the height is handout_regions_height. */
void handout_regions_draw(Frame *frame, const Topic *topic, size_t indicator, Rect area);
