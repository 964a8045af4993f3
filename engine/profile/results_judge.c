/* What is said of a doctor's figure beyond its value: how far chance explains its distance to the
 * enrolled value, and how far chance is in the figure itself. For counts of events only; everything
 * is reckoned in effective counts, divided by the design effect. */
#include <math.h>

#include "engine/profile/chance_signal.h"
#include "engine/profile/disclosure.h"
#include "engine/profile/figure.h"
#include "engine/profile/measure.h"
#include "engine/profile/results_computing.h"
#include "engine/stats/interval.h"
#include "engine/stats/multiplicity.h"
#include "engine/stats/overdispersion.h"
#include "engine/stats/shrinkage.h"

/* One cell on its way: the effective counts of every doctor, a denominator of 0 for those without a
 * figure that may be judged. */
typedef struct {
    const ComparatorSlice *slice;
    CountModel model;
    double per;
    FunnelUnit *units; /* by doctor */
    size_t n_doctors;
} Judgement;

static void
judgement_clear(Judgement *self)
{
    g_free(self->units);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Judgement, judgement_clear)

static Judgement
judgement_of(const Computation *self, const ComparatorSlice *slice)
{
    Judgement judgement = {.slice = slice,
                           .model = figure_count_model(slice->indicator),
                           .per = slice->indicator->per,
                           .units = g_new0(FunnelUnit, self->practitioners->len),
                           .n_doctors = self->practitioners->len};

    for (size_t d = 0; d < judgement.n_doctors; d++)
        if (slice->measures[d].status == STATUS_OK)
            judgement.units[d] = (FunnelUnit){slice->sums[d].numerator / slice->design_effect,
                                              slice->sums[d].denominator / slice->design_effect};
    return judgement;
}

/* --- chance in the figure --------------------------------------------------------------------- */

/* Towards the region's mean, all its doctors taken together. */
static void
shrink(const Judgement *self, Measure *measures)
{
    g_autofree double *events = g_new(double, self->n_doctors);
    g_autofree double *n = g_new(double, self->n_doctors);
    for (size_t d = 0; d < self->n_doctors; d++) {
        events[d] = self->units[d].events;
        n[d] = self->units[d].n;
    }

    ShrinkagePrior prior = shrinkage_fit(self->model, events, n, self->n_doctors);
    for (size_t d = 0; d < self->n_doctors; d++) {
        if (n[d] == 0)
            continue;
        measures[d].shrunken = self->per * shrinkage_value(prior, events[d], n[d]).value;
        measures[d].reliability = shrinkage_reliability(prior, n[d]).value;
    }
}

/* --- chance in the gap ------------------------------------------------------------------------ */

/* The exact ratio of sums over the enrolled, as a proportion or a rate per one. */
static double
enrolled_value(const Judgement *self, const GArray *enrolled)
{
    PatientSums total = {0};
    for (guint i = 0; i < enrolled->len; i++) {
        size_t d = g_array_index(enrolled, size_t, i);
        if (measure_contributes(&self->slice->measures[d]))
            patient_sums_add(&total, &self->slice->sums[d]);
    }
    return patient_sums_ratio(&total).value;
}

static Overdispersion
spread(const Judgement *self, const GArray *enrolled, SpreadRule rule, double p0)
{
    g_autofree FunnelUnit *units = g_new(FunnelUnit, enrolled->len);
    for (guint i = 0; i < enrolled->len; i++)
        units[i] = self->units[g_array_index(enrolled, size_t, i)];
    return overdispersion_estimate(signal_method(rule), PHI_CONSISTENT, self->model, p0, units,
                                   enrolled->len);
}

static void
judge_doctors(const Computation *self, const Judgement *judgement, Overdispersion overdispersion,
              double p0, size_t i, int period)
{
    const CountModel model = judgement->model;
    Measure *measures = results_measures_mutable(self->results, i, period);

    for (size_t d = 0; d < judgement->n_doctors; d++) {
        const FunnelUnit *unit = &judgement->units[d];
        if (unit->n == 0)
            continue;
        const double p =
            overdispersion_p_value(overdispersion, model, p0, unit->events, unit->n).value;
        measures[d].z = funnel_z(model, p0, unit->events, unit->n).value;
        measures[d].signal =
            signal_of(overdispersion_place(overdispersion, model, p0, unit->events, unit->n), p);
        if (period == self->campaign->history - 1)
            self->p_values[i * judgement->n_doctors + d] = p;
    }
}

