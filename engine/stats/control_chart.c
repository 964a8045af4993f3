#include "engine/stats/control_chart.h"

#include <float.h>
#include <glib.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "engine/stats/sum.h"

/* Least runs by the periods of the baseline, from that number on: 2 E[Phi(Z / sqrt(m))^R] is at most
 * 2 Phi(-3), Z standard normal. */
static const struct {
    size_t baseline, run;
} RUNS[] = {{4, 27},  {5, 22},  {6, 19},  {7, 17},  {8, 16}, {9, 15},
            {11, 14}, {13, 13}, {18, 12}, {28, 11}, {83, 10}};

/* What the limits may let through of steady series, on either side. */
static const double LIMIT_TAIL = 0.0025;

size_t
control_chart_run(size_t baseline)
{
    g_assert(baseline >= CHART_FEWEST_PERIODS);

    size_t i = G_N_ELEMENTS(RUNS) - 1;
    while (RUNS[i].baseline > baseline)
        i--;
    return RUNS[i].run;
}

double
control_chart_sigmas(size_t baseline)
{
    g_assert(baseline >= CHART_FEWEST_PERIODS);

    /* The squared coefficient of variation of a mean of k moving ranges of normal variables: each
     * has pi / 2 - 1, two that share a point the covariance of correlation -1/2. The mean is then
     * like a chi of so many degrees, and sqrt(1 + variation) above it. */
    double k = (double)(baseline - 1);
    double neighbours = sqrt(3) + G_PI / 6 - 2;
    double variation = ((G_PI / 2 - 1) * k + neighbours * (k - 1)) / (k * k);
    double degrees = 1 / (2 * sqrt(1 + 2 * variation) - 2);

    return fmax(3, gsl_cdf_tdist_Qinv(LIMIT_TAIL, degrees) / sqrt(1 + variation));
}

static double
unit_variance(CountModel model, double centre)
{
    return model == COUNT_BINOMIAL ? centre * (1 - centre) : centre;
}

Interval
control_chart_limits(CountModel model, double centre, double n, double sigmas)
{
    g_assert(centre >= 0 && (model == COUNT_POISSON || centre <= 1) && n > 0 && sigmas >= 0);

    double most = model == COUNT_BINOMIAL ? 1 : DBL_MAX;
    double half = sigmas * sqrt(unit_variance(model, centre) / n);
    return interval_of(fmax(0, centre - half), fmin(most, centre + half));
}

/* The periods that count, in the order of time. */
static GArray *
valid_points(const ChartPoint *points, size_t n_points)
{
    GArray *valid = g_array_new(FALSE, FALSE, sizeof(ChartPoint));

    for (size_t i = 0; i < n_points; i++)
        if (points[i].valid && points[i].n > 0)
            g_array_append_val(valid, points[i]);
    return valid;
}

/* How many of the first of `n` periods a run is held against: the most that leave one behind them, 0
 * where none fits. */
static size_t
run_baseline(size_t n)
{
    for (size_t baseline = n; baseline-- > CHART_FEWEST_PERIODS;)
        if (baseline + control_chart_run(baseline) <= n)
            return baseline;
    return 0;
}

static double
mean_moving_range(CountModel model, const ChartPoint *points, size_t n, double centre)
{
    Sum ranges = {0};
    double previous = NAN;

    for (size_t i = 0; i < n; i++) {
        double error = sqrt(unit_variance(model, centre) / points[i].n);
        double z = (points[i].events / points[i].n - centre) / error;
        if (i > 0)
            sum_add(&ranges, fabs(z - previous));
        previous = z;
    }
    return sum_value(&ranges) / (double)(n - 1);
}

/* The side of the line that all points share, each at least half an event away from it. */
static ChartDirection
common_side(const ChartPoint *points, size_t n, double centre)
{
    size_t above = 0, below = 0;

    for (size_t i = 0; i < n; i++) {
        double excess = points[i].events - points[i].n * centre;
        above += excess >= 0.5;
        below += excess <= -0.5;
    }
    return above == n ? CHART_UP : below == n ? CHART_DOWN : CHART_LEVEL;
}

/* The line of the first `baseline` of `n` periods with the limits of the last, no rule applied yet. */
static ControlChart
draw(CountModel model, const ChartPoint *points, size_t n, size_t baseline)
{
    ControlChart self = {
        CHART_FEW_PERIODS, NAN,        interval_none(ESTIMATE_TOO_FEW), NAN, baseline,
        CHART_STEADY,      CHART_LEVEL};
    if (baseline < CHART_FEWEST_PERIODS)
        return self;

    Sum events = {0}, size = {0};
    for (size_t i = 0; i < baseline; i++) {
        sum_add(&events, points[i].events);
        sum_add(&size, points[i].n);
    }

    double baseline_n = sum_value(&size), last_n = points[n - 1].n;
    double centre = sum_value(&events) / baseline_n;
    double expected = last_n * (model == COUNT_BINOMIAL ? fmin(centre, 1 - centre) : centre);
    self.status = CHART_FEW_EVENTS;
    if (expected < CHART_FEWEST_EVENTS)
        return self;

    self.status = CHART_JUDGED;
    self.centre = centre;
    self.sigma_z = mean_moving_range(model, points, baseline, centre) / M_2_SQRTPI;
    self.limits = control_chart_limits(model, centre, 1 / (1 / last_n + 1 / baseline_n),
                                       fmax(3, control_chart_sigmas(baseline) * self.sigma_z));
    return self;
}

static ControlChart
judge_limit(CountModel model, const ChartPoint *points, size_t n)
{
    ControlChart self = draw(model, points, n, n - 1);
    double rate = points[n - 1].events / points[n - 1].n;

    if (rate < self.limits.low || rate > self.limits.high) {
        self.rule = CHART_BEYOND_LIMIT;
        self.direction = rate > self.centre ? CHART_UP : CHART_DOWN;
    }
    return self;
}

static ControlChart
judge_run(CountModel model, const ChartPoint *points, size_t n)
{
    size_t baseline = run_baseline(n);
    ControlChart self = draw(model, points, n, baseline);

    if (self.status == CHART_JUDGED) {
        self.direction = common_side(points + baseline, n - baseline, self.centre);
        self.rule = self.direction == CHART_LEVEL ? CHART_STEADY : CHART_RUN;
    }
    return self;
}

ControlChart
control_chart_new(CountModel model, const ChartPoint *points, size_t n_points)
{
    g_assert(points != NULL || n_points == 0);

    if (n_points == 0 || !points[n_points - 1].valid || !(points[n_points - 1].n > 0))
        return (ControlChart){.status = CHART_NO_LAST,
                              .centre = NAN,
                              .limits = interval_none(ESTIMATE_TOO_FEW),
                              .sigma_z = NAN};

    g_autoptr(GArray) valid = valid_points(points, n_points);
    const ChartPoint *kept = (const ChartPoint *)(const void *)valid->data;
    ControlChart chart = judge_limit(model, kept, valid->len);
    if (chart.rule != CHART_STEADY)
        return chart;
    ControlChart run = judge_run(model, kept, valid->len);
    return run.rule == CHART_RUN ? run : chart;
}
