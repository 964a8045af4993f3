/* The texts of a canvas: laid out by the typesetter, kept as runs of glyphs where they are painted. */
#include <math.h>

#include "engine/words/words.h"
#include "render/page/canvas_private.h"
#include "render/page/text_layout.h"

static bool
same_look(const PlacedWord *a, const PlacedWord *b)
{
    return a->face == b->face && a->size_mm == b->size_mm && a->rise_mm == b->rise_mm &&
           a->link == b->link;
}

static void
add_word(DisplayList *list, TextRun *run, const PlacedWord *placed, Point line, double tracking_mm,
         double zoom)
{
    const ShapedWord *word = placed->word;
    const double pt_per_mm = PT_PER_MM * zoom;
    double size_pt = placed->size_mm * pt_per_mm;
    double x_pt = (line.x + placed->x_mm) * pt_per_mm,
           y_pt = (line.y - placed->rise_mm) * pt_per_mm;

    const cairo_glyph_t *glyph = word->glyphs;
    g_array_set_size(list->glyphs, list->glyphs->len + (guint)word->n_glyphs);
    cairo_glyph_t *drawn =
        &g_array_index(list->glyphs, cairo_glyph_t, list->glyphs->len - (guint)word->n_glyphs);
    for (int i = 0; i < word->n_clusters; i++) {
        double shift_pt = x_pt + i * tracking_mm * pt_per_mm;
        for (int k = 0; k < word->clusters[i].num_glyphs; k++, glyph++)
            *drawn++ = (cairo_glyph_t){glyph->index, shift_pt + glyph->x * size_pt,
                                       y_pt + glyph->y * size_pt};
    }
    g_array_append_vals(list->clusters, word->clusters, (guint)word->n_clusters);
    g_string_append_len(list->bytes, word->text, word->n_bytes);
    run->n_glyphs += word->n_glyphs;
    run->n_clusters += word->n_clusters;
    run->n_bytes += word->n_bytes;
}

/* One operation for the stretch of words from `i` in the same look; returns the word after it. */
static guint
add_run(Canvas *self, const TextLayout *layout, const PlacedLine *line, guint i, Point start,
        const TextStyle *style)
{
    DisplayList *list = &self->list;
    const PlacedWord *words = &g_array_index(layout->words, PlacedWord, line->first);
    const PlacedWord *first = &words[i];
    Op op = {.kind = OP_TEXT,
             .text = {.x_mm = (start.x + first->x_mm) * self->zoom,
                      .y_mm = (start.y - first->rise_mm) * self->zoom,
                      .size_mm = first->size_mm * self->zoom,
                      .face = first->face,
                      .colour = palette_resolve(self->palette, style->colour),
                      .glyph = list->glyphs->len,
                      .cluster = list->clusters->len,
                      .byte = list->bytes->len}};
    for (; i < line->n && same_look(first, &words[i]); i++)
        add_word(list, &op.text, &words[i], start, style->tracking_mm, self->zoom);
    op.text.width_mm =
        (placed_word_width(&words[i - 1], style) + words[i - 1].x_mm - first->x_mm) * self->zoom;
    g_array_append_val(list->ops, op);
    return i;
}

static void
add_line(Canvas *self, const TextLayout *layout, const PlacedLine *line, Point start, Align align,
         const TextStyle *style)
{
    static const double SHIFT[] = {[ALIGN_LEFT] = 0, [ALIGN_CENTRE] = 0.5, [ALIGN_RIGHT] = 1};
    start.x -= SHIFT[align] * line->width_mm;
    for (guint i = 0; i < line->n;)
        i = add_run(self, layout, line, i, start, style);
}

/* Whether the layout can be drawn; `text` names it in the fault. */
static bool
check_layout(Canvas *self, const TextLayout *layout, const char *text, double width_mm)
{
    if (!layout->marks_balance)
        canvas_fault(self, PAGE_ERROR_TEXT, _("\"%s\": a ** or a ^ is never closed"), text);
    if (layout->missing != 0)
        canvas_fault(self, PAGE_ERROR_FONT, _("\"%s\": no face of fonts.ini has U+%04X"), text,
                     layout->missing);
    if (layout->excess_mm > 0)
        canvas_fault(self, PAGE_ERROR_OVERFLOW,
                     _("\"%s\" needs %.1f mm more than the %.1f mm it has"), text,
                     layout->excess_mm, width_mm);
    return self->fault == NULL;
}

