/* A finished PDF laid out to be folded: two pages a side of a sheet, in the order in which they read
 * once the sheets are printed on both sides, stacked, folded in the middle and stapled there (saddle
 * stitch). Text stays text and fonts are embedded once; the tags, which tie a page to its own file, do
 * not come along: the result is for paper. */
#pragma once

#include <glib.h>

/* Which pages stand on a side: numbers from 0 in the order of reading, -1 for a blank. */
typedef struct {
    int left, right;
} ImposedSide;

/* Sides that `n_pages` pages take, 0 for none: two for each sheet of four pages. */
int imposition_n_sides(int n_pages);
/* Side `side`, from 0; the front of the first sheet, which holds the cover, is side 0. */
ImposedSide imposition_side(int n_pages, int side);

/* The pages of `pdf`, of one size and upright, two beside each other on a sheet of that size laid on
 * its side: A4 gives A5. To be printed on both sides, turned over the short edge. `password` opens it;
 * NULL for none. PAGE_ERROR_DRAW when it cannot be read. The same file gives the same bytes. */
GBytes *pdf_impose(GBytes *pdf, const char *password, GError **error);
