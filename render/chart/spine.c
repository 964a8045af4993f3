#include "render/chart/spine.h"

#include <math.h>

/* Room outside the deciles on either side, as a part of the width. */
#define MARGIN 0.15

/* What stands at the two margins: the deciles, or where they are not known the least
 * and the greatest of what is. */
typedef struct {
    double low, high;
} Anchors;

static Anchors
anchors(const Spine *self)
{
    if (!isnan(self->p10) && !isnan(self->p90))
        return (Anchors){self->p10, self->p90};
    /* fmin and fmax skip NaN. */
    return (Anchors){fmin(self->own, fmin(self->enrolled_median, self->control_median)),
                     fmax(self->own, fmax(self->enrolled_median, self->control_median))};
}

double
spine_place(const Spine *self, double value, SpineSide *out_side)
{
    Anchors at = anchors(self);
    double place = MARGIN + (1 - 2 * MARGIN) * (value - at.low) / (at.high - at.low);
    if (at.low == at.high)
        place = value == at.low ? 0.5 : value < at.low ? -1 : 2;
    if (out_side != NULL)
        *out_side = place < 0 ? SPINE_BEYOND_LOW : place > 1 ? SPINE_BEYOND_HIGH : SPINE_WITHIN;
    return fmin(1, fmax(0, place));
}

double
sparkline_place(const double *values, size_t n, double value)
{
    double low = NAN, high = NAN;
    for (size_t i = 0; i < n; i++) {
        low = fmin(low, values[i]);
        high = fmax(high, values[i]);
    }
    return high > low ? (value - low) / (high - low) : 0.5;
}
