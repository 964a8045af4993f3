#include "render/chart/choropleth_drawing.h"

#include <math.h>
#include <string.h>

#include "engine/words/words.h"
#include "render/chart/chart_style.h"
#include "render/chart/fill.h"
#include "render/chart/legend.h"

#define TEXT_SIZE_MM 2.5
#define INSET_MM 0.6 /* what the thick border needs at the edge of the map */
#define TEXT_CLEAR_MM 1.0
/* Points nearer than this to the one before are not drawn: nobody would see them. */
#define NEAREST_MM 0.04
#define LEGEND_GAP_MM 3.0
#define CLASS_MM 13.0 /* length of a class in the legend */
#define CLASS_HEIGHT_MM 3.2
#define LIMITS_MM 3.4 /* from the classes down to the baseline of their limits */
#define CLASSES_MM (CLASS_HEIGHT_MM + LIMITS_MM + 2.0)
#define NOTE_MM 3.6
#define LEAST_MAP_MM 20

typedef struct {
    Canvas *canvas;
    const Choropleth *data;
    Rect area;
    double mm_per_degree;
    Point origin;     /* top left corner of the map */
    double bottom;    /* of the room for the map */
    double legend_mm; /* of the rows under the classes */
} Drawing;

/* --- looks --- */

static Stroke
border(void)
{
    return (Stroke){MUTED, 0.2, DASH_NONE};
}

static Stroke
own_border(void)
{
    return (Stroke){INK, 0.8, DASH_NONE};
}

/* NULL where the territory has no entry. */
static const ChoroplethValue *
value_of(const Choropleth *data, const MapTerritory *territory)
{
    for (size_t i = 0; i < data->n_values; i++)
        if (strcmp(data->values[i].territory, territory->id) == 0)
            return &data->values[i];
    return NULL;
}

static Fill
fill_of(const Choropleth *data, const MapTerritory *territory)
{
    const ChoroplethValue *value = value_of(data, territory);
    int at =
        value == NULL || data->classes.n == 0 ? -1 : choropleth_class(&data->classes, value->value);
    return at < 0 ? fill_hidden() : fill_tint(at, data->classes.n);
}

static bool
any_hidden(const Choropleth *data)
{
    for (size_t i = 0; i < territory_map_n(data->map); i++)
        if (fill_of(data, territory_map_get(data->map, i)).n_hatches > 0)
            return true;
    return false;
}

#define N_ITEMS 2

static void
list_items(const Choropleth *data, LegendItem *out_items)
{
    out_items[0] = (LegendItem){.sample = SAMPLE_FILL,
                                .stroke = own_border(),
                                .fill = {.colour = PAPER},
                                .colour = INK,
                                .text = data->own == NULL ? NULL : data->own_label};
    out_items[1] = (LegendItem){.sample = SAMPLE_FILL,
                                .stroke = border(),
                                .fill = fill_hidden(),
                                .colour = MUTED,
                                .text = any_hidden(data) ? data->hidden_label : NULL};
}

/* --- layout --- */

static void
lay_out(Drawing *self)
{
    const Choropleth *data = self->data;
    Rect area = self->area;
    LegendItem items[N_ITEMS];
    list_items(data, items);
    self->legend_mm = legend_height_mm(self->canvas, items, N_ITEMS, area.width);
    TextStyle note = chart_tick_style(TEXT_SIZE_MM);
    double below = LEGEND_GAP_MM + self->legend_mm + (data->classes.n > 0 ? CLASSES_MM : 0);
    if (data->note != NULL)
        below += typesetter_height(canvas_typesetter(self->canvas), &note, data->note, area.width);

    double width = area.width - 2 * INSET_MM, height = area.height - below - 2 * INSET_MM;
    if (width < LEAST_MAP_MM || height < LEAST_MAP_MM)
        canvas_fail(self->canvas, _("the map has no room in %.0f x %.0f mm"), area.width,
                    area.height);
    self->bottom = area.y + area.height - below;
    self->mm_per_degree =
        fmin(width / territory_map_width(data->map), height / territory_map_height(data->map));
    double drawn_width = self->mm_per_degree * territory_map_width(data->map);
    double drawn_height = self->mm_per_degree * territory_map_height(data->map);
    self->origin = (Point){area.x + (area.width - drawn_width) / 2,
                           area.y + INSET_MM + (height - drawn_height) / 2};
}

