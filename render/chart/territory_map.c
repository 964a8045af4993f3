#include "render/chart/territory_map.h"

#include <jansson.h>
#include <math.h>
#include <string.h>

#include "engine/words/words.h"

/* A ring repeats its first position at its end, so four make a triangle. */
#define LEAST_POSITIONS 4
#define DEGREES (G_PI / 180)

G_DEFINE_QUARK(chart - error - quark, chart_error)

struct TerritoryMap {
    GArray *territories; /* MapTerritory */
    double width, height;
};

/* --- ownership --- */

static void
clear_polygon(gpointer data)
{
    MapPolygon *polygon = data;
    for (size_t i = 0; i < polygon->n_outlines; i++)
        g_free(polygon->outlines[i].points);
    g_free(polygon->outlines);
}

static void
clear_territory(gpointer data)
{
    MapTerritory *territory = data;
    for (size_t i = 0; i < territory->n_polygons; i++)
        clear_polygon(&territory->polygons[i]);
    g_free(territory->polygons);
    g_free(territory->id);
}

static TerritoryMap *
map_new(void)
{
    TerritoryMap *self = g_new0(TerritoryMap, 1);
    self->territories = g_array_new(FALSE, FALSE, sizeof(MapTerritory));
    g_array_set_clear_func(self->territories, clear_territory);
    return self;
}

void
territory_map_free(TerritoryMap *self)
{
    if (self == NULL)
        return;
    g_array_free(self->territories, TRUE);
    g_free(self);
}

/* --- geometry --- */

