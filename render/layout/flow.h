/* How the parts of a page fall on sheets of paper, one below the other: as many as fit at their least
 * height, the rest on the next sheet, and then each as high as its sheet allows. Pure numbers, so
 * that it is tested without drawing. Lengths in millimetres, of the canvas. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    double gap;         /* above it; does not count at the top of a sheet after the first */
    double least_gap;   /* what the gap may shrink to */
    double least, best; /* heights; best is at least least. best 0: there is nothing to show */
    double step;        /* it gives way by so much at a time; 0: by any length */
    int turn;           /* who gives way first: 0, then 1 ... FLOW_TURNS - 1 */
    bool keep;          /* on one sheet with the part after it */
} FlowPart;

enum { FLOW_TURNS = 3 };

typedef struct {
    int sheet;        /* from 0 */
    double y, height; /* y from the top of that sheet's room; height 0: nothing to show */
} FlowPlace;

/* Fills `out_places` (n of them). The first sheet has `first_room`, each other `next_room`. Returns the
 * number of sheets, at least 1. A part that is higher than a whole sheet still gets one: it stands
 * alone at its least height, and `*out_excess` (may be NULL) is the most that any is too high by,
 * `*out_worst` which. */
int flow_place(const FlowPart *parts, size_t n, double first_room, double next_room,
               FlowPlace *out_places, double *out_excess, size_t *out_worst);
