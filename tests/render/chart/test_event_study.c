/* Event studies: how far their axes reach and how they are written, and how they look. */
#include <math.h>
#include <stdlib.h>

#include "render/chart/event_study_drawing.h"
#include "tests/render/chart/chart_page.h"
#include "tests/render/page/golden.h"

/* --- data --- */

START_TEST(base_and_event_are_always_there)
{
    const EventPoint points[] = {{2, 0.1, NAN, NAN}, {5, NAN, NAN, NAN}};
    EventStudy data = {.unit = PERCENT, .points = points, .n_points = 2};
    EventSpan span = event_study_span(&data);
    ck_assert_int_eq(span.first, -1);
    ck_assert_int_eq(span.last, 5);
    ck_assert(event_study_has_values(&data));
    ck_assert_double_eq(event_study_range(&data).low, 0);
    ck_assert_double_eq(event_study_range(&data).high, 0.1);

    data.n_points = 0;
    span = event_study_span(&data);
    ck_assert_int_eq(span.first, -1);
    ck_assert_int_eq(span.last, 0);
    ck_assert(!event_study_has_values(&data));
    ck_assert_double_eq(event_study_range(&data).low, 0);
    ck_assert_double_eq(event_study_range(&data).high, 0);
}
END_TEST

/* A hidden point has no part in the range, though it had an interval. */
START_TEST(one_wide_interval_does_not_flatten_the_rest)
{
    const EventPoint points[] = {
        {-2, 0.01, -0.02, 0.04}, {0, -0.05, -0.08, -0.02}, {1, -0.06, -0.9, 0.7}, {2, NAN, -5, 5}};
    const EventStudy data = {.unit = PERCENT, .points = points, .n_points = 4};
    ck_assert_double_eq_tol(event_study_range(&data).low, -0.16, 1e-12);
    ck_assert_double_eq_tol(event_study_range(&data).high, 0.16, 1e-12);
}
END_TEST

START_TEST(differences_are_written_with_their_sign)
{
    static const struct {
        double difference;
        int decimals;
        const char *proportion, *rate;
    } TEXTS[] = {
        {0.05, 0, "+5", "0"},
        {-0.05, 0, "\u22125", "0"},
        {0, 1, "0", "0"},
        {-0.00049, 1, "0", "0"},
        {0.0125, 2, "+1,25", "+0,01"},
        {-12, 0, "\u22121\u202f200", "\u221212"},
    };
    const ChartUnit proportion = PERCENT, rate = PER_100;
    for (size_t i = 0; i < G_N_ELEMENTS(TEXTS); i++) {
        g_autofree char *first =
            event_study_text(&proportion, TEXTS[i].difference, TEXTS[i].decimals);
        g_autofree char *second = event_study_text(&rate, TEXTS[i].difference, TEXTS[i].decimals);
        ck_assert_str_eq(first, TEXTS[i].proportion);
        ck_assert_str_eq(second, TEXTS[i].rate);
    }
}
END_TEST

START_TEST(the_event_is_always_named)
{
    const EventSpan span = {-11, 12};
    for (int most = 1; most < 30; most++) {
        int named = 0;
        for (int d = span.first; d <= span.last; d++)
            named += event_study_names(span, d, most);
        ck_assert(event_study_names(span, 0, most));
        ck_assert_int_le(named, most);
    }
}
END_TEST

/* --- drawings --- */

static const EventPoint TYPICAL[] = {
    {-4, 0.006, -0.021, 0.033}, {-3, -0.004, -0.03, 0.022},  {-2, 0.003, -0.02, 0.026},
    {0, -0.031, -0.06, -0.002}, {1, -0.052, -0.08, -0.024},  {2, -0.061, -0.089, -0.033},
    {3, NAN, NAN, NAN},         {4, -0.058, -0.095, -0.021}, {5, -0.066, -0.3, 0.17}};
static const EventPoint ALONE[] = {{0, 12.4, NAN, NAN}};
static const EventPoint ZERO[] = {{-2, 0, 0, 0}, {0, 0, 0, 0}, {1, 0, 0, 0}};
static const EventPoint HIDDEN[] = {{-2, NAN, NAN, NAN}, {0, NAN, NAN, NAN}, {1, NAN, NAN, NAN}};

#define WORDS                                                                                      \
    "avant l’entrée", "à partir de l’entrée", "référence", "trimestres depuis l’entrée", "points"

static const struct {
    const char *name;
    EventStudy data;
    Rect area;
} STUDIES[] = {
    {"charts/event-typical", {PERCENT, TYPICAL, 9, WORDS, NULL}, {16, 20, 178, 62}},
    {"charts/event-money",
     {EUROS, ALONE, 1, "before", "after", "base", "years", NULL, NULL},
     {16, 20, 80, 40}},
    {"charts/event-zero", {PERCENT, ZERO, 3, WORDS, NULL}, {16, 20, 120, 50}},
    {"charts/event-hidden", {PERCENT, HIDDEN, 3, WORDS, "trop peu de médecins"}, {16, 20, 120, 50}},
    {"charts/event-empty", {PERCENT, NULL, 0, WORDS, "trop peu de médecins"}, {16, 20, 120, 50}},
};

START_TEST(event_golden)
{
    g_autoptr(Canvas) canvas = chart_page_new();
    event_study_draw(canvas, &STUDIES[_i].data, STUDIES[_i].area, "Écart selon le temps");
    golden_check(canvas, STUDIES[_i].name);
}
END_TEST

/* Twenty periods on either side, as a long history has. */
START_TEST(many_distances)
{
    EventPoint points[59];
    size_t n = 0;
    for (int d = -30; d < 30; d++)
        if (d != -1) {
            const double value = d < 0 ? 0 : -0.001 * d;
            points[n++] = (EventPoint){d, value, value - 0.02, value + 0.02};
        }
    const EventStudy data = {PERCENT, points, n, WORDS, NULL};
    g_autoptr(Canvas) canvas = chart_page_new();
    event_study_draw(canvas, &data, (Rect){16, 20, 178, 62}, "Écart selon le temps");
    golden_check(canvas, "charts/event-many");
}
END_TEST

START_TEST(without_room_it_fails)
{
    g_autoptr(Canvas) canvas = chart_page_new();
    event_study_draw(canvas, &STUDIES[0].data, (Rect){16, 20, 120, 25}, "Écart selon le temps");
    chart_page_expect_fault(canvas, "the event study has no room");
}
END_TEST

int
main(int argc, char **argv)
{
    if (!golden_options(argc, argv))
        return EXIT_FAILURE;
    TCase *tests = tcase_create("event_study");
    tcase_add_checked_fixture(tests, chart_page_set_up, chart_page_tear_down);
    tcase_add_test(tests, base_and_event_are_always_there);
    tcase_add_test(tests, one_wide_interval_does_not_flatten_the_rest);
    tcase_add_test(tests, differences_are_written_with_their_sign);
    tcase_add_test(tests, the_event_is_always_named);
    tcase_add_loop_test(tests, event_golden, 0, G_N_ELEMENTS(STUDIES));
    tcase_add_test(tests, many_distances);
    tcase_add_test(tests, without_room_it_fails);
    return chart_tests_run("event_study", tests);
}
