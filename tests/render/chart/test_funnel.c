/* Funnels: what their axes hold, where curves are cut, and how they look. */
#include <math.h>
#include <stdlib.h>

#include "render/chart/funnel_drawing.h"
#include "tests/render/chart/chart_page.h"
#include "tests/render/page/golden.h"

#define TINY 1e-9

/* --- data --- */

static const FunnelLimit LIMITS_95[] = {{100, 0.02, 0.20}, {200, 0.04, 0.16}, {400, 0.06, 0.12}};
static const FunnelLimit LIMITS_99_8[] = {{100, 0, 0.30}, {200, 0.02, 0.22}, {400, 0.05, 0.14}};
#define TWO_CURVES                                                                                 \
    .curves = {[FUNNEL_95] = {LIMITS_95, 3, "95 %"}, [FUNNEL_99_8] = {LIMITS_99_8, 3, "99,8 %"}}

START_TEST(limits_lie_between_those_given)
{
    FunnelChart data = {.unit = PERCENT, TWO_CURVES};
    FunnelLimit at = funnel_chart_limit(&data, FUNNEL_95, 150);
    ck_assert_double_eq_tol(at.low, 0.03, TINY);
    ck_assert_double_eq_tol(at.high, 0.18, TINY);
    ck_assert_double_eq_tol(funnel_chart_limit(&data, FUNNEL_99_8, 400).high, 0.14, TINY);
    ck_assert_double_eq_tol(funnel_chart_limit(&data, FUNNEL_99_8, 100).low, 0, TINY);
    ck_assert(isnan(funnel_chart_limit(&data, FUNNEL_95, 99).low));
    ck_assert(isnan(funnel_chart_limit(&data, FUNNEL_95, 401).high));
}
END_TEST

/* What the value axis holds: points, centre, and the limits from the smallest point on. */
static const struct {
    FunnelPoint points[2];
    size_t n;
    double centre;
    AxisRange shown;
    double low, high;
} RANGES[] = {
    {{{400, 0.10, NULL}}, 1, 0.09, {0, 0}, 0.05, 0.14},
    {{{300, 0.10, NULL}}, 1, 0.09, {0, 0}, 0.035, 0.18},
    {{{150, 0.10, NULL}, {400, 0.19, NULL}}, 2, 0.09, {0, 0}, 0.01, 0.26},
    /* Limits that would squeeze the points are cut: 0.10 + 0.10. */
    {{{150, 0.10, NULL}}, 1, 0.09, {0, 0}, 0.01, 0.20},
    {{{150, 0.10, NULL}}, 1, 0.09, {0.05, 0.3}, 0.05, 0.3},
    /* Without points all limits; without anything but limits those. */
    {{{0, 0, NULL}}, 0, 0.20, {0, 0}, 0, 0.30},
    {{{0, 0, NULL}}, 0, NAN, {0, 0}, 0, 0.30},
    /* A point beyond the limits given has no limits of its own. */
    {{{900, 0.5, NULL}}, 1, NAN, {0, 0}, 0.5, 0.5},
};

START_TEST(values_are_held)
{
    FunnelChart data = {.unit = PERCENT,
                        TWO_CURVES,
                        .points = RANGES[_i].points,
                        .n_points = RANGES[_i].n,
                        .centre = RANGES[_i].centre,
                        .shown = RANGES[_i].shown};
    AxisRange range = funnel_chart_values(&data);
    ck_assert_double_eq_tol(range.low, RANGES[_i].low, TINY);
    ck_assert_double_eq_tol(range.high, RANGES[_i].high, TINY);
}
END_TEST

