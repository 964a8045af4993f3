#include "engine/model/expression.h"

#include <check.h>
#include <stdlib.h>

static const CounterName counters[] = {{"visits", 0}, {"boxes", 3}, {"spent", 2}};
static const Place place = {"t.yaml", 1, 1};

static Expression *
parse(const char *text, ExpressionScope scope)
{
    GError *error = NULL;
    Expression *expression =
        expression_parse(text, place, scope, counters, G_N_ELEMENTS(counters), &error);
    ck_assert_msg(expression != NULL, "%s", error != NULL ? error->message : "");
    return expression;
}

/* --- lines ----------------------------------------------------------------------------------- */

static const CodeFacts drug = {.system = "CIP13",
                               .code = "3400930000001",
                               .atc = "J01MA02",
                               .generic_group = "123",
                               .generic_role = "generic",
                               .has_units = true,
                               .units = 10500};
static const CodeFacts test = {.system = "NABM", .code = "1577"};
static const CodeFacts substance = {.system = "ATC", .code = "J01CA04"};

typedef struct {
    const char *text;
    const CodeFacts *code;
    bool holds;
    Settled by_code;
} LineCase;

/* On a line of 2 boxes, 12.34 euros, by a practitioner of specialty MG. */
static const LineCase line_cases[] = {
    {"atc in (J01MA*)", &drug, true, SETTLED_TRUE},
    {"atc in (J01MA)", &drug, false, SETTLED_FALSE},
    {"atc in (J01MA02)", &drug, true, SETTLED_TRUE},
    {"atc in (C*, J01*)", &drug, true, SETTLED_TRUE},
    {"atc in (J01*)", &substance, true, SETTLED_TRUE},
    {"atc in (*)", &test, false, SETTLED_FALSE},
    {"not atc in (J01*)", &test, true, SETTLED_TRUE},
    {"cip13 in (34009*)", &drug, true, SETTLED_TRUE},
    {"cip13 in (1577)", &test, false, SETTLED_FALSE},
    {"nabm in (1577)", &test, true, SETTLED_TRUE},
    {"ccam in (1577)", &test, false, SETTLED_FALSE},
    {"code in (NABM:1577)", &test, true, SETTLED_TRUE},
    {"code in (NABM:15*, CCAM:*)", &test, true, SETTLED_TRUE},
    {"code in (CCAM:1577)", &test, false, SETTLED_FALSE},
    {"code in (NABM:*)", &test, true, SETTLED_TRUE},
    {"generic_group in (123)", &drug, true, SETTLED_TRUE},
    {"generic_group in (*)", &test, false, SETTLED_FALSE},
    {"generic_role in (originator, generic)", &drug, true, SETTLED_TRUE},
    {"specialty in (MG)", &drug, true, UNSETTLED},
    {"specialty in (01)", &drug, false, UNSETTLED},
    {"quantity = 2", &drug, true, UNSETTLED},
    {"quantity > 2", &drug, false, UNSETTLED},
    {"quantity >= 2.000 and quantity <= 2", &drug, true, UNSETTLED},
    {"quantity != 2", &drug, false, UNSETTLED},
    {"quantity < 2.001", &drug, true, UNSETTLED},
    {"amount = 12.34", &drug, true, UNSETTLED},
    {"amount > 12.339", &drug, true, UNSETTLED},
    {"units = 21", &drug, true, UNSETTLED},
    {"units >= 0", &test, false, SETTLED_FALSE},
    {"not units >= 0", &test, true, SETTLED_TRUE},
    {"units + quantity >= 0", &test, false, SETTLED_FALSE},
    {"1 < 2", &test, true, SETTLED_TRUE},
    {"0.5 * 2 = 1", &test, true, SETTLED_TRUE},
    {"1 - 2 < 0", &test, true, SETTLED_TRUE},
    {"atc in (J01*) and quantity > 1", &drug, true, UNSETTLED},
    {"atc in (C*) and quantity > 1", &drug, false, SETTLED_FALSE},
    {"quantity > 1 and atc in (C*)", &drug, false, SETTLED_FALSE},
    {"atc in (J01*) or quantity > 5", &drug, true, SETTLED_TRUE},
    {"quantity > 5 or atc in (J01*)", &drug, true, SETTLED_TRUE},
    {"quantity > 5 or atc in (C*)", &drug, false, UNSETTLED},
    {"not (quantity > 5)", &drug, true, UNSETTLED},
    {"not (quantity > 5 and atc in (C*))", &drug, true, SETTLED_TRUE},
    {"quantity * amount = 24.68", &drug, true, UNSETTLED},
    {"amount - quantity = 10.34", &drug, true, UNSETTLED},
};

