/* Box strips: what their axis holds, and how they look. */
#include <math.h>
#include <stdlib.h>

#include "render/chart/box_strip_drawing.h"
#include "tests/render/chart/chart_page.h"
#include "tests/render/page/golden.h"

#define TINY 1e-9
#define NO_SPREAD NAN, NAN, NAN, NAN, NAN

/* --- data --- */

static const struct {
    BoxRow rows[2];
    size_t n;
    double enrolled;
    double low, high;
} RANGES[] = {
    {{{"a", 0.1, "", 0.04, 0.06, 0.09, 0.12, 0.16}}, 1, NAN, 0.04, 0.16},
    {{{"a", 0.1, "", 0.04, 0.06, 0.09, 0.12, 0.16}}, 1, 0.3, 0.04, 0.3},
    /* A whisker that would squeeze the boxes is cut: 0.12 + 0.06. */
    {{{"a", 0.1, "", 0.04, 0.06, 0.09, 0.12, 0.9}}, 1, NAN, 0.04, 0.18},
    {{{"a", 0.1, "", NO_SPREAD}, {"b", 0.2, "", NO_SPREAD}}, 2, NAN, 0.1, 0.2},
    {{{"a", NAN, "", 0.2, NAN, NAN, NAN, 0.4}}, 1, NAN, 0.2, 0.4},
    {{{"a", 0.0, "", 0, 0, 0, 0, 0}}, 1, 0, 0, 0},
};

START_TEST(whiskers_do_not_squeeze_the_boxes)
{
    BoxStrip data = {.unit = PERCENT,
                     .rows = RANGES[_i].rows,
                     .n_rows = RANGES[_i].n,
                     .enrolled = RANGES[_i].enrolled};
    AxisRange range = box_strip_range(&data);
    ck_assert_double_eq_tol(range.low, RANGES[_i].low, TINY);
    ck_assert_double_eq_tol(range.high, RANGES[_i].high, TINY);
}
END_TEST

START_TEST(nothing_has_no_range)
{
    BoxStrip nothing = {.unit = PERCENT, .enrolled = NAN};
    ck_assert(box_strip_range(&nothing).low > box_strip_range(&nothing).high);
    ck_assert_double_eq_tol(box_strip_height_mm(3, 2) - box_strip_height_mm(2, 1), 6.5 + 4.4, TINY);
}
END_TEST

/* --- drawings --- */

static const BoxRow GROUPS[] = {
    {"Léon", 0.071, "7 %", 0.02, 0.045, 0.068, 0.092, 0.12},
    {"Trégor", 0.089, "9 %", 0.035, 0.055, 0.085, 0.114, 0.148},
    {"Goëlo", 0.095, "10 %", 0.04, 0.07, 0.09, 0.12, 0.15},
    {"Penthièvre", 0.082, "8 %", NAN, NAN, NAN, NAN, NAN},
    {"Cornouaille", 0.113, "11 %", 0.05, 0.08, 0.12, 0.14, 0.19},
    {"Poher", NAN, "moins de 5 médecins", NAN, NAN, NAN, NAN, NAN},
    {"Pays bigouden", 0.086, "9 %", 0.06, 0.07, 0.08, 0.095, 0.11},
};
static const BoxRow EQUAL[] = {{"Léon", 0.09, "9 %", 0.09, 0.09, 0.09, 0.09, 0.09},
                               {"Trégor", 0.09, "9 %", 0.09, 0.09, 0.09, 0.09, 0.09}};
static const BoxRow ENDS[] = {{"Léon", 0.004, "moins de 1 %", 0, 0, 0, 0, 0.02},
                              {"Trégor", 0.996, "plus de 99 %", 0.98, 1, 1, 1, 1},
                              {"Goëlo", 0.5, "50 %", 0, 0.25, 0.5, 0.75, 1}};
static const BoxRow BEYOND[] = {{"Léon", 54, "54", 52, 53, 54, 56, 140},
                                {"Trégor", 57, "57", 12, 55, 57, 58, 61}};

#define LEGEND                                                                                     \
    .enrolled_label = "groupes qualité 9 %", .box_label = "un médecin sur deux",                   \
    .whisker_label = "huit sur dix", .median_label = "médiane", .value_label = "valeur du groupe", \
    .own_label = "votre groupe"

