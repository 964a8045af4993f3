#include "render/page/canvas.h"

#include <math.h>

#include "render/page/display_list.h"
#include "render/page/rich_text.h"
#include "render/page/text_layout.h"

const PaperSize PAPER_A4 = {210, 297};
const PaperSize PAPER_A4_LANDSCAPE = {297, 210};

#define MOST_NESTED 16

typedef struct {
    Role role;
    bool has_marks, has_children;
} Element;

struct Canvas {
    Typesetter *typesetter;
    PaperSize paper;
    DocumentInfo info;
    DisplayList list;
    Element stack[MOST_NESTED]; /* the document at the bottom */
    int n_nested;
    int n_pages;
    GError *fault;
};

Canvas *
canvas_new(Typesetter *typesetter, PaperSize paper, const DocumentInfo *info)
{
    Canvas *self = g_new0(Canvas, 1);
    self->typesetter = typesetter;
    self->paper = paper;
    self->info = (DocumentInfo){
        .title = g_strdup(info->title),
        .author = g_strdup(info->author),
        .subject = g_strdup(info->subject),
        .language = g_strdup(info->language),
        .created = g_strdup(info->created),
    };
    display_list_init(&self->list);
    self->stack[0].role = ROLE_DOCUMENT;
    self->n_nested = 1;
    return self;
}

void
canvas_free(Canvas *self)
{
    if (self == NULL)
        return;
    const char *owned[] = {self->info.title, self->info.author, self->info.subject,
                           self->info.language, self->info.created};
    for (size_t i = 0; i < G_N_ELEMENTS(owned); i++)
        g_free((gpointer)(guintptr)owned[i]);
    display_list_clear(&self->list);
    g_clear_error(&self->fault);
    g_free(self);
}

Typesetter *
canvas_typesetter(Canvas *self)
{
    return self->typesetter;
}

PaperSize
canvas_paper(const Canvas *self)
{
    return self->paper;
}

const DisplayList *
canvas_list(const Canvas *self)
{
    return &self->list;
}

const DocumentInfo *
canvas_info(const Canvas *self)
{
    return &self->info;
}

/* --- faults --- */

static void G_GNUC_PRINTF(3, 4) fail(Canvas *self, PageError code, const char *format, ...)
{
    if (self->fault != NULL)
        return;
    va_list arguments;
    va_start(arguments, format);
    self->fault = g_error_new_valist(PAGE_ERROR, (gint)code, format, arguments);
    va_end(arguments);
    g_prefix_error(&self->fault, "page %d: ", self->n_pages);
}

void
canvas_fail(Canvas *self, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    fail(self, PAGE_ERROR_OVERFLOW, "%s", message);
}

bool
canvas_check(const Canvas *self, GError **error)
{
    if (self->fault != NULL) {
        g_propagate_error(error, g_error_copy(self->fault));
        return false;
    }
    if (self->n_pages == 0) {
        g_set_error(error, PAGE_ERROR, PAGE_ERROR_DRAW, "the document has no page");
        return false;
    }
    if (self->n_nested > 1) {
        g_set_error(error, PAGE_ERROR, PAGE_ERROR_DRAW, "page %d: %s is still open", self->n_pages,
                    role_rule(self->stack[self->n_nested - 1].role)->name);
        return false;
    }
    return true;
}

/* --- structure --- */

void
canvas_begin_page(Canvas *self, const char *outline)
{
    if (self->n_nested > 1)
        fail(self, PAGE_ERROR_DRAW, "%s is still open at the end of the page",
             role_rule(self->stack[self->n_nested - 1].role)->name);
    if (self->fault != NULL)
        return;
    self->n_pages++;
    Op op = {.kind = OP_PAGE, .outline = outline == NULL ? NULL : rich_plain(outline)};
    g_array_append_val(self->list.ops, op);
}

int
canvas_n_pages(const Canvas *self)
{
    return self->n_pages;
}

static void
open_element(Canvas *self, Role role, const char *alt)
{
    Element *parent = &self->stack[self->n_nested - 1];
    if (self->n_pages == 0)
        fail(self, PAGE_ERROR_DRAW, "%s opened before the first page", role_rule(role)->name);
    if (!role_may_hold(parent->role, role) || self->n_nested == MOST_NESTED)
        fail(self, PAGE_ERROR_DRAW, "%s may not stand in %s", role_rule(role)->name,
             role_rule(parent->role)->name);
    if (parent->has_marks)
        fail(self, PAGE_ERROR_DRAW, "%s opened in %s, which has marks of its own",
             role_rule(role)->name, role_rule(parent->role)->name);
    if (self->fault != NULL)
        return;

    parent->has_children = true;
    self->stack[self->n_nested++] = (Element){.role = role};
    Op op = {.kind = OP_OPEN, .open = {role, alt == NULL ? NULL : rich_plain(alt)}};
    g_array_append_val(self->list.ops, op);
}

