#include "engine/model/expression.h"

#include <string.h>

#include "engine/model/expression_tree.h"

static const struct {
    const char *name, *system;
} columns[] = {
    [COLUMN_ATC] = {"atc", NULL},
    [COLUMN_CIP13] = {"cip13", "CIP13"},
    [COLUMN_NABM] = {"nabm", "NABM"},
    [COLUMN_CCAM] = {"ccam", "CCAM"},
    [COLUMN_NGAP] = {"ngap", "NGAP"},
    [COLUMN_CODE] = {"code", NULL},
    [COLUMN_GENERIC_GROUP] = {"generic_group", NULL},
    [COLUMN_GENERIC_ROLE] = {"generic_role", NULL},
    [COLUMN_SPECIALTY] = {"specialty", NULL},
    [COLUMN_ACT_CODE] = {"act_code", NULL},
    [COLUMN_DIAGNOSIS_CODE] = {"diagnosis_code", NULL},
    [COLUMN_DRG] = {"drg", NULL},
};

static const char *const comparison_signs[] = {
    [COMPARE_EQUAL] = "=",          [COMPARE_NOT_EQUAL] = "!=", [COMPARE_LESS] = "<",
    [COMPARE_LESS_OR_EQUAL] = "<=", [COMPARE_GREATER] = ">",    [COMPARE_GREATER_OR_EQUAL] = ">=",
};

const char *
column_name(Column column)
{
    return columns[column].name;
}

const char *
column_system(Column column)
{
    return columns[column].system;
}

const char *
comparison_sign(Comparison comparison)
{
    return comparison_signs[comparison];
}

/* --- building -------------------------------------------------------------------------------- */

Expression *
expression_tree_new(void)
{
    Expression *self = g_new0(Expression, 1);
    self->owned = g_ptr_array_new_with_free_func(g_free);
    return self;
}

void
expression_free(Expression *self)
{
    if (self == NULL)
        return;
    g_ptr_array_unref(self->owned);
    g_free(self);
}

ExpressionNode *
expression_tree_add_node(Expression *self, NodeKind kind, Place place)
{
    ExpressionNode *node = g_new0(ExpressionNode, 1);
    node->kind = kind;
    node->place = place;
    g_ptr_array_add(self->owned, node);
    return node;
}

const char *
expression_tree_add_text(Expression *self, const char *text)
{
    if (text == NULL)
        return NULL;
    char *copy = g_strdup(text);
    g_ptr_array_add(self->owned, copy);
    return copy;
}

void
expression_tree_set_items(Expression *self, ExpressionNode *node, const SetItem *items,
                          size_t n_items)
{
    SetItem *copies = g_new0(SetItem, n_items);
    g_ptr_array_add(self->owned, copies);
    for (size_t i = 0; i < n_items; i++)
        copies[i] = (SetItem){
            .system = expression_tree_add_text(self, items[i].system),
            .text = expression_tree_add_text(self, items[i].text),
            .is_prefix = items[i].is_prefix,
        };
    node->items = copies;
    node->n_items = n_items;
}

/* A copy of the tree under `node`, owned by `self`. */
static const ExpressionNode *
copy_node(Expression *self, const ExpressionNode *node)
{
    ExpressionNode *copy = expression_tree_add_node(self, node->kind, node->place);
    *copy = *node;
    if (node->left != NULL)
        copy->left = copy_node(self, node->left);
    if (node->right != NULL)
        copy->right = copy_node(self, node->right);
    copy->name = expression_tree_add_text(self, node->name);
    if (node->n_items > 0)
        expression_tree_set_items(self, copy, node->items, node->n_items);
    return copy;
}

Expression *
expression_copy(const Expression *self)
{
    Expression *copy = expression_tree_new();
    copy->root = copy_node(copy, self->root);
    return copy;
}

static const Place nowhere = {"", 0, 0};

Expression *
expression_true(void)
{
    Expression *self = expression_tree_new();
    self->root = expression_tree_add_node(self, NODE_TRUE, nowhere);
    return self;
}

Expression *
expression_and(const Expression *left, const Expression *right)
{
    g_assert(expression_is_condition(left) && expression_is_condition(right));
    Expression *self = expression_tree_new();
    ExpressionNode *root = expression_tree_add_node(self, NODE_AND, left->root->place);
    root->left = copy_node(self, left->root);
    root->right = copy_node(self, right->root);
    self->root = root;
    return self;
}

