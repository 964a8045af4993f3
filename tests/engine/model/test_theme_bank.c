/* The themes that come with the program: they load, say everything in both languages, and read well. */
#include "engine/model/theme.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const char *const ids[] = {"antibiotiques", "benzodiazepines", "diabete"};

static Theme *
load(const char *id)
{
    g_autofree char *path = g_strdup_printf("%s/%s.yaml", THEME_DIR, id);
    GError *error = NULL;
    Theme *theme = theme_load(path, &error);
    ck_assert_msg(theme != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_str_eq(theme->id, id);
    return theme;
}

/* Typographic apostrophes, and ordinary spaces, which the typesetter makes French. */
static void
assert_text(const char *text)
{
    static const char *const unwanted[] = {"'", "\xC2\xA0", "\xE2\x80\xAF", "  ", "\n", "..", " ."};
    ck_assert_msg(text != NULL && *text != '\0', "a text is missing");
    for (size_t i = 0; i < G_N_ELEMENTS(unwanted); i++)
        ck_assert_msg(strstr(text, unwanted[i]) == NULL, "'%s' in: %s", unwanted[i], text);
}

static void
assert_french(const char *text)
{
    for (const char *c = text; *c != '\0'; c++)
        if (strchr(":;!?", *c) != NULL)
            ck_assert_msg(c > text && c[-1] == ' ', "no space before %c in: %s", *c, text);
}

static void
assert_local_text(const LocalText *text, size_t most_characters)
{
    for (int i = 0; i < N_LANGUAGES; i++) {
        assert_text(text->by_language[i]);
        ck_assert_msg((size_t)g_utf8_strlen(text->by_language[i], -1) <= most_characters,
                      "longer than %zu: %s", most_characters, text->by_language[i]);
    }
    assert_french(text->by_language[LANGUAGE_FR]);
}

static void
assert_indicator(const Indicator *indicator)
{
    assert_local_text(&indicator->label, 80);
    assert_local_text(&indicator->definition, 420);
    assert_local_text(&indicator->action, 180);
    assert_local_text(&indicator->noun, 30);
    assert_local_text(&indicator->source_title, 130);
    ck_assert(g_str_has_prefix(indicator->action.by_language[LANGUAGE_FR], "À essayer : "));
    ck_assert(g_str_has_prefix(indicator->action.by_language[LANGUAGE_EN], "Something to try: "));
    ck_assert(indicator->direction != DIRECTION_NONE);
    ck_assert(indicator_counts_events(indicator));
}

START_TEST(says_everything)
{
    g_autoptr(Theme) theme = load(ids[_i]);
    ck_assert_uint_eq(theme->n_indicators, 3);
    assert_local_text(&theme->label, 60);
    assert_local_text(&theme->rationale, 400);
    for (int i = 0; i < N_LANGUAGES; i++) {
        ck_assert_uint_eq(g_strv_length(theme->questions[i]), 3);
        for (char **question = theme->questions[i]; *question != NULL; question++)
            assert_text(*question);
    }
    for (char **question = theme->questions[LANGUAGE_FR]; *question != NULL; question++)
        assert_french(*question);
    for (size_t i = 0; i < theme->n_indicators; i++)
        assert_indicator(&theme->indicators[i]);
}
END_TEST

static const struct {
    const char *theme;
    size_t indicator;
    const char *id;
    IndicatorUnit unit;
    Attribution attribution;
    int reach_months; /* of a quarter */
    double target;    /* 0 none */
    const char *denominator, *numerator;
} expected[] = {
    {"antibiotiques", 0, "fluoroquinolones", UNIT_CLAIM, ATTRIBUTION_PRESCRIBER, 3, 0, "counter 0",
     "counter 1"},
    {"antibiotiques", 1, "antibiotiques_resistance", UNIT_PATIENT, ATTRIBUTION_PRESCRIBER, 3, 0,
     "(antibiotics >= 1)", "(generating >= 1)"},
    {"antibiotiques", 2, "traitements_antibiotiques", UNIT_CLAIM, ATTRIBUTION_REGISTERED, 12, 37,
     NULL, "counter 0"},
    {"diabete", 0, "hba1c", UNIT_PATIENT, ATTRIBUTION_REGISTERED, 12, 0.74, "(antidiabetics >= 3)",
     "(hba1c >= 2)"},
    {"diabete", 1, "fond_oeil", UNIT_PATIENT, ATTRIBUTION_REGISTERED, 24, 0, "(antidiabetics >= 3)",
     "(eye >= 1)"},
    {"diabete", 2, "rein", UNIT_PATIENT, ATTRIBUTION_REGISTERED, 12, 0, "(antidiabetics >= 3)",
     "((microalbuminuria >= 1) and (creatinine >= 1))"},
    {"benzodiazepines", 0, "bzd_demi_vie_longue", UNIT_PATIENT, ATTRIBUTION_PRESCRIBER, 12, 0,
     "(benzodiazepines >= 1)", "(long_acting >= 1)"},
    {"benzodiazepines", 1, "hypnotiques_quatre_semaines", UNIT_PATIENT, ATTRIBUTION_PRESCRIBER, 24,
     0, "(initiations >= 1)", "(tablets > 28)"},
    {"benzodiazepines", 2, "deux_psychotropes", UNIT_PATIENT, ATTRIBUTION_REGISTERED, 3, 0, NULL,
     "(psychotropics >= 2)"},
};

static void
assert_expression(const Expression *expression, const char *spelling)
{
    if (spelling == NULL) {
        ck_assert_ptr_null(expression);
        return;
    }
    g_autofree char *text = expression_to_string(expression);
    ck_assert_str_eq(text, spelling);
}

START_TEST(counts_what_it_says)
{
    g_autoptr(Theme) theme = load(expected[_i].theme);
    const Indicator *indicator = &theme->indicators[expected[_i].indicator];
    ck_assert_str_eq(indicator->id, expected[_i].id);
    ck_assert_int_eq(indicator->unit, expected[_i].unit);
    ck_assert_int_eq(indicator->attribution, expected[_i].attribution);
    ck_assert_int_eq(indicator_reach_months(indicator, 3), expected[_i].reach_months);
    ck_assert(indicator->has_target == (expected[_i].target != 0));
    ck_assert_double_eq(indicator->target, expected[_i].target);
    assert_expression(indicator->denominator, expected[_i].denominator);
    assert_expression(indicator->numerator, expected[_i].numerator);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("theme bank");
    TCase *tcase = tcase_create("bank");
    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, says_everything, 0, G_N_ELEMENTS(ids));
    tcase_add_loop_test(tcase, counts_what_it_says, 0, G_N_ELEMENTS(expected));
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
