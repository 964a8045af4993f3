#include "engine/source/sql_expression.h"

#include <string.h>

#include "engine/model/expression_tree.h"
#include "engine/source/connection.h"

static void append_condition(GString *sql, const ExpressionNode *node, const SqlNames *names);

/* --- terms ----------------------------------------------------------------------------------- */

static bool
asks_for_line(const ExpressionNode *node)
{
    return node != NULL &&
           (node->kind == NODE_QUANTITY || node->kind == NODE_AMOUNT || node->kind == NODE_UNITS ||
            asks_for_line(node->left) || asks_for_line(node->right));
}

static void
append_number(GString *sql, int64_t number, int decimals)
{
    g_autofree char *digits = g_strdup_printf("%0*" G_GINT64_FORMAT, decimals + 1, number);
    int whole = (int)strlen(digits) - decimals;
    g_string_append_printf(sql, "numeric '%.*s%s%s'", whole, digits, decimals > 0 ? "." : "",
                           digits + whole);
}

static void
append_term(GString *sql, const ExpressionNode *node, const SqlNames *names)
{
    static const char *const operators[] = {
        [NODE_ADD] = "+", [NODE_SUBTRACT] = "-", [NODE_MULTIPLY] = "*"};
    switch ((int)node->kind) {
    case NODE_NUMBER:
        append_number(sql, node->number, node->decimals);
        break;
    case NODE_COUNTER:
        g_string_append_printf(sql, "%s%zu", names->counters,
                               names->first_counter + (size_t)node->counter);
        break;
    case NODE_AGE:
        g_string_append_printf(sql, "%s::numeric", names->age);
        break;
    case NODE_QUANTITY:
        g_string_append(sql, names->quantity);
        break;
    case NODE_AMOUNT:
        g_string_append(sql, names->amount);
        break;
    case NODE_UNITS:
        g_string_append_printf(sql, "round(%s * %s.units, %d)", names->quantity, names->code,
                               QUANTITY_DECIMALS);
        break;
    default:
        g_string_append_c(sql, '(');
        append_term(sql, node->left, names);
        g_string_append_printf(sql, " %s ", operators[node->kind]);
        append_term(sql, node->right, names);
        g_string_append_c(sql, ')');
        break;
    }
}

/* --- conditions ------------------------------------------------------------------------------ */

static void
append_compare(GString *sql, const ExpressionNode *node, const SqlNames *names)
{
    static const char *const operators[] = {
        [COMPARE_EQUAL] = "=",   [COMPARE_NOT_EQUAL] = "<>",
        [COMPARE_LESS] = "<",    [COMPARE_LESS_OR_EQUAL] = "<=",
        [COMPARE_GREATER] = ">", [COMPARE_GREATER_OR_EQUAL] = ">=",
    };
    if (names->quantity == NULL && asks_for_line(node)) {
        g_string_append(sql, "NULL::boolean");
        return;
    }
    g_string_append(sql, "coalesce(");
    append_term(sql, node->left, names);
    g_string_append_printf(sql, " %s ", operators[node->comparison]);
    append_term(sql, node->right, names);
    g_string_append(sql, ", FALSE)");
}

/* One of several codes, a space between two. */
static void
append_item_of_list(GString *sql, const SetItem *item, const char *column)
{
    g_autofree char *word = g_strconcat(" ", item->text, item->is_prefix ? "" : " ", NULL);
    g_autofree char *literal = sql_literal(word);
    g_string_append_printf(sql, "strpos(concat(' ', %s, ' '), %s) > 0", column, literal);
}

static void
append_item(GString *sql, const SetItem *item, const char *column)
{
    g_autofree char *literal = sql_literal(item->text);
    if (item->is_prefix)
        g_string_append_printf(sql, "starts_with(%s, %s)", column, literal);
    else
        g_string_append_printf(sql, "%s = %s", column, literal);
}

char *
sql_items(const ExpressionNode *node, const char *column)
{
    g_autoptr(GString) sql = g_string_new("(");
    for (size_t i = 0; i < node->n_items; i++) {
        g_string_append(sql, i > 0 ? " OR " : "");
        if (node->column == COLUMN_ACT_CODE)
            append_item_of_list(sql, &node->items[i], column);
        else
            append_item(sql, &node->items[i], column);
    }
    g_string_append(sql, node->n_items > 0 ? ")" : "FALSE)");
    return g_string_free(g_steal_pointer(&sql), FALSE);
}

/* Items of `code in (SYSTEM:CODE)` bear their own system. */
static void
append_systems(GString *sql, const ExpressionNode *node, const SqlNames *names)
{
    g_autofree char *code = g_strconcat(names->code, ".code", NULL);
    g_string_append(sql, "(FALSE");
    for (size_t i = 0; i < node->n_items; i++) {
        g_autofree char *system = sql_literal(node->items[i].system);
        g_string_append_printf(sql, " OR (%s.code_system = %s AND ", names->code, system);
        append_item(sql, &node->items[i], code);
        g_string_append_c(sql, ')');
    }
    g_string_append_c(sql, ')');
}

