#include "tests/render/page/pdf_tokens.h"

#include <string.h>

void
pdf_token_clear(PdfToken *self)
{
    g_string_free(self->text, TRUE);
}

bool
pdf_token_is(const PdfToken *self, PdfTokenKind kind, const char *text)
{
    return self->kind == kind && strcmp(self->text->str, text) == 0;
}

static bool
is_space(char sign)
{
    return sign == '\0' || strchr(" \t\r\n\f", sign) != NULL;
}

static bool
is_delimiter(char sign)
{
    return sign != '\0' && strchr("()<>[]{}/%", sign) != NULL;
}

static const char *
skip_spaces(const char *at, const char *end)
{
    while (at < end && (is_space(*at) || *at == '%'))
        if (*at == '%')
            while (at < end && *at != '\n' && *at != '\r')
                at++;
        else
            at++;
    return at;
}

/* What follows a backslash, which is at *at; *at moves past it. */
static void
add_escaped(GString *text, const char **at, const char *end)
{
    static const char SIGNS[] = "nrtbf", MEANT[] = "\n\r\t\b\f";
    const char *sign = ++*at;
    if (sign >= end)
        return;
    if (*sign >= '0' && *sign <= '7') {
        int code = 0;
        for (int i = 0; i < 3 && *at < end && **at >= '0' && **at <= '7'; i++)
            code = code * 8 + (*(*at)++ - '0');
        g_string_append_c(text, (char)code);
        return;
    }
    const char *known = strchr(SIGNS, *sign);
    ++*at;
    if (*sign == '\r' && *at < end && **at == '\n')
        ++*at;
    if (*sign != '\n' && *sign != '\r')
        g_string_append_c(text, known == NULL ? *sign : MEANT[known - SIGNS]);
}

static PdfTokenKind
read_literal(GString *text, const char **at, const char *end)
{
    int depth = 1;
    for (++*at; *at < end;) {
        if (**at == '\\') {
            add_escaped(text, at, end);
            continue;
        }
        depth += (**at == '(') - (**at == ')');
        if (depth == 0) {
            ++*at;
            return TOKEN_STRING;
        }
        g_string_append_c(text, *(*at)++);
    }
    return TOKEN_BROKEN;
}

/* An odd number of digits is legal in a PDF but not in one to be archived: ISO 19005-2, 6.1.6. */
static PdfTokenKind
read_hexadecimal(GString *text, const char **at, const char *end)
{
    int n_digits = 0, code = 0;
    for (++*at; *at < end && **at != '>'; ++*at) {
        if (is_space(**at))
            continue;
        if (!g_ascii_isxdigit(**at))
            return TOKEN_BROKEN;
        code = code * 16 + g_ascii_xdigit_value(**at);
        if (++n_digits % 2 == 0) {
            g_string_append_c(text, (char)code);
            code = 0;
        }
    }
    if (*at == end || n_digits % 2 != 0)
        return TOKEN_BROKEN;
    ++*at;
    return TOKEN_STRING;
}

static void
read_regular(GString *text, const char **at, const char *end)
{
    while (*at < end && !is_space(**at) && !is_delimiter(**at))
        g_string_append_c(text, *(*at)++);
}

static PdfTokenKind
read_bracket(GString *text, const char **at, const char *end)
{
    const bool twice = **at == '<' || **at == '>';
    if (twice && (*at + 1 >= end || (*at)[1] != **at))
        return TOKEN_BROKEN;
    g_string_append_len(text, *at, twice ? 2 : 1);
    *at += twice ? 2 : 1;
    return TOKEN_BRACKET;
}

PdfToken
pdf_token_next(const char **at, const char *end)
{
    PdfToken self = {TOKEN_END, g_string_new(NULL)};
    *at = skip_spaces(*at, end);
    if (*at == end)
        return self;
    if (**at == '(') {
        self.kind = read_literal(self.text, at, end);
    } else if (**at == '<' && *at + 1 < end && (*at)[1] != '<') {
        self.kind = read_hexadecimal(self.text, at, end);
    } else if (**at == '/') {
        ++*at;
        read_regular(self.text, at, end);
        self.kind = TOKEN_NAME;
    } else if (strchr("[]<>", **at) != NULL) {
        self.kind = read_bracket(self.text, at, end);
    } else {
        read_regular(self.text, at, end);
        self.kind = self.text->len == 0                          ? TOKEN_BROKEN
                    : strchr("+-.0123456789", self.text->str[0]) ? TOKEN_NUMBER
                                                                 : TOKEN_OPERATOR;
    }
    return self;
}
