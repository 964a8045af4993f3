/* The blocks that a template writes itself: texts, headings, lines to write on, the logo. */
#include "engine/words/words.h"
#include "render/document/block.h"
#include "render/document/frame.h"
#include "render/document/indicator_words.h"
#include "render/document/phrase.h"
#include "render/page/markdown_flow.h"

#define WRITING_MM 8.0
#define MOST_LINES 12

/* --- texts ------------------------------------------------------------------------------------ */

static char *
text_of(const BlockContext *context)
{
    const BlockSubject *subject = context->subject;
    return layout_text_write(&context->block->text, subject->context->texts, subject->variables,
                             subject->n_variables);
}

static StyleName
style_name(const BlockContext *context)
{
    static const StyleName STYLES[] = {[LAYOUT_STYLE_BODY] = STYLE_BODY,
                                       [LAYOUT_STYLE_LEAD] = STYLE_LEAD,
                                       [LAYOUT_STYLE_HEADING] = STYLE_HEADING,
                                       [LAYOUT_STYLE_NOTE] = STYLE_NOTE,
                                       [LAYOUT_STYLE_TITLE] = STYLE_TITLE};
    return STYLES[context->block->style];
}

static MarkdownLook
look_of(const BlockContext *context)
{
    const StyleName name = style_name(context);
    return (MarkdownLook){
        .headings = {style_of(STYLE_HEADING), style_of(STYLE_BODY_STRONG),
                     style_of(STYLE_BODY_STRONG)},
        .body = style_of(name),
        .quote = style_coloured(name, MUTED),
        .link = ENROLLED,
        .indent_mm = 5,
        .before_heading_mm = 3,
        .between_blocks_mm = 2,
        .between_items_mm = 0.8,
        .heading_roles = {ROLE_HEADING_2, ROLE_HEADING_3, ROLE_HEADING_3},
    };
}

/* The Markdown of the block, or NULL with the canvas's fault. */
static Markdown *
markdown_of(const BlockContext *context, Canvas *canvas)
{
    const BlockSubject *subject = context->subject;
    const Texts *texts = subject->context->texts;
    const LayoutText *text = &context->block->text;
    const char *words = text->key != NULL ? texts_get(texts, text->key) : text->words;
    MarkdownVariable variables[MOST_VARIABLES];
    for (size_t i = 0; i < subject->n_variables; i++)
        variables[i] = (MarkdownVariable){subject->variables[i].name,
                                          subject->plain[i] == NULL ? "" : subject->plain[i]};

    g_autoptr(GError) error = NULL;
    Markdown *markdown = markdown_parse(words, "text", texts_language(texts), variables,
                                        subject->n_variables, &error);
    if (markdown == NULL)
        canvas_fail(canvas, "%s", error->message);
    return markdown;
}

typedef struct {
    Canvas *canvas;
    Rect column;
} Overflow;

/* There is no next column: the box is as high as the words. */
static Rect
next_column(gpointer data)
{
    Overflow *overflow = data;
    canvas_fail(overflow->canvas, _("its words leave their box"));
    return overflow->column;
}

static double
write_words(const BlockContext *context, Canvas *canvas, Rect area)
{
    g_autoptr(Markdown) markdown = markdown_of(context, canvas);
    if (markdown == NULL)
        return area.y;
    const MarkdownLook look = look_of(context);
    Overflow overflow = {canvas, area};
    return markdown_flow(canvas, markdown, &look, area, next_column, &overflow);
}

/* Lengths that are meant to be equal differ by rounding. */
#define SLACK_MM 0.05
#define ENDLESS_MM 2000.0

BlockHeight
words_measure(const BlockContext *context, double width)
{
    g_autoptr(Canvas) canvas = frame_canvas(context->subject->context, PAPER_A4, NULL);
    canvas_begin_page(canvas, NULL);
    return block_rigid(write_words(context, canvas, (Rect){0, 0, width, ENDLESS_MM}));
}

void
words_draw(const BlockContext *context, Canvas *canvas, Rect area)
{
    area.height += SLACK_MM;
    write_words(context, canvas, area);
}

BlockHeight
heading_measure(const BlockContext *context, double width)
{
    (void)context, (void)width;
    return block_rigid(block_ascent(STYLE_HEADING));
}

void
heading_draw(const BlockContext *context, Canvas *canvas, Rect area)
{
    g_autofree char *text = text_of(context);
    block_heading_draw(canvas, area, text);
}

/* --- lines ------------------------------------------------------------------------------------ */

static int
most_lines(const BlockContext *context)
{
    return context->block->lines < 0 ? MOST_LINES : context->block->lines;
}

BlockHeight
notes_measure(const BlockContext *context, double width)
{
    (void)width;
    const int most = most_lines(context);
    return (BlockHeight){
        .least = WRITING_MM * MIN(most, 2), .best = WRITING_MM * most, .step = WRITING_MM};
}

void
notes_draw(const BlockContext *context, Canvas *canvas, Rect area)
{
    (void)context;
    const int n = (int)(area.height / WRITING_MM + 0.01);
    writing_lines_draw(canvas, (Rect){area.x, area.y + WRITING_MM, area.width, 0}, n, WRITING_MM);
}

/* --- the logo --------------------------------------------------------------------------------- */

#define LOGO_MM 12.0

static const Picture *
logo_of(const BlockContext *context)
{
    return context->subject->context->design->logo;
}

BlockHeight
logo_measure(const BlockContext *context, double width)
{
    (void)width;
    return block_rigid(logo_of(context) == NULL ? 0 : context->block->is_fixed ? 1 : LOGO_MM);
}

/* It stands for the region, and is read aloud as its name. */
void
logo_draw(const BlockContext *context, Canvas *canvas, Rect area)
{
    const DocumentContext *document = context->subject->context;
    g_autofree char *region =
        phrase_data(document->texts, results_campaign(document->results)->region_label);
    if (logo_of(context) == NULL)
        return;
    canvas_open_figure(canvas, region);
    canvas_picture(canvas, area, logo_of(context));
    canvas_close(canvas);
}
