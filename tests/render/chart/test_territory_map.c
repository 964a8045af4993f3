/* Maps: what is read from GeoJSON, what is refused and how that is said, and areas laid flat. */
#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "render/chart/territory_map.h"
#include "tests/render/chart/chart_page.h"

#define REGION "tests/render/chart/region.geojson"

static TerritoryMap *
parse(const char *json)
{
    g_autoptr(GError) error = NULL;
    TerritoryMap *map = territory_map_parse("map.geojson", json, strlen(json), "code", &error);
    ck_assert_msg(map != NULL, "%s", error == NULL ? "" : error->message);
    return map;
}

#define FEATURES(list) "{\"type\": \"FeatureCollection\", \"features\": [" list "]}"
#define FEATURE(id, type, coordinates)                                                             \
    "{\"type\": \"Feature\", \"properties\": {\"code\": " id ", \"name\": \"x\"}, "                \
    "\"geometry\": {\"type\": \"" type "\", \"coordinates\": " coordinates "}}"
#define SQUARE(x) "[[" x ", 48], [" x ".5, 48], [" x ".5, 48.5, 12], [" x ", 48.5], [" x ", 48]]"

START_TEST(polygons_are_read)
{
    g_autoptr(TerritoryMap) map = parse(
        FEATURES(FEATURE("\"22\"", "Polygon", "[" SQUARE("2") ", " SQUARE("2") "]") ", " FEATURE(
            "29", "MultiPolygon", "[[" SQUARE("3") "], [" SQUARE("4") "]]")));
    ck_assert_uint_eq(territory_map_n(map), 2);
    ck_assert_int_eq(territory_map_find(map, "22"), 0);
    ck_assert_int_eq(territory_map_find(map, "29"), 1);
    ck_assert_int_eq(territory_map_find(map, "35"), -1);
    const MapTerritory *first = territory_map_get(map, 0), *second = territory_map_get(map, 1);
    ck_assert_str_eq(second->id, "29");
    ck_assert_uint_eq(first->n_polygons, 1);
    ck_assert_uint_eq(first->polygons[0].n_outlines, 2);
    ck_assert_uint_eq(second->n_polygons, 2);
    /* The position that closes a ring is not kept. */
    ck_assert_uint_eq(first->polygons[0].outlines[0].n_points, 4);
}
END_TEST

/* Of a fine mesh of cells of one degree: flat areas are those of the sphere, which are proportional
 * to the difference of the sines of their latitudes; and y runs downwards. */
static char *
cell(const char *id, double longitude, double latitude)
{
    GString *ring = g_string_new(NULL);
    double corners[][2] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}};
    for (int side = 0; side < 4; side++)
        for (int i = 0; i < 200; i++)
            for (int axis = 0; axis < 2; axis++) {
                char number[G_ASCII_DTOSTR_BUF_SIZE];
                double from = corners[side][axis], to = corners[side + 1][axis];
                double at = (axis == 0 ? longitude : latitude) + from + (to - from) * i / 200;
                g_ascii_formatd(number, sizeof number, "%.10f", at);
                g_string_append_printf(ring, "%s%s%s", axis == 0 ? "[" : ", ", number,
                                       axis == 0 ? "" : "], ");
            }
    g_autofree char *start = g_strndup(ring->str, strcspn(ring->str, "]") + 1);
    g_string_append(ring, start);
    char *feature = g_strdup_printf(FEATURE("\"%s\"", "Polygon", "[[%s]]"), id, ring->str);
    g_string_free(ring, TRUE);
    return feature;
}

static double
flat_area(const TerritoryMap *map, const char *id)
{
    const MapTerritory *territory = territory_map_get(map, (size_t)territory_map_find(map, id));
    return fabs(outline_area(&territory->polygons[0].outlines[0]));
}

START_TEST(areas_are_kept)
{
    g_autofree char *north = cell("north", -4, 50), *south = cell("south", 5, 41);
    g_autofree char *json = g_strdup_printf(FEATURES("%s, %s"), north, south);
    g_autoptr(TerritoryMap) map = parse(json);
    double degree = G_PI / 180;
    double true_north = sin(51 * degree) - sin(50 * degree);
    double true_south = sin(42 * degree) - sin(41 * degree);
    ck_assert_double_eq_tol(flat_area(map, "north") / flat_area(map, "south"),
                            true_north / true_south, 1e-5);
    /* In degrees of latitude squared. */
    ck_assert_double_eq_tol(flat_area(map, "south"), true_south / degree, 1e-4);
    ck_assert_double_eq_tol(territory_map_height(map), 10, 1e-9);
    const MapTerritory *top = territory_map_get(map, 0);
    for (size_t i = 0; i < top->polygons[0].outlines[0].n_points; i++) {
        ck_assert_double_ge(top->polygons[0].outlines[0].points[i].y, 0);
        ck_assert_double_le(top->polygons[0].outlines[0].points[i].y, 1 + 1e-9);
    }
}
END_TEST

