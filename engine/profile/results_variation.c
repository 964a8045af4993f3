/* How much groups and territories differ: the measures of variation over exact counts, of which only
 * the measures leave here.
 *
 * Only what could be shown itself takes part, so that whatever a reader works out of the measures
 * about one unit is no more than a comparator would say. That leaves out units with 1 to 10 events
 * too: where events are so rare the measures are of the larger units alone.
 *
 * Expected are the numbers of the region's own rates, by age and sex where the indicator is standardised.
 * What a count varies by chance is the count times the design effect, and for a proportion p times
 * 1 - p more: p is that of all units together, which for cells that differ is on the wide side. */
#include "engine/profile/results_variation.h"

#include <math.h>

#include "engine/profile/disclosure.h"
#include "engine/profile/figure.h"
#include "engine/profile/measure.h"
#include "engine/profile/results_computing.h"
#include "engine/stats/variation_bootstrap.h"

/* --- who belongs to which unit ---------------------------------------------------------------- */

static GArray *
add_unit(GPtrArray *units)
{
    GArray *doctors = g_array_new(FALSE, FALSE, sizeof(size_t));
    g_ptr_array_add(units, doctors);
    return doctors;
}

static void
list_groups(const Computation *self, GPtrArray *units)
{
    for (size_t g = 0; g < self->results->n_groups; g++) {
        const ResultGroup *group = &self->results->groups[g];
        g_array_append_vals(add_unit(units), group->doctors, (guint)group->n_doctors);
    }
}

void
computation_list_territories(const Computation *self, GPtrArray *units)
{
    g_autoptr(GHashTable) by_id = g_hash_table_new(g_str_hash, g_str_equal);

    for (size_t d = 0; d < self->practitioners->len; d++) {
        char *id =
            roster_practitioner(self->roster, computation_practitioner(self, d))->territory_id;
        if (id == NULL)
            continue;
        GArray *doctors = g_hash_table_lookup(by_id, id);
        if (doctors == NULL) {
            doctors = add_unit(units);
            g_hash_table_insert(by_id, id, doctors);
        }
        g_array_append_val(doctors, d);
    }
}

static void (*const LISTS[N_DOCTOR_LEVELS])(const Computation *, GPtrArray *) = {
    [LEVEL_GROUP] = list_groups,
    [LEVEL_TERRITORY] = computation_list_territories,
};

/* --- their counts ----------------------------------------------------------------------------- */

/* From the age-sex cells of its doctors; NaN is of a doctor for whom none are expected. */
static double
expected_of(const ComparatorSlice *slice, const size_t *doctors, size_t n)
{
    double expected = 0;

    for (size_t i = 0; i < n; i++) {
        const Measure *measure = &slice->measures[doctors[i]];
        if (measure_contributes(measure) && !isnan(measure->expected))
            expected += measure->expected;
    }
    return expected;
}

/* VariationUnit of each that may be shown. */
static GArray *
count_units(const Computation *self, const ComparatorSlice *slice, VariationLevel level)
{
    GArray *units = g_array_new(FALSE, FALSE, sizeof(VariationUnit));
    g_autoptr(GPtrArray) lists = g_ptr_array_new_with_free_func((GDestroyNotify)g_array_unref);

    LISTS[level](self, lists);
    for (guint i = 0; i < lists->len; i++) {
        const GArray *list = lists->pdata[i];
        const size_t *doctors = (const size_t *)(const void *)list->data;
        VariationUnit unit = {0};
        if (comparator_sums(slice, doctors, list->len, &unit.observed, &unit.denominator) !=
            STATUS_OK)
            continue;
        unit.expected = slice->indicator->standardised ? expected_of(slice, doctors, list->len)
                                                       : unit.denominator;
        g_array_append_val(units, unit);
    }
    return units;
}

double
variation_dispersion_of(const Indicator *indicator, double design_effect,
                        const VariationUnit *units, size_t n)
{
    double observed = 0, denominator = 0;

    if (indicator->kind != KIND_PROPORTION)
        return design_effect;
    for (size_t i = 0; i < n; i++) {
        observed += units[i].observed;
        denominator += units[i].denominator;
    }
    return design_effect * variation_dispersion(denominator, observed, observed);
}

/* --- the figures ------------------------------------------------------------------------------ */

static VariationFigure
release(Estimate value, Interval interval, double p)
{
    static const Status STATUSES[] = {[ESTIMATE_OK] = STATUS_OK,
                                      [ESTIMATE_TOO_FEW] = STATUS_FEW_MEMBERS,
                                      [ESTIMATE_UNDEFINED] = STATUS_NO_DENOMINATOR};
    return (VariationFigure){.value = disclosure_round_value(value.value),
                             .low = disclosure_round_value(interval.low),
                             .high = disclosure_round_value(interval.high),
                             .p = disclosure_round_value(p),
                             .status = STATUSES[value.status]};
}

static void
fill_figures(const Variation *variation, VariationFigure *out_figures)
{
    const BootstrapRule rule = {VARIATION_REPLICATES, VARIATION_SEED, FIGURE_CONFIDENCE};
    const Homogeneity homogeneity = variation_homogeneity(variation);
    Interval intervals[VARIATION_MEASURES];

    variation_bootstrap(variation, &rule, intervals);
    for (size_t m = 0; m < VARIATION_MEASURES; m++)
        out_figures[m] =
            release(variation_measure(variation, (VariationMeasure)m), intervals[m], NAN);
    out_figures[VARIATION_HOMOGENEITY] = release(
        homogeneity.statistic, interval_none(ESTIMATE_UNDEFINED), homogeneity.p_value.value);
}

RegionVariation
variation_of(const VariationUnit *units, size_t n, double dispersion)
{
    RegionVariation self = variation_none(STATUS_FEW_MEMBERS, (int)n);

    if (n < VARIATION_FEWEST_UNITS)
        return self;
    g_autoptr(Variation) variation = variation_new(units, n, VARIATION_INTERNAL, dispersion);
    fill_figures(variation, self.figures);
    return self;
}

void
computation_vary(const Computation *self, const ComparatorSlice *slice, size_t i)
{
    if (!indicator_counts_events(slice->indicator))
        return;
    for (VariationLevel level = 0; level < N_DOCTOR_LEVELS; level++) {
        RegionVariation *entry = results_variation_mutable(self->results, level, i);
        if (!slice->complete) {
            *entry = variation_none(STATUS_INCOMPLETE, 0);
            continue;
        }
        g_autoptr(GArray) list = count_units(self, slice, level);
        const VariationUnit *units = (const VariationUnit *)(const void *)list->data;
        *entry = variation_of(
            units, list->len,
            variation_dispersion_of(slice->indicator, slice->design_effect, units, list->len));
    }
}
