#include "engine/model/counts.h"

#include <string.h>

/* --- one cell -------------------------------------------------------------------------------- */

bool
count_cell_is_empty(const CountCell *self)
{
    return self->numerator == 0 && self->denominator == 0 && self->numerator_patients == 0 &&
           self->denominator_patients == 0 && self->sum_yy == 0 && self->sum_xy == 0 &&
           self->sum_xx == 0;
}

bool
count_cell_add(CountCell *self, const CountCell *other)
{
    bool overflow = __builtin_add_overflow(self->numerator, other->numerator, &self->numerator);
    overflow |= __builtin_add_overflow(self->denominator, other->denominator, &self->denominator);
    overflow |= __builtin_add_overflow(self->numerator_patients, other->numerator_patients,
                                       &self->numerator_patients);
    overflow |= __builtin_add_overflow(self->denominator_patients, other->denominator_patients,
                                       &self->denominator_patients);
    overflow |= __builtin_add_overflow(self->sum_yy, other->sum_yy, &self->sum_yy);
    overflow |= __builtin_add_overflow(self->sum_xy, other->sum_xy, &self->sum_xy);
    overflow |= __builtin_add_overflow(self->sum_xx, other->sum_xx, &self->sum_xx);
    return !overflow;
}

/* --- all ------------------------------------------------------------------------------------- */

/* The cells of one practitioner, indicator and period by age and sex, sorted. */
typedef struct {
    AgeSexCell *cells;
    uint32_t n, room;
} Stratum;

struct Counts {
    size_t n_practitioners, n_indicators, n_periods;
    CountCell *cells;       /* by practitioner, indicator, period */
    Stratum *strata;        /* likewise */
    ActivityCell *activity; /* by practitioner, period */
};

Counts *
counts_new(size_t n_practitioners, size_t n_indicators, size_t n_periods)
{
    Counts *self = g_new0(Counts, 1);
    *self = (Counts){n_practitioners, n_indicators, n_periods, NULL, NULL, NULL};
    g_assert(n_indicators == 0 || n_periods <= G_MAXSIZE / n_indicators);
    size_t n_cells = n_practitioners * n_indicators * n_periods;
    self->activity = g_new0(ActivityCell, MAX(n_practitioners * n_periods, 1));
    self->cells = g_new0(CountCell, MAX(n_cells, 1));
    self->strata = g_new0(Stratum, MAX(n_cells, 1));
    return self;
}

