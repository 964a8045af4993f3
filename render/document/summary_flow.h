/* How the lines of a summary fall on pages: themes as headings, an indicator a row, no heading left
 * alone at the foot of a page. Pure numbers, so that it is tested without drawing. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef struct {
    size_t theme;
    double least_height; /* of the row's own text */
} SummaryRow;

typedef struct {
    int page; /* from 0 */
    double y; /* top of the row */
    double height;
    bool opens_theme;     /* a heading stands above it */
    bool continues_theme; /* and that heading is a repeated one */
} SummaryPlace;

typedef struct {
    double top, bottom;    /* of the room for rows on every page */
    double heading_height; /* of a theme */
    double best_row, least_row;
} SummaryRoom;

/* Fills `out_places` (n of them): as few pages as the least row allows, and then rows as high as
 * these pages allow, up to the best. Returns the number of pages, at least 1. */
int summary_flow(const SummaryRow *rows, size_t n, const SummaryRoom *room,
                 SummaryPlace *out_places);
