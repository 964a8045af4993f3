/* The pages with every indicator on one line. */
#include "render/document/block.h"
#include "render/document/phrase.h"
#include "render/document/summary_flow.h"
#include "render/document/summary_row.h"

#define LEGEND_ABOVE 4.0 /* its last line, above the end of the page */
#define LEGEND_LEADING 4.2
#define LEGEND_GAP 6.0 /* from the rows to its first line */

typedef struct {
    const DocumentContext *context;
    const Campaign *campaign;
    size_t doctor;
    Rect area;
    SummaryRow *rows;
    SummaryPlace *places;
    double head_y;   /* baseline of the column heads */
    double legend_y; /* baseline of the legend's last line */
    int n_pages;
    SummaryColumns columns;
    bool has_signals;
} Summary;

static void
summary_clear(Summary *self)
{
    g_free(self->rows);
    g_free(self->places);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Summary, summary_clear)

/* --- the lead --- */

static const char *
lead_text(const DocumentContext *context)
{
    const Campaign *campaign = results_campaign(context->results);
    return texts_get(context->texts, campaign->comparators[COMPARATOR_ENROLLED]
                                         ? "booklet.summary.lead"
                                         : "booklet.summary.lead_plain");
}

BlockHeight
summary_lead_measure(const BlockContext *context, double width)
{
    const DocumentContext *document = context->subject->context;
    return block_rigid(
        block_text_height(document->typesetter, STYLE_LEAD, lead_text(document), width));
}

void
summary_lead_draw(const BlockContext *context, Canvas *canvas, Rect area)
{
    block_text_draw(canvas, ROLE_PARAGRAPH, STYLE_LEAD, area, lead_text(context->subject->context));
}

/* --- how the rows fall --- */

static void
find_columns(Summary *self)
{
    const Campaign *campaign = self->campaign;
    bool ago = false;
    for (size_t i = 0; i < campaign->n_indicators; i++) {
        const Topic topic = topic_of(self->context, i);
        ago = ago || topic_past_period(&topic, campaign) >= 0;
        const Signal signal =
            results_measure(self->context->results, self->doctor, i, campaign->history - 1)->signal;
        self->has_signals = self->has_signals || signal == SIGNAL_LOW || signal == SIGNAL_HIGH;
    }
    self->columns = summary_columns(self->area.x, self->area.width, campaign->history > 1, ago);
}

static int legend_draw(Canvas *canvas, const Summary *self);

static Summary
summary_of(const BlockContext *context, Rect area)
{
    const DocumentContext *document = context->subject->context;
    const Campaign *campaign = results_campaign(document->results);
    const size_t n = campaign->n_indicators;
    Summary self = {.context = document,
                    .campaign = campaign,
                    .doctor = context->subject->doctor,
                    .area = area,
                    .rows = g_new0(SummaryRow, n),
                    .places = g_new0(SummaryPlace, n),
                    .head_y = area.y + block_ascent(STYLE_NOTE),
                    .legend_y = area.y + area.height - LEGEND_ABOVE};
    find_columns(&self);
    for (size_t i = 0; i < n; i++)
        self.rows[i] = (SummaryRow){campaign->indicators[i].theme_index,
                                    summary_row_least_height(document, &self.columns, i)};

    const int legend_lines = legend_draw(NULL, &self);
    const SummaryRoom room = {
        .top = self.head_y,
        .bottom = self.legend_y - LEGEND_GAP - LEGEND_LEADING * (legend_lines - 1),
        .heading_height = 11.0,
        .best_row = 13.6,
        .least_row = 10.4,
    };
    /* A theme on organisation may have no indicator, and so may a campaign. */
    self.n_pages = n == 0 ? 0 : summary_flow(self.rows, n, &room, self.places);
    return self;
}

int
summary_n_pages(const BlockContext *context, Rect area)
{
    g_auto(Summary) summary = summary_of(context, area);
    return summary.n_pages;
}

/* --- themes and column heads --- */

static void
draw_theme(Canvas *canvas, const Summary *self, size_t indicator)
{
    const Texts *texts = self->context->texts;
    const SummaryPlace *place = &self->places[indicator];
    const Topic topic = topic_of(self->context, indicator);
    const double width = self->area.width;
    const double baseline = place->y - 4.2;
    g_autofree char *label = topic_text(&topic, &topic.theme->label);
    g_autofree char *heading =
        place->continues_theme
            ? texts_format(texts, "booklet.summary.theme_next", "theme", label, NULL)
            : g_strdup(label);
    const TextStyle style =
        style_fitting(canvas_typesetter(canvas), STYLE_HEADING, heading, width, 1, 2.0);
    const Stroke rule = {.colour = RULE, .width_mm = 0.2};

    canvas_open(canvas, ROLE_HEADING_2);
    canvas_text_within(canvas, (Point){self->columns.label_left, baseline}, ALIGN_LEFT, width,
                       &style, heading);
    canvas_close(canvas);
    canvas_open(canvas, ROLE_ARTIFACT);
    canvas_line(canvas, (Point){self->columns.label_left, baseline + 2.4},
                (Point){self->columns.label_left + width, baseline + 2.4}, &rule);
    canvas_close(canvas);
}

