#include "engine/source/tally_target.h"

enum { N_LOCKS = 256 };

struct TallyTarget {
    Counts *counts;
    GMutex locks[N_LOCKS];
};

TallyTarget *
tally_target_new(Counts *counts)
{
    TallyTarget *self = g_new0(TallyTarget, 1);
    self->counts = counts;
    for (size_t i = 0; i < N_LOCKS; i++)
        g_mutex_init(&self->locks[i]);
    return self;
}

void
tally_target_free(TallyTarget *self)
{
    if (self == NULL)
        return;
    for (size_t i = 0; i < N_LOCKS; i++)
        g_mutex_clear(&self->locks[i]);
    g_free(self);
}

bool
tally_add_to_cell(CountCell *cell, const Indicator *indicator, Int128 numerator, Int128 denominator)
{
    if (numerator != (int64_t)numerator || denominator != (int64_t)denominator)
        return false;
    bool overflow = __builtin_add_overflow(cell->numerator, (int64_t)numerator, &cell->numerator);
    cell->numerator_patients += numerator > 0;
    overflow |= __builtin_add_overflow(cell->sum_yy, numerator * numerator, &cell->sum_yy);
    overflow |= __builtin_add_overflow(cell->sum_xy, numerator * denominator, &cell->sum_xy);
    if (indicator->denominator_kind != DENOMINATOR_PATIENTS_SEEN) {
        overflow |=
            __builtin_add_overflow(cell->denominator, (int64_t)denominator, &cell->denominator);
        cell->denominator_patients += denominator > 0;
        overflow |= __builtin_add_overflow(cell->sum_xx, denominator * denominator, &cell->sum_xx);
    }
    return !overflow;
}

/* Where the server sees to the denominator, a patient without a numerator brings nothing. */
static bool
adds_something(const Indicator *indicator, Int128 numerator, Int128 denominator)
{
    return numerator != 0 ||
           (denominator != 0 && indicator->denominator_kind != DENOMINATOR_PATIENTS_SEEN);
}

bool
tally_target_add(TallyTarget *self, size_t practitioner, const ProgramIndicator *indicator,
                 size_t period, AgeSex at, Int128 numerator, Int128 denominator)
{
    const Indicator *definition = indicator->indicator;
    if (!adds_something(definition, numerator, denominator))
        return true;
    GMutex *lock = &self->locks[practitioner % N_LOCKS];
    g_mutex_lock(lock);
    CountCell *crude = counts_cell_mutable(self->counts, practitioner, indicator->index, period);
    bool fits = tally_add_to_cell(crude, definition, numerator, denominator);
    if (fits && definition->standardised)
        fits = tally_add_to_cell(
            counts_age_sex_cell_mutable(self->counts, practitioner, indicator->index, period, at),
            definition, numerator, denominator);
    g_mutex_unlock(lock);
    return fits;
}
