/* Draws the ticks of an axis and their grid. */
#pragma once

#include "render/chart/axis.h"
#include "render/page/canvas.h"

/* Values run along x over the width of `plot`; grid lines over its height, texts centred under it
 * with their baseline at `baseline_mm`. */
void axis_draw_horizontal(Canvas *canvas, const Axis *axis, const ChartUnit *unit, Rect plot,
                          double baseline_mm, double size_mm);
/* Values run up over the height of `plot`, texts at its left. */
void axis_draw_vertical(Canvas *canvas, const Axis *axis, const ChartUnit *unit, Rect plot,
                        double size_mm);
/* The room that the widest tick text takes. */
double axis_text_width(Canvas *canvas, const Axis *axis, const ChartUnit *unit, double size_mm);
/* The axis over `range` with as many steps (up to `most_steps`) as leave the tick texts apart on
 * `length_mm`. */
Axis axis_fitting(Canvas *canvas, AxisRange range, const ChartUnit *unit, int most_steps,
                  double length_mm, double size_mm);
