/* The themes that come with the program: they load, say everything in both languages, and read well. */
#include "engine/model/theme.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

enum { LEAST_THEMES = 30, LEAST_INDICATORS = 60 };

static GPtrArray *ids; /* of every file of the bank, sorted */

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

/* What a doctor is asked to try; a description without a wanted direction asks for nothing. */
static void
assert_action(const Indicator *indicator)
{
    if (indicator->direction == DIRECTION_NONE && indicator->action.by_language[0] == NULL)
        return;
    assert_local_text(&indicator->action, 180);
    ck_assert(g_str_has_prefix(indicator->action.by_language[LANGUAGE_FR], "À essayer : "));
    ck_assert(g_str_has_prefix(indicator->action.by_language[LANGUAGE_EN], "Something to try: "));
}

/* Top pages of institutions: they do not move. */
static void
assert_source(const Indicator *indicator)
{
    static const char *const urls[] = {
        "https://www.has-sante.fr",           "https://www.ameli.fr",    "https://ansm.sante.fr",
        "https://www.santepubliquefrance.fr", "https://www.e-cancer.fr", NULL};
    assert_local_text(&indicator->source_title, 130);
    ck_assert_ptr_nonnull(indicator->source_url);
    ck_assert_msg(g_strv_contains(urls, indicator->source_url), "%s", indicator->source_url);
}

static void
assert_indicator(const Indicator *indicator)
{
    assert_local_text(&indicator->label, 80);
    assert_local_text(&indicator->definition, 420);
    assert_local_text(&indicator->noun, 30);
    assert_action(indicator);
    assert_source(indicator);
    bool described = indicator->type == TYPE_ACTIVITY || indicator->type == TYPE_COST;
    ck_assert(!described || indicator->direction == DIRECTION_NONE);
    ck_assert(!described || indicator->peers_hidden);
    ck_assert(indicator->type == TYPE_COST || indicator->from == FROM_COUNTS ||
              indicator_counts_events(indicator));
}

static void
assert_validity(const Theme *theme)
{
    ck_assert_ptr_nonnull(theme->author);
    ck_assert(theme->valid_from != DAY_NONE && theme->valid_to != DAY_NONE);
    ck_assert(theme->review_on > theme->valid_from && theme->review_on <= theme->valid_to);
    bool proposed = theme->status == THEME_PROPOSED;
    ck_assert_msg(proposed || theme->reviewer != NULL, "nobody has read %s over", theme->id);
    ck_assert((theme->status == THEME_VALIDATED) == (theme->validated_by != NULL));
}

START_TEST(says_everything)
{
    g_autoptr(Theme) theme = load(g_ptr_array_index(ids, (guint)_i));
    assert_validity(theme);
    assert_local_text(&theme->label, 60);
    assert_local_text(&theme->rationale, 400);
    for (int i = 0; i < N_LANGUAGES; i++) {
        ck_assert_uint_eq(g_strv_length(theme->questions[i]), 3);
        for (char **question = theme->questions[i]; *question != NULL; question++) {
            assert_text(*question);
            ck_assert_int_le(g_utf8_strlen(*question, -1), 110);
        }
    }
    for (char **question = theme->questions[LANGUAGE_FR]; *question != NULL; question++)
        assert_french(*question);
    for (size_t i = 0; i < theme->n_indicators; i++)
        assert_indicator(&theme->indicators[i]);
}
END_TEST

/* --- the whole bank -------------------------------------------------------------------------- */

static GPtrArray *
load_all(void)
{
    GPtrArray *themes = g_ptr_array_new_with_free_func((GDestroyNotify)theme_free);
    for (guint i = 0; i < ids->len; i++)
        g_ptr_array_add(themes, load(g_ptr_array_index(ids, i)));
    return themes;
}

START_TEST(is_large_and_says_nothing_twice)
{
    g_autoptr(GPtrArray) themes = load_all();
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    guint n_without = 0;
    for (guint i = 0; i < themes->len; i++) {
        const Theme *theme = themes->pdata[i];
        n_without += theme->n_indicators == 0;
        for (size_t j = 0; j < theme->n_indicators; j++)
            ck_assert_msg(g_hash_table_add(seen, theme->indicators[j].id), "%s a second time",
                          theme->indicators[j].id);
    }
    ck_assert_uint_ge(themes->len, LEAST_THEMES);
    ck_assert_uint_ge(g_hash_table_size(seen), LEAST_INDICATORS);
    ck_assert_uint_ge(n_without, 1); /* on organisation */
}
END_TEST

/* Of every two indicators of the bank. */
START_TEST(a_fingerprint_says_what_counts_alike)
{
    g_autoptr(GPtrArray) themes = load_all();
    g_autoptr(GPtrArray) all = g_ptr_array_new();
    g_autoptr(GPtrArray) prints = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < themes->len; i++) {
        Theme *theme = themes->pdata[i];
        for (size_t j = 0; j < theme->n_indicators; j++) {
            g_ptr_array_add(all, &theme->indicators[j]);
            g_ptr_array_add(prints, indicator_fingerprint(&theme->indicators[j]));
        }
    }
    for (guint i = 0; i < all->len; i++)
        for (guint j = 0; j <= i; j++) {
            const Indicator *a = all->pdata[i], *b = all->pdata[j];
            ck_assert_msg(indicator_counts_alike(a, b) ==
                              (strcmp(prints->pdata[i], prints->pdata[j]) == 0),
                          "%s and %s", a->id, b->id);
        }
}
END_TEST

static bool
has_conditions(const Indicator *indicator)
{
    return indicator->population != NULL &&
           expression_uses(indicator->population, NODE_HAS_CONDITION);
}

