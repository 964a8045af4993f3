#include "render/document/handout_lead.h"

#include <math.h>

#include "render/document/phrase.h"

static bool
is_shown(const ComparatorFigure *figure)
{
    return figure != NULL && !isnan(figure->value);
}

static char *
range_text(const HandoutFacts *facts)
{
    const Texts *texts = facts->topic->texts;
    const Peers *peers = facts->peers;
    if (peers->shown == PEERS_HIDDEN_BY_INDICATOR)
        return g_strdup(texts_get(texts, "handout.page.lead_hidden"));
    if (peers->shown == PEERS_TOO_FEW || peers->n_points == 0)
        return g_strdup(texts_get(texts, "handout.page.lead_few"));

    const Indicator *indicator = facts->topic->indicator;
    g_autofree char *low = phrase_points(texts, indicator, &peers->points[0]);
    g_autofree char *high = phrase_points(texts, indicator, &peers->points[peers->n_points - 1]);
    g_autofree char *doctors = phrase_count(
        texts, (int64_t)peers->n_points, "handout.page.doctors_one", "handout.page.doctors_many");
    const char *key = g_str_equal(low, high) ? "handout.page.lead_same" : "handout.page.lead_range";
    return texts_format(texts, key, "doctors", doctors, "low", low, "high", high, NULL);
}

/* "Ensemble 9 %, contre 12 % il y a un an" */
static char *
group_text(const HandoutFacts *facts)
{
    const Topic *topic = facts->topic;
    g_autofree char *value = topic_value(topic, facts->group->value);
    g_autofree char *group =
        texts_format(topic->texts, "handout.page.lead_group", "value", value, NULL);
    if (!is_shown(facts->past))
        return g_steal_pointer(&group);

    g_autofree char *past = topic_value(topic, facts->past->value);
    g_autofree char *ago = topic_ago(topic);
    const char *key =
        g_str_equal(past, value) ? "handout.page.lead_ago_same" : "handout.page.lead_ago";
    g_autofree char *change = texts_format(topic->texts, key, "past", past, "ago", ago, NULL);
    return g_strconcat(group, change, NULL);
}

char *
handout_lead_text(const HandoutFacts *facts)
{
    const Topic *topic = facts->topic;
    const bool group = is_shown(facts->group), enrolled = is_shown(facts->enrolled);
    g_autofree char *range = range_text(facts);
    if (!group && !enrolled)
        return g_strjoin(" ", range, texts_get(topic->texts, "handout.page.lead_none"), NULL);

    g_autofree char *together = group ? group_text(facts) : g_strdup("");
    g_autofree char *value = enrolled ? topic_value(topic, facts->enrolled->value) : g_strdup("");
    g_autofree char *others =
        enrolled ? texts_format(topic->texts,
                                group ? "handout.page.lead_beside" : "handout.page.lead_enrolled",
                                "enrolled", value, NULL)
                 : g_strdup("");
    return g_strconcat(range, " ", together, others, ".", NULL);
}
