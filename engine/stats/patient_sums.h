/* What a ratio and its honest variance need, summed over patients: y_i is patient i's part of the
 * numerator, x_i of the denominator. Any unit, as long as all parts use the same two. Sums of
 * several doctors add up to those of the group: its value is the ratio of sums, never the mean of
 * the doctors' ratios. */
#pragma once

#include "engine/stats/estimate.h"

typedef struct {
    double numerator, denominator; /* sum y, sum x */
    double patients;               /* with x > 0 */
    double sum_yy, sum_xy, sum_xx; /* sums of products */
} PatientSums;

void patient_sums_add(PatientSums *self, const PatientSums *other);

/* sum y / sum x; ESTIMATE_UNDEFINED when the denominator is 0. */
Estimate patient_sums_ratio(const PatientSums *self);

/* The residual sum of squares about the own ratio r: sum (y_i - r x_i)^2 = yy - 2 r xy + r^2 xx,
 * never negative; what is below the rounding noise of that difference is 0. 0 without a
 * denominator. */
double patient_sums_residual(const PatientSums *self);

/* Variance of the ratio between patients, by linearisation (Cochran, Sampling Techniques, 3rd ed.,
 * 6.3): m / (m - 1) x residual / (sum x)^2 over m patients. ESTIMATE_TOO_FEW under 2 patients,
 * ESTIMATE_UNDEFINED without a denominator. */
Estimate patient_sums_variance(const PatientSums *self);
