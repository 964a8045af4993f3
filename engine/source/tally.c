#include "engine/source/tally.h"

#include <stdlib.h>

#include "engine/source/connection.h"
#include "engine/words/words.h"

/* A day, prescription or molecule that counts once for a counter. */
typedef struct {
    size_t slot;
    uint64_t key;
} Event;

/* What a washout needs to know of a counter: its last day, and the last before that one. */
typedef struct {
    uint64_t patient;
    Day last, before;
} WashoutState;

/* A practitioner, indicator and period that the patient has a part in. */
typedef struct {
    uint32_t local;
    uint32_t indicator, period;
} Cell;

struct Tally {
    const Program *program;
    const CodeTable *codes;
    const Roster *roster;
    TallyTarget *target;
    size_t n_periods;

    uint64_t patient;      /* ordinal of the patient at hand: what bears another is stale */
    uint64_t *local_stamp; /* by roster index */
    uint32_t *local_index; /* by roster index: number among the patient's practitioners */
    GArray *locals;        /* uint32_t: roster index */
    int64_t *owners;       /* by period: who has the patient on the list, or -1 */

    uint64_t *cell_stamp;    /* by local, period, indicator */
    int64_t *values;         /* by local, period, counter */
    size_t n_rooms;          /* locals that the two have room for */
    GArray *cells;           /* Cell */
    GArray *events;          /* Event */
    WashoutState *washouts;  /* by counter */
    const char **conditions; /* those valid in a window */
    size_t conditions_room;
};

/* --- life ------------------------------------------------------------------------------------ */

Tally *
tally_new(const Program *program, const CodeTable *codes, const Roster *roster, TallyTarget *target)
{
    Tally *self = g_new0(Tally, 1);
    size_t n_practitioners = roster_n_practitioners(roster);
    self->program = program;
    self->codes = codes;
    self->roster = roster;
    self->target = target;
    self->n_periods = horizon_n_periods(program->horizon);
    self->local_stamp = g_new0(uint64_t, n_practitioners + 1);
    self->local_index = g_new0(uint32_t, n_practitioners + 1);
    self->locals = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    self->owners = g_new(int64_t, self->n_periods);
    self->cells = g_array_new(FALSE, FALSE, sizeof(Cell));
    self->events = g_array_new(FALSE, FALSE, sizeof(Event));
    self->washouts = g_new0(WashoutState, program->n_counters + 1);
    return self;
}

void
tally_free(Tally *self)
{
    if (self == NULL)
        return;
    g_free(self->local_stamp);
    g_free(self->local_index);
    g_array_unref(self->locals);
    g_free(self->owners);
    g_free(self->cell_stamp);
    g_free(self->values);
    g_array_unref(self->cells);
    g_array_unref(self->events);
    g_free(self->washouts);
    g_free(self->conditions);
    g_free(self);
}

/* --- cells ----------------------------------------------------------------------------------- */

static void
make_room(Tally *self)
{
    size_t n_cells = self->n_periods * self->program->n_indicators;
    size_t n_values = self->n_periods * self->program->n_counters;
    size_t rooms = MAX(4, self->n_rooms * 2);
    self->cell_stamp = g_renew(uint64_t, self->cell_stamp, rooms * n_cells + 1);
    self->values = g_renew(int64_t, self->values, rooms * n_values + 1);
    for (size_t i = self->n_rooms * n_cells; i < rooms * n_cells; i++)
        self->cell_stamp[i] = 0;
    self->n_rooms = rooms;
}

/* The number of a practitioner among those of this patient; -1 for a stranger to the roster and
 * for one who stands in no figure. */
static int64_t
find_local(Tally *self, uint32_t practitioner)
{
    if (practitioner >= roster_n_practitioners(self->roster) ||
        !program_counts_practitioner(roster_practitioner(self->roster, practitioner)))
        return -1;
    if (self->local_stamp[practitioner] != self->patient) {
        self->local_stamp[practitioner] = self->patient;
        self->local_index[practitioner] = self->locals->len;
        g_array_append_val(self->locals, practitioner);
        if (self->locals->len > self->n_rooms)
            make_room(self);
    }
    return self->local_index[practitioner];
}

static size_t
value_index(const Tally *self, uint32_t local, size_t period, size_t counter)
{
    return (local * self->n_periods + period) * self->program->n_counters + counter;
}

/* Opens the cell with counters of zero, unless it is open. */
static void
open_cell(Tally *self, uint32_t local, size_t indicator, size_t period)
{
    size_t index = (local * self->n_periods + period) * self->program->n_indicators + indicator;
    if (self->cell_stamp[index] == self->patient)
        return;
    self->cell_stamp[index] = self->patient;
    Cell cell = {.local = local, .indicator = (uint32_t)indicator, .period = (uint32_t)period};
    g_array_append_val(self->cells, cell);
    const ProgramIndicator *compiled = &self->program->indicators[indicator];
    int64_t *values = self->values + value_index(self, local, period, compiled->first_counter);
    for (size_t i = 0; i < compiled->n_counters; i++)
        values[i] = 0;
}