static bool fail(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

static bool
fail(GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_propagate_error(error, g_error_new_valist(CHART_ERROR, CHART_ERROR_MAP, format, arguments));
    va_end(arguments);
    return false;
}

static bool
read_position(const json_t *json, Point *out_point, GError **error)
{
    const json_t *longitude = json_array_get(json, 0), *latitude = json_array_get(json, 1);
    if (!json_is_number(longitude) || !json_is_number(latitude))
        return fail(error, _("a position is not a longitude and a latitude"));
    Point point = {json_number_value(longitude), json_number_value(latitude)};
    if (fabs(point.x) > 180 || fabs(point.y) > 90)
        return fail(error,
                    _("the position %.10g, %.10g is not in degrees: "
                      "convert the map to longitude and latitude (EPSG:4326)"),
                    point.x, point.y);
    *out_point = point;
    return true;
}

static bool
read_ring(const json_t *json, Outline *out_outline, GError **error)
{
    size_t n = json_array_size(json);
    if (n < LEAST_POSITIONS)
        return fail(error, _("a ring has %zu positions, not %d or more"), n, LEAST_POSITIONS);
    g_autofree Point *points = g_new(Point, n);
    for (size_t i = 0; i < n; i++)
        if (!read_position(json_array_get(json, i), &points[i], error))
            return false;
    if (points[0].x != points[n - 1].x || points[0].y != points[n - 1].y)
        return fail(error, _("a ring does not end where it starts"));
    *out_outline = (Outline){g_steal_pointer(&points), n - 1};
    return true;
}

static bool
read_polygon(const json_t *json, GArray *polygons, GError **error)
{
    size_t n = json_array_size(json);
    if (n == 0)
        return fail(error, _("a polygon has no ring"));
    MapPolygon polygon = {g_new0(Outline, n), 0};
    for (; polygon.n_outlines < n; polygon.n_outlines++) {
        const json_t *ring = json_array_get(json, polygon.n_outlines);
        if (!read_ring(ring, &polygon.outlines[polygon.n_outlines], error)) {
            clear_polygon(&polygon);
            return false;
        }
    }
    g_array_append_val(polygons, polygon);
    return true;
}

static bool
read_polygons(const json_t *geometry, GArray *polygons, GError **error)
{
    const char *type = json_string_value(json_object_get(geometry, "type"));
    const json_t *coordinates = json_object_get(geometry, "coordinates");
    if (g_strcmp0(type, "Polygon") == 0)
        return read_polygon(coordinates, polygons, error);
    if (g_strcmp0(type, "MultiPolygon") != 0)
        return fail(error, _("its geometry is %s, not a Polygon or MultiPolygon"),
                    type == NULL ? _("missing") : type);
    size_t n = json_array_size(coordinates);
    if (n == 0)
        return fail(error, _("its MultiPolygon is empty"));
    for (size_t i = 0; i < n; i++)
        if (!read_polygon(json_array_get(coordinates, i), polygons, error))
            return false;
    return true;
}

/* --- features --- */

static char *
read_id(const json_t *feature, const char *id_key, GError **error)
{
    const json_t *id = json_object_get(json_object_get(feature, "properties"), id_key);
    if (json_is_string(id) && *json_string_value(id) != '\0')
        return g_strdup(json_string_value(id));
    if (json_is_integer(id))
        return g_strdup_printf("%" JSON_INTEGER_FORMAT, json_integer_value(id));
    if (id == NULL)
        fail(error, _("it has no property \"%s\""), id_key);
    else
        fail(error, _("its property \"%s\" is not a text or a whole number"), id_key);
    return NULL;
}

static bool
read_feature(TerritoryMap *self, const json_t *feature, const char *id_key, GError **error)
{
    g_autofree char *id = read_id(feature, id_key, error);
    if (id == NULL)
        return false;
    if (territory_map_find(self, id) >= 0)
        return fail(error,
                    _("the territory \"%s\" is there twice: join its parts into one MultiPolygon"),
                    id);
    g_autoptr(GArray) polygons = g_array_new(FALSE, FALSE, sizeof(MapPolygon));
    g_array_set_clear_func(polygons, clear_polygon);
    if (!read_polygons(json_object_get(feature, "geometry"), polygons, error)) {
        g_prefix_error(error, _("territory \"%s\": "), id);
        return false;
    }
    gsize n_polygons = 0;
    MapPolygon *stolen = g_array_steal(polygons, &n_polygons);
    MapTerritory territory = {g_steal_pointer(&id), stolen, n_polygons};
    g_array_append_val(self->territories, territory);
    return true;
}

static bool
read_features(TerritoryMap *self, const char *name, const json_t *root, const char *id_key,
              GError **error)
{
    const json_t *features = json_object_get(root, "features");
    const char *type = json_string_value(json_object_get(root, "type"));
    if (g_strcmp0(type, "FeatureCollection") != 0 || !json_is_array(features))
        return fail(error, _("%s: not a GeoJSON FeatureCollection"), name);
    if (json_array_size(features) == 0)
        return fail(error, _("%s: the map has no feature"), name);
    for (size_t i = 0; i < json_array_size(features); i++)
        if (!read_feature(self, json_array_get(features, i), id_key, error)) {
            g_prefix_error(error, _("%s: feature %zu: "), name, i + 1);
            return false;
        }
    return true;
}

/* --- projection --- */

typedef void (*PointFunction)(Point *point, void *data);

static void
for_each_point(TerritoryMap *self, PointFunction function, void *data)
{
    for (guint t = 0; t < self->territories->len; t++) {
        const MapTerritory *territory = &g_array_index(self->territories, MapTerritory, t);
        for (size_t p = 0; p < territory->n_polygons; p++)
            for (size_t o = 0; o < territory->polygons[p].n_outlines; o++) {
                const Outline *outline = &territory->polygons[p].outlines[o];
                for (size_t i = 0; i < outline->n_points; i++)
                    function(&outline->points[i], data);
            }
    }
}

typedef struct {
    Point low, high;
} Extent;

static void
widen(Point *point, void *data)
{
    Extent *extent = data;
    extent->low = (Point){fmin(extent->low.x, point->x), fmin(extent->low.y, point->y)};
    extent->high = (Point){fmax(extent->high.x, point->x), fmax(extent->high.y, point->y)};
}

static Extent
extent_of(TerritoryMap *self)
{
    Extent extent = {{INFINITY, INFINITY}, {-INFINITY, -INFINITY}};
    for_each_point(self, widen, &extent);
    return extent;
}

static void
flatten(Point *point, void *data)
{
    double meridian = *(const double *)data;
    *point = (Point){(point->x - meridian) * cos(point->y * DEGREES), -point->y};
}

static void
shift(Point *point, void *data)
{
    const Point *origin = data;
    *point = (Point){point->x - origin->x, point->y - origin->y};
}

static void
project(TerritoryMap *self)
{
    Extent degrees = extent_of(self);
    double meridian = (degrees.low.x + degrees.high.x) / 2;
    for_each_point(self, flatten, &meridian);
    Extent flat = extent_of(self);
    for_each_point(self, shift, &flat.low);
    self->width = flat.high.x - flat.low.x;
    self->height = flat.high.y - flat.low.y;
}

/* --- the map --- */

TerritoryMap *
territory_map_parse(const char *name, const char *json, size_t length, const char *id_key,
                    GError **error)
{
    json_error_t fault;
    json_t *root = json_loadb(json, length, JSON_REJECT_DUPLICATES, &fault);
    if (root == NULL) {
        fail(error, "%s:%d:%d: %s", name, fault.line, fault.column, fault.text);
        return NULL;
    }
    g_autoptr(TerritoryMap) self = map_new();
    bool read = read_features(self, name, root, id_key, error);
    json_decref(root);
    if (!read)
        return NULL;
    project(self);
    if (self->width <= 0 || self->height <= 0) {
        fail(error, _("%s: the territories have no area"), name);
        return NULL;
    }
    return g_steal_pointer(&self);
}

TerritoryMap *
territory_map_load(const char *path, const char *id_key, GError **error)
{
    g_autofree char *json = NULL;
    gsize length = 0;
    g_autoptr(GError) fault = NULL;
    if (!g_file_get_contents(path, &json, &length, &fault)) {
        g_set_error(error, CHART_ERROR, CHART_ERROR_READ, "%s", fault->message);
        return NULL;
    }
    return territory_map_parse(path, json, length, id_key, error);
}

size_t
territory_map_n(const TerritoryMap *self)
{
    return self->territories->len;
}

const MapTerritory *
territory_map_get(const TerritoryMap *self, size_t i)
{
    g_assert(i < self->territories->len);
    return &g_array_index(self->territories, MapTerritory, i);
}

int
territory_map_find(const TerritoryMap *self, const char *id)
{
    for (guint i = 0; i < self->territories->len; i++)
        if (strcmp(g_array_index(self->territories, MapTerritory, i).id, id) == 0)
            return (int)i;
    return -1;
}

double
territory_map_width(const TerritoryMap *self)
{
    return self->width;
}

double
territory_map_height(const TerritoryMap *self)
{
    return self->height;
}