/* The text laid out, or NULL after a fault. */
static const TextLayout *
lay_out(Canvas *self, const TextStyle *style, const char *text, double width_mm)
{
    if (!canvas_may_mark(self))
        return NULL;
    if (!g_utf8_validate(text, -1, NULL)) {
        canvas_fault(self, PAGE_ERROR_TEXT, _("a text is not UTF-8"));
        return NULL;
    }
    const TextLayout *layout = typesetter_layout(self->typesetter, style, text, width_mm);
    return check_layout(self, layout, text, width_mm) ? layout : NULL;
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
        canvas_fault(self, PAGE_ERROR_OVERFLOW,
                     _("\"%s\" has an empty line where one line is meant"), text);
    /* A hundredth of a millimetre is not seen, and rounding of equal lengths must not fail a run. */
    if (line->width_mm > width_mm + 0.01)
        canvas_fault(self, PAGE_ERROR_OVERFLOW,
                     _("\"%s\" needs %.1f mm more than the %.1f mm it has"), text,
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

/* --- spans --- */

#define UNDERLINE_DEPTH 0.16 /* below the baseline, in em */
#define UNDERLINE_WIDTH 0.05

typedef struct {
    Canvas *canvas;
    const TextLayout *layout;
    const TextSpan *spans;
    size_t n_spans;
    TextStyle style, link_style;
    bool parted; /* there are links: each stretch has its own element */
    int open;    /* link that is open, 0 for words outside; -1 for none yet */
} SpanWriter;

static const TextSpan *
find_link(const SpanWriter *self, int link, size_t *out_n)
{
    size_t start = 0;
    int seen = 0;
    for (size_t i = 0; i < self->n_spans; i++) {
        const char *url = self->spans[i].url;
        if (url == NULL || (i > 0 && self->spans[i - 1].url == url))
            continue;
        if (++seen == link) {
            start = i;
            break;
        }
    }
    *out_n = 0;
    while (start + *out_n < self->n_spans &&
           self->spans[start + *out_n].url == self->spans[start].url)
        ++*out_n;
    return &self->spans[start];
}

static void
open_link(SpanWriter *self, int link)
{
    size_t n = 0;
    const TextSpan *spans = find_link(self, link, &n);
    g_autoptr(GString) words = g_string_new(NULL);
    for (size_t i = 0; i < n; i++)
        g_string_append(words, spans[i].text);
    canvas_open_link(self->canvas, spans[0].url, words->str);
}

/* The element that the words of `link` belong to is open afterwards. */
static void
enter(SpanWriter *self, int link)
{
    if (!self->parted || self->open == link)
        return;
    if (self->open >= 0)
        canvas_close(self->canvas);
    if (link > 0)
        open_link(self, link);
    else
        canvas_open(self->canvas, ROLE_SPAN);
    self->open = link;
}

static void
add_span_line(SpanWriter *self, const PlacedLine *line, Point start)
{
    const PlacedWord *words = &g_array_index(self->layout->words, PlacedWord, line->first);
    for (guint i = 0; i < line->n;) {
        const PlacedWord *first = &words[i];
        const TextStyle *style = first->link > 0 ? &self->link_style : &self->style;
        enter(self, first->link);
        if (!canvas_may_mark(self->canvas))
            return;
        i = add_run(self->canvas, self->layout, line, i, start, style);
        if (first->link == 0)
            continue;
        const double y = start.y + UNDERLINE_DEPTH * style->size_mm;
        const Stroke stroke = {style->colour, UNDERLINE_WIDTH * style->size_mm, DASH_NONE};
        const PlacedWord *last = &words[i - 1];
        /* The blank that ends a line is not underlined. */
        const double end = fmin(last->x_mm + placed_word_width(last, style), line->width_mm);
        canvas_line(self->canvas, (Point){start.x + first->x_mm, y}, (Point){start.x + end, y},
                    &stroke);
    }
}

static bool
has_link(const TextLayout *layout, int first, int n)
{
    for (int i = first; i < first + n; i++) {
        const PlacedLine *line = &g_array_index(layout->lines, PlacedLine, i);
        for (guint k = 0; k < line->n; k++)
            if (g_array_index(layout->words, PlacedWord, line->first + k).link > 0)
                return true;
    }
    return false;
}

double
canvas_spans(Canvas *self, Point at, double width_mm, const TextStyle *style, Colour link_colour,
             const TextSpan *spans, size_t n, int first_line, int n_lines)
{
    const TextLayout *layout = typesetter_layout_spans(self->typesetter, style, spans, n, width_mm);
    if (!check_layout(self, layout, n == 0 ? "" : spans[0].text, width_mm))
        return at.y;
    g_assert(first_line >= 0 && n_lines >= 0 && first_line + n_lines <= (int)layout->lines->len);

    SpanWriter writer = {self, layout, spans, n, *style, *style, false, -1};
    writer.link_style.colour = link_colour;
    writer.parted = has_link(layout, first_line, n_lines);
    for (int i = first_line; i < first_line + n_lines; i++) {
        add_span_line(&writer, &g_array_index(layout->lines, PlacedLine, i), at);
        at.y += text_style_leading_mm(style);
    }
    if (writer.open >= 0)
        canvas_close(self);
    return at.y;
}
