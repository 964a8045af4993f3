#include "engine/stats/panel_changes.h"

#include <math.h>
#include <stdint.h>

typedef struct {
    size_t first_doctor, n_doctors; /* in the order of `order` */
    size_t first_sum;               /* of n_doctors + 1 rows of sums */
} ChangeCluster;

struct PanelChanges {
    int n_periods;
    GArray *cohorts;  /* int: periods of entry */
    GArray *clusters; /* ChangeCluster */
    size_t *order;    /* the panel's doctors by cluster, entry, order of addition */
    int *entries;     /* in that order */
    ChangeSum *sums;  /* by row, cohort, period: over the doctors of the cluster before that row */
};

/* --- order ------------------------------------------------------------------------------------ */

static int
compare_doctors(gconstpointer a, gconstpointer b, gpointer data)
{
    const Panel *panel = data;
    size_t left = *(const size_t *)a, right = *(const size_t *)b;
    int keys[][2] = {{panel_cluster(panel, left), panel_cluster(panel, right)},
                     {panel_cohort(panel, left), panel_cohort(panel, right)}};

    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        if (keys[i][0] != keys[i][1])
            return keys[i][0] < keys[i][1] ? -1 : 1;
    return (left > right) - (left < right);
}

static void
sort_doctors(PanelChanges *self, const Panel *panel)
{
    size_t n = panel_n_doctors(panel);

    self->order = g_new(size_t, n + 1);
    self->entries = g_new(int, n + 1);
    for (size_t i = 0; i < n; i++)
        self->order[i] = i;
    g_qsort_with_data(self->order, (int)n, sizeof(size_t), compare_doctors,
                      (gpointer)(uintptr_t)panel);
    for (size_t i = 0; i < n; i++)
        self->entries[i] = panel_cohort(panel, self->order[i]);
}

/* A cluster's entries are sorted, so that whoever never entered stands first. */
static void
close_cluster(const PanelChanges *self, size_t first, size_t n)
{
    ChangeCluster cluster = {first, n, first + self->clusters->len};

    g_assert((self->entries[first] == COHORT_NEVER) ==
             (self->entries[first + n - 1] == COHORT_NEVER));
    g_array_append_val(self->clusters, cluster);
}

static void
list_clusters(PanelChanges *self, const Panel *panel)
{
    size_t n = panel_n_doctors(panel), first = 0;

    self->clusters = g_array_new(FALSE, FALSE, sizeof(ChangeCluster));
    for (size_t i = 1; i <= n; i++) {
        if (i < n &&
            panel_cluster(panel, self->order[i]) == panel_cluster(panel, self->order[first]))
            continue;
        close_cluster(self, first, i - first);
        first = i;
    }
}

static void
list_cohorts(PanelChanges *self, const Panel *panel)
{
    g_autofree bool *entered = g_new0(bool, (size_t)self->n_periods);

    for (size_t i = 0; i < panel_n_doctors(panel); i++)
        if (panel_cohort(panel, i) > 0)
            entered[panel_cohort(panel, i)] = true;
    self->cohorts = g_array_new(FALSE, FALSE, sizeof(int));
    for (int t = 1; t < self->n_periods; t++)
        if (entered[t])
            g_array_append_val(self->cohorts, t);
}

/* --- sums ------------------------------------------------------------------------------------- */

static ChangeSum *
sum_at(const PanelChanges *self, size_t row, size_t cohort, int period)
{
    return &self->sums[(row * self->cohorts->len + cohort) * (size_t)self->n_periods +
                       (size_t)period];
}

static ChangeSum
add(ChangeSum a, ChangeSum b)
{
    return (ChangeSum){a.weight + b.weight, a.change + b.change, a.size + b.size,
                       a.since_entry + b.since_entry, a.before_entry + b.before_entry};
}

