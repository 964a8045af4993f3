/* The numbers behind the charts: round axes, labels kept apart, places of marks. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "render/chart/dot_strip.h"
#include "render/chart/labels.h"
#include "render/chart/mirrored_distribution.h"
#include "render/chart/ranked_dots.h"
#include "render/chart/spine.h"
#include "render/chart/trend.h"

#define TINY 1e-9

static const Indicator PROPORTION = {.kind = KIND_PROPORTION, .per = 1};
static const Indicator RATE = {.kind = KIND_RATE, .per = 100};
static const ChartUnit PERCENT = {LANGUAGE_FR, &PROPORTION};
static const ChartUnit PER_100 = {LANGUAGE_FR, &RATE};

/* --- axis --- */

static const struct {
    const ChartUnit *unit;
    double least, greatest; /* NaN for an empty range */
    int most_steps;
    double low, high, step;
    const char *first, *last; /* ticks as written */
} AXES[] = {
    {&PERCENT, 0.04, 0.195, 8, 0, 0.20, 0.05, "0", "20\u00A0%"},
    {&PERCENT, 0.78, 0.99, 6, 0, 1, 0.2, "0", "100\u00A0%"},
    {&PERCENT, 0, 1, 2, 0, 1, 0.5, "0", "100\u00A0%"},
    {&PERCENT, 0, 0, 5, 0, 0.10, 0.02, "0", "10\u00A0%"},
    {&PERCENT, 0.001, 0.0121, 5, 0, 0.015, 0.005, "0", "1,5\u00A0%"},
    {&PERCENT, NAN, NAN, 5, 0, 0.10, 0.02, "0", "10\u00A0%"},
    {&PERCENT, 0.09, 0.09, 5, 0, 0.10, 0.02, "0", "10\u00A0%"},
    {&PER_100, 54, 62, 4, 54, 62, 2, "54", "62"},
    {&PER_100, 53, 63, 4, 50, 65, 5, "50", "65"},
    {&PER_100, 12, 62, 4, 0, 80, 20, "0", "80"},
    {&PER_100, 700, 12400, 5, 0, 15000, 5000, "0", "15\u202F000"},
    {&PER_100, -3, 4, 4, -4, 4, 2, "\u22124", "4"},
    {&PER_100, -3, -3, 4, -3, -2, 0.5, "\u22123,0", "\u22122,0"},
};

START_TEST(axes_are_round)
{
    AxisRange range = axis_range_empty();
    axis_range_add(&range, AXES[_i].least);
    axis_range_add(&range, AXES[_i].greatest);
    Axis axis = axis_over(range, AXES[_i].unit, AXES[_i].most_steps);
    ck_assert_double_eq_tol(axis.low, AXES[_i].low, TINY);
    ck_assert_double_eq_tol(axis.high, AXES[_i].high, TINY);
    ck_assert_double_eq_tol(axis.step, AXES[_i].step, TINY);
    int n = axis_n_ticks(&axis);
    ck_assert_int_le(n - 1, AXES[_i].most_steps);
    g_autofree char *first = axis_tick_text(&axis, AXES[_i].unit, 0);
    g_autofree char *last = axis_tick_text(&axis, AXES[_i].unit, n - 1);
    ck_assert_str_eq(first, AXES[_i].first);
    ck_assert_str_eq(last, AXES[_i].last);
}
END_TEST

/* Whatever the range, the axis holds it, in at most the steps asked for. */
START_TEST(axes_hold_their_range)
{
    for (int i = 1; i < 400; i++) {
        double low = i * 0.00137, high = low + (400 - i) * 0.00091 * (i % 7);
        for (int steps = 2; steps <= 9; steps++) {
            AxisRange range = {low, high};
            Axis axis = axis_over(range, i % 2 ? &PER_100 : &PERCENT, steps);
            ck_assert(axis_holds(&axis, low) && axis_holds(&axis, high));
            ck_assert_int_le(axis_n_ticks(&axis) - 1, steps);
            ck_assert_double_eq_tol(axis_tick(&axis, axis_n_ticks(&axis) - 1), axis.high, TINY);
        }
    }
}
END_TEST

