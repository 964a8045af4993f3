#include "engine/stats/balance.h"

#include <math.h>

#include "engine/stats/sum.h"

typedef struct {
    double value, weight;
} Weighted;

struct Balance {
    GArray *sides[2]; /* Weighted: the controls, who entered */
};

Balance *
balance_new(void)
{
    Balance *self = g_new(Balance, 1);

    for (size_t side = 0; side < G_N_ELEMENTS(self->sides); side++)
        self->sides[side] = g_array_new(FALSE, FALSE, sizeof(Weighted));
    return self;
}

void
balance_free(Balance *self)
{
    if (self == NULL)
        return;
    for (size_t side = 0; side < G_N_ELEMENTS(self->sides); side++)
        g_array_unref(self->sides[side]);
    g_free(self);
}

void
balance_add(Balance *self, bool entered, double value, double weight)
{
    g_assert(isfinite(value) && isfinite(weight) && weight > 0);

    Weighted weighted = {value, weight};
    g_array_append_val(self->sides[entered], weighted);
}

/* From the first value on, so that the mean of equal values is that value and they do not seem to
 * vary. NaN without a value. */
static double
mean_of(const GArray *side)
{
    Sum sum = {0}, weights = {0};
    double first = side->len > 0 ? g_array_index(side, Weighted, 0).value : NAN;

    for (guint i = 0; i < side->len; i++) {
        const Weighted *weighted = &g_array_index(side, Weighted, i);
        sum_add(&sum, weighted->weight * (weighted->value - first));
        sum_add(&weights, weighted->weight);
    }
    return first + sum_value(&sum) / sum_value(&weights);
}

/* In two passes. NaN for fewer than two values. */
static double
variance_of(const GArray *side)
{
    double mean = mean_of(side);
    Sum squares = {0}, weights = {0}, squared_weights = {0};

    if (side->len < 2)
        return NAN;
    for (guint i = 0; i < side->len; i++) {
        const Weighted *weighted = &g_array_index(side, Weighted, i);
        double distance = weighted->value - mean;
        sum_add(&squares, weighted->weight * distance * distance);
        sum_add(&weights, weighted->weight);
        sum_add(&squared_weights, weighted->weight * weighted->weight);
    }
    double total = sum_value(&weights);
    return total / (total * total - sum_value(&squared_weights)) * sum_value(&squares);
}

Estimate
balance_mean(const Balance *self, bool entered)
{
    const GArray *side = self->sides[entered];
    return side->len == 0 ? estimate_none(ESTIMATE_TOO_FEW) : estimate_of(mean_of(side));
}

Estimate
balance_standardised_difference(const Balance *self)
{
    double variance = (variance_of(self->sides[0]) + variance_of(self->sides[1])) / 2;

    if (isnan(variance))
        return estimate_none(ESTIMATE_TOO_FEW);
    if (!(variance > 0))
        return estimate_none(ESTIMATE_UNDEFINED);
    return estimate_of((mean_of(self->sides[1]) - mean_of(self->sides[0])) / sqrt(variance));
}
