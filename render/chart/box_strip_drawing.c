#include "render/chart/box_strip_drawing.h"

#include <math.h>

#include "engine/words/words.h"
#include "render/chart/axis_drawing.h"
#include "render/chart/chart_style.h"
#include "render/chart/legend.h"
#include "render/chart/marks.h"

#define TICK_SIZE_MM 2.5
#define MOST_SIZE_MM 3.0
#define TEXT_SHARE 0.8 /* of the height of a row */
#define MOST_STEPS 8
#define TOP_MM 1.0
#define TICKS_MM 4.2 /* from the rows down to the baseline of the ticks */
#define LEGEND_MM 5.6
#define NOTE_ROW_MM 4.2
#define MOST_PITCH_MM 7.0
#define LEAST_PITCH_MM 2.6
#define LEAST_WIDTH_MM 20
#define BOX_SHARE 0.52
#define MEDIAN_SHARE 0.76
#define LEAST_BOX_MM 0.7 /* length of a box whose ends are equal */
#define MEDIAN_MM 0.7
#define ARROW_MM 1.4
#define BAND_OVERHANG_MM 2.0

typedef struct {
    Canvas *canvas;
    const BoxStrip *data;
    Rect area, plot; /* plot: the rows between labels and texts */
    Axis axis;
    double pitch_mm, size_mm; /* of a row, of its text */
    double legend_mm;
} Drawing;

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

static bool
is_own(const Drawing *self, size_t row)
{
    return (int)row == self->data->own;
}

/* --- looks --- */

static Stroke
whisker_stroke(void)
{
    return (Stroke){MUTED, 0.35, DASH_NONE};
}

static Stroke
median_stroke(void)
{
    return (Stroke){INK, MEDIAN_MM, DASH_NONE};
}

#define N_ITEMS 6

static void
list_items(const BoxStrip *data, LegendItem *out_items)
{
    const LegendItem items[N_ITEMS] = {
        {SAMPLE_DIAMOND, {INK, 0, DASH_NONE}, {.n_hatches = 0}, INK, data->own_label},
        {SAMPLE_RING, {INK, 0, DASH_NONE}, {.n_hatches = 0}, MUTED, data->value_label},
        {SAMPLE_FILL, {INK, 0, DASH_NONE}, {.colour = ENROLLED_MID}, MUTED, data->box_label},
        {SAMPLE_LINE, whisker_stroke(), {.n_hatches = 0}, MUTED, data->whisker_label},
        {SAMPLE_TICK, median_stroke(), {.n_hatches = 0}, MUTED, data->median_label},
        {SAMPLE_LINE,
         chart_stroke(STROKE_ENROLLED),
         {.n_hatches = 0},
         ENROLLED,
         isnan(data->enrolled) ? NULL : data->enrolled_label},
    };
    for (size_t i = 0; i < N_ITEMS; i++)
        out_items[i] = items[i];
}

/* --- layout --- */

static double
widest(const Drawing *self, bool of_labels)
{
    double width = 0;
    for (size_t i = 0; i < self->data->n_rows; i++) {
        const BoxRow *row = &self->data->rows[i];
        TextStyle style = chart_value_style(self->size_mm, is_own(self, i));
        width = fmax(width, typesetter_width(canvas_typesetter(self->canvas), &style,
                                             of_labels ? row->label : row->text));
    }
    return width;
}

static void
lay_out(Drawing *self)
{
    const BoxStrip *data = self->data;
    LegendItem items[N_ITEMS];
    list_items(data, items);
    self->legend_mm = legend_height_mm(self->canvas, items, N_ITEMS, self->area.width);
    double below = LEGEND_MM + self->legend_mm + (data->note != NULL ? NOTE_ROW_MM : 0);

    double rows_mm = self->area.height - TOP_MM - below, n = (double)MAX(data->n_rows, 1);
    self->pitch_mm = fmin(rows_mm / n, MOST_PITCH_MM);
    if (self->pitch_mm < LEAST_PITCH_MM)
        canvas_fail(self->canvas, _("%zu rows of boxes need %.1f mm more height"), data->n_rows,
                    n * LEAST_PITCH_MM - rows_mm);
    self->size_mm = fmin(MOST_SIZE_MM, TEXT_SHARE * self->pitch_mm);

    double labels = widest(self, true) + 3, texts = widest(self, false) + 4;
    self->plot = (Rect){self->area.x + labels, self->area.y, self->area.width - labels - texts,
                        TOP_MM + n * self->pitch_mm};
    if (self->plot.width < LEAST_WIDTH_MM)
        canvas_fail(self->canvas, _("the boxes need %.1f mm more width beside their labels"),
                    LEAST_WIDTH_MM - self->plot.width);
    self->axis = axis_fitting(self->canvas, box_strip_range(data), &data->unit, MOST_STEPS,
                              self->plot.width, TICK_SIZE_MM);
}

