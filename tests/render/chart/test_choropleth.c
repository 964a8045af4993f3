/* Choropleths: their classes, and how they look. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "render/chart/choropleth_drawing.h"
#include "tests/render/chart/chart_page.h"
#include "tests/render/page/golden.h"

#define TINY 1e-9

/* --- classes --- */

typedef ChoroplethClasses (*Classing)(const ChoroplethValue *, size_t, const ChartUnit *, int);

static const struct {
    Classing classing;
    bool proportion;
    size_t n;
    double values[12];
    int most;
    int n_classes;
    double limits[6];
    int decimals;
} CLASSES[] = {
    {choropleth_classes_by_quantiles,
     true,
     10,
     {0.05, 0.06, 0.07, 0.08, 0.09, 0.10, 0.11, 0.12, 0.13, 0.14},
     5,
     5,
     {0.05, 0.07, 0.09, 0.10, 0.12, 0.14},
     0},
    {choropleth_classes_by_quantiles,
     true,
     4,
     {0.0712, 0.0893, 0.0951, NAN},
     3,
     3,
     {0.071, 0.083, 0.091, 0.096},
     1},
    /* Ties leave fewer classes, and none of them empty. */
    {choropleth_classes_by_quantiles, true, 6, {0, 0, 0, 0, 0, 0.4}, 5, 2, {0, 0.4, 0.4}, 0},
    {choropleth_classes_by_quantiles,
     true,
     6,
     {0, 0.4, 0.4, 0.4, 0.4, 0.4},
     5,
     2,
     {0, 0.4, 0.4},
     0},
    {choropleth_classes_by_quantiles,
     true,
     8,
     {0.1, 0.2, 0.4, 0.4, 0.4, 0.4, 0.4, 0.5},
     5,
     3,
     {0.1, 0.3, 0.5, 0.5},
     0},
    /* Values far apart: a class for which there is none is not made. */
    {choropleth_classes_by_quantiles,
     true,
     4,
     {0.1, 0.2, 0.5, 0.9},
     5,
     4,
     {0.1, 0.2, 0.3, 0.7, 0.9},
     0},
    {choropleth_classes_by_quantiles, true, 3, {0.09, 0.09, 0.09}, 5, 1, {0.09, 0.09}, 0},
    {choropleth_classes_by_quantiles, true, 1, {0.0893}, 5, 1, {0.089, 0.09}, 1},
    {choropleth_classes_by_quantiles, true, 2, {0, 0}, 5, 1, {0, 0}, 0},
    {choropleth_classes_by_quantiles, true, 2, {0, 1}, 5, 2, {0, 0.2, 1}, 0},
    {choropleth_classes_by_quantiles, true, 2, {NAN, NAN}, 5, 0, {0}, 0},
    {choropleth_classes_by_quantiles, true, 0, {0}, 5, 0, {0}, 0},
    {choropleth_classes_by_quantiles,
     false,
     5,
     {54, 57, 61, 70, 112},
     4,
     4,
     {50, 60, 70, 110, 120},
     0},
    {choropleth_classes_by_steps,
     true,
     4,
     {0.05, 0.07, 0.12, 0.13},
     5,
     5,
     {0.04, 0.06, 0.08, 0.10, 0.12, 0.14},
     0},
    {choropleth_classes_by_steps, true, 3, {0.05, 0.071, 0.13}, 3, 2, {0.05, 0.10, 0.15}, 0},
    {choropleth_classes_by_steps, true, 2, {0, 1}, 5, 5, {0, 0.2, 0.4, 0.6, 0.8, 1}, 0},
    {choropleth_classes_by_steps, true, 2, {0.5, 0.5}, 5, 1, {0.5, 0.5}, 0},
    {choropleth_classes_by_steps, false, 2, {-3, 4}, 2, 2, {-5, 0, 5}, 0},
    {choropleth_classes_by_steps, false, 1, {NAN}, 2, 0, {0}, 0},
};

START_TEST(classes_have_round_limits)
{
    ChoroplethValue values[12];
    for (size_t i = 0; i < CLASSES[_i].n; i++)
        values[i] = (ChoroplethValue){"", CLASSES[_i].values[i], NULL};
    ChartUnit unit = CLASSES[_i].proportion ? (ChartUnit)PERCENT : (ChartUnit)PER_100;
    ChoroplethClasses got = CLASSES[_i].classing(values, CLASSES[_i].n, &unit, CLASSES[_i].most);
    ck_assert_int_eq(got.n, CLASSES[_i].n_classes);
    for (int i = 0; i <= got.n && got.n > 0; i++)
        ck_assert_double_eq_tol(got.limits[i], CLASSES[_i].limits[i], TINY);
    if (got.n > 0)
        ck_assert_int_eq(got.decimals, CLASSES[_i].decimals);
}
END_TEST

