#include "engine/stats/estimate.h"

#include <glib.h>
#include <math.h>

Estimate
estimate_of(double value)
{
    g_assert(!isinf(value));

    if (isnan(value))
        return estimate_none(ESTIMATE_UNDEFINED);
    return (Estimate){ESTIMATE_OK, value};
}

Estimate
estimate_none(EstimateStatus why)
{
    g_assert(why != ESTIMATE_OK);
    return (Estimate){why, NAN};
}

Interval
interval_of(double low, double high)
{
    g_assert(isfinite(low) && isfinite(high) && low <= high);
    return (Interval){ESTIMATE_OK, low, high};
}

Interval
interval_none(EstimateStatus why)
{
    g_assert(why != ESTIMATE_OK);
    return (Interval){why, NAN, NAN};
}
