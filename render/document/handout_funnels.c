#include <math.h>

#include "render/chart/funnel_drawing.h"
#include "render/document/handout_parts.h"
#include "render/document/phrase.h"
#include "render/document/topic.h"
#include "render/page/number_text.h"

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

bool
handout_funnel_is_there(const DocumentContext *context, size_t indicator)
{
    size_t n = 0;
    results_limits(context->results, indicator, &n);
    return n > 0 && results_campaign(context->results)->comparators[COMPARATOR_GROUP];
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

void
handout_funnel_draw(Frame *frame, size_t group, size_t indicator, Rect area)
{
    const Funnels self = funnels_of(frame, group);
    Canvas *canvas = frame->canvas;
    const TextStyle style = style_of(STYLE_WALL_HEADING);
    const TextStyle note = style_of(STYLE_BODY);
    Point at = {area.x, area.y + 4.5};

    canvas_open(canvas, ROLE_HEADING_2);
    canvas_text_within(canvas, at, ALIGN_LEFT, area.width, &style,
                       texts_get(self.texts, "handout.funnels.title"));
    canvas_close(canvas);
    at.y += 5.5;
    canvas_open(canvas, ROLE_PARAGRAPH);
    at.y = canvas_paragraph(canvas, at, area.width, &note,
                            texts_get(self.texts, "handout.funnels.lead"));
    canvas_close(canvas);
    at.y -= note.leading_mm - 2;
    draw_funnel(&self, indicator, (Rect){area.x, at.y, area.width, area.y + area.height - at.y});
}
