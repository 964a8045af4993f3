/* The names of lines, fills and marks beside a sample of each, in rows under a chart. */
#pragma once

#include "render/chart/fill.h"

typedef enum {
    SAMPLE_LINE,    /* a piece drawn with `stroke` */
    SAMPLE_TICK,    /* a short upright line drawn with `stroke` */
    SAMPLE_FILL,    /* a box of `fill`, edged with `stroke` unless that has no width */
    SAMPLE_RING,    /* the mark of another's value */
    SAMPLE_DIAMOND, /* the mark of the own one */
} LegendSample;

typedef struct {
    LegendSample sample;
    Stroke stroke;
    Fill fill;
    Colour colour;    /* of the text */
    const char *text; /* NULL: the item is left out */
} LegendItem;

typedef struct {
    double x; /* from the left of the legend */
    int row;
} LegendPlace;

/* Puts items of those widths into rows of at most `room`, `gap` apart; one that is wider than that
 * has a row of its own. Returns the number of rows. */
int legend_flow(const double *widths, size_t n, double gap, double room, LegendPlace *out_places);

/* Height of the rows, 0 without an item. */
double legend_height_mm(Canvas *canvas, const LegendItem *items, size_t n, double width_mm);
/* With the top left corner of its rows at `at`. An item wider than `width_mm` fails the canvas. */
void legend_draw(Canvas *canvas, const LegendItem *items, size_t n, Point at, double width_mm);
