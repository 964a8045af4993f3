/* From counts to figures: each indicator in each period, for every doctor and comparator. */
#include "engine/profile/results.h"

#include <math.h>

#include "engine/profile/bins.h"
#include "engine/profile/comparator.h"
#include "engine/profile/figure.h"
#include "engine/profile/measure.h"
#include "engine/profile/results_computing.h"
#include "engine/stats/design_effect.h"
#include "engine/words/words.h"

static void
computation_clear(Computation *self)
{
    g_array_unref(self->practitioners);
    g_array_unref(self->enrolled);
    g_array_unref(self->control);
    g_free(self->design_effects);
    g_free(self->p_values);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Computation, computation_clear)

double
computation_design_effect(const Computation *self, size_t i, int period)
{
    return self->design_effects[i * (size_t)self->campaign->history + (size_t)period];
}

static const size_t *
doctor_list(const GArray *doctors)
{
    return (const size_t *)(const void *)doctors->data;
}

/* --- one indicator in one period -------------------------------------------------------------- */

/* Fills the sums by doctor; false with PROFILE_ERROR_DATA naming the cell that cannot be. */
static bool
read_cells(const Computation *self, size_t i, int period, PatientSums *out_sums, GError **error)
{
    const Indicator *indicator = self->campaign->indicators[i].indicator;

    for (size_t d = 0; d < self->practitioners->len; d++) {
        const CountCell *cell =
            counts_cell(self->counts, computation_practitioner(self, d), i, (size_t)period);
        if (!measure_check_cell(indicator, cell, error)) {
            g_autofree char *when = period_to_string(campaign_period(self->campaign, period));
            g_prefix_error(error, _("practitioner %s, indicator %s, period %s: "),
                           self->results->doctors[d].id, indicator->id, when);
            return false;
        }
        out_sums[d] = figure_sums(cell);
    }
    return true;
}

static bool
is_active(const Computation *self, size_t doctor, Day first, Day last)
{
    return practitioner_active(
        roster_practitioner(self->roster, computation_practitioner(self, doctor)), first, last);
}

/* Over the whole region, of those doctors that will have a value. */
static double
pool_design_effect(const Computation *self, const Indicator *indicator, const PatientSums *sums,
                   Day first, Day last)
{
    DesignEffect effect = {.model = figure_count_model(indicator)};

    if (!figure_is_clustered(indicator))
        return 1;
    for (size_t d = 0; d < self->practitioners->len; d++)
        if (is_active(self, d, first, last))
            design_effect_add(&effect, &sums[d]);
    return design_effect_value(&effect);
}

static void
fill_percentiles(const Computation *self, const ComparatorSlice *slice, Measure *measures,
                 const Distribution *enrolled, const Distribution *control)
{
    for (size_t d = 0; d < self->practitioners->len; d++) {
        Measure *measure = &measures[d];
        bool is_enrolled = self->results->doctors[d].group >= 0;
        if (slice->measures[d].status != STATUS_OK)
            continue;
        measure->percentile_enrolled =
            is_enrolled ? distribution_percentile_of_member(enrolled, measure->value).value
                        : distribution_percentile_of_outsider(enrolled, measure->value).value;
        measure->percentile_control =
            is_enrolled ? distribution_percentile_of_outsider(control, measure->value).value
                        : distribution_percentile_of_member(control, measure->value).value;
    }
}

static void
fill_comparators(const Computation *self, const ComparatorSlice *slice, size_t i, int period)
{
    Results *results = self->results;
    const bool *wanted = self->campaign->comparators;

    if (wanted[COMPARATOR_GROUP])
        for (size_t g = 0; g < results->n_groups; g++)
            *results_comparator_mutable(results, COMPARATOR_GROUP, g, i, period) = comparator_new(
                slice, COMPARATOR_GROUP, results->groups[g].doctors, results->groups[g].n_doctors);
    if (wanted[COMPARATOR_ENROLLED])
        *results_comparator_mutable(results, COMPARATOR_ENROLLED, 0, i, period) = comparator_new(
            slice, COMPARATOR_ENROLLED, doctor_list(self->enrolled), self->enrolled->len);
    if (wanted[COMPARATOR_CONTROL])
        *results_comparator_mutable(results, COMPARATOR_CONTROL, 0, i, period) = comparator_new(
            slice, COMPARATOR_CONTROL, doctor_list(self->control), self->control->len);
    if (wanted[COMPARATOR_ACHIEVABLE])
        *results_comparator_mutable(results, COMPARATOR_ACHIEVABLE, 0, i, period) =
            comparator_achievable(slice, self->practitioners->len);
}

