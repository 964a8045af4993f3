#include "render/chart/slope_drawing.h"

#include <math.h>

#include "engine/words/words.h"
#include "render/chart/chart_style.h"
#include "render/chart/labels.h"
#include "render/chart/marks.h"

#define TICK_SIZE_MM 2.5
#define TITLE_SIZE_MM 2.8
#define MOST_SIZE_MM 2.8
#define LEAST_SIZE_MM 1.9
#define ROW 1.25 /* height of a label in its size */
#define MOST_STEPS 5
#define TITLE_MM 3.0 /* baseline of the titles from the top */
#define TOP_MM 6.5
#define START_MM 4.2 /* from the plot down to the baseline of the start of the scale */
#define BOTTOM_MM 5.0
#define NOTE_MM 4.0 /* from there down to the first baseline of the note */
#define RADIUS_MM 1.0
#define OWN_RADIUS_MM 1.7
/* From an end of a line out to its value: room for a line to where a label had to go. */
#define VALUE_GAP_MM 6.5
#define NAME_GAP_MM 2.0
#define LEAST_SLOPE_MM 15

typedef struct {
    Canvas *canvas;
    const Slope *data;
    Rect area, plot; /* plot: between the two periods */
    Axis axis;
    double size_mm;                  /* of the labels */
    double values_mm[N_SLOPE_SIDES]; /* the widest value of each side */
} Drawing;

static Point
place(const Drawing *self, SlopeSide side, double value)
{
    return (Point){self->plot.x + (side == SLOPE_LEFT ? 0 : self->plot.width),
                   axis_place(&self->axis, value, self->plot.y + self->plot.height, self->plot.y)};
}

static Stroke
line_stroke(SlopeLook look)
{
    static const ChartStroke STROKES[N_SLOPE_LOOKS] = {[SLOPE_PLAIN] = STROKE_BASE,
                                                       [SLOPE_OWN] = STROKE_OWN,
                                                       [SLOPE_GROUP] = STROKE_GROUP,
                                                       [SLOPE_ENROLLED] = STROKE_ENROLLED,
                                                       [SLOPE_CONTROL] = STROKE_CONTROL};
    Stroke stroke = chart_stroke(STROKES[look]);
    if (look == SLOPE_PLAIN)
        stroke.colour = MUTED;
    return stroke;
}

static TextStyle
label_style(const Drawing *self, SlopeLook look)
{
    if (look == SLOPE_PLAIN || look == SLOPE_OWN)
        return chart_value_style(self->size_mm, look == SLOPE_OWN);
    return chart_label_style(self->size_mm, line_stroke(look).colour);
}

/* --- layout --- */

/* The widest text of a side: its values, or its names. */
static double
widest(const Drawing *self, SlopeSide side, bool of_names)
{
    double width = 0;
    for (size_t i = 0; i < self->data->n_lines; i++) {
        const SlopeLine *line = &self->data->lines[i];
        if (isnan(line->ends[side].value))
            continue;
        TextStyle style = label_style(self, line->look);
        width = fmax(width, typesetter_width(canvas_typesetter(self->canvas), &style,
                                             of_names ? line->label : line->ends[side].text));
    }
    return width;
}

static size_t
most_labels(const Slope *data)
{
    g_autofree size_t *order = g_new(size_t, data->n_lines);
    size_t left = slope_order(data, SLOPE_LEFT, order),
           right = slope_order(data, SLOPE_RIGHT, order);
    return MAX(left, right);
}

static void
choose_size(Drawing *self)
{
    size_t n = most_labels(self->data);
    double room = self->plot.height + 2 * RADIUS_MM;
    self->size_mm = n == 0 ? MOST_SIZE_MM : fmin(MOST_SIZE_MM, room / (double)n / ROW);
    if (self->size_mm < LEAST_SIZE_MM)
        canvas_fail(self->canvas, _("%zu labels need %.1f mm more height"), n,
                    (double)n * LEAST_SIZE_MM * ROW - room);
}

static void
lay_out(Drawing *self)
{
    TextStyle note = chart_tick_style(TICK_SIZE_MM);
    double below = BOTTOM_MM;
    if (self->data->note != NULL)
        below += NOTE_MM - TICK_SIZE_MM +
                 typesetter_height(canvas_typesetter(self->canvas), &note, self->data->note,
                                   self->area.width);
    self->plot = (Rect){0, self->area.y + TOP_MM, 0, self->area.height - TOP_MM - below};
    choose_size(self);
    self->axis = axis_over(slope_range(self->data), &self->data->unit, MOST_STEPS);

    double sides[N_SLOPE_SIDES];
    for (SlopeSide side = 0; side < N_SLOPE_SIDES; side++) {
        self->values_mm[side] = widest(self, side, false);
        sides[side] = VALUE_GAP_MM + self->values_mm[side] + NAME_GAP_MM + widest(self, side, true);
    }
    self->plot.x = self->area.x + sides[SLOPE_LEFT];
    self->plot.width = self->area.width - sides[SLOPE_LEFT] - sides[SLOPE_RIGHT];
    if (self->plot.width < LEAST_SLOPE_MM || self->plot.height < LEAST_SLOPE_MM)
        canvas_fail(self->canvas, _("the slopes have no room in %.0f x %.0f mm"), self->area.width,
                    self->area.height);
}

/* --- frame --- */

/* The two periods, and where the scale starts: every value is written at its end, so that no other
 * tick is needed. */
