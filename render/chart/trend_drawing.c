#include "render/chart/trend_drawing.h"

#include <math.h>

#include "engine/words/words.h"
#include "render/chart/axis_drawing.h"
#include "render/chart/chart_style.h"
#include "render/chart/labels.h"

#define TICK_SIZE_MM 2.5
#define LABEL_SIZE_MM 2.6
#define MOST_STEPS 4
#define TOP_MM 1.5
#define PERIODS_MM 4.0 /* from the plot down to the baseline of the periods */
#define NOTE_MM 8.2    /* and to that of the note */
#define LABEL_GAP_MM 2.5
#define LABEL_ROW_MM 3.3
#define MARK_MM 1.05
/* What a value without neighbours is drawn as: a stroke or band of this length. */
#define ALONE_MM 3.0

typedef enum { SERIES_CONTROL, SERIES_ENROLLED, SERIES_OWN, N_SERIES } Series;

static const ChartStroke STROKES[N_SERIES] = {
    [SERIES_CONTROL] = STROKE_CONTROL,
    [SERIES_ENROLLED] = STROKE_ENROLLED,
    [SERIES_OWN] = STROKE_OWN,
};

typedef struct {
    Canvas *canvas;
    const Trend *data;
    Axis axis;
    Rect plot;
} Drawing;

static double
series_value(const Trend *data, Series series, size_t i)
{
    const TrendPoint *point = &data->points[i];
    const double values[] = {[SERIES_CONTROL] = point->control,
                             [SERIES_ENROLLED] = point->enrolled,
                             [SERIES_OWN] = point->own};
    return values[series];
}

static const char *
series_label(const Trend *data, Series series)
{
    const char *const labels[] = {[SERIES_CONTROL] = data->control_label,
                                  [SERIES_ENROLLED] = data->enrolled_label,
                                  [SERIES_OWN] = data->own_label};
    return labels[series];
}

static TextStyle
series_style(Series series)
{
    TextStyle style = chart_label_style(LABEL_SIZE_MM, chart_stroke(STROKES[series]).colour);
    if (series == SERIES_OWN)
        style.face = FACE_BOLD;
    return style;
}

static Point
place(const Drawing *self, size_t i, double value)
{
    size_t n = self->data->n_points;
    double share = n > 1 ? (double)i / (double)(n - 1) : 0.5;
    return (Point){self->plot.x + share * self->plot.width,
                   axis_place(&self->axis, value, self->plot.y + self->plot.height, self->plot.y)};
}

static void
lay_out(Drawing *self, Rect area)
{
    TextStyle note = chart_tick_style(TICK_SIZE_MM);
    double below = PERIODS_MM + 1;
    if (self->data->note != NULL)
        below =
            NOTE_MM - 2.5 +
            typesetter_height(canvas_typesetter(self->canvas), &note, self->data->note, area.width);
    double labels = 0;
    for (Series series = 0; series < N_SERIES; series++) {
        TextStyle style = series_style(series);
        if (series_label(self->data, series) != NULL)
            labels = fmax(labels, typesetter_width(canvas_typesetter(self->canvas), &style,
                                                   series_label(self->data, series)));
    }
    self->axis = axis_over(trend_range(self->data), &self->data->unit, MOST_STEPS);
    double left =
        axis_text_width(self->canvas, &self->axis, &self->data->unit, TICK_SIZE_MM) + 2 + MARK_MM;
    self->plot = (Rect){area.x + left, area.y + TOP_MM, area.width - left - labels - LABEL_GAP_MM,
                        area.height - TOP_MM - below};
    if (self->plot.width < 15 || self->plot.height < 10)
        canvas_fail(self->canvas, _("the trend has no room in %.0f x %.0f mm"), area.width,
                    area.height);
}

/* --- bands --- */

typedef struct {
    double low, high;
} Span;

static Span
band(const TrendPoint *point, bool quartiles)
{
    Span span = quartiles ? (Span){point->p25, point->p75} : (Span){point->p10, point->p90};
    return isnan(span.low) || isnan(span.high) ? (Span){NAN, NAN} : span;
}

/* The points from `first` up to `end` have a band: out along its upper edge, back along the lower. */
static void
draw_band_stretch(const Drawing *self, bool quartiles, size_t first, size_t end)
{
    size_t n = end - first;
    g_autofree Point *corners = g_new(Point, 2 * n + 2);
    size_t n_corners = 0;
    for (size_t i = first; i < end; i++)
        corners[n_corners++] = place(self, i, band(&self->data->points[i], quartiles).high);
    for (size_t i = end; i-- > first;)
        corners[n_corners++] = place(self, i, band(&self->data->points[i], quartiles).low);
    if (n == 1) {
        double x = corners[0].x, top = corners[0].y, bottom = corners[1].y;
        Rect alone = {x - ALONE_MM / 2, top, ALONE_MM, bottom - top};
        canvas_rect(self->canvas, alone, quartiles ? &ENROLLED_MID : &ENROLLED_PALE, NULL);
        return;
    }
    canvas_polygon(self->canvas, corners, n_corners, quartiles ? ENROLLED_MID : ENROLLED_PALE);
}

