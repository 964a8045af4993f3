/* Territories of practice beside each other: the value that each would have if its patients had the
 * ages and sexes of the region's, by direct standardisation. Direct, since indirectly standardised
 * values compare with the region alone, never with each other.
 *
 * The events of a cell are the raw numerator, and `squares` the cell's sum over patients of their own
 * numerators squared: it carries what several events of one patient add to the variance, so that no
 * design effect is needed. Variances are those of counts without an upper end: for a proportion the
 * interval is on the wide side, the more so the commoner the event.
 *
 * A territory without anybody in a cell of the region has no value: to merge cells for it would
 * compare it with the others under another standard. Patients of unknown age or sex take no part:
 * they have no place in a standard, and one of them anywhere would leave most territories without a
 * value. */
#include <string.h>

#include "engine/profile/disclosure.h"
#include "engine/profile/figure.h"
#include "engine/profile/measure.h"
#include "engine/profile/results_computing.h"
#include "engine/stats/interval.h"
#include "engine/stats/standardisation.h"

/* Adds the cells of those of `doctors` that have a value. */
static void
add_doctors(const Computation *self, const ComparatorSlice *slice, size_t i, const size_t *doctors,
            size_t n, PatientSums *cells)
{
    for (size_t d = 0; d < n; d++)
        if (measure_contributes(&slice->measures[doctors[d]]))
            computation_add_cells(self, doctors[d], i, self->campaign->history - 1, cells);
}

/* Every doctor of the results, whether of a territory or of none. */
static PatientSums *
region_cells(const Computation *self, const ComparatorSlice *slice, size_t i)
{
    PatientSums *cells = g_new0(PatientSums, computation_n_cells(self));

    for (size_t d = 0; d < self->practitioners->len; d++)
        add_doctors(self, slice, i, &d, 1, cells);
    return cells;
}

/* Only crude counts have been held to be 0 and more: an expression that subtracts may fall below in one
 * cell, which no rate does. */
static bool
is_below_nothing(const DirectCell *cell)
{
    return cell->events < 0 || cell->denominator < 0 || cell->standard < 0;
}

static bool
is_known(const Campaign *campaign, size_t cell)
{
    return cell / N_SEXES < (size_t)campaign->age_bands.n && cell % N_SEXES != SEX_UNKNOWN;
}

static DirectFigure
standardise(const Computation *self, const PatientSums *territory, const PatientSums *region)
{
    const size_t n = computation_n_cells(self);
    g_autofree DirectCell *cells = g_new(DirectCell, n);

    for (size_t c = 0; c < n; c++) {
        cells[c] =
            (DirectCell){.events = territory[c].numerator,
                         .squares = territory[c].sum_yy,
                         .denominator = territory[c].denominator,
                         .standard = is_known(self->campaign, c) ? region[c].denominator : 0};
        if (is_below_nothing(&cells[c]))
            return (DirectFigure){estimate_none(ESTIMATE_UNDEFINED),
                                  interval_none(ESTIMATE_UNDEFINED)};
    }
    return standardisation_direct(cells, n, FIGURE_CONFIDENCE);
}

static void
release(const ComparatorSlice *slice, const DirectFigure *direct, TerritoryFigure *figure)
{
    static const Status STATUSES[] = {[ESTIMATE_OK] = STATUS_OK,
                                      [ESTIMATE_TOO_FEW] = STATUS_FEW_PATIENTS,
                                      [ESTIMATE_UNDEFINED] = STATUS_NO_DENOMINATOR};
    const double scale = figure_scale(slice->indicator);
    Interval interval = interval_scale(direct->interval, scale);

    if (slice->indicator->kind == KIND_PROPORTION)
        interval = interval_clamp(interval, 0, 1);
    figure->standardised = disclosure_round_value(scale * direct->value.value);
    figure->low = disclosure_round_value(interval.low);
    figure->high = disclosure_round_value(interval.high);
    figure->status = STATUSES[direct->value.status];
}

static void
add_territory(const Computation *self, const ComparatorSlice *slice, size_t i,
              const GArray *members, const PatientSums *region)
{
    const size_t *doctors = (const size_t *)(const void *)members->data;
    const ComparatorFigure pooled = comparator_pooled(slice, doctors, members->len);
    if (pooled.status != STATUS_OK)
        return;

    const size_t n = computation_n_cells(self);
    g_autofree PatientSums *cells = g_new0(PatientSums, n);
    add_doctors(self, slice, i, doctors, members->len, cells);
    const DirectFigure direct = standardise(self, cells, region);

    const char *id =
        roster_practitioner(self->roster, computation_practitioner(self, doctors[0]))->territory_id;
    TerritoryFigure figure = {.id = g_string_chunk_insert(self->results->texts, id),
                              .practitioners = pooled.practitioners,
                              .patients = pooled.patients,
                              .value = pooled.value};
    release(slice, &direct, &figure);
    g_array_append_val(results_territories_mutable(self->results, i), figure);
}

static int
compare_ids(const void *a, const void *b)
{
    const TerritoryFigure *x = a, *y = b;
    return strcmp(x->id, y->id);
}

void
computation_standardise_territories(const Computation *self, const ComparatorSlice *slice, size_t i)
{
    if (!slice->indicator->standardised || !indicator_counts_events(slice->indicator) ||
        !slice->complete)
        return;

    g_autofree PatientSums *region = region_cells(self, slice, i);
    g_autoptr(GPtrArray) units = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);
    computation_list_territories(self, units);
    for (guint t = 0; t < units->len; t++)
        add_territory(self, slice, i, units->pdata[t], region);
    g_array_sort(results_territories_mutable(self->results, i), compare_ids);
}
