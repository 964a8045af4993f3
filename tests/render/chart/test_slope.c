/* Slope charts: the order of their labels, and how they look. */
#include <math.h>
#include <stdlib.h>

#include "render/chart/slope_drawing.h"
#include "tests/render/chart/chart_page.h"
#include "tests/render/page/golden.h"

#define LINE(name, left, left_text, right, right_text, look)                                       \
    {                                                                                              \
        name, {{left, left_text}, {right, right_text}}, look                                       \
    }

/* --- data --- */

START_TEST(labels_go_down_from_the_greatest)
{
    const SlopeLine lines[] = {
        LINE("a", 0.1, "", 0.3, "", SLOPE_PLAIN), LINE("b", 0.3, "", NAN, NULL, SLOPE_PLAIN),
        LINE("c", 0.1, "", 0.1, "", SLOPE_PLAIN), LINE("d", 0.2, "", 0.9, "", SLOPE_PLAIN)};
    Slope data = {.unit = PERCENT, .lines = lines, .n_lines = 4};
    size_t order[4];
    ck_assert_uint_eq(slope_order(&data, SLOPE_LEFT, order), 4);
    const size_t left[] = {1, 3, 0, 2}, right[] = {3, 0, 2};
    for (size_t i = 0; i < 4; i++)
        ck_assert_uint_eq(order[i], left[i]);
    ck_assert_uint_eq(slope_order(&data, SLOPE_RIGHT, order), 3);
    for (size_t i = 0; i < 3; i++)
        ck_assert_uint_eq(order[i], right[i]);
    ck_assert_double_eq(slope_range(&data).low, 0.1);
    ck_assert_double_eq(slope_range(&data).high, 0.9);

    data.n_lines = 0;
    ck_assert_uint_eq(slope_order(&data, SLOPE_LEFT, order), 0);
    ck_assert(slope_range(&data).low > slope_range(&data).high);
}
END_TEST

/* --- drawings --- */

static const SlopeLine GROUPS[] = {
    LINE("Léon", 0.081, "8 %", 0.071, "7 %", SLOPE_PLAIN),
    LINE("Trégor, votre groupe", 0.121, "12 %", 0.089, "9 %", SLOPE_OWN),
    LINE("Goëlo", 0.097, "10 %", 0.095, "10 %", SLOPE_PLAIN),
    LINE("Penthièvre", 0.094, "9 %", 0.082, "8 %", SLOPE_PLAIN),
    LINE("Cornouaille", 0.118, "12 %", 0.113, "11 %", SLOPE_PLAIN),
    LINE("Poher", 0.102, "10 %", 0.124, "12 %", SLOPE_PLAIN),
    LINE("groupes qualité", 0.099, "10 %", 0.089, "9 %", SLOPE_ENROLLED),
    LINE("hors groupes", 0.1034, "10 %", 0.100, "10 %", SLOPE_CONTROL)};
static const SlopeLine OWN[] = {
    LINE("vous", 0.18, "18 %", 0.142, "14 %", SLOPE_OWN),
    LINE("votre groupe", 0.12, "12 %", 0.09, "9 %", SLOPE_GROUP),
    LINE("groupes qualité", 0.099, "10 %", 0.089, "9 %", SLOPE_ENROLLED),
    LINE("hors groupes", 0.103, "10 %", 0.10, "10 %", SLOPE_CONTROL)};
static const SlopeLine EQUAL[] = {
    LINE("Léon", 0.09, "9 %", 0.09, "9 %", SLOPE_PLAIN),
    LINE("Trégor", 0.09, "9 %", 0.09, "9 %", SLOPE_OWN),
    LINE("Goëlo", 0.09, "9 %", 0.09, "9 %", SLOPE_PLAIN),
    LINE("groupes qualité", 0.09, "9 %", 0.09, "9 %", SLOPE_ENROLLED)};
static const SlopeLine ENDS[] = {LINE("Léon", 0, "0 %", 1, "100 %", SLOPE_PLAIN),
                                 LINE("Trégor", 1, "100 %", 0, "0 %", SLOPE_OWN),
                                 LINE("Goëlo", NAN, NULL, 0.5, "50 %", SLOPE_PLAIN),
                                 LINE("Poher", 0.25, "25 %", NAN, NULL, SLOPE_PLAIN),
                                 LINE("Clos-Poulet", 0, "0 %", 0, "0 %", SLOPE_PLAIN),
                                 LINE("Cap-Sizun", NAN, NULL, NAN, NULL, SLOPE_PLAIN)};
