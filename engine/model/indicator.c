#include "engine/model/indicator.h"

#include <math.h>
#include <string.h>

#include "engine/model/indicator_names.h"

const char *const indicator_source_names[] = {
    [FROM_CLAIMS] = "claims", [FROM_COUNTS] = "counts", [FROM_STAYS] = "stays", NULL};
const char *const indicator_type_names[] = {
    [TYPE_ACTIVITY] = "activity",   [TYPE_PRESCRIPTION] = "prescription", [TYPE_COST] = "cost",
    [TYPE_FOLLOW_UP] = "follow_up", [TYPE_OUTCOME] = "outcome",           NULL};
const char *const indicator_kind_names[] = {
    [KIND_PROPORTION] = "proportion", [KIND_RATE] = "rate", [KIND_MEAN] = "mean", NULL};
const char *const indicator_unit_names[] = {
    [UNIT_CLAIM] = "claim", [UNIT_PATIENT] = "patient", [UNIT_STAY] = "stay", NULL};
const char *const attribution_names[] = {[ATTRIBUTION_PRESCRIBER] = "prescriber",
                                         [ATTRIBUTION_PERFORMER] = "performer",
                                         [ATTRIBUTION_REGISTERED] = "registered",
                                         NULL};
const char *const indicator_direction_names[] = {
    [DIRECTION_NONE] = "none", [DIRECTION_LOWER] = "lower", [DIRECTION_HIGHER] = "higher", NULL};
const char *const count_of_names[] = {[COUNT_LINES] = "lines",
                                      [COUNT_DATES] = "dates",
                                      [COUNT_QUANTITY] = "quantity",
                                      [COUNT_AMOUNT] = "amount",
                                      [COUNT_PRESCRIPTIONS] = "prescriptions",
                                      [COUNT_MOLECULES] = "molecules",
                                      NULL};
const char *const standardisation_names[] = {"age_sex", NULL};

int
count_of_decimals(CountOf count)
{
    return count == COUNT_QUANTITY ? QUANTITY_DECIMALS
           : count == COUNT_AMOUNT ? AMOUNT_DECIMALS
                                   : 0;
}

void
indicator_clear(Indicator *self)
{
    for (size_t i = 0; i < self->n_counters; i++) {
        g_free(self->counters[i].name);
        expression_free(self->counters[i].lines);
    }
    g_free(self->counters);
    g_free(self->id);
    local_text_clear(&self->label);
    local_text_clear(&self->definition);
    local_text_clear(&self->action);
    local_text_clear(&self->noun);
    local_text_clear(&self->source_title);
    g_free(self->source_url);
    expression_free(self->population);
    expression_free(self->denominator);
    expression_free(self->numerator);
    *self = (Indicator){0};
}

int
indicator_numerator_decimals(const Indicator *self)
{
    return self->numerator != NULL ? expression_decimals(self->numerator) : 0;
}

int
indicator_denominator_decimals(const Indicator *self)
{
    return self->denominator != NULL ? expression_decimals(self->denominator) : 0;
}

bool
indicator_counts_events(const Indicator *self)
{
    return self->kind != KIND_MEAN && indicator_numerator_decimals(self) == 0 &&
           indicator_denominator_decimals(self) == 0;
}

double
indicator_value(const Indicator *self, double numerator, double denominator)
{
    return denominator == 0 ? NAN : numerator / denominator * self->per;
}

static bool
expressions_alike(const Expression *a, const Expression *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    g_autofree char *left = expression_to_string(a), *right = expression_to_string(b);
    return strcmp(left, right) == 0;
}

static bool
counters_alike(const Counter *a, const Counter *b)
{
    return a->count == b->count && a->in_units == b->in_units &&
           a->window_months == b->window_months && a->washout_months == b->washout_months &&
           expressions_alike(a->lines, b->lines);
}

bool
indicator_counts_alike(const Indicator *a, const Indicator *b)
{
    bool alike = a->from == b->from && a->kind == b->kind && a->unit == b->unit &&
                 a->attribution == b->attribution && a->per == b->per &&
                 a->window_months == b->window_months && a->n_counters == b->n_counters &&
                 a->denominator_kind == b->denominator_kind && a->standardised == b->standardised &&
                 expressions_alike(a->population, b->population) &&
                 expressions_alike(a->denominator, b->denominator) &&
                 expressions_alike(a->numerator, b->numerator);
    for (size_t i = 0; alike && i < a->n_counters; i++)
        alike = counters_alike(&a->counters[i], &b->counters[i]);
    return alike;
}

int
indicator_reach_months(const Indicator *self, int period_months)
{
    int reach = self->window_months > 0 ? self->window_months : period_months;
    for (size_t i = 0; i < self->n_counters; i++) {
        const Counter *counter = &self->counters[i];
        int window = counter->window_months > 0 ? counter->window_months : period_months;
        reach = MAX(reach, window + counter->washout_months);
    }
    return reach;
}

const char *
indicator_kind_name(IndicatorKind kind)
{
    return indicator_kind_names[kind];
}

const char *
indicator_unit_name(IndicatorUnit unit)
{
    return indicator_unit_names[unit];
}

const char *
indicator_type_name(IndicatorType type)
{
    return indicator_type_names[type];
}

const char *
indicator_direction_name(Direction direction)
{
    return indicator_direction_names[direction];
}

const char *
attribution_name(Attribution attribution)
{
    return attribution_names[attribution];
}
