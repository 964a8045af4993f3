#include "render/page/markdown_flow.h"

#include <math.h>

#include "engine/words/words.h"

/* Fewer lines of a paragraph never stand alone at the end or the start of a column. */
#define LEAST_LINES 2
/* From the top of a line to its baseline, in em. */
#define ASCENT 0.95
/* What rounding makes of equal heights. */
#define SLACK_MM 1e-6

static const char *const BULLETS[MARKDOWN_MOST_DEEP] = {"•", "–", "·"};

typedef struct {
    Canvas *canvas;
    const Markdown *markdown;
    const MarkdownLook *look;
    Rect column;
    MarkdownNextColumn next;
    gpointer data;
    double y;  /* top of the next line */
    int depth; /* of the lists that are open */
} Flow;

/* --- measures --- */

static const TextStyle *
style_of_block(const Flow *self, const MarkdownBlock *block)
{
    if (block->kind == MARKDOWN_HEADING)
        return &self->look->headings[block->level - 1];
    return block->kind == MARKDOWN_QUOTE ? &self->look->quote : &self->look->body;
}

static double
leading_of(const TextStyle *style)
{
    return style->leading_mm > 0 ? style->leading_mm : 1.45 * style->size_mm;
}

static double
indent_of(const Flow *self, const MarkdownBlock *block)
{
    const int steps = block->kind == MARKDOWN_QUOTE ? 1 : block->depth;
    return steps * self->look->indent_mm;
}

static int
lines_of(const Flow *self, const MarkdownBlock *block)
{
    return typesetter_n_span_lines(canvas_typesetter(self->canvas), style_of_block(self, block),
                                   block->spans, block->n_spans,
                                   self->column.width - indent_of(self, block));
}

/* Between block `i` and the one before it in the same column. */
static double
gap_before(const Flow *self, size_t i)
{
    const MarkdownBlock *block = markdown_block(self->markdown, i);
    if (block->kind == MARKDOWN_HEADING)
        return self->look->before_heading_mm;
    if (block->kind == MARKDOWN_ITEM && i > 0 &&
        markdown_block(self->markdown, i - 1)->kind == MARKDOWN_ITEM)
        return self->look->between_items_mm;
    return self->look->between_blocks_mm;
}

static bool
at_top(const Flow *self)
{
    return self->y <= self->column.y + SLACK_MM;
}

/* Lines of a block of `n` that must stand together at its start. */
static int
first_lines(int n)
{
    return n < 2 * LEAST_LINES ? n : LEAST_LINES;
}

/* The height that block `i` needs to begin where it stands: a heading with the start of what follows. */
static double
height_to_begin(const Flow *self, size_t i)
{
    double height = 0;
    for (const size_t first = i; i < markdown_n_blocks(self->markdown); i++) {
        const MarkdownBlock *block = markdown_block(self->markdown, i);
        const double leading = leading_of(style_of_block(self, block));
        const int n = lines_of(self, block);
        height += i > first ? gap_before(self, i) : 0;
        if (block->kind != MARKDOWN_HEADING)
            return height + first_lines(n) * leading;
        height += n * leading;
    }
    return height;
}

/* --- structure --- */

static void
close_levels(Flow *self, int depth)
{
    for (; self->depth > depth; self->depth--)
        for (int element = 0; element < 3; element++) /* body, item, list */
            canvas_close(self->canvas);
}

static void
open_body(Flow *self)
{
    canvas_open(self->canvas, ROLE_LIST);
    canvas_open(self->canvas, ROLE_LIST_ITEM);
}

static void
draw_label(Flow *self, const MarkdownBlock *block, double baseline)
{
    const TextStyle *style = style_of_block(self, block);
    g_autofree char *number = g_strdup_printf("%d.", block->number);
    canvas_open(self->canvas, ROLE_LIST_LABEL);
    canvas_text(self->canvas,
                (Point){self->column.x + (block->depth - 1) * self->look->indent_mm, baseline},
                ALIGN_LEFT, style, block->number > 0 ? number : BULLETS[block->depth - 1]);
    canvas_close(self->canvas);
}

/* The lists around an item are open afterwards. `labelled`: it begins here. */
static void
enter_item(Flow *self, const MarkdownBlock *block, bool labelled, double baseline)
{
    if (labelled && self->depth >= block->depth) { /* the next item of an open list */
        close_levels(self, block->depth);
        canvas_close(self->canvas);
        canvas_close(self->canvas);
        canvas_open(self->canvas, ROLE_LIST_ITEM);
        draw_label(self, block, baseline);
        canvas_open(self->canvas, ROLE_LIST_BODY);
        return;
    }
    while (self->depth < block->depth) { /* a deeper list, or those that a column has cut */
        self->depth++;
        open_body(self);
        if (self->depth == block->depth && labelled)
            draw_label(self, block, baseline);
        canvas_open(self->canvas, ROLE_LIST_BODY);
    }
    close_levels(self, block->depth);
}

