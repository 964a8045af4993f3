/* A panel under one labelling of its clusters: which of their doctors entered a scheme and when, the
 * true way or another that is tried out, and the difference in differences that follows. For
 * difference_in_differences.c alone, whose header has the definitions. */
#pragma once

#include "engine/stats/panel_changes.h"
#include "engine/stats/permutation_test.h"

typedef struct Labelling Labelling;

/* The cells (g, t) for which taken[t - g + n_periods] holds, or all for NULL. The supposed effect is
 * one from the entry on, or, with `before`, up to two periods before it. Both must outlive the
 * result. */
Labelling *labelling_new(const PanelChanges *changes, const bool *taken, bool before);
void labelling_free(Labelling *self); /* NULL is a no-op. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Labelling, labelling_free)

/* Gives the doctors of cluster c the entries of cluster sources[c], stretched to their number, and
 * compares. False when no cell has doctors on both sides. */
bool labelling_apply(Labelling *self, const int *sources);

/* Of the labelling applied last: the estimate, what one unit of the supposed effect adds to it, and
 * the clustered variances of both, NaN when a side has fewer than 2 clusters. */
ShiftedEstimate labelling_estimate(const Labelling *self);

/* The part of one side: who entered, or who never did. */
typedef struct {
    size_t clusters; /* that have a part in any cell */
    double variance, covariance, effect_variance;
} SideVariance;
SideVariance labelling_entered(const Labelling *self);
SideVariance labelling_never(const Labelling *self);

/* ATT of one cell, of the panel's true labels; NaN without doctors on both sides. `cohort` is an index
 * into the cohorts of `changes`. */
double labelling_cell(const PanelChanges *changes, size_t cohort, int period);
