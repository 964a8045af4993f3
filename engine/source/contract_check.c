/* What a campaign needs of the contract, as two tables of ours: what its indicators cannot do
 * without, and what is merely missed. */
#include "engine/source/contract_private.h"
#include "engine/words/words.h"

/* What an indicator uses. */
typedef enum {
    NEED_CLAIMS,
    NEED_COUNTS,
    NEED_PERFORMER,
    NEED_REGISTRATION,
    NEED_AGE,
    NEED_SEX,
    NEED_CONDITION,
    NEED_AMOUNT,
    NEED_UNITS,
    NEED_ATC,
    NEED_GENERIC_GROUP,
    NEED_GENERIC_ROLE,
    NEED_SPECIALTY,
    NEED_PRESCRIPTION,
    NEED_STAYS,
    NEED_INHABITANTS,
    NEED_FACILITY,
    NEED_ACT,
    NEED_DIAGNOSIS,
    NEED_DRG,
    NEED_AMBULATORY,
    NEED_STAY_AGE,
    NEED_STAY_SEX,
    N_NEEDS,
} Need;

typedef struct {
    Need need;
    const char *relation;
    const char *column; /* NULL: the relation with its mandatory columns */
    bool is_note;       /* merely missed */
    const char *why;    /* after "indicator x " */
} NeededByIndicator;

static const NeededByIndicator NEEDED[] = {
    {NEED_CLAIMS, "claim", NULL, false, N_("is counted from claims")},
    {NEED_CLAIMS, "code", NULL, false, N_("is counted from claims, whose codes it describes")},
    {NEED_CLAIMS, "patient", NULL, false,
     N_("is counted from claims, whose patients it describes")},
    {NEED_COUNTS, "indicator_count", NULL, false, N_("takes ready-made counts")},
    {NEED_PERFORMER, "claim", "performer_id", false,
     N_("is attributed to who carries the act out")},
    {NEED_REGISTRATION, "registration", NULL, false,
     N_("looks at the patients of a doctor's list")},
    {NEED_REGISTRATION, "patient", "died_on", true, N_("counts patients that have died")},
    {NEED_AGE, "patient", "birth_date", false, N_("looks at age")},
    {NEED_SEX, "patient", "sex", false, N_("looks at sex")},
    {NEED_CONDITION, "patient_condition", NULL, false, N_("looks at conditions")},
    {NEED_AMOUNT, "claim", "amount", false, N_("looks at amounts")},
    {NEED_UNITS, "code", "units", false, N_("counts units")},
    {NEED_ATC, "code", "atc", true, N_("finds only lines whose own code is an ATC code")},
    {NEED_GENERIC_GROUP, "code", "generic_group", false, N_("looks at generic groups")},
    {NEED_GENERIC_ROLE, "code", "generic_role", false, N_("looks at generic roles")},
    {NEED_SPECIALTY, "practitioner", "specialty", false, N_("looks at specialties")},
    {NEED_PRESCRIPTION, "claim", "prescription_id", true,
     N_("counts one prescription a practitioner, patient and day")},
    {NEED_STAYS, "stay", NULL, false, N_("counts hospital stays")},
    {NEED_STAYS, "stay", "patient_id", true, N_("takes each stay for a patient of its own")},
    {NEED_STAYS, "territory", NULL, true, N_("is shown for every territory that a stay names")},
    {NEED_INHABITANTS, "population", NULL, false, N_("counts stays per inhabitant")},
    {NEED_FACILITY, "facility", NULL, true, N_("is not shown by establishment")},
    {NEED_FACILITY, "stay", "facility_id", true, N_("is not shown by establishment")},
    {NEED_ACT, "stay", "act_code", false, N_("looks at the acts of stays")},
    {NEED_DIAGNOSIS, "stay", "diagnosis_code", false, N_("looks at the diagnoses of stays")},
    {NEED_DRG, "stay", "drg", false, N_("looks at the groups (GHM) of stays")},
    {NEED_AMBULATORY, "stay", "ambulatory", false, N_("looks at stays without a night")},
    {NEED_STAY_AGE, "stay", "age", false, N_("looks at age")},
    {NEED_STAY_SEX, "stay", "sex", false, N_("looks at sex")},
};

typedef struct {
    const char *relation;
    const char *column; /* may be NULL */
    const char *effect;
} Missed;

