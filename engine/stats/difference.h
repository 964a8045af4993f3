/* How far two figures are apart, with the interval that says whether chance explains it: a practice
 * now against the same season a year before, or one practice against another. The two samples are
 * taken as independent; where the same patients are in both, as in two years of one practice, they
 * resemble themselves, the truth is nearer than the interval says, and the statement errs on the
 * side of saying nothing. Everything is `now` against `before`: exchanging them turns the sign of a
 * difference and inverts a ratio. `confidence` is the coverage, such as 0.95, in (0, 1). */
#pragma once

#include "engine/stats/estimate.h"
#include "engine/stats/patient_sums.h"

/* Events among n trials, or in an exposure of n. Real numbers, so that effective sizes (both divided
 * by the design effect) work; neither is negative. */
typedef struct {
    double events, n;
} EventCount;

/* The interval is there if and only if the estimate is, save under 2 patients. */
typedef struct {
    Estimate estimate;
    Interval interval;
} Difference;

/* Each end may be missing on its own. */
typedef struct {
    Estimate estimate;
    Estimate low, high;
} RateRatio;

/* now.events / now.n - before.events / before.n, each a proportion: Newcombe's hybrid score interval
 * (Statistics in Medicine 17, 1998, 873-890, method 10). With p the proportions and l, u their Wilson
 * limits (interval.h):
 *
 *     p1 - p2 - sqrt((p1 - l1)^2 + (u2 - p2)^2)   to   p1 - p2 + sqrt((u1 - p1)^2 + (p2 - l2)^2)
 *
 * which stays within [-1, 1] and has a width at 0 and n too. events <= n is the caller's to check.
 * ESTIMATE_UNDEFINED where an n is 0. */
Difference difference_of_proportions(EventCount now, EventCount before, double confidence);

/* (now.events / now.n) / (before.events / before.n), each a Poisson rate. Given the sum of both
 * counts, the events of now are binomial with odds ratio x now.n / before.n: the exact limits of that
 * split (Clopper and Pearson, Biometrika 26, 1934, as quantiles of the beta distribution, which real
 * counts have too), turned into odds, times before.n / now.n. Conservative for few events.
 *
 * No events now: ratio and low end are exactly 0. No events before: the ratio and the high end are
 * infinite, hence ESTIMATE_UNDEFINED, and the low end says all there is to say. The end that is left
 * keeps its (1 - confidence) / 2, as in binom.test of R. All three are ESTIMATE_UNDEFINED without any
 * event, or where an exposure is 0. An end below 1e-300 is 0, and above 1e300 is not there. */
RateRatio difference_as_rate_ratio(EventCount now, EventCount before, double confidence);

/* The difference of two ratios or means over patients: r1 - r2 -+ t x sqrt(V1 + V2), V the
 * linearised variances of patient_sums.h, t with the degrees of freedom of Welch and Satterthwaite,
 * (V1 + V2)^2 / (V1^2 / (m1 - 1) + V2^2 / (m2 - 1)) (Welch, Biometrika 34, 1947). Two constant series
 * differ by an interval without width. ESTIMATE_UNDEFINED where a denominator is 0; the estimate
 * alone, with an interval of ESTIMATE_TOO_FEW, where either has fewer than 2 patients. */
Difference difference_of_ratios(const PatientSums *now, const PatientSums *before,
                                double confidence);