/* --- rows --- */

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
    TextStyle style = chart_value_style(self->size_mm, is_own(self, row));
    double baseline = row_centre(self, row) + chart_half_cap_mm(self->size_mm);
    canvas_text(self->canvas, (Point){self->plot.x - 3, baseline}, ALIGN_RIGHT, &style,
                self->data->rows[row].label);
    canvas_text(self->canvas, (Point){self->area.x + self->area.width, baseline}, ALIGN_RIGHT,
                &style, self->data->rows[row].text);
}

/* An end of a whisker: a small foot, or an arrow where it lies further out than the axis. */
static void
draw_whisker_end(const Drawing *self, double value, double y)
{
    Stroke whisker = whisker_stroke();
    double x = place(self, value), half = 0.18 * self->pitch_mm;
    if (axis_holds(&self->axis, value))
        canvas_line(self->canvas, (Point){x, y - half}, (Point){x, y + half}, &whisker);
    else
        mark_beyond(self->canvas, (Point){x, y},
                    value < self->axis.low ? TOWARDS_LEFT : TOWARDS_RIGHT,
                    fmin(ARROW_MM, 0.4 * self->pitch_mm));
}

static void
draw_spread(const Drawing *self, const BoxRow *row, double y)
{
    if (!isnan(row->p10) && !isnan(row->p90)) {
        Stroke whisker = whisker_stroke();
        canvas_line(self->canvas, (Point){place(self, row->p10), y},
                    (Point){place(self, row->p90), y}, &whisker);
        draw_whisker_end(self, row->p10, y);
        draw_whisker_end(self, row->p90, y);
    }
    if (!isnan(row->p25) && !isnan(row->p75)) {
        double left = place(self, row->p25), length = place(self, row->p75) - left;
        double drawn = fmax(length, LEAST_BOX_MM), height = BOX_SHARE * self->pitch_mm;
        canvas_rect(self->canvas,
                    (Rect){left - (drawn - length) / 2, y - height / 2, drawn, height},
                    &ENROLLED_MID, NULL);
    }
    if (!isnan(row->p50)) {
        Stroke stroke = median_stroke();
        double x = place(self, row->p50), half = MEDIAN_SHARE * self->pitch_mm / 2;
        canvas_line(self->canvas, (Point){x, y - half}, (Point){x, y + half}, &stroke);
    }
}

static void
draw_value(const Drawing *self, size_t row, double y)
{
    double value = self->data->rows[row].value;
    if (isnan(value))
        return;
    Point at = {place(self, value), y};
    if (is_own(self, row))
        canvas_diamond(self->canvas, at, fmin(1.9, 0.44 * self->pitch_mm), INK);
    else
        mark_ring(self->canvas, at, fmin(1.1, 0.24 * self->pitch_mm));
}

static void
draw_enrolled(const Drawing *self)
{
    if (isnan(self->data->enrolled))
        return;
    Stroke stroke = chart_stroke(STROKE_ENROLLED);
    double x = place(self, self->data->enrolled);
    canvas_line(self->canvas, (Point){x, self->plot.y},
                (Point){x, self->plot.y + self->plot.height + 1}, &stroke);
}

/* --- below --- */

static void
draw_below(const Drawing *self)
{
    double top = self->plot.y + self->plot.height + LEGEND_MM;
    LegendItem items[N_ITEMS];
    list_items(self->data, items);
    legend_draw(self->canvas, items, N_ITEMS, (Point){self->area.x, top}, self->area.width);
    TextStyle style = chart_tick_style(TICK_SIZE_MM);
    if (self->data->note != NULL)
        canvas_text_within(self->canvas,
                           (Point){self->area.x, top + self->legend_mm + NOTE_ROW_MM - 1},
                           ALIGN_LEFT, self->area.width, &style, self->data->note);
    if (self->data->n_rows == 0 && self->data->empty != NULL)
        canvas_text_within(self->canvas,
                           (Point){self->plot.x + self->plot.width / 2,
                                   row_centre(self, 0) + chart_half_cap_mm(TICK_SIZE_MM)},
                           ALIGN_CENTRE, self->plot.width, &style, self->data->empty);
}

void
box_strip_draw(Canvas *canvas, const BoxStrip *data, Rect area, const char *alt)
{
    g_assert(data->own < (int)data->n_rows);
    Drawing self = {.canvas = canvas, .data = data, .area = area};
    lay_out(&self);

    canvas_open_figure(canvas, alt);
    draw_own_band(&self);
    axis_draw_horizontal(canvas, &self.axis, &data->unit, self.plot,
                         self.plot.y + self.plot.height + TICKS_MM, TICK_SIZE_MM);
    for (size_t row = 0; row < data->n_rows; row++)
        draw_spread(&self, &data->rows[row], row_centre(&self, row));
    draw_enrolled(&self);
    for (size_t row = 0; row < data->n_rows; row++) {
        draw_row_texts(&self, row);
        draw_value(&self, row, row_centre(&self, row));
    }
    draw_below(&self);
    canvas_close(canvas);
}
