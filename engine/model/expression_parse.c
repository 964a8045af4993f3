/* Recursive descent over one precedence ladder, or < and < not < comparison < + - < *; conditions
 * and terms are told apart by what each operation asks of its operands. */

#include "engine/model/expression_parser.h"
#include "engine/words/words.h"

/* --- steps ----------------------------------------------------------------------------------- */

const ExpressionNode *
parser_refuse(Parser *self, Place place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    model_set_error(self->error, MODEL_ERROR_EXPRESSION, place, "%s", message);
    return NULL;
}

bool
parser_step(Parser *self)
{
    return expression_lexer_next(&self->lexer, &self->token, self->error);
}

const ExpressionNode *
parser_refuse_token(Parser *self, const char *what)
{
    g_autofree char *found = token_to_string(&self->token);
    return parser_refuse(self, self->token.place, _("%s stands where %s should"), found, what);
}

bool
parser_expect(Parser *self, TokenKind kind, const char *what)
{
    if (self->token.kind != kind)
        parser_refuse_token(self, what);
    return self->token.kind == kind;
}

static bool
enter(Parser *self)
{
    if (++self->nesting <= EXPRESSION_MAX_NESTING)
        return true;
    parser_refuse(self, self->token.place, _("nested more than %d deep; split it into counters"),
                  EXPRESSION_MAX_NESTING);
    return false;
}

static bool
is_condition(const ExpressionNode *node)
{
    return node->kind <= NODE_TRUE;
}

static bool
expect_condition(Parser *self, const ExpressionNode *node, const char *sign)
{
    if (is_condition(node))
        return true;
    parser_refuse(self, node->place,
                  _("a number where '%s' needs a condition; compare it, as in >= 1"), sign);
    return false;
}

static bool
expect_term(Parser *self, const ExpressionNode *node, const char *sign)
{
    if (!is_condition(node))
        return true;
    parser_refuse(self, node->place,
                  _("a condition where '%s' needs a number; join conditions with and, or"), sign);
    return false;
}

static const ExpressionNode *parse_or(Parser *self);

static const ExpressionNode *
parse_parentheses(Parser *self)
{
    if (!enter(self) || !parser_step(self))
        return NULL;
    const ExpressionNode *node = parse_or(self);
    if (node == NULL || !parser_expect(self, TOKEN_RIGHT, "')'") || !parser_step(self))
        return NULL;
    self->nesting--;
    return node;
}

static const ExpressionNode *
parse_operand(Parser *self)
{
    const Token *token = &self->token;
    if (token->kind == TOKEN_LEFT)
        return parse_parentheses(self);
    bool is_operator = token_is(token, "and") || token_is(token, "or") || token_is(token, "in");
    bool begins = token->kind == TOKEN_NUMBER || (token->kind == TOKEN_NAME && !is_operator);
    return begins ? parser_operand(self) : parser_refuse_token(self, _("a condition or a number"));
}

/* --- operations ------------------------------------------------------------------------------ */

static ExpressionNode *
join(Parser *self, NodeKind kind, const ExpressionNode *left, const ExpressionNode *right)
{
    ExpressionNode *node = expression_tree_add_node(self->tree, kind, left->place);
    node->left = left;
    node->right = right;
    return node;
}

static const ExpressionNode *
join_terms(Parser *self, const Token *sign, const ExpressionNode *left, const ExpressionNode *right)
{
    static const NodeKind kinds[] = {
        [TOKEN_ADD] = NODE_ADD, [TOKEN_SUBTRACT] = NODE_SUBTRACT, [TOKEN_MULTIPLY] = NODE_MULTIPLY};
    const char text[] = {*sign->start, '\0'};
    if (!expect_term(self, left, text) || !expect_term(self, right, text))
        return NULL;
    int decimals = sign->kind == TOKEN_MULTIPLY ? left->decimals + right->decimals
                                                : MAX(left->decimals, right->decimals);
    if (decimals > EXPRESSION_MAX_DECIMALS)
        return parser_refuse(
            self, sign->place,
            _("the product has %d decimals; %d at most, so multiply fewer or round numbers"),
            decimals, EXPRESSION_MAX_DECIMALS);
    ExpressionNode *node = join(self, kinds[sign->kind], left, right);
    node->decimals = decimals;
    return node;
}

