#include "render/document/evaluation_report.h"

#include "render/document/evaluation_report_parts.h"
#include "render/document/phrase.h"
#include "render/page/number_text.h"

/* "2^e^ trimestre 2024 au ... · Bretagne" would be long: the last period and the region. */
static char *
running_text(const Texts *texts, const Campaign *campaign)
{
    g_autofree char *period = period_text(campaign->language, campaign->last);
    g_autofree char *region = phrase_data(texts, campaign->region_label);
    return texts_format(texts, "frame.period_region", "period", period, "region", region, NULL);
}

static char *
footer_text(const Texts *texts, const Campaign *campaign)
{
    g_autofree char *source = phrase_source_of(texts, campaign);
    return g_strjoin(" ", source, texts_get(texts, "evaluation.nature"), NULL);
}

static Canvas *
draw_with(const DocumentContext *context, const Evaluation *evaluation, int n_pages)
{
    const Campaign *campaign = evaluation_campaign(evaluation);
    Canvas *canvas = frame_canvas_of(campaign, context->typesetter, PAPER_A4,
                                     texts_get(context->texts, "evaluation.subject"));
    g_auto(Frame) frame;
    frame_init(&frame, context, canvas, running_text(context->texts, campaign),
               footer_text(context->texts, campaign), n_pages);
    Report report = {.frame = &frame,
                     .evaluation = evaluation,
                     .campaign = campaign,
                     .texts = context->texts,
                     .canvas = canvas};

    evaluation_cover_draw(&report);
    evaluation_summary_draw(&report);
    evaluation_entries_draw(&report);
    evaluation_scheme_draw(&report);
    for (size_t i = 0; i < campaign->n_indicators; i++)
        evaluation_indicator_draw(&report, i);
    evaluation_balance_draw(&report);
    evaluation_method_draw(&report);
    return canvas;
}

/* Twice: how many pages it takes shows only when it is drawn, and stands on every one. */
Canvas *
evaluation_report_draw(const DocumentContext *context, const Evaluation *evaluation)
{
    g_autoptr(Canvas) first = draw_with(context, evaluation, 0);
    return draw_with(context, evaluation, canvas_n_pages(first));
}

GBytes *
evaluation_report_render(const DocumentContext *context, const Evaluation *evaluation,
                         GError **error)
{
    g_autoptr(Canvas) canvas = evaluation_report_draw(context, evaluation);
    return canvas_to_pdf(canvas, error);
}