START_TEST(values_are_placed_and_held)
{
    Axis axis = {0, 0.2, 0.05, 0};
    ck_assert_double_eq_tol(axis_place(&axis, 0.1, 10, 30), 20, TINY);
    ck_assert_double_eq_tol(axis_place(&axis, 0.1, 30, 10), 20, TINY);
    ck_assert_double_eq_tol(axis_place(&axis, 0.9, 10, 30), 30, TINY);
    ck_assert_double_eq_tol(axis_place(&axis, -1, 10, 30), 10, TINY);
    ck_assert(axis_holds(&axis, 0.2) && !axis_holds(&axis, 0.21) && !axis_holds(&axis, -0.01));
}
END_TEST

/* --- labels --- */

static const struct {
    size_t n;
    double centres[4], sizes[4], gap;
    double wanted[4];
} LABELS[] = {
    {0, {0}, {0}, 0, {0}},
    {1, {50}, {10}, 2, {50}},
    {1, {1}, {10}, 2, {5}},   /* held at the low end */
    {1, {99}, {10}, 2, {95}}, /* and at the high one */
    {2, {20, 60}, {10, 10}, 2, {20, 60}},
    {2, {50, 50}, {10, 10}, 2, {44, 56}},
    {2, {50, 52}, {10, 20}, 0, {43.5, 58.5}},
    {3, {50, 50, 50}, {10, 10, 10}, 0, {40, 50, 60}},
    {3, {2, 3, 30}, {10, 10, 10}, 0, {5, 15, 30}},
    {4, {10, 48, 52, 54}, {10, 10, 10, 10}, 0, {10, 41.333333333, 51.333333333, 61.333333333}},
};

START_TEST(labels_are_spread)
{
    double centres[4];
    for (size_t i = 0; i < LABELS[_i].n; i++)
        centres[i] = LABELS[_i].centres[i];
    labels_spread(centres, LABELS[_i].sizes, LABELS[_i].n, 0, 100, LABELS[_i].gap);
    for (size_t i = 0; i < LABELS[_i].n; i++)
        ck_assert_double_eq_tol(centres[i], LABELS[_i].wanted[i], 1e-6);
}
END_TEST

START_TEST(labels_never_overlap)
{
    unsigned seed = 1;
    for (int run = 0; run < 500; run++) {
        double centres[6], sizes[6];
        double at = 0;
        for (size_t i = 0; i < 6; i++) {
            seed = seed * 1103515245u + 12345u;
            at += (seed >> 16) % 23;
            centres[i] = at;
            sizes[i] = 1 + (seed >> 20) % 14;
        }
        labels_spread(centres, sizes, 6, 0, 120, 1.5);
        ck_assert_double_ge(centres[0] - sizes[0] / 2, -TINY);
        ck_assert_double_le(centres[5] + sizes[5] / 2, 120 + TINY);
        for (size_t i = 1; i < 6; i++)
            ck_assert_double_ge(centres[i] - sizes[i] / 2 - centres[i - 1] - sizes[i - 1] / 2,
                                1.5 - TINY);
    }
}
END_TEST

/* --- ranges --- */

START_TEST(an_interval_does_not_squeeze_the_dots)
{
    RankedDot dots[] = {{"a", "4 %", 0.04}, {"b", "10 %", 0.10}};
    RankedDots data = {
        .unit = PERCENT, .dots = dots, .n_dots = 2, .own = 1, .own_low = 0.08, .own_high = 0.13};
    for (int i = 0; i < N_LINES; i++)
        data.lines[i].value = NAN;
    ck_assert_double_eq_tol(ranked_dots_range(&data).high, 0.13, TINY);
    data.own_high = 0.9;
    ck_assert_double_eq_tol(ranked_dots_range(&data).high, 0.15, TINY);
    data.own = -1;
    ck_assert_double_eq_tol(ranked_dots_range(&data).high, 0.10, TINY);
    data.lines[LINE_TARGET].value = 0.14;
    ck_assert_double_eq_tol(ranked_dots_range(&data).high, 0.10, TINY);
    data.lines[LINE_TARGET].label = "objectif 14 %";
    ck_assert_double_eq_tol(ranked_dots_range(&data).high, 0.14, TINY);
    data.lines[LINE_TARGET].value = 0.74;
    ck_assert_double_eq_tol(ranked_dots_range(&data).high, 0.10, TINY);
    data.lines[LINE_TARGET].label = NULL;
    data.lines[LINE_CONTROL].value = 0.3;
    ck_assert_double_eq_tol(ranked_dots_range(&data).high, 0.30, TINY);
    ck_assert_double_eq_tol(ranked_dots_range(&data).low, 0.04, TINY);
}
END_TEST

