#include "engine/stats/difference_in_differences.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "engine/stats/labelling.h"
#include "engine/stats/relabelling.h"

struct DifferenceInDifferences {
    const Panel *panel;
    PanelChanges *changes;
    int *schedules;   /* by cluster: the first cluster whose doctors entered in the same way */
    bool *comparable; /* by cohort and period: the cell has doctors on both sides */
};

/* --- making ----------------------------------------------------------------------------------- */

/* Whether two clusters' doctors entered alike, so that exchanging their labels changes nothing. */
static bool
same_schedule(const PanelChanges *changes, size_t a, size_t b)
{
    size_t n = panel_changes_n_doctors(changes, a), m = panel_changes_n_doctors(changes, b);
    const int *left = panel_changes_entries(changes, a), *right = panel_changes_entries(changes, b);

    if (left[0] == left[n - 1] && right[0] == right[m - 1])
        return left[0] == right[0];
    bool same = n == m;
    for (size_t i = 0; same && i < n; i++)
        same = left[i] == right[i];
    return same;
}

static void
find_schedules(DifferenceInDifferences *self)
{
    size_t n = panel_changes_n_clusters(self->changes);

    self->schedules = g_new(int, n + 1);
    for (size_t c = 0; c < n; c++) {
        size_t first = 0;
        while (!same_schedule(self->changes, first, c))
            first++;
        self->schedules[c] = (int)first;
    }
}

static bool *
comparable_at(const DifferenceInDifferences *self, size_t cohort, int period)
{
    return &self->comparable[cohort * (size_t)panel_n_periods(self->panel) + (size_t)period];
}

static void
find_comparable(DifferenceInDifferences *self)
{
    size_t n = panel_changes_n_cohorts(self->changes);
    int n_periods = panel_n_periods(self->panel);

    self->comparable = g_new(bool, n *(size_t)n_periods + 1);
    for (size_t g = 0; g < n; g++)
        for (int t = 0; t < n_periods; t++)
            *comparable_at(self, g, t) = !isnan(labelling_cell(self->changes, g, t));
}

DifferenceInDifferences *
difference_in_differences_new(const Panel *panel)
{
    DifferenceInDifferences *self = g_new0(DifferenceInDifferences, 1);

    self->panel = panel;
    self->changes = panel_changes_new(panel);
    find_schedules(self);
    find_comparable(self);
    return self;
}

void
difference_in_differences_free(DifferenceInDifferences *self)
{
    if (self == NULL)
        return;
    panel_changes_free(self->changes);
    g_free(self->schedules);
    g_free(self->comparable);
    g_free(self);
}

/* --- inference -------------------------------------------------------------------------------- */

static double
degrees_of_freedom(const SideVariance *entered, const SideVariance *never)
{
    double sum = entered->variance + never->variance;
    return sum * sum /
           (entered->variance * entered->variance / (double)(entered->clusters - 1) +
            never->variance * never->variance / (double)(never->clusters - 1));
}

static void
infer_by_t(const Labelling *labelling, const DifferenceRule *rule, Difference *difference)
{
    SideVariance entered = labelling_entered(labelling), never = labelling_never(labelling);
    double estimate = difference->estimate.value;
    double error = sqrt(entered.variance + never.variance);
    double degrees = degrees_of_freedom(&entered, &never);
    double half = gsl_cdf_tdist_Qinv((1 - rule->confidence) / 2, degrees) * error;

    difference->interval = interval_of(estimate - half, estimate + half);
    difference->p = estimate_of(2 * gsl_cdf_tdist_Q(fabs(estimate) / error, degrees));
}

/* Leaves `labelling` at the last of the ways. */
static void
infer_by_relabelling(const DifferenceInDifferences *self, Labelling *labelling,
                     const DifferenceRule *rule, Difference *difference)
{
    size_t n_clusters = panel_changes_n_clusters(self->changes), n = 0;
    ShiftedEstimate actual = labelling_estimate(labelling);
    g_autoptr(Relabelling) ways =
        relabelling_new(self->schedules, n_clusters, rule->relabellings, rule->seed);
    g_autofree ShiftedEstimate *estimates = g_new(ShiftedEstimate, relabelling_size(ways));
    g_autofree int *sources = g_new(int, n_clusters);

    while (relabelling_next(ways, sources))
        estimates[n++] = labelling_apply(labelling, sources)
                             ? labelling_estimate(labelling)
                             : (ShiftedEstimate){NAN, NAN, NAN, NAN, NAN};
    difference->relabelled = true;
    difference->p = permutation_p(&actual, estimates, n, 0);
    difference->interval = permutation_interval(&actual, estimates, n, rule->confidence);
}