START_TEST(decides_on_lines)
{
    const LineCase *c = &line_cases[_i];
    g_autoptr(Expression) expression = parse(c->text, EXPRESSION_OF_LINES);
    LineFacts line = {c->code, "MG", 2000, true, 1234};
    ck_assert(expression_line_holds(expression, &line) == c->holds);
    ck_assert_int_eq(expression_settle_code(expression, c->code), c->by_code);
}
END_TEST

/* A comparison with a missing value is false, before any `not`. */
static const struct {
    const char *text;
    bool holds;
} missing_cases[] = {
    {"amount > 0", false},           {"not amount > 0", true},
    {"amount != 0", false},          {"amount + quantity > 0", false},
    {"amount * 0 = 0", false},       {"specialty in (*)", false},
    {"not specialty in (MG)", true}, {"quantity > 0 or amount > 0", true},
};

START_TEST(takes_missing_as_false)
{
    g_autoptr(Expression) expression = parse(missing_cases[_i].text, EXPRESSION_OF_LINES);
    LineFacts line = {&drug, NULL, 2000, false, 0};
    ck_assert(expression_line_holds(expression, &line) == missing_cases[_i].holds);
}
END_TEST

static const struct {
    const char *text;
    const CodeFacts *code;
    bool has_amount;
    int64_t expected;
} amount_cases[] = {
    {"quantity", &drug, true, 2000},
    {"amount", &drug, true, 1234},
    {"amount", &drug, false, 0},
    {"amount + quantity", &drug, false, 0},
    {"units", &drug, true, 21000},
    {"units", &test, true, 0},
    {"quantity > 1", &drug, true, 1},
    {"quantity > 2", &drug, true, 0},
    {"quantity + amount", &drug, true, 14340},
    {"quantity * 1.5", &drug, true, 30000},
};

START_TEST(gives_amounts_of_lines)
{
    g_autoptr(Expression) expression = parse(amount_cases[_i].text, EXPRESSION_OF_LINES);
    LineFacts line = {amount_cases[_i].code, "MG", 2000, amount_cases[_i].has_amount, 1234};
    ck_assert(expression_line_amount(expression, &line) == amount_cases[_i].expected);
}
END_TEST

START_TEST(rounds_units)
{
    ck_assert(expression_quantity_in_units(2000, 10500) == 21000);
    ck_assert(expression_quantity_in_units(1, 500) == 1);
    ck_assert(expression_quantity_in_units(1, 499) == 0);
    ck_assert(expression_quantity_in_units(-1, 500) == -1);
    ck_assert(expression_quantity_in_units(-1, 499) == 0);
    ck_assert(expression_quantity_in_units(INT64_MAX, INT64_MAX) > INT64_MAX);
}
END_TEST

/* --- patients -------------------------------------------------------------------------------- */

static const struct {
    const char *text;
    bool holds;
} patient_cases[] = {
    {"visits >= 3", true},
    {"visits > 3", false},
    {"boxes = 1.5", true},
    {"spent = 99.99", true},
    {"spent > visits * 33", true},
    {"age >= 65", true},
    {"age < 65", false},
    {"sex = F", true},
    {"sex = M", false},
    {"registered", true},
    {"not registered", false},
    {"has_condition(ALD08)", true},
    {"has_condition(ALD8)", false},
    {"has_condition(ALD)", false},
    {"has_condition(ALD*)", true},
    {"has_condition(C50, E11*)", true},
    {"has_condition(E1)", false},
    {"visits + boxes >= 4.5", true},
    {"visits + boxes > 4.5", false},
};