/* --- the funnel of the groups ----------------------------------------------------------------- */

/* As far as the largest group that is shown, by its released denominator. */
static double
largest_group(const Results *results, size_t i, int period)
{
    double largest = 0;
    for (size_t g = 0; g < results->n_groups; g++)
        largest =
            fmax(largest, results_comparator(results, COMPARATOR_GROUP, g, i, period)->denominator);
    return largest;
}

static ChanceLimits
limits_at(const Judgement *self, Overdispersion overdispersion, double p0, double denominator)
{
    const double n = denominator / self->slice->design_effect;
    const Interval narrow =
        interval_scale(overdispersion_limits(overdispersion, self->model, p0, n, 0.95), self->per);
    const Interval wide = interval_scale(
        overdispersion_limits(overdispersion, self->model, p0, n, FUNNEL_SIGNAL_CONFIDENCE),
        self->per);
    return (ChanceLimits){denominator, disclosure_round_value(narrow.low),
                          disclosure_round_value(narrow.high), disclosure_round_value(wide.low),
                          disclosure_round_value(wide.high)};
}

/* Sizes grow with the square, since the limits bend where few are. */
static void
fill_limits(const Computation *self, const Judgement *judgement, Overdispersion overdispersion,
            double p0, size_t i)
{
    enum { STEPS = 32 };
    const double reach = 1.1 * largest_group(self->results, i, self->campaign->history - 1);
    GArray *limits = results_limits_mutable(self->results, i);
    double last = 0;

    if (overdispersion.method == OVERDISPERSION_ADDITIVE)
        overdispersion.method = OVERDISPERSION_MULTIPLICATIVE;
    for (int step = 1; step <= STEPS; step++) {
        const double denominator = ceil(reach * step * step / (STEPS * STEPS));
        if (denominator <= last)
            continue;
        const ChanceLimits entry = limits_at(judgement, overdispersion, p0, denominator);
        g_array_append_val(limits, entry);
        last = denominator;
    }
}

void
computation_judge(const Computation *self, const ComparatorSlice *slice, size_t i, int period)
{
    if (!indicator_counts_events(slice->indicator) || !slice->complete)
        return;

    g_auto(Judgement) judgement = judgement_of(self, slice);
    shrink(&judgement, results_measures_mutable(self->results, i, period));

    /* A gap to what may not be shown is not spoken of. */
    ComparatorFigure *enrolled =
        results_comparator_mutable(self->results, COMPARATOR_ENROLLED, 0, i, period);
    if (enrolled->status != STATUS_OK)
        return;
    double p0 = enrolled_value(&judgement, self->enrolled);
    Overdispersion overdispersion =
        spread(&judgement, self->enrolled, self->campaign->signals.overdispersion, p0);
    if (overdispersion.units >= OVERDISPERSION_FEWEST_UNITS) {
        enrolled->phi = disclosure_round_value(overdispersion.phi);
        enrolled->tau2 =
            disclosure_round_value(overdispersion.tau2 * judgement.per * judgement.per);
    }
    judge_doctors(self, &judgement, overdispersion, p0, i, period);
    if (period == self->campaign->history - 1)
        fill_limits(self, &judgement, overdispersion, p0, i);
}

/* --- many looks ------------------------------------------------------------------------------- */

/* Beyond the limits and, with all indicators of the booklet taken together, among those of which no
 * more than the campaign's share is expected to be false. */
void
computation_judge_booklets(const Computation *self)
{
    const double rate = self->campaign->signals.false_discovery;
    const size_t n = self->campaign->n_indicators, n_doctors = self->practitioners->len;
    g_autofree double *p = g_new(double, n);

    for (size_t d = 0; rate > 0 && d < n_doctors; d++) {
        for (size_t i = 0; i < n; i++)
            p[i] = self->p_values[i * n_doctors + d];
        multiplicity_adjust(p, n, p);
        for (size_t i = 0; i < n; i++) {
            Signal *signal =
                &results_measures_mutable(self->results, i, self->campaign->history - 1)[d].signal;
            if (*signal != SIGNAL_NONE && !(p[i] <= rate))
                *signal = SIGNAL_WITHIN;
        }
    }
}
