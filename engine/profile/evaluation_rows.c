#include <math.h>

#include "engine/profile/disclosure.h"
#include "engine/profile/evaluation_parts.h"
#include "engine/profile/figure.h"
#include "engine/profile/measure.h"
#include "engine/stats/balance.h"
#include "engine/stats/difference_in_differences.h"
#include "engine/stats/interrupted_series.h"

/* The same labellings each time, so that the same counts give the same p. */
static const DifferenceRule RULE = {
    .confidence = FIGURE_CONFIDENCE, .relabellings = 1999, .seed = 20210101};

/* --- difference in differences ---------------------------------------------------------------- */

/* One indicator's differences at work. */
typedef struct {
    Evaluation *evaluation;
    const EvaluationData *data;
    DifferenceInDifferences *differences;
    int n_periods;
} Comparing;

static void
add_row(Evaluation *self, EvaluationRow row)
{
    g_array_append_val(self->rows, row);
}

/* A row of the average over `taken`. */
static EvaluationRow
difference_row(const Comparing *self, EvaluationTerm term, const bool *taken)
{
    Difference difference = difference_in_differences_term(self->differences, taken, &RULE);
    EvaluationRow row = evaluation_row(self->data, term);

    evaluation_row_fill(&row, difference.estimate, difference.interval, difference.p);
    row.groups = (int)difference.clusters_entered;
    row.controls = (int)difference.doctors_never;
    row.doctors = (int)difference.doctors_entered;
    return row;
}

static void
hide(EvaluationRow *row)
{
    row->estimate = row->low = row->high = row->p = NAN;
}

/* The average over the distances from `first` to `last` that may be shown. Where none may, the row
 * says on how many doctors it would rest. */
static void
add_average(const Comparing *self, EvaluationTerm term, int first, int last)
{
    g_autofree bool *shown = g_new0(bool, 2 * (size_t)self->n_periods);
    g_autofree bool *all = g_new0(bool, 2 * (size_t)self->n_periods);
    bool any = false;

    for (int relative = first; relative <= last; relative++) {
        bool may_show = evaluation_data_event_status(self->data, relative) == STATUS_OK;
        all[relative + self->n_periods] = true;
        shown[relative + self->n_periods] = may_show;
        any |= may_show;
    }
    EvaluationRow row = difference_row(self, term, any ? shown : all);
    if (!any)
        hide(&row);
    add_row(self->evaluation, row);
}

/* One row for each distance at which there is anybody. */
static void
add_events(const Comparing *self, EvaluationTerm term, int first, int last)
{
    for (int relative = first; relative <= last; relative++) {
        if (evaluation_data_doctors(self->data, relative) == 0)
            continue;
        g_autofree bool *taken = g_new0(bool, 2 * (size_t)self->n_periods);
        taken[relative + self->n_periods] = true;
        EvaluationRow row = difference_row(self, term, taken);
        row.relative = relative;
        if (evaluation_data_event_status(self->data, relative) != STATUS_OK)
            hide(&row);
        add_row(self->evaluation, row);
    }
}

/* Entered, but without a value in the period before or in any from then on. */
static int
count_not_identified(const Comparing *self)
{
    const Panel *panel = self->data->panel;
    int not_identified = (int)self->data->people->n_before;

    for (size_t d = 0; d < panel_n_doctors(panel); d++) {
        int cohort = panel_cohort(panel, d);
        if (cohort == COHORT_NEVER)
            continue;
        bool after = false;
        for (int t = cohort; t < self->n_periods; t++)
            after |= panel_has_value(panel, d, t);
        not_identified += !after || !panel_has_value(panel, d, cohort - 1);
    }
    return not_identified;
}

void
evaluation_add_differences(Evaluation *self, const EvaluationData *data)
{
    g_autoptr(DifferenceInDifferences) differences = difference_in_differences_new(data->panel);
    Comparing comparing = {self, data, differences, data->campaign->history};
    int last = comparing.n_periods - 1;

    add_average(&comparing, EVALUATION_EFFECT, 0, last);
    add_average(&comparing, EVALUATION_PRE_TREND, -last, -2);
    EvaluationRow row = evaluation_row(data, EVALUATION_NOT_IDENTIFIED);
    row.doctors = count_not_identified(&comparing);
    add_row(self, row);
    add_events(&comparing, EVALUATION_BEFORE, -last, -2);
    add_events(&comparing, EVALUATION_AFTER, 0, last);
}

/* --- interrupted series ----------------------------------------------------------------------- */

/* Whether each period reads its own days only. */
static bool
has_separate_windows(const EvaluationData *data)
{
    Period last = data->campaign->last;
    return measure_first_day(evaluation_data_indicator(data), last) >= period_first_day(last);
}

/* The totals of one cohort, or of the controls, in every period; what totals are negative cannot be
 * fitted, and is false. */
static bool
add_points(const EvaluationData *data, int cohort, GArray *points)
{
    double per = indicator_value(evaluation_data_indicator(data), 1, 1);
    bool good = true;

    for (int t = 0; t < data->campaign->history; t++) {
        Period period = campaign_period(data->campaign, t);
        SeriesPoint point = {.series = cohort == COHORT_NEVER ? 0 : cohort,
                             .entry = cohort == COHORT_NEVER ? ENTRY_NEVER : cohort,
                             .period = t,
                             .season = period_index(period) - 1};
        for (size_t d = 0; d < panel_n_doctors(data->panel); d++)
            if (panel_cohort(data->panel, d) == cohort) {
                point.events += panel_numerator(data->panel, d, t) / per;
                point.exposure += panel_denominator(data->panel, d, t);
            }
        good &= point.events >= 0;
        g_array_append_val(points, point);
    }
    return good;
}

