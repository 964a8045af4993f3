#include "engine/stats/control_chart.h"

#include <check.h>
#include <math.h>
#include <string.h>

#include "tests/oracle/oracle.h"

#define TOLERANCE 1e-9

static const char *const STATUSES[] = {"judged", "no_last", "few_periods", "few_events"};
static const char *const RULES[] = {"steady", "limit", "run"};
static const char *const DIRECTIONS[] = {"level", "down", "up"};

START_TEST(sigmas_and_runs_agree)
{
    g_autoptr(Oracle) oracle = oracle_open("control_chart_rules");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        size_t baseline = (size_t)oracle_number(oracle, row, "baseline");
        ck_assert_msg(oracle_agrees(control_chart_sigmas(baseline),
                                    oracle_number(oracle, row, "sigmas"), TOLERANCE),
                      "%zu periods: %.17g", baseline, control_chart_sigmas(baseline));
        ck_assert_uint_eq(control_chart_run(baseline), (size_t)oracle_number(oracle, row, "run"));
    }
}
END_TEST

/* The points of a row; the caller frees. An empty field is an empty series. */
static ChartPoint *
row_points(const Oracle *oracle, size_t row, size_t *out_n)
{
    g_autofree double *events = oracle_list(oracle, row, "events", out_n);
    g_autofree double *n = oracle_list(oracle, row, "n", out_n);
    g_autofree double *valid = oracle_list(oracle, row, "valid", out_n);
    ChartPoint *points = g_new(ChartPoint, *out_n);

    for (size_t i = 0; i < *out_n; i++)
        points[i] = (ChartPoint){events[i], n[i], valid[i] != 0};
    return points;
}

static void
assert_limits(const ControlChart *chart, const Oracle *oracle, size_t row)
{
    double centre = oracle_number(oracle, row, "centre");
    double low = oracle_number(oracle, row, "low"), high = oracle_number(oracle, row, "high");
    double sigma_z = oracle_number(oracle, row, "sigma_z");

    if (chart->status != CHART_JUDGED) {
        ck_assert(isnan(centre) && isnan(chart->centre) && isnan(chart->sigma_z));
        ck_assert_int_ne(chart->limits.status, ESTIMATE_OK);
        return;
    }
    ck_assert(oracle_agrees(chart->centre, centre, TOLERANCE));
    ck_assert_msg(fabs(chart->sigma_z - sigma_z) <= TOLERANCE * fmax(1, sigma_z),
                  "row %zu: sigma_z %.17g, not %.17g", row, chart->sigma_z, sigma_z);
    ck_assert_msg(fabs(chart->limits.low - low) <= TOLERANCE * (high - low) &&
                      fabs(chart->limits.high - high) <= TOLERANCE * (high - low),
                  "row %zu: %.17g to %.17g, not %.17g to %.17g", row, chart->limits.low,
                  chart->limits.high, low, high);
}

START_TEST(chart_agrees)
{
    g_autoptr(Oracle) oracle = oracle_open("control_chart");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        size_t n = 0;
        g_autofree ChartPoint *points = row_points(oracle, row, &n);
        CountModel model =
            strcmp(oracle_text(oracle, row, "model"), "p") == 0 ? COUNT_BINOMIAL : COUNT_POISSON;
        ControlChart chart = control_chart_new(model, points, n);

        ck_assert_str_eq(STATUSES[chart.status], oracle_text(oracle, row, "status"));
        ck_assert_str_eq(RULES[chart.rule], oracle_text(oracle, row, "rule"));
        ck_assert_str_eq(DIRECTIONS[chart.direction], oracle_text(oracle, row, "direction"));
        ck_assert_uint_eq(chart.baseline, (size_t)oracle_number(oracle, row, "baseline"));
        assert_limits(&chart, oracle, row);
    }
}
END_TEST

