#include "render/chart/event_study_drawing.h"

#include <math.h>

#include "render/chart/chart_style.h"
#include "render/chart/marks.h"

#define TICK_SIZE_MM 2.5
#define TITLE_SIZE_MM 2.7
#define MOST_STEPS 6
#define TITLES_MM 3.2 /* baseline of the titles, from the top */
#define TOP_MM 6.0
#define DISTANCES_MM 4.0 /* from the plot down to the baseline of the distances */
#define BELOW_MM 9.0     /* and to the bottom of the figure */
#define MARK_MM 1.15
#define CAP_MM 1.3 /* half the stroke that ends an interval */
#define ARROW_MM 1.6
#define LEAST_WIDTH_MM 40
#define LEAST_HEIGHT_MM 15

typedef struct {
    Canvas *canvas;
    const EventStudy *data;
    EventSpan span;
    Axis axis;
    Rect plot;
    double pitch; /* between two distances */
} Drawing;

static double
place_x(const Drawing *self, double distance)
{
    return self->plot.x + (distance - self->span.first + 0.5) * self->pitch;
}

static double
place_y(const Drawing *self, double value)
{
    return axis_place(&self->axis, value, self->plot.y + self->plot.height, self->plot.y);
}

static char *
tick_text(const Drawing *self, int tick)
{
    return event_study_text(&self->data->unit, axis_tick(&self->axis, tick), self->axis.decimals);
}

static void
lay_out(Drawing *self, Rect area)
{
    const TextStyle style = chart_tick_style(TICK_SIZE_MM);
    double left = 0;

    self->span = event_study_span(self->data);
    self->axis = axis_over(event_study_range(self->data), &self->data->unit, MOST_STEPS);
    for (int i = 0; i < axis_n_ticks(&self->axis); i++) {
        g_autofree char *text = tick_text(self, i);
        left = fmax(left, typesetter_width(canvas_typesetter(self->canvas), &style, text));
    }
    left += 2;
    self->plot =
        (Rect){area.x + left, area.y + TOP_MM, area.width - left, area.height - TOP_MM - BELOW_MM};
    self->pitch = self->plot.width / (self->span.last - self->span.first + 1);
    if (self->plot.width < LEAST_WIDTH_MM || self->plot.height < LEAST_HEIGHT_MM)
        canvas_fail(self->canvas, "the event study has no room in %.0f x %.0f mm", area.width,
                    area.height);
}

/* --- the ground --- */

static void
draw_ground(const Drawing *self)
{
    const Stroke grid = chart_stroke(STROKE_GRID), base = chart_stroke(STROKE_BASE);
    const Stroke entry = chart_stroke(STROKE_TARGET);
    const TextStyle style = chart_tick_style(TICK_SIZE_MM);
    const double bottom = self->plot.y + self->plot.height, right = self->plot.x + self->plot.width;
    const double event = place_x(self, -0.5);

    canvas_rect(self->canvas,
                (Rect){self->plot.x, self->plot.y, event - self->plot.x, self->plot.height}, &PANEL,
                NULL);
    for (int i = 0; i < axis_n_ticks(&self->axis); i++) {
        const double value = axis_tick(&self->axis, i), y = place_y(self, value);
        g_autofree char *text = tick_text(self, i);
        canvas_line(self->canvas, (Point){self->plot.x, y}, (Point){right, y},
                    value == 0 ? &base : &grid);
        canvas_text(self->canvas, (Point){self->plot.x - 2, y + chart_half_cap_mm(TICK_SIZE_MM)},
                    ALIGN_RIGHT, &style, text);
    }
    canvas_line(self->canvas, (Point){event, self->plot.y - 1}, (Point){event, bottom}, &entry);
}

static void
draw_titles(const Drawing *self, Rect area)
{
    const TextStyle style = chart_label_style(TITLE_SIZE_MM, INK);
    const TextStyle note = chart_tick_style(TICK_SIZE_MM);
    const double event = place_x(self, -0.5), right = self->plot.x + self->plot.width;
    const double y = area.y + TITLES_MM;
    Typesetter *typesetter = canvas_typesetter(self->canvas);
    const double unit = self->data->value_title == NULL
                            ? 0
                            : typesetter_width(typesetter, &note, self->data->value_title) + 3;
    const double before = typesetter_width(typesetter, &style, self->data->before_title);

    if (self->data->value_title != NULL)
        canvas_text(self->canvas, (Point){area.x, y}, ALIGN_LEFT, &note, self->data->value_title);
    /* Each on its side of the event, where there is room for it. */
    if (event - 2 - before >= area.x + unit)
        canvas_text(self->canvas, (Point){event - 2, y}, ALIGN_RIGHT, &style,
                    self->data->before_title);
    if (event + 2 + typesetter_width(typesetter, &style, self->data->after_title) <= right)
        canvas_text(self->canvas, (Point){event + 2, y}, ALIGN_LEFT, &style,
                    self->data->after_title);
}

