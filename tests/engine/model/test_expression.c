/* Parsing: trees by their spelling, faults by their message; and the trees made from others. */
#include "engine/model/expression.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const CounterName counters[] = {{"hba1c", 0}, {"boxes", 3}, {"spent", 2}};
static const Place place = {"t.yaml", 7, 20};

static Expression *
parse(const char *text, ExpressionScope scope, GError **error)
{
    return expression_parse(text, place, scope, counters, G_N_ELEMENTS(counters), error);
}

typedef struct {
    ExpressionScope scope;
    const char *text, *expected;
} ParseCase;

#define L EXPRESSION_OF_LINES
#define P EXPRESSION_OF_PATIENTS
#define S EXPRESSION_OF_STAYS

static const ParseCase parse_cases[] = {
    {L, "atc in (J01*)", "atc in (J01*)"},
    {L, "atc in ( J01MA01 ,J01* , * )", "atc in (J01MA01, J01*, *)"},
    {L, "nabm in (1577)", "nabm in (1577)"},
    {L, "code in (RXNORM:665078, RXNORM:66*, ATC:*)", "code in (RXNORM:665078, RXNORM:66*, ATC:*)"},
    {L, "code in (X:a:b)", "code in (X:a:b)"},
    {L, "generic_role in (originator, generic)", "generic_role in (originator, generic)"},
    {L, "specialty in (MG, 01) and ngap in (C)", "(specialty in (MG, 01) and ngap in (C))"},
    {L, "atc in (A*) or atc in (B*) and not atc in (C*)",
     "(atc in (A*) or (atc in (B*) and (not atc in (C*))))"},
    {L, "(atc in (A*) or atc in (B*)) and atc in (C*)",
     "((atc in (A*) or atc in (B*)) and atc in (C*))"},
    {L, "not not atc in (A*)", "(not (not atc in (A*)))"},
    {L, "not quantity > 2 and amount<=1.50", "((not (quantity > 2)) and (amount <= 1.50))"},
    {L, "quantity * 2 + 1 - 0.125 != units", "((((quantity * 2) + 1) - 0.125) != units)"},
    {L, "2 * (quantity + 1) >= 3", "((2 * (quantity + 1)) >= 3)"},
    {L, "amount", "amount"},
    {P, "hba1c >= 2", "(hba1c >= 2)"},
    {P, "age >= 18 and age < 75", "((age >= 18) and (age < 75))"},
    {P, "sex = F or sex=M", "(sex = F or sex = M)"},
    {P, "not has_condition(ALD08, E11*) and registered",
     "((not has_condition(ALD08, E11*)) and registered)"},
    {P, "boxes + spent * 2", "(boxes + (spent * 2))"},
    {P, "  age\n>= 18\n", "(age >= 18)"},
    {P, "0.500 * spent = 1", "((0.500 * spent) = 1)"},
    {S, "act_code in (AHPA009, AHPC*) and not ambulatory",
     "(act_code in (AHPA009, AHPC*) and (not ambulatory))"},
    {S, "diagnosis_code in (K80*) or drg in (07C14*)",
     "(diagnosis_code in (K80*) or drg in (07C14*))"},
    {S, "age >= 15 and sex = F", "((age >= 15) and sex = F)"},
};

START_TEST(parses)
{
    const ParseCase *c = &parse_cases[_i];
    GError *error = NULL;
    g_autoptr(Expression) expression = parse(c->text, c->scope, &error);
    ck_assert_msg(expression != NULL, "%s", error != NULL ? error->message : "");
    g_autofree char *spelling = expression_to_string(expression);
    ck_assert_str_eq(spelling, c->expected);

    /* The spelling is of the language, and says the same. */
    g_autoptr(Expression) again = parse(spelling, c->scope, NULL);
    ck_assert_ptr_nonnull(again);
    g_autofree char *second = expression_to_string(again);
    ck_assert_str_eq(second, spelling);
}
END_TEST

