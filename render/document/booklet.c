#include "render/document/booklet.h"

#include "engine/words/words.h"
#include "render/document/booklet_plan.h"
#include "render/document/frame.h"
#include "render/document/phrase.h"

/* What stands around the content, from its edges. */
#define HEAD_BASELINE 6.0
#define HEAD_RULE 3.8
#define FOOT_RULE 3.6
#define FOOT_BASELINE 8.0

static char *
booklet_footer(const DocumentContext *context)
{
    g_autofree char *source = phrase_source(context);
    return g_strjoin(" ", source, texts_get(context->texts, "frame.nature"),
                     texts_get(context->texts, "frame.personal"), NULL);
}

/* Of the page that comes next: margins change sides where the booklet is bound. */
static FrameGeometry
geometry_of(const Layout *layout, const Canvas *canvas)
{
    const Rect content = layout_content(layout, canvas_n_pages(canvas) + 1);
    const double bottom = content.y + content.height;
    return (FrameGeometry){
        .left = content.x,
        .right = content.x + content.width,
        .head_baseline = content.y - HEAD_BASELINE,
        .head_rule = content.y - HEAD_RULE,
        .top = content.y + block_ascent(STYLE_TITLE),
        .bottom = bottom,
        .foot_rule = bottom + FOOT_RULE,
        .foot_baseline = bottom + FOOT_BASELINE,
    };
}

static char *
written(const LayoutText *text, const BlockSubject *subject)
{
    return layout_text_write(text, subject->context->texts, subject->variables,
                             subject->n_variables);
}

static void
begin_page(Frame *frame, const PlannedPage *planned)
{
    const BlockSubject *subject = planned->subject;
    const bool outlined = planned->is_first && layout_text_is_set(&planned->page->outline);
    g_autofree char *outline = outlined ? written(&planned->page->outline, subject) : NULL;
    g_autofree char *kicker = written(&planned->page->kicker, subject);
    g_autofree char *title = planned_page_title(planned);

    frame_begin_page(frame, outline, kicker);
    if (title[0] != '\0')
        frame_title(frame, STYLE_TITLE, title);
}

/* "profil.yaml:31:7: definition (hba1c)": where a fault of the block is mended. */
static char *
origin_of(const LayoutBlock *block, const BlockSubject *subject)
{
    const char *name = layout_block_name(block_vocabulary(), block);
    const char *indicator =
        subject->indicator == NULL ? NULL : subject->indicator->reading.topic.indicator->id;
    return g_strdup_printf("%s:%d:%d: %s%s%s%s", block->place.file, block->place.line,
                           block->place.column, name, indicator == NULL ? "" : " (",
                           indicator == NULL ? "" : indicator, indicator == NULL ? "" : ")");
}

static void
draw_block(const Frame *frame, const PlannedPage *page, const PlannedBlock *planned)
{
    const BlockKind *kind = block_kind(planned->block);
    const BlockContext context = {page->subject, planned->block};
    g_autofree char *origin = origin_of(planned->block, page->subject);
    Rect area = planned->area;
    area.x += frame->geometry.left;

    canvas_set_origin(frame->canvas, origin);
    if (planned->excess > 0.01)
        canvas_fail(frame->canvas, _("its words need %.1f mm more than they have"),
                    planned->excess * frame->context->design->layout->scale);
    if (planned->fill_page >= 0)
        kind->draw_page(&context, frame->canvas, area, planned->fill_page);
    else
        kind->draw(&context, frame->canvas, area);
    canvas_set_origin(frame->canvas, NULL);
}

static void
draw_pages(Frame *frame, const BookletPlan *plan)
{
    for (guint i = 0; i < plan->pages->len; i++) {
        const PlannedPage *page = g_ptr_array_index(plan->pages, i);
        frame->geometry = geometry_of(frame->context->design->layout, frame->canvas);
        begin_page(frame, page);
        for (guint k = 0; k < page->blocks->len; k++)
            draw_block(frame, page, &g_array_index(page->blocks, PlannedBlock, k));
    }
}

Canvas *
booklet_draw(const DocumentContext *context, size_t doctor)
{
    const BookletDesign *design = context->design;
    g_assert(design != NULL);
    const DocumentContext own = {
        context->results, design->layout->texts,
        design->typesetter != NULL ? design->typesetter : context->typesetter, design};
    const int group = results_doctor(context->results, doctor)->group;
    g_assert(group >= 0);

    g_autoptr(BookletPlan) plan = booklet_plan_new(&own, doctor);
    Canvas *canvas = frame_canvas(&own, PAPER_A4, texts_get(own.texts, "booklet.subject"));
    canvas_set_zoom(canvas, design->layout->scale);
    canvas_set_palette(canvas, &design->layout->palette);
    g_auto(Frame) frame;
    frame_init(&frame, &own, canvas, phrase_period_group(&own, group), booklet_footer(&own),
               (int)plan->pages->len);
    draw_pages(&frame, plan);
    return canvas;
}

GBytes *
booklet_render(const DocumentContext *context, size_t doctor, GError **error)
{
    g_autoptr(Canvas) canvas = booklet_draw(context, doctor);
    return canvas_to_pdf(canvas, error);
}