/* Whatever the values: limits ascend, hold them all, and no class by quantiles is empty. */
START_TEST(classes_hold_their_values)
{
    unsigned seed = 11;
    for (int run = 0; run < 400; run++) {
        ChoroplethValue values[17];
        size_t n = 1 + (size_t)run % 17;
        for (size_t i = 0; i < n; i++) {
            seed = seed * 1103515245u + 12345u;
            double value = ((seed >> 16) % 1000) / (run % 3 == 0 ? 1000.0 : 7919.0);
            values[i] = (ChoroplethValue){"", run % 5 == 0 ? round(value * 8) / 8 : value, NULL};
        }
        for (int most = 2; most <= CHOROPLETH_MOST_CLASSES; most++)
            for (int by_steps = 0; by_steps < 2; by_steps++) {
                ChartUnit unit = PERCENT;
                ChoroplethClasses classes =
                    (by_steps ? choropleth_classes_by_steps
                              : choropleth_classes_by_quantiles)(values, n, &unit, most);
                int members[CHOROPLETH_MOST_CLASSES] = {0};
                ck_assert(classes.n >= 1 && classes.n <= most);
                for (size_t i = 0; i < n; i++) {
                    int at = choropleth_class(&classes, values[i].value);
                    ck_assert(values[i].value >= classes.limits[at] - TINY);
                    ck_assert(values[i].value <= classes.limits[at + 1] + TINY);
                    members[at]++;
                }
                for (int i = 0; i < classes.n; i++) {
                    bool last = i + 1 == classes.n;
                    ck_assert(classes.limits[i] < classes.limits[i + 1] ||
                              (last && classes.limits[i] == classes.limits[i + 1]));
                    ck_assert(by_steps || members[i] > 0);
                }
            }
    }
}
END_TEST

START_TEST(values_fall_into_classes)
{
    ChoroplethClasses classes = {{0.05, 0.29, 0.57, 0.8}, 3, 0};
    ck_assert_int_eq(choropleth_class(&classes, 0.05), 0);
    ck_assert_int_eq(choropleth_class(&classes, 0.01), 0);
    ck_assert_int_eq(choropleth_class(&classes, 0.2899), 0);
    ck_assert_int_eq(choropleth_class(&classes, 0.29), 1);
    ck_assert_int_eq(choropleth_class(&classes, 57 * 0.01), 2);
    ck_assert_int_eq(choropleth_class(&classes, 0.8), 2);
    ck_assert_int_eq(choropleth_class(&classes, 7), 2);
    ck_assert_int_eq(choropleth_class(&classes, NAN), -1);
}
END_TEST

/* --- drawings --- */

static TerritoryMap *
load_map(const char *json)
{
    g_autoptr(GError) error = NULL;
    TerritoryMap *map =
        json == NULL ? territory_map_load("tests/render/chart/region.geojson", "code", &error)
                     : territory_map_parse("map", json, strlen(json), "code", &error);
    ck_assert_msg(map != NULL, "%s", error == NULL ? "" : error->message);
    return map;
}

static const ChoroplethValue REGION[] = {
    {"01", 0.07, "7 %"},  {"02", 0.09, "9 %"},  {"03", 0.10, "10 %"}, {"04", 0.08, "8 %"},
    {"05", 0.11, "11 %"}, {"06", 0.12, "12 %"}, {"07", 0.10, "10 %"}, {"08", 0.14, "14 %"},
    {"09", NAN, NULL},    {"10", 0.09, "9 %"},  {"11", 0.08, "8 %"},  {"12", 0.10, "10 %"},
    {"13", 0.14, "14 %"}};
static const ChoroplethValue EQUAL[] = {{"01", 0.09, "9 %"}, {"02", 0.09, "9 %"}};
static const ChoroplethValue TIED[] = {{"01", 0, "0 %"}, {"02", 0, "0 %"}, {"03", 0, "0 %"},
                                       {"04", 0, "0 %"}, {"05", 0, "0 %"}, {"06", 0.4, "40 %"}};
static const ChoroplethValue ENDS[] = {{"01", 0, "0 %"},   {"02", 1, "100 %"}, {"03", 0.5, "50 %"},
                                       {"04", 1, "100 %"}, {"05", 0, "0 %"},   {"06", 0, "0 %"},
                                       {"07", 0, "0 %"},   {"08", 0, "0 %"},   {"09", 1, "100 %"}};
static const ChoroplethValue STRAY[] = {{"01", 0.09, NULL}, {"99", 0.1, NULL}};