/* --- outlines on the page --- */

static void
clear_outline(gpointer data)
{
    g_free(((Outline *)data)->points);
}

static Point
place(const Drawing *self, Point flat)
{
    return (Point){self->origin.x + self->mm_per_degree * flat.x,
                   self->origin.y + self->mm_per_degree * flat.y};
}

static Outline
outline_on_page(const Drawing *self, const Outline *flat)
{
    Outline outline = {g_new(Point, flat->n_points), 0};
    for (size_t i = 0; i < flat->n_points; i++) {
        Point point = place(self, flat->points[i]);
        const Point *last = outline.n_points > 0 ? &outline.points[outline.n_points - 1] : NULL;
        if (last == NULL || hypot(point.x - last->x, point.y - last->y) >= NEAREST_MM)
            outline.points[outline.n_points++] = point;
    }
    return outline;
}

/* An array of Outline: the polygon with its holes. Empty when it is too small to be seen. */
static GArray *
polygon_on_page(const Drawing *self, const MapPolygon *polygon)
{
    GArray *outlines = g_array_new(FALSE, FALSE, sizeof(Outline));
    g_array_set_clear_func(outlines, clear_outline);
    for (size_t i = 0; i < polygon->n_outlines; i++) {
        Outline outline = outline_on_page(self, &polygon->outlines[i]);
        if (outline.n_points >= 3)
            g_array_append_val(outlines, outline);
        else
            clear_outline(&outline);
        if (outlines->len == 0)
            break;
    }
    return outlines;
}

static const Outline *
outlines_of(const GArray *array)
{
    return (const Outline *)(const void *)array->data;
}

/* --- territories --- */

static void
draw_fills(const Drawing *self, const MapTerritory *territory)
{
    Fill fill = fill_of(self->data, territory);
    for (size_t p = 0; p < territory->n_polygons; p++) {
        g_autoptr(GArray) outlines = polygon_on_page(self, &territory->polygons[p]);
        if (outlines->len > 0)
            fill_draw(self->canvas, &fill, outlines_of(outlines), outlines->len);
    }
}

static void
draw_borders(const Drawing *self, const MapTerritory *territory, const Stroke *stroke)
{
    for (size_t p = 0; p < territory->n_polygons; p++) {
        g_autoptr(GArray) outlines = polygon_on_page(self, &territory->polygons[p]);
        for (guint i = 0; i < outlines->len; i++) {
            const Outline *outline = &outlines_of(outlines)[i];
            g_autofree Point *closed = g_new(Point, outline->n_points + 1);
            memcpy(closed, outline->points, outline->n_points * sizeof(Point));
            closed[outline->n_points] = closed[0];
            canvas_polyline(self->canvas, closed, outline->n_points + 1, stroke);
        }
    }
}

/* The polygon with the largest area: where a text has most room. */
static const MapPolygon *
mainland(const MapTerritory *territory)
{
    const MapPolygon *largest = &territory->polygons[0];
    for (size_t p = 1; p < territory->n_polygons; p++)
        if (fabs(outline_area(&territory->polygons[p].outlines[0])) >
            fabs(outline_area(&largest->outlines[0])))
            largest = &territory->polygons[p];
    return largest;
}

static void
draw_text(const Drawing *self, const MapTerritory *territory)
{
    const ChoroplethValue *value = value_of(self->data, territory);
    if (value == NULL || value->text == NULL)
        return;
    bool own = g_strcmp0(self->data->own, territory->id) == 0;
    TextStyle style = chart_value_style(TEXT_SIZE_MM, own);
    double width = typesetter_width(canvas_typesetter(self->canvas), &style, value->text);
    g_autoptr(GArray) outlines = polygon_on_page(self, mainland(territory));
    Fill fill = fill_of(self->data, territory);
    Point middle;
    if (outlines_text_place(outlines_of(outlines), outlines->len, width + 2 * TEXT_CLEAR_MM,
                            2 * (chart_half_cap_mm(TEXT_SIZE_MM) + TEXT_CLEAR_MM), &middle))
        fill_draw_text(self->canvas, &fill, middle, style, value->text);
}

