#include "engine/model/stay_counts.h"

#include <string.h>

enum { KNOWN_SEXES = SEX_UNKNOWN };

struct StayCounts {
    const Campaign *campaign;
    GArray *units[N_STAY_LEVELS]; /* StayUnit */
    GHashTable *known[N_STAY_LEVELS];
    StayCell *cells[N_STAY_LEVELS]; /* unit, indicator, period */
    size_t n_age_sex;
    StayAgeSex *age_sex; /* territory, indicator, period, cell */
    bool is_closed;
};

static void
unit_clear(gpointer data)
{
    StayUnit *unit = data;
    g_free(unit->id);
    g_free(unit->label);
}

StayCounts *
stay_counts_new(const Campaign *campaign)
{
    StayCounts *self = g_new0(StayCounts, 1);
    self->campaign = campaign;
    for (int level = 0; level < N_STAY_LEVELS; level++) {
        self->units[level] = g_array_new(FALSE, FALSE, sizeof(StayUnit));
        g_array_set_clear_func(self->units[level], unit_clear);
        self->known[level] = g_hash_table_new(g_str_hash, g_str_equal);
    }
    return self;
}

void
stay_counts_free(StayCounts *self)
{
    if (self == NULL)
        return;
    for (int level = 0; level < N_STAY_LEVELS; level++) {
        g_hash_table_unref(self->known[level]);
        g_array_unref(self->units[level]);
        g_free(self->cells[level]);
    }
    g_free(self->age_sex);
    g_free(self);
}

void
stay_counts_add_unit(StayCounts *self, StayLevel level, const char *id, const char *label)
{
    g_assert(!self->is_closed);
    if (g_hash_table_contains(self->known[level], id))
        return;
    StayUnit unit = {g_strdup(id), g_strdup(label)};
    g_array_append_val(self->units[level], unit);
    g_hash_table_add(self->known[level], unit.id);
}

static int
compare_units(const void *a, const void *b)
{
    const StayUnit *x = a, *y = b;
    return strcmp(x->id, y->id);
}

void
stay_counts_close(StayCounts *self, int n_bands)
{
    g_assert(!self->is_closed);
    size_t n = self->campaign->n_stay_indicators * (size_t)self->campaign->history;
    /* One more than is used: an address to begin at even where there are no units. */
    for (int level = 0; level < N_STAY_LEVELS; level++) {
        g_array_sort(self->units[level], compare_units);
        self->cells[level] = g_new0(StayCell, self->units[level]->len * n + 1);
    }
    self->n_age_sex = (size_t)n_bands * KNOWN_SEXES;
    self->age_sex = g_new0(StayAgeSex, self->units[STAY_RESIDENCE]->len * n * self->n_age_sex + 1);
    self->is_closed = true;
}

size_t
stay_counts_n_units(const StayCounts *self, StayLevel level)
{
    return self->units[level]->len;
}

const StayUnit *
stay_counts_unit(const StayCounts *self, StayLevel level, size_t unit)
{
    g_assert(unit < self->units[level]->len);
    return &g_array_index(self->units[level], StayUnit, unit);
}

int
stay_counts_find(const StayCounts *self, StayLevel level, const char *id)
{
    g_assert(self->is_closed);
    size_t low = 0, high = self->units[level]->len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(stay_counts_unit(self, level, middle)->id, id);
        if (order == 0)
            return (int)middle;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

/* Of a unit's indicators and periods. */
static size_t
place_of(const StayCounts *self, StayLevel level, size_t unit, size_t indicator, int period)
{
    const Campaign *campaign = self->campaign;
    g_assert(self->is_closed && unit < self->units[level]->len &&
             indicator < campaign->n_stay_indicators && period >= 0 && period < campaign->history);
    return (unit * campaign->n_stay_indicators + indicator) * (size_t)campaign->history +
           (size_t)period;
}

StayCell *
stay_counts_cell_mutable(StayCounts *self, StayLevel level, size_t unit, size_t indicator,
                         int period)
{
    return &self->cells[level][place_of(self, level, unit, indicator, period)];
}

const StayCell *
stay_counts_cell(const StayCounts *self, StayLevel level, size_t unit, size_t indicator, int period)
{
    return &self->cells[level][place_of(self, level, unit, indicator, period)];
}

size_t
stay_counts_n_age_sex(const StayCounts *self)
{
    return self->n_age_sex;
}

StayAgeSex *
stay_counts_age_sex_mutable(StayCounts *self, size_t territory, size_t indicator, int period)
{
    return &self->age_sex[place_of(self, STAY_RESIDENCE, territory, indicator, period) *
                          self->n_age_sex];
}

const StayAgeSex *
stay_counts_age_sex(const StayCounts *self, size_t territory, size_t indicator, int period)
{
    return &self->age_sex[place_of(self, STAY_RESIDENCE, territory, indicator, period) *
                          self->n_age_sex];
}
