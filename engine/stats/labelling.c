#include "engine/stats/labelling.h"

#include <math.h>

/* What is compared: the values, and the effect that is supposed when intervals are sought. */
typedef struct {
    double value, effect;
} Outcome;

/* Doctors of a cluster that a labelling gives to one cohort, or to those who never entered. */
typedef struct {
    size_t cluster, first, last;
    int cohort; /* its index, COHORT_NEVER, or NO_COHORT */
} Stretch;

/* Far above the error of sums of a few thousand doctors, far below any variation between them. */
#define ROUNDING 1e-12

/* Entered in the first period: in no comparison. */
enum { NO_COHORT = -2 };

struct Labelling {
    const PanelChanges *changes;
    const bool *taken;
    bool before;
    GArray *stretches;    /* Stretch */
    Outcome *influence;   /* by cluster, times the weight */
    double *size;         /* by cluster: of what the influence is a difference of */
    int *side;            /* by cluster: 1 it has a part as entered, -1 as never, 0 none */
    double weight;        /* of those who entered, over all cells */
    double sum_size;      /* of what the sum is a difference of */
    Outcome sum, average; /* weighted sum over cells, and that divided by the weight */
};

Labelling *
labelling_new(const PanelChanges *changes, const bool *taken, bool before)
{
    size_t n = panel_changes_n_clusters(changes);
    Labelling *self = g_new0(Labelling, 1);

    self->changes = changes;
    self->taken = taken;
    self->before = before;
    self->stretches = g_array_new(FALSE, FALSE, sizeof(Stretch));
    self->influence = g_new0(Outcome, n + 1);
    self->size = g_new0(double, n + 1);
    self->side = g_new0(int, n + 1);
    return self;
}

void
labelling_free(Labelling *self)
{
    if (self == NULL)
        return;
    g_array_unref(self->stretches);
    g_free(self->influence);
    g_free(self->size);
    g_free(self->side);
    g_free(self);
}

/* --- labels ----------------------------------------------------------------------------------- */

static int
cohort_index(const PanelChanges *changes, int entry)
{
    if (entry == COHORT_NEVER)
        return COHORT_NEVER;
    for (size_t g = 0; g < panel_changes_n_cohorts(changes); g++)
        if (panel_changes_cohort(changes, g) == entry)
            return (int)g;
    return NO_COHORT;
}

static void
add_stretches(Labelling *self, size_t cluster, size_t source)
{
    const int *entries = panel_changes_entries(self->changes, source);
    size_t n = panel_changes_n_doctors(self->changes, cluster);
    size_t m = panel_changes_n_doctors(self->changes, source);

    for (size_t begin = 0, end; begin < m; begin = end) {
        end = begin + 1;
        while (end < m && entries[end] == entries[begin])
            end++;
        Stretch stretch = {.cluster = cluster,
                           .first = (begin * n + m - 1) / m,
                           .last = (end * n + m - 1) / m,
                           .cohort = cohort_index(self->changes, entries[begin])};
        if (stretch.first < stretch.last)
            g_array_append_val(self->stretches, stretch);
    }
}

static void
label(Labelling *self, const int *sources)
{
    g_array_set_size(self->stretches, 0);
    for (size_t c = 0; c < panel_changes_n_clusters(self->changes); c++)
        add_stretches(self, c, (size_t)sources[c]);
}

/* --- cells ------------------------------------------------------------------------------------ */

static ChangeSum
stretch_changes(const Labelling *self, const Stretch *stretch, size_t cohort, int period)
{
    return panel_changes_between(self->changes, stretch->cluster, stretch->first, stretch->last,
                                 cohort, period);
}

static Outcome
outcome_of(const Labelling *self, const ChangeSum *sum)
{
    return (Outcome){sum->change, self->before ? sum->before_entry : sum->since_entry};
}

/* One side of a cell. */
typedef struct {
    double weight, size;
    Outcome sum;
} Side;

static Side
side_of(const Labelling *self, int wanted, size_t cohort, int period)
{
    Side side = {0};

    for (guint i = 0; i < self->stretches->len; i++) {
        const Stretch *stretch = &g_array_index(self->stretches, Stretch, i);
        if (stretch->cohort != wanted)
            continue;
        ChangeSum sum = stretch_changes(self, stretch, cohort, period);
        Outcome outcome = outcome_of(self, &sum);
        side.weight += sum.weight;
        side.size += sum.size;
        side.sum.value += outcome.value;
        side.sum.effect += outcome.effect;
    }
    return side;
}

static Outcome
mean_of(const Side *side)
{
    return (Outcome){side->sum.value / side->weight, side->sum.effect / side->weight};
}

typedef void (*VisitCell)(Labelling *self, size_t cohort, int period, const Side *entered,
                          const Side *never);

/* Every cell that is taken and has doctors on both sides. */
static void
visit_cells(Labelling *self, VisitCell visit)
{
    int n_periods = panel_changes_n_periods(self->changes);

    for (size_t g = 0; g < panel_changes_n_cohorts(self->changes); g++)
        for (int t = 0; t < n_periods; t++) {
            int relative = t - panel_changes_cohort(self->changes, g);
            if (self->taken != NULL && !self->taken[relative + n_periods])
                continue;
            Side entered = side_of(self, (int)g, g, t);
            if (!(entered.weight > 0))
                continue;
            Side never = side_of(self, COHORT_NEVER, g, t);
            if (never.weight > 0)
                visit(self, g, t, &entered, &never);
        }
}

