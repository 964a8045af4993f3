#include "render/chart/mirrored_distribution.h"

#include <math.h>

AxisRange
mirrored_distribution_range(const MirroredDistribution *self)
{
    AxisRange range = axis_range_empty();
    for (size_t i = 0; i < self->n_bins; i++) {
        axis_range_add(&range, self->bins[i].low);
        axis_range_add(&range, self->bins[i].high);
    }
    axis_range_add(&range, self->own);
    return range;
}

typedef struct {
    double enrolled, control;
} Sides;

static Sides
totals(const MirroredDistribution *self)
{
    Sides sum = {0};
    for (size_t i = 0; i < self->n_bins; i++) {
        sum.enrolled += self->bins[i].enrolled;
        sum.control += self->bins[i].control;
    }
    return sum;
}

static double
density(double doctors, double total, const MirroredBin *bin)
{
    return total > 0 && bin->high > bin->low ? doctors / total / (bin->high - bin->low) : 0;
}

static Sides
densities(const MirroredDistribution *self, size_t bin, const Sides *sum)
{
    const MirroredBin *b = &self->bins[bin];
    return (Sides){density(b->enrolled, sum->enrolled, b), density(b->control, sum->control, b)};
}

/* Both sides by one scale, so that their shapes can be compared. */
static Sides
heights(const MirroredDistribution *self, size_t bin)
{
    Sides sum = totals(self);
    double greatest = 0;
    for (size_t i = 0; i < self->n_bins; i++) {
        Sides at = densities(self, i, &sum);
        greatest = fmax(greatest, fmax(at.enrolled, at.control));
    }
    Sides at = densities(self, bin, &sum);
    return greatest > 0 ? (Sides){at.enrolled / greatest, at.control / greatest} : (Sides){0};
}

double
mirrored_distribution_enrolled(const MirroredDistribution *self, size_t bin)
{
    return heights(self, bin).enrolled;
}

double
mirrored_distribution_control(const MirroredDistribution *self, size_t bin)
{
    return heights(self, bin).control;
}
