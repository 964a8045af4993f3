/* The operands of expressions: the words of the language, their sets, numbers and counters. */
#include <string.h>

#include "engine/model/expression_parser.h"
#include "engine/model/suggestion.h"
#include "engine/words/words.h"

/* A word of the language that begins an operand. */
typedef struct Word Word;
struct Word {
    const char *name;
    unsigned scopes;
    const ExpressionNode *(*parse)(Parser *, const Word *, Place);
    NodeKind kind;
    Column column;
    int decimals;
};

static const ExpressionNode *parse_fact(Parser *self, const Word *word, Place place);
static const ExpressionNode *parse_in(Parser *self, const Word *word, Place place);
static const ExpressionNode *parse_has_condition(Parser *self, const Word *word, Place place);
static const ExpressionNode *parse_sex(Parser *self, const Word *word, Place place);

/* Where a word has a meaning. */
enum {
    LINES = 1 << EXPRESSION_OF_LINES,
    PATIENTS = 1 << EXPRESSION_OF_PATIENTS,
    STAYS = 1 << EXPRESSION_OF_STAYS
};

static const Word words[] = {
    {"atc", LINES, parse_in, NODE_IN, COLUMN_ATC, 0},
    {"cip13", LINES, parse_in, NODE_IN, COLUMN_CIP13, 0},
    {"nabm", LINES, parse_in, NODE_IN, COLUMN_NABM, 0},
    {"ccam", LINES, parse_in, NODE_IN, COLUMN_CCAM, 0},
    {"ngap", LINES, parse_in, NODE_IN, COLUMN_NGAP, 0},
    {"code", LINES, parse_in, NODE_IN, COLUMN_CODE, 0},
    {"generic_group", LINES, parse_in, NODE_IN, COLUMN_GENERIC_GROUP, 0},
    {"generic_role", LINES, parse_in, NODE_IN, COLUMN_GENERIC_ROLE, 0},
    {"specialty", LINES, parse_in, NODE_IN, COLUMN_SPECIALTY, 0},
    {"quantity", LINES, parse_fact, NODE_QUANTITY, 0, QUANTITY_DECIMALS},
    {"amount", LINES, parse_fact, NODE_AMOUNT, 0, AMOUNT_DECIMALS},
    {"units", LINES, parse_fact, NODE_UNITS, 0, QUANTITY_DECIMALS},
    {"age", PATIENTS | STAYS, parse_fact, NODE_AGE, 0, 0},
    {"registered", PATIENTS, parse_fact, NODE_REGISTERED, 0, 0},
    {"sex", PATIENTS | STAYS, parse_sex, NODE_SEX, 0, 0},
    {"has_condition", PATIENTS, parse_has_condition, NODE_HAS_CONDITION, 0, 0},
    {"act_code", STAYS, parse_in, NODE_IN, COLUMN_ACT_CODE, 0},
    {"diagnosis_code", STAYS, parse_in, NODE_IN, COLUMN_DIAGNOSIS_CODE, 0},
    {"drg", STAYS, parse_in, NODE_IN, COLUMN_DRG, 0},
    {"ambulatory", STAYS, parse_fact, NODE_AMBULATORY, 0, 0},
};

static const char *const operators[] = {"and", "or", "not", "in"};

bool
expression_reserves(const char *name)
{
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (strcmp(words[i].name, name) == 0)
            return true;
    for (size_t i = 0; i < G_N_ELEMENTS(operators); i++)
        if (strcmp(operators[i], name) == 0)
            return true;
    return false;
}

/* --- sets ------------------------------------------------------------------------------------ */

static bool
is_code_system(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!g_ascii_isalnum(text[i]) && text[i] != '_')
            return false;
    return length > 0;
}