START_TEST(sizes_are_held)
{
    FunnelPoint points[] = {{4, 0.1, NULL}, {640, 0.1, NULL}};
    FunnelChart data = {.unit = PERCENT, .points = points, .n_points = 1, .centre = NAN};
    ck_assert_double_eq(funnel_chart_sizes(&data).low, 0);
    ck_assert_double_eq(funnel_chart_sizes(&data).high, 10);
    data.n_points = 2;
    ck_assert_double_eq(funnel_chart_sizes(&data).high, 640);
    FunnelChart limits = {.unit = PERCENT, TWO_CURVES, .centre = NAN};
    ck_assert_double_eq(funnel_chart_sizes(&limits).high, 400);
    FunnelChart nothing = {.unit = PERCENT, .centre = NAN};
    ck_assert(funnel_chart_values(&nothing).low > funnel_chart_values(&nothing).high);
}
END_TEST

static void
check_curve(const FunnelLimit *limits, size_t n, bool upper, const FunnelVertex *wanted,
            size_t n_wanted)
{
    FunnelChart data = {.unit = PERCENT, .curves = {[FUNNEL_95] = {limits, n, NULL}}};
    Axis axis = {0.1, 0.2, 0.05, 0};
    g_autoptr(GArray) got = funnel_chart_curve(&data, FUNNEL_95, upper, &axis);
    ck_assert_uint_eq(got->len, n_wanted);
    for (size_t i = 0; i < n_wanted; i++) {
        const FunnelVertex *vertex = &g_array_index(got, FunnelVertex, i);
        ck_assert_double_eq_tol(vertex->size, wanted[i].size, TINY);
        ck_assert_double_eq_tol(vertex->value, wanted[i].value, TINY);
        ck_assert_int_eq(vertex->starts, wanted[i].starts);
    }
}

START_TEST(curves_are_cut_at_the_axis)
{
    const FunnelLimit limits[] = {{0, 0.0, 0.4},      {10, 0.05, 0.3}, {20, 0.15, 0.15},
                                  {30, 0.15, 0.25},   {40, NAN, 0.15}, {50, 0.1, NAN},
                                  {60, 0.125, 0.125}, {70, 0.13, 0.05}};
    const FunnelVertex lower[] = {{15, 0.1, true}, {20, 0.15, false},  {30, 0.15, false},
                                  {50, 0.1, true}, {60, 0.125, false}, {70, 0.13, false}};
    check_curve(limits, 8, false, lower, G_N_ELEMENTS(lower));
    const FunnelVertex upper[] = {{10 + 10 * 2 / 3.0, 0.2, true},
                                  {20, 0.15, false},
                                  {25, 0.2, false},
                                  {35, 0.2, true},
                                  {40, 0.15, false},
                                  {60, 0.125, true},
                                  {60 + 10 / 3.0, 0.1, false}};
    check_curve(limits, 8, true, upper, G_N_ELEMENTS(upper));
    /* Through the whole axis between two sizes. */
    const FunnelLimit steep[] = {{0, 0, 0}, {10, 0.4, 0.4}};
    const FunnelVertex through[] = {{2.5, 0.1, true}, {5, 0.2, false}};
    check_curve(steep, 2, true, through, 2);
    check_curve(steep, 1, true, NULL, 0);
    check_curve(NULL, 0, true, NULL, 0);
}
END_TEST

/* --- drawings --- */

#define N_SIZES 60

/* Limits about `centre`, `z` standard errors wide: their shape is what matters here. */
static void
fill_limits(FunnelLimit *limits, double centre, double z, double greatest)
{
    for (int i = 0; i < N_SIZES; i++) {
        double size = greatest * pow((i + 1) / (double)N_SIZES, 2);
        double half = z * sqrt(centre * (1 - centre) / size);
        limits[i] = (FunnelLimit){size, fmax(0, centre - half), fmin(1, centre + half)};
    }
}

typedef struct {
    FunnelLimit limits_95[N_SIZES], limits_99_8[N_SIZES];
    FunnelChart data;
} Case;