START_TEST(bars_are_shares_of_their_side)
{
    MirroredBin bins[] = {{0, 0.1, 10, 50}, {0.1, 0.2, 30, 50}, {0.2, 0.4, 40, 0}};
    MirroredDistribution data = {.unit = PERCENT, .bins = bins, .n_bins = 3, .own = 0.55};
    /* Densities: 10/80, 30/80, 20/80 above; 1/2, 1/2, 0 below, which is the greatest. */
    ck_assert_double_eq_tol(mirrored_distribution_enrolled(&data, 0), 0.25, TINY);
    ck_assert_double_eq_tol(mirrored_distribution_enrolled(&data, 1), 0.75, TINY);
    ck_assert_double_eq_tol(mirrored_distribution_enrolled(&data, 2), 0.5, TINY);
    ck_assert_double_eq_tol(mirrored_distribution_control(&data, 0), 1, TINY);
    ck_assert_double_eq_tol(mirrored_distribution_control(&data, 2), 0, TINY);
    ck_assert_double_eq_tol(mirrored_distribution_range(&data).high, 0.55, TINY);

    MirroredBin empty[] = {{0, 0.1, 0, 0}};
    MirroredDistribution nobody = {.unit = PERCENT, .bins = empty, .n_bins = 1, .own = NAN};
    ck_assert_double_eq(mirrored_distribution_enrolled(&nobody, 0), 0);
}
END_TEST

static const struct {
    size_t n;
    int most;
    const char *named; /* x where the period is named */
} NAMED[] = {
    {8, 8, "xxxxxxxx"}, {8, 5, " x x x x"}, {8, 3, " x  x  x"},
    {8, 2, "   x   x"}, {8, 1, "       x"}, {1, 3, "x"},
};

START_TEST(the_last_period_is_named)
{
    Trend trend = {.unit = PERCENT, .n_points = NAMED[_i].n};
    for (size_t i = 0; i < NAMED[_i].n; i++)
        ck_assert_int_eq(trend_names_period(&trend, i, NAMED[_i].most), NAMED[_i].named[i] == 'x');
}
END_TEST

/* --- spine --- */

static const struct {
    Spine spine;
    double value, place;
    SpineSide side;
} SPINES[] = {
    {{0, 10, 12, 18, 20, 15, 15}, 10, 0.15, SPINE_WITHIN},
    {{0, 10, 12, 18, 20, 15, 15}, 20, 0.85, SPINE_WITHIN},
    {{0, 10, 12, 18, 20, 15, 15}, 22, 0.99, SPINE_WITHIN},
    {{0, 10, 12, 18, 20, 15, 15}, 22.2, 1, SPINE_BEYOND_HIGH},
    {{0, 10, 12, 18, 20, 15, 15}, 4, 0, SPINE_BEYOND_LOW},
    {{0, 5, 5, 5, 5, 5, 5}, 5, 0.5, SPINE_WITHIN},
    {{0, 5, 5, 5, 5, 5, 5}, 5.1, 1, SPINE_BEYOND_HIGH},
    {{0, 5, 5, 5, 5, 5, 5}, 0, 0, SPINE_BEYOND_LOW},
    {{1, NAN, NAN, NAN, NAN, 2, 3}, 1, 0.15, SPINE_WITHIN},
    {{1, NAN, NAN, NAN, NAN, 2, 3}, 3, 0.85, SPINE_WITHIN},
    {{1, NAN, NAN, NAN, NAN, NAN, NAN}, 1, 0.5, SPINE_WITHIN},
};

START_TEST(values_stand_on_the_spine)
{
    SpineSide side = SPINE_BEYOND_LOW;
    double place = spine_place(&SPINES[_i].spine, SPINES[_i].value, &side);
    ck_assert_double_eq_tol(place, SPINES[_i].place, TINY);
    ck_assert_int_eq(side, SPINES[_i].side);
}
END_TEST

