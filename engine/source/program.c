#include "engine/source/program.h"

static size_t
count_counters(const Campaign *campaign)
{
    size_t n = 0;
    for (size_t i = 0; i < campaign->n_indicators; i++)
        n += campaign->indicators[i].indicator->n_counters;
    return n;
}

/* The index of a line condition among the distinct ones. */
static size_t
add_condition(Program *self, GHashTable *by_text, const Expression *lines)
{
    g_autofree char *text = expression_to_string(lines);
    gpointer found;
    if (g_hash_table_lookup_extended(by_text, text, NULL, &found))
        return GPOINTER_TO_SIZE(found);
    size_t index = self->n_conditions++;
    self->conditions[index] = lines;
    g_hash_table_insert(by_text, g_steal_pointer(&text), GSIZE_TO_POINTER(index));
    return index;
}

static bool
column_used(const ExpressionNode *node, Column column)
{
    return node != NULL && ((node->kind == NODE_IN && node->column == column) ||
                            column_used(node->left, column) || column_used(node->right, column));
}

static void
add_counter(Program *self, GHashTable *by_text, const Counter *counter)
{
    ProgramCounter *compiled = &self->counters[self->n_counters++];
    *compiled = (ProgramCounter){
        .counter = counter,
        .indicator = self->n_indicators,
        .condition = add_condition(self, by_text, counter->lines),
        .window = horizon_add_window(self->horizon, counter->window_months),
        .has_washout = counter->washout_months > 0,
    };
    if (compiled->has_washout)
        compiled->washout = horizon_add_washout(self->horizon, counter->washout_months);
    horizon_reach(self->horizon, compiled->window, counter->washout_months);

    self->uses_amount |=
        counter->count == COUNT_AMOUNT || expression_uses(counter->lines, NODE_AMOUNT);
    self->uses_prescriptions |= counter->count == COUNT_PRESCRIPTIONS;
    self->uses_specialty |= column_used(expression_root(counter->lines), COLUMN_SPECIALTY);
}

static void
note_patient_use(Program *self, const Expression *expression)
{
    if (expression == NULL)
        return;
    self->uses_registration |= expression_uses(expression, NODE_REGISTERED);
    self->uses_age |= expression_uses(expression, NODE_AGE);
    self->uses_sex |= expression_uses(expression, NODE_SEX);
    self->uses_patient_condition |= expression_uses(expression, NODE_HAS_CONDITION);
}

static void
add_indicator(Program *self, GHashTable *by_text, size_t index)
{
    const Indicator *indicator = self->campaign->indicators[index].indicator;
    ProgramIndicator compiled = {
        .indicator = indicator,
        .index = index,
        .window = horizon_add_window(self->horizon, indicator->window_months),
        .first_counter = self->n_counters,
        .n_counters = indicator->n_counters,
    };
    for (size_t i = 0; i < indicator->n_counters; i++)
        add_counter(self, by_text, &indicator->counters[i]);
    note_patient_use(self, indicator->population);
    note_patient_use(self, indicator->denominator);
    note_patient_use(self, indicator->numerator);
    self->uses_age |= indicator->standardised;
    self->uses_sex |= indicator->standardised;
    self->uses_attribution[indicator->attribution] = true;
    self->uses_registration |= indicator->attribution == ATTRIBUTION_REGISTERED;
    if (indicator->denominator_kind == DENOMINATOR_PATIENTS_SEEN) {
        self->uses_patients_seen = true;
        horizon_reach(self->horizon, compiled.window, 0);
    }
    self->indicators[self->n_indicators++] = compiled;
}

Program *
program_new(const Campaign *campaign)
{
    Program *self = g_new0(Program, 1);
    size_t n_counters = count_counters(campaign);
    self->campaign = campaign;
    self->horizon = horizon_new(campaign);
    self->conditions = g_new0(const Expression *, n_counters + 1);
    self->counters = g_new0(ProgramCounter, n_counters + 1);
    self->indicators = g_new0(ProgramIndicator, campaign->n_indicators + 1);

    g_autoptr(GHashTable) by_text = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < campaign->n_indicators; i++)
        if (campaign->indicators[i].indicator->from == FROM_CLAIMS)
            add_indicator(self, by_text, i);
    horizon_close(self->horizon);
    return self;
}

void
program_free(Program *self)
{
    if (self == NULL)
        return;
    g_free(self->conditions);
    g_free(self->counters);
    g_free(self->indicators);
    horizon_free(self->horizon);
    g_free(self);
}

bool
program_activity_of_performers(const Program *self)
{
    return self->uses_attribution[ATTRIBUTION_PERFORMER] &&
           !self->uses_attribution[ATTRIBUTION_PRESCRIBER] &&
           !self->uses_attribution[ATTRIBUTION_REGISTERED];
}

bool
program_counts_practitioner(const Practitioner *practitioner)
{
    return practitioner->opposed_on == DAY_NONE;
}
