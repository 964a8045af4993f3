#include "render/document/handout.h"

#include "render/document/handout_parts.h"
#include "render/document/phrase.h"

static char *
handout_footer(const DocumentContext *context)
{
    g_autofree char *source = phrase_source(context);
    return g_strjoin(" ", texts_get(context->texts, "frame.support"), source,
                     texts_get(context->texts, "frame.nature"), NULL);
}

Canvas *
handout_draw(const DocumentContext *context, size_t group)
{
    const Campaign *campaign = results_campaign(context->results);
    Canvas *canvas =
        frame_canvas(context, PAPER_A4_LANDSCAPE, texts_get(context->texts, "handout.subject"));
    g_auto(Frame) frame;
    frame_init(&frame, context, canvas, phrase_period_group(context, (int)group),
               handout_footer(context),
               1 + (int)campaign->n_indicators + handout_funnels_n_pages(context));

    handout_cover_draw(&frame, group);
    for (size_t i = 0; i < campaign->n_indicators; i++)
        handout_page_draw(&frame, group, i);
    handout_funnels_draw(&frame, group);
    return canvas;
}

GBytes *
handout_render(const DocumentContext *context, size_t group, GError **error)
{
    g_autoptr(Canvas) canvas = handout_draw(context, group);
    return canvas_to_pdf(canvas, error);
}
