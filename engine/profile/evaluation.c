#include "engine/profile/evaluation.h"

#include <math.h>

#include "engine/profile/disclosure.h"
#include "engine/profile/evaluation_parts.h"

EvaluationRow
evaluation_row(const EvaluationData *data, EvaluationTerm term)
{
    return (EvaluationRow){.indicator = data->indicator,
                           .term = term,
                           .estimate = NAN,
                           .low = NAN,
                           .high = NAN,
                           .p = NAN};
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
evaluate(Evaluation *self, const Counts *counts, size_t indicator, GError **error)
{
    g_autoptr(EvaluationData) data =
        evaluation_data_new(self->campaign, self->roster, counts, self->people, indicator, error);
    if (data == NULL)
        return false;
    evaluation_add_differences(self, data);
    evaluation_add_series(self, data);
    evaluation_add_balance(self, data);
    evaluation_panel_add(self, data);
    return true;
}

Evaluation *
evaluation_new(const Campaign *campaign, const Roster *roster, const Counts *counts,
               EvaluationProgress progress, void *data, GError **error)
{
    g_autoptr(Evaluation) self = g_new(Evaluation, 1);

    *self = (Evaluation){.campaign = campaign,
                         .roster = roster,
                         .people = evaluation_people_new(campaign, roster),
                         .rows = g_array_new(FALSE, FALSE, sizeof(EvaluationRow)),
                         .balance = g_array_new(FALSE, FALSE, sizeof(BalanceRow)),
                         .writer = evaluation_panel_new()};
    for (size_t i = 0; i < campaign->n_indicators; i++) {
        if (progress != NULL)
            progress(i, campaign->n_indicators, data);
        if (!evaluate(self, counts, i, error))
            return NULL;
    }
    self->panel = csv_writer_steal(self->writer);
    return g_steal_pointer(&self);
}

void
evaluation_free(Evaluation *self)
{
    if (self == NULL)
        return;
    evaluation_people_free(self->people);
    g_array_unref(self->rows);
    g_array_unref(self->balance);
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
    return self->people->n_entered;
}

size_t
evaluation_n_before(const Evaluation *self)
{
    return self->people->n_before;
}

size_t
evaluation_n_controls(const Evaluation *self)
{
    return self->people->n_controls;
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
