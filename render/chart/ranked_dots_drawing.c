#include "render/chart/ranked_dots_drawing.h"

#include <math.h>

#include "engine/words/words.h"
#include "render/chart/axis_drawing.h"
#include "render/chart/chart_style.h"
#include "render/chart/labels.h"

/* Under the rows: ticks, then the names of the lines. */
#define TOP_MM 1.0
#define TICKS_MM 4.2
#define NAMES_MM 9.2
#define BOTTOM_MM 10.0
#define TICK_SIZE_MM 2.5
#define NAME_SIZE_MM 2.6
#define MOST_STEPS 8
/* A sample of its line before a name. */
#define SAMPLE_MM 5.0
#define SAMPLE_GAP_MM 1.2
#define NAMES_GAP_MM 5.0
#define STACK_PITCH_MM (RANKED_DOTS_STACKED_MM / N_LINES)
/* Rows below this cannot be read. */
#define LEAST_PITCH_MM 2.6
#define LINES_APART_MM 0.9
#define BAND_OVERHANG_MM 2.0

static const ChartStroke LINE_STROKES[N_LINES] = {
    [LINE_GROUP] = STROKE_GROUP,
    [LINE_ENROLLED] = STROKE_ENROLLED,
    [LINE_CONTROL] = STROKE_CONTROL,
    [LINE_TARGET] = STROKE_TARGET,
};

typedef struct {
    Canvas *canvas;
    const RankedDots *data;
    Rect area, plot; /* plot: the rows between labels and values */
    Axis axis;
    double pitch_mm, size_mm; /* of a row, of its text */
    bool stacked;             /* the names of the lines have a row each: the area is narrow */
} Drawing;

static size_t sorted_lines(const RankedDots *data, bool with_target, ChartLine *out_lines);
static double measure_names(const Drawing *self, const ChartLine *lines, size_t n,
                            double *out_sizes);

static double
place(const Drawing *self, double value)
{
    return axis_place(&self->axis, value, self->plot.x, self->plot.x + self->plot.width);
}

static double
row_centre(const Drawing *self, size_t row)
{
    return self->plot.y + TOP_MM + ((double)row + 0.5) * self->pitch_mm;
}

/* --- layout --- */

static double
widest(const Drawing *self, bool of_labels)
{
    double width = 0;
    for (size_t i = 0; i < self->data->n_dots; i++) {
        const RankedDot *dot = &self->data->dots[i];
        TextStyle style = chart_value_style(self->size_mm, (int)i == self->data->own);
        width = fmax(width, typesetter_width(canvas_typesetter(self->canvas), &style,
                                             of_labels ? dot->label : dot->text));
    }
    return width;
}

static void
lay_out(Drawing *self)
{
    ChartLine lines[N_LINES];
    double sizes[N_LINES];
    size_t n_lines = sorted_lines(self->data, false, lines);
    self->stacked = measure_names(self, lines, n_lines, sizes) > 0;
    double rows_mm = self->area.height - TOP_MM - BOTTOM_MM;
    if (self->stacked)
        rows_mm -= RANKED_DOTS_STACKED_MM;
    self->pitch_mm = fmin(rows_mm / (double)self->data->n_dots, 6.5);
    if (self->pitch_mm < LEAST_PITCH_MM)
        canvas_fail(self->canvas, _("%zu rows of dots need %.1f mm more height"),
                    self->data->n_dots, (double)self->data->n_dots * LEAST_PITCH_MM - rows_mm);
    self->size_mm = fmin(3.0, 0.8 * self->pitch_mm);

    double labels = widest(self, true) + 3, values = widest(self, false) + 4;
    self->plot = (Rect){self->area.x + labels, self->area.y, self->area.width - labels - values,
                        TOP_MM + (double)self->data->n_dots * self->pitch_mm};
    self->axis = axis_fitting(self->canvas, ranked_dots_range(self->data), &self->data->unit,
                              MOST_STEPS, self->plot.width, TICK_SIZE_MM);
}

/* --- rows --- */

static void
draw_guide(const Drawing *self, size_t row)
{
    Stroke guide = {RULE, 0.35, DASH_NONE};
    double y = row_centre(self, row);
    double end = self->axis.low == 0 ? place(self, self->data->dots[row].value)
                                     : self->plot.x + self->plot.width;
    canvas_line(self->canvas, (Point){self->plot.x, y}, (Point){end, y}, &guide);
}