static const struct {
    const char *json, *message;
} REFUSED[] = {
    {"{\"type\": \"FeatureCollection\",\n \"features\": [}", "map.geojson:2:15: "},
    {"", "map.geojson:1:0: "},
    {"{\"type\": \"Topology\"}", "map.geojson: not a GeoJSON FeatureCollection"},
    {"[]", "map.geojson: not a GeoJSON FeatureCollection"},
    {"{\"type\": \"FeatureCollection\", \"features\": {}}", "not a GeoJSON FeatureCollection"},
    {FEATURES(""), "map.geojson: the map has no feature"},
    {FEATURES("{\"type\": \"Feature\", \"properties\": {}}"),
     "map.geojson: feature 1: it has no property \"code\""},
    {FEATURES("3"), "feature 1: it has no property \"code\""},
    {FEATURES(FEATURE("2.5", "Polygon", "[" SQUARE("2") "]")),
     "feature 1: its property \"code\" is not a text or a whole number"},
    {FEATURES(FEATURE("\"\"", "Polygon", "[" SQUARE("2") "]")),
     "feature 1: its property \"code\" is not a text or a whole number"},
    {FEATURES(FEATURE("null", "Polygon", "[" SQUARE("2") "]")),
     "feature 1: its property \"code\" is not a text or a whole number"},
    {FEATURES(FEATURE("\"a\"", "Polygon", "[" SQUARE("2") "]") ", " FEATURE("\"a\"", "Polygon",
                                                                            "[" SQUARE("3") "]")),
     "feature 2: the territory \"a\" is there twice"},
    {FEATURES(FEATURE("\"a\"", "Point", "[2, 48]")),
     "feature 1: territory \"a\": its geometry is Point, not a Polygon or MultiPolygon"},
    {FEATURES("{\"properties\": {\"code\": \"a\"}, \"geometry\": null}"),
     "its geometry is missing"},
    {FEATURES(FEATURE("\"a\"", "MultiPolygon", "[]")), "its MultiPolygon is empty"},
    {FEATURES(FEATURE("\"a\"", "Polygon", "[]")), "a polygon has no ring"},
    {FEATURES(FEATURE("\"a\"", "Polygon", "{}")), "a polygon has no ring"},
    {FEATURES(FEATURE("\"a\"", "Polygon", "[[[2, 48], [3, 48], [2, 48]]]")),
     "a ring has 3 positions, not 4 or more"},
    {FEATURES(FEATURE("\"a\"", "Polygon", "[[[2, 48], [3, 48], [3, 49], [2, 49]]]")),
     "a ring does not end where it starts"},
    {FEATURES(FEATURE("\"a\"", "Polygon", "[[[2, 48], [3], [3, 49], [2, 48]]]")),
     "a position is not a longitude and a latitude"},
    {FEATURES(FEATURE("\"a\"", "Polygon", "[[[2, 48], [3, \"48\"], [3, 49], [2, 48]]]")),
     "a position is not a longitude and a latitude"},
    {FEATURES(FEATURE("\"a\"", "Polygon",
                      "[[[352000.5, 6789000], [1, 48], [1, 49], [352000.5, 6789000]]]")),
     "the position 352000.5, 6789000 is not in degrees"},
    {FEATURES(FEATURE("\"a\"", "MultiPolygon", "[[" SQUARE("2") "], [[[2, 48]]]]")),
     "a ring has 1 positions"},
    {FEATURES(FEATURE("\"a\"", "Polygon", "[[[2, 48], [2, 48], [2, 48], [2, 48]]]")),
     "map.geojson: the territories have no area"},
    {"{\"type\": \"FeatureCollection\", \"type\": \"x\"}", "map.geojson:1:"},
};

START_TEST(what_is_no_map_is_refused)
{
    g_autoptr(GError) error = NULL;
    const char *json = REFUSED[_i].json;
    ck_assert(territory_map_parse("map.geojson", json, strlen(json), "code", &error) == NULL);
    ck_assert(g_error_matches(error, CHART_ERROR, CHART_ERROR_MAP));
    ck_assert_msg(strstr(error->message, REFUSED[_i].message) != NULL, "\"%s\" is not \"%s\"",
                  error->message, REFUSED[_i].message);
    ck_assert(g_str_has_prefix(error->message, "map.geojson:"));
}
END_TEST

START_TEST(files_are_read)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(TerritoryMap) map = territory_map_load(REGION, "code", &error);
    ck_assert_msg(map != NULL, "%s", error == NULL ? "" : error->message);
    ck_assert_uint_eq(territory_map_n(map), 13);
    ck_assert_double_gt(territory_map_width(map), territory_map_height(map));

    ck_assert(territory_map_load("tests/render/chart/nowhere.geojson", "code", &error) == NULL);
    ck_assert(g_error_matches(error, CHART_ERROR, CHART_ERROR_READ));
    ck_assert(strstr(error->message, "nowhere.geojson") != NULL);
}
END_TEST

/* A file cut off anywhere is refused, never half a map. */
START_TEST(half_a_file_is_no_map)
{
    g_autofree char *json = NULL;
    gsize length = 0;
    ck_assert(g_file_get_contents(REGION, &json, &length, NULL));
    while (length > 0 && json[length - 1] == '\n')
        length--;
    for (gsize n = 0; n < length; n += 97) {
        g_autoptr(GError) error = NULL;
        ck_assert(territory_map_parse("half", json, n, "code", &error) == NULL);
        ck_assert(error != NULL);
    }
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("territory map");
    tcase_add_test(tests, polygons_are_read);
    tcase_add_test(tests, areas_are_kept);
    tcase_add_loop_test(tests, what_is_no_map_is_refused, 0, G_N_ELEMENTS(REFUSED));
    tcase_add_test(tests, files_are_read);
    tcase_add_test(tests, half_a_file_is_no_map);
    return chart_tests_run("territory map", tests);
}
