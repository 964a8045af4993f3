#include "render/document/booklet_parts.h"
#include "render/document/indicator_charts.h"
#include "render/document/indicator_table.h"
#include "render/document/indicator_words.h"
#include "render/document/phrase.h"
#include "render/document/reading.h"

/* What the page leaves between its parts. */
#define GAP_MESSAGE 8.0 /* last line of the title to the message */
#define GAP_HEADING 9.0 /* last line of the message to a heading */
#define GAP_CHART 3.5   /* heading to chart */
#define GAP_PART 8.0    /* chart to the next heading, in baselines */
#define GAP_TABLE 3.0
#define GAP_BOX 5.0
#define GAP_NOTES 5.5
#define GUTTER 14.0
#define MOST_WRITING_LINES 4

/* How high the parts that can give way are at their best and at their least. */
#define CHARTS_BEST 44.0
#define CHARTS_LEAST 34.0
#define CHARTS_NONE 5.0 /* only a sentence */

/* The page of one doctor and indicator before it is drawn: its words, and where each part goes. */
typedef struct {
    Reading reading;
    Peers *peers;
    char *label, *message, *definition;
    GPtrArray *advice;
    double group_height, charts_height;
    int writing_lines;
    bool spills; /* box and definition stand on a page of their own */
} Layout;

static void
layout_clear(Layout *self)
{
    peers_free(self->peers);
    g_free(self->label);
    g_free(self->message);
    g_free(self->definition);
    g_ptr_array_unref(self->advice);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Layout, layout_clear)

static const FrameGeometry *const G = &FRAME_PORTRAIT;

static double
page_width(void)
{
    return G->right - G->left;
}

/* Heights of what cannot give way, from the top of the content to its end. */
static double
fixed_height(const Layout *layout, Typesetter *typesetter, bool with_words)
{
    const double width = page_width();
    const TextStyle title = style_fitting(typesetter, STYLE_TITLE, layout->label, width, 2, 4.4);
    const TextStyle lead = style_of(STYLE_LEAD);
    const TextStyle note = style_of(STYLE_NOTE);

    double height =
        title.leading_mm * (typesetter_n_lines(typesetter, &title, layout->label, width) - 1) +
        GAP_MESSAGE +
        lead.leading_mm * (typesetter_n_lines(typesetter, &lead, layout->message, width) - 1) +
        GAP_HEADING + GAP_CHART + GAP_PART + GAP_CHART + GAP_TABLE +
        indicator_table_height(&layout->reading);
    if (with_words)
        height += GAP_BOX + indicator_advice_height(typesetter, layout->advice, width, 0) +
                  GAP_NOTES +
                  note.leading_mm *
                      (typesetter_n_lines(typesetter, &note, layout->definition, width) - 1);
    return height;
}

/* Takes up to `most` from what is missing; returns what it took. */
static double
give(double *missing, double most)
{
    const double given = CLAMP(*missing, 0, most);
    *missing -= given;
    return given;
}

static double
writing_height(const Layout *layout, Typesetter *typesetter, int lines)
{
    return indicator_advice_height(typesetter, layout->advice, page_width(), lines) -
           indicator_advice_height(typesetter, layout->advice, page_width(), 0);
}

/* Shares the page out: lines to write on go first, then the rows of the group draw together, then
 * the charts of the region; what still does not fit sends the words to a page of their own. */
static void
layout_share(Layout *self, Typesetter *typesetter)
{
    const double room = G->bottom - G->top;
    const double best = indicator_group_height(&self->reading, self->peers);
    const double least = indicator_group_least_height(&self->reading, self->peers);
    const bool has_charts =
        indicator_has_distribution(&self->reading) || indicator_has_trend(&self->reading);
    const double charts_best = has_charts ? CHARTS_BEST : CHARTS_NONE;
    const double charts_least = has_charts ? CHARTS_LEAST : CHARTS_NONE;
    const double least_total = fixed_height(self, typesetter, true) + least + charts_least +
                               writing_height(self, typesetter, 1);
    self->spills = least_total > room;

    double missing = fixed_height(self, typesetter, !self->spills) + best + charts_best - room;
    self->writing_lines = MOST_WRITING_LINES;
    if (!self->spills) {
        missing += writing_height(self, typesetter, self->writing_lines);
        const double line = writing_height(self, typesetter, 1);
        while (missing > 0 && self->writing_lines > 1) {
            self->writing_lines--;
            missing -= line;
        }
    }
    self->group_height = best - give(&missing, best - least);
    self->charts_height = charts_best - give(&missing, charts_best - charts_least);
}

static Layout
layout_of(const DocumentContext *context, size_t doctor, size_t indicator)
{
    Layout self = {.reading = reading_of(context, doctor, indicator)};
    const MessageFacts facts = reading_message_facts(&self.reading);

    self.peers = peers_new(context->results, self.reading.group, indicator, (int)doctor);
    self.label = topic_label(&self.reading.topic);
    self.message = message_text(&facts);
    self.definition = indicator_definition(&self.reading);
    self.advice = indicator_advice(&self.reading);
    layout_share(&self, context->typesetter);
    return self;
}

int
booklet_indicator_n_pages(const DocumentContext *context, size_t doctor, size_t indicator)
{
    g_auto(Layout) layout = layout_of(context, doctor, indicator);
    return layout.spills ? 2 : 1;
}