static void
prepare(Case *self, double centre, double greatest)
{
    fill_limits(self->limits_95, centre, 1.96, greatest);
    fill_limits(self->limits_99_8, centre, 3.09, greatest);
    self->data =
        (FunnelChart){.unit = PERCENT,
                      .size_title = "prescriptions d’antibiotiques du groupe",
                      .centre = centre,
                      .centre_label = "groupes qualité 9 %",
                      .curves = {[FUNNEL_95] = {self->limits_95, N_SIZES, "limites à 95 %"},
                                 [FUNNEL_99_8] = {self->limits_99_8, N_SIZES, "limites à 99,8 %"}},
                      .own = -1};
}

static void
check_golden(const FunnelChart *data, Rect area, const char *name)
{
    g_autoptr(Canvas) canvas = chart_page_new();
    funnel_chart_draw(canvas, data, area, "Les groupes de la région");
    golden_check(canvas, name);
}

#define WIDE                                                                                       \
    (Rect)                                                                                         \
    {                                                                                              \
        16, 20, 178, 90                                                                            \
    }
#define HALF                                                                                       \
    (Rect)                                                                                         \
    {                                                                                              \
        16, 20, 86, 70                                                                             \
    }

static const FunnelPoint GROUPS[] = {
    {1480, 0.071, "Léon"},          {2210, 0.089, "Trégor"},      {1890, 0.095, "Goëlo"},
    {2560, 0.082, "Penthièvre"},    {3120, 0.113, "Cornouaille"}, {980, 0.124, "Poher"},
    {1350, 0.098, "Porhoët"},       {2780, 0.091, "Clos-Poulet"}, {640, 0.052, "Cap-Sizun"},
    {1720, 0.086, "Pays bigouden"}, {3480, 0.079, "Vannetais"},   {2240, 0.092, "Brocéliande"}};

START_TEST(funnel_of_groups)
{
    Case with;
    prepare(&with, 0.089, 3600);
    with.data.points = GROUPS;
    with.data.n_points = G_N_ELEMENTS(GROUPS);
    with.data.own = 1;
    with.data.note = "2 groupes non affichés";
    check_golden(&with.data, WIDE, "charts/funnel-groups");
}
END_TEST

START_TEST(funnel_of_one_doctor)
{
    Case with;
    prepare(&with, 0.089, 450);
    const FunnelPoint own[] = {{218, 0.142, "vous 14 %"}};
    with.data.size_title = "vos prescriptions d’antibiotiques";
    with.data.points = own;
    with.data.n_points = 1;
    with.data.own = 0;
    check_golden(&with.data, HALF, "charts/funnel-own");
}
END_TEST

START_TEST(funnel_with_thirty_equal_points)
{
    Case with;
    prepare(&with, 0.5, 2000);
    FunnelPoint points[30];
    char labels[30][8];
    for (int i = 0; i < 30; i++) {
        g_snprintf(labels[i], sizeof labels[i], "%d", 10 + 3 * i);
        points[i] = (FunnelPoint){900, 0.5, labels[i]};
    }
    with.data.centre_label = "groupes qualité 50 %";
    with.data.points = points;
    with.data.n_points = 30;
    with.data.own = 17;
    check_golden(&with.data, WIDE, "charts/funnel-equal");
}
END_TEST

START_TEST(funnel_with_thirty_points)
{
    Case with;
    prepare(&with, 0.3, 2000);
    FunnelPoint points[30];
    char labels[30][16];
    for (int i = 0; i < 30; i++) {
        g_snprintf(labels[i], sizeof labels[i], "groupe %d", 10 + 3 * i);
        points[i] = (FunnelPoint){300 + 350 * (i % 5) + 11 * (i / 5),
                                  0.24 + 0.0045 * ((i * 17) % 30), labels[i]};
    }
    with.data.centre_label = "groupes qualité 30 %";
    with.data.points = points;
    with.data.n_points = 30;
    with.data.own = 4;
    with.data.note = "1 groupe non affiché";
    check_golden(&with.data, WIDE, "charts/funnel-thirty");
}
END_TEST