START_TEST(decides_on_patients)
{
    static const int64_t values[] = {3, 1500, 9999};
    static const char *const conditions[] = {"ALD08", "E119"};
    PatientFacts patient = {values, 65, 'F', true, conditions, 2};
    g_autoptr(Expression) expression = parse(patient_cases[_i].text, EXPRESSION_OF_PATIENTS);
    ck_assert(expression_patient_holds(expression, &patient) == patient_cases[_i].holds);
    ck_assert(expression_patient_amount(expression, &patient) == patient_cases[_i].holds);
}
END_TEST

START_TEST(knows_little_of_some_patients)
{
    static const int64_t values[] = {0, 0, 0};
    PatientFacts patient = {.counters = values, .age = -1};
    static const char *const none[] = {"age >= 0",         "age < 200",  "sex = F",
                                       "sex = M",          "registered", "has_condition(*)",
                                       "age + visits >= 0"};
    for (size_t i = 0; i < G_N_ELEMENTS(none); i++) {
        g_autoptr(Expression) expression = parse(none[i], EXPRESSION_OF_PATIENTS);
        ck_assert_msg(!expression_patient_holds(expression, &patient), "%s", none[i]);
    }
    g_autoptr(Expression) age = parse("age", EXPRESSION_OF_PATIENTS);
    ck_assert(expression_patient_amount(age, &patient) == 0);
    g_autoptr(Expression) everyone = expression_true();
    ck_assert(expression_patient_holds(everyone, &patient));
}
END_TEST

static const struct {
    const char *text;
    bool expected;
} needs_cases[] = {
    {"visits >= 1", true},
    {"visits = 0", false},
    {"visits >= 1 and age > 75", true},
    {"age > 75", false},
    {"visits >= 1 or sex = F", false},
    {"not visits >= 1", false},
    {"registered", false},
    {"has_condition(ALD08) and visits + boxes > 1.5", true},
    {"visits", true},
    {"visits + boxes * 2", true},
    {"visits + 1", false},
    {"age", false},
    {"1 > 2", true},
};

START_TEST(tells_what_needs_counters)
{
    g_autoptr(Expression) expression = parse(needs_cases[_i].text, EXPRESSION_OF_PATIENTS);
    ck_assert(expression_needs_counters(expression) == needs_cases[_i].expected);
}
END_TEST

START_TEST(never_wraps)
{
    static const int64_t values[] = {INT64_MAX, INT64_MAX, INT64_MIN};
    PatientFacts patient = {.counters = values, .age = 1};
    g_autoptr(Expression) up = parse("visits * boxes * visits", EXPRESSION_OF_PATIENTS);
    ck_assert(expression_patient_amount(up, &patient) > (Int128)INT64_MAX * INT64_MAX);
    g_autoptr(Expression) down = parse("visits * boxes * spent < 0", EXPRESSION_OF_PATIENTS);
    ck_assert(expression_patient_holds(down, &patient));
    g_autoptr(Expression) sum =
        parse("visits * boxes * visits + visits * boxes * visits > 0", EXPRESSION_OF_PATIENTS);
    ck_assert(expression_patient_holds(sum, &patient));
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("expression evaluation");
    TCase *tcase = tcase_create("evaluation");
    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, decides_on_lines, 0, G_N_ELEMENTS(line_cases));
    tcase_add_loop_test(tcase, takes_missing_as_false, 0, G_N_ELEMENTS(missing_cases));
    tcase_add_loop_test(tcase, gives_amounts_of_lines, 0, G_N_ELEMENTS(amount_cases));
    tcase_add_test(tcase, rounds_units);
    tcase_add_loop_test(tcase, decides_on_patients, 0, G_N_ELEMENTS(patient_cases));
    tcase_add_test(tcase, knows_little_of_some_patients);
    tcase_add_loop_test(tcase, tells_what_needs_counters, 0, G_N_ELEMENTS(needs_cases));
    tcase_add_test(tcase, never_wraps);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
