#include "engine/model/counts.h"

struct Counts {
    size_t n_practitioners, n_indicators, n_periods;
    CountCell *cells;       /* by practitioner, indicator, period */
    ActivityCell *activity; /* by practitioner, period */
};

Counts *
counts_new(size_t n_practitioners, size_t n_indicators, size_t n_periods)
{
    Counts *self = g_new0(Counts, 1);
    *self = (Counts){n_practitioners, n_indicators, n_periods, NULL, NULL};
    g_assert(n_indicators == 0 || n_periods <= G_MAXSIZE / n_indicators);
    self->activity = g_new0(ActivityCell, MAX(n_practitioners * n_periods, 1));
    self->cells = g_new0(CountCell, MAX(n_practitioners * n_indicators * n_periods, 1));
    return self;
}

void
counts_free(Counts *self)
{
    if (self == NULL)
        return;
    g_free(self->cells);
    g_free(self->activity);
    g_free(self);
}

size_t
counts_n_practitioners(const Counts *self)
{
    return self->n_practitioners;
}

static size_t
cell_index(const Counts *self, size_t practitioner, size_t indicator, size_t period)
{
    g_assert(practitioner < self->n_practitioners && indicator < self->n_indicators &&
             period < self->n_periods);
    return (practitioner * self->n_indicators + indicator) * self->n_periods + period;
}

static size_t
activity_index(const Counts *self, size_t practitioner, size_t period)
{
    g_assert(practitioner < self->n_practitioners && period < self->n_periods);
    return practitioner * self->n_periods + period;
}

CountCell *
counts_cell_mutable(Counts *self, size_t practitioner, size_t indicator, size_t period)
{
    return &self->cells[cell_index(self, practitioner, indicator, period)];
}

const CountCell *
counts_cell(const Counts *self, size_t practitioner, size_t indicator, size_t period)
{
    return &self->cells[cell_index(self, practitioner, indicator, period)];
}

ActivityCell *
counts_activity_mutable(Counts *self, size_t practitioner, size_t period)
{
    return &self->activity[activity_index(self, practitioner, period)];
}

const ActivityCell *
counts_activity(const Counts *self, size_t practitioner, size_t period)
{
    return &self->activity[activity_index(self, practitioner, period)];
}

/* --- comparison ------------------------------------------------------------------------------ */

typedef struct {
    const char *name;
    Int128 a, b;
} Pair;

/* The first pair that differs, or NULL. */
static const Pair *
first_difference(const Pair *pairs, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (pairs[i].a != pairs[i].b)
            return &pairs[i];
    return NULL;
}

static bool
cells_equal(const CountCell *a, const CountCell *b, size_t practitioner, size_t indicator,
            size_t period, char **out_difference)
{
    const Pair pairs[] = {
        {"numerator", a->numerator, b->numerator},
        {"denominator", a->denominator, b->denominator},
        {"numerator_patients", a->numerator_patients, b->numerator_patients},
        {"denominator_patients", a->denominator_patients, b->denominator_patients},
        {"sum_yy", a->sum_yy, b->sum_yy},
        {"sum_xy", a->sum_xy, b->sum_xy},
        {"sum_xx", a->sum_xx, b->sum_xx},
    };
    const Pair *pair = first_difference(pairs, G_N_ELEMENTS(pairs));
    if (pair != NULL && out_difference != NULL)
        *out_difference = g_strdup_printf(
            "practitioner %zu, indicator %zu, period %zu: %s is %.0f and %.0f", practitioner,
            indicator, period, pair->name, (double)pair->a, (double)pair->b);
    return pair == NULL;
}

static bool
activities_equal(const ActivityCell *a, const ActivityCell *b, size_t practitioner, size_t period,
                 char **out_difference)
{
    const Pair pairs[] = {
        {"net_lines", a->net_lines, b->net_lines},
        {"patients", a->patients, b->patients},
    };
    const Pair *pair = first_difference(pairs, G_N_ELEMENTS(pairs));
    if (pair != NULL && out_difference != NULL)
        *out_difference =
            g_strdup_printf("practitioner %zu, activity of period %zu: %s is %.0f and %.0f",
                            practitioner, period, pair->name, (double)pair->a, (double)pair->b);
    return pair == NULL;
}

bool
counts_equal(const Counts *a, const Counts *b, char **out_difference)
{
    g_assert(a->n_practitioners == b->n_practitioners && a->n_indicators == b->n_indicators &&
             a->n_periods == b->n_periods);
    for (size_t i = 0; i < a->n_practitioners; i++)
        for (size_t k = 0; k < a->n_periods; k++) {
            if (!activities_equal(counts_activity(a, i, k), counts_activity(b, i, k), i, k,
                                  out_difference))
                return false;
            for (size_t j = 0; j < a->n_indicators; j++)
                if (!cells_equal(counts_cell(a, i, j, k), counts_cell(b, i, j, k), i, j, k,
                                 out_difference))
                    return false;
        }
    return true;
}
