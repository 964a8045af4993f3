/* The words of an expression, each with its place in the user's file. */
#pragma once

#include "engine/model/expression.h"

typedef enum {
    TOKEN_END,
    TOKEN_NAME,
    TOKEN_NUMBER,
    TOKEN_LEFT,
    TOKEN_RIGHT,
    TOKEN_COMMA,
    TOKEN_ADD,
    TOKEN_SUBTRACT,
    TOKEN_MULTIPLY,
    TOKEN_COMPARE,
    TOKEN_ITEM, /* a code or a prefix with its star: only from expression_lexer_next_item */
} TokenKind;

typedef struct {
    TokenKind kind;
    Place place;
    const char *start; /* in the text, not ended by NUL */
    int length;        /* in bytes */
    Comparison comparison;
} Token;

typedef struct {
    const char *cursor;
    Place place; /* of the cursor */
    int first_column;
} ExpressionLexer;

/* A text of several lines is a block scalar: each line begins at the column of the first. */
ExpressionLexer expression_lexer_new(const char *text, Place place);
bool expression_lexer_next(ExpressionLexer *self, Token *out_token, GError **error);
/* The next word inside the parentheses of a set, where 1577, J01MA* and RXNORM:66 are one each. */
bool expression_lexer_next_item(ExpressionLexer *self, Token *out_token, GError **error);

bool token_is(const Token *token, const char *word);
/* The text of the token, or "the end". The caller frees. */
char *token_to_string(const Token *token);
