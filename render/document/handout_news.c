#include "render/document/handout_news.h"

#include "render/document/phrase.h"

/* More are counted, not named. */
enum { MOST_LABELS = 5 };

static char *
count_text(const Texts *texts, int n, const char *none, const char *one, const char *many)
{
    return n == 0 ? g_strdup(texts_get(texts, none)) : phrase_count(texts, n, one, many);
}

static void
add_members(GPtrArray *news, const DocumentContext *context, size_t group)
{
    const Texts *texts = context->texts;
    const ResultGroup *entry = results_group(context->results, group);
    if (entry->joined < 0)
        return;
    if (entry->joined == 0 && entry->left == 0) {
        g_ptr_array_add(news, g_strdup(texts_get(texts, "handout.changes.same")));
        return;
    }
    g_autofree char *joined =
        count_text(texts, entry->joined, "handout.changes.joined_none",
                   "handout.changes.joined_one", "handout.changes.joined_many");
    g_autofree char *left = count_text(texts, entry->left, "handout.changes.left_none",
                                       "handout.changes.left_one", "handout.changes.left_many");
    g_ptr_array_add(
        news, texts_format(texts, "handout.changes.since", "joined", joined, "left", left, NULL));
}

/* "A ; B et 2 autres"; their number in `out_n`. NULL when there are none of the kind. */
static char *
labels_of(const DocumentContext *context, IndicatorNewsKind kind, int *out_n)
{
    size_t n = 0;
    const IndicatorNews *all = results_indicator_news(context->results, &n);
    const bool french = texts_language(context->texts) == LANGUAGE_FR;
    GString *labels = g_string_new(NULL);
    *out_n = 0;
    for (size_t i = 0; i < n; i++) {
        if (all[i].kind != kind || (*out_n)++ >= MOST_LABELS)
            continue;
        g_autofree char *label = phrase_data(context->texts, all[i].label);
        g_string_append_printf(labels, "%s%s",
                               labels->len == 0 ? ""
                               : french         ? "\u202f; "
                                                : "; ",
                               label);
    }
    if (*out_n > MOST_LABELS) {
        g_autofree char *more =
            phrase_count(context->texts, *out_n - MOST_LABELS, "handout.changes.labels_more_one",
                         "handout.changes.labels_more_many");
        g_string_append_printf(labels, " %s", more);
    }
    return g_string_free(labels, *out_n == 0);
}

static void
add_indicators(GPtrArray *news, const DocumentContext *context, IndicatorNewsKind kind)
{
    static const char *const KEYS[N_INDICATOR_NEWS][2] = {
        [INDICATOR_NEW] = {"handout.changes.new_one", "handout.changes.new_many"},
        [INDICATOR_WITHDRAWN] = {"handout.changes.withdrawn_one", "handout.changes.withdrawn_many"},
        [INDICATOR_REDEFINED] = {"handout.changes.redefined_one", "handout.changes.redefined_many"},
    };
    int n = 0;
    g_autofree char *labels = labels_of(context, kind, &n);
    if (labels != NULL)
        g_ptr_array_add(news,
                        texts_format(context->texts, KEYS[kind][n > 1], "labels", labels, NULL));
}

GPtrArray *
handout_news(const DocumentContext *context, size_t group)
{
    GPtrArray *news = g_ptr_array_new_with_free_func(g_free);
    add_members(news, context, group);
    for (IndicatorNewsKind kind = 0; kind < N_INDICATOR_NEWS; kind++)
        add_indicators(news, context, kind);
    return news;
}
