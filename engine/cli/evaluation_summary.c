#include "engine/cli/evaluation_summary.h"

#include <math.h>

#include "engine/words/words.h"

/* An indicator's rows that the summary speaks of. */
typedef struct {
    const EvaluationRow *effect, *pre_trend, *not_identified, *level;
} Terms;

static Terms
terms_of(const Evaluation *evaluation, size_t indicator)
{
    size_t n;
    const EvaluationRow *rows = evaluation_rows(evaluation, &n);
    Terms terms = {0};

    for (size_t i = 0; i < n; i++) {
        if (rows[i].indicator != indicator)
            continue;
        if (rows[i].term == EVALUATION_EFFECT)
            terms.effect = &rows[i];
        else if (rows[i].term == EVALUATION_PRE_TREND)
            terms.pre_trend = &rows[i];
        else if (rows[i].term == EVALUATION_NOT_IDENTIFIED)
            terms.not_identified = &rows[i];
        else if (rows[i].term == EVALUATION_LEVEL)
            terms.level = &rows[i];
    }
    return terms;
}

/* In points for a proportion, as documents print it; else on the indicator's scale. */
static double
printed(const Indicator *indicator, double difference)
{
    return indicator->kind == KIND_PROPORTION ? difference * 100 : difference;
}

/* "p 0.012", or why there is none. The caller frees. */
static char *
p_text(double p)
{
    if (isnan(p))
        return g_strdup(_("no interval: too few groups"));
    return p < 0.001 ? g_strdup(_("p below 0.001")) : g_strdup_printf(_("p %.3f"), p);
}

static void
append_difference(GString *text, const Indicator *indicator, const EvaluationRow *row)
{
    g_autofree char *p = p_text(row->p);
    const double estimate = printed(indicator, row->estimate);

    g_string_append_printf(text, indicator->kind == KIND_PROPORTION ? _("%+.4g points") : "%+.4g",
                           estimate);
    if (isnan(row->low))
        g_string_append_printf(text, " (%s)", p);
    else
        g_string_append_printf(text, _(" (95 %% %+.4g to %+.4g, %s)"), printed(indicator, row->low),
                               printed(indicator, row->high), p);
}

static void
append_indicator(GString *text, const Evaluation *evaluation, size_t i)
{
    const Indicator *indicator = evaluation_campaign(evaluation)->indicators[i].indicator;
    Terms terms = terms_of(evaluation, i);

    g_string_append_printf(text, "  %s: ", indicator->id);
    if (isnan(terms.effect->estimate)) {
        g_string_append_printf(
            text,
            _("nothing can be said: doctors to be compared: %d; without a period "
              "before or after: %d\n"),
            terms.effect->doctors, terms.not_identified->doctors);
        return;
    }
    append_difference(text, indicator, terms.effect);
    g_string_append_printf(text, _(" over %d doctors in %d groups against %d controls"),
                           terms.effect->doctors, terms.effect->groups, terms.effect->controls);
    if (!isnan(terms.pre_trend->estimate)) {
        g_string_append(text, _("; before the entry "));
        append_difference(text, indicator, terms.pre_trend);
    }
    if (!isnan(terms.level->estimate))
        g_string_append_printf(text, _("; interrupted series: level x %.4g"),
                               terms.level->estimate);
    g_string_append(text, "\n");
}

char *
evaluation_summary_text(const Evaluation *evaluation)
{
    const Campaign *campaign = evaluation_campaign(evaluation);
    g_autofree char *first = period_to_string(campaign_period(campaign, 0));
    g_autofree char *last = period_to_string(campaign->last);
    GString *text = g_string_new(NULL);

    g_string_append_printf(text,
                           _("Evaluation %s, %s to %s: %zu doctors entered after %s, %zu by then "
                             "(nothing to compare them with), %zu controls\n"),
                           campaign->name, first, last, evaluation_n_entered(evaluation), first,
                           evaluation_n_before(evaluation), evaluation_n_controls(evaluation));
    g_string_append(text, _("Change since the entry, less that of doctors outside the scheme:\n"));
    for (size_t i = 0; i < campaign->n_indicators; i++)
        append_indicator(text, evaluation, i);
    return g_string_free(text, FALSE);
}
