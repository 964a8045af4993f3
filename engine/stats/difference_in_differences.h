/* What entering a scheme did to the values of doctors: their change since the period before the
 * entry, less the change of doctors who never entered over the same periods. By period of entry, so
 * that nobody who entered earlier serves as a control for who entered later (Callaway and Sant'Anna,
 * Journal of Econometrics 225, 2021, without covariates; the bias of two-way fixed effects under
 * staggered entry: Goodman-Bacon, same volume).
 *
 * The estimand. For those who entered in g, and a period t,
 *
 *     ATT(g, t) = sum_i x_ib (v_it - v_ib) / sum_i x_ib - the same over those who never entered
 *
 * with b = g - 1, v the doctor's value and x its denominator, over doctors with a value in both
 * periods. The weight is the denominator before the entry, in all periods: what the scheme did to the
 * volume cannot pass for an effect on the value, and the first term is the ratio of sums that
 * comparators print, the second the same with the mix of doctors held fixed. A term averages cells
 * (g, t) by the weight of those who entered, sum_i x_ib: it is the effect on the average patient or
 * act of the denominator that those doctors had before they entered.
 *
 * It rests on parallel trends: that without the scheme both would have changed alike. The terms of
 * periods before the entry are such changes, and should be about 0. */
#pragma once

#include <stdbool.h>

#include "engine/stats/estimate.h"
#include "engine/stats/panel.h"

/* With fewer clusters than this on either side, what is certain comes from relabelling. */
enum { CLUSTERS_FOR_T = 30 };

typedef struct {
    double confidence;
    size_t relabellings; /* at most; at least 1 */
    unsigned long seed;
} DifferenceRule;

/* One term. Estimates are in the unit of the panel's values. */
typedef struct {
    Estimate estimate; /* ESTIMATE_TOO_FEW without a cell that has doctors on both sides */
    Interval interval;
    Estimate p;      /* two-sided, of no effect */
    bool relabelled; /* interval and p come from relabelling */
    /* With a part in a cell that has doctors on both sides. */
    size_t doctors_entered, doctors_never, clusters_entered, clusters_never;
} Difference;

typedef struct DifferenceInDifferences DifferenceInDifferences;

/* `panel` must outlive the result. */
DifferenceInDifferences *difference_in_differences_new(const Panel *panel);
void difference_in_differences_free(DifferenceInDifferences *self); /* NULL is a no-op. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DifferenceInDifferences, difference_in_differences_free)

/* ATT(g, t): `cohort` is g, at least 1. ESTIMATE_TOO_FEW without doctors on both sides. */
Estimate difference_in_differences_cell(const DifferenceInDifferences *self, int cohort,
                                        int period);

/* The average over the cells (g, t) for which taken[t - g + n_periods] holds: `taken` has
 * 2 x n_periods elements. Either all of them are from the entry on, or all at least two periods
 * before it (one before is 0 by definition).
 *
 * Errors are clustered: every doctor's part in the estimate (its influence, with the averaging
 * weights as estimated) is summed by cluster, and the variance is
 *
 *     sum over sides of G / (G - 1) x sum over the side's G clusters of (summed influence)^2.
 *
 * From CLUSTERS_FOR_T clusters on each side, interval and p are those of t with the degrees of freedom
 * of Welch and Satterthwaite. With fewer, or without any variance, clusters are relabelled: each gets the entries of another,
 * in the order of its doctors' own, stretched to its size, and p is the share of labellings whose |t|
 * is at least as large; the interval holds the effects, the same in all periods from the entry on (or
 * before it), that this test does not reject. With fewer than 2 clusters on a side neither is given
 * (ESTIMATE_TOO_FEW). */
Difference difference_in_differences_term(const DifferenceInDifferences *self, const bool *taken,
                                          const DifferenceRule *rule);
