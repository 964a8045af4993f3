/* How the values of a panel changed between two periods, summed over stretches of each cluster, so
 * that the same panel under another labelling of its clusters (who entered, and when) is read off
 * without going back to the doctors. */
#pragma once

#include "engine/stats/panel.h"

typedef struct PanelChanges PanelChanges;

/* Over doctors i with a value in both periods b and t. The weight of a doctor is the denominator in
 * b, the period before the entry, which the entry cannot have moved. */
typedef struct {
    double weight; /* sum x_ib */
    double change; /* sum x_ib (v_it - v_ib) */
    double size;   /* sum x_ib (|v_it| + |v_ib|): what rounding is measured by */
    /* The same for what is 1 from the true entry on and 0 before, and for what is 1 up to two periods
     * before it and 0 later; always 0 for who never entered. */
    double since_entry, before_entry;
} ChangeSum;

/* Keeps nothing of `panel`. */
PanelChanges *panel_changes_new(const Panel *panel);
void panel_changes_free(PanelChanges *self); /* NULL is a no-op. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PanelChanges, panel_changes_free)

int panel_changes_n_periods(const PanelChanges *self);
/* The periods of entry that have a period before them, ascending. */
size_t panel_changes_n_cohorts(const PanelChanges *self);
int panel_changes_cohort(const PanelChanges *self, size_t cohort);

/* Clusters in the order of their numbers; in each the doctors in the order of their entry. */
size_t panel_changes_n_clusters(const PanelChanges *self);
size_t panel_changes_n_doctors(const PanelChanges *self, size_t cluster);
/* The periods of entry of a cluster's doctors, in their order. */
const int *panel_changes_entries(const PanelChanges *self, size_t cluster);

/* Over the doctors `first` to `last` - 1 of the cluster, from the period before that cohort's entry
 * to `period`. */
ChangeSum panel_changes_between(const PanelChanges *self, size_t cluster, size_t first, size_t last,
                                size_t cohort, int period);
