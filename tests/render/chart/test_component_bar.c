/* Component bars: their shares, their fills, and how they look. */
#include <math.h>
#include <stdlib.h>

#include "render/chart/component_bar_drawing.h"
#include "tests/render/chart/chart_page.h"
#include "tests/render/page/golden.h"

#define TINY 1e-12

/* --- data --- */

static const struct {
    double amounts[3];
    bool whole;
    double starts[4];
} ROWS[] = {
    {{1, 2, 1}, true, {0, 0.25, 0.75, 1}},
    {{0, 0, 5}, true, {0, 0, 0, 1}},
    {{5, 0, 0}, true, {0, 1, 1, 1}},
    {{0.333, 0.333, 0.333}, true, {0, 1 / 3.0, 2 / 3.0, 1}}, /* rounded shares */
    {{0, 0, 0}, false, {0}},
    {{1, -0.1, 1}, false, {0}},
    {{1, NAN, 1}, false, {0}},
    {{1, INFINITY, 1}, false, {0}},
};

START_TEST(shares_make_a_whole)
{
    ComponentRow row = {.amounts = ROWS[_i].amounts};
    ck_assert_int_eq(component_row_is_whole(&row, 3), ROWS[_i].whole);
    for (size_t i = 0; ROWS[_i].whole && i <= 3; i++)
        ck_assert_double_eq_tol(component_row_start(&row, 3, i), ROWS[_i].starts[i], TINY);
}
END_TEST

static double
grey(Colour colour)
{
    return 0.2126 * colour.red + 0.7152 * colour.green + 0.0722 * colour.blue;
}

/* Any two components of a bar differ in grey or in their hatching. */
START_TEST(fills_are_told_apart)
{
    for (size_t n = 1; n <= COMPONENT_BAR_MOST; n++)
        for (size_t i = 0; i < n; i++)
            for (size_t k = 0; k < i; k++) {
                Fill a = component_bar_fill(i, n), b = component_bar_fill(k, n);
                bool hatches = a.n_hatches != b.n_hatches || (a.n_hatches == 1 && a.lean != b.lean);
                ck_assert(hatches || fabs(grey(a.colour) - grey(b.colour)) > 0.12);
            }
}
END_TEST

START_TEST(texts_contrast_with_their_fill)
{
    for (int n = 1; n <= FILL_MOST_TINTS; n++)
        for (int i = 0; i < n; i++) {
            Fill fill = fill_tint(i, n);
            double text = grey(fill_text_colour(&fill)), ground = grey(fill.colour);
            ck_assert_double_gt(fabs(text - ground), 0.45);
            /* From pale to dark. */
            if (i > 0)
                ck_assert_double_lt(ground, grey(fill_tint(i - 1, n).colour));
        }
}
END_TEST

/* --- drawings --- */

static const char *const CLASSES[] = {"amoxicilline", "pénicilline M", "macrolides",
                                      "fluoroquinolones", "autres"};
static const double YOURS[] = {88, 21, 40, 31, 38}, GROUP[] = {940, 260, 310, 166, 190},
                    REGION[] = {21100, 6100, 7020, 4000, 6200};
static const char *const YOUR_TEXTS[] = {"40 %", "10 %", "18 %", "14 %", "17 %"};
static const char *const GROUP_TEXTS[] = {"50 %", "14 %", "17 %", "9 %", "10 %"};
static const char *const REGION_TEXTS[] = {"47 %", "14 %", "16 %", "9 %", "14 %"};
static const ComponentRow TYPICAL[] = {{"vous", YOURS, YOUR_TEXTS, NULL, true},
                                       {"votre groupe", GROUP, GROUP_TEXTS, NULL, false},
                                       {"groupes qualité", REGION, REGION_TEXTS, NULL, false}};
static const ComponentRow HIDDEN[] = {
    {"vous", YOURS, YOUR_TEXTS, NULL, true},
    {"votre groupe", NULL, NULL, "non affiché : moins de cinq médecins", false}};
static const ComponentRow ONLY_HIDDEN[] = {
    {"votre groupe", NULL, NULL, "non affiché : moins de cinq médecins", false}};

static const char *const LONG_NAMES[] = {"consultations et visites", "actes techniques médicaux",
                                         "forfait médecin traitant", "rémunération sur objectifs",
                                         "permanence des soins",     "indemnités de formation",
                                         "animation du groupe",      "autres rémunérations"};
static const double EIGHT[] = {61, 14, 11, 6, 3, 2.2, 1.8, 1};
static const char *const EIGHT_TEXTS[] = {"61 %", "14 %", "11 %", "6 %",
                                          "3 %",  "2 %",  "2 %",  "1 %"};
static const ComponentRow MANY[] = {{NULL, EIGHT, EIGHT_TEXTS, NULL, false}};
static const double EVEN[] = {1, 1, 1, 1, 1, 1, 1, 1};
static const char *const EVEN_TEXTS[] = {"12 %", "12 %", "12 %", "12 %",
                                         "12 %", "12 %", "12 %", "12 %"};