static void
draw_heads(Canvas *canvas, const Summary *self)
{
    const Texts *texts = self->context->texts;
    const TextStyle style = style_of(STYLE_NOTE);
    const double y = self->head_y;
    g_autofree char *year = phrase_span(texts, 12);
    g_autofree char *ago = texts_format(texts, "span.ago", "span", year, NULL);

    canvas_open(canvas, ROLE_ARTIFACT);
    if (self->campaign->comparators[COMPARATOR_ENROLLED])
        canvas_text_within(canvas,
                           (Point){self->columns.spine_left + self->columns.spine_width / 2, y},
                           ALIGN_CENTRE, self->columns.spine_width + 4, &style,
                           texts_get(texts, "booklet.summary.head_position"));
    canvas_text_within(canvas, (Point){self->columns.own_right, y}, ALIGN_RIGHT,
                       self->columns.own_width, &style,
                       texts_get(texts, "booklet.summary.head_own"));
    if (self->columns.ago)
        canvas_text_within(canvas, (Point){self->columns.ago_right, y}, ALIGN_RIGHT,
                           self->columns.ago_width + 2, &style, ago);
    canvas_close(canvas);
}

/* --- the legend --- */

/* Without a canvas only its lines are counted. */
typedef struct {
    Canvas *canvas;
    Typesetter *typesetter;
    TextStyle style;
    double left, right, x, y;
    int line;
} Legend;

typedef enum { MARK_OWN, MARK_ENROLLED, MARK_CONTROL, MARK_SIGNAL } LegendMark;

static double
mark_width(LegendMark mark)
{
    static const double WIDTHS[] = {
        [MARK_OWN] = 4.2, [MARK_ENROLLED] = 2.2, [MARK_CONTROL] = 2.2, [MARK_SIGNAL] = 3.4};
    return WIDTHS[mark];
}

static void
draw_mark(const Legend *self, LegendMark mark)
{
    const double x = self->x, y = self->y;
    const Stroke enrolled = {.colour = ENROLLED, .width_mm = 0.6};
    const Stroke control = {.colour = CONTROL, .width_mm = 0.6, .dash = DASH_DASHED};

    switch (mark) {
    case MARK_OWN:
        canvas_diamond(self->canvas, (Point){x + 1.3, y - 0.9}, 1.3, INK);
        break;
    case MARK_ENROLLED:
    case MARK_CONTROL:
        canvas_line(self->canvas, (Point){x, y - 2.6}, (Point){x, y + 0.6},
                    mark == MARK_ENROLLED ? &enrolled : &control);
        break;
    case MARK_SIGNAL:
        canvas_circle(self->canvas, (Point){x + SUMMARY_SIGNAL_RADIUS, y - 0.9},
                      SUMMARY_SIGNAL_RADIUS, &INK, NULL);
        break;
    }
}

static void
add_entry(Legend *self, LegendMark mark, const char *text)
{
    const double width = mark_width(mark) + typesetter_width(self->typesetter, &self->style, text);
    if (self->x > self->left && self->x + width > self->right) {
        self->x = self->left;
        self->y += LEGEND_LEADING;
        self->line++;
    }
    if (self->canvas != NULL) {
        draw_mark(self, mark);
        canvas_text(self->canvas, (Point){self->x + mark_width(mark), self->y}, ALIGN_LEFT,
                    &self->style, text);
    }
    self->x += width + 9;
}

static void
add_entries(Legend *legend, const Summary *self)
{
    const Texts *texts = self->context->texts;
    add_entry(legend, MARK_OWN, texts_get(texts, "booklet.summary.legend_own"));
    if (self->campaign->comparators[COMPARATOR_ENROLLED])
        add_entry(legend, MARK_ENROLLED, texts_get(texts, "booklet.summary.legend_enrolled"));
    if (self->campaign->comparators[COMPARATOR_CONTROL])
        add_entry(legend, MARK_CONTROL, texts_get(texts, "booklet.summary.legend_control"));
    if (self->has_signals)
        add_entry(legend, MARK_SIGNAL, texts_get(texts, "booklet.summary.legend_signal"));
}

/* Ends at the foot of the page. Returns the number of its lines; draws nothing without a canvas. */
static int
legend_draw(Canvas *canvas, const Summary *self)
{
    const Legend start = {.typesetter = self->context->typesetter,
                          .style = style_of(STYLE_NOTE),
                          .left = self->area.x,
                          .right = self->area.x + self->area.width,
                          .x = self->area.x};
    Legend counted = start;
    add_entries(&counted, self);
    if (canvas == NULL)
        return counted.line + 1;

    Legend drawn = start;
    drawn.canvas = canvas;
    drawn.y = self->legend_y - LEGEND_LEADING * counted.line;
    canvas_open(canvas, ROLE_ARTIFACT);
    add_entries(&drawn, self);
    canvas_close(canvas);
    return counted.line + 1;
}

/* --- the page --- */

void
summary_draw_page(const BlockContext *context, Canvas *canvas, Rect area, int page)
{
    g_auto(Summary) summary = summary_of(context, area);
    const size_t n = summary.campaign->n_indicators;

    draw_heads(canvas, &summary);
    legend_draw(canvas, &summary);
    for (size_t i = 0; i < n; i++) {
        const SummaryPlace *place = &summary.places[i];
        if (place->page != page)
            continue;
        if (place->opens_theme) {
            draw_theme(canvas, &summary, i);
            canvas_open(canvas, ROLE_TABLE);
        }
        const Reading reading = reading_of(summary.context, summary.doctor, i);
        summary_row_draw(canvas, &reading, &summary.columns, place->y, place->height);
        if (i + 1 == n || summary.places[i + 1].opens_theme)
            canvas_close(canvas);
    }
}
