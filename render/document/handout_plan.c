#include "render/document/dossier.h"
#include "render/document/handout_parts.h"
#include "render/document/phrase.h"
#include "render/document/topic.h"

static void
add(GArray *plan, HandoutPart part, size_t index, int n_pages)
{
    int page = 2;
    if (plan->len > 0) {
        const HandoutSection *last = &g_array_index(plan, HandoutSection, plan->len - 1);
        page = last->page + last->n_pages;
    }
    const HandoutSection section = {part, index, page, n_pages};
    if (n_pages > 0)
        g_array_append_val(plan, section);
}

GArray *
handout_plan(const DocumentContext *context, size_t group)
{
    const Campaign *campaign = results_campaign(context->results);
    GArray *plan = g_array_new(FALSE, FALSE, sizeof(HandoutSection));
    add(plan, HANDOUT_CHANGES, 0, handout_changes_n_pages(context, group));
    for (size_t t = 0; t < campaign->n_themes; t++) {
        for (size_t i = 0; i < campaign->n_indicators; i++)
            if (campaign->indicators[i].theme_index == t)
                add(plan, HANDOUT_INDICATOR, i, 1);
        add(plan, HANDOUT_DOSSIER, t, dossier_n_pages(context, group, campaign->themes[t]));
        add(plan, HANDOUT_DECISION, t, 1);
    }
    return plan;
}

char *
handout_section_title(const DocumentContext *context, const HandoutSection *section)
{
    static const char *const KEYS[] = {
        [HANDOUT_DOSSIER] = "handout.dossier.title", [HANDOUT_DECISION] = "handout.decision.title"};
    if (section->part == HANDOUT_INDICATOR) {
        const Topic topic = topic_of(context, section->index);
        return topic_label(&topic);
    }
    if (section->part == HANDOUT_CHANGES)
        return g_strdup(texts_get(context->texts, "handout.changes.title"));
    const Theme *theme = results_campaign(context->results)->themes[section->index];
    const Language language = texts_language(context->texts);
    g_autofree char *label = phrase_data(context->texts, local_text(&theme->label, language));
    return texts_format(context->texts, KEYS[section->part], "theme", label, NULL);
}
