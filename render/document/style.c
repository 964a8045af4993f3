#include "render/document/style.h"

#include "render/page/palette.h"

static const struct {
    Face face;
    double size_mm, leading_mm, tracking_mm;
    const Colour *colour;
} STYLES[N_STYLES] = {
    [STYLE_KICKER] = {FACE_SEMIBOLD, 2.7, 3.8, 0.32, &MUTED},
    [STYLE_RUNNING] = {FACE_REGULAR, 2.7, 3.8, 0, &MUTED},
    [STYLE_COVER] = {FACE_BOLD, 11.0, 12.6, -0.1, &INK},
    [STYLE_COVER_LEAD] = {FACE_SEMIBOLD, 4.6, 6.4, 0, &INK},
    [STYLE_TITLE] = {FACE_BOLD, 6.2, 7.4, -0.05, &INK},
    [STYLE_LEAD] = {FACE_REGULAR, 3.45, 5.2, 0, &INK},
    [STYLE_HEADING] = {FACE_SEMIBOLD, 3.6, 5.0, 0, &INK},
    [STYLE_BODY] = {FACE_REGULAR, 3.0, 4.5, 0, &INK},
    [STYLE_BODY_STRONG] = {FACE_SEMIBOLD, 3.0, 4.5, 0, &INK},
    [STYLE_NOTE] = {FACE_REGULAR, 2.5, 3.7, 0, &MUTED},
    [STYLE_FOOTER] = {FACE_REGULAR, 2.4, 3.6, 0, &MUTED},
    [STYLE_NUMBER] = {FACE_BOLD, 6.2, 7.4, 0, &INK},
    [STYLE_WALL_TITLE] = {FACE_BOLD, 8.0, 9.4, -0.06, &INK},
    [STYLE_WALL_LEAD] = {FACE_REGULAR, 4.1, 6.0, 0, &INK},
    [STYLE_WALL_HEADING] = {FACE_SEMIBOLD, 4.6, 6.4, 0, &INK},
    [STYLE_WALL_BODY] = {FACE_REGULAR, 3.9, 5.5, 0, &INK},
    [STYLE_WALL_NOTE] = {FACE_REGULAR, 3.1, 4.6, 0, &MUTED},
};

TextStyle
style_of(StyleName name)
{
    g_assert(name < N_STYLES);
    return style_coloured(name, *STYLES[name].colour);
}

TextStyle
style_coloured(StyleName name, Colour colour)
{
    g_assert(name < N_STYLES);
    return (TextStyle){.face = STYLES[name].face,
                       .size_mm = STYLES[name].size_mm,
                       .leading_mm = STYLES[name].leading_mm,
                       .tracking_mm = STYLES[name].tracking_mm,
                       .colour = colour};
}

TextStyle
style_fitting(Typesetter *typesetter, StyleName name, const char *text, double width_mm,
              int most_lines, double least_mm)
{
    const double step = 0.94;
    TextStyle style = style_of(name);

    while (style.size_mm * step >= least_mm &&
           (typesetter_n_lines(typesetter, &style, text, width_mm) > most_lines ||
            typesetter_excess(typesetter, &style, text, width_mm) > 0)) {
        style.size_mm *= step;
        style.leading_mm *= step;
        style.tracking_mm *= step;
    }
    return style;
}
