/* A condition or a quantity over claim lines or over patients, as written in a theme: parsed once
 * into an immutable typed tree with positions. One tree serves the SQL of `source` and the
 * evaluation in C. Grammar: DESIGN.md 5.
 *
 * Numbers are exact: a term is an integer and a number of decimals. Quantities and units have 3
 * decimals, amounts 2, counters those of what they count, literals as many as are written. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "engine/model/place.h"

__extension__ typedef __int128 Int128;

enum { QUANTITY_DECIMALS = 3, AMOUNT_DECIMALS = 2 };

typedef enum { EXPRESSION_OF_LINES, EXPRESSION_OF_PATIENTS, EXPRESSION_OF_STAYS } ExpressionScope;

typedef enum {
    /* conditions */
    NODE_OR,            /* left, right */
    NODE_AND,           /* left, right */
    NODE_NOT,           /* left */
    NODE_COMPARE,       /* comparison, left, right: both terms */
    NODE_IN,            /* column, items */
    NODE_SEX,           /* sex: 'M' or 'F' */
    NODE_HAS_CONDITION, /* items: conditions, whole or as prefixes */
    NODE_REGISTERED,    /* the patient is registered with this practitioner */
    NODE_AMBULATORY,    /* a stay without a night */
    NODE_TRUE,          /* never written; stands for an absent population */
    /* terms */
    NODE_NUMBER,  /* number, with the node's decimals */
    NODE_COUNTER, /* counter: index into the indicator's counters */
    NODE_AGE,
    NODE_QUANTITY,
    NODE_AMOUNT,
    NODE_UNITS,    /* quantity x code.units */
    NODE_ADD,      /* left, right */
    NODE_SUBTRACT, /* left, right */
    NODE_MULTIPLY, /* left, right */
} NodeKind;

typedef enum {
    COMPARE_EQUAL,
    COMPARE_NOT_EQUAL,
    COMPARE_LESS,
    COMPARE_LESS_OR_EQUAL,
    COMPARE_GREATER,
    COMPARE_GREATER_OR_EQUAL,
} Comparison;

/* What a set condition looks at. The code columns belong to the line's code, the generic ones to
 * its description in miroir.code, specialty to the practitioner of the line; the last three are of
 * hospital stays. */
typedef enum {
    COLUMN_ATC, /* code.atc; the code itself where code_system is ATC */
    COLUMN_CIP13,
    COLUMN_NABM,
    COLUMN_CCAM,
    COLUMN_NGAP,
    COLUMN_CODE, /* any system: items are SYSTEM:CODE */
    COLUMN_GENERIC_GROUP,
    COLUMN_GENERIC_ROLE,
    COLUMN_SPECIALTY,
    COLUMN_ACT_CODE,
    COLUMN_DIAGNOSIS_CODE,
    COLUMN_DRG,
} Column;

typedef struct {
    const char *system; /* COLUMN_CODE: the code system; else NULL */
    const char *text;   /* the code, or its prefix, without the star; may be "" for a bare star */
    bool is_prefix;
} SetItem;

typedef struct ExpressionNode ExpressionNode;
struct ExpressionNode {
    NodeKind kind;
    int decimals; /* of a term; 0 for a condition */
    Place place;  /* where the node starts in the user's file */
    const ExpressionNode *left, *right;
    Comparison comparison;
    Column column;
    const SetItem *items;
    size_t n_items;
    char sex;
    int64_t number;
    int counter;
    const char *name; /* of the counter; NULL for one made by expression_counter */
};

typedef struct Expression Expression;

/* Names that a patient expression may use for its counters, with the decimals of each. */
typedef struct {
    const char *name;
    int decimals;
} CounterName;

enum { EXPRESSION_MAX_CHARACTERS = 4000, EXPRESSION_MAX_NESTING = 64, EXPRESSION_MAX_DECIMALS = 6 };

/* Whether the language gives `name` a meaning, so that no counter can be called that. */
bool expression_reserves(const char *name);
/* Parses `text`, whose first character stands at `place`. Line expressions may not name counters,
 * age, sex, conditions or registration; patient expressions may not name columns, quantity, amount
 * or units; stay expressions name act_code, diagnosis_code, drg, ambulatory, age and sex alone, and
 * are read by SQL only. act_code in (...) holds where any act of the stay is one of those. MODEL_ERROR_EXPRESSION, "file:line:column: what; hint". */
Expression *expression_parse(const char *text, Place place, ExpressionScope scope,
                             const CounterName *counters, size_t n_counters, GError **error);
/* Trees made from others, sharing nothing with them. */
Expression *expression_true(void);
Expression *expression_and(const Expression *left, const Expression *right);
Expression *expression_counter(int counter, int decimals);
Expression *expression_copy(const Expression *self);
void expression_free(Expression *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Expression, expression_free)

const ExpressionNode *expression_root(const Expression *self);
bool expression_is_condition(const Expression *self);
/* Decimals of a term; 0 for a condition, which counts 1 where it holds. */
int expression_decimals(const Expression *self);
/* Whether any node is of that kind. */
bool expression_uses(const Expression *self, NodeKind kind);
/* The language's own spelling with every operation in parentheses: for goldens and messages. */
char *expression_to_string(const Expression *self);

/* --- evaluation ------------------------------------------------------------------------------ */

/* A code as described in miroir.code; NULL is SQL's NULL. */
typedef struct {
    const char *system, *code, *atc, *generic_group, *generic_role;
    bool has_units;
    int64_t units; /* thousandths */
} CodeFacts;

/* A net line. Without a quantity or an amount the comparison is false, as with NULL in SQL. */
typedef struct {
    const CodeFacts *code;
    const char *specialty; /* may be NULL */
    int64_t quantity;      /* thousandths */
    bool has_amount;
    int64_t amount; /* cents */
} LineFacts;

typedef struct {
    const int64_t *counters; /* by counter index, in the counter's own decimals */
    int age;                 /* completed years on the last day of the period; -1 unknown */
    char sex;                /* 'M', 'F' or 0 */
    bool registered;
    const char *const *conditions; /* valid on any day of the window */
    size_t n_conditions;
} PatientFacts;

/* A comparison with a missing value is false, before any `not`. */
bool expression_line_holds(const Expression *self, const LineFacts *line);
bool expression_patient_holds(const Expression *self, const PatientFacts *patient);
/* The term in its own decimals, or 1 or 0 for a condition. A term with any missing part counts 0, as
 * SQL's coalesce(term, 0). What does not fit 128 bits stays at their end: never within 64. */
Int128 expression_line_amount(const Expression *self, const LineFacts *line);
Int128 expression_patient_amount(const Expression *self, const PatientFacts *patient);

/* Whether a patient expression is false, or 0, for every patient whose counters are all 0, whatever
 * else is known: only then can it be asked of patients with counted lines alone. */
bool expression_needs_counters(const Expression *self);

/* Quantity (thousandths) times units (thousandths) in thousandths, rounded half away from zero, line
 * by line: SQL's round(quantity * units, 3). The value of `units` in a line expression. */
Int128 expression_quantity_in_units(int64_t quantity, int64_t units);

/* What a code alone settles of a line condition: for one evaluation per distinct code. */
typedef enum { SETTLED_FALSE, SETTLED_TRUE, UNSETTLED } Settled;
Settled expression_settle_code(const Expression *self, const CodeFacts *code);
