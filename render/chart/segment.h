/* Straight lines and boxes on a page: whether they meet. Pure geometry, in any one length unit. */
#pragma once

#include <stdbool.h>

#include "render/page/canvas.h"

typedef struct {
    Point from, to;
} Segment;

/* Whether they have a point in common; touching counts, lying on one line does not. */
bool segments_cross(Segment a, Segment b);
/* Whether a part of the segment lies in the box; its edge counts. */
bool segment_meets_rect(Segment segment, Rect rect);
/* Whether two boxes share an area; touching edges do not count. */
bool rects_overlap(Rect a, Rect b);
bool rect_holds(Rect outer, Rect inner);
/* The point of the box that is nearest to `point`: itself when it lies within. */
Point rect_nearest(Rect rect, Point point);
