/* How the parts of Expression build trees. Every node, set and text of a tree is owned by its
 * Expression, so that freeing needs no walk and nodes can point at each other as const. */
#pragma once

#include "engine/model/expression.h"

struct Expression {
    const ExpressionNode *root;
    GPtrArray *owned;
};

/* Without a root. */
Expression *expression_tree_new(void);
ExpressionNode *expression_tree_add_node(Expression *self, NodeKind kind, Place place);
/* Copies `text`; NULL stays NULL. */
const char *expression_tree_add_text(Expression *self, const char *text);
/* Copies the items and their texts into the node. */
void expression_tree_set_items(Expression *self, ExpressionNode *node, const SetItem *items,
                               size_t n_items);

/* Spellings of the language. */
const char *column_name(Column column);
/* The code system that a column stands for; NULL where it does not stand for one. */
const char *column_system(Column column);
const char *comparison_sign(Comparison comparison);
