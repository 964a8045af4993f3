/* Totals over time, before and after an interruption: did the level change, and did the trend? A
 * segmented quasi-Poisson regression with season (Bernal, Cummins and Gasparrini, International
 * Journal of Epidemiology 46, 2017),
 *
 *     log E[events] = log exposure + own intercept + trend x t + season
 *                     + level [t >= entry] + slope (t - entry) [t >= entry],   variance phi x mean,
 *
 * of several series at once: those that enter, each in its own period, share trend, level and slope;
 * those that never do have a trend of their own and help to tell the season. It assumes that without
 * the entry the trend would have gone on, and that periods are independent given the model: windows
 * that overlap are not. */
#pragma once

#include <stddef.h>

#include "engine/stats/estimate.h"

/* The entry of a series that never enters. */
enum { ENTRY_NEVER = -1 };

/* One period of one series. */
typedef struct {
    int series; /* 0 to fewer than the number of points */
    int entry;  /* the period it enters in, the same in all its points; or ENTRY_NEVER */
    int period;
    int season;              /* any number from 0: quarter of the year */
    double events, exposure; /* at least 0; left out where the exposure is 0 */
} SeriesPoint;

/* A ratio: 0.9 is a tenth less. */
typedef struct {
    Estimate ratio;
    Interval interval;
    Estimate p; /* two-sided, of no change */
} SeriesChange;

typedef struct {
    SeriesChange level;  /* at the entry */
    SeriesChange slope;  /* of the trend, a period */
    Estimate dispersion; /* phi: Pearson's chi-squared / degrees of freedom */
    int degrees;         /* of freedom: points less coefficients */
} InterruptedSeries;

/* Fitted by iteratively reweighted least squares; intervals and p by t. ESTIMATE_TOO_FEW when there
 * are no more points than coefficients. ESTIMATE_UNDEFINED when the points cannot tell the
 * coefficients apart (a season seen only after the entry, fewer than two periods on a side), when
 * there are no events before or after the entries, or when the fit does not settle. */
InterruptedSeries interrupted_series_fit(const SeriesPoint *points, size_t n, double confidence);
