#include <math.h>

#include "render/chart/funnel_drawing.h"
#include "render/document/handout_parts.h"
#include "render/document/phrase.h"
#include "render/document/topic.h"
#include "render/page/number_text.h"

#define COLUMNS 3
#define ROWS 2
#define PER_PAGE (COLUMNS * ROWS)
#define COLUMN_GAP 10.0
#define ROW_GAP 8.0
#define GAP_LEAD 8.5
#define HEADING_HEIGHT 9.0

static const FrameGeometry *const G = &FRAME_LANDSCAPE;

typedef struct {
    Frame *frame;
    const Results *results;
    const Texts *texts;
    const Campaign *campaign;
    size_t group;
} Funnels;

static Funnels
funnels_of(Frame *frame, size_t group)
{
    return (Funnels){.frame = frame,
                     .results = frame->context->results,
                     .texts = frame->context->texts,
                     .campaign = results_campaign(frame->context->results),
                     .group = group};
}

/* Where there are limits of chance, there is a funnel. */
static bool
has_funnel(const Results *results, size_t indicator)
{
    size_t n = 0;
    results_limits(results, indicator, &n);
    return n > 0 && results_campaign(results)->comparators[COMPARATOR_GROUP];
}

/* Indexes of the indicators that have one: size_t. */
static GArray *
list_indicators(const Results *results)
{
    GArray *indicators = g_array_new(FALSE, FALSE, sizeof(size_t));
    for (size_t i = 0; i < results_campaign(results)->n_indicators; i++)
        if (has_funnel(results, i))
            g_array_append_val(indicators, i);
    return indicators;
}

int
handout_funnels_n_pages(const DocumentContext *context)
{
    g_autoptr(GArray) indicators = list_indicators(context->results);
    return (int)(indicators->len + PER_PAGE - 1) / PER_PAGE;
}

static const ComparatorFigure *
group_figure(const Funnels *self, size_t group, size_t indicator)
{
    return results_comparator(self->results, COMPARATOR_GROUP, group, indicator,
                              self->campaign->history - 1);
}

/* The groups that are shown, by their released sizes; without names but for the reader's, so that it
 * is no league table. The chart takes their number and the own one; the caller frees. */
static FunnelPoint *
list_points(const Funnels *self, size_t indicator, FunnelChart *chart, size_t *out_hidden)
{
    const size_t n_groups = results_n_groups(self->results);
    FunnelPoint *points = g_new0(FunnelPoint, n_groups);

    *out_hidden = 0;
    chart->own = -1;
    for (size_t g = 0; g < n_groups; g++) {
        const ComparatorFigure *figure = group_figure(self, g, indicator);
        if (isnan(figure->value)) {
            (*out_hidden)++;
            continue;
        }
        if (g == self->group)
            chart->own = (int)chart->n_points;
        points[chart->n_points++] =
            (FunnelPoint){figure->denominator, figure->value,
                          g == self->group ? texts_get(self->texts, "handout.funnels.own") : NULL};
    }
    return points;
}

static char *
chart_alt(const Funnels *self, const Topic *topic, const FunnelChart *chart)
{
    g_autofree char *label = topic_label(topic);
    g_autofree char *centre = topic_value(topic, chart->centre);
    g_autofree char *n = number_text_integer(topic->language, (int64_t)chart->n_points);
    if (chart->own < 0)
        return texts_format(self->texts, "handout.funnels.alt", "label", label, "n", n, "centre",
                            centre, NULL);
    g_autofree char *own = topic_value(topic, chart->points[chart->own].value);
    return texts_format(self->texts, "handout.funnels.alt_own", "label", label, "n", n, "centre",
                        centre, "own", own, NULL);
}

/* The chart takes their number and name; the caller frees. */
static FunnelLimit *
list_limits(const Funnels *self, size_t indicator, FunnelCurve curve, FunnelChart *chart)
{
    static const char *const LABELS[N_FUNNEL_CURVES] = {
        [FUNNEL_95] = "handout.funnels.limits_95", [FUNNEL_99_8] = "handout.funnels.limits_998"};
    size_t n = 0;
    const ChanceLimits *limits = results_limits(self->results, indicator, &n);
    FunnelLimit *out = g_new(FunnelLimit, n);

    for (size_t i = 0; i < n; i++)
        out[i] = (FunnelLimit){limits[i].denominator,
                               curve == FUNNEL_95 ? limits[i].low_95 : limits[i].low_998,
                               curve == FUNNEL_95 ? limits[i].high_95 : limits[i].high_998};
    chart->curves[curve].n_limits = n;
    chart->curves[curve].label = texts_get(self->texts, LABELS[curve]);
    return out;
}

