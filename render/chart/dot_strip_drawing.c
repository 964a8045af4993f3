#include "render/chart/dot_strip_drawing.h"

#include <math.h>

#include "engine/words/words.h"
#include "render/chart/axis_drawing.h"
#include "render/chart/chart_style.h"

/* Read at arm's length: larger types than in a booklet. */
#define TITLE_SIZE_MM 4.0
#define SUBTITLE_SIZE_MM 3.0
#define VALUE_SIZE_MM 3.6
#define NUMBER_SIZE 0.98 /* of the radius */
#define MOST_RADIUS_MM 4.4
#define RADIUS_STEP_MM 0.2
/* From the largest down: to 2.2 mm where each circle stands at its value, to 3 mm where circles move
 * aside, since a place that is true is worth more than a number that is large. */
#define N_RADII_IN_PLACE 12
#define N_RADII_ASIDE 8
#define BETWEEN_MM 0.4 /* circles */
#define MOST_STEPS 7
#define TICKS_MM 6.5 /* from the axis down to the baseline of its ticks */
#define BOTTOM_MM 8.0
#define BAND_ROW_MM 20.0
#define BAND_TOP_MM 5.0
#define BAND_MM 9.0
#define TITLES_GAP_MM 6.0
#define GROUP_TEXT_MM 8.0 /* the group's value with its stem, above the circles */
/* Below circles that had to move aside: room for the lines to where they belong. */
#define FEET_MM 4.0

typedef struct {
    Canvas *canvas;
    const DotStrip *data;
    Rect area;
    Rect plot; /* from the bands down to the axis */
    Axis axis;
    double radius_mm;
    double feet_mm;
    StripPlace *places;
    int n_rows;
} Drawing;

static double
place(const Drawing *self, double value)
{
    return axis_place(&self->axis, value, self->plot.x, self->plot.x + self->plot.width);
}

static double
base(const Drawing *self)
{
    return self->plot.y + self->plot.height;
}

/* --- layout --- */

static double
titles_width(const Drawing *self)
{
    const DotStrip *data = self->data;
    TextStyle title = chart_label_style(TITLE_SIZE_MM, INK);
    TextStyle subtitle = chart_tick_style(SUBTITLE_SIZE_MM);
    const char *titles[] = {data->enrolled.title, data->control.title, data->title};
    const char *subtitles[] = {data->enrolled.subtitle, data->control.subtitle, data->subtitle};
    double width = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(titles); i++) {
        if (titles[i] == NULL)
            continue;
        Typesetter *typesetter = canvas_typesetter(self->canvas);
        width = fmax(width, typesetter_width(typesetter, &title, titles[i]));
        if (subtitles[i] != NULL)
            width = fmax(width, typesetter_width(typesetter, &subtitle, subtitles[i]));
    }
    return width;
}

static int
n_bands(const DotStrip *data)
{
    return (data->enrolled.title != NULL) + (data->control.title != NULL);
}

/* Circles as large as the room allows, in stacks; with many equal values in columns instead. */
static void
place_dots(Drawing *self)
{
    size_t n = self->data->n_dots;
    double room = self->plot.height - n_bands(self->data) * BAND_ROW_MM - GROUP_TEXT_MM;
    double low = self->plot.x - MOST_RADIUS_MM,
           high = self->plot.x + self->plot.width + MOST_RADIUS_MM;
    g_autofree double *x = g_new(double, n);
    for (size_t i = 0; i < n; i++)
        x[i] = place(self, self->data->dots[i].value);

    for (int columns = 0; columns < 2; columns++) {
        self->feet_mm = columns ? FEET_MM : 0;
        int n_radii = columns ? N_RADII_ASIDE : N_RADII_IN_PLACE;
        for (int smaller = 0; smaller < n_radii; smaller++) {
            self->radius_mm = MOST_RADIUS_MM - smaller * RADIUS_STEP_MM;
            double pitch = 2 * self->radius_mm + BETWEEN_MM;
            int most_rows = (int)((room - self->feet_mm) / pitch);
            if (columns) {
                if (dot_strip_columns(x, n, pitch, most_rows, low, high, self->places))
                    return;
            } else if (dot_strip_stack(x, n, pitch, self->places) <= most_rows) {
                return;
            }
        }
    }
    canvas_fail(self->canvas, _("%zu circles have no room in %.0f x %.0f mm"), n, self->plot.width,
                self->plot.height);
}

