#include "engine/stats/comparable.h"

#include <glib.h>

ComparablePeriods
comparable_periods(size_t last, size_t window, size_t season)
{
    g_assert(window >= 1 && season >= 1);

    size_t step = (window + season - 1) / season * season;
    return (ComparablePeriods){.first = last % step, .step = step, .count = last / step + 1};
}
