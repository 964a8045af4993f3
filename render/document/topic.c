#include "render/document/topic.h"

#include <math.h>

#include "engine/profile/change.h"
#include "render/document/phrase.h"
#include "render/page/number_text.h"

/* As the reader sees it: 14.2 for a proportion of 0.142. */
static double
printed(const Indicator *indicator, double value)
{
    return indicator->kind == KIND_PROPORTION ? 100 * value : value;
}

static int
reference_decimals(const Indicator *indicator, double reference)
{
    if (isnan(reference) || reference == 0)
        return 0;
    const double size = fabs(printed(indicator, reference));
    if (indicator->is_money)
        return size >= 5 ? 0 : 2;
    return size >= 5 ? 0 : size >= 0.5 ? 1 : 2;
}

/* From a hundred on, a decimal is noise; below it, amounts have their cents. */
static int
table_decimals(const Indicator *indicator, double reference)
{
    const int decimals = reference_decimals(indicator, reference);
    const bool large = isnan(reference) ? indicator->is_money : fabs(reference) >= 100;
    if (indicator->kind != KIND_PROPORTION && large)
        return decimals;
    return indicator->is_money ? 2 : MIN(2, decimals + 1);
}

Topic
topic_new(const Texts *texts, const Theme *theme, const Indicator *indicator, double reference)
{
    return (Topic){.texts = texts,
                   .language = texts_language(texts),
                   .theme = theme,
                   .indicator = indicator,
                   .decimals = reference_decimals(indicator, reference),
                   .exact_decimals = table_decimals(indicator, reference),
                   .lag_years = change_lag_years(indicator)};
}

Topic
topic_of(const DocumentContext *context, size_t indicator)
{
    const Campaign *campaign = results_campaign(context->results);
    const CampaignIndicator *entry = &campaign->indicators[indicator];
    const int period = campaign->history - 1;
    const double enrolled =
        results_comparator(context->results, COMPARATOR_ENROLLED, 0, indicator, period)->value;
    const double control =
        results_comparator(context->results, COMPARATOR_CONTROL, 0, indicator, period)->value;
    return topic_new(context->texts, entry->theme, entry->indicator,
                     isnan(enrolled) ? control : enrolled);
}

int
topic_past_period(const Topic *self, const Campaign *campaign)
{
    return change_past_period(self->indicator, campaign);
}

char *
topic_text(const Topic *self, const LocalText *text)
{
    return phrase_data(self->texts, local_text(text, self->language));
}

char *
topic_sentence(const Topic *self, const LocalText *text)
{
    return phrase_sentence(self->texts, local_text(text, self->language));
}

char *
topic_label(const Topic *self)
{
    return topic_text(self, &self->indicator->label);
}

/* Decimals at which `value` is not mistaken for nothing, nor for everything. */
static int
honest_decimals(const Topic *self, double value, int decimals)
{
    const bool proportion = self->indicator->kind == KIND_PROPORTION;
    const double size = fabs(printed(self->indicator, value));

    while (decimals < 2) {
        const double half = 0.5 * pow(10, -decimals);
        const bool reads_zero = size > 0 && size < half;
        const bool reads_all = proportion && size < 100 && size >= 100 - half;
        if (!reads_zero && !reads_all)
            break;
        decimals = self->indicator->is_money ? 2 : decimals + 1;
    }
    return decimals;
}

char *
topic_value(const Topic *self, double value)
{
    return value_text(self->language, self->indicator, value,
                      honest_decimals(self, value, self->decimals));
}

char *
topic_value_exact(const Topic *self, double value)
{
    return value_text(self->language, self->indicator, value,
                      honest_decimals(self, value, self->exact_decimals));
}

char *
topic_value_bare(const Topic *self, double value)
{
    /* A sign that stands before the number is wanted at both: "€180 to €190". */
    if (self->indicator->is_money && self->language == LANGUAGE_EN)
        return topic_value(self, value);
    return value_text_bare(self->language, self->indicator, value,
                           honest_decimals(self, value, self->decimals));
}

/* Amounts (2 decimals in Counts) and quantities (3) are read whole. */
static char *
count_text(const Topic *self, double value, int decimals_kept)
{
    g_autofree char *digits = number_text(self->language, value, 0);
    if (decimals_kept != 2)
        return g_steal_pointer(&digits);
    return texts_format(self->texts, "frame.euros", "amount", digits, NULL);
}

char *
topic_numerator(const Topic *self, double value)
{
    return count_text(self, value, indicator_numerator_decimals(self->indicator));
}

char *
topic_denominator(const Topic *self, double value)
{
    return count_text(self, value, indicator_denominator_decimals(self->indicator));
}

char *
topic_ago(const Topic *self)
{
    g_autofree char *span = phrase_span(self->texts, 12 * self->lag_years);
    return texts_format(self->texts, "span.ago", "span", span, NULL);
}

char *
topic_noun(const Topic *self)
{
    const char *noun = local_text(&self->indicator->noun, self->language);
    return noun[0] == '\0' ? NULL : phrase_data(self->texts, noun);
}

const char *const *
topic_questions(const Topic *self)
{
    const Language other = self->language == LANGUAGE_FR ? LANGUAGE_EN : LANGUAGE_FR;
    char **questions = self->theme->questions[self->language];
    if (questions == NULL)
        questions = self->theme->questions[other];
    return (const char *const *)questions;
}