static const struct {
    const char *name;
    const ChoroplethValue *values;
    size_t n;
    Classing classing;
    int most;
    const char *own, *note;
    Rect area;
} MAPS[] = {
    {"charts/map-quantiles",
     REGION,
     13,
     choropleth_classes_by_quantiles,
     5,
     "02",
     "Contours fictifs. Valeur des médecins du territoire ; classes de même effectif.",
     {16, 20, 178, 120}},
    {"charts/map-steps", REGION, 13, choropleth_classes_by_steps, 4, "13", NULL, {16, 20, 86, 80}},
    {"charts/map-equal",
     EQUAL,
     2,
     choropleth_classes_by_quantiles,
     5,
     NULL,
     NULL,
     {16, 20, 86, 80}},
    {"charts/map-ends", ENDS, 9, choropleth_classes_by_steps, 5, "09", NULL, {16, 20, 86, 80}},
    {"charts/map-tied", TIED, 6, choropleth_classes_by_quantiles, 5, NULL, NULL, {16, 20, 86, 80}},
    {"charts/map-hidden",
     NULL,
     0,
     choropleth_classes_by_quantiles,
     5,
     "02",
     NULL,
     {16, 20, 86, 80}},
};

static void
draw(Canvas *canvas, const TerritoryMap *map, size_t which)
{
    Choropleth data = {.unit = PERCENT,
                       .map = map,
                       .values = MAPS[which].values,
                       .n_values = MAPS[which].n,
                       .own = MAPS[which].own,
                       .own_label = "votre territoire",
                       .hidden_label = "non affiché : moins de cinq médecins",
                       .note = MAPS[which].note};
    data.classes =
        MAPS[which].classing(MAPS[which].values, MAPS[which].n, &data.unit, MAPS[which].most);
    choropleth_draw(canvas, &data, MAPS[which].area, "Les territoires de la région");
}

START_TEST(choropleth_golden)
{
    g_autoptr(TerritoryMap) map = load_map(NULL);
    g_autoptr(Canvas) canvas = chart_page_new();
    draw(canvas, map, (size_t)_i);
    golden_check(canvas, MAPS[_i].name);
}
END_TEST

#define TRIANGLE                                                                                   \
    "{\"type\": \"FeatureCollection\", \"features\": [{\"properties\": {\"code\": \"01\"}, "       \
    "\"geometry\": {\"type\": \"Polygon\", \"coordinates\": "                                      \
    "[[[2, 48], [3, 48], [2, 49], [2, 48]]]}}]}"

START_TEST(one_territory)
{
    g_autoptr(TerritoryMap) map = load_map(TRIANGLE);
    const ChoroplethValue values[] = {{"01", 0.0893, "9 %"}};
    Choropleth data = {.unit = PERCENT,
                       .map = map,
                       .values = values,
                       .n_values = 1,
                       .own = "01",
                       .own_label = "votre territoire"};
    data.classes = choropleth_classes_by_quantiles(values, 1, &data.unit, 5);
    g_autoptr(Canvas) canvas = chart_page_new();
    choropleth_draw(canvas, &data, (Rect){16, 20, 60, 60}, "Le territoire");
    golden_check(canvas, "charts/map-alone");
}
END_TEST

START_TEST(maps_that_cannot_be_drawn_fail)
{
    g_autoptr(TerritoryMap) map = load_map(NULL);
    Choropleth data = {.unit = PERCENT, .map = map, .values = STRAY, .n_values = 2};
    data.classes = choropleth_classes_by_quantiles(STRAY, 2, &data.unit, 5);
    ck_assert_str_eq(choropleth_stray(&data), "99");
    g_autoptr(Canvas) stray = chart_page_new();
    choropleth_draw(stray, &data, (Rect){16, 20, 86, 80}, "La région");
    chart_page_expect_fault(stray, "the map has no territory \"99\"");

    data.n_values = 1;
    ck_assert(choropleth_stray(&data) == NULL);
    g_autoptr(Canvas) low = chart_page_new();
    choropleth_draw(low, &data, (Rect){16, 20, 86, 30}, "La région");
    chart_page_expect_fault(low, "the map has no room");
}
END_TEST

int
main(int argc, char **argv)
{
    if (!golden_options(argc, argv))
        return EXIT_FAILURE;
    TCase *tests = tcase_create("choropleth");
    tcase_add_checked_fixture(tests, chart_page_set_up, chart_page_tear_down);
    tcase_add_loop_test(tests, classes_have_round_limits, 0, G_N_ELEMENTS(CLASSES));
    tcase_add_test(tests, classes_hold_their_values);
    tcase_add_test(tests, values_fall_into_classes);
    tcase_add_loop_test(tests, choropleth_golden, 0, G_N_ELEMENTS(MAPS));
    tcase_add_test(tests, one_territory);
    tcase_add_test(tests, maps_that_cannot_be_drawn_fail);
    return chart_tests_run("choropleth", tests);
}
