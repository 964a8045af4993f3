#include <math.h>

#include "render/document/html.h"
#include "render/document/phrase.h"
#include "render/document/run_index_parts.h"
#include "render/document/run_index_strip.h"
#include "render/document/topic.h"

/* One indicator's table. */
typedef struct {
    const IndexPage *page;
    size_t indicator;
    Topic topic;
    Axis axis;
    const ComparatorFigure *enrolled, *control; /* NULL where the campaign does not ask */
} Table;

char *
run_index_who(const IndexPage *self, ComparatorKind kind, size_t group)
{
    if (kind == COMPARATOR_GROUP)
        return g_strdup(results_group(self->context->results, group)->label);
    return g_strdup(texts_get(self->texts, kind == COMPARATOR_ENROLLED ? "index.all_enrolled"
                                                                       : "index.all_control"));
}

void
run_index_open_section(const IndexPage *self, const char *id, const char *key)
{
    g_string_append_printf(self->html, "<section id=\"%s\" aria-labelledby=\"%s-h\">\n", id, id);
    g_autofree char *attribute = g_strdup_printf(" id=\"%s-h\"", id);
    html_put_element(self->html, "h2", attribute, texts_get(self->texts, key));
}

static const ComparatorFigure *
figure_of(const IndexPage *self, ComparatorKind kind, size_t group, size_t indicator)
{
    if (!self->campaign->comparators[kind])
        return NULL;
    return results_comparator(self->context->results, kind, group, indicator,
                              self->campaign->history - 1);
}

static double
value_of(const ComparatorFigure *figure)
{
    return figure == NULL ? NAN : figure->value;
}

static Axis
axis_of(const Table *self)
{
    const Results *results = self->page->context->results;
    AxisRange range = axis_range_empty();
    for (size_t g = 0; g < results_n_groups(results); g++)
        axis_range_add(&range,
                       value_of(figure_of(self->page, COMPARATOR_GROUP, g, self->indicator)));
    axis_range_add(&range, value_of(self->enrolled));
    axis_range_add(&range, value_of(self->control));
    if (self->enrolled != NULL) {
        axis_range_add(&range, self->enrolled->p25);
        axis_range_add(&range, self->enrolled->p75);
    }
    const ChartUnit unit = {self->page->campaign->language, self->topic.indicator};
    return axis_over(range, &unit, 5);
}

/* What the strip shows beside the own value, in words. */
static char *
described(const Table *self, ComparatorKind kind)
{
    const Texts *texts = self->page->texts;
    GString *said = g_string_new(NULL);
    if (kind != COMPARATOR_ENROLLED && !isnan(value_of(self->enrolled))) {
        g_autofree char *value = topic_value_exact(&self->topic, self->enrolled->value);
        g_autofree char *text = texts_format(texts, "index.strip_enrolled", "value", value, NULL);
        g_string_append(said, text);
    }
    if (kind != COMPARATOR_CONTROL && !isnan(value_of(self->control))) {
        g_autofree char *value = topic_value_exact(&self->topic, self->control->value);
        g_autofree char *text = texts_format(texts, "index.strip_control", "value", value, NULL);
        g_string_append_printf(said, "%s%s", said->len > 0 ? " " : "", text);
    }
    if (said->len == 0)
        g_string_append(said, texts_get(texts, "index.strip_alone"));
    return g_string_free(said, FALSE);
}

static void
put_strip(const Table *self, ComparatorKind kind, size_t group, double value, const char *who,
          const char *written)
{
    const IndexPage *page = self->page;
    const IndexStrip strip = {
        .axis = &self->axis,
        .value = kind == COMPARATOR_GROUP ? value : NAN,
        .enrolled = kind == COMPARATOR_CONTROL ? NAN : value_of(self->enrolled),
        .control = kind == COMPARATOR_ENROLLED ? NAN : value_of(self->control),
        .quarter = kind == COMPARATOR_CONTROL || self->enrolled == NULL ? NAN : self->enrolled->p25,
        .three_quarters =
            kind == COMPARATOR_CONTROL || self->enrolled == NULL ? NAN : self->enrolled->p75,
    };
    g_autofree char *title =
        texts_format(page->texts, "index.strip_title", "who", who, "value", written, NULL);
    g_autofree char *description = described(self, kind);
    g_autofree char *id = g_strdup_printf("s%zu-%d-%zu", self->indicator, (int)kind, group);
    run_index_strip_put(page->html, &strip, id, title, description);
}

static void
put_row(const Table *self, ComparatorKind kind, size_t group)
{
    const IndexPage *page = self->page;
    const ComparatorFigure *figure = figure_of(page, kind, group, self->indicator);
    if (figure == NULL)
        return;

    g_autofree char *who = run_index_who(page, kind, group);
    g_string_append(page->html, kind == COMPARATOR_GROUP ? "<tr>" : "<tr class=\"all\">");
    html_put_data(page->html, page->campaign->language, "th", " scope=\"row\"", who);
    if (isnan(figure->value)) {
        html_put_element(page->html, "td", " class=\"none\" colspan=\"2\"",
                         phrase_status(page->texts, figure->status));
    } else {
        g_autofree char *value = topic_value_exact(&self->topic, figure->value);
        html_put_element(page->html, "td", " class=\"number\"", value);
        g_string_append(page->html, "<td class=\"plot\">");
        put_strip(self, kind, group, figure->value, who, value);
        g_string_append(page->html, "</td>");
    }
    g_string_append(page->html, "</tr>\n");
}