/* The SQL of a column of the language. The caller frees. */
static char *
column_sql(Column column, const SqlNames *names)
{
    switch (column) {
    case COLUMN_ATC:
        return g_strdup_printf("CASE WHEN %s.code_system = 'ATC' THEN %s.code ELSE %s.atc END",
                               names->code, names->code, names->code);
    case COLUMN_GENERIC_GROUP:
        return g_strconcat(names->code, ".generic_group", NULL);
    case COLUMN_GENERIC_ROLE:
        return g_strconcat(names->code, ".generic_role", NULL);
    case COLUMN_SPECIALTY:
        return g_strdup(names->specialty);
    case COLUMN_ACT_CODE:
    case COLUMN_DIAGNOSIS_CODE:
    case COLUMN_DRG:
        return g_strdup_printf("%s.%s", names->stay, column_name(column));
    case COLUMN_CIP13:
    case COLUMN_NABM:
    case COLUMN_CCAM:
    case COLUMN_NGAP:
        return g_strdup_printf("CASE WHEN %s.code_system = '%s' THEN %s.code END", names->code,
                               column_system(column), names->code);
    case COLUMN_CODE:
        break;
    }
    g_assert_not_reached();
}

static void
append_in(GString *sql, const ExpressionNode *node, const SqlNames *names)
{
    if (node->column == COLUMN_SPECIALTY && names->specialty == NULL) {
        g_string_append(sql, "NULL::boolean");
        return;
    }
    if (node->column == COLUMN_CODE) {
        append_systems(sql, node, names);
        return;
    }
    g_autofree char *column = column_sql(node->column, names);
    g_autofree char *items = sql_items(node, column);
    g_string_append_printf(sql, "coalesce(%s, FALSE)", items);
}

static void
append_has_condition(GString *sql, const ExpressionNode *node, const SqlNames *names)
{
    guint index;
    bool found = g_ptr_array_find((GPtrArray *)(uintptr_t)names->condition_nodes, node, &index);
    g_assert(found);
    g_string_append_printf(sql, "coalesce(%s%u, FALSE)", names->conditions, index);
}

static void
append_pair(GString *sql, const ExpressionNode *node, const char *word, const SqlNames *names)
{
    g_string_append_c(sql, '(');
    append_condition(sql, node->left, names);
    g_string_append_printf(sql, " %s ", word);
    append_condition(sql, node->right, names);
    g_string_append_c(sql, ')');
}

static void
append_condition(GString *sql, const ExpressionNode *node, const SqlNames *names)
{
    switch ((int)node->kind) {
    case NODE_OR:
        append_pair(sql, node, "OR", names);
        break;
    case NODE_AND:
        append_pair(sql, node, "AND", names);
        break;
    case NODE_NOT:
        g_string_append(sql, "(NOT ");
        append_condition(sql, node->left, names);
        g_string_append_c(sql, ')');
        break;
    case NODE_COMPARE:
        append_compare(sql, node, names);
        break;
    case NODE_IN:
        append_in(sql, node, names);
        break;
    case NODE_SEX:
        g_string_append_printf(sql, "coalesce(%s = '%c', FALSE)", names->sex, node->sex);
        break;
    case NODE_HAS_CONDITION:
        append_has_condition(sql, node, names);
        break;
    case NODE_REGISTERED:
        g_string_append_printf(sql, "coalesce(%s, FALSE)", names->registered);
        break;
    case NODE_AMBULATORY:
        g_string_append_printf(sql, "coalesce(%s.ambulatory, FALSE)", names->stay);
        break;
    case NODE_TRUE:
        g_string_append(sql, "TRUE");
        break;
    default:
        g_assert_not_reached();
    }
}

/* --- entries --------------------------------------------------------------------------------- */

char *
sql_condition(const Expression *expression, const SqlNames *names)
{
    g_assert(expression_is_condition(expression));
    g_autoptr(GString) sql = g_string_new(NULL);
    append_condition(sql, expression_root(expression), names);
    return g_string_free(g_steal_pointer(&sql), FALSE);
}

char *
sql_amount(const Expression *expression, const SqlNames *names)
{
    g_autoptr(GString) sql = g_string_new(NULL);
    if (expression_is_condition(expression)) {
        append_condition(sql, expression_root(expression), names);
        g_string_append(sql, "::int::numeric");
    } else {
        g_string_append(sql, "coalesce(");
        append_term(sql, expression_root(expression), names);
        g_string_append(sql, ", 0)");
    }
    return g_string_free(g_steal_pointer(&sql), FALSE);
}

static void
collect(const ExpressionNode *node, GPtrArray *nodes)
{
    if (node == NULL)
        return;
    if (node->kind == NODE_HAS_CONDITION && !g_ptr_array_find(nodes, node, NULL))
        g_ptr_array_add(nodes, (gpointer)(uintptr_t)node);
    collect(node->left, nodes);
    collect(node->right, nodes);
}

void
sql_collect_conditions(const Expression *expression, GPtrArray *nodes)
{
    if (expression != NULL)
        collect(expression_root(expression), nodes);
}
