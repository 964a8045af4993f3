#include "render/chart/component_bar.h"

#include <math.h>

bool
component_row_is_whole(const ComponentRow *self, size_t n_components)
{
    double sum = 0;
    for (size_t i = 0; i < n_components; i++) {
        if (!isfinite(self->amounts[i]) || self->amounts[i] < 0)
            return false;
        sum += self->amounts[i];
    }
    return sum > 0;
}

double
component_row_start(const ComponentRow *self, size_t n_components, size_t i)
{
    g_assert(component_row_is_whole(self, n_components) && i <= n_components);
    double before = 0, sum = 0;
    for (size_t k = 0; k < n_components; k++) {
        if (k == i)
            before = sum;
        sum += self->amounts[k];
    }
    return i == n_components ? 1 : before / sum;
}

Fill
component_bar_fill(size_t i, size_t n)
{
    g_assert(i < n && n <= COMPONENT_BAR_MOST);
    int n_tints = (int)MIN(n, FILL_MOST_TINTS);
    if ((int)i < n_tints)
        return fill_tint(n_tints - 1 - (int)i, n_tints);
    /* Beyond the tints: neighbours differ in the lean or the number of their hatches. */
    const Fill hatched[COMPONENT_BAR_MOST - FILL_MOST_TINTS] = {
        {PAPER, 1, HATCH_RISING}, {PAPER, 2, HATCH_RISING}, {PAPER, 1, HATCH_FALLING}};
    return hatched[i - FILL_MOST_TINTS];
}
