/* Evaluation in three values, so that one walk serves whole lines, patients, and a code alone: what
 * is not known yet leaves a condition unsettled, what is missing makes a comparison false. */
#include <string.h>

#include "engine/model/expression_tree.h"

/* Either a line, or a patient, or a code whose line is not known, or none of them: a patient of whom
 * only is known that the counters are 0. */
typedef struct {
    const CodeFacts *code;
    const LineFacts *line;
    const PatientFacts *patient;
} Facts;

typedef enum { TERM_MISSING, TERM_UNKNOWN, TERM_KNOWN } TermState;

typedef struct {
    TermState state;
    Int128 value;
} Term;

static const Term missing = {TERM_MISSING, 0};
static const Term unknown = {TERM_UNKNOWN, 0};

static const Int128 int128_max = ((((Int128)1 << 126) - 1) << 1) + 1;

/* --- terms ----------------------------------------------------------------------------------- */

static Term
known(Int128 value)
{
    return (Term){TERM_KNOWN, value};
}

static Int128
saturated(bool negative)
{
    return negative ? -int128_max : int128_max;
}

static Int128
add(Int128 a, Int128 b)
{
    Int128 sum;
    return __builtin_add_overflow(a, b, &sum) ? saturated(a < 0) : sum;
}

static Int128
multiply(Int128 a, Int128 b)
{
    Int128 product;
    return __builtin_mul_overflow(a, b, &product) ? saturated((a < 0) != (b < 0)) : product;
}

static Int128
rescale(Int128 value, int decimals)
{
    for (; decimals > 0; decimals--)
        value = multiply(value, 10);
    return value;
}

Int128
expression_quantity_in_units(int64_t quantity, int64_t units)
{
    Int128 product = (Int128)quantity * units;
    return (product + (product < 0 ? -500 : 500)) / 1000;
}

static Term
units_of(const Facts *facts)
{
    if (facts->code == NULL || !facts->code->has_units)
        return missing;
    if (facts->line == NULL)
        return unknown;
    return known(expression_quantity_in_units(facts->line->quantity, facts->code->units));
}

static Term
age_of(const PatientFacts *patient)
{
    if (patient == NULL)
        return unknown;
    return patient->age < 0 ? missing : known(patient->age);
}

static Term term_of(const ExpressionNode *node, const Facts *facts);

static Term
operation_of(const ExpressionNode *node, const Facts *facts)
{
    Term left = term_of(node->left, facts), right = term_of(node->right, facts);
    TermState state = MIN(left.state, right.state);
    if (state != TERM_KNOWN)
        return (Term){state, 0};
    if (node->kind == NODE_MULTIPLY)
        return known(multiply(left.value, right.value));
    Int128 a = rescale(left.value, node->decimals - node->left->decimals);
    Int128 b = rescale(right.value, node->decimals - node->right->decimals);
    return known(add(a, node->kind == NODE_ADD ? b : -b));
}

static Term
term_of(const ExpressionNode *node, const Facts *facts)
{
    switch ((int)node->kind) {
    case NODE_NUMBER:
        return known(node->number);
    case NODE_COUNTER:
        return known(facts->patient == NULL ? 0 : facts->patient->counters[node->counter]);
    case NODE_AGE:
        return age_of(facts->patient);
    case NODE_QUANTITY:
        return facts->line == NULL ? unknown : known(facts->line->quantity);
    case NODE_AMOUNT:
        return facts->line == NULL        ? unknown
               : !facts->line->has_amount ? missing
                                          : known(facts->line->amount);
    case NODE_UNITS:
        return units_of(facts);
    default:
        return operation_of(node, facts);
    }
}

/* --- conditions ------------------------------------------------------------------------------ */

static Settled
settled(bool holds)
{
    return holds ? SETTLED_TRUE : SETTLED_FALSE;
}

static Settled
compare(const ExpressionNode *node, const Facts *facts)
{
    Term left = term_of(node->left, facts), right = term_of(node->right, facts);
    if (left.state == TERM_MISSING || right.state == TERM_MISSING)
        return SETTLED_FALSE;
    if (left.state == TERM_UNKNOWN || right.state == TERM_UNKNOWN)
        return UNSETTLED;
    int decimals = MAX(node->left->decimals, node->right->decimals);
    Int128 a = rescale(left.value, decimals - node->left->decimals);
    Int128 b = rescale(right.value, decimals - node->right->decimals);
    switch (node->comparison) {
    case COMPARE_EQUAL:
        return settled(a == b);
    case COMPARE_NOT_EQUAL:
        return settled(a != b);
    case COMPARE_LESS:
        return settled(a < b);
    case COMPARE_LESS_OR_EQUAL:
        return settled(a <= b);
    case COMPARE_GREATER:
        return settled(a > b);
    case COMPARE_GREATER_OR_EQUAL:
        return settled(a >= b);
    }
    g_assert_not_reached();
}

