#include "render/chart/axis_drawing.h"

#include <math.h>

#include "render/chart/chart_style.h"

void
axis_draw_horizontal(Canvas *canvas, const Axis *axis, const ChartUnit *unit, Rect plot,
                     double baseline_mm, double size_mm)
{
    TextStyle style = chart_tick_style(size_mm);
    Stroke grid = chart_stroke(STROKE_GRID);
    for (int i = 0; i < axis_n_ticks(axis); i++) {
        double x = axis_place(axis, axis_tick(axis, i), plot.x, plot.x + plot.width);
        g_autofree char *text = axis_tick_text(axis, unit, i);
        canvas_line(canvas, (Point){x, plot.y}, (Point){x, plot.y + plot.height}, &grid);
        canvas_text(canvas, (Point){x, baseline_mm}, ALIGN_CENTRE, &style, text);
    }
}

void
axis_draw_vertical(Canvas *canvas, const Axis *axis, const ChartUnit *unit, Rect plot,
                   double size_mm)
{
    TextStyle style = chart_tick_style(size_mm);
    Stroke grid = chart_stroke(STROKE_GRID);
    for (int i = 0; i < axis_n_ticks(axis); i++) {
        double y = axis_place(axis, axis_tick(axis, i), plot.y + plot.height, plot.y);
        g_autofree char *text = axis_tick_text(axis, unit, i);
        canvas_line(canvas, (Point){plot.x, y}, (Point){plot.x + plot.width, y}, &grid);
        canvas_text(canvas, (Point){plot.x - 2, y + chart_half_cap_mm(size_mm)}, ALIGN_RIGHT,
                    &style, text);
    }
}

double
axis_text_width(Canvas *canvas, const Axis *axis, const ChartUnit *unit, double size_mm)
{
    TextStyle style = chart_tick_style(size_mm);
    double width = 0;
    for (int i = 0; i < axis_n_ticks(axis); i++) {
        g_autofree char *text = axis_tick_text(axis, unit, i);
        width = fmax(width, typesetter_width(canvas_typesetter(canvas), &style, text));
    }
    return width;
}

Axis
axis_fitting(Canvas *canvas, AxisRange range, const ChartUnit *unit, int most_steps,
             double length_mm, double size_mm)
{
    for (int steps = most_steps;; steps--) {
        Axis axis = axis_over(range, unit, steps);
        double needed = axis_text_width(canvas, &axis, unit, size_mm) + size_mm;
        if (steps == 2 || needed * (axis_n_ticks(&axis) - 1) <= length_mm)
            return axis;
    }
}