static const ParseCase fault_cases[] = {
    {L, "", "7:20: an empty expression"},
    {L, "   ", "7:20: an empty expression"},
    {L, "atk in (J01*)", "7:20: 'atk' is not known here; did you mean 'atc'?"},
    {L, "xyzzy", "7:20: 'xyzzy' is not known here; known here: atc, cip13"},
    {L, "hba1c >= 2", "7:20: 'hba1c' is not known here"},
    {L, "atc = J01", "7:24: 'atc' is only asked for a list of codes; write atc in (CODE, PREFIX*)"},
    {L, "atc in J01*", "7:27: 'J01' stands where the '(' of a list of codes should"},
    {L, "atc in ()", "7:28: ')' stands where a code should"},
    {L, "atc in (J01", "7:31: the end stands where ',' or ')' should"},
    {L, "atc in (J01,)", "7:32: ')' stands where a code should"},
    {L, "atc in (J01 *)", "7:32: a '*' apart from its code"},
    {L, "atc in ('J01')", "7:28: ''' is not known; codes stand without quotes"},
    {L, "atc in (j01*)", "7:28: 'j01*' has small letters; write J01*"},
    {L, "atc in (J01; J02)", "7:31: ';' is not known; separate codes with ,"},
    {L, "atc in (ATC:J01)", "7:28: 'ATC:J01' names a code system; write code in (ATC:J01)"},
    {L, "atc in (J01\xC2\xA0)", "7:31: '\xC2\xA0' is not known"},
    {L, "code in (1577)", "7:29: '1577' does not say of which system; write SYSTEM:CODE"},
    {L, "code in (NABM:)", "7:29: 'NABM:' does not say of which system"},
    {L, "code in (:1)", "7:29: ':1' does not say of which system"},
    {L, "quantity >= 1,5", "7:33: ',' in a number; the decimal sign is a point"},
    {L, "quantity >= 010", "7:32: 010 has leading zeros"},
    {L, "quantity >= 1.2345", "7:32: 1.2345 has more than 3 decimals"},
    {L, "quantity >= 1.", "7:32: 1. has a point without decimals"},
    {L, "quantity >= 0x1", "7:32: 0 is followed by letters"},
    {L, "quantity >= 1.2.3", "7:32: 1.2 is followed by letters or another point"},
    {L, "quantity >= 1234567890123", "7:32: 1234567890123 is too large"},
    {L, "quantity >= -1", "7:32: '-' stands where a condition or a number should"},
    {L, "quantity == 1", "7:29: '==' is not known; write = for equal"},
    {L, "quantity <> 1", "7:29: '<>' is not known; write != for not equal"},
    {L, "quantity ≥ 1", "7:29: '≥' is not known; write >="},
    {L, "quantity / 2 > 1", "7:29: '/' is not known; there is no division"},
    {L, "quantity > 1 > 0", "7:33: comparisons do not chain"},
    {L, "quantity and amount > 1", "7:20: a number where 'and' needs a condition"},
    {L, "not quantity", "7:24: a number where 'not' needs a condition"},
    {L, "atc in (A*) + 1", "7:20: a condition where '+' needs a number"},
    {L, "1 > atc in (A*)", "7:24: a condition where '>' needs a number"},
    {L, "atc in (A*) atc in (B*)", "7:32: 'atc' stands where and, or, or the end should"},
    {L, "(atc in (A*)", "7:32: the end stands where ')' should"},
    {L, "atc in (A*))", "7:31: ')' stands where and, or, or the end should"},
    {L, "and atc in (A*)", "7:20: 'and' stands where a condition or a number should"},
    {L, "quantity * units * 0.5 > 1", "7:37: the product has 7 decimals; 6 at most"},

    {L, "age >= 18", "7:20: 'age' is of patients, not of lines"},
    {L, "drg in (01M*)", "7:20: 'drg' is of hospital stays; claims do not have it"},
    {L, "act_code in (JQGA002)", "7:20: 'act_code' is of hospital stays"},
    {P, "diagnosis_code in (C34)", "7:20: 'diagnosis_code' is of hospital stays"},
    {P, "atc in (J01*)", "7:20: 'atc' is of lines, not of patients; put it into a counter's lines"},
    {P, "hba1 >= 2", "7:20: 'hba1' is not known here; did you mean 'hba1c'?"},
    {P, "sex = X", "7:26: sex is F or M"},
    {P, "sex != F", "7:24: sex is only asked as sex = F or sex = M"},
    {P, "has_condition ALD08", "7:34: 'ALD08' stands where the '(' of a list of codes should"},
    {P, "has_condition(ald08)", "7:34: 'ald08' has small letters; write ALD08"},
    {P, "age >= 18 and\nagge < 75", "8:20: 'agge' is not known here; did you mean 'age'?"},
    {P, "âge >= 18", "7:20: 'â' is not known"},
    {P, "ambulatory", "7:20: 'ambulatory' is of hospital stays; claims do not have it"},
    {S, "atc in (J01*)", "7:20: 'atc' is not of hospital stays, which have act_code"},
    {S, "ccam in (JQGA002)", "7:20: 'ccam' is not of hospital stays"},
    {S, "has_condition(ALD08)", "7:20: 'has_condition' is not of hospital stays"},
    {S, "registered", "7:20: 'registered' is not of hospital stays"},
    {S, "hba1c >= 2", "7:20: 'hba1c' is not known here; known here: age, sex, act_code"},
    {S, "act_codes in (A)", "7:20: 'act_codes' is not known here; did you mean 'act_code'?"},
    {S, "act_code in (jqga002)", "7:33: 'jqga002' has small letters; write JQGA002"},
    {S, "drg = 07C14", "7:24: 'drg' is only asked for a list of codes"},
    {S, "ambulatory = 1", "7:20: a condition where '=' needs a number"},
};

START_TEST(names_faults)
{
    const ParseCase *c = &fault_cases[_i];
    g_autoptr(GError) error = NULL;
    g_autoptr(Expression) expression = parse(c->text, c->scope, &error);
    ck_assert_ptr_null(expression);
    ck_assert(g_error_matches(error, MODEL_ERROR, MODEL_ERROR_EXPRESSION));
    g_autofree char *expected = g_strconcat("t.yaml:", c->expected, NULL);
    ck_assert_msg(g_str_has_prefix(error->message, expected), "%s\n%s", error->message, expected);
}
END_TEST