static const Missed MISSED[] = {
    {"quality_group", NULL,
     N_("nobody is enrolled, so that there are no booklets and no handouts")},
    {"membership", NULL, N_("nobody is enrolled, so that there are no booklets and no handouts")},
    {"territory", NULL, N_("controls are not limited to the region")},
    {"practitioner", "specialty", N_("nobody has a specialty that could make a control")},
    {"practitioner", "active_to", N_("nobody is known to have stopped")},
    {"practitioner", "opposed_on", N_("nobody is known to be opposed")},
    {"practitioner", "name",
     N_("letters, attendance sheets and certificates bear identifiers in place of names")},
    {"membership", "anonymity_waived_on", N_("handouts never show names")},
    {"allowance", NULL, N_("the evaluation does not speak of allowances")},
    {"meeting", NULL, N_("there are no certificates of attendance")},
    {"attendance", NULL, N_("there are no certificates of attendance")},
};

/* --- what indicators use --------------------------------------------------------------------- */

static void
note_column(Column column, bool *uses)
{
    switch (column) {
    case COLUMN_ATC:
        uses[NEED_ATC] = true;
        return;
    case COLUMN_GENERIC_GROUP:
        uses[NEED_GENERIC_GROUP] = true;
        return;
    case COLUMN_GENERIC_ROLE:
        uses[NEED_GENERIC_ROLE] = true;
        return;
    case COLUMN_SPECIALTY:
        uses[NEED_SPECIALTY] = true;
        return;
    case COLUMN_ACT_CODE:
        uses[NEED_ACT] = true;
        return;
    case COLUMN_DIAGNOSIS_CODE:
        uses[NEED_DIAGNOSIS] = true;
        return;
    case COLUMN_DRG:
        uses[NEED_DRG] = true;
        return;
    case COLUMN_CIP13:
    case COLUMN_NABM:
    case COLUMN_CCAM:
    case COLUMN_NGAP:
    case COLUMN_CODE:
        return;
    }
}

static void
note_columns(const ExpressionNode *node, bool *uses)
{
    if (node == NULL)
        return;

    if (node->kind == NODE_IN)
        note_column(node->column, uses);
    note_columns(node->left, uses);
    note_columns(node->right, uses);
}

static void
note_expression(const Expression *expression, bool *uses)
{
    static const struct {
        NodeKind node;
        Need need;
    } KINDS[] = {
        {NODE_SEX, NEED_SEX},
        {NODE_HAS_CONDITION, NEED_CONDITION},
        {NODE_AGE, NEED_AGE},
        {NODE_REGISTERED, NEED_REGISTRATION},
        {NODE_UNITS, NEED_UNITS},
        {NODE_AMOUNT, NEED_AMOUNT},
        {NODE_AMBULATORY, NEED_AMBULATORY},
    };

    if (expression == NULL)
        return;

    note_columns(expression_root(expression), uses);
    for (size_t i = 0; i < G_N_ELEMENTS(KINDS); i++)
        uses[KINDS[i].need] |= expression_uses(expression, KINDS[i].node);
}

static void
note_counter(const Counter *counter, bool *uses)
{
    note_expression(counter->lines, uses);
    uses[NEED_AMOUNT] |= counter->count == COUNT_AMOUNT;
    uses[NEED_PRESCRIPTION] |= counter->count == COUNT_PRESCRIPTIONS;
    uses[NEED_ATC] |= counter->count == COUNT_MOLECULES;
    uses[NEED_UNITS] |= counter->in_units;
}

/* Age and sex are the stay's own. */
static void
note_stays(const Indicator *indicator, bool *uses)
{
    const bool is_rate = indicator->kind == KIND_RATE;

    note_expression(indicator->population, uses);
    note_expression(indicator->denominator, uses);
    note_expression(indicator->numerator, uses);
    uses[NEED_STAYS] = true;
    uses[NEED_INHABITANTS] = is_rate;
    uses[NEED_FACILITY] = !is_rate;
    uses[NEED_STAY_AGE] = uses[NEED_AGE] || indicator->standardised;
    uses[NEED_STAY_SEX] = uses[NEED_SEX] || indicator->standardised;
    uses[NEED_AGE] = uses[NEED_SEX] = false;
}

