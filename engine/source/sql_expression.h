/* Expressions as SQL: the second of the two readings of one tree (the first is evaluation in C).
 * Arithmetic is in numeric, hence exact; a comparison with NULL is false before any `not`; texts
 * are literals made here, never text of the user's file. */
#pragma once

#include <glib.h>

#include "engine/model/expression.h"

/* What the names of the language stand for in a statement. */
typedef struct {
    const char *code;                   /* alias of code_system, code, atc, units, ... */
    const char *quantity, *amount;      /* NULL: the line is not known yet */
    const char *specialty;              /* likewise */
    const char *age, *sex, *registered; /* of a patient, the first two of a stay as well */
    const char *stay;                   /* alias of act_code, diagnosis_code, drg, ambulatory */
    const char *counters;               /* prefix of the counters' columns, then their number */
    size_t first_counter;               /* what the number of counter 0 is */
    const char *conditions;             /* prefix of the columns of has_condition(...) */
    const GPtrArray *condition_nodes;   /* whose index is the number */
} SqlNames;

/* A boolean that is never NULL. Where the line is not known yet it is NULL if the line decides, so
 * that `... IS NOT FALSE` tells the codes that may count. The caller frees. */
char *sql_condition(const Expression *expression, const SqlNames *names);
/* A numeric in natural units, 0 where a part is missing; a condition is 1 or 0. */
char *sql_amount(const Expression *expression, const SqlNames *names);
/* Whether `column` (SQL) is one of the items of a set node; may be NULL where the column is. */
char *sql_items(const ExpressionNode *node, const char *column);
/* Adds every has_condition node that is not there yet. */
void sql_collect_conditions(const Expression *expression, GPtrArray *nodes);