static void
draw_band(const Drawing *self, bool quartiles)
{
    size_t n = self->data->n_points;
    for (size_t i = 0; i < n;) {
        size_t end = i;
        while (end < n && !isnan(band(&self->data->points[end], quartiles).low))
            end++;
        if (end > i)
            draw_band_stretch(self, quartiles, i, end);
        i = MAX(end, i + 1);
    }
}

/* --- lines --- */

static void
draw_series_stretch(const Drawing *self, Series series, size_t first, size_t end)
{
    g_autofree Point *points = g_new(Point, end - first);
    for (size_t i = first; i < end; i++)
        points[i - first] = place(self, i, series_value(self->data, series, i));

    Stroke stroke = chart_stroke(STROKES[series]);
    if (end - first > 1) {
        canvas_polyline(self->canvas, points, end - first, &stroke);
    } else if (series != SERIES_OWN) {
        Point left = {points[0].x - ALONE_MM / 2, points[0].y};
        Point right = {points[0].x + ALONE_MM / 2, points[0].y};
        canvas_line(self->canvas, left, right, &stroke);
    }
    for (size_t i = 0; series == SERIES_OWN && i < end - first; i++)
        canvas_diamond(self->canvas, points[i], MARK_MM, INK);
}

static void
draw_series(const Drawing *self, Series series)
{
    size_t n = self->data->n_points;
    for (size_t i = 0; i < n;) {
        size_t end = i;
        while (end < n && !isnan(series_value(self->data, series, end)))
            end++;
        if (end > i)
            draw_series_stretch(self, series, i, end);
        i = MAX(end, i + 1);
    }
}

/* --- labels --- */

/* Where a series ends on the page; false when it has no value at all. */
static bool
series_end(const Drawing *self, Series series, double *out_y)
{
    for (size_t i = self->data->n_points; i-- > 0;) {
        double value = series_value(self->data, series, i);
        if (isnan(value))
            continue;
        *out_y = place(self, i, value).y;
        return true;
    }
    return false;
}

/* Each at the height where its line ends, or as near as the others let it. */
static void
draw_labels(const Drawing *self)
{
    Series order[N_SERIES];
    double y[N_SERIES], sizes[N_SERIES];
    size_t n = 0;
    for (Series series = 0; series < N_SERIES; series++) {
        double end = 0;
        if (series_label(self->data, series) == NULL || !series_end(self, series, &end))
            continue;
        size_t at = n++;
        for (; at > 0 && y[at - 1] > end; at--) {
            order[at] = order[at - 1];
            y[at] = y[at - 1];
        }
        order[at] = series;
        y[at] = end;
        sizes[n - 1] = LABEL_ROW_MM;
    }

    labels_spread(y, sizes, n, self->plot.y - 2, self->plot.y + self->plot.height + 0.5, 0);
    for (size_t i = 0; i < n; i++) {
        TextStyle style = series_style(order[i]);
        Point at = {self->plot.x + self->plot.width + LABEL_GAP_MM,
                    y[i] + chart_half_cap_mm(LABEL_SIZE_MM)};
        canvas_text(self->canvas, at, ALIGN_LEFT, &style, series_label(self->data, order[i]));
    }
}

static void
draw_periods(const Drawing *self)
{
    TextStyle style = chart_tick_style(TICK_SIZE_MM);
    double widest = 1;
    for (size_t i = 0; i < self->data->n_points; i++)
        widest = fmax(widest, typesetter_width(canvas_typesetter(self->canvas), &style,
                                               self->data->points[i].label));
    int most = 1 + (int)(self->plot.width / (widest + 2.5));
    for (size_t i = 0; i < self->data->n_points; i++) {
        Point at = {place(self, i, 0).x, self->plot.y + self->plot.height + PERIODS_MM};
        if (trend_names_period(self->data, i, most))
            canvas_text(self->canvas, at, ALIGN_CENTRE, &style, self->data->points[i].label);
    }
}

void
trend_draw(Canvas *canvas, const Trend *data, Rect area, const char *alt)
{
    g_assert(data->n_points > 0);
    Drawing self = {.canvas = canvas, .data = data};
    lay_out(&self, area);

    canvas_open_figure(canvas, alt);
    draw_band(&self, false);
    draw_band(&self, true);
    axis_draw_vertical(canvas, &self.axis, &data->unit, self.plot, TICK_SIZE_MM);
    for (Series series = 0; series < N_SERIES; series++)
        draw_series(&self, series);
    draw_labels(&self);
    draw_periods(&self);
    if (data->note != NULL) {
        TextStyle note = chart_tick_style(TICK_SIZE_MM);
        canvas_paragraph(canvas, (Point){area.x, self.plot.y + self.plot.height + NOTE_MM},
                         area.width, &note, data->note);
    }
    canvas_close(canvas);
}
