#include "engine/stats/distribution.h"

#include <math.h>
#include <stdlib.h>

#include "engine/words/words.h"

struct Distribution {
    double *values; /* ascending */
    size_t size;
};

G_DEFINE_QUARK(stats - error - quark, stats_error)

static int
compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

Distribution *
distribution_new(const double *values, size_t n, GError **error)
{
    g_assert(values != NULL || n == 0);

    g_autoptr(Distribution) self = g_new0(Distribution, 1);
    self->values = g_new(double, n);

    for (size_t i = 0; i < n; i++) {
        if (isnan(values[i]))
            continue;

        /* An infinity is a division by zero upstream, never a measurement. Refuse it here, where
         * the position is still known, rather than print a mean of "inf". */
        if (isinf(values[i])) {
            g_set_error(error, STATS_ERROR, STATS_ERROR_NOT_FINITE,
                        _("value %zu of %zu is infinite"), i + 1, n);
            return NULL;
        }

        self->values[self->size++] = values[i];
    }

    if (self->size > 1)
        qsort(self->values, self->size, sizeof(double), compare_doubles);

    return g_steal_pointer(&self);
}

void
distribution_free(Distribution *self)
{
    if (self == NULL)
        return;
    g_free(self->values);
    g_free(self);
}

size_t
distribution_size(const Distribution *self)
{
    return self->size;
}

const double *
distribution_values(const Distribution *self)
{
    return self->values;
}

Estimate
distribution_quantile(const Distribution *self, double p)
{
    g_assert(p >= 0 && p <= 1);

    if (self->size == 0)
        return estimate_none(ESTIMATE_TOO_FEW);

    double position = p * (double)(self->size - 1);
    size_t below = (size_t)position;
    size_t above = MIN(below + 1, self->size - 1);
    double low = self->values[below], high = self->values[above];

    /* This form keeps the value when both ends are equal; (1 - w) low + w high does not. */
    return estimate_of(low + (position - (double)below) * (high - low));
}

/* How many of the values are below `value`, or not above it. */
static size_t
count_below(const Distribution *self, double value, bool or_equal)
{
    size_t first = 0, last = self->size;

    while (first < last) {
        size_t middle = first + (last - first) / 2;
        double v = self->values[middle];
        if (v < value || (or_equal && v == value))
            first = middle + 1;
        else
            last = middle;
    }
    return first;
}

Estimate
distribution_percentile_of_member(const Distribution *self, double value)
{
    size_t below = count_below(self, value, false);
    size_t equal = count_below(self, value, true) - below;

    g_assert(equal > 0);
    if (self->size < 2)
        return estimate_none(ESTIMATE_TOO_FEW);
    return estimate_of(100 * ((double)below + (double)(equal - 1) / 2) / (double)(self->size - 1));
}

Estimate
distribution_percentile_of_outsider(const Distribution *self, double value)
{
    size_t below = count_below(self, value, false);
    size_t equal = count_below(self, value, true) - below;

    if (self->size == 0)
        return estimate_none(ESTIMATE_TOO_FEW);
    return estimate_of(100 * ((double)below + (double)equal / 2) / (double)self->size);
}