static void
draw_distances(const Drawing *self, Rect area)
{
    const TextStyle style = chart_tick_style(TICK_SIZE_MM);
    const ChartUnit *unit = &self->data->unit;
    const double bottom = self->plot.y + self->plot.height;
    const int most = 1 + (int)(self->plot.width / 7.5);
    const Indicator plain = {.kind = KIND_RATE};
    const ChartUnit whole = {unit->language, &plain};

    for (int d = self->span.first; d <= self->span.last; d++) {
        if (!event_study_names(self->span, d, most))
            continue;
        g_autofree char *text = event_study_text(&whole, d, 0);
        canvas_text(self->canvas, (Point){place_x(self, d), bottom + DISTANCES_MM}, ALIGN_CENTRE,
                    &style, text);
    }
    canvas_text_within(self->canvas,
                       (Point){self->plot.x + self->plot.width / 2, area.y + area.height - 1},
                       ALIGN_CENTRE, self->plot.width, &style, self->data->distance_title);
}

/* --- the points --- */

static void
draw_end(const Drawing *self, double x, double value, MarkDirection direction)
{
    const Stroke stroke = {.colour = INK, .width_mm = 0.35};
    const double y = place_y(self, value);

    if (!axis_holds(&self->axis, value)) {
        const double back = direction == TOWARDS_TOP ? ARROW_MM : -ARROW_MM;
        mark_beyond(self->canvas, (Point){x, y + back}, direction, ARROW_MM);
        return;
    }
    canvas_line(self->canvas, (Point){x - CAP_MM, y}, (Point){x + CAP_MM, y}, &stroke);
}

static void
draw_point(const Drawing *self, const EventPoint *point)
{
    const Stroke interval = {.colour = INK, .width_mm = 0.35};
    const Stroke outline = {.colour = INK, .width_mm = 0.45};
    const double x = place_x(self, point->distance), y = place_y(self, point->value);

    if (!isnan(point->low) && !isnan(point->high)) {
        canvas_line(self->canvas, (Point){x, place_y(self, point->low)},
                    (Point){x, place_y(self, point->high)}, &interval);
        draw_end(self, x, point->low, TOWARDS_BOTTOM);
        draw_end(self, x, point->high, TOWARDS_TOP);
    }
    canvas_circle(self->canvas, (Point){x, y}, MARK_MM, point->distance < 0 ? &PAPER : &INK,
                  &outline);
}

/* 0 by definition: a short stroke, not a mark of something measured. */
static void
draw_base(const Drawing *self)
{
    const TextStyle style = chart_tick_style(TICK_SIZE_MM);
    const Stroke stroke = {.colour = INK, .width_mm = 0.9};
    const double x = place_x(self, -1), y = place_y(self, 0), half = 1.4;
    const double width =
        typesetter_width(canvas_typesetter(self->canvas), &style, self->data->base_label);
    /* Above or below the zero line, wherever the plot has more room; within the plot's width. */
    const bool above = y - self->plot.y >= self->plot.y + self->plot.height - y;
    const double middle = fmax(x, self->plot.x + width / 2 + 0.5);

    canvas_line(self->canvas, (Point){x - half, y}, (Point){x + half, y}, &stroke);
    if (middle + width / 2 <= place_x(self, -0.5) && self->pitch >= width + 2)
        canvas_text(self->canvas, (Point){middle, above ? y - 1.8 : y + 3.6}, ALIGN_CENTRE, &style,
                    self->data->base_label);
}

static void
draw_empty(const Drawing *self)
{
    const TextStyle style = chart_tick_style(TICK_SIZE_MM);

    if (self->data->empty != NULL)
        canvas_text_within(
            self->canvas,
            (Point){self->plot.x + self->plot.width / 2, self->plot.y + 0.25 * self->plot.height},
            ALIGN_CENTRE, self->plot.width, &style, self->data->empty);
}

void
event_study_draw(Canvas *canvas, const EventStudy *data, Rect area, const char *alt)
{
    Drawing self = {.canvas = canvas, .data = data};
    lay_out(&self, area);

    canvas_open_figure(canvas, alt);
    draw_ground(&self);
    draw_titles(&self, area);
    draw_distances(&self, area);
    for (size_t i = 0; i < data->n_points; i++)
        if (!isnan(data->points[i].value))
            draw_point(&self, &data->points[i]);
    if (event_study_has_values(data))
        draw_base(&self);
    else
        draw_empty(&self);
    canvas_close(canvas);
}
