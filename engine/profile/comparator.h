/* The figures of many doctors set beside one: ratio of sums, its interval, quantiles of the doctors'
 * values; as released, or with the reason why not. */
#pragma once

#include "engine/profile/results.h"
#include "engine/stats/distribution.h"
#include "engine/stats/patient_sums.h"

/* Below this many ok doctors the outer quantiles are not given. */
enum { BANDS_FROM_DOCTORS = 10 };

/* All doctors' figures in one indicator and period: the arrays are by doctor. */
typedef struct {
    const DisclosureRule *disclosure;
    const Indicator *indicator;
    double design_effect;
    bool complete;
    const Measure *measures;
    const PatientSums *sums;
} ComparatorSlice;

/* The values of those of `doctors` with an ok figure; the caller frees. */
Distribution *comparator_distribution(const ComparatorSlice *slice, const size_t *doctors,
                                      size_t n);

/* The figure over `doctors`, whoever reads it among them, those with few patients included.
 *
 * The median needs minimum_members ok doctors, the other quantiles BANDS_FROM_DOCTORS. In a group a
 * quantile may be one colleague's value, so there it is given in whole points, as that colleague's
 * point is. */
ComparatorFigure comparator_new(const ComparatorSlice *slice, ComparatorKind kind,
                                const size_t *doctors, size_t n);

/* The same without quantiles. */
ComparatorFigure comparator_pooled(const ComparatorSlice *slice, const size_t *doctors, size_t n);

/* Whether the figure over `doctors` may be shown, and the exact sums behind it in natural units: for
 * what is worked out from them and coarser than they are. */
Status comparator_sums(const ComparatorSlice *slice, const size_t *doctors, size_t n,
                       double *out_numerator, double *out_denominator);

/* The value of `doctors` without one of them ("your colleagues"), as released; NaN where what is left
 * may not be shown. */
double comparator_without(const ComparatorSlice *slice, const size_t *doctors, size_t n,
                          size_t left_out);

/* The achievable benchmark of the region: what its doctors 0 to n - 1 with an ok figure reach who are
 * furthest in the indicator's direction, for a tenth of the denominators (achievable.h). Released
 * like any comparator, without quantiles. not_applicable without a direction, and where no events
 * are counted. */
ComparatorFigure comparator_achievable(const ComparatorSlice *slice, size_t n);

/* A comparator without figures. */
ComparatorFigure comparator_none(Status why);