static ChangeSum
change_of(const Panel *panel, size_t doctor, int base, int period)
{
    int entry = panel_cohort(panel, doctor);

    if (!panel_has_value(panel, doctor, base) || !panel_has_value(panel, doctor, period))
        return (ChangeSum){0};

    double weight = panel_denominator(panel, doctor, base);
    double before = panel_value(panel, doctor, base), then = panel_value(panel, doctor, period);
    ChangeSum sum = {.weight = weight,
                     .change = weight * (then - before),
                     .size = weight * (fabs(then) + fabs(before))};
    if (entry != COHORT_NEVER) {
        sum.since_entry = weight * ((period >= entry) - (base >= entry));
        sum.before_entry = weight * ((period <= entry - 2) - (base <= entry - 2));
    }
    return sum;
}

static void
add_up_cluster(PanelChanges *self, const Panel *panel, const ChangeCluster *cluster)
{
    for (size_t i = 0; i < cluster->n_doctors; i++) {
        size_t doctor = self->order[cluster->first_doctor + i];
        for (size_t g = 0; g < self->cohorts->len; g++)
            for (int t = 0; t < self->n_periods; t++)
                *sum_at(self, cluster->first_sum + i + 1, g, t) =
                    add(*sum_at(self, cluster->first_sum + i, g, t),
                        change_of(panel, doctor, panel_changes_cohort(self, g) - 1, t));
    }
}

PanelChanges *
panel_changes_new(const Panel *panel)
{
    PanelChanges *self = g_new0(PanelChanges, 1);

    self->n_periods = panel_n_periods(panel);
    sort_doctors(self, panel);
    list_clusters(self, panel);
    list_cohorts(self, panel);
    size_t rows = panel_n_doctors(panel) + self->clusters->len;
    self->sums = g_new0(ChangeSum, rows * self->cohorts->len * (size_t)self->n_periods + 1);
    for (size_t c = 0; c < self->clusters->len; c++)
        add_up_cluster(self, panel, &g_array_index(self->clusters, ChangeCluster, c));
    return self;
}

void
panel_changes_free(PanelChanges *self)
{
    if (self == NULL)
        return;
    g_array_unref(self->cohorts);
    g_array_unref(self->clusters);
    g_free(self->order);
    g_free(self->entries);
    g_free(self->sums);
    g_free(self);
}

/* --- look-up ---------------------------------------------------------------------------------- */

int
panel_changes_n_periods(const PanelChanges *self)
{
    return self->n_periods;
}

size_t
panel_changes_n_cohorts(const PanelChanges *self)
{
    return self->cohorts->len;
}

int
panel_changes_cohort(const PanelChanges *self, size_t cohort)
{
    g_assert(cohort < self->cohorts->len);
    return g_array_index(self->cohorts, int, cohort);
}

static const ChangeCluster *
cluster_at(const PanelChanges *self, size_t cluster)
{
    g_assert(cluster < self->clusters->len);
    return &g_array_index(self->clusters, ChangeCluster, cluster);
}

size_t
panel_changes_n_clusters(const PanelChanges *self)
{
    return self->clusters->len;
}

size_t
panel_changes_n_doctors(const PanelChanges *self, size_t cluster)
{
    return cluster_at(self, cluster)->n_doctors;
}

const int *
panel_changes_entries(const PanelChanges *self, size_t cluster)
{
    return &self->entries[cluster_at(self, cluster)->first_doctor];
}

ChangeSum
panel_changes_between(const PanelChanges *self, size_t cluster, size_t first, size_t last,
                      size_t cohort, int period)
{
    const ChangeCluster *place = cluster_at(self, cluster);
    g_assert(first <= last && last <= place->n_doctors);

    const ChangeSum *low = sum_at(self, place->first_sum + first, cohort, period);
    const ChangeSum *high = sum_at(self, place->first_sum + last, cohort, period);
    return (ChangeSum){high->weight - low->weight, high->change - low->change,
                       high->size - low->size, high->since_entry - low->since_entry,
                       high->before_entry - low->before_entry};
}
