#include "render/document/handout.h"

#include "render/document/dossier.h"
#include "render/document/handout_parts.h"
#include "render/document/phrase.h"

static char *
handout_footer(const DocumentContext *context)
{
    g_autofree char *source = phrase_source(context);
    return g_strjoin(" ", texts_get(context->texts, "frame.support"), source,
                     texts_get(context->texts, "frame.nature"), NULL);
}

static int
last_page(const GArray *plan)
{
    if (plan->len == 0)
        return 1;
    const HandoutSection *last = &g_array_index(plan, HandoutSection, plan->len - 1);
    return last->page + last->n_pages - 1;
}

static void
draw_section(Frame *frame, size_t group, const HandoutSection *section)
{
    const Campaign *campaign = results_campaign(frame->context->results);
    switch (section->part) {
    case HANDOUT_CHANGES:
        handout_changes_draw(frame, group);
        break;
    case HANDOUT_INDICATOR:
        handout_page_draw(frame, group, section->index);
        break;
    case HANDOUT_DOSSIER:
        dossier_draw(frame, group, campaign->themes[section->index]);
        break;
    case HANDOUT_DECISION:
        handout_decision_draw(frame, section->index);
        break;
    }
}

Canvas *
handout_draw(const DocumentContext *context, size_t group)
{
    g_autoptr(GArray) plan = handout_plan(context, group);
    Canvas *canvas =
        frame_canvas(context, PAPER_A4_LANDSCAPE, texts_get(context->texts, "handout.subject"));
    g_auto(Frame) frame;
    frame_init(&frame, context, canvas, phrase_period_group(context, (int)group),
               handout_footer(context), last_page(plan));

    handout_cover_draw(&frame, group, plan);
    for (guint i = 0; i < plan->len; i++)
        draw_section(&frame, group, &g_array_index(plan, HandoutSection, i));
    return canvas;
}

GBytes *
handout_render(const DocumentContext *context, size_t group, GError **error)
{
    g_autoptr(Canvas) canvas = handout_draw(context, group);
    return canvas_to_pdf(canvas, error);
}
