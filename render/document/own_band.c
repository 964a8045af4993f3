#include "render/document/own_band.h"

#include <math.h>

#include "render/document/style.h"

#define MOST_STEPS 8

Axis
own_band_axis(const OwnBand *self)
{
    const double values[] = {self->own, self->own_low, self->own_high, self->p10,    self->p25,
                             self->p75, self->p90,     self->enrolled, self->control};
    AxisRange range = axis_range_empty();
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        axis_range_add(&range, values[i]);
    return axis_over(range, &self->unit, MOST_STEPS);
}

typedef struct {
    Canvas *canvas;
    const OwnBand *data;
    Axis axis;
    double left, right;
    double band_top, band_bottom, axis_y;
} Plot;

static double
place(const Plot *plot, double value)
{
    return axis_place(&plot->axis, value, plot->left, plot->right);
}

static void
draw_axis(const Plot *plot)
{
    const Stroke grid = {.colour = RULE, .width_mm = 0.18};
    const TextStyle style = style_of(STYLE_NOTE);

    for (int tick = 0; tick < axis_n_ticks(&plot->axis); tick++) {
        const double x = place(plot, axis_tick(&plot->axis, tick));
        g_autofree char *text = axis_tick_text(&plot->axis, &plot->data->unit, tick);
        canvas_line(plot->canvas, (Point){x, plot->band_top - 3}, (Point){x, plot->axis_y}, &grid);
        canvas_text(plot->canvas, (Point){x, plot->axis_y + 3.4}, ALIGN_CENTRE, &style, text);
    }
}

static void
draw_band(const Plot *plot, double low, double high, Colour fill)
{
    if (isnan(low) || isnan(high))
        return;
    const double x = place(plot, low);
    canvas_rect(
        plot->canvas,
        (Rect){x, plot->band_top, place(plot, high) - x, plot->band_bottom - plot->band_top}, &fill,
        NULL);
}

typedef struct {
    double value;
    const char *text;
    Colour colour;
    Dash dash;
} Comparator;

static TextStyle
comparator_style(const Comparator *comparator)
{
    TextStyle style = style_coloured(STYLE_NOTE, comparator->colour);
    style.face = FACE_SEMIBOLD;
    return style;
}

/* The line, and its label on its `leftwards` or right side, in the upper or the lower row. */
static void
draw_comparator(const Plot *plot, const Comparator *comparator, bool leftwards, bool upper)
{
    const Stroke stroke = {.colour = comparator->colour, .width_mm = 0.5, .dash = comparator->dash};
    const TextStyle style = comparator_style(comparator);
    const double x = place(plot, comparator->value);
    const double baseline = plot->band_top - (upper ? 9.0 : 4.4);
    const double aside = leftwards ? -1.2 : 1.2;

    canvas_line(plot->canvas, (Point){x, baseline - 2.2}, (Point){x, plot->axis_y}, &stroke);
    canvas_text(plot->canvas, (Point){x + aside, baseline}, leftwards ? ALIGN_RIGHT : ALIGN_LEFT,
                &style, comparator->text);
}

static bool
fits_aside(const Plot *plot, const Comparator *comparator, bool leftwards)
{
    const TextStyle style = comparator_style(comparator);
    const double width =
        typesetter_width(canvas_typesetter(plot->canvas), &style, comparator->text) + 2;
    const double x = place(plot, comparator->value);
    return leftwards ? x - width >= plot->left : x + width <= plot->right;
}

/* The labels of two lines point away from each other. Where one has no room there, both stand on
 * the other side and that one above, so that no line runs through a label. */
static void
draw_comparators(const Plot *plot)
{
    const OwnBand *data = plot->data;
    const Comparator enrolled = {data->enrolled, data->enrolled_text, ENROLLED, DASH_NONE};
    const Comparator control = {data->control, data->control_text, CONTROL, DASH_DASHED};
    const bool has_enrolled = !isnan(enrolled.value), has_control = !isnan(control.value);

    if (has_enrolled != has_control) {
        const Comparator *only = has_enrolled ? &enrolled : &control;
        draw_comparator(plot, only, !fits_aside(plot, only, false), false);
        return;
    }
    if (!has_enrolled)
        return;
    const Comparator *low = control.value < enrolled.value ? &control : &enrolled;
    const Comparator *high = low == &control ? &enrolled : &control;
    const bool low_left = fits_aside(plot, low, true);
    const bool high_right = fits_aside(plot, high, false);
    draw_comparator(plot, low, low_left, !low_left);
    draw_comparator(plot, high, !high_right, low_left && !high_right);
}

static void
draw_own(const Plot *plot)
{
    const OwnBand *data = plot->data;
    if (isnan(data->own))
        return;

    const double y = (plot->band_top + plot->band_bottom) / 2;
    const Stroke interval = {.colour = INK, .width_mm = 0.9};
    if (!isnan(data->own_low) && !isnan(data->own_high))
        canvas_line(plot->canvas, (Point){place(plot, data->own_low), y},
                    (Point){place(plot, data->own_high), y}, &interval);
    canvas_diamond(plot->canvas, (Point){place(plot, data->own), y}, 2.0, INK);

    const TextStyle style = style_of(STYLE_BODY_STRONG);
    const double half =
        typesetter_width(canvas_typesetter(plot->canvas), &style, data->own_text) / 2;
    const double x = CLAMP(place(plot, data->own), plot->left + half, plot->right - half);
    canvas_text(plot->canvas, (Point){x, plot->axis_y + 8.2}, ALIGN_CENTRE, &style, data->own_text);
}

void
own_band_draw(Canvas *canvas, const OwnBand *data, Rect area, const char *alt)
{
    const double inset = 4;
    const Plot plot = {
        .canvas = canvas,
        .data = data,
        .axis = own_band_axis(data),
        .left = area.x + inset,
        .right = area.x + area.width - inset,
        .band_top = area.y + 13,
        .band_bottom = area.y + 23,
        .axis_y = area.y + 27,
    };

    canvas_open_figure(canvas, alt);
    draw_axis(&plot);
    draw_band(&plot, data->p10, data->p90, ENROLLED_PALE);
    draw_band(&plot, data->p25, data->p75, ENROLLED_MID);
    draw_comparators(&plot);
    draw_own(&plot);
    canvas_close(canvas);
}
