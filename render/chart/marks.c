#include "render/chart/marks.h"

/* Half the base of a triangle, as a part of its length. */
#define HALF_BASE 0.72

void
mark_beyond(Canvas *canvas, Point foot, MarkDirection direction, double length_mm)
{
    static const Point OUT[] = {[TOWARDS_LEFT] = {-1, 0},
                                [TOWARDS_RIGHT] = {1, 0},
                                [TOWARDS_TOP] = {0, -1},
                                [TOWARDS_BOTTOM] = {0, 1}};
    Point out = OUT[direction];
    double half = HALF_BASE * length_mm;
    Point corners[] = {{foot.x + out.x * length_mm, foot.y + out.y * length_mm},
                       {foot.x - out.y * half, foot.y + out.x * half},
                       {foot.x + out.y * half, foot.y - out.x * half}};
    canvas_polygon(canvas, corners, G_N_ELEMENTS(corners), INK);
}

void
mark_ring(Canvas *canvas, Point centre, double radius_mm)
{
    Stroke ring = {INK, 0.4, DASH_NONE};
    canvas_circle(canvas, centre, radius_mm, &PAPER, &ring);
}