static bool
excludes(const Indicator *indicator)
{
    return indicator->population != NULL && expression_uses(indicator->population, NODE_NOT);
}

static bool
is_of_one_sex(const Indicator *indicator)
{
    return indicator->population != NULL && expression_uses(indicator->population, NODE_SEX);
}

static bool
is_of_an_age_band(const Indicator *indicator)
{
    g_autofree char *text =
        indicator->population != NULL ? expression_to_string(indicator->population) : g_strdup("");
    return strstr(text, "age >= ") != NULL && strstr(text, "age <= ") != NULL;
}

static bool
is_registered(const Indicator *indicator)
{
    return indicator->attribution == ATTRIBUTION_REGISTERED;
}

static bool
is_performed(const Indicator *indicator)
{
    return indicator->attribution == ATTRIBUTION_PERFORMER;
}

static bool
rolls_12(const Indicator *indicator)
{
    return indicator->window_months == 12;
}

static bool
rolls_24(const Indicator *indicator)
{
    return indicator->window_months == 24;
}

static bool
rolls_36(const Indicator *indicator)
{
    return indicator->window_months == 36;
}

static bool
counts_by(const Indicator *indicator, CountOf count)
{
    bool any = false;
    for (size_t i = 0; i < indicator->n_counters; i++)
        any = any || indicator->counters[i].count == count;
    return any;
}

static bool
counts_prescriptions(const Indicator *indicator)
{
    return counts_by(indicator, COUNT_PRESCRIPTIONS);
}

static bool
counts_molecules(const Indicator *indicator)
{
    return counts_by(indicator, COUNT_MOLECULES);
}

static bool
counts_amounts(const Indicator *indicator)
{
    return counts_by(indicator, COUNT_AMOUNT);
}

static bool
counts_initiations(const Indicator *indicator)
{
    bool any = false;
    for (size_t i = 0; i < indicator->n_counters; i++)
        any = any || indicator->counters[i].washout_months > 0;
    return any;
}

static bool
looks_in_the_repertoire(const Indicator *indicator)
{
    bool any = false;
    for (size_t i = 0; i < indicator->n_counters; i++) {
        g_autofree char *lines = expression_to_string(indicator->counters[i].lines);
        any = any || strstr(lines, "generic_group in (*)") != NULL;
    }
    return any;
}

static bool
is_standardised(const Indicator *indicator)
{
    return indicator->standardised;
}

static bool
is_ready_made(const Indicator *indicator)
{
    return indicator->from == FROM_COUNTS;
}

static const struct {
    const char *what;
    bool (*holds)(const Indicator *);
} constructs[] = {
    {"conditions of the patient", has_conditions},
    {"exclusions", excludes},
    {"sex", is_of_one_sex},
    {"age bands", is_of_an_age_band},
    {"registered attribution", is_registered},
    {"performer attribution", is_performed},
    {"a window of 12 months", rolls_12},
    {"a window of 24 months", rolls_24},
    {"a window of 36 months", rolls_36},
    {"treatments per prescription", counts_prescriptions},
    {"distinct molecules", counts_molecules},
    {"amounts", counts_amounts},
    {"washout for initiations", counts_initiations},
    {"the generic repertoire", looks_in_the_repertoire},
    {"standardisation", is_standardised},
    {"ready-made counts", is_ready_made},
};

START_TEST(uses_every_construct)
{
    g_autoptr(GPtrArray) themes = load_all();
    guint n = 0;
    for (guint i = 0; i < themes->len; i++) {
        const Theme *theme = themes->pdata[i];
        for (size_t j = 0; j < theme->n_indicators; j++)
            n += constructs[_i].holds(&theme->indicators[j]);
    }
    ck_assert_msg(n > 0, "no indicator of the bank has %s", constructs[_i].what);
}
END_TEST

/* --- single indicators ----------------------------------------------------------------------- */

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
    {"biologie_pertinente", 0, "vs_avec_crp", UNIT_PATIENT, ATTRIBUTION_PRESCRIBER, 3, 0,
     "(crp >= 1)", "(((crp + sedimentation) - either) >= 1)"},
    {"depistages_feminins", 1, "frottis_hpv", UNIT_PATIENT, ATTRIBUTION_REGISTERED, 36, 0.65, NULL,
     "(sample >= 1)"},
    {"ipp", 0, "ipp_huit_semaines", UNIT_PATIENT, ATTRIBUTION_PRESCRIBER, 24, 0,
     "(initiations >= 1)", "(tablets > 56)"},
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

static gint
compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
list_bank(void)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) folder = g_dir_open(THEME_DIR, 0, NULL);
    const char *name;
    while (folder != NULL && (name = g_dir_read_name(folder)) != NULL)
        if (g_str_has_suffix(name, ".yaml"))
            g_ptr_array_add(names, g_strndup(name, strlen(name) - strlen(".yaml")));
    g_ptr_array_sort(names, compare_texts);
    return names;
}

int
main(void)
{
    ids = list_bank();
    Suite *suite = suite_create("theme bank");
    TCase *tcase = tcase_create("bank");
    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, says_everything, 0, (int)ids->len);
    tcase_add_test(tcase, is_large_and_says_nothing_twice);
    tcase_add_test(tcase, a_fingerprint_says_what_counts_alike);
    tcase_add_loop_test(tcase, uses_every_construct, 0, (int)G_N_ELEMENTS(constructs));
    tcase_add_loop_test(tcase, counts_what_it_says, 0, G_N_ELEMENTS(expected));
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    g_ptr_array_unref(ids);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
