#include "render/document/evaluation_words.h"

#include <math.h>
#include <string.h>

#include "render/chart/event_study.h"
#include "render/document/phrase.h"
#include "render/page/number_text.h"

#define RATIO_DECIMALS 2
#define P_DECIMALS 3
#define LEAST_P 0.001

/* --- figures ---------------------------------------------------------------------------------- */

static char *
bare(const EvaluationReading *reading, double difference)
{
    const ChartUnit unit = {reading->topic.language, reading->topic.indicator};
    return event_study_text(&unit, difference, reading->decimals);
}

/* French counts below two as one. */
static bool
is_single(const EvaluationReading *reading, double difference)
{
    const double size = fabs(100 * difference);
    return reading->topic.language == LANGUAGE_FR ? size < 2 : size == 1;
}

static char *
money(const EvaluationReading *reading, double difference)
{
    char *text = value_text(reading->topic.language, reading->topic.indicator, difference,
                            reading->decimals);
    g_autofree char *unsigned_text = text;
    return difference > 0 ? g_strconcat("+", text, NULL) : g_steal_pointer(&unsigned_text);
}

char *
evaluation_words_difference(const EvaluationReading *reading, double difference)
{
    const Texts *texts = reading->topic.texts;
    const Indicator *indicator = reading->topic.indicator;
    g_autofree char *text = bare(reading, difference);

    if (indicator->kind == KIND_PROPORTION)
        return texts_format(texts,
                            is_single(reading, difference) ? "evaluation.unit.point_of"
                                                           : "evaluation.unit.points_of",
                            "value", text, NULL);
    if (indicator->is_money)
        return money(reading, difference);
    if (indicator->kind != KIND_RATE)
        return g_steal_pointer(&text);
    g_autofree char *per = number_text_integer(reading->topic.language, indicator->per);
    return texts_format(texts, "evaluation.unit.per_of", "value", text, "per", per, NULL);
}

char *
evaluation_words_unit(const EvaluationReading *reading)
{
    const Texts *texts = reading->topic.texts;
    const Indicator *indicator = reading->topic.indicator;

    if (indicator->kind == KIND_PROPORTION)
        return g_strdup(texts_get(texts, "evaluation.unit.points"));
    if (indicator->is_money)
        return g_strdup("€");
    if (indicator->kind != KIND_RATE)
        return NULL;
    g_autofree char *per = number_text_integer(reading->topic.language, indicator->per);
    return texts_format(texts, "evaluation.unit.per", "per", per, NULL);
}

char *
evaluation_words_interval(const EvaluationReading *reading, double low, double high)
{
    if (isnan(low) || isnan(high))
        return NULL;
    g_autofree char *from = bare(reading, low);
    g_autofree char *to = bare(reading, high);
    return texts_format(reading->topic.texts, "evaluation.interval", "low", from, "high", to, NULL);
}

char *
evaluation_words_ratio(const Texts *texts, double ratio)
{
    if (isnan(ratio))
        return g_strdup(texts_get(texts, "frame.none"));
    g_autofree char *text = number_text(texts_language(texts), ratio, RATIO_DECIMALS);
    return texts_format(texts, "evaluation.ratio", "value", text, NULL);
}

char *
evaluation_words_ratio_interval(const Texts *texts, double low, double high)
{
    if (isnan(low) || isnan(high))
        return g_strdup(texts_get(texts, "frame.none"));
    g_autofree char *from = number_text(texts_language(texts), low, RATIO_DECIMALS);
    g_autofree char *to = number_text(texts_language(texts), high, RATIO_DECIMALS);
    return texts_format(texts, "evaluation.interval", "low", from, "high", to, NULL);
}

char *
evaluation_words_p(const Texts *texts, double p)
{
    if (isnan(p))
        return g_strdup(texts_get(texts, "frame.none"));
    g_autofree char *text = number_text(texts_language(texts), fmax(p, LEAST_P), P_DECIMALS);
    if (p >= LEAST_P)
        return g_steal_pointer(&text);
    return texts_format(texts, "evaluation.below", "value", text, NULL);
}

/* --- the message ------------------------------------------------------------------------------ */

static void
append(GString *text, const char *sentence)
{
    if (text->len > 0 && sentence[0] != '\0')
        g_string_append_c(text, ' ');
    g_string_append(text, sentence);
}

static void
append_direction(const EvaluationReading *reading, GString *text)
{
    const Direction direction = reading->topic.indicator->direction;
    if (direction == DIRECTION_NONE)
        return;

    const bool lower = reading->effect->estimate < 0;
    append(text, texts_get(reading->topic.texts, lower == (direction == DIRECTION_LOWER)
                                                     ? "evaluation.message.expected"
                                                     : "evaluation.message.opposite"));
}

