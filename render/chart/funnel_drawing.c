#include "render/chart/funnel_drawing.h"

#include <math.h>

#include "engine/words/words.h"
#include "render/chart/axis_drawing.h"
#include "render/chart/callouts.h"
#include "render/chart/chart_style.h"
#include "render/chart/legend.h"
#include "render/chart/marks.h"

#define TICK_SIZE_MM 2.5
#define NAME_SIZE_MM 2.6
#define TOP_MM 2.0
#define RIGHT_MM 4.0
/* Under the plot: ticks, title of the sizes, legend, note. */
#define TICKS_MM 4.4
#define TITLE_MM 8.0
#define LEGEND_MM 9.6
#define NOTE_ROW_MM 4.2
#define MOST_VALUE_STEPS 6
#define MOST_SIZE_STEPS 8
#define RADIUS_MM 1.2
#define OWN_RADIUS_MM 2.0
#define ARROW_MM 1.5
#define ARROW_GAP_MM 0.3
/* Marks nearer to each other than this share one name, no wider than that. */
#define SAME_PLACE_MM 0.6
#define MOST_NAME_MM 40
#define LEADING_MM 3.4
#define LEAST_PLOT_MM 15
#define EMPTY_SHARE 0.7

typedef struct {
    Canvas *canvas;
    const FunnelChart *data;
    Rect area, plot;
    Axis sizes, values;
    double legend_mm;
} Drawing;

/* Sizes are whole numbers without a unit. */
static const Indicator COUNT = {.kind = KIND_RATE, .per = 1};

static ChartUnit
size_unit(const Drawing *self)
{
    return (ChartUnit){self->data->unit.language, &COUNT};
}

static Point
place(const Drawing *self, double size, double value)
{
    const Rect *plot = &self->plot;
    return (Point){axis_place(&self->sizes, size, plot->x, plot->x + plot->width),
                   axis_place(&self->values, value, plot->y + plot->height, plot->y)};
}

static Stroke
curve_stroke(FunnelCurve curve)
{
    return (Stroke){MUTED, 0.35, curve == FUNNEL_95 ? DASH_DASHED : DASH_NONE};
}

static bool
is_own(const Drawing *self, size_t point)
{
    return (int)point == self->data->own;
}

/* --- layout --- */

#define N_ITEMS (N_FUNNEL_CURVES + 1)

static void
list_items(const FunnelChart *data, LegendItem *out_items)
{
    out_items[0] = (LegendItem){.sample = SAMPLE_LINE,
                                .stroke = chart_stroke(STROKE_ENROLLED),
                                .colour = ENROLLED,
                                .text = isnan(data->centre) ? NULL : data->centre_label};
    for (FunnelCurve curve = 0; curve < N_FUNNEL_CURVES; curve++)
        out_items[1 + curve] = (LegendItem){
            .sample = SAMPLE_LINE,
            .stroke = curve_stroke(curve),
            .colour = MUTED,
            .text = data->curves[curve].n_limits > 0 ? data->curves[curve].label : NULL};
}

static void
lay_out(Drawing *self)
{
    const FunnelChart *data = self->data;
    LegendItem items[N_ITEMS];
    list_items(data, items);
    self->legend_mm = legend_height_mm(self->canvas, items, N_ITEMS, self->area.width);
    double below = LEGEND_MM + self->legend_mm + (data->note != NULL ? NOTE_ROW_MM : 0);

    self->values = axis_over(funnel_chart_values(data), &data->unit, MOST_VALUE_STEPS);
    double left =
        axis_text_width(self->canvas, &self->values, &data->unit, TICK_SIZE_MM) + 2 + OWN_RADIUS_MM;
    self->plot = (Rect){self->area.x + left, self->area.y + TOP_MM,
                        self->area.width - left - RIGHT_MM, self->area.height - TOP_MM - below};
    if (self->plot.width < LEAST_PLOT_MM || self->plot.height < LEAST_PLOT_MM)
        canvas_fail(self->canvas, _("the funnel has no room in %.0f x %.0f mm"), self->area.width,
                    self->area.height);
    ChartUnit unit = size_unit(self);
    self->sizes = axis_fitting(self->canvas, funnel_chart_sizes(data), &unit, MOST_SIZE_STEPS,
                               self->plot.width, TICK_SIZE_MM);
}

/* --- lines --- */

/* Draws a curve, and keeps its pieces for the names to stay clear of. */
static void
draw_curve(const Drawing *self, FunnelCurve curve, bool upper, GArray *lines)
{
    Stroke stroke = curve_stroke(curve);
    g_autoptr(GArray) vertices = funnel_chart_curve(self->data, curve, upper, &self->values);
    g_autofree Point *stretch = g_new(Point, vertices->len);
    size_t n = 0;
    for (guint i = 0; i < vertices->len; i++) {
        const FunnelVertex *vertex = &g_array_index(vertices, FunnelVertex, i);
        if (vertex->starts) {
            if (n > 0)
                canvas_polyline(self->canvas, stretch, n, &stroke);
            n = 0;
        }
        stretch[n++] = place(self, vertex->size, vertex->value);
        if (n > 1) {
            Segment line = {stretch[n - 2], stretch[n - 1]};
            g_array_append_val(lines, line);
        }
    }
    if (n > 0)
        canvas_polyline(self->canvas, stretch, n, &stroke);
}