static Role
role_of(const Flow *self, const MarkdownBlock *block)
{
    return block->kind == MARKDOWN_HEADING ? self->look->heading_roles[block->level - 1]
                                           : ROLE_PARAGRAPH;
}

/* --- blocks --- */

static void
next_column(Flow *self)
{
    const double width_mm = self->column.width;
    close_levels(self, 0);
    self->column = self->next(self->data);
    if (fabs(self->column.width - width_mm) > SLACK_MM) /* a paragraph keeps its lines */
        canvas_fail(self->canvas, _("a column of %.1f mm follows one of %.1f mm"),
                    self->column.width, width_mm);
    self->y = self->column.y;
}

static void
draw_quote_rule(Flow *self, double top, double bottom)
{
    const Stroke stroke = {self->look->link, 0.5, DASH_NONE};
    const double x = self->column.x + self->look->indent_mm / 3;
    canvas_open(self->canvas, ROLE_ARTIFACT);
    canvas_line(self->canvas, (Point){x, top}, (Point){x, bottom}, &stroke);
    canvas_close(self->canvas);
}

static void
draw_lines(Flow *self, const MarkdownBlock *block, int first, int n)
{
    const TextStyle *style = style_of_block(self, block);
    const double baseline = self->y + ASCENT * style->size_mm, indent = indent_of(self, block);
    const double bottom = self->y + n * leading_of(style);

    if (block->kind == MARKDOWN_ITEM)
        enter_item(self, block, first == 0 && !block->continues, baseline);
    else
        close_levels(self, 0);
    if (block->kind == MARKDOWN_QUOTE)
        draw_quote_rule(self, self->y, bottom);
    canvas_open(self->canvas, role_of(self, block));
    canvas_spans(self->canvas, (Point){self->column.x + indent, baseline},
                 self->column.width - indent, style, self->look->link, block->spans, block->n_spans,
                 first, n);
    canvas_close(self->canvas);
    self->y = bottom;
}

/* How many of the `left` lines go into `room`: all, or so many that none is left alone. */
static int
lines_that_fit(double room_mm, double leading_mm, int left)
{
    const int fit = (int)floor((room_mm + SLACK_MM) / leading_mm);
    if (fit >= left)
        return left;
    const int most = MIN(fit, left - LEAST_LINES);
    return most >= LEAST_LINES ? most : 0;
}

/* The same at the top of a column, where no rule can be kept if it is that low; but no line is lost. */
static int
lines_at_top(const Flow *self, double leading_mm, int left)
{
    const int fit = lines_that_fit(self->column.height, leading_mm, left);
    if (fit > 0)
        return fit;
    const int most = (int)floor((self->column.height + SLACK_MM) / leading_mm);
    if (most == 0)
        canvas_fail(self->canvas, _("a column of %.1f mm holds no line"), self->column.height);
    return MIN(left, most);
}

/* False where the column holds nothing. */
static bool
flow_block(Flow *self, size_t i)
{
    const MarkdownBlock *block = markdown_block(self->markdown, i);
    const double leading = leading_of(style_of_block(self, block));
    const double bottom = self->column.y + self->column.height;
    if (!at_top(self)) {
        self->y += gap_before(self, i);
        if (self->y + height_to_begin(self, i) > bottom + SLACK_MM)
            next_column(self);
    }

    const int n = lines_of(self, block);
    for (int done = 0; done < n;) {
        const double room = self->column.y + self->column.height - self->y;
        const int fit = at_top(self) ? lines_at_top(self, leading, n - done)
                                     : lines_that_fit(room, leading, n - done);
        if (fit == 0 && at_top(self))
            return false;
        if (fit > 0)
            draw_lines(self, block, done, fit);
        done += fit;
        if (done < n)
            next_column(self);
    }
    return true;
}

double
markdown_flow(Canvas *canvas, const Markdown *markdown, const MarkdownLook *look, Rect column,
              MarkdownNextColumn next, gpointer data)
{
    Flow self = {.canvas = canvas,
                 .markdown = markdown,
                 .look = look,
                 .column = column,
                 .next = next,
                 .data = data,
                 .y = column.y};
    for (size_t i = 0; i < markdown_n_blocks(markdown); i++)
        if (!flow_block(&self, i))
            break;
    close_levels(&self, 0);
    return self.y;
}