static void
put_head(const Table *self)
{
    const IndexPage *page = self->page;
    const ChartUnit unit = {page->campaign->language, self->topic.indicator};
    g_autofree char *low = axis_tick_text(&self->axis, &unit, 0);
    g_autofree char *high = axis_tick_text(&self->axis, &unit, axis_n_ticks(&self->axis) - 1);

    g_string_append(page->html, "<thead><tr>");
    html_put_element(page->html, "th", " scope=\"col\"",
                     texts_get(page->texts, "index.head_group"));
    html_put_element(page->html, "th", " scope=\"col\" class=\"number\"",
                     texts_get(page->texts, "index.head_value"));
    g_string_append(page->html, "<th scope=\"col\" class=\"plot\"><span class=\"aside\">");
    html_put_text(page->html, texts_get(page->texts, "index.head_plot"));
    g_string_append(page->html, "</span><span class=\"scale\">");
    html_put_element(page->html, "span", "", low);
    html_put_element(page->html, "span", "", high);
    g_string_append(page->html, "</span></th></tr></thead>\n<tbody>\n");
}

static void
put_indicator(const IndexPage *page, size_t indicator)
{
    Table self = {
        .page = page,
        .indicator = indicator,
        .topic = topic_of(page->context, indicator),
        .enrolled = figure_of(page, COMPARATOR_ENROLLED, 0, indicator),
        .control = figure_of(page, COMPARATOR_CONTROL, 0, indicator),
    };
    self.axis = axis_of(&self);

    g_autofree char *named = g_strdup_printf(" id=\"i%zu\"", indicator);
    html_put_data(page->html, page->campaign->language, "h4", named,
                  local_text(&self.topic.indicator->label, page->campaign->language));
    g_string_append_printf(page->html, "<table class=\"figures\" aria-labelledby=\"i%zu\">\n",
                           indicator);
    put_head(&self);
    for (size_t g = 0; g < results_n_groups(page->context->results); g++)
        put_row(&self, COMPARATOR_GROUP, g);
    put_row(&self, COMPARATOR_ENROLLED, 0);
    put_row(&self, COMPARATOR_CONTROL, 0);
    g_string_append(page->html, "</tbody></table>\n");
}

/* The marks of the legend say nothing that the words beside them do not. */
static void
put_legend(const IndexPage *self)
{
    static const struct {
        const char *mark, *key;
        ComparatorKind kind;
    } MARKS[] = {
        {"<path class=\"mark\" d=\"M22 32L40 14L58 32L40 50Z\"/>", "index.legend_group",
         COMPARATOR_GROUP},
        {"<path class=\"enrolled\" d=\"M40 2V62\"/>", "index.legend_enrolled", COMPARATOR_ENROLLED},
        {"<rect class=\"band\" x=\"5\" y=\"14\" width=\"70\" height=\"36\"/>", "index.legend_band",
         COMPARATOR_ENROLLED},
        {"<path class=\"control\" d=\"M40 2V62\"/>", "index.legend_control", COMPARATOR_CONTROL},
    };
    g_string_append(self->html, "<ul class=\"legend\">\n");
    for (size_t i = 0; i < G_N_ELEMENTS(MARKS); i++) {
        if (!self->campaign->comparators[MARKS[i].kind])
            continue;
        g_string_append_printf(self->html,
                               "<li><svg aria-hidden=\"true\" viewBox=\"0 0 80 64\">%s</svg>",
                               MARKS[i].mark);
        html_put_element(self->html, "span", "", texts_get(self->texts, MARKS[i].key));
        g_string_append(self->html, "</li>\n");
    }
    g_string_append(self->html, "</ul>\n");
}

void
run_index_put_figures(const IndexPage *self)
{
    const Campaign *campaign = self->campaign;
    run_index_open_section(self, "figures", "index.figures");
    if (campaign->n_indicators == 0) {
        html_put_element(self->html, "p", "", texts_get(self->texts, "index.figures_none"));
    } else {
        html_put_element(self->html, "p", "", texts_get(self->texts, "index.figures_lead"));
        put_legend(self);
    }
    const Theme *theme = NULL;
    for (size_t i = 0; i < campaign->n_indicators; i++) {
        const Topic topic = topic_of(self->context, i);
        if (topic.theme != theme)
            html_put_data(self->html, campaign->language, "h3", "",
                          local_text(&topic.theme->label, campaign->language));
        theme = topic.theme;
        put_indicator(self, i);
    }
    g_string_append(self->html, "</section>\n");
}
