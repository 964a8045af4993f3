/* Small marks that several charts draw alike. */
#pragma once

#include "render/page/canvas.h"

typedef enum { TOWARDS_LEFT, TOWARDS_RIGHT, TOWARDS_TOP, TOWARDS_BOTTOM } MarkDirection;

/* The sign of a value further out than the axis goes: a triangle of that length that stands with
 * the middle of its base on `foot`. */
void mark_beyond(Canvas *canvas, Point foot, MarkDirection direction, double length_mm);
/* The mark of a value that is not the reader's: a ring. */
void mark_ring(Canvas *canvas, Point centre, double radius_mm);