START_TEST(sparklines_span_their_values)
{
    const double values[] = {NAN, 3, 5, NAN, 4}, flat[] = {2, 2};
    ck_assert_double_eq(sparkline_place(values, 5, 3), 0);
    ck_assert_double_eq(sparkline_place(values, 5, 5), 1);
    ck_assert_double_eq(sparkline_place(values, 5, 4), 0.5);
    ck_assert_double_eq(sparkline_place(flat, 2, 2), 0.5);
}
END_TEST

/* --- dot strip --- */

START_TEST(circles_take_the_lowest_free_row)
{
    const double x[] = {0, 5, 10, 14, 14, 30, 30, 30};
    const int rows[] = {0, 1, 0, 1, 2, 0, 1, 2};
    StripPlace places[8];
    ck_assert_int_eq(dot_strip_stack(x, 8, 9, places), 3);
    for (size_t i = 0; i < 8; i++) {
        ck_assert_int_eq(places[i].row, rows[i]);
        ck_assert_double_eq(places[i].x, x[i]);
    }
    ck_assert_int_eq(dot_strip_stack(x, 0, 9, places), 0);
}
END_TEST

START_TEST(equal_values_fill_columns)
{
    const double x[] = {0, 0, 0, 0, 0, 50};
    StripPlace places[6];
    ck_assert(dot_strip_columns(x, 6, 10, 3, -5, 105, places));
    const StripPlace wanted[] = {{0, 0}, {0, 1}, {0, 2}, {10, 0}, {10, 1}, {50, 0}};
    for (size_t i = 0; i < 6; i++) {
        ck_assert_double_eq_tol(places[i].x, wanted[i].x, TINY);
        ck_assert_int_eq(places[i].row, wanted[i].row);
    }
    ck_assert(!dot_strip_columns(x, 6, 10, 1, -5, 50, places));
    ck_assert(!dot_strip_columns(x, 6, 10, 0, -5, 500, places));
}
END_TEST

/* Any thirty values: no two circles nearer than a pitch in their row, none twice in one place. */
START_TEST(circles_never_touch)
{
    unsigned seed = 7;
    for (int run = 0; run < 200; run++) {
        double x[30];
        double at = 0;
        for (size_t i = 0; i < 30; i++) {
            seed = seed * 1103515245u + 12345u;
            at += (seed >> 16) % 4 == 0 ? (seed >> 20) % 12 : 0;
            x[i] = at;
        }
        StripPlace stacked[30], columns[30];
        dot_strip_stack(x, 30, 9.2, stacked);
        bool fits = dot_strip_columns(x, 30, 9.2, 5, 0, 300, columns);
        ck_assert(fits);
        for (size_t i = 0; i < 30; i++)
            for (size_t k = 0; k < i; k++) {
                ck_assert(stacked[i].row != stacked[k].row ||
                          fabs(stacked[i].x - stacked[k].x) >= 9.2 - TINY);
                ck_assert(columns[i].row != columns[k].row ||
                          fabs(columns[i].x - columns[k].x) >= 9.2 - TINY);
            }
    }
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("data");
    tcase_add_loop_test(tests, axes_are_round, 0, G_N_ELEMENTS(AXES));
    tcase_add_test(tests, axes_hold_their_range);
    tcase_add_test(tests, values_are_placed_and_held);
    tcase_add_loop_test(tests, labels_are_spread, 0, G_N_ELEMENTS(LABELS));
    tcase_add_test(tests, labels_never_overlap);
    tcase_add_test(tests, an_interval_does_not_squeeze_the_dots);
    tcase_add_test(tests, bars_are_shares_of_their_side);
    tcase_add_loop_test(tests, the_last_period_is_named, 0, G_N_ELEMENTS(NAMED));
    tcase_add_loop_test(tests, values_stand_on_the_spine, 0, G_N_ELEMENTS(SPINES));
    tcase_add_test(tests, sparklines_span_their_values);
    tcase_add_test(tests, circles_take_the_lowest_free_row);
    tcase_add_test(tests, equal_values_fill_columns);
    tcase_add_test(tests, circles_never_touch);

    Suite *suite = suite_create("chart data");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
