/* How often the chart calls a change, over simulated practices: under 1 % of those that are steady,
 * be it that only counting is at work or that the level itself wanders, and nearly always where a
 * large shift was planted. */
#include <check.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>

#include "engine/stats/comparable.h"
#include "engine/stats/control_chart.h"

enum { DRAWS = 10000, MOST_PERIODS = 60 };

/* `wander` is the coefficient of variation of the level from period to period. */
typedef struct {
    CountModel model;
    size_t periods;
    double n, rate, wander;
} Practice;

static gsl_rng *random_numbers;

static void
seed(void)
{
    random_numbers = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(random_numbers, 19240516);
}

static void
unseed(void)
{
    gsl_rng_free(random_numbers);
}

static double
draw_level(const Practice *practice, double rate)
{
    double square = practice->wander * practice->wander;
    if (square == 0)
        return rate;
    if (practice->model == COUNT_POISSON)
        return gsl_ran_gamma(random_numbers, 1 / square, rate * square);

    double sum = (1 - rate) / (rate * square) - 1;
    return gsl_ran_beta(random_numbers, rate * sum, (1 - rate) * sum);
}

/* A period of about n, from 0.6 to 1.4 times that. */
static ChartPoint
draw_point(const Practice *practice, double rate)
{
    double n = ceil(practice->n * (0.6 + 0.8 * gsl_rng_uniform(random_numbers)));
    double level = draw_level(practice, rate);
    unsigned events = practice->model == COUNT_BINOMIAL
                          ? gsl_ran_binomial(random_numbers, level, (unsigned)n)
                          : gsl_ran_poisson(random_numbers, level * n);
    return (ChartPoint){events, n, true};
}

/* A chart whose last `shifted` periods have another rate. */
static ControlChart
draw_chart(const Practice *practice, size_t shifted, double shifted_rate)
{
    ChartPoint points[MOST_PERIODS];

    ck_assert_uint_le(practice->periods, MOST_PERIODS);
    for (size_t i = 0; i < practice->periods; i++)
        points[i] =
            draw_point(practice, i + shifted < practice->periods ? practice->rate : shifted_rate);
    return control_chart_new(practice->model, points, practice->periods);
}

static const Practice STEADY[] = {
    {COUNT_BINOMIAL, 5, 100, 0.1, 0},    {COUNT_BINOMIAL, 8, 30, 0.1, 0},
    {COUNT_BINOMIAL, 8, 120, 0.12, 0},   {COUNT_BINOMIAL, 8, 60, 0.9, 0},
    {COUNT_BINOMIAL, 24, 60, 0.5, 0},    {COUNT_BINOMIAL, 60, 100, 0.1, 0},
    {COUNT_POISSON, 8, 20, 0.2, 0},      {COUNT_POISSON, 12, 50, 0.2, 0},
    {COUNT_POISSON, 24, 1000, 0.1, 0},   {COUNT_BINOMIAL, 5, 100, 0.1, 0.2},
    {COUNT_BINOMIAL, 5, 200, 0.5, 0.3},  {COUNT_BINOMIAL, 8, 100, 0.1, 0.2},
    {COUNT_BINOMIAL, 8, 200, 0.1, 0.3},  {COUNT_BINOMIAL, 24, 100, 0.5, 0.2},
    {COUNT_BINOMIAL, 36, 100, 0.3, 0.1}, {COUNT_POISSON, 5, 1000, 0.1, 0.2},
    {COUNT_POISSON, 8, 1000, 0.1, 0.3},  {COUNT_POISSON, 12, 1e5, 0.1, 0.1},
    {COUNT_POISSON, 24, 1000, 0.1, 0.2},
};
enum { N_STEADY = sizeof STEADY / sizeof STEADY[0] };