static void
draw_funnel(const Funnels *self, size_t indicator, Rect area)
{
    const Topic topic = topic_of(self->frame->context, indicator);
    FunnelChart chart = {.unit = {topic.language, topic.indicator}};
    size_t n_hidden = 0;
    g_autofree FunnelPoint *points = list_points(self, indicator, &chart, &n_hidden);
    g_autofree FunnelLimit *narrow = list_limits(self, indicator, FUNNEL_95, &chart);
    g_autofree FunnelLimit *wide = list_limits(self, indicator, FUNNEL_99_8, &chart);
    g_autofree char *noun = topic_noun(&topic);
    g_autofree char *hidden =
        phrase_count(self->texts, (int64_t)n_hidden, "handout.funnels.hidden_one",
                     "handout.funnels.hidden_many");
    chart.points = points;
    chart.curves[FUNNEL_95].limits = narrow;
    chart.curves[FUNNEL_99_8].limits = wide;
    chart.centre = results_comparator(self->results, COMPARATOR_ENROLLED, 0, indicator,
                                      self->campaign->history - 1)
                       ->value;
    g_autofree char *centre = topic_value(&topic, chart.centre);
    g_autofree char *centre_label =
        texts_format(self->texts, "comparator.enrolled_short", "value", centre, NULL);
    chart.centre_label = centre_label;
    chart.size_title = noun != NULL ? noun : texts_get(self->texts, "handout.funnels.size");
    chart.note = n_hidden > 0 ? hidden : NULL;
    chart.empty = texts_get(self->texts, "handout.funnels.empty");
    g_autofree char *alt = chart_alt(self, &topic, &chart);
    funnel_chart_draw(self->frame->canvas, &chart, area, alt);
}

static void
draw_cell(const Funnels *self, size_t indicator, Rect cell)
{
    Canvas *canvas = self->frame->canvas;
    const Topic topic = topic_of(self->frame->context, indicator);
    g_autofree char *label = topic_label(&topic);
    const TextStyle style =
        style_fitting(canvas_typesetter(canvas), STYLE_BODY_STRONG, label, cell.width, 2, 2.2);

    canvas_open(canvas, ROLE_HEADING_2);
    canvas_paragraph(canvas, (Point){cell.x, cell.y + style.size_mm}, cell.width, &style, label);
    canvas_close(canvas);
    draw_funnel(self, indicator,
                (Rect){cell.x, cell.y + HEADING_HEIGHT, cell.width, cell.height - HEADING_HEIGHT});
}

/* Returns the top of the room for charts. */
static double
begin_page(const Funnels *self)
{
    Frame *frame = self->frame;
    const TextStyle lead = style_of(STYLE_LEAD);

    frame_begin_page(frame, texts_get(self->texts, "handout.funnels.title"),
                     texts_get(self->texts, "handout.funnels.kicker"));
    const double title =
        frame_title(frame, STYLE_WALL_TITLE, texts_get(self->texts, "handout.funnels.title"));
    canvas_open(frame->canvas, ROLE_PARAGRAPH);
    const double next =
        canvas_paragraph(frame->canvas, (Point){G->left, title + GAP_LEAD}, frame_width(frame),
                         &lead, texts_get(self->texts, "handout.funnels.lead"));
    canvas_close(frame->canvas);
    return next;
}

void
handout_funnels_draw(Frame *frame, size_t group)
{
    const Funnels self = funnels_of(frame, group);
    g_autoptr(GArray) indicators = list_indicators(self.results);
    const double width = (frame_width(frame) - COLUMN_GAP * (COLUMNS - 1)) / COLUMNS;
    double top = 0;

    for (guint i = 0; i < indicators->len; i++) {
        const guint place = i % PER_PAGE;
        if (place == 0)
            top = begin_page(&self);
        const double height = (G->bottom - top - ROW_GAP * (ROWS - 1)) / ROWS;
        const Rect cell = {G->left + (width + COLUMN_GAP) * (place % COLUMNS),
                           top + (height + ROW_GAP) * (place / COLUMNS), width, height};
        draw_cell(&self, g_array_index(indicators, size_t, i), cell);
    }
}
