/* What changed since last time: the group's value beside its value of the comparable period before,
 * both as released. No difference is drawn from them: what is one value less another is for who
 * knows its error. */
#include <math.h>

#include "render/document/handout_parts.h"
#include "render/document/phrase.h"
#include "render/document/topic.h"
#include "render/page/number_text.h"

#define ROW_MM 9.0
#define ROWS_A_PAGE 13
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

int
handout_changes_n_pages(const DocumentContext *context, size_t group)
{
    (void)group;
    g_autoptr(GArray) indicators = list_indicators(context);
    return ((int)indicators->len + ROWS_A_PAGE - 1) / ROWS_A_PAGE;
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

/* Starts a page; the table is left open. Returns the baseline of the first row. */
static double
begin_page(Frame *frame)
{
    const Texts *texts = frame->context->texts;
    const TextStyle lead = style_of(STYLE_WALL_LEAD), head = style_of(STYLE_WALL_NOTE);
    const char *title = texts_get(texts, "handout.changes.title");

    frame_begin_page(frame, title, texts_get(texts, "handout.changes.kicker"));
    double y = frame_title(frame, STYLE_WALL_TITLE, title) + 8.5;
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

void
handout_changes_draw(Frame *frame, size_t group)
{
    g_autoptr(GArray) indicators = list_indicators(frame->context);
    double y = 0;
    for (guint i = 0; i < indicators->len; i++) {
        if (i % ROWS_A_PAGE == 0) {
            if (i > 0)
                canvas_close(frame->canvas);
            y = begin_page(frame);
        }
        draw_row(frame, group, g_array_index(indicators, size_t, i), y);
        y += ROW_MM;
    }
    if (indicators->len > 0)
        canvas_close(frame->canvas);
}