/* --- lines ----------------------------------------------------------------------------------- */

static LineFacts
line_facts(const Tally *self, const Line *line)
{
    bool known = line->practitioner < roster_n_practitioners(self->roster);
    return (LineFacts){
        .code = code_table_facts(self->codes, line->code),
        .specialty =
            known ? roster_practitioner(self->roster, line->practitioner)->specialty : NULL,
        .quantity = line->quantity,
        .has_amount = line->has_amount,
        .amount = line->amount,
    };
}

/* Whether the counter had no line in the washout before this day. Lines come by date. */
static bool
washout_keeps(Tally *self, size_t counter, Day date)
{
    WashoutState *state = &self->washouts[counter];
    if (state->patient != self->patient)
        *state = (WashoutState){.patient = self->patient, .last = DAY_NONE, .before = DAY_NONE};
    if (state->last != date) {
        state->before = state->last;
        state->last = date;
    }
    const ProgramCounter *compiled = &self->program->counters[counter];
    return state->before < horizon_washout_first(self->program->horizon, compiled->washout, date);
}

/* What a line adds at once to the counter; the counts of distinct things come from events. */
static bool
line_amount(const Tally *self, const Counter *counter, const Line *line, int64_t *out_amount)
{
    Int128 amount = 0;
    const CodeFacts *code = code_table_facts(self->codes, line->code);
    switch (counter->count) {
    case COUNT_LINES:
        amount = 1;
        break;
    case COUNT_QUANTITY:
        amount = !counter->in_units ? line->quantity
                 : code->has_units  ? expression_quantity_in_units(line->quantity, code->units)
                                    : 0;
        break;
    case COUNT_AMOUNT:
        amount = line->has_amount ? line->amount : 0;
        break;
    case COUNT_DATES:
    case COUNT_PRESCRIPTIONS:
    case COUNT_MOLECULES:
        break;
    }
    *out_amount = (int64_t)amount;
    return *out_amount == amount;
}

static void
add_event(Tally *self, CountOf count, size_t slot, const Line *line)
{
    Event event = {.slot = slot};
    if (count == COUNT_DATES) {
        event.key = (uint64_t)((int64_t)line->date - INT32_MIN);
    } else if (count == COUNT_PRESCRIPTIONS) {
        event.key = line->prescription_number;
    } else if (count == COUNT_MOLECULES) {
        int molecule = code_table_molecule(self->codes, line->code);
        if (molecule < 0)
            return;
        event.key = (uint64_t)molecule;
    } else {
        return;
    }
    g_array_append_val(self->events, event);
}

static int64_t
attributed_local(Tally *self, Attribution attribution, const Line *line, size_t period)
{
    switch (attribution) {
    case ATTRIBUTION_PRESCRIBER:
        return find_local(self, line->practitioner);
    case ATTRIBUTION_PERFORMER:
        return find_local(self, line->performer);
    case ATTRIBUTION_REGISTERED:
        return self->owners[period];
    }
    g_assert_not_reached();
}

static bool
add_line_to_counter(Tally *self, size_t index, const Line *line)
{
    const ProgramCounter *compiled = &self->program->counters[index];
    const Counter *counter = compiled->counter;
    if (compiled->has_washout && !washout_keeps(self, index, line->date))
        return true;
    int64_t amount;
    if (!line_amount(self, counter, line, &amount))
        return false;

    const ProgramIndicator *indicator = &self->program->indicators[compiled->indicator];
    PeriodRange range = horizon_periods_of(self->program->horizon, compiled->window, line->date);
    for (size_t period = range.first; period < range.end; period++) {
        int64_t local = attributed_local(self, indicator->indicator->attribution, line, period);
        if (local < 0)
            continue;
        open_cell(self, (uint32_t)local, compiled->indicator, period);
        size_t slot = value_index(self, (uint32_t)local, period, index);
        if (__builtin_add_overflow(self->values[slot], amount, &self->values[slot]))
            return false;
        add_event(self, counter->count, slot, line);
    }
    return true;
}

static bool
add_line(Tally *self, const Line *line)
{
    size_t n_uses;
    const CodeUse *uses = code_table_uses(self->codes, line->code, &n_uses);
    LineFacts facts = line_facts(self, line);
    for (size_t i = 0; i < n_uses; i++) {
        const Expression *condition =
            self->program->conditions[self->program->counters[uses[i].counter].condition];
        if (uses[i].unsettled && !expression_line_holds(condition, &facts))
            continue;
        if (!add_line_to_counter(self, uses[i].counter, line))
            return false;
    }
    return true;
}

static int
compare_events(const void *a, const void *b)
{
    const Event *left = a, *right = b;
    if (left->slot != right->slot)
        return left->slot < right->slot ? -1 : 1;
    return (left->key > right->key) - (left->key < right->key);
}

