/* The outlines of territories, read from a GeoJSON file (RFC 7946: longitude and latitude in
 * degrees, WGS 84) and laid flat with equal areas. Immutable once read. */
#pragma once

#include <glib.h>
#include <stddef.h>

#include "render/chart/outline.h"

#define CHART_ERROR (chart_error_quark())
GQuark chart_error_quark(void);
typedef enum {
    CHART_ERROR_READ, /* the file cannot be read */
    CHART_ERROR_MAP,  /* it is not JSON, or not a map of territories */
} ChartError;

/* One piece of land: its outline, then its holes. */
typedef struct {
    Outline *outlines;
    size_t n_outlines;
} MapPolygon;

typedef struct {
    char *id; /* the property that names it: a text, or a whole number written out */
    MapPolygon *polygons;
    size_t n_polygons;
} MapTerritory;

typedef struct TerritoryMap TerritoryMap;

/* Reads a FeatureCollection of Polygon and MultiPolygon features, each with the property `id_key`,
 * which no two may share. Messages say where: "FILE:LINE:COLUMN: ..." for what is not JSON, else
 * "FILE: feature 3: ...". Other members, properties and heights are passed over. */
TerritoryMap *territory_map_load(const char *path, const char *id_key, GError **error);
/* The same from memory; `name` stands for the file in messages. */
TerritoryMap *territory_map_parse(const char *name, const char *json, size_t length,
                                  const char *id_key, GError **error);
void territory_map_free(TerritoryMap *self); /* NULL is a no-op. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TerritoryMap, territory_map_free)

/* In the order of the file; at least one. */
size_t territory_map_n(const TerritoryMap *self);
/* Its points are in degrees of latitude from the top left corner of the map, y downwards: the
 * sinusoidal projection about the middle meridian, which keeps areas (Snyder 1987, Map Projections,
 * 243-248). */
const MapTerritory *territory_map_get(const TerritoryMap *self, size_t i);
/* -1 where there is none of that id. */
int territory_map_find(const TerritoryMap *self, const char *id);
double territory_map_width(const TerritoryMap *self);
double territory_map_height(const TerritoryMap *self);
