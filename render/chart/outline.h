/* Closed outlines on a page, holes among them: how they are hatched, and where a text fits inside.
 * Inside is what an odd number of outlines surround, so that holes need no order and no direction.
 * Pure geometry, in millimetres. */
#pragma once

#include "render/chart/segment.h"

typedef struct {
    Point *points; /* the last is joined to the first, which is not repeated */
    size_t n_points;
} Outline;

typedef enum { HATCH_RISING, HATCH_FALLING } HatchLean;

/* Positive when it runs clockwise on a page (y downwards), negative the other way. */
double outline_area(const Outline *self);
/* The parts that lie inside of lines at 45 degrees, `pitch_mm` apart. The lines stand at the same
 * places whatever the outlines, so that hatching runs on into a neighbour. An array of Segment,
 * which the caller frees. */
GArray *outlines_hatch(const Outline *outlines, size_t n, double pitch_mm, HatchLean lean);
/* The centre of a box that lies inside, as near to the middle of the outlines' height as the widest
 * room allows. False where there is no room: *out_centre is untouched then. */
bool outlines_text_place(const Outline *outlines, size_t n, double width_mm, double height_mm,
                         Point *out_centre);
