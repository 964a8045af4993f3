#include "render/chart/spine_drawing.h"

#include <math.h>

#include "render/chart/chart_style.h"
#include "render/chart/labels.h"

#define MARK_MM 1.8
#define BAND_MM 4.8
#define CONTROL_MM 6.4
/* Of a band whose ends are equal. */
#define THIN_MM 0.8
#define APART_MM 0.9
#define SPARK_MARK_MM 0.9

typedef struct {
    Canvas *canvas;
    const Spine *data;
    double left, right, y;
} Drawing;

/* The ends of the line keep the mark, and the arrow of a value further out, within the area. */
static double
place(const Drawing *self, double value, SpineSide *out_side)
{
    return self->left + spine_place(self->data, value, out_side) * (self->right - self->left);
}

static void
draw_band(const Drawing *self, double low, double high, Colour fill)
{
    if (isnan(low) || isnan(high))
        return;
    double x = place(self, low, NULL), width = place(self, high, NULL) - x;
    if (width < THIN_MM) {
        x -= (THIN_MM - width) / 2;
        width = THIN_MM;
    }
    canvas_rect(self->canvas, (Rect){x, self->y - BAND_MM / 2, width, BAND_MM}, &fill, NULL);
}

/* Medians at one value are held apart by less than a reader could measure. */
static void
draw_medians(const Drawing *self)
{
    const struct {
        double value, height_mm;
        ChartStroke stroke;
    } medians[] = {
        {self->data->enrolled_median, BAND_MM, STROKE_ENROLLED},
        {self->data->control_median, CONTROL_MM, STROKE_CONTROL},
    };
    bool swap = medians[0].value > medians[1].value;
    double x[2], sizes[2];
    size_t order[2], n = 0;
    for (size_t i = 0; i < 2; i++) {
        size_t which = swap ? 1 - i : i;
        if (isnan(medians[which].value))
            continue;
        x[n] = place(self, medians[which].value, NULL);
        sizes[n] = APART_MM;
        order[n++] = which;
    }
    labels_spread(x, sizes, n, self->left - APART_MM, self->right + APART_MM, 0);
    for (size_t i = 0; i < n; i++) {
        Stroke stroke = chart_stroke(medians[order[i]].stroke);
        double half = medians[order[i]].height_mm / 2;
        canvas_line(self->canvas, (Point){x[i], self->y - half}, (Point){x[i], self->y + half},
                    &stroke);
    }
}

static void
draw_own(const Drawing *self)
{
    if (isnan(self->data->own))
        return;
    SpineSide side = SPINE_WITHIN;
    double x = place(self, self->data->own, &side);
    canvas_diamond(self->canvas, (Point){x, self->y}, MARK_MM, INK);
    if (side == SPINE_WITHIN)
        return;
    double out = side == SPINE_BEYOND_LOW ? -1 : 1, foot = x + out * (MARK_MM + 0.4);
    Point arrow[] = {{foot + out * 1.3, self->y}, {foot, self->y - 1}, {foot, self->y + 1}};
    canvas_polygon(self->canvas, arrow, G_N_ELEMENTS(arrow), INK);
}

void
spine_draw(Canvas *canvas, const Spine *data, Rect area, const char *alt)
{
    double margin = MARK_MM + 1.8;
    Drawing self = {canvas, data, area.x + margin, area.x + area.width - margin,
                    area.y + area.height / 2};
    canvas_open_figure(canvas, alt);
    draw_band(&self, data->p10, data->p90, ENROLLED_PALE);
    draw_band(&self, data->p25, data->p75, ENROLLED_MID);
    draw_medians(&self);
    draw_own(&self);
    canvas_close(canvas);
}

void
sparkline_draw(Canvas *canvas, const double *values, size_t n, Rect area, const char *alt)
{
    Stroke line = {INK, 0.45, DASH_NONE};
    double left = area.x + SPARK_MARK_MM, width = area.width - 2 * SPARK_MARK_MM;
    double bottom = area.y + area.height - SPARK_MARK_MM;
    double height = area.height - 2 * SPARK_MARK_MM;

    canvas_open_figure(canvas, alt);
    g_autofree Point *stretch = g_new(Point, n);
    size_t length = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(values[i]))
            continue;
        double share = n > 1 ? (double)i / (double)(n - 1) : 1;
        stretch[length++] =
            (Point){left + share * width, bottom - sparkline_place(values, n, values[i]) * height};
        bool last = i + 1 == n;
        if (last)
            canvas_diamond(canvas, stretch[length - 1], SPARK_MARK_MM, INK);
        if (!last && !isnan(values[i + 1]))
            continue;
        if (length > 1)
            canvas_polyline(canvas, stretch, length, &line);
        else if (!last)
            canvas_circle(canvas, stretch[0], 0.4, &INK, NULL);
        length = 0;
    }
    canvas_close(canvas);
}