static char *
repeat(const char *text, int n, const char *middle, const char *tail)
{
    GString *out = g_string_new(NULL);
    for (int i = 0; i < n; i++)
        g_string_append(out, text);
    g_string_append(out, middle);
    for (int i = 0; i < n; i++)
        g_string_append(out, tail);
    return g_string_free(out, false);
}

START_TEST(limits_nesting)
{
    static const char *const openings[] = {"(", "not ", "not ("};
    static const char *const closings[] = {")", "", ")"};
    static const int levels[] = {1, 1, 2};
    int fits = EXPRESSION_MAX_NESTING / levels[_i];
    g_autofree char *deep = repeat(openings[_i], fits, "age > 1", closings[_i]);
    g_autoptr(Expression) expression = parse(deep, P, NULL);
    ck_assert_ptr_nonnull(expression);
    g_autofree char *deeper = repeat(openings[_i], fits + 1, "age > 1", closings[_i]);
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(parse(deeper, P, &error));
    ck_assert_ptr_nonnull(strstr(error->message, "nested more than 64 deep"));
}
END_TEST

START_TEST(limits_length)
{
    g_autofree char *chain = repeat("age>1 or ", 444, "2", "");
    ck_assert_uint_eq(strlen(chain), 3997);
    g_autofree char *fits = g_strconcat(chain, ">=1", NULL);
    g_autoptr(Expression) expression = parse(fits, P, NULL);
    ck_assert_ptr_nonnull(expression);
    g_autofree char *longer = g_strconcat(fits, " ", NULL);
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(parse(longer, P, &error));
    ck_assert_ptr_nonnull(strstr(error->message, "longer than 4000 characters"));
}
END_TEST

START_TEST(makes_trees_from_others)
{
    Expression *left = parse("hba1c >= 2 and has_condition(E1*)", P, NULL);
    Expression *right = parse("age > 18", P, NULL);
    Expression *both = expression_and(left, right);
    expression_free(left);
    expression_free(right);
    g_autoptr(Expression) copy = expression_copy(both);
    expression_free(both);
    g_autofree char *spelling = expression_to_string(copy);
    ck_assert_str_eq(spelling, "(((hba1c >= 2) and has_condition(E1*)) and (age > 18))");
    ck_assert(expression_is_condition(copy));
    ck_assert(expression_uses(copy, NODE_AGE) && !expression_uses(copy, NODE_SEX));

    g_autoptr(Expression) everyone = expression_true();
    g_autofree char *true_spelling = expression_to_string(everyone);
    ck_assert_str_eq(true_spelling, "true");
    ck_assert(expression_is_condition(everyone));

    g_autoptr(Expression) counter = expression_counter(1, 3);
    g_autofree char *counter_spelling = expression_to_string(counter);
    ck_assert_str_eq(counter_spelling, "counter 1");
    ck_assert(!expression_is_condition(counter));
    ck_assert_int_eq(expression_decimals(counter), 3);
}
END_TEST

START_TEST(keeps_decimals)
{
    static const struct {
        const char *text;
        int decimals;
    } cases[] = {{"hba1c", 0},       {"spent", 2},      {"boxes + spent", 3}, {"boxes * spent", 5},
                 {"spent * 0.5", 3}, {"age - 1.25", 2}, {"spent > 1", 0},     {"boxes * boxes", 6}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Expression) expression = parse(cases[i].text, P, NULL);
        ck_assert_int_eq(expression_decimals(expression), cases[i].decimals);
    }
}
END_TEST

START_TEST(places_nodes)
{
    g_autoptr(Expression) expression = parse("age > 1 or not\n  hba1c * 2 > age", P, NULL);
    const ExpressionNode *root = expression_root(expression);
    ck_assert_int_eq(root->place.line, 7);
    ck_assert_int_eq(root->place.column, 20);
    ck_assert_int_eq(root->right->place.column, 31);
    ck_assert_int_eq(root->right->left->right->place.line, 8);
    ck_assert_int_eq(root->right->left->right->place.column, 34);
}
END_TEST

START_TEST(reserves_its_words)
{
    ck_assert(expression_reserves("age") && expression_reserves("atc"));
    ck_assert(expression_reserves("and") && expression_reserves("drg"));
    ck_assert(!expression_reserves("hba1c"));
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("expression");
    TCase *tcase = tcase_create("expression");
    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, parses, 0, G_N_ELEMENTS(parse_cases));
    tcase_add_loop_test(tcase, names_faults, 0, G_N_ELEMENTS(fault_cases));
    tcase_add_loop_test(tcase, limits_nesting, 0, 3);
    tcase_add_test(tcase, limits_length);
    tcase_add_test(tcase, makes_trees_from_others);
    tcase_add_test(tcase, keeps_decimals);
    tcase_add_test(tcase, places_nodes);
    tcase_add_test(tcase, reserves_its_words);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