static void
lay_out(Drawing *self)
{
    double left = titles_width(self) + TITLES_GAP_MM + MOST_RADIUS_MM;
    self->plot = (Rect){self->area.x + left, self->area.y, self->area.width - left - MOST_RADIUS_MM,
                        self->area.height - BOTTOM_MM};
    self->axis = axis_fitting(self->canvas, dot_strip_range(self->data), &self->data->unit,
                              MOST_STEPS, self->plot.width, TITLE_SIZE_MM);
    place_dots(self);
    for (size_t i = 0; i < self->data->n_dots; i++)
        self->n_rows = MAX(self->n_rows, self->places[i].row + 1);
}

/* --- bands --- */

static void
draw_titles(const Drawing *self, const char *title, const char *subtitle, Colour colour,
            double baseline)
{
    TextStyle first = chart_label_style(TITLE_SIZE_MM, colour);
    TextStyle second = chart_tick_style(SUBTITLE_SIZE_MM);
    canvas_text(self->canvas, (Point){self->area.x, baseline}, ALIGN_LEFT, &first, title);
    if (subtitle != NULL)
        canvas_text(self->canvas, (Point){self->area.x, baseline + 4.6}, ALIGN_LEFT, &second,
                    subtitle);
}

static void
draw_span(const Drawing *self, double low, double high, double top, Colour fill)
{
    if (isnan(low) || isnan(high))
        return;
    double x = place(self, low), width = fmax(place(self, high) - x, 0.6);
    canvas_rect(self->canvas, (Rect){x, top, width, BAND_MM}, &fill, NULL);
}

/* A value above its mark, kept within the page of the chart. */
static void
draw_value(const Drawing *self, double x, double baseline, Colour colour, const char *text)
{
    TextStyle style = chart_label_style(VALUE_SIZE_MM, colour);
    double half = typesetter_width(canvas_typesetter(self->canvas), &style, text) / 2;
    double right = self->area.x + self->area.width;
    x = fmax(self->plot.x - MOST_RADIUS_MM + half, fmin(x, right - half));
    canvas_text(self->canvas, (Point){x, baseline}, ALIGN_CENTRE, &style, text);
}

static void
draw_region(const Drawing *self, const StripBand *band, ChartStroke which, Colour pale, Colour mid,
            double row)
{
    Stroke stroke = chart_stroke(which);
    stroke.width_mm = 0.8;
    double top = row + BAND_TOP_MM;
    draw_titles(self, band->title, band->subtitle, stroke.colour, top + BAND_MM / 2 + 0.4);
    draw_span(self, band->p10, band->p90, top, pale);
    draw_span(self, band->p25, band->p75, top, mid);
    if (isnan(band->value))
        return;
    double x = place(self, band->value);
    canvas_line(self->canvas, (Point){x, top}, (Point){x, top + BAND_MM}, &stroke);
    draw_value(self, x, top - 1.6, stroke.colour, band->text);
}

static void
draw_regions(const Drawing *self)
{
    double row = self->area.y;
    if (self->data->enrolled.title != NULL) {
        draw_region(self, &self->data->enrolled, STROKE_ENROLLED, ENROLLED_PALE, ENROLLED_MID, row);
        row += BAND_ROW_MM;
    }
    if (self->data->control.title != NULL)
        draw_region(self, &self->data->control, STROKE_CONTROL, CONTROL_PALE, CONTROL_MID, row);
}