static InterruptedSeries
fit_series(const EvaluationData *data)
{
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(SeriesPoint));
    bool good = add_points(data, COHORT_NEVER, points);

    for (int g = 1; g < data->campaign->history; g++)
        good &= add_points(data, g, points);
    return interrupted_series_fit((const SeriesPoint *)(const void *)points->data,
                                  good ? points->len : 0, FIGURE_CONFIDENCE);
}

/* Doctors with any value, and the groups of those who entered. */
static void
count_all(const EvaluationData *data, EvaluationRow *row)
{
    g_autoptr(GHashTable) groups = g_hash_table_new(NULL, NULL);

    for (size_t d = 0; d < panel_n_doctors(data->panel); d++) {
        bool any = false;
        for (int t = 0; t < data->campaign->history; t++)
            any |= panel_has_value(data->panel, d, t);
        if (!any)
            continue;
        if (panel_cohort(data->panel, d) == COHORT_NEVER) {
            row->controls++;
        } else {
            row->doctors++;
            g_hash_table_add(groups, GINT_TO_POINTER(panel_cluster(data->panel, d) + 1));
        }
    }
    row->groups = (int)g_hash_table_size(groups);
}

void
evaluation_add_series(Evaluation *self, const EvaluationData *data)
{
    EvaluationRow level = evaluation_row(data, EVALUATION_LEVEL);
    count_all(data, &level);
    EvaluationRow slope = level, dispersion = level;
    slope.term = EVALUATION_SLOPE;
    dispersion.term = EVALUATION_DISPERSION;

    if (has_separate_windows(data) && evaluation_data_total_status(data) == STATUS_OK) {
        InterruptedSeries fit = fit_series(data);
        Estimate none = estimate_none(ESTIMATE_UNDEFINED);
        evaluation_row_fill(&level, fit.level.ratio, fit.level.interval, fit.level.p);
        evaluation_row_fill(&slope, fit.slope.ratio, fit.slope.interval, fit.slope.p);
        evaluation_row_fill(&dispersion, fit.dispersion, interval_none(none.status), none);
    }
    add_row(self, level);
    add_row(self, slope);
    add_row(self, dispersion);
}

/* --- balance ---------------------------------------------------------------------------------- */

static double
baseline_value(const EvaluationData *data, size_t doctor, int base, BalanceVariable variable)
{
    if (variable == BALANCE_VALUE)
        return panel_value(data->panel, doctor, base);
    if (variable == BALANCE_VOLUME)
        return panel_denominator(data->panel, doctor, base);
    return (double)evaluation_data_cell(data, doctor, base)->denominator_patients;
}

/* Adds a cohort before its entry, and the controls beside it with the weight of its size. */
static void
add_baseline(const EvaluationData *data, int cohort, BalanceVariable variable, Balance *balance)
{
    const Panel *panel = data->panel;
    int base = cohort - 1, size = 0;

    for (size_t d = 0; d < panel_n_doctors(panel); d++)
        if (panel_cohort(panel, d) == cohort && panel_has_value(panel, d, base)) {
            balance_add(balance, true, baseline_value(data, d, base, variable), 1);
            size++;
        }
    for (size_t d = 0; size > 0 && d < panel_n_doctors(panel); d++)
        if (panel_cohort(panel, d) == COHORT_NEVER && panel_has_value(panel, d, base))
            balance_add(balance, false, baseline_value(data, d, base, variable), size);
}

/* Who has a value before the entry, and the controls that have one in any of those periods. */
static void
count_baseline(const EvaluationData *data, BalanceRow *row)
{
    g_autofree bool *is_base = g_new0(bool, (size_t)data->campaign->history);

    for (size_t d = 0; d < panel_n_doctors(data->panel); d++) {
        int cohort = panel_cohort(data->panel, d);
        if (cohort == COHORT_NEVER || !panel_has_value(data->panel, d, cohort - 1))
            continue;
        is_base[cohort - 1] = true;
        row->doctors++;
    }
    for (size_t d = 0; d < panel_n_doctors(data->panel); d++) {
        bool any = false;
        for (int t = 0; t < data->campaign->history; t++)
            any |= is_base[t] && panel_has_value(data->panel, d, t);
        row->controls += any && panel_cohort(data->panel, d) == COHORT_NEVER;
    }
}

static BalanceRow
balance_row(const EvaluationData *data, BalanceVariable variable)
{
    BalanceRow row = {.indicator = data->indicator,
                      .variable = variable,
                      .entered = NAN,
                      .control = NAN,
                      .difference = NAN};
    g_autoptr(Balance) balance = balance_new();

    count_baseline(data, &row);
    if (evaluation_data_baseline_status(data) != STATUS_OK)
        return row;
    for (int g = 1; g < data->campaign->history; g++)
        add_baseline(data, g, variable, balance);
    row.entered = disclosure_round_value(balance_mean(balance, true).value);
    row.control = disclosure_round_value(balance_mean(balance, false).value);
    row.difference = disclosure_round_value(balance_standardised_difference(balance).value);
    return row;
}

void
evaluation_add_balance(Evaluation *self, const EvaluationData *data)
{
    for (int variable = 0; variable < N_BALANCE_VARIABLES; variable++) {
        BalanceRow row = balance_row(data, (BalanceVariable)variable);
        g_array_append_val(self->balance, row);
    }
}
