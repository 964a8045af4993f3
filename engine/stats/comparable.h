/* Which periods of a history may be set against the last one. Rolling windows read each quarter
 * overlap: neighbours share most of their lines, and a difference between them says nothing. And a
 * quarter of winter is not one of summer. So periods are comparable when their windows do not
 * overlap and, where the season matters, when they are of one season.
 *
 * Two uses, by the `season` asked for:
 * - The two-point change (difference.h): season = periods a year, always. It sets the last period
 *   against the same season a year before, or as many whole years as its window takes.
 * - The control chart (control_chart.h): season = periods a year for what follows the seasons,
 *   1 for what does not, or whose window is made of whole years and so holds every season alike.
 *
 * A history is not deseasonalised: eight quarters hold each season twice, and a season that is
 * estimated from two points takes the change away with it. A seasonal indicator over eight quarters
 * has two comparable periods, so that its change has an interval and its chart says that it cannot
 * judge (it needs five years); one without seasons has eight, and a chart. */
#pragma once

#include <stddef.h>

/* Indexes first, first + step, ... in the order of time; the last is `first + (count - 1) * step`.
 * With count of at least 2, the one to set the last against is `first + (count - 2) * step`. */
typedef struct {
    size_t first, step, count;
} ComparablePeriods;

/* The periods comparable with that of index `last` (0 is the oldest), itself included: `last`,
 * `last - step`, ... where the step is the smallest multiple of `season` that is at least `window`.
 * `window` is the length of the indicator's longest window in periods, rounded up; both are at
 * least 1. */
ComparablePeriods comparable_periods(size_t last, size_t window, size_t season);