/* --- the group --- */

static double
circle_y(const Drawing *self, int row)
{
    double pitch = 2 * self->radius_mm + BETWEEN_MM;
    return base(self) - self->feet_mm - BETWEEN_MM - self->radius_mm - row * pitch;
}

/* From each circle, or from the foot of its column, to its value on the axis. */
static void
draw_foot(const Drawing *self, size_t i)
{
    Stroke guide = {MUTED, 0.2, DASH_NONE};
    double x = place(self, self->data->dots[i].value);
    double foot = base(self) - self->feet_mm;
    StripPlace at = self->places[i];
    canvas_line(self->canvas, (Point){at.x, circle_y(self, at.row)}, (Point){at.x, foot}, &guide);
    if (self->feet_mm > 0)
        canvas_line(self->canvas, (Point){at.x, foot}, (Point){x, base(self)}, &guide);
}

static void
draw_circle(const Drawing *self, size_t i)
{
    Stroke ring = {INK, 0.5, DASH_NONE};
    TextStyle style = chart_label_style(NUMBER_SIZE * self->radius_mm, INK);
    Point centre = {self->places[i].x, circle_y(self, self->places[i].row)};
    canvas_circle(self->canvas, centre, self->radius_mm, &PAPER, &ring);
    canvas_text_within(self->canvas, (Point){centre.x, centre.y + chart_half_cap_mm(style.size_mm)},
                       ALIGN_CENTRE, 2 * self->radius_mm, &style, self->data->dots[i].label);
}

static void
draw_group_value(const Drawing *self)
{
    if (isnan(self->data->value) || self->data->text == NULL)
        return;
    double x = place(self, self->data->value);
    double top = circle_y(self, MAX(self->n_rows - 1, 0)) - self->radius_mm;
    double baseline = fmax(top - 4, self->area.y + n_bands(self->data) * BAND_ROW_MM + 4);
    Stroke stem = chart_stroke(STROKE_GROUP);
    canvas_line(self->canvas, (Point){x, baseline + 1.4}, (Point){x, base(self)}, &stem);
    draw_value(self, x, baseline, INK, self->data->text);
}

/* In place of circles, below the bands of the region. */
static void
draw_note(const Drawing *self)
{
    if (self->data->n_dots > 0 || self->data->note == NULL)
        return;
    TextStyle style = chart_tick_style(VALUE_SIZE_MM);
    Point at = {self->plot.x, self->area.y + n_bands(self->data) * BAND_ROW_MM + GROUP_TEXT_MM};
    canvas_paragraph(self->canvas, at, self->plot.width, &style, self->data->note);
}

void
dot_strip_draw(Canvas *canvas, const DotStrip *data, Rect area, const char *alt)
{
    g_autofree StripPlace *places = g_new0(StripPlace, data->n_dots + 1);
    Drawing self = {.canvas = canvas, .data = data, .area = area, .places = places};
    lay_out(&self);

    canvas_open_figure(canvas, alt);
    axis_draw_horizontal(canvas, &self.axis, &data->unit, self.plot, base(&self) + TICKS_MM,
                         TITLE_SIZE_MM);
    draw_regions(&self);
    double middle = circle_y(&self, self.n_rows / 2);
    if (data->title != NULL)
        draw_titles(&self, data->title, data->subtitle, INK, middle);
    draw_group_value(&self);
    for (size_t i = 0; i < data->n_dots; i++)
        draw_foot(&self, i);
    for (size_t i = 0; i < data->n_dots; i++)
        draw_circle(&self, i);
    draw_note(&self);
    Stroke axis = {INK, 0.35, DASH_NONE};
    canvas_line(canvas, (Point){self.plot.x - MOST_RADIUS_MM, base(&self)},
                (Point){self.plot.x + self.plot.width + MOST_RADIUS_MM, base(&self)}, &axis);
    canvas_close(canvas);
}
