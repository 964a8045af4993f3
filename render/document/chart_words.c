#include "render/document/chart_words.h"

#include <math.h>

#include "render/page/number_text.h"

char *
chart_words_course(const Topic *topic, const Campaign *campaign, const double *values)
{
    int first = 0, last = campaign->history - 1;
    while (first <= last && isnan(values[first]))
        first++;
    while (last > first && isnan(values[last]))
        last--;
    if (first > last)
        return NULL;

    g_autofree char *from = topic_value(topic, values[first]);
    g_autofree char *to = topic_value(topic, values[last]);
    g_autofree char *start = period_text_short(topic->language, campaign_period(campaign, first));
    g_autofree char *end = period_text_short(topic->language, campaign_period(campaign, last));
    if (first == last)
        return texts_format(topic->texts, "frame.course_once", "value", to, "period", end, NULL);
    return texts_format(topic->texts, "frame.course", "from", from, "start", start, "to", to, "end",
                        end, NULL);
}

char *
chart_words_list(const Texts *texts, const GPtrArray *parts)
{
    g_assert(parts->len > 0);
    GString *list = g_string_new(g_ptr_array_index(parts, 0));
    for (guint i = 1; i < parts->len; i++)
        g_string_append_printf(list, "%s%s", texts_get(texts, "frame.and_also"),
                               (const char *)g_ptr_array_index(parts, i));
    return g_string_free(list, FALSE);
}