START_TEST(steady_practices_rarely_change)
{
    const Practice *practice = &STEADY[_i];
    int judged = 0, changed = 0, told = 0;

    for (int i = 0; i < DRAWS; i++) {
        ControlChart chart = draw_chart(practice, 0, 0);
        judged += chart.status == CHART_JUDGED;
        changed += chart.rule != CHART_STEADY;
        told += chart.direction != CHART_LEVEL;
    }
    ck_assert_int_eq(told, changed);
    ck_assert_int_ge(judged, DRAWS * 8 / 10);
    ck_assert_msg(changed < DRAWS / 100, "%d of %d steady practices changed", changed, DRAWS);
}
END_TEST

/* Without what few periods ask for, the same charts would call too many: the draws can fail. */
START_TEST(three_sigmas_would_call_too_many)
{
    const Practice practice = {COUNT_BINOMIAL, 5, 200, 0.5, 0.3};
    int changed = 0;

    for (int i = 0; i < DRAWS; i++) {
        ControlChart chart = draw_chart(&practice, 0, 0);
        ChartPoint last = draw_point(&practice, practice.rate);
        Interval limits =
            control_chart_limits(practice.model, chart.centre, last.n, 3 * fmax(1, chart.sigma_z));
        double rate = last.events / last.n;
        changed += rate < limits.low || rate > limits.high;
    }
    ck_assert_int_gt(changed, DRAWS / 25);
}
END_TEST

static const struct {
    Practice practice;
    size_t shifted;
    double rate;
    ChartRule rule;
    ChartDirection direction;
} SHIFTS[] = {
    {{COUNT_BINOMIAL, 5, 200, 0.1, 0}, 1, 0.6, CHART_BEYOND_LIMIT, CHART_UP},
    {{COUNT_BINOMIAL, 8, 120, 0.12, 0}, 1, 0.45, CHART_BEYOND_LIMIT, CHART_UP},
    {{COUNT_BINOMIAL, 8, 120, 0.7, 0}, 1, 0.3, CHART_BEYOND_LIMIT, CHART_DOWN},
    {{COUNT_BINOMIAL, 24, 100, 0.3, 0}, 1, 0.6, CHART_BEYOND_LIMIT, CHART_UP},
    {{COUNT_POISSON, 8, 1000, 0.1, 0.1}, 1, 0.25, CHART_BEYOND_LIMIT, CHART_UP},
    {{COUNT_POISSON, 12, 1000, 0.1, 0}, 1, 0.03, CHART_BEYOND_LIMIT, CHART_DOWN},
    {{COUNT_BINOMIAL, 24, 400, 0.3, 0}, 15, 0.375, CHART_RUN, CHART_UP},
    {{COUNT_POISSON, 36, 400, 0.3, 0}, 13, 0.225, CHART_RUN, CHART_DOWN},
};
enum { N_SHIFTS = sizeof SHIFTS / sizeof SHIFTS[0] };

/* A single large shift is beyond the limits in nine of ten, and a lasting small one is found as a
 * run where it is not beyond them, always in its own direction but for a hundredth. */
START_TEST(planted_shifts_are_found)
{
    int found = 0, by_rule = 0, wrong = 0;

    for (int i = 0; i < DRAWS; i++) {
        ControlChart chart = draw_chart(&SHIFTS[_i].practice, SHIFTS[_i].shifted, SHIFTS[_i].rate);
        found += chart.direction == SHIFTS[_i].direction;
        by_rule += chart.rule == SHIFTS[_i].rule;
        wrong += chart.direction != SHIFTS[_i].direction && chart.direction != CHART_LEVEL;
    }
    ck_assert_msg(found >= DRAWS * 9 / 10, "shift %d: %d of %d found", _i, found, DRAWS);
    ck_assert_msg(by_rule >= DRAWS / 2, "shift %d: %d of %d by its rule", _i, by_rule, DRAWS);
    ck_assert_int_lt(wrong, DRAWS / 100);
}
END_TEST

