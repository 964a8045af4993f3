#include "render/document/message.h"

#include <math.h>

#include "render/document/phrase.h"
#include "render/page/number_text.h"

/* "31 prescriptions sur 218" reads well only in the plural and when the theme names its units. */
typedef enum { FORM_PLURAL, FORM_FEW, FORM_BARE, N_FORMS } Form;

static const char *const OWN_KEYS[][N_FORMS] = {
    [KIND_PROPORTION] = {"message.own_proportion", "message.own_proportion_few",
                         "message.own_proportion_bare"},
    [KIND_RATE] = {"message.own_rate", "message.own_rate_few", "message.own_rate_bare"},
    [KIND_MEAN] = {"message.own_mean", "message.own_mean_few", "message.own_mean_bare"},
};

/* What each status adds to, or says in place of, the own value. */
static const struct {
    const char *with_value, *without_value;
    bool tells_change;
} STATUS_SENTENCES[] = {
    [STATUS_OK] = {NULL, "message.no_denominator", true},
    [STATUS_FEW_PATIENTS] = {"message.few_patients", "message.no_denominator", false},
    [STATUS_FEW_MEMBERS] = {NULL, "message.no_denominator", true},
    [STATUS_DOMINANT] = {NULL, "message.no_denominator", true},
    [STATUS_NO_DENOMINATOR] = {NULL, "message.no_denominator", false},
    [STATUS_INCOMPLETE] = {NULL, "message.incomplete", false},
    [STATUS_NOT_ACTIVE] = {NULL, "message.not_active", false},
    [STATUS_SECONDARY] = {NULL, "message.no_denominator", true},
    [STATUS_NOT_APPLICABLE] = {NULL, "message.no_denominator", false},
};

static Form
own_form(const MessageFacts *facts, const char *noun)
{
    /* The noun stands beside the numerator of a proportion, else beside the denominator. */
    const bool proportion = facts->topic->indicator->kind == KIND_PROPORTION;
    if (noun == NULL || facts->own->denominator < 2)
        return FORM_BARE;
    return proportion && facts->own->numerator < 2 ? FORM_FEW : FORM_PLURAL;
}

static char *
own_text(const MessageFacts *facts)
{
    const Topic *topic = facts->topic;
    g_autofree char *noun = topic_noun(topic);
    g_autofree char *value = topic_value(topic, facts->own->value);
    g_autofree char *numerator = topic_numerator(topic, facts->own->numerator);
    g_autofree char *denominator = topic_denominator(topic, facts->own->denominator);
    g_autofree char *per = number_text_integer(topic->language, topic->indicator->per);
    const char *key = OWN_KEYS[topic->indicator->kind][own_form(facts, noun)];

    return texts_format(topic->texts, key, "value", value, "numerator", numerator, "denominator",
                        denominator, "noun", noun == NULL ? "" : noun, "per", per, NULL);
}

static char *
change_text(const MessageFacts *facts)
{
    const Topic *topic = facts->topic;
    const bool comparable = STATUS_SENTENCES[facts->own->status].tells_change &&
                            facts->past != NULL && facts->past->status == STATUS_OK &&
                            !isnan(facts->past->value);
    if (!comparable)
        return g_strdup(texts_get(topic->texts, "message.change_absent"));

    static const char *const KEYS[] = {
        [CHANGE_UNJUDGED] = "message.change",
        [CHANGE_USUAL] = "message.change",
        [CHANGE_DOWN] = "message.change_down",
        [CHANGE_UP] = "message.change_up",
    };
    const ChangeVerdict verdict = facts->change == NULL ? CHANGE_UNJUDGED : facts->change->verdict;
    g_autofree char *own = topic_value(topic, facts->own->value);
    g_autofree char *past = topic_value(topic, facts->past->value);
    g_autofree char *ago = topic_ago(topic);
    const bool same = g_str_equal(own, past);
    return texts_format(topic->texts, same ? "message.change_none" : KEYS[verdict], "value", past,
                        "ago", ago, NULL);
}

static bool
is_shown(const ComparatorFigure *figure)
{
    return figure != NULL && figure->status == STATUS_OK && !isnan(figure->value);
}

static char *
others_text(const MessageFacts *facts)
{
    const Topic *topic = facts->topic;
    const bool enrolled = is_shown(facts->enrolled);
    if (!enrolled && !is_shown(facts->control)) {
        const bool asked = facts->enrolled != NULL || facts->control != NULL;
        return g_strdup(
            texts_get(topic->texts, asked ? "message.others_few" : "message.others_absent"));
    }

    static const char *const KEYS[2][2] = {
        {"message.others_control", "message.others_control_same"},
        {"message.others_enrolled", "message.others_enrolled_same"},
    };
    static const char *const CHANCE[] = {[SIGNAL_NONE] = NULL,
                                         [SIGNAL_LOW] = "message.chance_low",
                                         [SIGNAL_WITHIN] = "message.chance_within",
                                         [SIGNAL_HIGH] = "message.chance_high"};
    g_autofree char *own =
        isnan(facts->own->value) ? g_strdup("") : topic_value(topic, facts->own->value);
    g_autofree char *value =
        topic_value(topic, enrolled ? facts->enrolled->value : facts->control->value);
    const bool same = g_str_equal(own, value);
    /* The signal is about the enrolled value, and about a gap that can be read. */
    const char *chance = enrolled && !same ? CHANCE[facts->own->signal] : NULL;
    return texts_format(topic->texts, KEYS[enrolled][same], "value", value, "chance",
                        chance == NULL ? "" : texts_get(topic->texts, chance), NULL);
}