/* Splits "SYSTEM:CODE" and drops the star. `text` is cut in place; the item points into it. */
static bool
split_item(Parser *self, const Token *token, const Word *word, char *text, SetItem *out_item)
{
    size_t length = strlen(text);
    bool is_prefix = text[length - 1] == '*';
    if (is_prefix)
        text[length - 1] = '\0';
    *out_item = (SetItem){NULL, text, is_prefix};
    if (word->kind != NODE_IN || word->column != COLUMN_CODE)
        return true;
    char *colon = strchr(text, ':');
    if (colon == NULL || !is_code_system(text, (size_t)(colon - text)) ||
        (colon[1] == '\0' && !is_prefix)) {
        parser_refuse(
            self, token->place,
            _("'%.*s' does not say of which system; write SYSTEM:CODE, as in RXNORM:665078"),
            token->length, token->start);
        return false;
    }
    *colon = '\0';
    out_item->system = text;
    out_item->text = colon + 1;
    return true;
}

/* ATC, CCAM, ICD-10 and the groups of stays are written in capitals: small letters would match nothing,
 * without a word. */
static bool
check_item(Parser *self, const Token *token, const Word *word, const char *text)
{
    bool capitals = word->kind == NODE_HAS_CONDITION || word->column == COLUMN_ATC ||
                    word->column == COLUMN_CCAM || word->column >= COLUMN_ACT_CODE;
    for (const char *c = text; *c != '\0'; c++) {
        if (capitals && g_ascii_islower(*c)) {
            g_autofree char *upper = g_ascii_strup(text, -1);
            parser_refuse(self, token->place, _("'%s' has small letters; write %s"), text, upper);
            return false;
        }
        if (*c == ':' && (word->kind != NODE_IN || word->column != COLUMN_CODE)) {
            parser_refuse(self, token->place, _("'%s' names a code system; write code in (%s)"),
                          text, text);
            return false;
        }
    }
    return true;
}

static bool
parse_item(Parser *self, const Word *word, GArray *items, GPtrArray *texts)
{
    Token token;
    if (!expression_lexer_next_item(&self->lexer, &token, self->error))
        return false;
    if (token.kind != TOKEN_ITEM) {
        g_autofree char *found = token_to_string(&token);
        parser_refuse(self, token.place, _("%s stands where a code should, as in J01CA04 or J01*"),
                      found);
        return false;
    }
    char *text = g_strndup(token.start, (size_t)token.length);
    g_ptr_array_add(texts, text);
    SetItem item;
    if (!check_item(self, &token, word, text) || !split_item(self, &token, word, text, &item))
        return false;
    g_array_append_val(items, item);
    return true;
}

/* "(ITEM, ...)" with the parser at the parenthesis. */
static bool
parse_items(Parser *self, const Word *word, ExpressionNode *node)
{
    if (!parser_expect(self, TOKEN_LEFT, _("the '(' of a list of codes")))
        return false;
    g_autoptr(GArray) items = g_array_new(false, false, sizeof(SetItem));
    g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
    do {
        if (!parse_item(self, word, items, texts) || !parser_step(self))
            return false;
    } while (self->token.kind == TOKEN_COMMA);
    if (self->token.kind == TOKEN_MULTIPLY) {
        parser_refuse(self, self->token.place,
                      _("a '*' apart from its code; write it without a blank"));
        return false;
    }
    if (!parser_expect(self, TOKEN_RIGHT, _("',' or ')'")))
        return false;
    expression_tree_set_items(self->tree, node, (const SetItem *)(const void *)items->data,
                              items->len);
    return parser_step(self);
}

static const ExpressionNode *
parse_in(Parser *self, const Word *word, Place place)
{
    if (!token_is(&self->token, "in"))
        return parser_refuse(
            self, self->token.place,
            _("'%s' is only asked for a list of codes; write %s in (CODE, PREFIX*)"), word->name,
            word->name);
    ExpressionNode *node = expression_tree_add_node(self->tree, NODE_IN, place);
    node->column = word->column;
    return parser_step(self) && parse_items(self, word, node) ? node : NULL;
}

static const ExpressionNode *
parse_has_condition(Parser *self, const Word *word, Place place)
{
    ExpressionNode *node = expression_tree_add_node(self->tree, NODE_HAS_CONDITION, place);
    return parse_items(self, word, node) ? node : NULL;
}