void
counts_free(Counts *self)
{
    if (self == NULL)
        return;
    size_t n_cells = self->n_practitioners * self->n_indicators * self->n_periods;
    for (size_t i = 0; i < n_cells; i++)
        g_free(self->strata[i].cells);
    g_free(self->strata);
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

const AgeSexCell *
counts_age_sex_cells(const Counts *self, size_t practitioner, size_t indicator, size_t period,
                     size_t *out_n)
{
    const Stratum *stratum = &self->strata[cell_index(self, practitioner, indicator, period)];
    *out_n = stratum->n;
    return stratum->cells;
}

/* Where the cell stands, or would stand. */
static uint32_t
find_age_sex(const Stratum *self, AgeSex at)
{
    uint32_t first = 0, end = self->n;
    while (first < end) {
        uint32_t middle = first + (end - first) / 2;
        if (age_sex_compare(self->cells[middle].at, at) < 0)
            first = middle + 1;
        else
            end = middle;
    }
    return first;
}

CountCell *
counts_age_sex_cell_mutable(Counts *self, size_t practitioner, size_t indicator, size_t period,
                            AgeSex at)
{
    enum { ROOM_STEP = 8 };
    Stratum *stratum = &self->strata[cell_index(self, practitioner, indicator, period)];
    uint32_t place = find_age_sex(stratum, at);
    if (place < stratum->n && age_sex_compare(stratum->cells[place].at, at) == 0)
        return &stratum->cells[place].count;
    if (stratum->n == stratum->room) {
        stratum->room += ROOM_STEP;
        stratum->cells = g_renew(AgeSexCell, stratum->cells, stratum->room);
    }
    AgeSexCell *cell = &stratum->cells[place];
    memmove(cell + 1, cell, (stratum->n - place) * sizeof *cell);
    stratum->n++;
    *cell = (AgeSexCell){.at = at};
    return &cell->count;
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

/* "numerator is 3 and 4" of the first pair that differs, or NULL. The caller frees. */
static char *
first_difference(const Pair *pairs, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (pairs[i].a != pairs[i].b)
            return g_strdup_printf("%s is %.0f and %.0f", pairs[i].name, (double)pairs[i].a,
                                   (double)pairs[i].b);
    return NULL;
}

static char *
cell_difference(const CountCell *a, const CountCell *b)
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
    return first_difference(pairs, G_N_ELEMENTS(pairs));
}

static char *
activity_difference(const ActivityCell *a, const ActivityCell *b)
{
    const Pair pairs[] = {
        {"net_lines", a->net_lines, b->net_lines},
        {"patients", a->patients, b->patients},
    };
    return first_difference(pairs, G_N_ELEMENTS(pairs));
}

/* The same of the cells by age and sex: "band 3, sex F: numerator is 3 and 4". */
static char *
stratum_difference(const Stratum *a, const Stratum *b)
{
    for (uint32_t i = 0; i < MAX(a->n, b->n); i++) {
        static const CountCell none = {0};
        bool has_a = i < a->n, has_b = i < b->n;
        int order = !has_a ? 1 : !has_b ? -1 : age_sex_compare(a->cells[i].at, b->cells[i].at);
        const AgeSexCell *first = order <= 0 ? &a->cells[i] : &b->cells[i];
        g_autofree char *sums = cell_difference(order <= 0 ? &a->cells[i].count : &none,
                                                order >= 0 ? &b->cells[i].count : &none);
        if (order != 0 || sums != NULL)
            return g_strdup_printf("band %d, sex %s: %s", first->at.band, sex_name(first->at.sex),
                                   sums != NULL ? sums
                                                : "one has the cell, empty, the other does not");
    }
    return NULL;
}

/* Of the crude cell, then of those by age and sex. */
static char *
counts_cell_difference(const Counts *a, const Counts *b, size_t practitioner, size_t indicator,
                       size_t period)
{
    size_t index = cell_index(a, practitioner, indicator, period);
    char *difference = cell_difference(&a->cells[index], &b->cells[index]);
    return difference != NULL ? difference
                              : stratum_difference(&a->strata[index], &b->strata[index]);
}

/* The first difference of that practitioner and period, with its place; NULL when there is none. */
static char *
find_difference(const Counts *a, const Counts *b, size_t practitioner, size_t period)
{
    g_autofree char *activity = activity_difference(counts_activity(a, practitioner, period),
                                                    counts_activity(b, practitioner, period));
    if (activity != NULL)
        return g_strdup_printf("practitioner %zu, activity of period %zu: %s", practitioner, period,
                               activity);
    for (size_t j = 0; j < a->n_indicators; j++) {
        g_autofree char *cell = counts_cell_difference(a, b, practitioner, j, period);
        if (cell != NULL)
            return g_strdup_printf("practitioner %zu, indicator %zu, period %zu: %s", practitioner,
                                   j, period, cell);
    }
    return NULL;
}

bool
counts_equal(const Counts *a, const Counts *b, char **out_difference)
{
    g_assert(a->n_practitioners == b->n_practitioners && a->n_indicators == b->n_indicators &&
             a->n_periods == b->n_periods);
    for (size_t i = 0; i < a->n_practitioners; i++)
        for (size_t k = 0; k < a->n_periods; k++) {
            g_autofree char *difference = find_difference(a, b, i, k);
            if (difference == NULL)
                continue;
            if (out_difference != NULL)
                *out_difference = g_steal_pointer(&difference);
            return false;
        }
    return true;
}