void
canvas_open(Canvas *self, Role role)
{
    if (role == ROLE_FIGURE)
        fail(self, PAGE_ERROR_DRAW, "a figure needs a text that says what it shows");
    open_element(self, role, NULL);
}

void
canvas_open_figure(Canvas *self, const char *alt)
{
    if (alt == NULL || alt[0] == '\0')
        fail(self, PAGE_ERROR_DRAW, "a figure needs a text that says what it shows");
    open_element(self, ROLE_FIGURE, alt);
}

void
canvas_close(Canvas *self)
{
    if (self->n_nested == 1)
        fail(self, PAGE_ERROR_DRAW, "nothing is open to be closed");
    if (self->fault != NULL)
        return;
    self->n_nested--;
    Op op = {.kind = OP_CLOSE};
    g_array_append_val(self->list.ops, op);
}

/* Whether a mark may be made here: in a leaf. */
static bool
may_mark(Canvas *self)
{
    Element *element = &self->stack[self->n_nested - 1];
    if (!role_rule(element->role)->marks || element->has_children)
        fail(self, PAGE_ERROR_DRAW, "a mark straight in %s would not be tagged",
             role_rule(element->role)->name);
    element->has_marks = true;
    return self->fault == NULL;
}

/* --- texts --- */

static bool
same_look(const PlacedWord *a, const PlacedWord *b)
{
    return a->face == b->face && a->size_mm == b->size_mm && a->rise_mm == b->rise_mm;
}

static void
add_word(DisplayList *list, TextRun *run, const PlacedWord *placed, Point line, double tracking_mm)
{
    const ShapedWord *word = placed->word;
    double size_pt = placed->size_mm * PT_PER_MM;
    double x_pt = (line.x + placed->x_mm) * PT_PER_MM,
           y_pt = (line.y - placed->rise_mm) * PT_PER_MM;

    const cairo_glyph_t *glyph = word->glyphs;
    for (int i = 0; i < word->n_clusters; i++) {
        double shift_pt = x_pt + i * tracking_mm * PT_PER_MM;
        for (int k = 0; k < word->clusters[i].num_glyphs; k++, glyph++) {
            cairo_glyph_t drawn = {glyph->index, shift_pt + glyph->x * size_pt,
                                   y_pt + glyph->y * size_pt};
            g_array_append_val(list->glyphs, drawn);
        }
    }
    g_array_append_vals(list->clusters, word->clusters, (guint)word->n_clusters);
    g_string_append_len(list->bytes, word->text, word->n_bytes);
    run->n_glyphs += word->n_glyphs;
    run->n_clusters += word->n_clusters;
    run->n_bytes += word->n_bytes;
}

/* One operation for each stretch of words in the same look. */
static void
add_line(Canvas *self, const TextLayout *layout, const PlacedLine *line, Point start, Align align,
         const TextStyle *style)
{
    static const double SHIFT[] = {[ALIGN_LEFT] = 0, [ALIGN_CENTRE] = 0.5, [ALIGN_RIGHT] = 1};
    start.x -= SHIFT[align] * line->width_mm;
    DisplayList *list = &self->list;
    const PlacedWord *words = &g_array_index(layout->words, PlacedWord, line->first);
    for (guint i = 0; i < line->n;) {
        const PlacedWord *first = &words[i];
        Op op = {.kind = OP_TEXT,
                 .text = {.x_mm = start.x + first->x_mm,
                          .y_mm = start.y - first->rise_mm,
                          .size_mm = first->size_mm,
                          .face = first->face,
                          .colour = style->colour,
                          .glyph = list->glyphs->len,
                          .cluster = list->clusters->len,
                          .byte = list->bytes->len}};
        for (; i < line->n && same_look(first, &words[i]); i++)
            add_word(list, &op.text, &words[i], start, style->tracking_mm);
        op.text.width_mm =
            placed_word_width(&words[i - 1], style) + words[i - 1].x_mm - first->x_mm;
        g_array_append_val(list->ops, op);
    }
}

