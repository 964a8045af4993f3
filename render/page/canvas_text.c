/* The golden text of a canvas: one line a mark, indented by structure, in hundredths of a
 * millimetre, so that a change of a page is read in a diff. */
#include <math.h>
#include <string.h>

#include "render/page/display_list.h"

static const char *const FACES[N_FACES] = {
    [FACE_REGULAR] = "regular",
    [FACE_SEMIBOLD] = "semibold",
    [FACE_BOLD] = "bold",
    [FACE_ITALIC] = "italic",
};
static const char *const SHAPES[] = {
    [SHAPE_POLYLINE] = "line", [SHAPE_POLYGON] = "polygon", [SHAPE_RECT] = "rect",
    [SHAPE_CIRCLE] = "circle", [SHAPE_DIAMOND] = "diamond", [SHAPE_PICTURE] = "picture",
};
static const char *const DASHES[] = {
    [DASH_NONE] = "",
    [DASH_DASHED] = " dashed",
    [DASH_DOTTED] = " dotted",
    [DASH_MIXED] = " dash-dotted",
};

static void
add_number(GString *out, double value)
{
    /* Adding 0 turns -0.00 into 0.00. */
    double rounded = round(value * 100) / 100 + 0.0;
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append_printf(out, " %s", g_ascii_formatd(digits, sizeof digits, "%.2f", rounded));
}

static void
add_colour(GString *out, const Colour *colour)
{
    g_string_append_printf(out, " #%02X%02X%02X", (unsigned)lround(colour->red * 255),
                           (unsigned)lround(colour->green * 255),
                           (unsigned)lround(colour->blue * 255));
}

static void
add_quoted(GString *out, const char *text, gssize n)
{
    g_string_append(out, " \"");
    for (gssize i = 0; i < n; i++) {
        if (text[i] == '"' || text[i] == '\\')
            g_string_append_c(out, '\\');
        g_string_append_c(out, text[i]);
    }
    g_string_append_c(out, '"');
}

static void
add_text(GString *out, const DisplayList *list, const TextRun *run)
{
    g_string_append(out, "text");
    add_number(out, run->x_mm);
    add_number(out, run->y_mm);
    add_number(out, run->size_mm);
    g_string_append_printf(out, " %s", FACES[run->face]);
    add_colour(out, &run->colour);
    add_quoted(out, list->bytes->str + run->byte, run->n_bytes);
}

static void
add_shape(GString *out, const DisplayList *list, const Shape *shape)
{
    g_string_append(out, SHAPES[shape->kind]);
    const Point *points = &g_array_index(list->points, Point, shape->point);
    for (int i = 0; i < shape->n_points; i++) {
        add_number(out, points[i].x);
        add_number(out, points[i].y);
    }
    if (shape->radius_mm > 0) {
        g_string_append(out, " r");
        add_number(out, shape->radius_mm);
    }
    if (shape->has_fill) {
        g_string_append(out, " fill");
        add_colour(out, &shape->fill);
    }
    if (shape->has_stroke) {
        g_string_append(out, " stroke");
        add_colour(out, &shape->stroke.colour);
        add_number(out, shape->stroke.width_mm);
        g_string_append(out, DASHES[shape->stroke.dash]);
    }
}

static void
add_page(GString *out, const Op *op, PaperSize paper)
{
    g_string_append(out, "page");
    add_number(out, paper.width_mm);
    add_number(out, paper.height_mm);
    if (op->outline != NULL)
        add_quoted(out, op->outline, (gssize)strlen(op->outline));
}

char *
canvas_to_text(const Canvas *self, GError **error)
{
    if (!canvas_check(self, error))
        return NULL;

    const DisplayList *list = canvas_list(self);
    GString *out = g_string_new(NULL);
    int depth = 0;
    for (guint i = 0; i < list->ops->len; i++) {
        const Op *op = &g_array_index(list->ops, Op, i);
        if (op->kind == OP_CLOSE) {
            depth--;
            continue;
        }
        if (op->kind != OP_PAGE)
            g_string_append_printf(out, "%*s", 2 * (depth + 1), "");

        switch (op->kind) {
        case OP_PAGE:
            add_page(out, op, canvas_paper(self));
            break;
        case OP_OPEN:
            g_string_append(out, role_rule(op->open.role)->name);
            if (op->open.alt != NULL)
                add_quoted(out, op->open.alt, (gssize)strlen(op->open.alt));
            if (op->open.url != NULL)
                g_string_append_printf(out, " <%s>", op->open.url);
            depth++;
            break;
        case OP_CLOSE:
            break;
        case OP_TEXT:
            add_text(out, list, &op->text);
            break;
        case OP_SHAPE:
            add_shape(out, list, &op->shape);
            break;
        }
        g_string_append_c(out, '\n');
    }
    return g_string_free(out, FALSE);
}