START_TEST(funnel_at_both_ends)
{
    Case with;
    prepare(&with, 0.02, 800);
    const FunnelPoint points[] = {
        {0, 0, "0 sur 0"}, {15, 0, "aucune"}, {800, 0.02, NULL}, {40, 1, "toutes"}, {700, 1, NULL}};
    with.data.centre_label = "groupes qualité 2 %";
    with.data.points = points;
    with.data.n_points = G_N_ELEMENTS(points);
    with.data.own = 3;
    check_golden(&with.data, HALF, "charts/funnel-ends");
}
END_TEST

START_TEST(funnel_with_points_beyond_the_axis)
{
    Case with;
    prepare(&with, 0.20, 3600);
    const FunnelPoint points[] = {{1200, 0.62, "Poher 62 %"},
                                  {2400, 0.03, "Léon 3 %"},
                                  {2600, 0.21, "Trégor"},
                                  {3100, 0.48, "Goëlo 48 %"}};
    with.data.centre_label = "groupes qualité 20 %";
    with.data.points = points;
    with.data.n_points = G_N_ELEMENTS(points);
    with.data.own = 3;
    with.data.shown = (AxisRange){0.1, 0.3};
    with.data.unit = (ChartUnit)PER_100;
    check_golden(&with.data, HALF, "charts/funnel-beyond");
}
END_TEST

START_TEST(funnel_without_points)
{
    Case with;
    prepare(&with, 0.089, 3600);
    with.data.empty = "Aucun groupe ne peut être affiché : moins de cinq médecins.";
    check_golden(&with.data, HALF, "charts/funnel-empty");
}
END_TEST

START_TEST(funnel_without_anything)
{
    FunnelChart data = {.unit = EUROS, .centre = NAN, .own = -1, .empty = "Nothing to show."};
    check_golden(&data, HALF, "charts/funnel-nothing");
}
END_TEST

START_TEST(a_funnel_without_room_fails)
{
    Case with;
    prepare(&with, 0.089, 3600);
    g_autoptr(Canvas) low = chart_page_new();
    funnel_chart_draw(low, &with.data, (Rect){16, 20, 178, 22}, "Les groupes");
    chart_page_expect_fault(low, "the funnel has no room");

    FunnelPoint points[60];
    for (int i = 0; i < 60; i++)
        points[i] = (FunnelPoint){1000, 0.1, "un groupe au nom long"};
    with.data.points = points;
    with.data.n_points = 60;
    g_autoptr(Canvas) full = chart_page_new();
    funnel_chart_draw(full, &with.data, HALF, "Les groupes");
    chart_page_expect_fault(full, "the names of 60 points have no room");
}
END_TEST

int
main(int argc, char **argv)
{
    if (!golden_options(argc, argv))
        return EXIT_FAILURE;
    TCase *tests = tcase_create("funnel");
    tcase_add_checked_fixture(tests, chart_page_set_up, chart_page_tear_down);
    tcase_add_test(tests, limits_lie_between_those_given);
    tcase_add_loop_test(tests, values_are_held, 0, G_N_ELEMENTS(RANGES));
    tcase_add_test(tests, sizes_are_held);
    tcase_add_test(tests, curves_are_cut_at_the_axis);
    tcase_add_test(tests, funnel_of_groups);
    tcase_add_test(tests, funnel_of_one_doctor);
    tcase_add_test(tests, funnel_with_thirty_equal_points);
    tcase_add_test(tests, funnel_with_thirty_points);
    tcase_add_test(tests, funnel_at_both_ends);
    tcase_add_test(tests, funnel_with_points_beyond_the_axis);
    tcase_add_test(tests, funnel_without_points);
    tcase_add_test(tests, funnel_without_anything);
    tcase_add_test(tests, a_funnel_without_room_fails);
    return chart_tests_run("funnel", tests);
}
