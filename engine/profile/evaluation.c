#include "engine/profile/evaluation.h"

#include <math.h>

#include "engine/profile/disclosure.h"
#include "engine/profile/evaluation_parts.h"
#include "engine/stats/multiplicity.h"

EvaluationRow
evaluation_row(const EvaluationData *data, EvaluationTerm term)
{
    return (EvaluationRow){.indicator = data->indicator,
                           .term = term,
                           .estimate = NAN,
                           .low = NAN,
                           .high = NAN,
                           .p = NAN,
                           .p_adjusted = NAN};
}

void
evaluation_row_fill(EvaluationRow *row, Estimate estimate, Interval interval, Estimate p)
{
    row->estimate = disclosure_round_value(estimate.value);
    row->low = disclosure_round_value(interval.low);
    row->high = disclosure_round_value(interval.high);
    row->p = disclosure_round_value(p.value);
}

static bool
evaluate(Evaluation *self, const Counts *counts, const Results *region, size_t indicator,
         GError **error)
{
    g_autoptr(EvaluationData) data =
        evaluation_data_new(self->campaign, self->roster, counts, self->people, indicator, error);
    if (data == NULL)
        return false;
    evaluation_add_differences(self, data);
    evaluation_add_series(self, data);
    evaluation_add_balance(self, data);
    evaluation_add_trend(self, data);
    evaluation_add_groups(self, region, indicator);
    evaluation_panel_add(self, data);
    return true;
}

/* Looks at the effects of all indicators together. */
static void
adjust(Evaluation *self)
{
    g_autoptr(GArray) effects = g_array_new(FALSE, FALSE, sizeof(guint));
    for (guint i = 0; i < self->rows->len; i++)
        if (g_array_index(self->rows, EvaluationRow, i).term == EVALUATION_EFFECT)
            g_array_append_val(effects, i);

    g_autofree double *p = g_new(double, effects->len);
    for (guint e = 0; e < effects->len; e++)
        p[e] = g_array_index(self->rows, EvaluationRow, g_array_index(effects, guint, e)).p;
    multiplicity_adjust(p, effects->len, p);
    for (guint e = 0; e < effects->len; e++)
        g_array_index(self->rows, EvaluationRow, g_array_index(effects, guint, e)).p_adjusted =
            disclosure_round_value(p[e]);
}

Evaluation *
evaluation_empty(const Campaign *campaign)
{
    Evaluation *self = g_new0(Evaluation, 1);

    self->campaign = campaign;
    self->texts = g_string_chunk_new(256);
    self->cohorts = g_array_new(FALSE, TRUE, sizeof(EvaluationCohort));
    self->rows = g_array_new(FALSE, FALSE, sizeof(EvaluationRow));
    self->balance = g_array_new(FALSE, FALSE, sizeof(BalanceRow));
    self->trends = g_array_new(FALSE, FALSE, sizeof(EvaluationTrend));
    self->groups = g_array_new(FALSE, FALSE, sizeof(EvaluationGroup));
    self->limits = g_array_new(FALSE, FALSE, sizeof(EvaluationLimits));
    self->meetings = g_array_new(FALSE, FALSE, sizeof(EvaluationMeetings));
    self->allowances = g_array_new(FALSE, FALSE, sizeof(EvaluationAllowance));
    return self;
}

Evaluation *
evaluation_new(const Campaign *campaign, const Roster *roster, const Counts *counts,
               EvaluationProgress progress, void *data, GError **error)
{
    g_autoptr(Results) region = results_compute_region(campaign, roster, counts, error);
    if (region == NULL)
        return NULL;

    g_autoptr(Evaluation) self = evaluation_empty(campaign);
    self->roster = roster;
    self->people = evaluation_people_new(campaign, roster);
    self->writer = evaluation_panel_new();
    evaluation_add_cohorts(self, self->people);
    for (size_t i = 0; i < campaign->n_indicators; i++) {
        if (progress != NULL)
            progress(i, campaign->n_indicators, data);
        if (!evaluate(self, counts, region, i, error))
            return NULL;
    }
    adjust(self);
    self->panel = csv_writer_steal(self->writer);
    return g_steal_pointer(&self);
}

void
evaluation_free(Evaluation *self)
{
    if (self == NULL)
        return;
    if (self->people != NULL)
        evaluation_people_free(self->people);
    g_string_chunk_free(self->texts);
    g_array_unref(self->cohorts);
    g_array_unref(self->rows);
    g_array_unref(self->balance);
    g_array_unref(self->trends);
    g_array_unref(self->groups);
    g_array_unref(self->limits);
    g_array_unref(self->meetings);
    g_array_unref(self->allowances);
    csv_writer_free(self->writer);
    g_clear_pointer(&self->panel, g_bytes_unref);
    g_free(self);
}

const Campaign *
evaluation_campaign(const Evaluation *self)
{
    return self->campaign;
}

size_t
evaluation_n_entered(const Evaluation *self)
{
    return (size_t)self->entered.doctors;
}

size_t
evaluation_n_before(const Evaluation *self)
{
    return (size_t)self->before.doctors;
}

size_t
evaluation_n_controls(const Evaluation *self)
{
    return (size_t)self->never.doctors;
}

size_t
evaluation_n_groups(const Evaluation *self)
{
    return (size_t)self->entered.groups;
}

EvaluationCohort
evaluation_cohort(const Evaluation *self, int period)
{
    g_assert(period >= 1 && period <= (int)self->cohorts->len);
    return g_array_index(self->cohorts, EvaluationCohort, period - 1);
}

const EvaluationRow *
evaluation_rows(const Evaluation *self, size_t *out_n)
{
    *out_n = self->rows->len;
    return (const EvaluationRow *)(const void *)self->rows->data;
}

const BalanceRow *
evaluation_balance(const Evaluation *self, size_t *out_n)
{
    *out_n = self->balance->len;
    return (const BalanceRow *)(const void *)self->balance->data;
}

const EvaluationTrend *
evaluation_trends(const Evaluation *self, size_t *out_n)
{
    *out_n = self->trends->len;
    return (const EvaluationTrend *)(const void *)self->trends->data;
}

const EvaluationGroup *
evaluation_groups(const Evaluation *self, size_t *out_n)
{
    *out_n = self->groups->len;
    return (const EvaluationGroup *)(const void *)self->groups->data;
}

const EvaluationLimits *
evaluation_limits(const Evaluation *self, size_t *out_n)
{
    *out_n = self->limits->len;
    return (const EvaluationLimits *)(const void *)self->limits->data;
}