static void
append_before(const EvaluationReading *reading, GString *text)
{
    static const char *const KEYS[] = {[TREND_UNKNOWN] = "evaluation.message.before_unknown",
                                       [TREND_NONE] = "evaluation.message.before_none"};
    const EvaluationRow *row = reading->pre_trend;
    if (reading->before != TREND_FOUND) {
        append(text, texts_get(reading->topic.texts, KEYS[reading->before]));
        return;
    }

    g_autofree char *effect = evaluation_words_difference(reading, row->estimate);
    g_autofree char *interval = evaluation_words_interval(reading, row->low, row->high);
    g_autofree char *sentence =
        texts_format(reading->topic.texts, "evaluation.message.before_found", "effect", effect,
                     "interval", interval, NULL);
    append(text, sentence);
}

static char *
first_sentence(const EvaluationReading *reading)
{
    const Texts *texts = reading->topic.texts;
    const EvaluationRow *row = reading->effect;
    if (reading->verdict == VERDICT_NONE)
        return g_strdup(texts_get(texts, "evaluation.message.none"));

    g_autofree char *effect = evaluation_words_difference(reading, row->estimate);
    if (reading->verdict == VERDICT_UNCERTAIN)
        return texts_format(texts, "evaluation.message.uncertain", "effect", effect, NULL);
    g_autofree char *interval = evaluation_words_interval(reading, row->low, row->high);
    return texts_format(texts,
                        reading->verdict == VERDICT_OPEN ? "evaluation.message.open"
                                                         : "evaluation.message.differs",
                        "effect", effect, "interval", interval, NULL);
}

char *
evaluation_words_message(const EvaluationReading *reading)
{
    const Texts *texts = reading->topic.texts;
    GString *text = g_string_new(NULL);
    g_autofree char *first = first_sentence(reading);
    append(text, first);

    if (reading->verdict == VERDICT_NONE)
        return g_string_free(text, FALSE);
    if (reading->verdict > VERDICT_OPEN)
        append_direction(reading, text);
    if (reading->verdict > VERDICT_OPEN && reading->effect->p_adjusted > 0.05) {
        g_autofree char *p = evaluation_words_p(texts, reading->effect->p_adjusted);
        g_autofree char *many = texts_format(texts, "evaluation.message.many", "p", p, NULL);
        append(text, many);
    }
    append_before(reading, text);
    if (reading->verdict > VERDICT_OPEN)
        append(text, texts_get(texts, "evaluation.message.cause"));
    return g_string_free(text, FALSE);
}

const char *
evaluation_words_verdict(const EvaluationReading *reading)
{
    static const char *const KEYS[N_VERDICTS] = {
        [VERDICT_NONE] = "evaluation.verdict.none",
        [VERDICT_UNCERTAIN] = "evaluation.verdict.uncertain",
        [VERDICT_OPEN] = "evaluation.verdict.open",
        [VERDICT_UNCHECKED] = "evaluation.verdict.unchecked",
        [VERDICT_TREND] = "evaluation.verdict.trend",
        [VERDICT_MANY] = "evaluation.verdict.many",
        [VERDICT_DIFFERS] = "evaluation.verdict.differs",
    };
    const Direction direction = reading->topic.indicator->direction;

    if (reading->verdict != VERDICT_DIFFERS || direction == DIRECTION_NONE)
        return texts_get(reading->topic.texts, KEYS[reading->verdict]);
    const bool lower = reading->effect->estimate < 0;
    return texts_get(reading->topic.texts, lower == (direction == DIRECTION_LOWER)
                                               ? "evaluation.verdict.expected"
                                               : "evaluation.verdict.opposite");
}

char *
evaluation_words_basis(const EvaluationReading *reading)
{
    const Texts *texts = reading->topic.texts;
    g_autofree char *doctors =
        phrase_count(texts, reading->effect->doctors, "evaluation.count.doctors_one",
                     "evaluation.count.doctors_many");
    g_autofree char *groups =
        phrase_count(texts, reading->effect->groups, "evaluation.count.groups_one",
                     "evaluation.count.groups_many");
    g_autofree char *controls =
        phrase_count(texts, reading->effect->controls, "evaluation.count.controls_one",
                     "evaluation.count.controls_many");
    g_autofree char *others =
        phrase_count(texts, reading->not_identified->doctors, "evaluation.count.others_one",
                     "evaluation.count.others_many");
    return texts_format(texts, "evaluation.indicator.basis", "doctors", doctors, "groups", groups,
                        "controls", controls, "others",
                        reading->not_identified->doctors > 0 ? others : "", NULL);
}