/* NULL where there is nothing to say: without a difference none is due to chance. */
static const char *
reliability_text(const MessageFacts *facts)
{
    const bool low = facts->own->signal == SIGNAL_WITHIN && is_shown(facts->enrolled) &&
                     facts->enrolled->p10 != facts->enrolled->p90 &&
                     facts->own->reliability < MESSAGE_RELIABLE_FROM;
    return low ? texts_get(facts->topic->texts, "message.reliability_low") : NULL;
}

/* NULL where the indicator is not standardised. */
static char *
standardised_text(const MessageFacts *facts)
{
    const Topic *topic = facts->topic;
    if (facts->own->status != STATUS_OK || isnan(facts->own->standardised))
        return NULL;
    g_autofree char *own = topic_value(topic, facts->own->value);
    g_autofree char *value = topic_value(topic, facts->own->standardised);
    return texts_format(topic->texts,
                        g_str_equal(own, value) ? "message.standardised_same"
                                                : "message.standardised",
                        "value", value, NULL);
}

static void
append_sentence(GString *message, const char *sentence)
{
    if (sentence == NULL || sentence[0] == '\0')
        return;
    if (message->len > 0)
        g_string_append_c(message, ' ');
    g_string_append(message, sentence);
}

char *
message_text(const MessageFacts *facts)
{
    const Texts *texts = facts->topic->texts;
    const bool has_value = !isnan(facts->own->value);
    GString *message = g_string_new(NULL);

    if (has_value) {
        g_autofree char *own = own_text(facts);
        g_autofree char *change = change_text(facts);
        g_string_append_printf(message, "%s%s", own, change);
    }

    const char *reason = has_value ? STATUS_SENTENCES[facts->own->status].with_value
                                   : STATUS_SENTENCES[facts->own->status].without_value;
    if (reason != NULL) {
        g_autofree char *minimum =
            number_text_integer(texts_language(texts), facts->minimum_patients);
        g_autofree char *sentence = texts_format(texts, reason, "minimum", minimum, NULL);
        append_sentence(message, sentence);
    }

    g_autofree char *others = others_text(facts);
    g_autofree char *standardised = standardised_text(facts);
    append_sentence(message, others);
    append_sentence(message, reliability_text(facts));
    append_sentence(message, standardised);
    return g_string_free(message, FALSE);
}

/* Units missing to the target: positive where there is too little, negative where there is too
 * much, 0 when it is met. */
static int64_t
target_gap(const Indicator *indicator, const Measure *own)
{
    /* What is a whole number on paper may be a hair above it in binary. */
    const double hair = 1e-9;
    const double wanted = indicator->target / indicator->per * own->denominator;

    if (indicator->direction == DIRECTION_LOWER)
        return MIN(0, (int64_t)floor(wanted + hair) - (int64_t)own->numerator);
    return MAX(0, (int64_t)ceil(wanted - hair) - (int64_t)own->numerator);
}

static const char *
target_key(int64_t gap, bool has_noun)
{
    static const char *const KEYS[2][3] = {
        {"target.more_one", "target.more_many", "target.more_many_bare"},
        {"target.fewer_one", "target.fewer_many", "target.fewer_many_bare"},
    };
    if (gap == 0)
        return "target.reached";
    return KEYS[gap < 0][ABS(gap) == 1 ? 0 : has_noun ? 1 : 2];
}

/* "au moins 74 %" */
static char *
bound_text(const Topic *topic)
{
    static const char *const KEYS[] = {[DIRECTION_NONE] = "target.at",
                                       [DIRECTION_LOWER] = "target.at_most",
                                       [DIRECTION_HIGHER] = "target.at_least"};
    g_autofree char *value = topic_value(topic, topic->indicator->target);
    return texts_format(topic->texts, KEYS[topic->indicator->direction], "value", value, NULL);
}

char *
message_target(const MessageFacts *facts)
{
    const Topic *topic = facts->topic;
    const Indicator *indicator = topic->indicator;
    if (!indicator->has_target)
        return NULL;

    /* A target in units makes sense for whole things, in numbers that allow a conclusion, and in a
     * stated direction. */
    const bool counted = facts->own->status == STATUS_OK && indicator->kind != KIND_MEAN &&
                         indicator_counts_events(indicator) &&
                         indicator->direction != DIRECTION_NONE;
    const int64_t gap = counted ? target_gap(indicator, facts->own) : 0;

    g_autofree char *title = topic_text(topic, &indicator->source_title);
    g_autofree char *source =
        title[0] == '\0' ? g_strdup("")
                         : texts_format(topic->texts, "target.source", "source", title, NULL);
    g_autofree char *target = bound_text(topic);
    g_autofree char *n = number_text_integer(topic->language, ABS(gap));
    g_autofree char *noun = topic_noun(topic);
    g_autofree char *denominator =
        counted ? topic_denominator(topic, facts->own->denominator) : g_strdup("");
    return texts_format(topic->texts, counted ? target_key(gap, noun != NULL) : "target.only",
                        "target", target, "source", source, "n", n, "noun",
                        noun == NULL ? "" : noun, "denominator", denominator, NULL);
}
