#include "render/chart/chart_style.h"

/* Inter's capitals and digits are 0.727 em high. */
#define HALF_CAP 0.3635

TextStyle
chart_tick_style(double size_mm)
{
    return (TextStyle){.face = FACE_REGULAR, .size_mm = size_mm, .colour = MUTED};
}

TextStyle
chart_label_style(double size_mm, Colour colour)
{
    return (TextStyle){
        .face = FACE_SEMIBOLD, .size_mm = size_mm, .leading_mm = 1.3 * size_mm, .colour = colour};
}

TextStyle
chart_value_style(double size_mm, bool strong)
{
    return (TextStyle){
        .face = strong ? FACE_BOLD : FACE_REGULAR, .size_mm = size_mm, .colour = INK};
}

Stroke
chart_stroke(ChartStroke which)
{
    static const struct {
        const Colour *colour;
        double width_mm;
        Dash dash;
    } LOOKS[] = {
        [STROKE_GRID] = {&RULE, 0.18, DASH_NONE},
        [STROKE_BASE] = {&INK, 0.25, DASH_NONE},
        [STROKE_OWN] = {&INK, 0.9, DASH_NONE},
        [STROKE_GROUP] = {&INK, 0.5, DASH_DOTTED},
        [STROKE_ENROLLED] = {&ENROLLED, 0.5, DASH_NONE},
        [STROKE_CONTROL] = {&CONTROL, 0.5, DASH_DASHED},
        [STROKE_TARGET] = {&MUTED, 0.4, DASH_MIXED},
    };
    return (Stroke){*LOOKS[which].colour, LOOKS[which].width_mm, LOOKS[which].dash};
}

double
chart_half_cap_mm(double size_mm)
{
    return HALF_CAP * size_mm;
}
