/* The finite values of one indicator over its doctors, kept sorted: the source of every order
 * statistic in a booklet. Immutable, so safe to share. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "engine/stats/estimate.h"

#define STATS_ERROR (stats_error_quark())
GQuark stats_error_quark(void);
typedef enum {
    STATS_ERROR_NOT_FINITE, /* an infinity where a measurement should be */
} StatsError;

typedef struct Distribution Distribution;

/* Copies `n` values, in the indicator's own unit; NaN marks a missing value, which is left out. `n`
 * may be 0. The caller frees the result. NULL with STATS_ERROR_NOT_FINITE if a value is infinite. */
Distribution *distribution_new(const double *values, size_t n, GError **error);
void distribution_free(Distribution *self); /* NULL is a no-op. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Distribution, distribution_free)

/* How many values were kept, and they themselves in ascending order. */
size_t distribution_size(const Distribution *self);
const double *distribution_values(const Distribution *self);

/* Quantile at `p` in [0, 1], Hyndman and Fan type 7 (R's default; The American Statistician 50,
 * 1996), in the indicator's unit. ESTIMATE_TOO_FEW when no value was kept; of one value, that. */
Estimate distribution_quantile(const Distribution *self, double p);

/* Where one of the values kept stands among the others, 0 to 100: 100 x (below + half of the equal
 * others) / (n - 1), so that ties share their place. ESTIMATE_TOO_FEW when there is no other. The
 * value must be one of those kept. */
Estimate distribution_percentile_of_member(const Distribution *self, double value);
/* Where a value from outside would stand, 0 to 100: 100 x (below + half of the equal) / n.
 * ESTIMATE_TOO_FEW when no value was kept. */
Estimate distribution_percentile_of_outsider(const Distribution *self, double value);