static const ExpressionNode *
parse_product(Parser *self)
{
    const ExpressionNode *left = parse_operand(self);
    while (left != NULL && self->token.kind == TOKEN_MULTIPLY) {
        Token sign = self->token;
        const ExpressionNode *right = parser_step(self) ? parse_operand(self) : NULL;
        left = right != NULL ? join_terms(self, &sign, left, right) : NULL;
    }
    return left;
}

static const ExpressionNode *
parse_sum(Parser *self)
{
    const ExpressionNode *left = parse_product(self);
    while (left != NULL && (self->token.kind == TOKEN_ADD || self->token.kind == TOKEN_SUBTRACT)) {
        Token sign = self->token;
        const ExpressionNode *right = parser_step(self) ? parse_product(self) : NULL;
        left = right != NULL ? join_terms(self, &sign, left, right) : NULL;
    }
    return left;
}

static const ExpressionNode *
parse_comparison(Parser *self)
{
    const ExpressionNode *left = parse_sum(self);
    if (left == NULL || self->token.kind != TOKEN_COMPARE)
        return left;
    Token sign = self->token;
    const ExpressionNode *right = parser_step(self) ? parse_sum(self) : NULL;
    const char *text = comparison_sign(sign.comparison);
    if (right == NULL || !expect_term(self, left, text) || !expect_term(self, right, text))
        return NULL;
    if (self->token.kind == TOKEN_COMPARE)
        return parser_refuse(self, self->token.place,
                             _("comparisons do not chain; join two with and"));
    ExpressionNode *node = join(self, NODE_COMPARE, left, right);
    node->comparison = sign.comparison;
    return node;
}

static const ExpressionNode *
parse_not(Parser *self)
{
    if (!token_is(&self->token, "not"))
        return parse_comparison(self);
    Place place = self->token.place;
    if (!enter(self) || !parser_step(self))
        return NULL;
    const ExpressionNode *operand = parse_not(self);
    if (operand == NULL || !expect_condition(self, operand, "not"))
        return NULL;
    self->nesting--;
    ExpressionNode *node = expression_tree_add_node(self->tree, NODE_NOT, place);
    node->left = operand;
    return node;
}

static const ExpressionNode *
parse_chain(Parser *self, const char *word, NodeKind kind,
            const ExpressionNode *(*parse_part)(Parser *))
{
    const ExpressionNode *left = parse_part(self);
    while (left != NULL && token_is(&self->token, word)) {
        const ExpressionNode *right = parser_step(self) ? parse_part(self) : NULL;
        if (right == NULL || !expect_condition(self, left, word) ||
            !expect_condition(self, right, word))
            return NULL;
        left = join(self, kind, left, right);
    }
    return left;
}

static const ExpressionNode *
parse_and(Parser *self)
{
    return parse_chain(self, "and", NODE_AND, parse_not);
}

static const ExpressionNode *
parse_or(Parser *self)
{
    return parse_chain(self, "or", NODE_OR, parse_and);
}

/* What follows a whole expression, by the mistakes that are usual there. */
static bool
expect_end(Parser *self)
{
    bool comma_after_digit = self->token.kind == TOKEN_COMMA &&
                             g_ascii_isdigit(self->token.start[-1]) &&
                             g_ascii_isdigit(self->token.start[1]);
    if (comma_after_digit) {
        parser_refuse(self, self->token.place, _("',' in a number; the decimal sign is a point"));
        return false;
    }
    return parser_expect(self, TOKEN_END, _("and, or, or the end"));
}

Expression *
expression_parse(const char *text, Place place, ExpressionScope scope, const CounterName *counters,
                 size_t n_counters, GError **error)
{
    if (g_utf8_strlen(text, -1) > EXPRESSION_MAX_CHARACTERS) {
        model_set_error(error, MODEL_ERROR_EXPRESSION, place,
                        _("longer than %d characters; split it into counters"),
                        EXPRESSION_MAX_CHARACTERS);
        return NULL;
    }
    g_autoptr(Expression) tree = expression_tree_new();
    Parser parser = {
        .lexer = expression_lexer_new(text, place),
        .tree = tree,
        .scope = scope,
        .counters = counters,
        .n_counters = scope == EXPRESSION_OF_PATIENTS ? n_counters : 0,
        .error = error,
    };
    if (!parser_step(&parser))
        return NULL;
    if (parser.token.kind == TOKEN_END) {
        parser_refuse(&parser, place, _("an empty expression; write a condition or a number"));
        return NULL;
    }
    tree->root = parse_or(&parser);
    if (tree->root == NULL || !expect_end(&parser))
        return NULL;
    return g_steal_pointer(&tree);
}
