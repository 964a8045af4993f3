#include "render/document/evaluation_report_parts.h"
#include "render/document/phrase.h"
#include "render/page/number_text.h"

static const struct {
    const char *heading, *text;
} SECTIONS[] = {
    {"evaluation.method.people", "evaluation.method.people_text"},
    {"evaluation.method.estimate", "evaluation.method.estimate_text"},
    {"evaluation.method.weights", "evaluation.method.weights_text"},
    {"evaluation.method.interval", "evaluation.method.interval_text"},
    {"evaluation.method.before", "evaluation.method.before_text"},
    {"evaluation.method.series", "evaluation.method.series_text"},
    {"evaluation.method.funnel", "evaluation.method.funnel_text"},
    {"evaluation.method.many", "evaluation.method.many_text"},
    {"evaluation.method.limits", "evaluation.method.limits_text"},
};

static void
draw_hidden(Report *self)
{
    const DisclosureRule *rule = &self->campaign->disclosure;
    const Language language = self->campaign->language;
    g_autofree char *members = number_text_integer(language, rule->minimum_members);
    g_autofree char *patients = number_text_integer(language, rule->minimum_patients);
    g_autofree char *dominance = number_text(language, 100 * rule->dominance, 0);
    g_autofree char *text =
        texts_format(self->texts, "evaluation.method.hidden_text", "members", members, "patients",
                     patients, "dominance", dominance, NULL);

    report_heading(self, "evaluation.method.hidden");
    report_text(self, ROLE_PARAGRAPH, STYLE_BODY, text);
}

static void
draw_dates(Report *self)
{
    const Campaign *campaign = self->campaign;
    g_autofree char *from = day_text(campaign->language, campaign->data_from);
    g_autofree char *to = day_text(campaign->language, campaign->data_to);
    g_autofree char *edition = phrase_data(self->texts, campaign->name);
    g_autofree char *text = texts_format(self->texts, "evaluation.method.dates_text", "from", from,
                                         "to", to, "edition", edition, NULL);

    report_heading(self, "evaluation.method.dates");
    report_text(self, ROLE_PARAGRAPH, STYLE_BODY, text);
}

void
evaluation_method_draw(Report *self)
{
    report_begin(self, texts_get(self->texts, "evaluation.method.title"),
                 texts_get(self->texts, "evaluation.kicker"),
                 texts_get(self->texts, "evaluation.method.title"));
    for (size_t i = 0; i < G_N_ELEMENTS(SECTIONS); i++) {
        report_heading(self, SECTIONS[i].heading);
        report_text(self, ROLE_PARAGRAPH, STYLE_BODY, texts_get(self->texts, SECTIONS[i].text));
    }
    draw_hidden(self);
    draw_dates(self);
}
