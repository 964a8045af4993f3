#include "render/chart/fill.h"

#include <math.h>

#include "render/chart/chart_style.h"

#define HATCH_PITCH_MM 1.3
#define HATCH_WIDTH_MM 0.22
#define CLEAR_MM 0.4 /* about a text on hatching */

/* CIE lightness 94, 79, 62, 46, 24: at least 15 between neighbours, in print and in grey. */
static const Colour TINTS[FILL_MOST_TINTS] = {{0xE4 / 255.0, 0xEE / 255.0, 0xF6 / 255.0},
                                              {0xA9 / 255.0, 0xC6 / 255.0, 0xE0 / 255.0},
                                              {0x6A / 255.0, 0x9B / 255.0, 0xC8 / 255.0},
                                              {0x2C / 255.0, 0x70 / 255.0, 0xAC / 255.0},
                                              {0x0B / 255.0, 0x3B / 255.0, 0x66 / 255.0}};

/* Which of them are taken for fewer classes. */
static const int CHOICES[FILL_MOST_TINTS][FILL_MOST_TINTS] = {
    {1}, {0, 2}, {0, 2, 3}, {0, 1, 2, 3}, {0, 1, 2, 3, 4}};

Fill
fill_tint(int step, int n)
{
    g_assert(n >= 1 && n <= FILL_MOST_TINTS && step >= 0 && step < n);
    return (Fill){.colour = TINTS[CHOICES[n - 1][step]]};
}

Fill
fill_hidden(void)
{
    return (Fill){.colour = PAPER, .n_hatches = 1, .lean = HATCH_RISING};
}

/* Relative luminance of sRGB, 0 to 1 (WCAG 2.1). */
static double
luminance(Colour colour)
{
    const double parts[] = {colour.red, colour.green, colour.blue};
    static const double WEIGHTS[] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        sum += WEIGHTS[i] *
               (parts[i] <= 0.04045 ? parts[i] / 12.92 : pow((parts[i] + 0.055) / 1.055, 2.4));
    return sum;
}

Colour
fill_text_colour(const Fill *self)
{
    double fill = luminance(self->colour) + 0.05;
    double on_ink = fill / (luminance(INK) + 0.05), on_paper = (luminance(PAPER) + 0.05) / fill;
    return on_ink >= on_paper ? INK : PAPER;
}

/* Appends the outline, run in the direction asked for and back at its start. */
static void
append_ring(GArray *path, const Outline *outline, bool clockwise)
{
    bool forward = (outline_area(outline) >= 0) == clockwise;
    for (size_t i = 0; i <= outline->n_points; i++) {
        size_t at = i % outline->n_points;
        g_array_append_val(path, outline->points[forward || at == 0 ? at : outline->n_points - at]);
    }
}

/* One path for an area with holes: out to each hole and back on the same line, round it the other
 * way, so that what is in it is wound round no time. */
static void
draw_area(Canvas *canvas, Colour colour, const Outline *outlines, size_t n)
{
    g_autoptr(GArray) path = g_array_new(FALSE, FALSE, sizeof(Point));
    for (size_t i = 0; i < n; i++) {
        append_ring(path, &outlines[i], i == 0);
        if (i > 0)
            g_array_append_val(path, outlines[0].points[0]);
    }
    /* The polygon closes itself. */
    canvas_polygon(canvas, (const Point *)(const void *)path->data, path->len - 1, colour);
}

static void
draw_hatch(Canvas *canvas, const Fill *self, const Outline *outlines, size_t n)
{
    Stroke stroke = {fill_text_colour(self), HATCH_WIDTH_MM, DASH_NONE};
    if (stroke.colour.red == INK.red)
        stroke.colour = MUTED;
    HatchLean lean = self->lean;
    for (int i = 0; i < self->n_hatches; i++) {
        g_autoptr(GArray) lines = outlines_hatch(outlines, n, HATCH_PITCH_MM, lean);
        for (guint k = 0; k < lines->len; k++) {
            const Segment *line = &g_array_index(lines, Segment, k);
            canvas_line(canvas, line->from, line->to, &stroke);
        }
        lean = lean == HATCH_RISING ? HATCH_FALLING : HATCH_RISING;
    }
}

void
fill_draw(Canvas *canvas, const Fill *self, const Outline *outlines, size_t n)
{
    draw_area(canvas, self->colour, outlines, n);
    draw_hatch(canvas, self, outlines, n);
}

void
fill_draw_rect(Canvas *canvas, const Fill *self, Rect rect)
{
    Point corners[] = {{rect.x, rect.y},
                       {rect.x + rect.width, rect.y},
                       {rect.x + rect.width, rect.y + rect.height},
                       {rect.x, rect.y + rect.height}};
    Outline outline = {corners, G_N_ELEMENTS(corners)};
    canvas_rect(canvas, rect, &self->colour, NULL);
    draw_hatch(canvas, self, &outline, 1);
}

void
fill_draw_text(Canvas *canvas, const Fill *self, Point middle, TextStyle style, const char *text)
{
    if (self->n_hatches > 0) {
        double width = typesetter_width(canvas_typesetter(canvas), &style, text) + 2 * CLEAR_MM;
        double height = 2 * (chart_half_cap_mm(style.size_mm) + CLEAR_MM);
        canvas_rect(canvas, (Rect){middle.x - width / 2, middle.y - height / 2, width, height},
                    &self->colour, NULL);
    }
    style.colour = fill_text_colour(self);
    middle.y += chart_half_cap_mm(style.size_mm);
    canvas_text(canvas, middle, ALIGN_CENTRE, &style, text);
}
