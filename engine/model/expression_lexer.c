#include "engine/model/expression_lexer.h"

#include <string.h>

#include "engine/words/words.h"

typedef struct {
    const char *sign;
    TokenKind kind;
    Comparison comparison;
} Sign;

/* Longer signs first. */
static const Sign signs[] = {
    {"!=", TOKEN_COMPARE, COMPARE_NOT_EQUAL},
    {"<=", TOKEN_COMPARE, COMPARE_LESS_OR_EQUAL},
    {">=", TOKEN_COMPARE, COMPARE_GREATER_OR_EQUAL},
    {"=", TOKEN_COMPARE, COMPARE_EQUAL},
    {"<", TOKEN_COMPARE, COMPARE_LESS},
    {">", TOKEN_COMPARE, COMPARE_GREATER},
    {"(", TOKEN_LEFT, 0},
    {")", TOKEN_RIGHT, 0},
    {",", TOKEN_COMMA, 0},
    {"+", TOKEN_ADD, 0},
    {"-", TOKEN_SUBTRACT, 0},
    {"*", TOKEN_MULTIPLY, 0},
};

/* Signs of other languages, and what they are called here. */
static const struct {
    const char *sign, *hint;
} foreign_signs[] = {
    {"==", N_("write = for equal")},
    {"<>", N_("write != for not equal")},
    {"&&", N_("write and")},
    {"||", N_("write or")},
    {"!", N_("write not, or !=")},
    {"/", N_("there is no division; multiply the other side")},
    {"%", N_("a prefix ends with *")},
    {"'", N_("codes stand without quotes")},
    {"\"", N_("codes stand without quotes")},
    {"≥", "write >="},
    {"≤", "write <="},
    {"≠", "write !="},
    {";", N_("separate codes with ,")},
};

ExpressionLexer
expression_lexer_new(const char *text, Place place)
{
    return (ExpressionLexer){text, place, place.column};
}

static void
advance(ExpressionLexer *self, size_t bytes)
{
    for (const char *end = self->cursor + bytes; self->cursor < end; self->cursor++) {
        if (*self->cursor == '\n') {
            self->place.line++;
            self->place.column = self->first_column;
        } else {
            self->place.column += ((unsigned char)*self->cursor & 0xC0) != 0x80;
        }
    }
}

static Token
take(ExpressionLexer *self, TokenKind kind, size_t bytes)
{
    Token token = {kind, self->place, self->cursor, (int)bytes, 0};
    advance(self, bytes);
    return token;
}

static void
skip_blanks(ExpressionLexer *self)
{
    advance(self, strspn(self->cursor, " \t\r\n"));
}

static bool
refuse_sign(const ExpressionLexer *self, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(foreign_signs); i++)
        if (g_str_has_prefix(self->cursor, foreign_signs[i].sign)) {
            model_set_error(error, MODEL_ERROR_EXPRESSION, self->place, _("'%s' is not known; %s"),
                            foreign_signs[i].sign, _(foreign_signs[i].hint));
            return false;
        }
    int bytes = g_utf8_skip[(unsigned char)*self->cursor];
    model_set_error(error, MODEL_ERROR_EXPRESSION, self->place,
                    _("'%.*s' is not known; an expression has names, numbers, ( ) , + - * and "
                      "= != < <= > >="),
                    bytes, self->cursor);
    return false;
}

static size_t
name_length(const char *text)
{
    size_t length = 0;
    while (g_ascii_isalnum(text[length]) || text[length] == '_')
        length++;
    return length;
}

/* Digits, and with a point up to three more; leading zeros and units run on are faults. */
static bool
next_number(ExpressionLexer *self, Token *out_token, GError **error)
{
    const char *text = self->cursor;
    size_t whole = strspn(text, "0123456789");
    size_t decimals = text[whole] == '.' ? strspn(text + whole + 1, "0123456789") : 0;
    size_t length = whole + (text[whole] == '.' ? decimals + 1 : 0);
    const char *fault = NULL;
    if (text[0] == '0' && whole > 1)
        fault = _("has leading zeros; leave them out");
    else if (text[whole] == '.' && decimals == 0)
        fault = _("has a point without decimals; leave it out");
    else if (decimals > 3)
        fault = _("has more than 3 decimals; round it");
    else if (whole > 12)
        fault = _("is too large; 12 digits at most");
    else if (name_length(text + length) > 0 || text[length] == '.')
        fault = _("is followed by letters or another point; a number is digits, one point, digits");
    if (fault != NULL) {
        model_set_error(error, MODEL_ERROR_EXPRESSION, self->place, "%.*s %s", (int)length, text,
                        fault);
        return false;
    }
    *out_token = take(self, TOKEN_NUMBER, length);
    return true;
}

bool
expression_lexer_next(ExpressionLexer *self, Token *out_token, GError **error)
{
    skip_blanks(self);
    if (*self->cursor == '\0') {
        *out_token = take(self, TOKEN_END, 0);
        return true;
    }
    if (g_ascii_isdigit(*self->cursor))
        return next_number(self, out_token, error);
    size_t length = name_length(self->cursor);
    if (length > 0) {
        *out_token = take(self, TOKEN_NAME, length);
        return true;
    }
    bool foreign = g_str_has_prefix(self->cursor, "==") || g_str_has_prefix(self->cursor, "<>");
    for (size_t i = 0; i < G_N_ELEMENTS(signs) && !foreign; i++)
        if (g_str_has_prefix(self->cursor, signs[i].sign)) {
            *out_token = take(self, signs[i].kind, strlen(signs[i].sign));
            out_token->comparison = signs[i].comparison;
            return true;
        }
    return refuse_sign(self, error);
}

/* Bytes of the character at `text` if it can stand in a code, else 0. */
static size_t
item_character(const char *text)
{
    gunichar c = g_utf8_get_char(text);
    bool fits = g_unichar_isalnum(c) || (c != 0 && c < 0x80 && strchr("._:/-", (int)c) != NULL);
    return fits ? (size_t)g_utf8_skip[(unsigned char)*text] : 0;
}

bool
expression_lexer_next_item(ExpressionLexer *self, Token *out_token, GError **error)
{
    skip_blanks(self);
    size_t length = 0, step;
    while ((step = item_character(self->cursor + length)) > 0)
        length += step;
    length += self->cursor[length] == '*';
    if (length > 0) {
        *out_token = take(self, TOKEN_ITEM, length);
        return true;
    }
    return expression_lexer_next(self, out_token, error);
}

bool
token_is(const Token *token, const char *word)
{
    return token->kind == TOKEN_NAME && strlen(word) == (size_t)token->length &&
           strncmp(token->start, word, (size_t)token->length) == 0;
}

char *
token_to_string(const Token *token)
{
    return token->kind == TOKEN_END ? g_strdup(_("the end"))
                                    : g_strdup_printf("'%.*s'", token->length, token->start);
}
