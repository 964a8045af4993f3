/* From counted stays to what may be said of an establishment or a territory of residence.
 *
 * A unit is shown from minimum_patients distinct patients in the denominator, and never with 1 to
 * minimum_patients - 1 stays or patients in the numerator or, of a proportion, in the rest of the
 * denominator. Both levels cut up nearly the same stays, so that the sum of a level's hidden units is
 * taken to be known: others are hidden besides, the smallest first, until that sum tells nothing, not
 * even to the largest hidden unit that subtracts its own stays. */
#include "engine/profile/results.h"

#include <math.h>

#include "engine/profile/chance_signal.h"
#include "engine/profile/disclosure.h"
#include "engine/profile/figure.h"
#include "engine/profile/results_parts.h"
#include "engine/profile/results_variation.h"
#include "engine/stats/standardisation.h"

/* One indicator at one level in one period. Arrays are by unit. */
typedef struct {
    Results *results;
    const StayCounts *counts;
    const Indicator *indicator;
    const DisclosureRule *rule;
    StayLevel level;
    size_t i, n;
    int period;
    bool complete;
    PatientSums *sums;
    Status *statuses;
    IndirectFigure *standardised;
    double *observed; /* stays of known age and sex; only where standardised */
    PatientSums total;
    double design_effect;
} StaySlice;

