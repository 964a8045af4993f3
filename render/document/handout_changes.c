/* What changed since last time: members and indicators since the edition before; and the group's value beside its value of the comparable period before,
 * both as released. No difference is drawn from them: what is one value less another is for who
 * knows its error. */
#include <math.h>

#include "render/document/handout_news.h"
#include "render/document/handout_parts.h"
#include "render/document/phrase.h"
#include "render/document/topic.h"
#include "render/page/number_text.h"

#define ROW_MM 9.0
#define ROWS_A_PAGE 13
#define NEWS_GAP 1.6
#define N_COLUMNS 4
#define COLUMN_MM 40.0

static const FrameGeometry *const G = &FRAME_LANDSCAPE;

static const char *const HEADS[N_COLUMNS] = {
    "handout.changes.head_period", "handout.changes.head_before", "handout.changes.head_now",
    "handout.changes.head_enrolled"};

/* Indexes of the indicators that have a period to be compared with: size_t. */
static GArray *
list_indicators(const DocumentContext *context)
{
    const Campaign *campaign = results_campaign(context->results);
    GArray *indicators = g_array_new(FALSE, FALSE, sizeof(size_t));
    for (size_t i = 0; campaign->comparators[COMPARATOR_GROUP] && i < campaign->n_indicators; i++) {
        const Topic topic = topic_of(context, i);
        if (topic_past_period(&topic, campaign) >= 0)
            g_array_append_val(indicators, i);
    }
    return indicators;
}

/* What the news take of the first page, with the gap below. */
static double
news_height(const DocumentContext *context, const GPtrArray *news)
{
    const TextStyle style = style_of(STYLE_LEAD);
    double height = 0;
    for (guint i = 0; i < news->len; i++)
        height += typesetter_height(context->typesetter, &style, g_ptr_array_index(news, i),
                                    G->right - G->left) +
                  NEWS_GAP;
    return height == 0 ? 0 : height + NEWS_GAP;
}

/* Rows below the news: fewer, or none. */
static guint
first_rows(const DocumentContext *context, const GPtrArray *news)
{
    const int taken = (int)ceil(news_height(context, news) / ROW_MM);
    return (guint)MAX(0, ROWS_A_PAGE - taken);
}

int
handout_changes_n_pages(const DocumentContext *context, size_t group)
{
    g_autoptr(GArray) indicators = list_indicators(context);
    g_autoptr(GPtrArray) news = handout_news(context, group);
    if (indicators->len == 0 && news->len == 0)
        return 0;
    const guint first = MIN(first_rows(context, news), indicators->len);
    return 1 + (int)((indicators->len - first + ROWS_A_PAGE - 1) / ROWS_A_PAGE);
}

static double
column_right(int column)
{
    return G->right - COLUMN_MM * (N_COLUMNS - 1 - column);
}

static double
label_width(void)
{
    return column_right(0) - COLUMN_MM - G->left;
}

static void
draw_cell(Canvas *canvas, Role role, int column, double y, const TextStyle *style, const char *text)
{
    Typesetter *typesetter = canvas_typesetter(canvas);
    TextStyle fitted = *style;
    while (fitted.size_mm > 2.2 && typesetter_width(typesetter, &fitted, text) > COLUMN_MM - 3)
        fitted.size_mm *= 0.95;
    canvas_open(canvas, role);
    canvas_text_within(canvas, (Point){column_right(column), y}, ALIGN_RIGHT, COLUMN_MM - 2,
                       &fitted, text);
    canvas_close(canvas);
}

/* The value, or why it is not there. */
static char *
figure_text(const Topic *topic, const ComparatorFigure *figure)
{
    return isnan(figure->value) ? g_strdup(phrase_status(topic->texts, figure->status))
                                : topic_value_exact(topic, figure->value);
}