static const ComponentRow EVENLY[] = {{"région", EVEN, EVEN_TEXTS, NULL, false}};

static const char *const TWO[] = {"génériques", "princeps"};
static const double ALL[] = {12, 0}, NONE[] = {0, 12}, NEARLY[] = {0.1, 99.9};
static const char *const ALL_TEXTS[] = {"100 %", NULL}, *const NONE_TEXTS[] = {"0 %", "100 %"},
                         *const NEARLY_TEXTS[] = {"moins de 1 %", "plus de 99 %"};
static const ComponentRow ENDS[] = {{"vous", ALL, ALL_TEXTS, NULL, true},
                                    {"votre groupe", NONE, NONE_TEXTS, NULL, false},
                                    {"groupes qualité", NEARLY, NEARLY_TEXTS, NULL, false}};
static const char *const ONE[] = {"toutes"};
static const ComponentRow SINGLE[] = {{NULL, ALL, ALL_TEXTS, NULL, false}};

static const struct {
    const char *name;
    ComponentBar data;
    Rect area;
} BARS[] = {
    {"charts/component-typical",
     {CLASSES, 5, TYPICAL, 3, "Part des prescriptions d’antibiotiques, 1^er^ trimestre 2026."},
     {16, 20, 178, 52}},
    {"charts/component-narrow", {CLASSES, 5, TYPICAL, 3, NULL}, {16, 20, 86, 60}},
    {"charts/component-hidden", {CLASSES, 5, HIDDEN, 2, NULL}, {16, 20, 178, 34}},
    {"charts/component-only-hidden", {CLASSES, 5, ONLY_HIDDEN, 1, NULL}, {16, 20, 178, 20}},
    {"charts/component-many", {LONG_NAMES, 8, MANY, 1, NULL}, {16, 20, 178, 30}},
    {"charts/component-even", {LONG_NAMES, 8, EVENLY, 1, NULL}, {16, 20, 178, 30}},
    {"charts/component-ends", {TWO, 2, ENDS, 3, NULL}, {16, 20, 120, 48}},
    {"charts/component-single", {ONE, 1, SINGLE, 1, NULL}, {16, 20, 60, 20}},
    {"charts/component-empty", {TWO, 2, NULL, 0, "Rien à montrer."}, {16, 20, 60, 20}},
};

START_TEST(component_bar_golden)
{
    g_autoptr(Canvas) canvas = chart_page_new();
    component_bar_draw(canvas, &BARS[_i].data, BARS[_i].area,
                       "De quoi sont faites les prescriptions");
    golden_check(canvas, BARS[_i].name);
}
END_TEST

START_TEST(bars_that_cannot_be_drawn_fail)
{
    ComponentBar data = {CLASSES, 5, TYPICAL, 3, NULL};
    g_autoptr(Canvas) low = chart_page_new();
    component_bar_draw(low, &data, (Rect){16, 20, 178, 20}, "Les prescriptions");
    chart_page_expect_fault(low, "3 component bars need");
    g_autoptr(Canvas) narrow = chart_page_new();
    component_bar_draw(narrow, &data, (Rect){16, 20, 40, 80}, "Les prescriptions");
    chart_page_expect_fault(narrow, "the component bars need");

    static const double NEGATIVE[] = {1, -1};
    const ComponentRow bad[] = {{NULL, NEGATIVE, ALL_TEXTS, NULL, false}};
    ComponentBar wrong = {TWO, 2, bad, 1, NULL};
    g_autoptr(Canvas) canvas = chart_page_new();
    component_bar_draw(canvas, &wrong, (Rect){16, 20, 120, 40}, "Les prescriptions");
    chart_page_expect_fault(canvas, "not the parts of a whole");

    static const char *const WORDS[] = {"plus de soixante pour cent", "plus de dix pour cent"};
    static const double SLIVERS[] = {1, 1, 98};
    static const char *const THREE[] = {"a", "b", "c"};
    const char *const texts[] = {WORDS[0], WORDS[1], NULL};
    const ComponentRow row[] = {{NULL, SLIVERS, texts, NULL, false}};
    ComponentBar wordy = {THREE, 3, row, 1, NULL};
    g_autoptr(Canvas) crowded = chart_page_new();
    component_bar_draw(crowded, &wordy, (Rect){16, 20, 40, 40}, "Les prescriptions");
    chart_page_expect_fault(crowded, "the shares under a bar need");
}
END_TEST

int
main(int argc, char **argv)
{
    if (!golden_options(argc, argv))
        return EXIT_FAILURE;
    TCase *tests = tcase_create("component bar");
    tcase_add_checked_fixture(tests, chart_page_set_up, chart_page_tear_down);
    tcase_add_loop_test(tests, shares_make_a_whole, 0, G_N_ELEMENTS(ROWS));
    tcase_add_test(tests, fills_are_told_apart);
    tcase_add_test(tests, texts_contrast_with_their_fill);
    tcase_add_loop_test(tests, component_bar_golden, 0, G_N_ELEMENTS(BARS));
    tcase_add_test(tests, bars_that_cannot_be_drawn_fail);
    return chart_tests_run("component bar", tests);
}