static void
draw_frame(const Drawing *self)
{
    TextStyle title = chart_label_style(TITLE_SIZE_MM, INK), tick = chart_tick_style(TICK_SIZE_MM);
    Stroke grid = chart_stroke(STROKE_GRID), base = chart_stroke(STROKE_BASE);
    double left = self->plot.x, right = left + self->plot.width;
    double bottom = self->plot.y + self->plot.height;
    g_autofree char *start = axis_tick_text(&self->axis, &self->data->unit, 0);
    canvas_line(self->canvas, (Point){left, bottom}, (Point){right, bottom}, &grid);
    for (SlopeSide side = 0; side < N_SLOPE_SIDES; side++) {
        double x = side == SLOPE_LEFT ? left : right;
        canvas_line(self->canvas, (Point){x, self->plot.y}, (Point){x, bottom}, &base);
        canvas_text(self->canvas, (Point){x, self->area.y + TITLE_MM}, ALIGN_CENTRE, &title,
                    self->data->titles[side]);
        canvas_text(self->canvas, (Point){x, bottom + START_MM}, ALIGN_CENTRE, &tick, start);
    }
}

/* --- lines --- */

static void
draw_line(const Drawing *self, const SlopeLine *line)
{
    Stroke stroke = line_stroke(line->look);
    double left = line->ends[SLOPE_LEFT].value, right = line->ends[SLOPE_RIGHT].value;
    if (!isnan(left) && !isnan(right))
        canvas_line(self->canvas, place(self, SLOPE_LEFT, left), place(self, SLOPE_RIGHT, right),
                    &stroke);
    for (SlopeSide side = 0; side < N_SLOPE_SIDES; side++) {
        if (isnan(line->ends[side].value))
            continue;
        Point at = place(self, side, line->ends[side].value);
        if (line->look == SLOPE_OWN)
            canvas_diamond(self->canvas, at, OWN_RADIUS_MM, INK);
        else if (line->look == SLOPE_PLAIN)
            mark_ring(self->canvas, at, RADIUS_MM);
        else
            canvas_circle(self->canvas, at, 0.9 * RADIUS_MM, &stroke.colour, NULL);
    }
}

/* The own line last, over all others. */
static void
draw_lines(const Drawing *self)
{
    for (int own = 0; own < 2; own++)
        for (size_t i = 0; i < self->data->n_lines; i++)
            if ((self->data->lines[i].look == SLOPE_OWN) == (own == 1))
                draw_line(self, &self->data->lines[i]);
}

/* --- labels --- */

static void
draw_label(const Drawing *self, SlopeSide side, const SlopeLine *line, double y)
{
    double out = side == SLOPE_LEFT ? -1 : 1;
    Point end = place(self, side, line->ends[side].value);
    double value = end.x + out * VALUE_GAP_MM;
    double name = value + out * (self->values_mm[side] + NAME_GAP_MM);
    TextStyle style = label_style(self, line->look);
    Stroke leader = {RULE, 0.3, DASH_NONE};
    canvas_line(self->canvas, (Point){end.x + out * (OWN_RADIUS_MM + 0.4), end.y},
                (Point){value - out * 0.8, y}, &leader);

    double baseline = y + chart_half_cap_mm(self->size_mm);
    /* Values end at one line on both sides, as figures in a column do. */
    double right = side == SLOPE_LEFT ? value : value + self->values_mm[side];
    canvas_text(self->canvas, (Point){right, baseline}, ALIGN_RIGHT, &style, line->ends[side].text);
    canvas_text(self->canvas, (Point){name, baseline},
                side == SLOPE_LEFT ? ALIGN_RIGHT : ALIGN_LEFT, &style, line->label);
}

static void
draw_labels(const Drawing *self, SlopeSide side)
{
    const Slope *data = self->data;
    g_autofree size_t *order = g_new(size_t, data->n_lines);
    g_autofree double *y = g_new(double, data->n_lines), *sizes = g_new(double, data->n_lines);
    size_t n = slope_order(data, side, order);
    for (size_t i = 0; i < n; i++) {
        y[i] = place(self, side, data->lines[order[i]].ends[side].value).y;
        sizes[i] = ROW * self->size_mm;
    }
    labels_spread(y, sizes, n, self->plot.y - RADIUS_MM,
                  self->plot.y + self->plot.height + RADIUS_MM, 0);
    for (size_t i = 0; i < n; i++)
        draw_label(self, side, &data->lines[order[i]], y[i]);
}

static void
draw_notes(const Drawing *self)
{
    TextStyle style = chart_tick_style(TICK_SIZE_MM);
    Rect plot = self->plot;
    if (self->data->n_lines == 0 && self->data->empty != NULL)
        canvas_paragraph_aligned(self->canvas, (Point){plot.x + plot.width / 2, plot.y + 5},
                                 ALIGN_CENTRE, plot.width - 4, &style, self->data->empty);
    if (self->data->note != NULL)
        canvas_paragraph(self->canvas,
                         (Point){self->area.x, plot.y + plot.height + BOTTOM_MM + NOTE_MM},
                         self->area.width, &style, self->data->note);
}

void
slope_draw(Canvas *canvas, const Slope *data, Rect area, const char *alt)
{
    Drawing self = {.canvas = canvas, .data = data, .area = area};
    lay_out(&self);

    canvas_open_figure(canvas, alt);
    draw_frame(&self);
    draw_lines(&self);
    draw_labels(&self, SLOPE_LEFT);
    draw_labels(&self, SLOPE_RIGHT);
    draw_notes(&self);
    canvas_close(canvas);
}