static void
fill_colleagues(const Computation *self, const ComparatorSlice *slice, Measure *measures)
{
    for (size_t d = 0; self->campaign->colleagues && d < self->practitioners->len; d++) {
        int group = self->results->doctors[d].group;
        if (group < 0)
            continue;
        const ResultGroup *own = &self->results->groups[group];
        measures[d].colleagues = comparator_without(slice, own->doctors, own->n_doctors, d);
    }
}

/* A side is cut into bins where its comparator may be shown and bands are. */
static const Distribution *
shown_side(const Computation *self, ComparatorKind kind, size_t i, int period,
           const Distribution *values)
{
    Status status = results_comparator(self->results, kind, 0, i, period)->status;
    size_t fewest = (size_t)MAX(BANDS_FROM_DOCTORS, self->campaign->disclosure.minimum_members);
    return status == STATUS_OK && distribution_size(values) >= fewest ? values : NULL;
}

static bool
fill_cell(const Computation *self, size_t i, int number, GError **error)
{
    const Campaign *campaign = self->campaign;
    const Indicator *indicator = campaign->indicators[i].indicator;
    Period period = campaign_period(campaign, number);
    Day first = measure_first_day(indicator, period), last = period_last_day(period);

    g_autofree PatientSums *sums = g_new(PatientSums, self->practitioners->len);
    if (!read_cells(self, i, number, sums, error))
        return false;

    MeasureRule rule = {.indicator = indicator,
                        .minimum_patients = campaign->disclosure.minimum_patients,
                        .design_effect = pool_design_effect(self, indicator, sums, first, last),
                        .complete = campaign_period_complete(campaign, i, number)};
    self->design_effects[i * (size_t)campaign->history + (size_t)number] = rule.design_effect;
    Measure *measures = results_measures_mutable(self->results, i, number);
    for (size_t d = 0; d < self->practitioners->len; d++)
        measures[d] = measure_new(
            &rule, counts_cell(self->counts, computation_practitioner(self, d), i, (size_t)number),
            is_active(self, d, first, last));

    ComparatorSlice slice = {.disclosure = &campaign->disclosure,
                             .indicator = indicator,
                             .design_effect = rule.design_effect,
                             .complete = rule.complete,
                             .measures = measures,
                             .sums = sums};
    g_autoptr(Distribution) enrolled =
        comparator_distribution(&slice, doctor_list(self->enrolled), self->enrolled->len);
    g_autoptr(Distribution) control =
        comparator_distribution(&slice, doctor_list(self->control), self->control->len);
    fill_percentiles(self, &slice, measures, enrolled, control);
    fill_comparators(self, &slice, i, number);
    fill_colleagues(self, &slice, measures);
    computation_standardise(self, &slice, i, number);
    computation_judge(self, &slice, i, number);
    if (number == campaign->history - 1) {
        computation_vary(self, &slice, i);
        computation_standardise_territories(self, &slice, i);
    }
    bins_cut(shown_side(self, COMPARATOR_ENROLLED, i, number, enrolled),
             shown_side(self, COMPARATOR_CONTROL, i, number, control),
             results_bins(self->results, COMPARATOR_ENROLLED, i, number),
             results_bins(self->results, COMPARATOR_CONTROL, i, number));
    return true;
}

static Results *
compute(const Campaign *campaign, const Roster *roster, const Counts *counts, const SecretKey *key,
        GError **error)
{
    g_auto(Computation) self = {.campaign = campaign,
                                .roster = roster,
                                .counts = counts,
                                .practitioners = g_array_new(FALSE, FALSE, sizeof(size_t)),
                                .enrolled = g_array_new(FALSE, FALSE, sizeof(size_t)),
                                .control = g_array_new(FALSE, FALSE, sizeof(size_t))};

    bool good = computation_fill_people(&self, key, error);
    self.design_effects = g_new0(double, campaign->n_indicators *(size_t)campaign->history);
    self.p_values = g_new(double, campaign->n_indicators *self.practitioners->len);
    for (size_t i = 0; i < campaign->n_indicators * self.practitioners->len; i++)
        self.p_values[i] = NAN;
    for (size_t i = 0; good && i < campaign->n_indicators; i++)
        for (int period = 0; good && period < campaign->history; period++)
            good = fill_cell(&self, i, period, error);

    for (size_t i = 0; good && i < campaign->n_indicators; i++)
        computation_compare_periods(&self, i);
    if (good)
        computation_judge_booklets(&self);
    else
        g_clear_pointer(&self.results, results_free);
    return self.results;
}

Results *
results_compute(const Campaign *campaign, const Roster *roster, const Counts *counts,
                GError **error)
{
    g_autoptr(SecretKey) key = secret_key_load(campaign->key_file, error);
    return key == NULL ? NULL : compute(campaign, roster, counts, key, error);
}

Results *
results_compute_region(const Campaign *campaign, const Roster *roster, const Counts *counts,
                       GError **error)
{
    return compute(campaign, roster, counts, NULL, error);
}
