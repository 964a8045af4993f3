#include "render/chart/segment.h"

#include <math.h>

/* Twice the area of the triangle: its sign says on which side of the line `c` lies. */
static double
side(Segment line, Point c)
{
    return (line.to.x - line.from.x) * (c.y - line.from.y) -
           (line.to.y - line.from.y) * (c.x - line.from.x);
}

static bool
parts(Segment line, Segment other)
{
    double from = side(line, other.from), to = side(line, other.to);
    return (from <= 0 && to >= 0 && from < to) || (from >= 0 && to <= 0 && from > to);
}

bool
segments_cross(Segment a, Segment b)
{
    return parts(a, b) && parts(b, a);
}

static bool
point_within(Rect rect, Point point)
{
    return point.x >= rect.x && point.x <= rect.x + rect.width && point.y >= rect.y &&
           point.y <= rect.y + rect.height;
}

bool
segment_meets_rect(Segment segment, Rect rect)
{
    if (point_within(rect, segment.from) || point_within(rect, segment.to))
        return true;
    Point top_left = {rect.x, rect.y}, bottom_left = {rect.x, rect.y + rect.height};
    Point top_right = {rect.x + rect.width, rect.y};
    Point bottom_right = {top_right.x, bottom_left.y};
    /* What passes through a box crosses one of its diagonals. */
    return segments_cross(segment, (Segment){top_left, bottom_right}) ||
           segments_cross(segment, (Segment){bottom_left, top_right});
}

bool
rects_overlap(Rect a, Rect b)
{
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
           b.y < a.y + a.height;
}

bool
rect_holds(Rect outer, Rect inner)
{
    return inner.x >= outer.x && inner.x + inner.width <= outer.x + outer.width &&
           inner.y >= outer.y && inner.y + inner.height <= outer.y + outer.height;
}

Point
rect_nearest(Rect rect, Point point)
{
    return (Point){fmax(rect.x, fmin(point.x, rect.x + rect.width)),
                   fmax(rect.y, fmin(point.y, rect.y + rect.height))};
}