static bool
item_matches(const SetItem *item, const char *text)
{
    return item->is_prefix ? g_str_has_prefix(text, item->text) : strcmp(text, item->text) == 0;
}

/* The text that a column has in a code; NULL where it has none. */
static const char *
code_text(Column column, const CodeFacts *code)
{
    switch ((int)column) {
    case COLUMN_ATC:
        return strcmp(code->system, "ATC") == 0 ? code->code : code->atc;
    case COLUMN_GENERIC_GROUP:
        return code->generic_group;
    case COLUMN_GENERIC_ROLE:
        return code->generic_role;
    case COLUMN_CODE:
        return code->code;
    default:
        return strcmp(code->system, column_system(column)) == 0 ? code->code : NULL;
    }
}

static Settled
in_set(const ExpressionNode *node, const Facts *facts)
{
    bool of_line = node->column == COLUMN_SPECIALTY;
    if (of_line && facts->line == NULL)
        return UNSETTLED;
    const char *text = of_line               ? facts->line->specialty
                       : facts->code == NULL ? NULL
                                             : code_text(node->column, facts->code);
    for (size_t i = 0; text != NULL && i < node->n_items; i++) {
        const SetItem *item = &node->items[i];
        if ((item->system == NULL || strcmp(item->system, facts->code->system) == 0) &&
            item_matches(item, text))
            return SETTLED_TRUE;
    }
    return SETTLED_FALSE;
}

static Settled
has_condition(const ExpressionNode *node, const PatientFacts *patient)
{
    if (patient == NULL)
        return UNSETTLED;
    for (size_t i = 0; i < patient->n_conditions; i++)
        for (size_t j = 0; j < node->n_items; j++)
            if (item_matches(&node->items[j], patient->conditions[i]))
                return SETTLED_TRUE;
    return SETTLED_FALSE;
}

static Settled condition_of(const ExpressionNode *node, const Facts *facts);

/* `deciding` is the value of one side that settles the whole: false for and, true for or. */
static Settled
both_of(const ExpressionNode *node, const Facts *facts, Settled deciding)
{
    Settled left = condition_of(node->left, facts);
    if (left == deciding)
        return deciding;
    Settled right = condition_of(node->right, facts);
    return right == deciding ? deciding : left == UNSETTLED ? UNSETTLED : right;
}

static Settled
condition_of(const ExpressionNode *node, const Facts *facts)
{
    switch ((int)node->kind) {
    case NODE_OR:
        return both_of(node, facts, SETTLED_TRUE);
    case NODE_AND:
        return both_of(node, facts, SETTLED_FALSE);
    case NODE_NOT: {
        Settled operand = condition_of(node->left, facts);
        return operand == UNSETTLED ? UNSETTLED : settled(operand == SETTLED_FALSE);
    }
    case NODE_COMPARE:
        return compare(node, facts);
    case NODE_IN:
        return in_set(node, facts);
    case NODE_SEX:
        return facts->patient == NULL ? UNSETTLED : settled(facts->patient->sex == node->sex);
    case NODE_HAS_CONDITION:
        return has_condition(node, facts->patient);
    case NODE_REGISTERED:
        return facts->patient == NULL ? UNSETTLED : settled(facts->patient->registered);
    case NODE_TRUE:
        return SETTLED_TRUE;
    default:
        g_assert_not_reached();
    }
}

/* --- entries --------------------------------------------------------------------------------- */

static bool
holds(const Expression *self, const Facts *facts)
{
    g_assert(expression_is_condition(self));
    return condition_of(self->root, facts) == SETTLED_TRUE;
}

static Int128
amount(const Expression *self, const Facts *facts)
{
    if (expression_is_condition(self))
        return holds(self, facts);
    Term term = term_of(self->root, facts);
    return term.state == TERM_KNOWN ? term.value : 0;
}

bool
expression_line_holds(const Expression *self, const LineFacts *line)
{
    return holds(self, &(Facts){.code = line->code, .line = line});
}

bool
expression_patient_holds(const Expression *self, const PatientFacts *patient)
{
    return holds(self, &(Facts){.patient = patient});
}

Int128
expression_line_amount(const Expression *self, const LineFacts *line)
{
    return amount(self, &(Facts){.code = line->code, .line = line});
}

Int128
expression_patient_amount(const Expression *self, const PatientFacts *patient)
{
    return amount(self, &(Facts){.patient = patient});
}

Settled
expression_settle_code(const Expression *self, const CodeFacts *code)
{
    g_assert(expression_is_condition(self));
    return condition_of(self->root, &(Facts){.code = code});
}

bool
expression_needs_counters(const Expression *self)
{
    const Facts none = {0};
    if (expression_is_condition(self))
        return condition_of(self->root, &none) == SETTLED_FALSE;
    Term term = term_of(self->root, &none);
    return term.state == TERM_MISSING || (term.state == TERM_KNOWN && term.value == 0);
}