static void
draw_heading(Canvas *canvas, Point at, double width, const char *text)
{
    const TextStyle style =
        style_fitting(canvas_typesetter(canvas), STYLE_HEADING, text, width, 1, 2.6);
    canvas_open(canvas, ROLE_HEADING_2);
    canvas_text_within(canvas, at, ALIGN_LEFT, width, &style, text);
    canvas_close(canvas);
}

static double
draw_paragraph(Canvas *canvas, Point at, double width, StyleName name, const char *text)
{
    const TextStyle style = style_of(name);
    canvas_open(canvas, ROLE_PARAGRAPH);
    const double next = canvas_paragraph(canvas, at, width, &style, text);
    canvas_close(canvas);
    return next - style.leading_mm;
}

/* Returns the bottom of the chart. */
static double
draw_group(Canvas *canvas, const Layout *layout, double y)
{
    const Texts *texts = layout->reading.topic.texts;
    const bool dots = layout->peers->shown == PEERS_SHOWN && layout->peers->n_points > 0;
    const char *key = dots ? "booklet.indicator.group" : "booklet.indicator.group_hidden";
    const Rect area = {G->left, y + GAP_CHART, page_width(), layout->group_height};

    draw_heading(canvas, (Point){G->left, y}, page_width(), texts_get(texts, key));
    indicator_group_draw(canvas, &layout->reading, layout->peers, area);
    return area.y + area.height;
}

static void
draw_region(Canvas *canvas, const Layout *layout, double y, double width)
{
    const Texts *texts = layout->reading.topic.texts;
    const Rect area = {G->left, y + GAP_CHART, width, layout->charts_height};

    draw_heading(canvas, (Point){G->left, y}, width, texts_get(texts, "booklet.indicator.region"));
    if (indicator_has_distribution(&layout->reading))
        indicator_distribution_draw(canvas, &layout->reading, area);
    else
        draw_paragraph(canvas, (Point){area.x, area.y + 4}, width, STYLE_NOTE,
                       texts_get(texts, "booklet.indicator.region_none"));
}

static void
draw_trend(Canvas *canvas, const Layout *layout, Point at, double width)
{
    g_autofree char *since = phrase_since(layout->reading.topic.texts, layout->reading.campaign);
    draw_heading(canvas, at, width, since);
    indicator_trend_draw(canvas, &layout->reading,
                         (Rect){at.x, at.y + GAP_CHART, width, layout->charts_height});
}

/* The region beside the history; either takes the whole width where the other has no place. Returns
 * the bottom of the charts. */
static double
draw_charts(Canvas *canvas, const Layout *layout, double y)
{
    const bool trend = indicator_has_trend(&layout->reading);
    const bool region = layout->reading.figures[COMPARATOR_ENROLLED] != NULL || !trend;
    const double width = region && trend ? (page_width() - GUTTER) / 2 : page_width();

    if (region)
        draw_region(canvas, layout, y, width);
    if (trend)
        draw_trend(canvas, layout, (Point){G->right - width, y}, width);
    return y + GAP_CHART + layout->charts_height;
}

/* The box from `top`, then the definition. */
static void
draw_words(Canvas *canvas, const Layout *layout, double top)
{
    Typesetter *typesetter = canvas_typesetter(canvas);
    const Rect box = {
        G->left, top, page_width(),
        indicator_advice_height(typesetter, layout->advice, page_width(), layout->writing_lines)};
    indicator_advice_draw(canvas, layout->reading.topic.texts, layout->advice, box,
                          layout->writing_lines);
    draw_paragraph(canvas, (Point){G->left, box.y + box.height + GAP_NOTES}, page_width(),
                   STYLE_NOTE, layout->definition);
}

static void
draw_next_page(Frame *frame, const Layout *layout, const char *theme)
{
    g_autofree char *title = texts_format(layout->reading.topic.texts, "booklet.indicator.next",
                                          "label", layout->label, NULL);
    frame_begin_page(frame, NULL, theme);
    draw_words(frame->canvas, layout, frame_title(frame, STYLE_TITLE, title) + GAP_MESSAGE);
}

void
booklet_indicator_draw(Frame *frame, size_t doctor, size_t indicator)
{
    g_auto(Layout) layout = layout_of(frame->context, doctor, indicator);
    Canvas *canvas = frame->canvas;
    g_autofree char *theme = topic_text(&layout.reading.topic, &layout.reading.topic.theme->label);

    frame_begin_page(frame, layout.label, theme);
    double y = frame_title(frame, STYLE_TITLE, layout.label) + GAP_MESSAGE;
    y = draw_paragraph(canvas, (Point){G->left, y}, page_width(), STYLE_LEAD, layout.message);
    y = draw_group(canvas, &layout, y + GAP_HEADING);
    y = draw_charts(canvas, &layout, y + GAP_PART);

    const Rect table = {G->left, y + GAP_TABLE, page_width(),
                        indicator_table_height(&layout.reading)};
    indicator_table_draw(canvas, &layout.reading, table);
    if (layout.spills)
        draw_next_page(frame, &layout, theme);
    else
        draw_words(canvas, &layout, table.y + table.height + GAP_BOX);
}