static void
draw_own_band(const Drawing *self)
{
    if (self->data->own < 0)
        return;
    double top = row_centre(self, (size_t)self->data->own) - self->pitch_mm / 2;
    Rect band = {self->area.x - BAND_OVERHANG_MM, top, self->area.width + 2 * BAND_OVERHANG_MM,
                 self->pitch_mm};
    canvas_rect(self->canvas, band, &OWN_BAND, NULL);
}

static void
draw_row_texts(const Drawing *self, size_t row)
{
    const RankedDot *dot = &self->data->dots[row];
    TextStyle style = chart_value_style(self->size_mm, (int)row == self->data->own);
    double baseline = row_centre(self, row) + chart_half_cap_mm(self->size_mm);
    canvas_text(self->canvas, (Point){self->plot.x - 3, baseline}, ALIGN_RIGHT, &style, dot->label);
    canvas_text(self->canvas, (Point){self->area.x + self->area.width, baseline}, ALIGN_RIGHT,
                &style, dot->text);
}

/* An end of the interval that the axis does not hold. */
static void
draw_arrow(const Drawing *self, double value, double y)
{
    if (axis_holds(&self->axis, value))
        return;
    double x = place(self, value), out = value < self->axis.low ? -1 : 1;
    double half = fmin(1.2, 0.3 * self->pitch_mm);
    Point tip[] = {{x + out * 1.4, y}, {x, y - half}, {x, y + half}};
    canvas_polygon(self->canvas, tip, G_N_ELEMENTS(tip), INK);
}

static void
draw_own_mark(const Drawing *self)
{
    const RankedDots *data = self->data;
    double y = row_centre(self, (size_t)data->own);
    if (!isnan(data->own_low) && !isnan(data->own_high)) {
        Stroke bar = chart_stroke(STROKE_OWN);
        bar.width_mm = fmin(bar.width_mm, 0.15 * self->pitch_mm);
        canvas_line(self->canvas, (Point){place(self, data->own_low), y},
                    (Point){place(self, data->own_high), y}, &bar);
        draw_arrow(self, data->own_low, y);
        draw_arrow(self, data->own_high, y);
    }
    canvas_diamond(self->canvas, (Point){place(self, data->dots[data->own].value), y},
                   fmin(2.0, 0.48 * self->pitch_mm), INK);
}

static void
draw_dot(const Drawing *self, size_t row)
{
    Stroke ring = {INK, 0.4, DASH_NONE};
    Point centre = {place(self, self->data->dots[row].value), row_centre(self, row)};
    canvas_circle(self->canvas, centre, fmin(1.35, 0.3 * self->pitch_mm), &PAPER, &ring);
}

/* --- comparators --- */

/* The lines that are there, by value. */
static size_t
sorted_lines(const RankedDots *data, bool with_target, ChartLine *out_lines)
{
    size_t n = 0;
    for (ChartLine line = 0; line < N_LINES; line++) {
        if (isnan(data->lines[line].value) || data->lines[line].label == NULL ||
            (line == LINE_TARGET && !with_target))
            continue;
        size_t at = n++;
        for (; at > 0 && data->lines[out_lines[at - 1]].value > data->lines[line].value; at--)
            out_lines[at] = out_lines[at - 1];
        out_lines[at] = line;
    }
    return n;
}

static void
draw_lines(const Drawing *self, const ChartLine *lines, size_t n)
{
    double x[N_LINES], sizes[N_LINES];
    for (size_t i = 0; i < n; i++) {
        x[i] = place(self, self->data->lines[lines[i]].value);
        sizes[i] = LINES_APART_MM;
    }
    /* Two lines at one value are held apart by less than a reader could measure. */
    labels_spread(x, sizes, n, self->plot.x - 1, self->plot.x + self->plot.width + 1, 0);
    for (size_t i = 0; i < n; i++) {
        Stroke stroke = chart_stroke(LINE_STROKES[lines[i]]);
        canvas_line(self->canvas, (Point){x[i], self->plot.y},
                    (Point){x[i], self->plot.y + self->plot.height + 1}, &stroke);
    }
}

static void
draw_name(const Drawing *self, ChartLine line, double left, double baseline)
{
    Stroke stroke = chart_stroke(LINE_STROKES[line]);
    TextStyle style = chart_label_style(NAME_SIZE_MM, stroke.colour);
    double y = baseline - chart_half_cap_mm(NAME_SIZE_MM);
    canvas_line(self->canvas, (Point){left, y}, (Point){left + SAMPLE_MM, y}, &stroke);
    canvas_text(self->canvas, (Point){left + SAMPLE_MM + SAMPLE_GAP_MM, baseline}, ALIGN_LEFT,
                &style, self->data->lines[line].label);
}

