/* How each doctor's figure moved to the current period, once the figures of all periods are there. */
#include <math.h>

#include "engine/profile/change.h"
#include "engine/profile/figure.h"
#include "engine/profile/measure.h"
#include "engine/profile/results_computing.h"
#include "engine/stats/comparable.h"
#include "engine/stats/control_chart.h"
#include "engine/stats/difference.h"
#include "engine/stats/interval.h"

/* One indicator: which periods are set against the current one. */
typedef struct {
    const Computation *computation;
    const Indicator *indicator;
    size_t index;
    int current, past; /* past -1: none */
    ComparablePeriods charted;
} PeriodComparison;

static PeriodComparison
comparison_of(const Computation *self, size_t i)
{
    const Campaign *campaign = self->campaign;
    const Indicator *indicator = campaign->indicators[i].indicator;
    const int months = period_months(campaign->last.length);
    const int counted = MAX(months, change_window_months(indicator));
    const int window = (counted + months - 1) / months;
    /* Whole years hold every season alike. */
    const bool seasonal = indicator->seasonal && counted % 12 != 0;

    return (PeriodComparison){
        .computation = self,
        .indicator = indicator,
        .index = i,
        .current = campaign->history - 1,
        .past = change_past_period(indicator, campaign),
        .charted = comparable_periods((size_t)campaign->history - 1, (size_t)window,
                                      seasonal ? (size_t)(12 / months) : 1),
    };
}

static PatientSums
sums_of(const PeriodComparison *self, size_t doctor, int period)
{
    const Computation *computation = self->computation;
    return figure_sums(counts_cell(computation->counts,
                                   computation_practitioner(computation, doctor), self->index,
                                   (size_t)period));
}

/* In effective counts. */
static EventCount
count_of(const PeriodComparison *self, size_t doctor, int period)
{
    const PatientSums sums = sums_of(self, doctor, period);
    const double deff = computation_design_effect(self->computation, self->index, period);
    return (EventCount){sums.numerator / deff, sums.denominator / deff};
}

static Status
status_of(const PeriodComparison *self, size_t doctor, int period)
{
    return results_measure(self->computation->results, doctor, self->index, period)->status;
}

static void
set_interval(Change *change, Interval interval, double scale)
{
    interval = interval_scale(interval, scale);
    change->low = interval.low;
    change->high = interval.high;
}

static void
fill_estimate(const PeriodComparison *self, size_t doctor, Change *change)
{
    const Indicator *indicator = self->indicator;
    const EventCount now = count_of(self, doctor, self->current);
    const EventCount before = count_of(self, doctor, self->past);

    if (!indicator_counts_events(indicator)) {
        const PatientSums last = sums_of(self, doctor, self->current);
        const PatientSums first = sums_of(self, doctor, self->past);
        const Difference difference = difference_of_ratios(&last, &first, FIGURE_CONFIDENCE);
        change->estimate = difference.estimate.value * figure_scale(indicator);
        set_interval(change, difference.interval, figure_scale(indicator));
    } else if (indicator->kind == KIND_RATE) {
        const RateRatio ratio = difference_as_rate_ratio(now, before, FIGURE_CONFIDENCE);
        change->estimate = ratio.estimate.value;
        change->low = ratio.low.value;
        change->high = ratio.high.value;
    } else {
        const Difference difference = difference_of_proportions(now, before, FIGURE_CONFIDENCE);
        change->estimate = difference.estimate.value;
        set_interval(change, difference.interval, 1);
    }
}

static ChangeVerdict
judge(const PeriodComparison *self, size_t doctor)
{
    static const ChangeVerdict VERDICTS[] = {
        [CHART_LEVEL] = CHANGE_USUAL, [CHART_DOWN] = CHANGE_DOWN, [CHART_UP] = CHANGE_UP};
    const ComparablePeriods *charted = &self->charted;
    g_autofree ChartPoint *points = g_new0(ChartPoint, charted->count);

    if (!indicator_counts_events(self->indicator))
        return CHANGE_UNJUDGED;
    for (size_t k = 0; k < charted->count; k++) {
        const int period = (int)(charted->first + k * charted->step);
        if (status_of(self, doctor, period) != STATUS_OK)
            continue;
        const EventCount count = count_of(self, doctor, period);
        points[k] = (ChartPoint){count.events, count.n, true};
    }
    const ControlChart chart =
        control_chart_new(figure_count_model(self->indicator), points, charted->count);
    return chart.status == CHART_JUDGED ? VERDICTS[chart.direction] : CHANGE_UNJUDGED;
}

void
computation_compare_periods(const Computation *self, size_t i)
{
    const PeriodComparison comparison = comparison_of(self, i);
    Change *changes = results_changes_mutable(self->results, i);

    for (size_t d = 0; d < self->practitioners->len; d++) {
        changes[d].past_period = comparison.past;
        if (comparison.past < 0 || status_of(&comparison, d, comparison.current) != STATUS_OK)
            continue;
        if (status_of(&comparison, d, comparison.past) == STATUS_OK)
            fill_estimate(&comparison, d, &changes[d]);
        changes[d].verdict = judge(&comparison, d);
    }
}
