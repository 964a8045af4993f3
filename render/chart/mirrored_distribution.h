/* How many doctors have which value: those of quality groups above the axis, the others below it,
 * each side as shares of its own doctors, since one side is much larger than the other. */
#pragma once

#include <stddef.h>

#include "render/chart/axis.h"

typedef struct {
    double low, high;
    int enrolled, control; /* doctors in the bin */
} MirroredBin;

typedef struct {
    ChartUnit unit;
    const MirroredBin *bins; /* adjoining, ascending; widths may differ */
    size_t n_bins;
    double own;                /* NaN: none */
    const char *own_text;      /* "vous : au-dessus de 89 % des ..."; wrapped; NULL without own */
    const char *enrolled_text; /* "426 en groupe qualité" */
    const char *control_text;  /* NULL: no such side */
} MirroredDistribution;

/* Over the bins and the own value. */
AxisRange mirrored_distribution_range(const MirroredDistribution *self);
/* Share of the side's doctors per unit of the axis in a bin, as a part of the greatest such density
 * of both sides: the height of its bar, 0 to 1. */
double mirrored_distribution_enrolled(const MirroredDistribution *self, size_t bin);
double mirrored_distribution_control(const MirroredDistribution *self, size_t bin);
