#include <math.h>

#include "render/document/html.h"
#include "render/document/phrase.h"
#include "render/document/run_index_parts.h"
#include "render/document/topic.h"
#include "render/page/number_text.h"

static const ComparatorFigure *
figure_of(const IndexPage *self, ComparatorKind kind, size_t group, size_t indicator)
{
    return results_comparator(self->context->results, kind, group, indicator,
                              self->campaign->history - 1);
}

static const char *
label_of(const IndexPage *self, size_t indicator)
{
    const Topic topic = topic_of(self->context, indicator);
    return local_text(&topic.indicator->label, self->campaign->language);
}

/* A figure that is hidden for a reason, and not one that has no meaning. */
static bool
is_hidden(const ComparatorFigure *figure)
{
    return isnan(figure->value) && figure->status != STATUS_NOT_APPLICABLE;
}

/* --- warnings --- */

static bool
is_incomplete(const IndexPage *self, size_t indicator)
{
    if (self->campaign->comparators[COMPARATOR_ENROLLED])
        return figure_of(self, COMPARATOR_ENROLLED, 0, indicator)->status == STATUS_INCOMPLETE;
    return self->campaign->comparators[COMPARATOR_GROUP] &&
           results_n_groups(self->context->results) > 0 &&
           figure_of(self, COMPARATOR_GROUP, 0, indicator)->status == STATUS_INCOMPLETE;
}

static bool
shows_nothing(const IndexPage *self, size_t group)
{
    if (!self->campaign->comparators[COMPARATOR_GROUP] || self->campaign->n_indicators == 0)
        return false;
    for (size_t i = 0; i < self->campaign->n_indicators; i++)
        if (!isnan(figure_of(self, COMPARATOR_GROUP, group, i)->value))
            return false;
    return true;
}

static void
add_warning(const IndexPage *self, GPtrArray *warnings, const char *key, const char *name,
            const char *value)
{
    g_autofree char *threshold =
        number_text_integer(self->campaign->language, self->campaign->disclosure.minimum_peers);
    g_ptr_array_add(warnings, texts_format(self->texts, key, name, value, "n", threshold, NULL));
}

static GPtrArray *
warnings_of(const IndexPage *self)
{
    const Results *results = self->context->results;
    GPtrArray *warnings = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < self->campaign->n_indicators; i++)
        if (is_incomplete(self, i))
            add_warning(self, warnings, "index.warning_incomplete", "indicator", label_of(self, i));
    for (size_t g = 0; g < results_n_groups(results); g++) {
        const ResultGroup *group = results_group(results, g);
        if ((int)group->n_doctors < self->campaign->disclosure.minimum_peers)
            add_warning(self, warnings, "index.warning_small", "group", group->label);
        if (shows_nothing(self, g))
            add_warning(self, warnings, "index.warning_hidden", "group", group->label);
    }
    return warnings;
}

void
run_index_put_warnings(const IndexPage *self)
{
    g_autoptr(GPtrArray) warnings = warnings_of(self);
    run_index_open_section(self, "warnings", "index.warnings");
    if (warnings->len == 0) {
        html_put_element(self->html, "p", "", texts_get(self->texts, "index.warnings_none"));
    } else {
        g_string_append(self->html, "<ul class=\"warnings\">\n");
        for (guint i = 0; i < warnings->len; i++)
            html_put_data(self->html, self->campaign->language, "li", "",
                          g_ptr_array_index(warnings, i));
        g_string_append(self->html, "</ul>\n");
    }
    g_string_append(self->html, "</section>\n");
}

/* --- what is hidden --- */

/* Appends a row for each hidden figure of `kind`; how many. */
static size_t
put_rows(const IndexPage *self, GString *rows, size_t indicator, ComparatorKind kind)
{
    const Language language = self->campaign->language;
    if (!self->campaign->comparators[kind])
        return 0;
    size_t n = 0;
    const size_t units = kind == COMPARATOR_GROUP ? results_n_groups(self->context->results) : 1;
    for (size_t unit = 0; unit < units; unit++) {
        const ComparatorFigure *figure = figure_of(self, kind, unit, indicator);
        if (!is_hidden(figure))
            continue;
        g_autofree char *who = run_index_who(self, kind, unit);
        g_string_append(rows, "<tr>");
        html_put_data(rows, language, "th", " scope=\"row\"", label_of(self, indicator));
        html_put_data(rows, language, "td", "", who);
        html_put_element(rows, "td", "", phrase_status(self->texts, figure->status));
        g_string_append(rows, "</tr>\n");
        n++;
    }
    return n;
}

static void
put_table(const IndexPage *self, const GString *rows)
{
    static const char *const HEADS[] = {"index.head_indicator", "index.head_who", "index.head_why"};
    g_string_append(self->html, "<table aria-labelledby=\"hidden-h\"><thead><tr>");
    for (size_t i = 0; i < G_N_ELEMENTS(HEADS); i++)
        html_put_element(self->html, "th", " scope=\"col\"", texts_get(self->texts, HEADS[i]));
    g_string_append_printf(self->html, "</tr></thead>\n<tbody>\n%s</tbody></table>\n", rows->str);
}

void
run_index_put_hidden(const IndexPage *self)
{
    const Language language = self->campaign->language;
    g_autofree char *patients =
        number_text_integer(language, self->campaign->disclosure.minimum_patients);
    g_autofree char *members =
        number_text_integer(language, self->campaign->disclosure.minimum_members);
    g_autofree char *lead = texts_format(self->texts, "index.hidden_lead", "patients", patients,
                                         "members", members, NULL);
    g_autoptr(GString) rows = g_string_new(NULL);
    size_t n = 0;
    for (size_t i = 0; i < self->campaign->n_indicators; i++)
        for (int kind = COMPARATOR_GROUP; kind <= COMPARATOR_CONTROL; kind++)
            n += put_rows(self, rows, i, (ComparatorKind)kind);

    run_index_open_section(self, "hidden", "index.hidden");
    html_put_element(self->html, "p", "", lead);
    if (n == 0)
        html_put_element(self->html, "p", "", texts_get(self->texts, "index.hidden_none"));
    else
        put_table(self, rows);
    g_string_append(self->html, "</section>\n");
}
