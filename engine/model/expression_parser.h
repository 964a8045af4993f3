/* The state of one parse, and what its two halves share: the ladder of operations
 * (expression_parse.c) and the operands below it (expression_operand.c). */
#pragma once

#include "engine/model/expression_lexer.h"
#include "engine/model/expression_tree.h"

typedef struct {
    ExpressionLexer lexer;
    Token token; /* the one to look at next */
    Expression *tree;
    ExpressionScope scope;
    const CounterName *counters;
    size_t n_counters;
    int nesting;
    GError **error;
} Parser;

bool parser_step(Parser *self);
/* Always NULL, so that a fault is one statement. */
const ExpressionNode *parser_refuse(Parser *self, Place place, const char *format, ...)
    G_GNUC_PRINTF(3, 4);
/* Names the token that stands where `what` should. */
const ExpressionNode *parser_refuse_token(Parser *self, const char *what);
/* Whether the next token is of that kind; else a fault. */
bool parser_expect(Parser *self, TokenKind kind, const char *what);

/* A number, a set, a fact or a counter; the parser stands at a number or a name. NULL with a fault. */
const ExpressionNode *parser_operand(Parser *self);