static void
draw_centre(const Drawing *self, GArray *lines)
{
    if (isnan(self->data->centre) || !axis_holds(&self->values, self->data->centre))
        return;
    Stroke stroke = chart_stroke(STROKE_ENROLLED);
    double y = place(self, 0, self->data->centre).y;
    Segment line = {{self->plot.x, y}, {self->plot.x + self->plot.width, y}};
    canvas_line(self->canvas, line.from, line.to, &stroke);
    g_array_append_val(lines, line);
}

/* --- points --- */

static double
radius_of(const Drawing *self, size_t point)
{
    return is_own(self, point) ? OWN_RADIUS_MM : RADIUS_MM;
}

/* Where the mark of a point stands: within the plot at its edge, with room for an arrow, when its
 * value is not shown by the axis. */
static Point
mark_place(const Drawing *self, size_t i)
{
    const FunnelPoint *point = &self->data->points[i];
    Point at = place(self, point->size, point->value);
    if (axis_holds(&self->values, point->value))
        return at;
    double inwards = radius_of(self, i) + ARROW_GAP_MM + ARROW_MM;
    at.y += point->value > self->values.high ? inwards : -inwards;
    return at;
}

static void
draw_point(const Drawing *self, size_t i)
{
    double value = self->data->points[i].value, radius = radius_of(self, i);
    Point at = mark_place(self, i);
    if (is_own(self, i))
        canvas_diamond(self->canvas, at, radius, INK);
    else
        mark_ring(self->canvas, at, radius);
    if (axis_holds(&self->values, value))
        return;
    bool above = value > self->values.high;
    at.y += (above ? -1 : 1) * (radius + ARROW_GAP_MM);
    mark_beyond(self->canvas, at, above ? TOWARDS_TOP : TOWARDS_BOTTOM, ARROW_MM);
}

static void
draw_points(const Drawing *self)
{
    for (size_t i = 0; i < self->data->n_points; i++)
        if (!is_own(self, i))
            draw_point(self, i);
    if (self->data->own >= 0)
        draw_point(self, (size_t)self->data->own);
}

/* --- names --- */

/* What stands beside a mark, or beside several in one place: "41, 17". */
typedef struct {
    Point mark;
    size_t point; /* the first of them */
    char *text;
} Name;

static void
clear_name(gpointer data)
{
    g_free(((Name *)data)->text);
}

/* The name of a mark in the same place, or NULL. The own point keeps a name to itself. */
static Name *
find_name(const Drawing *self, GArray *names, Point mark)
{
    for (guint i = 0; i < names->len; i++) {
        Name *name = &g_array_index(names, Name, i);
        if (!is_own(self, name->point) &&
            hypot(name->mark.x - mark.x, name->mark.y - mark.y) < SAME_PLACE_MM)
            return name;
    }
    return NULL;
}

static void
add_name(const Drawing *self, GArray *names, size_t point)
{
    const char *label = self->data->points[point].label;
    Point mark = mark_place(self, point);
    Name *same = is_own(self, point) ? NULL : find_name(self, names, mark);
    if (label == NULL)
        return;
    if (same == NULL) {
        Name name = {mark, point, g_strdup(label)};
        g_array_append_val(names, name);
        return;
    }
    char *joined = g_strconcat(same->text, ", ", label, NULL);
    g_free(same->text);
    same->text = joined;
}

/* The own one first. */
static GArray *
list_names(const Drawing *self)
{
    GArray *names = g_array_new(FALSE, FALSE, sizeof(Name));
    g_array_set_clear_func(names, clear_name);
    if (self->data->own >= 0)
        add_name(self, names, (size_t)self->data->own);
    for (size_t i = 0; i < self->data->n_points; i++)
        if (!is_own(self, i))
            add_name(self, names, i);
    return names;
}

static TextStyle
name_style(const Drawing *self, const Name *name)
{
    TextStyle style = chart_value_style(NAME_SIZE_MM, is_own(self, name->point));
    style.leading_mm = LEADING_MM;
    return style;
}

static Callout
callout_of(const Drawing *self, const Name *name)
{
    Typesetter *typesetter = canvas_typesetter(self->canvas);
    TextStyle style = name_style(self, name);
    /* A hundredth more, so that rounding does not wrap a line that is just as wide. */
    double width = fmin(typesetter_width(typesetter, &style, name->text) + 0.01, MOST_NAME_MM);
    int n_lines = typesetter_n_lines(typesetter, &style, name->text, width);
    return (Callout){name->mark, width, NAME_SIZE_MM + (n_lines - 1) * LEADING_MM};
}

