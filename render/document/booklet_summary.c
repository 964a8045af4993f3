#include "render/document/booklet_parts.h"
#include "render/document/phrase.h"
#include "render/document/summary_flow.h"
#include "render/document/summary_row.h"

#define LEGEND_Y 269.0

static const SummaryRoom ROOM = {
    .top = 0, /* set from the lead of the page */
    .bottom = 263,
    .heading_height = 11.0,
    .best_row = 13.6,
    .least_row = 10.4,
};

typedef struct {
    const DocumentContext *context;
    const Campaign *campaign;
    size_t doctor;
    SummaryRow *rows;
    SummaryPlace *places;
    double lead_y; /* first baseline of the lead */
    double head_y; /* baseline of the column heads */
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

static const char *
lead_text(const Summary *self)
{
    return texts_get(self->context->texts, self->campaign->comparators[COMPARATOR_ENROLLED]
                                               ? "booklet.summary.lead"
                                               : "booklet.summary.lead_plain");
}

static Summary
summary_of(const DocumentContext *context, size_t doctor)
{
    const Campaign *campaign = results_campaign(context->results);
    const size_t n = campaign->n_indicators;
    Summary self = {.context = context,
                    .campaign = campaign,
                    .doctor = doctor,
                    .rows = g_new0(SummaryRow, n),
                    .places = g_new0(SummaryPlace, n),
                    .columns.trend = campaign->history > 1};

    for (size_t i = 0; i < n; i++) {
        const Topic topic = topic_of(context, i);
        self.rows[i] =
            (SummaryRow){campaign->indicators[i].theme_index, summary_row_least_height(context, i)};
        self.columns.ago = self.columns.ago || topic_past_period(&topic, campaign) >= 0;
        const Signal signal =
            results_measure(context->results, doctor, i, campaign->history - 1)->signal;
        self.has_signals = self.has_signals || signal == SIGNAL_LOW || signal == SIGNAL_HIGH;
    }

    const TextStyle lead = style_of(STYLE_LEAD);
    const int lead_lines = typesetter_n_lines(context->typesetter, &lead, lead_text(&self),
                                              FRAME_PORTRAIT.right - FRAME_PORTRAIT.left);
    self.lead_y = FRAME_PORTRAIT.top + 8;
    self.head_y = self.lead_y + lead.leading_mm * (lead_lines - 1) + 9;

    SummaryRoom room = ROOM;
    room.top = self.head_y;
    /* A theme on organisation may have no indicator, and so may a campaign. */
    self.n_pages = n == 0 ? 0 : summary_flow(self.rows, n, &room, self.places);
    return self;
}

int
booklet_summary_n_pages(const DocumentContext *context, size_t doctor)
{
    g_auto(Summary) summary = summary_of(context, doctor);
    return summary.n_pages;
}

/* --- the page --- */

static void
draw_theme(Canvas *canvas, const Summary *self, size_t indicator)
{
    const Texts *texts = self->context->texts;
    const SummaryPlace *place = &self->places[indicator];
    const Topic topic = topic_of(self->context, indicator);
    const double width = FRAME_PORTRAIT.right - FRAME_PORTRAIT.left;
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
    canvas_text_within(canvas, (Point){SUMMARY_LABEL_LEFT, baseline}, ALIGN_LEFT, width, &style,
                       heading);
    canvas_close(canvas);
    canvas_open(canvas, ROLE_ARTIFACT);
    canvas_line(canvas, (Point){SUMMARY_LABEL_LEFT, baseline + 2.4},
                (Point){SUMMARY_LABEL_LEFT + width, baseline + 2.4}, &rule);
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
        canvas_text_within(canvas, (Point){SUMMARY_SPINE_LEFT + SUMMARY_SPINE_WIDTH / 2, y},
                           ALIGN_CENTRE, SUMMARY_SPINE_WIDTH + 4, &style,
                           texts_get(texts, "booklet.summary.head_position"));
    canvas_text_within(canvas, (Point){SUMMARY_OWN_RIGHT, y}, ALIGN_RIGHT, SUMMARY_OWN_WIDTH,
                       &style, texts_get(texts, "booklet.summary.head_own"));
    if (self->columns.ago)
        canvas_text_within(canvas, (Point){SUMMARY_AGO_RIGHT, y}, ALIGN_RIGHT,
                           SUMMARY_AGO_WIDTH + 2, &style, ago);
    canvas_close(canvas);
}

typedef struct {
    Canvas *canvas;
    TextStyle style;
    double x;
} Legend;

static void
legend_text(Legend *self, const char *text)
{
    canvas_text(self->canvas, (Point){self->x, LEGEND_Y}, ALIGN_LEFT, &self->style, text);
    self->x += typesetter_width(canvas_typesetter(self->canvas), &self->style, text) + 9;
}

static void
legend_line(Legend *self, Colour colour, Dash dash)
{
    const Stroke stroke = {.colour = colour, .width_mm = 0.6, .dash = dash};
    canvas_line(self->canvas, (Point){self->x, LEGEND_Y - 2.6}, (Point){self->x, LEGEND_Y + 0.6},
                &stroke);
    self->x += 2.2;
}

static void
draw_legend(Canvas *canvas, const Summary *self)
{
    const Texts *texts = self->context->texts;
    Legend legend = {canvas, style_of(STYLE_NOTE), SUMMARY_LABEL_LEFT};

    canvas_open(canvas, ROLE_ARTIFACT);
    canvas_diamond(canvas, (Point){legend.x + 1.3, LEGEND_Y - 0.9}, 1.3, INK);
    legend.x += 4.2;
    legend_text(&legend, texts_get(texts, "booklet.summary.legend_own"));
    if (self->campaign->comparators[COMPARATOR_ENROLLED]) {
        legend_line(&legend, ENROLLED, DASH_NONE);
        legend_text(&legend, texts_get(texts, "booklet.summary.legend_enrolled"));
    }
    if (self->campaign->comparators[COMPARATOR_CONTROL]) {
        legend_line(&legend, CONTROL, DASH_DASHED);
        legend_text(&legend, texts_get(texts, "booklet.summary.legend_control"));
    }
    if (self->has_signals) {
        canvas_circle(canvas, (Point){legend.x + SUMMARY_SIGNAL_RADIUS, LEGEND_Y - 0.9},
                      SUMMARY_SIGNAL_RADIUS, &INK, NULL);
        legend.x += 3.4;
        legend_text(&legend, texts_get(texts, "booklet.summary.legend_signal"));
    }
    canvas_close(canvas);
}

static void
draw_page_start(Frame *frame, const Summary *self, int page)
{
    const Texts *texts = self->context->texts;
    const TextStyle lead = style_of(STYLE_LEAD);

    frame_begin_page(frame, page == 0 ? texts_get(texts, "booklet.summary.outline") : NULL,
                     texts_get(texts, "booklet.summary.kicker"));
    frame_title(
        frame, STYLE_TITLE,
        texts_get(texts, page == 0 ? "booklet.summary.title" : "booklet.summary.title_next"));
    canvas_open(frame->canvas, ROLE_PARAGRAPH);
    canvas_paragraph(frame->canvas, (Point){SUMMARY_LABEL_LEFT, self->lead_y}, frame_width(frame),
                     &lead, lead_text(self));
    canvas_close(frame->canvas);
    draw_heads(frame->canvas, self);
    draw_legend(frame->canvas, self);
}

void
booklet_summary_draw(Frame *frame, size_t doctor)
{
    g_auto(Summary) summary = summary_of(frame->context, doctor);
    Canvas *canvas = frame->canvas;
    const size_t n = summary.campaign->n_indicators;

    for (size_t i = 0; i < n; i++) {
        const SummaryPlace *place = &summary.places[i];
        if (i == 0 || place->page != summary.places[i - 1].page)
            draw_page_start(frame, &summary, place->page);
        if (place->opens_theme) {
            draw_theme(canvas, &summary, i);
            canvas_open(canvas, ROLE_TABLE);
        }
        const Reading reading = reading_of(frame->context, doctor, i);
        summary_row_draw(canvas, &reading, summary.columns, place->y, place->height);
        if (i + 1 == n || summary.places[i + 1].opens_theme)
            canvas_close(canvas);
    }
}