Expression *
expression_counter(int counter, int decimals)
{
    Expression *self = expression_tree_new();
    ExpressionNode *root = expression_tree_add_node(self, NODE_COUNTER, nowhere);
    root->counter = counter;
    root->decimals = decimals;
    self->root = root;
    return self;
}

/* --- asking ---------------------------------------------------------------------------------- */

const ExpressionNode *
expression_root(const Expression *self)
{
    return self->root;
}

bool
expression_is_condition(const Expression *self)
{
    return self->root->kind <= NODE_TRUE;
}

int
expression_decimals(const Expression *self)
{
    return self->root->decimals;
}

static bool
node_uses(const ExpressionNode *node, NodeKind kind)
{
    return node != NULL &&
           (node->kind == kind || node_uses(node->left, kind) || node_uses(node->right, kind));
}

bool
expression_uses(const Expression *self, NodeKind kind)
{
    return node_uses(self->root, kind);
}

/* --- spelling -------------------------------------------------------------------------------- */

static void
append_items(GString *out, const ExpressionNode *node)
{
    g_string_append_c(out, '(');
    for (size_t i = 0; i < node->n_items; i++) {
        const SetItem *item = &node->items[i];
        g_string_append(out, i > 0 ? ", " : "");
        if (item->system != NULL)
            g_string_append_printf(out, "%s:", item->system);
        g_string_append_printf(out, "%s%s", item->text, item->is_prefix ? "*" : "");
    }
    g_string_append_c(out, ')');
}

static void
append_number(GString *out, const ExpressionNode *node)
{
    int64_t scale = 1;
    for (int i = 0; i < node->decimals; i++)
        scale *= 10;
    g_string_append_printf(out, "%" G_GINT64_FORMAT, node->number / scale);
    if (node->decimals > 0)
        g_string_append_printf(out, ".%0*" G_GINT64_FORMAT, node->decimals, node->number % scale);
}

static void append_node(GString *out, const ExpressionNode *node);

static void
append_binary(GString *out, const ExpressionNode *node, const char *sign)
{
    g_string_append_c(out, '(');
    append_node(out, node->left);
    g_string_append_printf(out, " %s ", sign);
    append_node(out, node->right);
    g_string_append_c(out, ')');
}

static void
append_node(GString *out, const ExpressionNode *node)
{
    switch (node->kind) {
    case NODE_OR:
        append_binary(out, node, "or");
        break;
    case NODE_AND:
        append_binary(out, node, "and");
        break;
    case NODE_NOT:
        g_string_append(out, "(not ");
        append_node(out, node->left);
        g_string_append_c(out, ')');
        break;
    case NODE_COMPARE:
        append_binary(out, node, comparison_sign(node->comparison));
        break;
    case NODE_IN:
        g_string_append_printf(out, "%s in ", column_name(node->column));
        append_items(out, node);
        break;
    case NODE_SEX:
        g_string_append_printf(out, "sex = %c", node->sex);
        break;
    case NODE_HAS_CONDITION:
        g_string_append(out, "has_condition");
        append_items(out, node);
        break;
    case NODE_REGISTERED:
        g_string_append(out, "registered");
        break;
    case NODE_AMBULATORY:
        g_string_append(out, "ambulatory");
        break;
    case NODE_TRUE:
        g_string_append(out, "true");
        break;
    case NODE_NUMBER:
        append_number(out, node);
        break;
    case NODE_COUNTER:
        if (node->name != NULL)
            g_string_append(out, node->name);
        else
            g_string_append_printf(out, "counter %d", node->counter);
        break;
    case NODE_AGE:
        g_string_append(out, "age");
        break;
    case NODE_QUANTITY:
        g_string_append(out, "quantity");
        break;
    case NODE_AMOUNT:
        g_string_append(out, "amount");
        break;
    case NODE_UNITS:
        g_string_append(out, "units");
        break;
    case NODE_ADD:
        append_binary(out, node, "+");
        break;
    case NODE_SUBTRACT:
        append_binary(out, node, "-");
        break;
    case NODE_MULTIPLY:
        append_binary(out, node, "*");
        break;
    }
}

char *
expression_to_string(const Expression *self)
{
    GString *out = g_string_new(NULL);
    append_node(out, self->root);
    return g_string_free(out, false);
}