static const struct {
    const char *name;
    BoxStrip data;
    Rect area;
} STRIPS[] = {
    {"charts/box-groups",
     {PERCENT, GROUPS, 7, 1, 0.089, LEGEND,
      "Penthièvre : moins de dix médecins, bandes non affichées.", NULL},
     {16, 20, 178, 68}},
    {"charts/box-equal", {PERCENT, EQUAL, 2, 1, 0.09, LEGEND, NULL, NULL}, {16, 20, 120, 30}},
    {"charts/box-ends", {PERCENT, ENDS, 3, 1, 0.45, LEGEND, NULL, NULL}, {16, 20, 178, 36}},
    {"charts/box-beyond", {PER_100, BEYOND, 2, 0, NAN, LEGEND, NULL, NULL}, {16, 20, 86, 34}},
    {"charts/box-alone",
     {PERCENT, GROUPS, 1, -1, NAN, .own_label = NULL, .note = NULL, .empty = NULL},
     {16, 20, 86, 20}},
    {"charts/box-empty",
     {PERCENT, NULL, 0, -1, 0.089, .enrolled_label = "groupes qualité 9 %", .note = NULL,
      .empty = "Aucun groupe ne peut être affiché."},
     {16, 20, 120, 25}},
};

START_TEST(box_strip_golden)
{
    g_autoptr(Canvas) canvas = chart_page_new();
    box_strip_draw(canvas, &STRIPS[_i].data, STRIPS[_i].area, "Les groupes de la région");
    golden_check(canvas, STRIPS[_i].name);
}
END_TEST

static BoxStrip
thirty(BoxRow rows[30], char labels[30][16], char texts[30][8])
{
    for (int i = 0; i < 30; i++) {
        double middle = (4 + i / 2) / 100.0;
        g_snprintf(labels[i], 16, "groupe %d", 10 + 3 * i);
        g_snprintf(texts[i], 8, "%d %%", 4 + i / 2);
        rows[i] = (BoxRow){labels[i],    middle,        texts[i],     0.4 * middle,
                           0.7 * middle, 1.03 * middle, 1.3 * middle, 1.8 * middle};
    }
    return (BoxStrip){PERCENT, rows, 30, 12, 0.089, LEGEND, NULL, NULL};
}

START_TEST(thirty_boxes)
{
    BoxRow rows[30];
    char labels[30][16], texts[30][8];
    BoxStrip data = thirty(rows, labels, texts);
    g_autoptr(Canvas) canvas = chart_page_new();
    box_strip_draw(canvas, &data, (Rect){16, 20, 178, 110}, "Les groupes de la région");
    golden_check(canvas, "charts/box-thirty");
}
END_TEST

START_TEST(boxes_without_room_fail)
{
    BoxRow rows[30];
    char labels[30][16], texts[30][8];
    BoxStrip data = thirty(rows, labels, texts);
    g_autoptr(Canvas) low = chart_page_new();
    box_strip_draw(low, &data, (Rect){16, 20, 178, 70}, "Les groupes");
    chart_page_expect_fault(low, "30 rows of boxes need");
    g_autoptr(Canvas) narrow = chart_page_new();
    box_strip_draw(narrow, &data, (Rect){16, 20, 46, 140}, "Les groupes");
    chart_page_expect_fault(narrow, "the boxes need");
}
END_TEST

int
main(int argc, char **argv)
{
    if (!golden_options(argc, argv))
        return EXIT_FAILURE;
    TCase *tests = tcase_create("box strip");
    tcase_add_checked_fixture(tests, chart_page_set_up, chart_page_tear_down);
    tcase_add_loop_test(tests, whiskers_do_not_squeeze_the_boxes, 0, G_N_ELEMENTS(RANGES));
    tcase_add_test(tests, nothing_has_no_range);
    tcase_add_loop_test(tests, box_strip_golden, 0, G_N_ELEMENTS(STRIPS));
    tcase_add_test(tests, thirty_boxes);
    tcase_add_test(tests, boxes_without_room_fail);
    return chart_tests_run("box strip", tests);
}