static void
stay_slice_clear(StaySlice *self)
{
    g_free(self->sums);
    g_free(self->statuses);
    g_free(self->standardised);
    g_free(self->observed);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(StaySlice, stay_slice_clear)

static const StayCell *
cell_of(const StaySlice *self, size_t unit)
{
    return stay_counts_cell(self->counts, self->level, unit, self->i, self->period);
}

static bool
is_empty(const StayCell *cell)
{
    return cell->denominator == 0 && cell->numerator == 0;
}

static PatientSums
sums_of(const StayCell *cell)
{
    return (PatientSums){.numerator = (double)cell->numerator,
                         .denominator = (double)cell->denominator,
                         .patients = (double)cell->denominator_patients,
                         .sum_yy = (double)cell->sum_yy,
                         .sum_xy = (double)cell->sum_xy,
                         .sum_xx = (double)cell->sum_xx};
}

/* Over all units, as for doctors over the region. */
static void
pool(StaySlice *self)
{
    DesignEffect effect = {.model = figure_count_model(self->indicator)};

    for (size_t u = 0; u < self->n; u++) {
        self->sums[u] = sums_of(cell_of(self, u));
        patient_sums_add(&self->total, &self->sums[u]);
        design_effect_add(&effect, &self->sums[u]);
    }
    self->design_effect = design_effect_value(&effect);
}

/* --- what may be shown ------------------------------------------------------------------------ */

/* The counts that may not be small, whoever they are of. */
enum { SMALL_STAYS, SMALL_PATIENTS, SMALL_REST, SMALL_REST_PATIENTS, N_SMALL };

static void
counts_of(const StaySlice *self, const StayCell *cell, double *out_counts)
{
    const bool has_rest = self->indicator->kind == KIND_PROPORTION;

    out_counts[SMALL_STAYS] = (double)cell->numerator;
    out_counts[SMALL_PATIENTS] = (double)cell->numerator_patients;
    out_counts[SMALL_REST] = has_rest ? (double)(cell->denominator - cell->numerator) : 0;
    out_counts[SMALL_REST_PATIENTS] = has_rest ? (double)cell->complement_patients : 0;
}

static bool
any_is_small(const DisclosureRule *rule, const double *counts)
{
    for (int c = 0; c < N_SMALL; c++)
        if (disclosure_is_small(rule, counts[c]))
            return true;
    return false;
}

static Status
status_of(const StaySlice *self, const StayCell *cell)
{
    double counts[N_SMALL];

    if (!self->complete)
        return STATUS_INCOMPLETE;
    if (cell->denominator == 0)
        return STATUS_NO_DENOMINATOR;
    counts_of(self, cell, counts);
    return cell->denominator_patients < self->rule->minimum_patients ||
                   any_is_small(self->rule, counts)
               ? STATUS_FEW_PATIENTS
               : STATUS_OK;
}

static bool
is_hidden(const StaySlice *self, size_t unit)
{
    return self->statuses[unit] == STATUS_FEW_PATIENTS || self->statuses[unit] == STATUS_SECONDARY;
}

/* Whether the sum of the hidden units would tell one of them, to anybody or to the largest of them. */
static bool
sum_tells(const StaySlice *self)
{
    double sum[N_SMALL] = {0}, largest[N_SMALL] = {0}, others[N_SMALL];
    size_t n_hidden = 0;

    for (size_t u = 0; u < self->n; u++) {
        double counts[N_SMALL];
        if (!is_hidden(self, u))
            continue;
        n_hidden++;
        counts_of(self, cell_of(self, u), counts);
        for (int c = 0; c < N_SMALL; c++) {
            sum[c] += counts[c];
            largest[c] = fmax(largest[c], counts[c]);
        }
    }
    for (int c = 0; c < N_SMALL; c++)
        others[c] = sum[c] - largest[c];
    return n_hidden == 1 ||
           (n_hidden > 0 && (any_is_small(self->rule, sum) || any_is_small(self->rule, others)));
}

/* The shown unit with the fewest stays in the numerator, then in the denominator, then the first;
 * n when none is shown. */
static size_t
smallest_shown(const StaySlice *self)
{
    size_t best = self->n;

    for (size_t u = 0; u < self->n; u++) {
        if (self->statuses[u] != STATUS_OK)
            continue;
        const double y = self->sums[u].numerator, x = self->sums[u].denominator;
        if (best == self->n || y < self->sums[best].numerator ||
            (y == self->sums[best].numerator && x < self->sums[best].denominator))
            best = u;
    }
    return best;
}

static void
hide(StaySlice *self)
{
    for (size_t u = 0; u < self->n; u++)
        self->statuses[u] = status_of(self, cell_of(self, u));
    for (size_t u; sum_tells(self) && (u = smallest_shown(self)) < self->n;)
        self->statuses[u] = STATUS_SECONDARY;
}

/* All units together: a patient may be in each of them, so that only those of one unit are certain to
 * differ. */
static Status
status_of_total(const StaySlice *self)
{
    double counts[N_SMALL] = {0};
    int64_t most = 0;

    if (!self->complete)
        return STATUS_INCOMPLETE;
    if (self->total.denominator == 0)
        return STATUS_NO_DENOMINATOR;
    for (size_t u = 0; u < self->n; u++) {
        double own[N_SMALL];
        counts_of(self, cell_of(self, u), own);
        for (int c = 0; c < N_SMALL; c++)
            counts[c] += own[c];
        most = MAX(most, cell_of(self, u)->denominator_patients);
    }
    return most < self->rule->minimum_patients || any_is_small(self->rule, counts)
               ? STATUS_FEW_PATIENTS
               : STATUS_OK;
}

/* --- standardised ----------------------------------------------------------------------------- */

static void
add_age_sex(const StaySlice *self, size_t unit, PatientSums *cells)
{
    const StayAgeSex *counted = stay_counts_age_sex(self->counts, unit, self->i, self->period);

    for (size_t c = 0; c < stay_counts_n_age_sex(self->counts); c++) {
        cells[c].numerator += (double)counted[c].stays;
        cells[c].denominator += (double)counted[c].persons;
    }
}

/* Stays of unknown age or sex take no part, neither here nor in what is expected. */
static void
standardise(StaySlice *self)
{
    if (!self->indicator->standardised || self->level != STAY_RESIDENCE)
        return;
    const size_t n_cells = stay_counts_n_age_sex(self->counts);
    const IndirectRule rule = {STANDARDISE_RATE, self->design_effect, FIGURE_CONFIDENCE};
    g_autofree PatientSums *region = g_new0(PatientSums, n_cells);
    g_autofree PatientSums *own = g_new(PatientSums, n_cells);

    self->standardised = g_new(IndirectFigure, self->n);
    self->observed = g_new0(double, self->n);
    for (size_t u = 0; u < self->n; u++)
        add_age_sex(self, u, region);
    for (size_t u = 0; u < self->n; u++) {
        for (size_t c = 0; c < n_cells; c++)
            own[c] = (PatientSums){0};
        add_age_sex(self, u, own);
        for (size_t c = 0; c < n_cells; c++)
            self->observed[u] += own[c].numerator;
        self->standardised[u] = standardisation_indirect(&rule, own, region, n_cells);
    }
}

/* --- signals ---------------------------------------------------------------------------------- */

/* In effective counts; of a standardised indicator the stays among those expected, whose ratio is 1 by
 * chance alone. A denominator of 0 where nothing may be judged. */
static FunnelUnit
funnel_unit(const StaySlice *self, size_t unit)
{
    if (self->statuses[unit] != STATUS_OK)
        return (FunnelUnit){0, 0};
    if (self->standardised == NULL)
        return (FunnelUnit){self->sums[unit].numerator / self->design_effect,
                            self->sums[unit].denominator / self->design_effect};
    const Estimate expected = self->standardised[unit].expected;
    if (expected.status != ESTIMATE_OK)
        return (FunnelUnit){0, 0};
    return (FunnelUnit){self->observed[unit] / self->design_effect,
                        expected.value / self->design_effect};
}

static void
judge(const StaySlice *self, Signal *out_signals)
{
    const CountModel model = figure_count_model(self->indicator);
    const Estimate ratio = patient_sums_ratio(&self->total);
    const double p0 = self->standardised != NULL ? 1 : ratio.value;
    g_autofree FunnelUnit *units = g_new(FunnelUnit, self->n);

    for (size_t u = 0; u < self->n; u++)
        units[u] = funnel_unit(self, u);
    if (ratio.status != ESTIMATE_OK)
        return;
    const Overdispersion spread =
        overdispersion_estimate(signal_method(self->results->campaign->signals.overdispersion),
                                PHI_CONSISTENT, model, p0, units, self->n);
    for (size_t u = 0; u < self->n; u++) {
        if (units[u].n == 0)
            continue;
        const double p =
            overdispersion_p_value(spread, model, p0, units[u].events, units[u].n).value;
        out_signals[u] =
            signal_of(overdispersion_place(spread, model, p0, units[u].events, units[u].n), p);
    }
}

/* --- released --------------------------------------------------------------------------------- */

static StayFigure
figure_none(const char *unit, const char *label, Status why)
{
    return (StayFigure){.unit = unit,
                        .label = label,
                        .stays = NAN,
                        .patients = NAN,
                        .denominator = NAN,
                        .value = NAN,
                        .low = NAN,
                        .high = NAN,
                        .standardised = NAN,
                        .standardised_low = NAN,
                        .standardised_high = NAN,
                        .observed_expected = NAN,
                        .status = why};
}

/* Inhabitants are published by others. */
static void
release_counts(const StaySlice *self, const PatientSums *sums, double patients, StayFigure *figure)
{
    const bool of_inhabitants = self->indicator->kind == KIND_RATE;

    figure->stays = disclosure_round_count(self->rule, sums->numerator);
    figure->patients = disclosure_round_count(self->rule, patients);
    figure->denominator =
        of_inhabitants ? sums->denominator : disclosure_round_count(self->rule, sums->denominator);
    /* Rounding can bring two counts so near that their difference reads as a small rest. */
    if (!of_inhabitants && disclosure_is_small(self->rule, figure->denominator - figure->stays))
        figure->stays = figure->patients = NAN;
}

static void
release_values(const StaySlice *self, const PatientSums *sums, StayFigure *figure)
{
    const Interval interval = figure_interval(self->indicator, sums, self->design_effect);

    figure->value = disclosure_round_value(figure_value(self->indicator, sums).value);
    figure->low = disclosure_round_value(interval.low);
    figure->high = disclosure_round_value(interval.high);
}

static void
release_standardised(const StaySlice *self, size_t unit, StayFigure *figure)
{
    if (self->standardised == NULL)
        return;
    const IndirectFigure *own = &self->standardised[unit];
    const double scale = figure_scale(self->indicator);

    figure->standardised = disclosure_round_value(scale * own->value.value);
    figure->standardised_low = disclosure_round_value(scale * own->interval.low);
    figure->standardised_high = disclosure_round_value(scale * own->interval.high);
    if (own->expected.status == ESTIMATE_OK)
        figure->observed_expected =
            disclosure_round_value(self->observed[unit] / own->expected.value);
}

static StayFigure
unit_figure(const StaySlice *self, size_t unit, Signal signal)
{
    const StayUnit *named = stay_counts_unit(self->counts, self->level, unit);
    GStringChunk *texts = self->results->texts;
    StayFigure figure =
        figure_none(g_string_chunk_insert_const(texts, named->id),
                    g_string_chunk_insert_const(texts, named->label), self->statuses[unit]);

    if (figure.status != STATUS_OK)
        return figure;
    release_counts(self, &self->sums[unit], (double)cell_of(self, unit)->numerator_patients,
                   &figure);
    release_values(self, &self->sums[unit], &figure);
    release_standardised(self, unit, &figure);
    figure.signal = signal;
    return figure;
}

static StayFigure
total_figure(const StaySlice *self)
{
    StayFigure figure = figure_none(STAYS_ALL_UNITS, "", status_of_total(self));
    double patients = 0;

    for (size_t u = 0; u < self->n; u++)
        patients += (double)cell_of(self, u)->numerator_patients;
    if (figure.status != STATUS_OK)
        return figure;
    release_counts(self, &self->total, patients, &figure);
    release_values(self, &self->total, &figure);
    return figure;
}

static void
release(const StaySlice *self)
{
    GArray *figures = results_stays_mutable(self->results, self->level, self->i, self->period);
    g_autofree Signal *signals = g_new0(Signal, self->n);

    judge(self, signals);
    for (size_t u = 0; u < self->n; u++) {
        if (is_empty(cell_of(self, u)))
            continue;
        if (figures->len == 0) {
            StayFigure total = total_figure(self);
            g_array_append_val(figures, total);
        }
        StayFigure figure = unit_figure(self, u, signals[u]);
        g_array_append_val(figures, figure);
    }
}

/* --- variation -------------------------------------------------------------------------------- */

static void
vary(const StaySlice *self)
{
    g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(VariationUnit));
    RegionVariation *entry = results_variation_mutable(
        self->results, (VariationLevel)(LEVEL_FACILITY + (int)self->level), self->i);

    for (size_t u = 0; u < self->n; u++) {
        VariationUnit unit = {self->sums[u].numerator, self->sums[u].denominator,
                              self->sums[u].denominator};
        if (self->statuses[u] != STATUS_OK)
            continue;
        if (self->standardised != NULL) {
            unit.observed = self->observed[u];
            unit.expected = self->standardised[u].expected.status == ESTIMATE_OK
                                ? self->standardised[u].expected.value
                                : 0;
        }
        g_array_append_val(list, unit);
    }
    const VariationUnit *units = (const VariationUnit *)(const void *)list->data;
    *entry = self->complete
                 ? variation_of(units, list->len,
                                variation_dispersion_of(self->indicator, self->design_effect, units,
                                                        list->len))
                 : variation_none(STATUS_INCOMPLETE, 0);
}

/* --- the whole -------------------------------------------------------------------------------- */

static void
add_slice(Results *results, const StayCounts *counts, StayLevel level, size_t i, int period)
{
    const Campaign *campaign = results->campaign;
    const size_t n = stay_counts_n_units(counts, level);
    g_auto(StaySlice) self = {.results = results,
                              .counts = counts,
                              .indicator = campaign->stay_indicators[i].indicator,
                              .rule = &campaign->disclosure,
                              .level = level,
                              .i = i,
                              .n = n,
                              .period = period,
                              .complete = campaign_stays_complete(campaign, i, period),
                              .sums = g_new0(PatientSums, n),
                              .statuses = g_new0(Status, n)};

    pool(&self);
    hide(&self);
    standardise(&self);
    release(&self);
    if (period == campaign->history - 1)
        vary(&self);
}

void
results_add_stays(Results *self, const StayCounts *stays)
{
    const Campaign *campaign = self->campaign;

    for (size_t i = 0; i < campaign->n_stay_indicators; i++)
        for (StayLevel level = 0; level < N_STAY_LEVELS; level++)
            for (int period = 0; period < campaign->history; period++)
                if (results_stays_apply(campaign->stay_indicators[i].indicator, level))
                    add_slice(self, stays, level, i, period);
}
