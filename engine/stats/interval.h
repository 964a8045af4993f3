/* Intervals about a proportion, a count of events and a ratio over patients. `confidence` is the
 * coverage, such as 0.95, in (0, 1). Counts are real numbers, so that effective sizes (n / deff)
 * work; what applies to them applies to whole counts. */
#pragma once

#include "engine/stats/estimate.h"
#include "engine/stats/patient_sums.h"

enum {
    /* Below this many events an interval about a count is exact, from here on it is Byar's. */
    BYAR_FROM_EVENTS = 10,
    /* GSL 2.7 gives wrong chi-squared quantiles from about 985, without saying so. */
    POISSON_EXACT_MOST_EVENTS = 500,
};

/* Proportion events / n: Wilson's score interval (JASA 22, 1927), without continuity correction.
 * 0 <= events <= n is the caller's to check. ESTIMATE_UNDEFINED for n = 0; the low end is exactly 0
 * without events, the high end exactly 1 when all are events. */
Interval interval_wilson(double events, double n, double confidence);

/* Expected number behind `events` >= 0 observed: exact Poisson by chi-squared quantiles (Garwood,
 * Biometrika 28, 1936): qchisq(a/2, 2 x) / 2 to qchisq(1 - a/2, 2 x + 2) / 2; the low end is 0
 * without events. Up to POISSON_EXACT_MOST_EVENTS. */
Interval interval_poisson_exact(double events, double confidence);
/* The same by Byar's approximation (Breslow and Day, vol. II, IARC 1987, p. 69). */
Interval interval_poisson_byar(double events, double confidence);
/* The one to print: exact below BYAR_FROM_EVENTS, Byar from there. */
Interval interval_poisson(double events, double confidence);

/* Ratio or mean over patients: ratio -+ t(m - 1) x linearised standard error (patient_sums.h), which
 * for one x a patient is the t interval of a mean. ESTIMATE_TOO_FEW under 2 patients,
 * ESTIMATE_UNDEFINED without a denominator. */
Interval interval_ratio(const PatientSums *sums, double confidence);

/* Each end times `factor` >= 0; passes a missing interval on. */
Interval interval_scale(Interval interval, double factor);
/* Each end within [low, high]; passes a missing interval on. */
Interval interval_clamp(Interval interval, double low, double high);