/* From the mark to a name that stands apart. */
static void
draw_leader(const Drawing *self, const Name *name, const CalloutPlace *at)
{
    Stroke stroke = {MUTED, 0.2, DASH_NONE};
    Segment leader = callout_leader(name->mark, radius_of(self, name->point), at->box);
    if (at->apart)
        canvas_line(self->canvas, leader.from, leader.to, &stroke);
}

/* On white, for a line may pass below. */
static void
draw_name(const Drawing *self, const Name *name, const CalloutPlace *at)
{
    TextStyle style = name_style(self, name);
    Point start = {at->box.x, at->box.y + NAME_SIZE_MM / 2 + chart_half_cap_mm(NAME_SIZE_MM)};
    canvas_rect(self->canvas, at->box, &PAPER, NULL);
    canvas_paragraph(self->canvas, start, at->box.width, &style, name->text);
}

static void
draw_names(const Drawing *self, const GArray *lines)
{
    size_t n_points = self->data->n_points;
    g_autoptr(GArray) names = list_names(self);
    g_autofree Point *marks = g_new(Point, n_points);
    g_autofree Callout *callouts = g_new(Callout, names->len);
    g_autofree CalloutPlace *places = g_new(CalloutPlace, names->len);
    for (size_t i = 0; i < n_points; i++)
        marks[i] = mark_place(self, i);
    for (guint i = 0; i < names->len; i++)
        callouts[i] = callout_of(self, &g_array_index(names, Name, i));

    CalloutField field = {.bounds = self->plot,
                          .marks = marks,
                          .n_marks = n_points,
                          .mark_radius_mm = OWN_RADIUS_MM,
                          .lines = (const Segment *)(const void *)lines->data,
                          .n_lines = lines->len};
    if (!callouts_place(callouts, names->len, &field, places)) {
        canvas_fail(self->canvas, _("the names of %zu points have no room in %.0f x %.0f mm"),
                    n_points, self->plot.width, self->plot.height);
        return;
    }
    for (guint i = 0; i < names->len; i++)
        draw_leader(self, &g_array_index(names, Name, i), &places[i]);
    for (guint i = 0; i < names->len; i++)
        draw_name(self, &g_array_index(names, Name, i), &places[i]);
}

/* --- texts --- */

static void
draw_empty(const Drawing *self)
{
    if (self->data->n_points > 0 || self->data->empty == NULL)
        return;
    TextStyle style = chart_tick_style(NAME_SIZE_MM);
    /* At the right, where the curves leave room. */
    Point at = {self->plot.x + self->plot.width, self->plot.y + 4};
    canvas_paragraph_aligned(self->canvas, at, ALIGN_RIGHT, EMPTY_SHARE * self->plot.width, &style,
                             self->data->empty);
}

static void
draw_below(const Drawing *self)
{
    double bottom = self->plot.y + self->plot.height;
    TextStyle style = chart_tick_style(TICK_SIZE_MM);
    Point title = {self->plot.x + self->plot.width, bottom + TITLE_MM};
    if (self->data->size_title != NULL)
        canvas_text_within(self->canvas, title, ALIGN_RIGHT, self->area.width, &style,
                           self->data->size_title);
    LegendItem items[N_ITEMS];
    list_items(self->data, items);
    legend_draw(self->canvas, items, N_ITEMS, (Point){self->area.x, bottom + LEGEND_MM},
                self->area.width);
    Point note = {self->area.x, bottom + LEGEND_MM + self->legend_mm + NOTE_ROW_MM - 1};
    if (self->data->note != NULL)
        canvas_text_within(self->canvas, note, ALIGN_LEFT, self->area.width, &style,
                           self->data->note);
}

void
funnel_chart_draw(Canvas *canvas, const FunnelChart *data, Rect area, const char *alt)
{
    g_assert(data->own < (int)data->n_points);
    Drawing self = {.canvas = canvas, .data = data, .area = area};
    lay_out(&self);
    ChartUnit unit = size_unit(&self);
    g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(Segment));

    canvas_open_figure(canvas, alt);
    axis_draw_vertical(canvas, &self.values, &data->unit, self.plot, TICK_SIZE_MM);
    axis_draw_horizontal(canvas, &self.sizes, &unit, self.plot,
                         self.plot.y + self.plot.height + TICKS_MM, TICK_SIZE_MM);
    for (FunnelCurve curve = 0; curve < N_FUNNEL_CURVES; curve++) {
        draw_curve(&self, curve, false, lines);
        draw_curve(&self, curve, true, lines);
    }
    draw_centre(&self, lines);
    draw_points(&self);
    draw_names(&self, lines);
    draw_empty(&self);
    draw_below(&self);
    canvas_close(canvas);
}