static void
draw_territories(const Drawing *self)
{
    const TerritoryMap *map = self->data->map;
    Stroke thin = border(), thick = own_border();
    for (size_t i = 0; i < territory_map_n(map); i++)
        draw_fills(self, territory_map_get(map, i));
    for (size_t i = 0; i < territory_map_n(map); i++)
        draw_borders(self, territory_map_get(map, i), &thin);
    int own = self->data->own == NULL ? -1 : territory_map_find(map, self->data->own);
    if (own >= 0)
        draw_borders(self, territory_map_get(map, (size_t)own), &thick);
    for (size_t i = 0; i < territory_map_n(map); i++)
        draw_text(self, territory_map_get(map, i));
}

/* --- legend --- */

static double
limit_width(const Drawing *self, int limit)
{
    const ChoroplethClasses *classes = &self->data->classes;
    TextStyle style = chart_tick_style(TEXT_SIZE_MM);
    g_autofree char *text =
        axis_value_text(&self->data->unit, classes->limits[limit], classes->decimals);
    return typesetter_width(canvas_typesetter(self->canvas), &style, text);
}

static void
draw_limit(const Drawing *self, int limit, double x, double baseline)
{
    const ChoroplethClasses *classes = &self->data->classes;
    TextStyle style = chart_tick_style(TEXT_SIZE_MM);
    g_autofree char *text =
        axis_value_text(&self->data->unit, classes->limits[limit], classes->decimals);
    canvas_text(self->canvas, (Point){x, baseline}, ALIGN_CENTRE, &style, text);
}

/* The tints side by side, their limits under the joints. */
static void
draw_classes(const Drawing *self)
{
    const ChoroplethClasses *classes = &self->data->classes;
    if (classes->n == 0)
        return;
    double left = self->area.x + limit_width(self, 0) / 2, top = self->bottom + LEGEND_GAP_MM;
    double baseline = top + CLASS_HEIGHT_MM + LIMITS_MM;
    Stroke edge = border();
    for (int i = 0; i < classes->n; i++) {
        Fill fill = fill_tint(i, classes->n);
        Rect box = {left + i * CLASS_MM, top, CLASS_MM, CLASS_HEIGHT_MM};
        fill_draw_rect(self->canvas, &fill, box);
        canvas_rect(self->canvas, box, NULL, &edge);
    }
    if (classes->limits[0] == classes->limits[classes->n]) {
        draw_limit(self, 0, left + CLASS_MM / 2, baseline);
        return;
    }
    /* A last class of one value starts and ends at it: written once. */
    bool one_value = classes->limits[classes->n - 1] == classes->limits[classes->n];
    for (int i = 0; i <= classes->n - one_value; i++)
        draw_limit(self, i, left + i * CLASS_MM, baseline);
}

static void
draw_below(const Drawing *self)
{
    draw_classes(self);
    LegendItem items[N_ITEMS];
    list_items(self->data, items);
    double top = self->bottom + LEGEND_GAP_MM + (self->data->classes.n > 0 ? CLASSES_MM : 0);
    legend_draw(self->canvas, items, N_ITEMS, (Point){self->area.x, top}, self->area.width);
    TextStyle style = chart_tick_style(TEXT_SIZE_MM);
    if (self->data->note != NULL)
        canvas_paragraph(self->canvas, (Point){self->area.x, top + self->legend_mm + NOTE_MM - 1},
                         self->area.width, &style, self->data->note);
}

void
choropleth_draw(Canvas *canvas, const Choropleth *data, Rect area, const char *alt)
{
    Drawing self = {.canvas = canvas, .data = data, .area = area};
    const char *stray = choropleth_stray(data);
    if (stray != NULL)
        canvas_fail(canvas, _("the map has no territory \"%s\""), stray);
    lay_out(&self);

    canvas_open_figure(canvas, alt);
    draw_territories(&self);
    draw_below(&self);
    canvas_close(canvas);
}
