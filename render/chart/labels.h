/* Keeps labels apart: the places nearest to those wanted where none overlaps another. */
#pragma once

#include <stddef.h>

/* `centres` ascending, `sizes` beside them, both in the same length unit. Moves the centres as
 * little as possible (least squares) so that they stay `gap` apart and within
 * [low, high]; where all of them cannot fit, they start at `low` and overrun `high`. */
void labels_spread(double *centres, const double *sizes, size_t n, double low, double high,
                   double gap);
/* What they need in all, gaps included. */
double labels_length(const double *sizes, size_t n, double gap);
