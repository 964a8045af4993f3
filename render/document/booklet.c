#include "render/document/booklet.h"

#include "render/document/booklet_parts.h"
#include "render/document/phrase.h"

static char *
booklet_footer(const DocumentContext *context)
{
    g_autofree char *source = phrase_source(context);
    return g_strjoin(" ", source, texts_get(context->texts, "frame.nature"),
                     texts_get(context->texts, "frame.personal"), NULL);
}

static int
count_pages(const DocumentContext *context, size_t doctor)
{
    const Campaign *campaign = results_campaign(context->results);
    int pages = 1 + booklet_summary_n_pages(context, doctor) + booklet_method_n_pages(context);
    for (size_t i = 0; i < campaign->n_indicators; i++)
        pages += booklet_indicator_n_pages(context, doctor, i);
    return pages;
}

Canvas *
booklet_draw(const DocumentContext *context, size_t doctor)
{
    const Campaign *campaign = results_campaign(context->results);
    const int group = results_doctor(context->results, doctor)->group;
    g_assert(group >= 0);

    Canvas *canvas = frame_canvas(context, PAPER_A4, texts_get(context->texts, "booklet.subject"));
    g_auto(Frame) frame;
    frame_init(&frame, context, canvas, phrase_period_group(context, group),
               booklet_footer(context), count_pages(context, doctor));

    booklet_cover_draw(&frame, doctor);
    booklet_summary_draw(&frame, doctor);
    for (size_t i = 0; i < campaign->n_indicators; i++)
        booklet_indicator_draw(&frame, doctor, i);
    booklet_method_draw(&frame);
    return canvas;
}

GBytes *
booklet_render(const DocumentContext *context, size_t doctor, GError **error)
{
    g_autoptr(Canvas) canvas = booklet_draw(context, doctor);
    return canvas_to_pdf(canvas, error);
}