static void
draw_row(Frame *frame, size_t group, size_t indicator, double y)
{
    const DocumentContext *context = frame->context;
    const Campaign *campaign = results_campaign(context->results);
    const Topic topic = topic_of(context, indicator);
    const int current = campaign->history - 1, past = topic_past_period(&topic, campaign);
    const TextStyle plain = style_of(STYLE_LEAD);
    TextStyle strong = plain;
    strong.face = FACE_BOLD;
    g_autofree char *label = topic_label(&topic);
    g_autofree char *before = figure_text(
        &topic, results_comparator(context->results, COMPARATOR_GROUP, group, indicator, past));
    g_autofree char *now = figure_text(
        &topic, results_comparator(context->results, COMPARATOR_GROUP, group, indicator, current));
    g_autofree char *others = figure_text(
        &topic, results_comparator(context->results, COMPARATOR_ENROLLED, 0, indicator, current));
    g_autofree char *period = period_text_short(topic.language, campaign_period(campaign, past));
    const TextStyle name =
        style_fitting(canvas_typesetter(frame->canvas), STYLE_LEAD, label, label_width(), 1, 2.0);

    canvas_open(frame->canvas, ROLE_ROW);
    canvas_open(frame->canvas, ROLE_ROW_HEADER);
    canvas_paragraph(frame->canvas, (Point){G->left, y}, label_width(), &name, label);
    canvas_close(frame->canvas);
    draw_cell(frame->canvas, ROLE_CELL, 0, y, &plain, period);
    draw_cell(frame->canvas, ROLE_CELL, 1, y, &plain, before);
    draw_cell(frame->canvas, ROLE_CELL, 2, y, &strong, now);
    draw_cell(frame->canvas, ROLE_CELL, 3, y, &plain, others);
    canvas_open(frame->canvas, ROLE_ARTIFACT);
    canvas_line(frame->canvas, (Point){G->left, y + 3}, (Point){G->right, y + 3},
                &(Stroke){RULE, 0.2, DASH_NONE});
    canvas_close(frame->canvas);
    canvas_close(frame->canvas);
}

static double
begin_page(Frame *frame)
{
    const Texts *texts = frame->context->texts;
    const char *title = texts_get(texts, "handout.changes.title");

    frame_begin_page(frame, title, texts_get(texts, "handout.changes.kicker"));
    return frame_title(frame, STYLE_WALL_TITLE, title) + 8.5;
}

static double
draw_news(Frame *frame, const GPtrArray *news, double y)
{
    const TextStyle style = style_of(STYLE_LEAD);
    for (guint i = 0; i < news->len; i++) {
        canvas_open(frame->canvas, ROLE_PARAGRAPH);
        y = canvas_paragraph(frame->canvas, (Point){G->left, y}, frame_width(frame), &style,
                             g_ptr_array_index(news, i)) +
            NEWS_GAP;
        canvas_close(frame->canvas);
    }
    return news->len == 0 ? y : y + NEWS_GAP;
}

/* Leaves the table open. Returns the baseline of the first row. */
static double
open_table(Frame *frame, double y)
{
    const Texts *texts = frame->context->texts;
    const TextStyle lead = style_of(STYLE_WALL_LEAD), head = style_of(STYLE_WALL_NOTE);

    canvas_open(frame->canvas, ROLE_PARAGRAPH);
    y = canvas_paragraph(frame->canvas, (Point){G->left, y}, frame_width(frame), &lead,
                         texts_get(texts, "handout.changes.lead"));
    canvas_close(frame->canvas);
    y += 3;
    canvas_open(frame->canvas, ROLE_TABLE);
    canvas_open(frame->canvas, ROLE_ROW);
    canvas_open(frame->canvas, ROLE_COLUMN_HEADER);
    canvas_text(frame->canvas, (Point){G->left, y}, ALIGN_LEFT, &head,
                texts_get(texts, "handout.changes.head_indicator"));
    canvas_close(frame->canvas);
    for (int column = 0; column < N_COLUMNS; column++)
        draw_cell(frame->canvas, ROLE_COLUMN_HEADER, column, y, &head,
                  texts_get(texts, HEADS[column]));
    canvas_close(frame->canvas);
    return y + ROW_MM;
}

/* Rows from `from` up to `end`, under a head of their own. */
static void
draw_rows(Frame *frame, size_t group, const GArray *indicators, guint from, guint end, double y)
{
    if (from == end)
        return;
    y = open_table(frame, y);
    for (guint i = from; i < end; i++, y += ROW_MM)
        draw_row(frame, group, g_array_index(indicators, size_t, i), y);
    canvas_close(frame->canvas);
}

void
handout_changes_draw(Frame *frame, size_t group)
{
    g_autoptr(GArray) indicators = list_indicators(frame->context);
    g_autoptr(GPtrArray) news = handout_news(frame->context, group);
    if (indicators->len == 0 && news->len == 0)
        return;

    guint done = MIN(first_rows(frame->context, news), indicators->len);
    draw_rows(frame, group, indicators, 0, done, draw_news(frame, news, begin_page(frame)));
    while (done < indicators->len) {
        const guint end = MIN(done + ROWS_A_PAGE, indicators->len);
        draw_rows(frame, group, indicators, done, end, begin_page(frame));
        done = end;
    }
}
