#include "render/document/own_number.h"

#include "render/document/phrase.h"
#include "render/document/style.h"
#include "render/document/topic.h"
#include "render/page/palette.h"

#define INDENT 4.0
#define LABEL_GAP 6.0
#define NUMBER_WIDTH 34.0
#define ROW_GAP 0.8
#define ROW_OF_TWO_LINES 8.4

bool
own_number_starts(const Campaign *campaign, size_t indicator)
{
    if (indicator == 0)
        return true;
    return campaign->numbering == NUMBERING_BY_INDICATOR ||
           (campaign->numbering == NUMBERING_BY_THEME &&
            campaign->indicators[indicator].theme_index !=
                campaign->indicators[indicator - 1].theme_index);
}

size_t
own_number_count(const Campaign *campaign)
{
    size_t n = 0;
    for (size_t i = 0; i < campaign->n_indicators; i++)
        n += own_number_starts(campaign, i);
    return n;
}

char *
own_number_label(const DocumentContext *context, size_t indicator)
{
    const NumberingScope scope = results_campaign(context->results)->numbering;
    const Topic topic = topic_of(context, indicator);
    if (scope == NUMBERING_BY_EDITION)
        return g_strdup(texts_get(context->texts, "booklet.cover.number"));
    if (scope == NUMBERING_BY_INDICATOR)
        return topic_label(&topic);
    return topic_text(&topic, &topic.theme->label);
}

static void
draw_label(Canvas *canvas, Rect area, const char *label)
{
    Typesetter *typesetter = canvas_typesetter(canvas);
    const double width = area.width - NUMBER_WIDTH - LABEL_GAP;
    const int most_lines = area.height < ROW_OF_TWO_LINES ? 1 : 2;
    const TextStyle style = style_fitting(typesetter, STYLE_BODY, label, width, most_lines, 1.5);
    const int lines = typesetter_n_lines(typesetter, &style, label, width);
    const double y = area.y + (area.height - ROW_GAP) / 2 + 0.36 * style.size_mm -
                     style.leading_mm * (lines - 1) / 2;

    canvas_open(canvas, ROLE_ROW_HEADER);
    canvas_paragraph(canvas, (Point){area.x + INDENT, y}, width, &style, label);
    canvas_close(canvas);
}

void
own_number_draw(Canvas *canvas, const Texts *texts, Rect area, const char *label, int number)
{
    const Rect band = {area.x, area.y, area.width, area.height - ROW_GAP};
    TextStyle style = style_of(STYLE_NUMBER);
    style.size_mm = MIN(style.size_mm, 0.66 * area.height);
    const Point at = {area.x + area.width - INDENT,
                      area.y + band.height / 2 + 0.36 * style.size_mm};
    g_autofree char *text = phrase_number(texts, number);

    canvas_open(canvas, ROLE_ROW);
    canvas_open(canvas, ROLE_ARTIFACT);
    canvas_rect(canvas, band, &OWN_BAND, NULL);
    canvas_close(canvas);
    draw_label(canvas, area, label);
    canvas_open(canvas, ROLE_CELL);
    canvas_text_within(canvas, at, ALIGN_RIGHT, NUMBER_WIDTH, &style, text);
    canvas_close(canvas);
    canvas_close(canvas);
}
