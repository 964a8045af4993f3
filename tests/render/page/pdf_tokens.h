/* The words of a content stream: ISO 32000-1, 7.2 and 7.3. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef enum {
    TOKEN_END,
    TOKEN_NUMBER,
    TOKEN_NAME,    /* without its slash */
    TOKEN_STRING,  /* decoded, of either form */
    TOKEN_BRACKET, /* "[", "]", "<<", ">>" */
    TOKEN_OPERATOR,
    TOKEN_BROKEN, /* a string that never ends, a sign that begins nothing */
} PdfTokenKind;

typedef struct {
    PdfTokenKind kind;
    GString *text; /* bytes */
} PdfToken;

void pdf_token_clear(PdfToken *self);
/* The token at *at, which moves past it. The caller clears it. */
PdfToken pdf_token_next(const char **at, const char *end);
bool pdf_token_is(const PdfToken *self, PdfTokenKind kind, const char *text);