static void
infer(const DifferenceInDifferences *self, Labelling *labelling, const DifferenceRule *rule,
      Difference *difference)
{
    size_t fewest = MIN(difference->clusters_entered, difference->clusters_never);

    if (fewest < 2)
        return;
    if (fewest < CLUSTERS_FOR_T || !(labelling_estimate(labelling).variance > 0))
        infer_by_relabelling(self, labelling, rule, difference);
    else
        infer_by_t(labelling, rule, difference);
}

/* --- terms ------------------------------------------------------------------------------------ */

/* Whether the doctor has a part in a cell of that cohort that is taken. */
static bool
has_part(const DifferenceInDifferences *self, const bool *taken, size_t doctor, size_t cohort)
{
    int n_periods = panel_n_periods(self->panel);
    int entry = panel_changes_cohort(self->changes, cohort);

    if (!panel_has_value(self->panel, doctor, entry - 1))
        return false;
    for (int t = 0; t < n_periods; t++)
        if (taken[t - entry + n_periods] && *comparable_at(self, cohort, t) &&
            panel_has_value(self->panel, doctor, t))
            return true;
    return false;
}

/* The cells of the own cohort; a control's are those of all. */
static bool
has_any_part(const DifferenceInDifferences *self, const bool *taken, size_t doctor)
{
    int entry = panel_cohort(self->panel, doctor);

    for (size_t g = 0; g < panel_changes_n_cohorts(self->changes); g++)
        if ((entry == COHORT_NEVER || entry == panel_changes_cohort(self->changes, g)) &&
            has_part(self, taken, doctor, g))
            return true;
    return false;
}

static void
count_parts(const DifferenceInDifferences *self, const bool *taken, const Labelling *labelling,
            Difference *difference)
{
    for (size_t i = 0; i < panel_n_doctors(self->panel); i++) {
        bool counts = has_any_part(self, taken, i);
        if (panel_cohort(self->panel, i) == COHORT_NEVER)
            difference->doctors_never += counts;
        else
            difference->doctors_entered += counts;
    }
    difference->clusters_entered = labelling_entered(labelling).clusters;
    difference->clusters_never = labelling_never(labelling).clusters;
}

/* Whether the cells are before the entry; they may not be both. */
static bool
are_before(const bool *taken, int n_periods)
{
    bool before = false, after = false;

    for (int relative = -n_periods; relative < n_periods; relative++) {
        before |= relative < 0 && taken[relative + n_periods];
        after |= relative >= 0 && taken[relative + n_periods];
    }
    g_assert(!(before && after) && !taken[n_periods - 1]);
    return before;
}

Difference
difference_in_differences_term(const DifferenceInDifferences *self, const bool *taken,
                               const DifferenceRule *rule)
{
    Difference difference = {.estimate = estimate_none(ESTIMATE_TOO_FEW),
                             .interval = interval_none(ESTIMATE_TOO_FEW),
                             .p = estimate_none(ESTIMATE_TOO_FEW)};
    bool before = are_before(taken, panel_n_periods(self->panel));
    g_autoptr(Labelling) labelling = labelling_new(self->changes, taken, before);
    bool comparable = labelling_apply(labelling, self->schedules);

    count_parts(self, taken, labelling, &difference);
    if (!comparable)
        return difference;
    difference.estimate = estimate_of(labelling_estimate(labelling).estimate);
    infer(self, labelling, rule, &difference);
    return difference;
}

Estimate
difference_in_differences_cell(const DifferenceInDifferences *self, int cohort, int period)
{
    for (size_t g = 0; g < panel_changes_n_cohorts(self->changes); g++) {
        if (panel_changes_cohort(self->changes, g) != cohort)
            continue;
        double difference = labelling_cell(self->changes, g, period);
        return isnan(difference) ? estimate_none(ESTIMATE_TOO_FEW) : estimate_of(difference);
    }
    return estimate_none(ESTIMATE_TOO_FEW);
}