/* --- operands -------------------------------------------------------------------------------- */

static const ExpressionNode *
parse_sex(Parser *self, const Word *word, Place place)
{
    ExpressionNode *node = expression_tree_add_node(self->tree, word->kind, place);
    if (self->token.kind != TOKEN_COMPARE || self->token.comparison != COMPARE_EQUAL)
        return parser_refuse(self, self->token.place, _("sex is only asked as sex = F or sex = M"));
    if (!parser_step(self))
        return NULL;
    if (!token_is(&self->token, "F") && !token_is(&self->token, "M"))
        return parser_refuse(self, self->token.place, _("sex is F or M"));
    node->sex = *self->token.start;
    return parser_step(self) ? node : NULL;
}

static const ExpressionNode *
parse_fact(Parser *self, const Word *word, Place place)
{
    ExpressionNode *node = expression_tree_add_node(self->tree, word->kind, place);
    node->decimals = word->decimals;
    return node;
}

static const ExpressionNode *
parse_number(Parser *self)
{
    ExpressionNode *node = expression_tree_add_node(self->tree, NODE_NUMBER, self->token.place);
    bool after_point = false;
    for (int i = 0; i < self->token.length; i++) {
        char c = self->token.start[i];
        if (c == '.') {
            after_point = true;
            continue;
        }
        node->number = node->number * 10 + (c - '0');
        node->decimals += after_point;
    }
    return parser_step(self) ? node : NULL;
}

static const ExpressionNode *
parse_counter(Parser *self, size_t counter, Place place)
{
    ExpressionNode *node = expression_tree_add_node(self->tree, NODE_COUNTER, place);
    node->counter = (int)counter;
    node->decimals = self->counters[counter].decimals;
    node->name = expression_tree_add_text(self->tree, self->counters[counter].name);
    return node;
}

static bool
is_known(const Word *word, ExpressionScope scope)
{
    return (word->scopes & (1U << scope)) != 0;
}

/* A word that has its meaning elsewhere. */
static const ExpressionNode *
refuse_word(Parser *self, const Word *word, Place place)
{
    return parser_refuse(
        self, place,
        word->scopes == STAYS ? _("'%s' is of hospital stays; claims do not have it")
        : self->scope == EXPRESSION_OF_STAYS
            ? _("'%s' is not of hospital stays, which have act_code, "
                "diagnosis_code, drg, ambulatory, "
                "age and sex")
        : self->scope == EXPRESSION_OF_LINES
            ? _("'%s' is of patients, not of lines; "
                "put it into population, or into an indicator of unit patient")
            : _("'%s' is of lines, not of patients; put it into a counter's lines"),
        word->name);
}

static const ExpressionNode *
refuse_name(Parser *self, const Token *token)
{
    g_autoptr(GPtrArray) known = g_ptr_array_new_with_free_func(g_free);
    for (size_t i = 0; i < self->n_counters; i++)
        g_ptr_array_add(known, g_strdup(self->counters[i].name));
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (is_known(&words[i], self->scope))
            g_ptr_array_add(known, g_strdup(words[i].name));
    g_ptr_array_add(known, NULL);
    g_autofree char *name = g_strndup(token->start, (size_t)token->length);
    g_autofree char *hint = suggestion_hint(name, (const char *const *)known->pdata);
    return parser_refuse(self, token->place, _("'%s' is not known here; %s"), name, hint);
}

static const ExpressionNode *
parse_name(Parser *self)
{
    Token token = self->token;
    if (!parser_step(self))
        return NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
        if (token_is(&token, words[i].name))
            return is_known(&words[i], self->scope) ? words[i].parse(self, &words[i], token.place)
                                                    : refuse_word(self, &words[i], token.place);
    for (size_t i = 0; i < self->n_counters; i++)
        if (token_is(&token, self->counters[i].name))
            return parse_counter(self, i, token.place);
    return refuse_name(self, &token);
}

const ExpressionNode *
parser_operand(Parser *self)
{
    return self->token.kind == TOKEN_NUMBER ? parse_number(self) : parse_name(self);
}