static void
add_cell(Labelling *self, size_t cohort, int period, const Side *entered, const Side *never)
{
    Outcome mean = mean_of(never);

    (void)cohort;
    (void)period;
    self->weight += entered->weight;
    self->sum_size += entered->size + entered->weight * (never->size / never->weight);
    self->sum.value += entered->sum.value - entered->weight * mean.value;
    self->sum.effect += entered->sum.effect - entered->weight * mean.effect;
}

/* What a stretch has to do with one cell: for those who entered, how far their change is from the
 * controls' and the average effect; for the controls, how far it is from their own mean. */
static void
add_influence(Labelling *self, const Stretch *stretch, const ChangeSum *sum, const Side *entered,
              const Side *never)
{
    Outcome *influence = &self->influence[stretch->cluster];
    Outcome own = outcome_of(self, sum), mean = mean_of(never);
    double share = stretch->cohort != COHORT_NEVER ? 1 : entered->weight / never->weight;

    if (stretch->cohort != COHORT_NEVER) {
        influence->value += own.value - sum->weight * (mean.value + self->average.value);
        influence->effect += own.effect - sum->weight * (mean.effect + self->average.effect);
    } else {
        influence->value -= share * (own.value - sum->weight * mean.value);
        influence->effect -= share * (own.effect - sum->weight * mean.effect);
    }
    self->size[stretch->cluster] +=
        share *
        (sum->size + sum->weight * (never->size / never->weight + entered->size / entered->weight));
    self->side[stretch->cluster] = stretch->cohort == COHORT_NEVER ? -1 : 1;
}

static void
add_cell_influence(Labelling *self, size_t cohort, int period, const Side *entered,
                   const Side *never)
{
    for (guint i = 0; i < self->stretches->len; i++) {
        const Stretch *stretch = &g_array_index(self->stretches, Stretch, i);
        if (stretch->cohort != COHORT_NEVER && stretch->cohort != (int)cohort)
            continue;
        ChangeSum sum = stretch_changes(self, stretch, cohort, period);
        if (sum.weight > 0)
            add_influence(self, stretch, &sum, entered, never);
    }
}

bool
labelling_apply(Labelling *self, const int *sources)
{
    label(self, sources);
    self->weight = self->sum_size = 0;
    self->sum = self->average = (Outcome){0};
    for (size_t c = 0; c < panel_changes_n_clusters(self->changes); c++) {
        self->influence[c] = (Outcome){0};
        self->size[c] = 0;
        self->side[c] = 0;
    }
    visit_cells(self, add_cell);
    if (!(self->weight > 0))
        return false;
    if (fabs(self->sum.value) <= ROUNDING * self->sum_size)
        self->sum.value = 0;
    self->average = (Outcome){self->sum.value / self->weight, self->sum.effect / self->weight};
    visit_cells(self, add_cell_influence);
    return true;
}

/* --- variance --------------------------------------------------------------------------------- */

/* What is left of a difference of equal numbers is rounding, not a variation. */
static double
value_influence(const Labelling *self, size_t cluster)
{
    double value = self->influence[cluster].value;
    return fabs(value) > ROUNDING * self->size[cluster] ? value / self->weight : 0;
}

static SideVariance
side_variance(const Labelling *self, int side)
{
    SideVariance result = {0};

    for (size_t c = 0; c < panel_changes_n_clusters(self->changes); c++) {
        if (self->side[c] != side)
            continue;
        double value = value_influence(self, c);
        double effect = self->influence[c].effect / self->weight;
        result.clusters++;
        result.variance += value * value;
        result.covariance += value * effect;
        result.effect_variance += effect * effect;
    }
    double clusters = (double)result.clusters;
    double correction = clusters > 1 ? clusters / (clusters - 1) : NAN;
    result.variance *= correction;
    result.covariance *= correction;
    result.effect_variance *= correction;
    return result;
}

SideVariance
labelling_entered(const Labelling *self)
{
    return side_variance(self, 1);
}

SideVariance
labelling_never(const Labelling *self)
{
    return side_variance(self, -1);
}

ShiftedEstimate
labelling_estimate(const Labelling *self)
{
    SideVariance entered = labelling_entered(self), never = labelling_never(self);
    return (ShiftedEstimate){
        self->average.value, self->average.effect, entered.variance + never.variance,
        entered.covariance + never.covariance, entered.effect_variance + never.effect_variance};
}

/* --- the labels as they are ------------------------------------------------------------------- */

double
labelling_cell(const PanelChanges *changes, size_t cohort, int period)
{
    g_autoptr(Labelling) self = labelling_new(changes, NULL, false);

    for (size_t c = 0; c < panel_changes_n_clusters(changes); c++)
        add_stretches(self, c, c);
    Side entered = side_of(self, (int)cohort, cohort, period);
    Side never = side_of(self, COHORT_NEVER, cohort, period);
    if (!(entered.weight > 0) || !(never.weight > 0))
        return NAN;
    return mean_of(&entered).value - mean_of(&never).value;
}