/* The published p chart. */
START_TEST(limits_are_those_of_the_textbook)
{
    Interval limits = control_chart_limits(COUNT_BINOMIAL, .09551020408, 100, 3);
    ck_assert(oracle_agrees(limits.low, .007334694728, TOLERANCE));
    ck_assert(oracle_agrees(limits.high, .1836857134, TOLERANCE));

    limits = control_chart_limits(COUNT_POISSON, 4, 16, 3);
    ck_assert(limits.low == 2.5 && limits.high == 5.5);
}
END_TEST

START_TEST(limits_stay_where_rates_can_be)
{
    Interval limits = control_chart_limits(COUNT_BINOMIAL, 0.01, 50, 3);
    ck_assert(limits.low == 0);
    limits = control_chart_limits(COUNT_BINOMIAL, 0.99, 50, 3);
    ck_assert(limits.high == 1);
    limits = control_chart_limits(COUNT_POISSON, 1.5, 2, 3);
    ck_assert(limits.low == 0 && limits.high > 1.5);
}
END_TEST

/* Eight of eight points cannot lie on one side of their own mean; about the mean of others they can,
 * and eight periods have no others. */
START_TEST(eight_points_are_no_run)
{
    ChartPoint points[8];
    for (size_t i = 0; i < 8; i++)
        points[i] = (ChartPoint){i < 4 ? 20 : 25, 100, true};
    ControlChart chart = control_chart_new(COUNT_BINOMIAL, points, 8);
    ck_assert_int_eq(chart.status, CHART_JUDGED);
    ck_assert_uint_eq(chart.baseline, 7);
    ck_assert_int_eq(chart.rule, CHART_STEADY);
}
END_TEST

/* What the last period is draws neither the line nor the scatter. */
START_TEST(the_last_point_does_not_draw_its_own_line)
{
    ChartPoint points[8] = {{20, 100, true}, {25, 100, true}, {18, 100, true}, {22, 100, true},
                            {24, 100, true}, {19, 100, true}, {21, 100, true}, {0, 100, true}};
    ControlChart first = control_chart_new(COUNT_BINOMIAL, points, 8);
    for (int events = 0; events <= 100; events++) {
        points[7].events = events;
        ControlChart chart = control_chart_new(COUNT_BINOMIAL, points, 8);
        ck_assert(chart.centre == first.centre && chart.sigma_z == first.sigma_z);
        ck_assert(chart.limits.low == first.limits.low && chart.limits.high == first.limits.high);
        ck_assert_int_eq(chart.direction, events / 100.0 > first.limits.high  ? CHART_UP
                                          : events / 100.0 < first.limits.low ? CHART_DOWN
                                                                              : CHART_LEVEL);
    }
}
END_TEST

/* A period that is not valid is as if it were not there, whatever it holds. */
START_TEST(what_is_not_valid_is_not_read)
{
    ChartPoint whole[6] = {{20, 100, true}, {25, 90, true}, {18, 110, true},
                           {22, 95, true},  {24, 99, true}, {90, 100, true}};
    ChartPoint holes[9] = {whole[0], {NAN, NAN, false}, whole[1], whole[2], {5, 0, true},
                           whole[3], {-3, 1e9, false},  whole[4], whole[5]};
    ControlChart expected = control_chart_new(COUNT_BINOMIAL, whole, 6);
    ControlChart actual = control_chart_new(COUNT_BINOMIAL, holes, 9);
    ck_assert_int_eq(expected.rule, CHART_BEYOND_LIMIT);
    ck_assert(actual.rule == expected.rule && actual.centre == expected.centre);
    ck_assert(actual.limits.high == expected.limits.high && actual.sigma_z == expected.sigma_z);
    ck_assert_uint_eq(actual.baseline, 5);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("control_chart");
    TCase *tests = tcase_create("control_chart");
    tcase_add_test(tests, sigmas_and_runs_agree);
    tcase_add_test(tests, chart_agrees);
    tcase_add_test(tests, limits_are_those_of_the_textbook);
    tcase_add_test(tests, limits_stay_where_rates_can_be);
    tcase_add_test(tests, eight_points_are_no_run);
    tcase_add_test(tests, the_last_point_does_not_draw_its_own_line);
    tcase_add_test(tests, what_is_not_valid_is_not_read);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