/* Winters of twice the rate, for six years: among comparable periods there is nothing to see. */
START_TEST(seasons_are_no_change)
{
    const Practice practice = {COUNT_BINOMIAL, 24, 80, 0.2, 0};
    int changed = 0, judged = 0;

    for (int i = 0; i < DRAWS; i++) {
        ChartPoint history[24], points[24];
        for (size_t p = 0; p < 24; p++)
            history[p] = draw_point(&practice, p % 4 == 3 ? 0.4 : 0.2);
        ComparablePeriods periods = comparable_periods(23, 1, 4);
        for (size_t p = 0; p < periods.count; p++)
            points[p] = history[periods.first + p * periods.step];
        ControlChart chart = control_chart_new(practice.model, points, periods.count);
        judged += chart.status == CHART_JUDGED && fabs(chart.centre - 0.4) < 0.2;
        changed += chart.rule != CHART_STEADY;
    }
    ck_assert_int_eq(judged, DRAWS);
    ck_assert_int_lt(changed, DRAWS / 100);
}
END_TEST

/* Exchanging events and the rest turns the chart of proportions upside down. */
START_TEST(a_chart_upside_down_is_the_same)
{
    for (int i = 0; i < DRAWS; i++) {
        ChartPoint points[24], rest[24];
        const Practice practice = {COUNT_BINOMIAL, 24, 50, 0.4, 0.3};
        for (size_t p = 0; p < 24; p++) {
            points[p] = draw_point(&practice, p < 23 ? 0.4 : 0.6);
            rest[p] = (ChartPoint){points[p].n - points[p].events, points[p].n, true};
        }
        size_t periods = 5 + gsl_rng_uniform_int(random_numbers, 20);
        ControlChart one = control_chart_new(COUNT_BINOMIAL, points + 24 - periods, periods);
        ControlChart other = control_chart_new(COUNT_BINOMIAL, rest + 24 - periods, periods);
        ck_assert(fabs(one.centre - (1 - other.centre)) < 1e-12);
        ck_assert(fabs(one.limits.low - (1 - other.limits.high)) < 1e-12);
        ck_assert(fabs(one.limits.high - (1 - other.limits.low)) < 1e-12);
        ck_assert(fabs(one.sigma_z - other.sigma_z) < 1e-12);
        ck_assert_int_eq(one.rule, other.rule);
        ck_assert((one.direction == CHART_UP) == (other.direction == CHART_DOWN));
        ck_assert(one.limits.low <= one.centre && one.centre <= one.limits.high);
    }
}
END_TEST

/* The limits close in as the last period grows, and open with the scatter. */
START_TEST(limits_narrow_with_size)
{
    for (int i = 0; i < DRAWS; i++) {
        CountModel model = i % 2 == 0 ? COUNT_BINOMIAL : COUNT_POISSON;
        double centre = gsl_rng_uniform(random_numbers),
               n = 1 + 500 * gsl_rng_uniform(random_numbers);
        double sigmas = 5 * gsl_rng_uniform(random_numbers),
               factor = 1 + gsl_rng_uniform(random_numbers);
        Interval limits = control_chart_limits(model, centre, n, sigmas);
        Interval larger = control_chart_limits(model, centre, n * factor, sigmas);
        Interval wider = control_chart_limits(model, centre, n, sigmas * factor);
        ck_assert(limits.low <= centre && centre <= limits.high);
        ck_assert(limits.low <= larger.low && larger.high <= limits.high);
        ck_assert(wider.low <= limits.low && limits.high <= wider.high);
    }
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("control_chart_property");
    TCase *tests = tcase_create("control_chart_property");
    tcase_add_checked_fixture(tests, seed, unseed);
    tcase_add_loop_test(tests, steady_practices_rarely_change, 0, N_STEADY);
    tcase_add_test(tests, three_sigmas_would_call_too_many);
    tcase_add_loop_test(tests, planted_shifts_are_found, 0, N_SHIFTS);
    tcase_add_test(tests, seasons_are_no_change);
    tcase_add_test(tests, a_chart_upside_down_is_the_same);
    tcase_add_test(tests, limits_narrow_with_size);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