static void
note_indicator(const Indicator *indicator, bool *uses)
{
    if (indicator->from == FROM_COUNTS) {
        uses[NEED_COUNTS] = true;
        return;
    }
    if (indicator->from == FROM_STAYS) {
        note_stays(indicator, uses);
        return;
    }

    uses[NEED_CLAIMS] = true;
    uses[NEED_PERFORMER] = indicator->attribution == ATTRIBUTION_PERFORMER;
    uses[NEED_REGISTRATION] = indicator->attribution == ATTRIBUTION_REGISTERED ||
                              indicator->denominator_kind == DENOMINATOR_REGISTERED_PATIENTS;
    for (size_t i = 0; i < indicator->n_counters; i++)
        note_counter(&indicator->counters[i], uses);
    uses[NEED_AGE] |= indicator->standardised;
    uses[NEED_SEX] |= indicator->standardised;
    note_expression(indicator->population, uses);
    note_expression(indicator->denominator, uses);
    note_expression(indicator->numerator, uses);
}

/* --- faults ---------------------------------------------------------------------------------- */

static void
add_fault(GPtrArray *faults, char *take_message)
{
    g_ptr_array_add(faults, g_error_new_literal(SOURCE_ERROR, SOURCE_ERROR_CONTRACT, take_message));
    g_free(take_message);
}

/* Why the column cannot be used; NULL when it can. The caller frees. */
static char *
column_fault(const Contract *self, const RelationFacts *facts, size_t i)
{
    const char *relation = facts->relation->name;
    const ContractColumn *column = &facts->relation->columns[i];
    const ColumnFacts *found = &facts->columns[i];

    if (found->type == NULL)
        return g_strdup_printf(_("column miroir.%s.%s is missing; add it to the table or the view"),
                               relation, column->name);
    if (!self->schema_usable)
        return g_strdup_printf(_("role %s may not use schema miroir; let a DBA run: GRANT USAGE ON "
                                 "SCHEMA miroir TO %s"),
                               self->role, self->role);
    if (!found->is_readable)
        return g_strdup_printf(
            _("role %s may not read miroir.%s.%s; let a DBA run: GRANT SELECT ON "
              "miroir.%s TO %s"),
            self->role, relation, column->name, relation, self->role);
    if (!found->type_fits)
        return g_strdup_printf(
            _("column miroir.%s.%s is %s where %s is wanted; cast it in the view: "
              "%s::%s"),
            relation, column->name, found->type, contract_type_sql(column->type), column->name,
            contract_type_sql(column->type));
    return NULL;
}

/* Why the relation, with its mandatory columns, cannot be used; NULL when it can. */
static char *
relation_fault(const Contract *self, const RelationFacts *facts)
{
    const char *name = facts->relation->name;

    if (!facts->exists)
        return g_strdup_printf(_("relation miroir.%s is missing; create it with the files of "
                                 "sql/contract, or as a view"),
                               name);

    for (size_t i = 0; facts->relation->columns[i].name != NULL; i++) {
        if (facts->relation->columns[i].is_mandatory) {
            char *fault = column_fault(self, facts, i);
            if (fault != NULL)
                return fault;
        }
    }

    if (facts->hides_rows)
        return g_strdup_printf(
            _("row level security hides rows of miroir.%s from role %s, so that "
              "figures would be wrong; grant it BYPASSRLS or a policy on all rows"),
            name, self->role);
    if (facts->is_empty)
        return g_strdup_printf(
            _("table miroir.%s is empty; fill it, for instance with `miroir load`"), name);
    return NULL;
}

static char *
needed_fault(const Contract *self, const char *relation, const char *column)
{
    const RelationFacts *facts = contract_facts(self, relation);

    if (column == NULL || !facts->exists)
        return relation_fault(self, facts);

    return column_fault(self, facts, (size_t)contract_relation_find(facts->relation, column));
}

/* "file:line:column: indicator x looks at age: column ... is missing; ..." */
static char *
word(const Indicator *indicator, const NeededByIndicator *needed, const char *fault)
{
    g_autofree char *place = indicator->place.file != NULL
                                 ? g_strdup_printf("%s:%d:%d: ", indicator->place.file,
                                                   indicator->place.line, indicator->place.column)
                                 : g_strdup("");

    return g_strdup_printf(_("%sindicator %s %s: %s"), place, indicator->id, _(needed->why), fault);
}