/* The text laid out, or NULL after a fault. */
static const TextLayout *
lay_out(Canvas *self, const TextStyle *style, const char *text, double width_mm)
{
    if (!may_mark(self))
        return NULL;
    if (!g_utf8_validate(text, -1, NULL)) {
        fail(self, PAGE_ERROR_TEXT, "a text is not UTF-8");
        return NULL;
    }
    const TextLayout *layout = typesetter_layout(self->typesetter, style, text, width_mm);
    if (!layout->marks_balance)
        fail(self, PAGE_ERROR_TEXT, "\"%s\": a ** or a ^ is never closed", text);
    if (layout->missing != 0)
        fail(self, PAGE_ERROR_FONT, "\"%s\": no face of fonts.ini has U+%04X", text,
             layout->missing);
    if (layout->excess_mm > 0)
        fail(self, PAGE_ERROR_OVERFLOW, "\"%s\" needs %.1f mm more than the %.1f mm it has", text,
             layout->excess_mm, width_mm);
    return self->fault == NULL ? layout : NULL;
}

void
canvas_text_within(Canvas *self, Point at, Align align, double width_mm, const TextStyle *style,
                   const char *text)
{
    const TextLayout *layout = lay_out(self, style, text, INFINITY);
    if (layout == NULL || layout->lines->len == 0)
        return;
    const PlacedLine *line = &g_array_index(layout->lines, PlacedLine, 0);
    if (layout->lines->len > 1)
        fail(self, PAGE_ERROR_OVERFLOW, "\"%s\" has an empty line where one line is meant", text);
    /* A hundredth of a millimetre is not seen, and rounding of equal lengths must not fail a run. */
    if (line->width_mm > width_mm + 0.01)
        fail(self, PAGE_ERROR_OVERFLOW, "\"%s\" needs %.1f mm more than the %.1f mm it has", text,
             line->width_mm - width_mm, width_mm);
    if (self->fault != NULL)
        return;

    add_line(self, layout, line, at, align, style);
}

void
canvas_text(Canvas *self, Point at, Align align, const TextStyle *style, const char *text)
{
    canvas_text_within(self, at, align, INFINITY, style, text);
}

double
canvas_paragraph(Canvas *self, Point at, double width_mm, const TextStyle *style, const char *text)
{
    return canvas_paragraph_aligned(self, at, ALIGN_LEFT, width_mm, style, text);
}

double
canvas_paragraph_aligned(Canvas *self, Point at, Align align, double width_mm,
                         const TextStyle *style, const char *text)
{
    const TextLayout *layout = lay_out(self, style, text, width_mm);
    if (layout == NULL)
        return at.y;
    for (guint i = 0; i < layout->lines->len; i++) {
        add_line(self, layout, &g_array_index(layout->lines, PlacedLine, i), at, align, style);
        at.y += text_style_leading_mm(style);
    }
    return at.y;
}

/* --- shapes --- */

static void
add_shape(Canvas *self, ShapeKind kind, const Point *points, size_t n, double radius_mm,
          const Colour *fill, const Stroke *stroke)
{
    if (!may_mark(self))
        return;
    for (size_t i = 0; i < n; i++)
        if (!isfinite(points[i].x) || !isfinite(points[i].y)) {
            fail(self, PAGE_ERROR_DRAW, "a mark has no place: its coordinate is not a number");
            return;
        }

    Op op = {.kind = OP_SHAPE,
             .shape = {.kind = kind,
                       .point = self->list.points->len,
                       .n_points = (int)n,
                       .radius_mm = radius_mm,
                       .has_fill = fill != NULL,
                       .has_stroke = stroke != NULL}};
    if (fill != NULL)
        op.shape.fill = *fill;
    if (stroke != NULL)
        op.shape.stroke = *stroke;
    g_array_append_vals(self->list.points, points, (guint)n);
    g_array_append_val(self->list.ops, op);
}

void
canvas_line(Canvas *self, Point from, Point to, const Stroke *stroke)
{
    canvas_polyline(self, (Point[]){from, to}, 2, stroke);
}

void
canvas_polyline(Canvas *self, const Point *points, size_t n, const Stroke *stroke)
{
    add_shape(self, SHAPE_POLYLINE, points, n, 0, NULL, stroke);
}

void
canvas_polygon(Canvas *self, const Point *points, size_t n, Colour fill)
{
    add_shape(self, SHAPE_POLYGON, points, n, 0, &fill, NULL);
}

void
canvas_rect(Canvas *self, Rect rect, const Colour *fill, const Stroke *stroke)
{
    Point corners[] = {{rect.x, rect.y}, {rect.x + rect.width, rect.y + rect.height}};
    add_shape(self, SHAPE_RECT, corners, 2, 0, fill, stroke);
}

void
canvas_circle(Canvas *self, Point centre, double radius_mm, const Colour *fill,
              const Stroke *stroke)
{
    add_shape(self, SHAPE_CIRCLE, &centre, 1, radius_mm, fill, stroke);
}

void
canvas_diamond(Canvas *self, Point centre, double radius_mm, Colour fill)
{
    add_shape(self, SHAPE_DIAMOND, &centre, 1, radius_mm, &fill, NULL);
}
