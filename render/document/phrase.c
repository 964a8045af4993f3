#include "render/document/phrase.h"

#include <string.h>

#include "render/page/number_text.h"
#include "render/page/typography.h"

char *
phrase_data(const Texts *texts, const char *text)
{
    g_autofree char *escaped = rich_escape(text);
    return typography_apply(texts_language(texts), escaped);
}

char *
phrase_sentence(const Texts *texts, const char *text)
{
    char *sentence = phrase_data(texts, text);
    const size_t n = strlen(sentence);
    if (n == 0 || strchr(".!?", sentence[n - 1]) != NULL || g_str_has_suffix(sentence, "…"))
        return sentence;
    g_autofree char *open = sentence;
    return g_strconcat(open, ".", NULL);
}

char *
phrase_upper(const char *text)
{
    /* g_utf8_strup follows LC_CTYPE (a Turkish locale writes İ); the page must not. */
    g_autofree gunichar *signs = g_utf8_to_ucs4_fast(text, -1, NULL);
    GString *upper = g_string_new(NULL);
    for (size_t i = 0; signs[i] != 0; i++)
        g_string_append_unichar(upper, g_unichar_toupper(signs[i]));
    return g_string_free(upper, FALSE);
}

char *
phrase_count(const Texts *texts, int64_t n, const char *one, const char *many)
{
    const Language language = texts_language(texts);
    const bool singular = language == LANGUAGE_FR ? n < 2 : n == 1;
    g_autofree char *digits = number_text_integer(language, n);
    return texts_format(texts, singular ? one : many, "n", digits, NULL);
}

char *
phrase_span(const Texts *texts, int months)
{
    static const char *const YEARS[] = {
        "span.years_1", "span.years_2", "span.years_3", "span.years_4", "span.years_5",
        "span.years_6", "span.years_7", "span.years_8", "span.years_9", "span.years_10",
    };
    const int years = months / 12;

    if (months % 12 != 0)
        return phrase_count(texts, months, "span.months_1", "span.months_more");
    if (years >= 1 && years <= (int)G_N_ELEMENTS(YEARS))
        return g_strdup(texts_get(texts, YEARS[years - 1]));
    return phrase_count(texts, years, "span.years_more", "span.years_more");
}

char *
phrase_since(const Texts *texts, const Campaign *campaign)
{
    g_autofree char *span =
        phrase_span(texts, campaign->history * period_months(campaign->last.length));
    return texts_format(texts, "span.since", "span", span, NULL);
}

const char *
phrase_status(const Texts *texts, Status status)
{
    static const char *const KEYS[] = {
        [STATUS_OK] = "frame.none",
        [STATUS_FEW_PATIENTS] = "status.few_patients",
        [STATUS_FEW_MEMBERS] = "status.few_members",
        [STATUS_DOMINANT] = "status.dominant",
        [STATUS_NO_DENOMINATOR] = "status.no_denominator",
        [STATUS_INCOMPLETE] = "status.incomplete",
        [STATUS_NOT_ACTIVE] = "status.not_active",
        [STATUS_SECONDARY] = "status.secondary",
        [STATUS_NOT_APPLICABLE] = "status.not_applicable",
    };
    return texts_get(texts, KEYS[status]);
}

char *
phrase_period_group(const DocumentContext *context, int group)
{
    const Campaign *campaign = results_campaign(context->results);
    g_autofree char *period = period_text(campaign->language, campaign->last);

    if (group < 0) {
        g_autofree char *region = phrase_data(context->texts, campaign->region_label);
        return texts_format(context->texts, "frame.period_region", "period", period, "region",
                            region, NULL);
    }
    g_autofree char *label =
        phrase_data(context->texts, results_group(context->results, (size_t)group)->label);
    return texts_format(context->texts, "frame.period_group", "period", period, "group", label,
                        NULL);
}

char *
phrase_source(const DocumentContext *context)
{
    return phrase_source_of(context->texts, results_campaign(context->results));
}

char *
phrase_source_of(const Texts *texts, const Campaign *campaign)
{
    bool claims = false;
    for (size_t i = 0; i < campaign->n_indicators; i++)
        claims = claims || campaign->indicators[i].indicator->from == FROM_CLAIMS;

    const Day until = campaign->received_to != DAY_NONE ? campaign->received_to : campaign->data_to;
    g_autofree char *day = day_text(campaign->language, until);
    return texts_format(texts, claims ? "frame.source_claims" : "frame.source_counts", "day", day,
                        NULL);
}

char *
phrase_number(const Texts *texts, int number)
{
    g_autofree char *digits = number_text_integer(texts_language(texts), number);
    return texts_format(texts, "frame.numbered", "number", digits, NULL);
}

char *
phrase_points(const Texts *texts, const Indicator *indicator, const PeerPoint *point)
{
    if (point->below_one)
        return g_strdup(texts_get(texts, "frame.points_below_one"));
    if (point->above_ninety_nine)
        return g_strdup(texts_get(texts, "frame.points_above_ninety_nine"));
    return value_text(texts_language(texts), indicator, point->value, 0);
}

char *
phrase_name(const Texts *texts, const Letter *letter)
{
    if (letter == NULL || letter->name == NULL || letter->name[0] == '\0')
        return NULL;

    g_autoptr(GString) joined = g_string_new(NULL);
    const char *const parts[] = {letter->title, letter->given_name, letter->name};
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (parts[i] == NULL || parts[i][0] == '\0')
            continue;
        if (joined->len > 0)
            g_string_append_c(joined, ' ');
        g_string_append(joined, parts[i]);
    }
    return phrase_data(texts, joined->str);
}