static void
count_events(Tally *self)
{
    if (self->events->len > 1)
        g_array_sort(self->events, compare_events);
    for (size_t i = 0; i < self->events->len; i++) {
        const Event *event = &g_array_index(self->events, Event, i);
        if (i == 0 || compare_events(event - 1, event) != 0)
            self->values[event->slot]++;
    }
}

/* --- patients -------------------------------------------------------------------------------- */

/* Who has the patient on the list at the end of each period. */
static void
find_owners(Tally *self, const TallyPatient *patient)
{
    for (size_t period = 0; period < self->n_periods; period++) {
        Day last = horizon_period_last(self->program->horizon, period);
        self->owners[period] = -1;
        if (patient->died != DAY_NONE && patient->died <= last)
            continue;
        for (size_t i = 0; i < patient->n_registrations; i++) {
            const TallyRegistration *registration = &patient->registrations[i];
            if (registration->valid_from <= last && last <= registration->valid_to)
                self->owners[period] = find_local(self, registration->practitioner);
        }
    }
}

/* Patients of a list count even without a line. */
static void
open_list_cells(Tally *self)
{
    for (size_t i = 0; i < self->program->n_indicators; i++) {
        if (self->program->indicators[i].indicator->attribution != ATTRIBUTION_REGISTERED)
            continue;
        for (size_t period = 0; period < self->n_periods; period++)
            if (self->owners[period] >= 0)
                open_cell(self, (uint32_t)self->owners[period], i, period);
    }
}

/* Collects the conditions valid on any day of the window. */
static size_t
find_conditions(Tally *self, const TallyPatient *patient, Day first, Day last)
{
    if (patient->n_conditions > self->conditions_room) {
        self->conditions_room = patient->n_conditions * 2;
        self->conditions = g_renew(const char *, self->conditions, self->conditions_room);
    }
    size_t n = 0;
    for (size_t i = 0; i < patient->n_conditions; i++) {
        const TallyCondition *condition = &patient->conditions[i];
        if (condition->valid_from <= last && condition->valid_to >= first)
            self->conditions[n++] = condition->condition;
    }
    return n;
}

static PatientFacts
patient_facts(Tally *self, const TallyPatient *patient, const Cell *cell)
{
    const Horizon *horizon = self->program->horizon;
    const ProgramIndicator *compiled = &self->program->indicators[cell->indicator];
    Day first = horizon_window_first(horizon, compiled->window, cell->period);
    Day last = horizon_period_last(horizon, cell->period);
    PatientFacts facts = {
        .counters =
            self->values + value_index(self, cell->local, cell->period, compiled->first_counter),
        .age = self->program->uses_age ? day_age(patient->birth, last) : -1,
        .sex = patient->sex,
        .registered = self->owners[cell->period] == cell->local,
        .n_conditions = find_conditions(self, patient, first, last),
    };
    facts.conditions = self->conditions;
    return facts;
}

static bool
add_cell(Tally *self, const TallyPatient *patient, const Cell *cell)
{
    const ProgramIndicator *compiled = &self->program->indicators[cell->indicator];
    const Indicator *indicator = compiled->indicator;
    PatientFacts facts = patient_facts(self, patient, cell);
    bool is_expression = indicator->denominator_kind == DENOMINATOR_EXPRESSION;
    Int128 denominator =
        is_expression ? expression_patient_amount(indicator->denominator, &facts) : 1;
    if (denominator == 0 && indicator->kind != KIND_RATE)
        return true;
    if (!expression_patient_holds(indicator->population, &facts))
        return true;
    bool counts_numerator = denominator > 0 || indicator->kind == KIND_RATE;
    Int128 numerator =
        counts_numerator ? expression_patient_amount(indicator->numerator, &facts) : 0;
    if (numerator == 0 && denominator == 0)
        return true;

    uint32_t practitioner = g_array_index(self->locals, uint32_t, cell->local);
    AgeSex at = age_sex_of(&self->program->campaign->age_bands, facts.age, facts.sex);
    return tally_target_add(self->target, practitioner, compiled, cell->period, at, numerator,
                            denominator);
}

static bool
refuse_overflow(GError **error)
{
    g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_DATA,
                _("miroir.claim: the quantities or amounts of one patient do not fit a count of 64 "
                  "bits; look for rows with absurd quantities or amounts"));
    return false;
}

bool
tally_add_patient(Tally *self, const TallyPatient *patient, GError **error)
{
    self->patient++;
    g_array_set_size(self->locals, 0);
    g_array_set_size(self->cells, 0);
    g_array_set_size(self->events, 0);
    find_owners(self, patient);

    for (size_t i = 0; i < patient->n_lines; i++)
        if (!add_line(self, &patient->lines[i]))
            return refuse_overflow(error);
    open_list_cells(self);
    count_events(self);
    for (size_t i = 0; i < self->cells->len; i++)
        if (!add_cell(self, patient, &g_array_index(self->cells, Cell, i)))
            return refuse_overflow(error);
    return true;
}