static void
draw_note(const Drawing *self, double baseline)
{
    TextStyle style = chart_tick_style(TICK_SIZE_MM);
    Point at = {self->area.x + self->area.width, baseline};
    if (self->data->note != NULL)
        canvas_text(self->canvas, at, ALIGN_RIGHT, &style, self->data->note);
}

/* Where the names have to end: at the note, or at the right. */
static double
names_right(const Drawing *self)
{
    TextStyle style = chart_tick_style(TICK_SIZE_MM);
    double right = self->area.x + self->area.width;
    if (self->data->note == NULL)
        return right;
    return right - typesetter_width(canvas_typesetter(self->canvas), &style, self->data->note) -
           NAMES_GAP_MM;
}

/* Fills the width of each name; returns by how much all of them are too wide, negative for room. */
static double
measure_names(const Drawing *self, const ChartLine *lines, size_t n, double *out_sizes)
{
    TextStyle style = chart_label_style(NAME_SIZE_MM, INK);
    for (size_t i = 0; i < n; i++)
        out_sizes[i] = SAMPLE_MM + SAMPLE_GAP_MM +
                       typesetter_width(canvas_typesetter(self->canvas), &style,
                                        self->data->lines[lines[i]].label);
    return labels_length(out_sizes, n, NAMES_GAP_MM) - (names_right(self) - self->area.x);
}

/* The lines to draw: all comparators, and the target where there is room for it and its name. */
static size_t
choose_lines(const Drawing *self, ChartLine *out_lines)
{
    double sizes[N_LINES];
    size_t n = sorted_lines(self->data, true, out_lines);
    double target = self->data->lines[LINE_TARGET].value;

    if (n > 0 && self->data->lines[LINE_TARGET].label != NULL &&
        (isnan(target) || !axis_holds(&self->axis, target) ||
         (!self->stacked && measure_names(self, out_lines, n, sizes) > 0)))
        n = sorted_lines(self->data, false, out_lines);
    return n;
}

/* One below the other from the left, the note last. */
static void
draw_stack(const Drawing *self, const ChartLine *lines, size_t n, double baseline)
{
    for (size_t i = 0; i < n; i++, baseline += STACK_PITCH_MM)
        draw_name(self, lines[i], self->area.x, baseline);
    TextStyle style = chart_tick_style(TICK_SIZE_MM);
    if (self->data->note != NULL)
        canvas_text_within(self->canvas, (Point){self->area.x, baseline}, ALIGN_LEFT,
                           self->area.width, &style, self->data->note);
}

/* Names stand under their lines as nearly as they can, left of the note. */
static void
draw_names(const Drawing *self, const ChartLine *lines, size_t n)
{
    double baseline = self->plot.y + self->plot.height + NAMES_MM;
    double centres[N_LINES], sizes[N_LINES];
    for (size_t i = 0; i < n; i++)
        centres[i] = place(self, self->data->lines[lines[i]].value);
    if (self->stacked) {
        draw_stack(self, lines, n, baseline);
        return;
    }
    draw_note(self, baseline);
    double right = names_right(self);
    double excess = measure_names(self, lines, n, sizes);
    if (excess > 0)
        canvas_fail(self->canvas, _("the names of the comparators need %.1f mm more width"),
                    excess);
    labels_spread(centres, sizes, n, self->area.x, right, NAMES_GAP_MM);
    for (size_t i = 0; i < n; i++)
        draw_name(self, lines[i], centres[i] - sizes[i] / 2, baseline);
}

void
ranked_dots_draw(Canvas *canvas, const RankedDots *data, Rect area, const char *alt)
{
    g_assert(data->n_dots > 0 && data->own < (int)data->n_dots);
    Drawing self = {.canvas = canvas, .data = data, .area = area};
    lay_out(&self);
    ChartLine lines[N_LINES];
    size_t n_lines = choose_lines(&self, lines);

    canvas_open_figure(canvas, alt);
    draw_own_band(&self);
    axis_draw_horizontal(canvas, &self.axis, &data->unit, self.plot,
                         self.plot.y + self.plot.height + TICKS_MM, TICK_SIZE_MM);
    for (size_t row = 0; row < data->n_dots; row++)
        if ((int)row != data->own)
            draw_guide(&self, row);
    draw_lines(&self, lines, n_lines);
    for (size_t row = 0; row < data->n_dots; row++) {
        draw_row_texts(&self, row);
        if ((int)row == data->own)
            draw_own_mark(&self);
        else
            draw_dot(&self, row);
    }
    draw_names(&self, lines, n_lines);
    canvas_close(canvas);
}
