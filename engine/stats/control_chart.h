/* Whether the last period of a series is a real change, or what this practice does anyway: a control
 * chart of proportions (p chart) or of rates (u chart) with Laney's correction for more scatter than
 * counting alone gives (p' and u' charts; Quality Engineering 14, 2002, 531-537). The periods given
 * must be comparable (comparable.h): windows that do not overlap, seasons that do not mislead.
 *
 * Line. The points judged never draw the line they are judged by: the centre is the ratio of sums
 * over earlier valid periods, the baseline, at least CHART_FEWEST_PERIODS of them. With z = (rate -
 * centre) / (its binomial or Poisson standard error at the period's own n), sigma_z is the mean
 * moving range of z between successive baseline periods / (2 / sqrt(pi) = 1.128).
 *
 * Limits of the last period: centre -+ max(3, k x sigma_z) x sqrt(v (1 / n + 1 / N)), where v is
 * centre (1 - centre) or centre, and N the n of the whole baseline: a line from few periods is
 * itself uncertain. k is 3 for a long baseline. But three sigmas estimated from a few moving ranges
 * are crossed by chance far more often than three known ones (about a line from 4 periods by 7 % of
 * steady series), so that k is at least Student's quantile that leaves 0.25 % on either side, with
 * the degrees and the bias of a mean moving range (Patnaik, Biometrika 37, 1950): 10.1 for 4
 * periods, 5.2 for 7, 3.8 for 13, 3.3 for 23, 3 from 51 on. For the same reason sigma_z below 1
 * counts as long as k x sigma_z is above 3: that seven periods happen to lie close does not show that
 * only counting is at work.
 *
 * Rules. (a) The last period is beyond its limits; the baseline is all periods before it. (b) The
 * last R periods all lie on one side of the line of the periods before them, each by at least half an
 * event. Eight in a row belong to a known line; on one side of a line from 4 periods 6 % of steady
 * series have them. R is the least run that at most 0.27 % of steady series show (what 3 known sigmas
 * let through): 15 after a baseline of 9 periods, 13 after 13, 10 after 83. The series is divided so
 * that the baseline is as long as it can be. Under 24 periods rule (b) cannot fire. It is asked when
 * (a) has found nothing.
 *
 * Simulated, both together call under 0.6 % of steady series changed where only counting is at work,
 * about 1 % at most where the level itself wanders by a fifth from period to period, 1.9 % where it
 * wanders by half; over 8 periods under 1 % in all of these. Nothing is judged where fewer than
 * CHART_FEWEST_EVENTS events, or for a proportion as many without, are to be expected in the last
 * period: there a single patient would be a change. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "engine/stats/count_model.h"
#include "engine/stats/estimate.h"

enum { CHART_FEWEST_PERIODS = 4, CHART_FEWEST_EVENTS = 2 };

/* Events among n trials or in an exposure of n, as real numbers (effective sizes: both divided by
 * the design effect). A period without `valid`, or with n = 0, is left out; its numbers are not
 * read. */
typedef struct {
    double events, n;
    bool valid;
} ChartPoint;

typedef enum {
    CHART_JUDGED,
    CHART_NO_LAST,     /* the last period itself is not valid */
    CHART_FEW_PERIODS, /* too few valid periods before it */
    CHART_FEW_EVENTS,  /* too few events, or too few without, are to be expected in it */
} ChartStatus;

typedef enum { CHART_STEADY, CHART_BEYOND_LIMIT, CHART_RUN } ChartRule;
typedef enum { CHART_LEVEL, CHART_DOWN, CHART_UP } ChartDirection;

/* The line and the limits are those of the rule that fired, of (a) when none did. */
typedef struct {
    ChartStatus status;
    double centre;   /* events per n */
    Interval limits; /* of the last period, events per n */
    double sigma_z;  /* scatter of the baseline, in standard errors; 1 is counting alone */
    size_t baseline; /* valid periods behind the centre; also given when they are too few */
    ChartRule rule;  /* CHART_STEADY unless judged */
    ChartDirection direction; /* where it went; CHART_LEVEL when steady */
} ControlChart;

/* The chart of `n_points` periods in the order of time, the last being the one to judge. centre,
 * limits and sigma_z are NaN unless CHART_JUDGED. 0 <= events, and <= n for COUNT_BINOMIAL, are the
 * caller's to check. */
ControlChart control_chart_new(CountModel model, const ChartPoint *points, size_t n_points);

/* centre -+ sigmas x standard error of a period of size n > 0, within [0, 1] or from 0 up: for 3
 * sigmas the limits of a textbook. `centre` is in [0, 1] or not negative, by the model. */
Interval control_chart_limits(CountModel model, double centre, double n, double sigmas);

/* k of above, for a baseline of at least CHART_FEWEST_PERIODS periods. */
double control_chart_sigmas(size_t baseline);
/* R of above, for the same. */
size_t control_chart_run(size_t baseline);
