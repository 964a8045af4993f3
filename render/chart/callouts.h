/* Names beside marks that lie anywhere on a plane: each at the nearest place where it covers
 * neither a mark nor another name, and no line where that can be had. Pure geometry, in
 * millimetres. */
#pragma once

#include <stddef.h>

#include "render/chart/segment.h"

typedef struct {
    Point anchor; /* the middle of its mark */
    double width_mm, height_mm;
} Callout;

typedef struct {
    Rect box;
    bool apart; /* too far from its mark to be read without a line between them */
} CalloutPlace;

/* What names must stay clear of. */
typedef struct {
    Rect bounds;        /* names lie within it */
    const Point *marks; /* the middles of all marks, those without a name too */
    size_t n_marks;
    double mark_radius_mm;
    const Segment *lines; /* crossed only where no place near by is clear of them */
    size_t n_lines;
} CalloutField;

/* Places `n` names in their order, the most important first. Each stands nearer to its own mark
 * than to any other or has a line to it; only where names are heaped up do they give that up, then
 * let the lines cross each other, then let them pass below other names. False when one finds no
 * place: the places from there on are not set. */
bool callouts_place(const Callout *callouts, size_t n, const CalloutField *field,
                    CalloutPlace *out_places);
/* From the mark to its name, for those that stand apart. */
Segment callout_leader(Point anchor, double mark_radius_mm, Rect box);