static const SlopeLine ALONE[] = {LINE("Trégor", 181.2, "€181", 176, "€176", SLOPE_OWN)};

#define FROM_2025_TO_2026                                                                          \
    {                                                                                              \
        "T1 2025", "T1 2026"                                                                       \
    }

static const struct {
    const char *name;
    Slope data;
    Rect area;
} SLOPES[] = {
    {"charts/slope-groups",
     {PERCENT, FROM_2025_TO_2026, GROUPS, 8, "2 groupes non affichés", NULL},
     {16, 20, 130, 80}},
    {"charts/slope-own", {PERCENT, FROM_2025_TO_2026, OWN, 4, NULL, NULL}, {16, 20, 110, 50}},
    {"charts/slope-equal", {PERCENT, FROM_2025_TO_2026, EQUAL, 4, NULL, NULL}, {16, 20, 110, 45}},
    {"charts/slope-ends",
     {PERCENT, FROM_2025_TO_2026, ENDS, 6,
      "Goëlo : groupe ouvert en 2025. Poher : non affiché au T1 2026, moins de cinq médecins.",
      NULL},
     {16, 20, 110, 60}},
    {"charts/slope-alone", {EUROS, {"Q1 2025", "Q1 2026"}, ALONE, 1, NULL, NULL}, {16, 20, 90, 40}},
    {"charts/slope-empty",
     {PERCENT, FROM_2025_TO_2026, NULL, 0, NULL, "Aucun groupe ne peut être affiché."},
     {16, 20, 90, 40}},
};

START_TEST(slope_golden)
{
    g_autoptr(Canvas) canvas = chart_page_new();
    slope_draw(canvas, &SLOPES[_i].data, SLOPES[_i].area, "Depuis un an");
    golden_check(canvas, SLOPES[_i].name);
}
END_TEST

static Slope
thirty(SlopeLine lines[30], char labels[30][16], char texts[60][8])
{
    for (int i = 0; i < 30; i++) {
        double left = (8 + i / 3) / 100.0, right = (6 + (i * 7) % 13) / 100.0;
        g_snprintf(labels[i], 16, "groupe %d", 10 + 3 * i);
        g_snprintf(texts[2 * i], 8, "%.0f %%", 100 * left);
        g_snprintf(texts[2 * i + 1], 8, "%.0f %%", 100 * right);
        lines[i] = (SlopeLine)LINE(labels[i], left, texts[2 * i], right, texts[2 * i + 1],
                                   i == 11 ? SLOPE_OWN : SLOPE_PLAIN);
    }
    return (Slope){PERCENT, FROM_2025_TO_2026, lines, 30, NULL, NULL};
}

START_TEST(thirty_slopes)
{
    SlopeLine lines[30];
    char labels[30][16], texts[60][8];
    Slope data = thirty(lines, labels, texts);
    g_autoptr(Canvas) canvas = chart_page_new();
    slope_draw(canvas, &data, (Rect){16, 20, 130, 110}, "Depuis un an");
    golden_check(canvas, "charts/slope-thirty");
}
END_TEST

START_TEST(slopes_without_room_fail)
{
    SlopeLine lines[30];
    char labels[30][16], texts[60][8];
    Slope data = thirty(lines, labels, texts);
    g_autoptr(Canvas) low = chart_page_new();
    slope_draw(low, &data, (Rect){16, 20, 130, 60}, "Depuis un an");
    chart_page_expect_fault(low, "30 labels need");
    g_autoptr(Canvas) narrow = chart_page_new();
    slope_draw(narrow, &data, (Rect){16, 20, 60, 110}, "Depuis un an");
    chart_page_expect_fault(narrow, "the slopes have no room");
}
END_TEST

int
main(int argc, char **argv)
{
    if (!golden_options(argc, argv))
        return EXIT_FAILURE;
    TCase *tests = tcase_create("slope");
    tcase_add_checked_fixture(tests, chart_page_set_up, chart_page_tear_down);
    tcase_add_test(tests, labels_go_down_from_the_greatest);
    tcase_add_loop_test(tests, slope_golden, 0, G_N_ELEMENTS(SLOPES));
    tcase_add_test(tests, thirty_slopes);
    tcase_add_test(tests, slopes_without_room_fail);
    return chart_tests_run("slope", tests);
}
