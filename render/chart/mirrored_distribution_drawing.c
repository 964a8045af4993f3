#include "render/chart/mirrored_distribution_drawing.h"

#include <math.h>

#include "engine/words/words.h"
#include "render/chart/axis_drawing.h"
#include "render/chart/chart_style.h"

#define TICK_SIZE_MM 2.5
#define LABEL_SIZE_MM 2.6
#define TICKS_MM 4.4    /* from the bars down to the baseline of the ticks */
#define NAME_ROW_MM 3.8 /* a line for the name of a side */
#define MARK_MM 1.7
#define MOST_STEPS 8
#define BETWEEN_BARS_MM 0.4

typedef struct {
    Canvas *canvas;
    const MirroredDistribution *data;
    Axis axis;
    Rect plot;           /* what the axis spans: both sides with their names */
    double header_mm;    /* for the own text */
    double middle_mm;    /* y of the line between the sides */
    double side_mm;      /* height of the highest bar */
    double own_x;        /* NaN for none */
    double own_width_mm; /* room of the own text */
    bool own_text_right;
} Drawing;

static double
place(const Drawing *self, double value)
{
    return axis_place(&self->axis, value, self->plot.x, self->plot.x + self->plot.width);
}

/* The own text stands on the side of its mark that has more room, in as many lines as it needs. */
static void
lay_out(Drawing *self, Rect area)
{
    TextStyle style = chart_label_style(LABEL_SIZE_MM, INK);
    self->plot = area;
    self->own_x = NAN;
    self->header_mm = 1;
    if (!isnan(self->data->own)) {
        self->own_x = place(self, self->data->own);
        double left = self->own_x - area.x, right = area.x + area.width - self->own_x;
        self->own_text_right = right >= left;
        self->own_width_mm = fmax(left, right) - 3;
        self->header_mm = 1 + typesetter_height(canvas_typesetter(self->canvas), &style,
                                                self->data->own_text, self->own_width_mm);
    }

    bool both = self->data->control_text != NULL;
    double names_mm = NAME_ROW_MM * (both ? 2 : 1);
    double bars_mm = area.height - self->header_mm - names_mm - TICKS_MM - 0.5;
    if (bars_mm < 8)
        canvas_fail(self->canvas, _("the distribution needs %.1f mm more height"), 8 - bars_mm);
    self->side_mm = both ? bars_mm / 2 : bars_mm;
    self->middle_mm = area.y + self->header_mm + NAME_ROW_MM + self->side_mm;
    self->plot.y = area.y + self->header_mm;
    self->plot.height = area.height - self->header_mm - TICKS_MM;
}

/* Without the rows of the names, which the grid would cross out. */
static Rect
bars_area(const Drawing *self)
{
    double top = self->middle_mm - self->side_mm;
    double below = self->data->control_text != NULL ? self->side_mm : 0;
    return (Rect){self->plot.x, top, self->plot.width, self->side_mm + below};
}

static void
draw_bars(const Drawing *self)
{
    for (size_t i = 0; i < self->data->n_bins; i++) {
        double left = place(self, self->data->bins[i].low) + BETWEEN_BARS_MM / 2;
        double width = place(self, self->data->bins[i].high) - BETWEEN_BARS_MM / 2 - left;
        double up = mirrored_distribution_enrolled(self->data, i) * self->side_mm;
        double down = mirrored_distribution_control(self->data, i) * self->side_mm;
        if (up > 0)
            canvas_rect(self->canvas, (Rect){left, self->middle_mm - 0.2 - up, width, up},
                        &ENROLLED_MID, &(Stroke){ENROLLED, 0.15, DASH_NONE});
        if (down > 0)
            canvas_rect(self->canvas, (Rect){left, self->middle_mm + 0.2, width, down},
                        &CONTROL_PALE, &(Stroke){CONTROL, 0.15, DASH_NONE});
    }
}

/* The name of a side: at the right, unless the own line would run through it. */
static void
draw_name(const Drawing *self, const char *text, Colour colour, double baseline)
{
    TextStyle style = chart_label_style(LABEL_SIZE_MM, colour);
    double left = self->plot.x, right = self->plot.x + self->plot.width;
    double width = typesetter_width(canvas_typesetter(self->canvas), &style, text);
    bool at_left = !isnan(self->own_x) && self->own_x > right - width - 1.5;
    canvas_text_within(self->canvas, (Point){at_left ? left : right, baseline},
                       at_left ? ALIGN_LEFT : ALIGN_RIGHT, self->plot.width, &style, text);
}

static void
draw_own(const Drawing *self)
{
    if (isnan(self->own_x))
        return;
    double top = self->plot.y - self->header_mm + MARK_MM;
    double bottom = self->plot.y + self->plot.height;
    Stroke stem = {INK, 0.5, DASH_NONE};
    canvas_line(self->canvas, (Point){self->own_x, top}, (Point){self->own_x, bottom}, &stem);
    canvas_diamond(self->canvas, (Point){self->own_x, top}, MARK_MM, INK);

    TextStyle style = chart_label_style(LABEL_SIZE_MM, INK);
    double side = self->own_text_right ? 1 : -1;
    Point at = {self->own_x + side * 3, top + chart_half_cap_mm(LABEL_SIZE_MM)};
    canvas_paragraph_aligned(self->canvas, at, self->own_text_right ? ALIGN_LEFT : ALIGN_RIGHT,
                             self->own_width_mm, &style, self->data->own_text);
}

void
mirrored_distribution_draw(Canvas *canvas, const MirroredDistribution *data, Rect area,
                           const char *alt)
{
    Drawing self = {.canvas = canvas, .data = data};
    self.axis = axis_fitting(canvas, mirrored_distribution_range(data), &data->unit, MOST_STEPS,
                             area.width, TICK_SIZE_MM);
    lay_out(&self, area);

    canvas_open_figure(canvas, alt);
    axis_draw_horizontal(canvas, &self.axis, &data->unit, bars_area(&self),
                         area.y + area.height - 0.8, TICK_SIZE_MM);
    draw_bars(&self);
    Stroke base = chart_stroke(STROKE_BASE);
    canvas_line(canvas, (Point){area.x, self.middle_mm},
                (Point){area.x + area.width, self.middle_mm}, &base);
    draw_name(&self, data->enrolled_text, ENROLLED, self.plot.y + NAME_ROW_MM - 1);
    if (data->control_text != NULL)
        draw_name(&self, data->control_text, CONTROL, self.plot.y + self.plot.height - 0.6);
    draw_own(&self);
    canvas_close(canvas);
}