/* The first indicator that uses it speaks for all. */
static void
check_need(const Contract *self, const GPtrArray *indicators, const NeededByIndicator *needed,
           bool (*uses)[N_NEEDS], GPtrArray *faults, GPtrArray *notes)
{
    g_autofree char *fault = needed_fault(self, needed->relation, needed->column);

    for (guint i = 0; fault != NULL && i < indicators->len; i++) {
        if (!uses[i][needed->need])
            continue;

        char *message = word(indicators->pdata[i], needed, fault);
        if (needed->is_note)
            g_ptr_array_add(notes, message);
        else
            add_fault(faults, message);
        return;
    }
}

static void
check_needs(const Contract *self, const Campaign *campaign, GPtrArray *faults, GPtrArray *notes)
{
    g_autoptr(GPtrArray) indicators = g_ptr_array_new();

    for (size_t i = 0; i < campaign->n_indicators; i++)
        g_ptr_array_add(indicators, (gpointer)(uintptr_t)campaign->indicators[i].indicator);
    for (size_t i = 0; i < campaign->n_stay_indicators; i++)
        g_ptr_array_add(indicators, (gpointer)(uintptr_t)campaign->stay_indicators[i].indicator);
    g_autofree bool(*uses)[N_NEEDS] = g_malloc0_n(indicators->len + 1, sizeof *uses);
    for (guint i = 0; i < indicators->len; i++)
        note_indicator(indicators->pdata[i], uses[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(NEEDED); i++)
        check_need(self, indicators, &NEEDED[i], uses, faults, notes);
}

/* A column of the wrong type would be read as absent: worth a fault whoever needs it. */
static void
check_types(const Contract *self, GPtrArray *faults)
{
    for (size_t i = 0; i < self->n_relations; i++) {
        const RelationFacts *facts = &self->relations[i];

        for (size_t j = 0; facts->relation->columns[j].name != NULL; j++) {
            /* Mandatory columns have been judged with their relation, if anybody needs that. */
            if (facts->relation->columns[j].is_mandatory || facts->columns[j].type == NULL ||
                facts->columns[j].type_fits || !facts->columns[j].is_readable)
                continue;
            add_fault(faults, column_fault(self, facts, j));
        }
    }
}

static void
check_missed(const Contract *self, GPtrArray *notes)
{
    for (size_t i = 0; i < G_N_ELEMENTS(MISSED); i++) {
        const Missed *missed = &MISSED[i];
        const RelationFacts *facts = contract_facts(self, missed->relation);
        bool is_there =
            missed->column == NULL
                ? contract_has(self, missed->relation) && !facts->is_empty
                : !facts->exists || contract_has_column(self, missed->relation, missed->column);

        if (!is_there)
            g_ptr_array_add(notes,
                            g_strdup_printf(facts->is_empty ? _("miroir.%s%s%s is empty: %s")
                                                            : _("miroir.%s%s%s is not there: %s"),
                                            missed->relation, missed->column != NULL ? "." : "",
                                            missed->column != NULL ? missed->column : "",
                                            _(missed->effect)));
    }
}

static void
check_role(const Contract *self, const Campaign *campaign, GPtrArray *notes)
{
    bool may_write = false;

    for (size_t i = 0; i < self->n_relations; i++)
        may_write |= self->relations[i].is_writable;

    if (may_write && campaign->database.kind != DATABASE_EMBEDDED)
        g_ptr_array_add(notes, g_strdup_printf(_("role %s could also change what it reads; a role "
                                                 "with SELECT on miroir.* alone is safer"),
                                               self->role));
}

void
contract_check(const Contract *self, const Campaign *campaign, GPtrArray *faults, GPtrArray *notes)
{
    if (!self->schema_exists) {
        add_fault(faults, g_strdup(_("schema miroir is missing; create it with the files of "
                                     "sql/contract, or with `miroir load`")));
        return;
    }

    char *fault = relation_fault(self, contract_facts(self, "practitioner"));
    if (fault != NULL)
        add_fault(faults, fault);

    check_needs(self, campaign, faults, notes);
    check_types(self, faults);
    check_missed(self, notes);
    check_role(self, campaign, notes);
}
