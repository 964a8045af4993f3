#include "render/document/evaluation_reading.h"

#include <math.h>

/* What 95 % intervals go with. */
#define LEVEL 0.05
#define MOST_DECIMALS 4

static const EvaluationRow NO_ROW = {
    .estimate = NAN, .low = NAN, .high = NAN, .p = NAN, .p_adjusted = NAN};

bool
evaluation_row_excludes_zero(const EvaluationRow *row)
{
    return row->low > 0 || row->high < 0;
}

static bool
has_interval(const EvaluationRow *row)
{
    return !isnan(row->low) && !isnan(row->high);
}

/* --- the rows of the indicator ---------------------------------------------------------------- */

static void
find_rows(EvaluationReading *self, const Evaluation *evaluation)
{
    size_t n = 0;
    const EvaluationRow *rows = evaluation_rows(evaluation, &n);

    for (size_t i = 0; i < n; i++) {
        if (rows[i].indicator != self->indicator)
            continue;
        if (self->n_rows++ == 0)
            self->rows = &rows[i];
    }
}

static const EvaluationRow *
find_term(const EvaluationReading *self, EvaluationTerm term)
{
    for (size_t i = 0; i < self->n_rows; i++)
        if (self->rows[i].term == term)
            return &self->rows[i];
    return &NO_ROW;
}

static void
find_context(EvaluationReading *self, const Evaluation *evaluation)
{
    size_t n = 0;
    const EvaluationTrend *trends = evaluation_trends(evaluation, &n);
    for (size_t i = 0; i < n; i++)
        if (trends[i].indicator == self->indicator && self->n_trends++ == 0)
            self->trends = &trends[i];

    const EvaluationGroup *groups = evaluation_groups(evaluation, &n);
    for (size_t i = 0; i < n; i++)
        if (groups[i].indicator == self->indicator && self->n_groups++ == 0)
            self->groups = &groups[i];

    const EvaluationLimits *limits = evaluation_limits(evaluation, &n);
    for (size_t i = 0; i < n; i++)
        if (limits[i].indicator == self->indicator && self->n_limits++ == 0)
            self->limits = &limits[i];
}

/* A typical value, for the decimals: of those who entered, else of the controls. */
static double
reference(const EvaluationReading *self)
{
    for (size_t i = self->n_trends; i-- > 0;) {
        const EvaluationTrend *trend = &self->trends[i];
        if (!isnan(trend->entered) || !isnan(trend->control))
            return isnan(trend->entered) ? trend->control : trend->entered;
    }
    return NAN;
}

/* --- what they allow -------------------------------------------------------------------------- */

static EvaluationTrendBefore
before_of(const EvaluationReading *self)
{
    if (!has_interval(self->pre_trend))
        return TREND_UNKNOWN;
    return evaluation_row_excludes_zero(self->pre_trend) ? TREND_FOUND : TREND_NONE;
}

static EvaluationVerdict
verdict_of(const EvaluationReading *self)
{
    const EvaluationRow *effect = self->effect;

    if (isnan(effect->estimate))
        return VERDICT_NONE;
    if (!has_interval(effect))
        return VERDICT_UNCERTAIN;
    if (!evaluation_row_excludes_zero(effect))
        return VERDICT_OPEN;
    if (self->before != TREND_NONE)
        return self->before == TREND_FOUND ? VERDICT_TREND : VERDICT_UNCHECKED;
    return effect->p_adjusted > LEVEL ? VERDICT_MANY : VERDICT_DIFFERS;
}

static double
printed(const EvaluationReading *self, double difference)
{
    return self->topic.indicator->kind == KIND_PROPORTION ? 100 * difference : difference;
}

/* Two or three digits of the largest figure; more where an end that is not 0 would read 0, though 0
 * lies outside. */
static int
decimals_of(const EvaluationReading *self)
{
    const EvaluationRow *effect = self->effect;
    const double figures[] = {effect->estimate, effect->low, effect->high};
    double largest = 0, least = INFINITY;
    for (size_t i = 0; i < G_N_ELEMENTS(figures); i++)
        if (!isnan(figures[i])) {
            largest = fmax(largest, fabs(printed(self, figures[i])));
            least = fmin(least, fabs(printed(self, figures[i])));
        }

    int decimals = largest >= 100 ? 0 : largest >= 1 || largest == 0 ? 1 : largest >= 0.1 ? 2 : 3;
    if (self->topic.indicator->is_money && decimals == 1)
        decimals = 2;
    while (evaluation_row_excludes_zero(effect) && decimals < MOST_DECIMALS &&
           least < 0.5 * pow(10, -decimals))
        decimals++;
    return decimals;
}

EvaluationReading
evaluation_reading_new(const Texts *texts, const Evaluation *evaluation, size_t indicator)
{
    const Campaign *campaign = evaluation_campaign(evaluation);
    const CampaignIndicator *entry = &campaign->indicators[indicator];
    EvaluationReading self = {.campaign = campaign, .indicator = indicator};

    find_rows(&self, evaluation);
    find_context(&self, evaluation);
    self.effect = find_term(&self, EVALUATION_EFFECT);
    self.pre_trend = find_term(&self, EVALUATION_PRE_TREND);
    self.not_identified = find_term(&self, EVALUATION_NOT_IDENTIFIED);
    self.level = find_term(&self, EVALUATION_LEVEL);
    self.slope = find_term(&self, EVALUATION_SLOPE);
    self.dispersion = find_term(&self, EVALUATION_DISPERSION);
    self.topic = topic_new(texts, entry->theme, entry->indicator, reference(&self));
    self.before = before_of(&self);
    self.verdict = verdict_of(&self);
    self.decimals = decimals_of(&self);
    return self;
}
