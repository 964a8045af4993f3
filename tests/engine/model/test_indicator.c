/* How what a theme writes becomes the one form that executors see. */
#include "engine/model/indicator.h"

#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/model/theme.h"
#include "tests/engine/model/files.h"

static const char head[] = "theme: t\nstatus: trial\nlabel: \"T\"\nindicators:\n"
                           "  - id: i\n    label: {fr: \"L\", en: \"L\"}\n    type: prescription\n";

/* The theme whose one indicator has these lines besides, each indented by four. */
static Theme *
load(Files *files, const char *lines)
{
    g_autofree char *text = g_strconcat(head, lines, NULL);
    const char *path = files_write(files, "t.yaml", text);
    GError *error = NULL;
    Theme *theme = theme_load(path, &error);
    ck_assert_msg(theme != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_uint_eq(theme->n_indicators, 1);
    return theme;
}

/* Counters as "name=lines/count/window/washout", then population, denominator, numerator. */
static char *
form_of(const Indicator *self)
{
    static const char *const kinds[] = {"", "registered_patients", "patients_seen"};
    static const char *const counts[] = {"lines",  "dates",         "quantity",
                                         "amount", "prescriptions", "molecules"};
    GString *out = g_string_new(NULL);
    for (size_t i = 0; i < self->n_counters; i++) {
        const Counter *counter = &self->counters[i];
        g_autofree char *lines = expression_to_string(counter->lines);
        g_string_append_printf(out, "%s=%s/%s%s/%d/%d\n", counter->name, lines,
                               counts[counter->count], counter->in_units ? " in units" : "",
                               counter->window_months, counter->washout_months);
    }
    g_autofree char *population = expression_to_string(self->population);
    g_autofree char *denominator = self->denominator != NULL
                                       ? expression_to_string(self->denominator)
                                       : g_strdup(kinds[self->denominator_kind]);
    g_autofree char *numerator = expression_to_string(self->numerator);
    g_string_append_printf(out, "%s | %s | %s", population, denominator, numerator);
    return g_string_free(out, false);
}

static const struct {
    const char *lines, *expected;
    bool counts_events, is_money;
} forms[] = {
    {"    kind: proportion\n    unit: claim\n    denominator: \"atc in (J01*)\"\n"
     "    numerator: \"atc in (J01MA*)\"\n",
     "denominator=atc in (J01*)/lines/0/0\n"
     "numerator=(atc in (J01*) and atc in (J01MA*))/lines/0/0\n"
     "true | counter 0 | counter 1",
     true, false},
    {"    kind: proportion\n    unit: claim\n    count: quantity\n    units: true\n"
     "    window: 1 year\n    population: \"age >= 65\"\n"
     "    denominator: \"atc in (J01*)\"\n    numerator: \"atc in (J01MA*)\"\n",
     "denominator=atc in (J01*)/quantity in units/12/0\n"
     "numerator=(atc in (J01*) and atc in (J01MA*))/quantity in units/12/0\n"
     "(age >= 65) | counter 0 | counter 1",
     false, false},
    {"    kind: mean\n    unit: claim\n    denominator: \"atc in (J01*)\"\n"
     "    numerator: amount\n",
     "numerator=atc in (J01*)/amount/0/0\ndenominator=atc in (J01*)/lines/0/0\n"
     "true | counter 1 | counter 0",
     false, true},
    {"    kind: mean\n    unit: claim\n    count: prescriptions\n"
     "    denominator: \"atc in (J01*)\"\n    numerator: units\n",
     "numerator=atc in (J01*)/quantity in units/0/0\n"
     "denominator=atc in (J01*)/prescriptions/0/0\ntrue | counter 1 | counter 0",
     false, false},
    {"    kind: rate\n    per: 100\n    unit: claim\n    attribution: registered\n"
     "    count: prescriptions\n    denominator: registered_patients\n"
     "    numerator: \"atc in (J01*)\"\n",
     "numerator=atc in (J01*)/prescriptions/0/0\ntrue | registered_patients | counter 0", true,
     false},
    {"    kind: rate\n    per: 1000\n    unit: claim\n    denominator: patients_seen\n"
     "    population: \"sex = F\"\n    numerator: \"nabm in (1139)\"\n",
     "numerator=nabm in (1139)/lines/0/0\nsex = F | patients_seen | counter 0", true, false},
    {"    kind: rate\n    per: 100\n    unit: claim\n    counters:\n"
     "      visits: {lines: \"ngap in (C, V)\", count: dates}\n    denominator: visits\n"
     "    numerator: \"atc in (J01*)\"\n",
     "visits=ngap in (C, V)/dates/0/0\nnumerator=atc in (J01*)/lines/0/0\n"
     "true | counter 0 | counter 1",
     true, false},
    {"    kind: rate\n    per: 100\n    unit: claim\n    denominator: \"ngap in (C)\"\n"
     "    numerator: \"atc in (J01*)\"\n",
     "denominator=ngap in (C)/lines/0/0\nnumerator=atc in (J01*)/lines/0/0\n"
     "true | counter 0 | counter 1",
     true, false},
    {"    kind: proportion\n    unit: patient\n    window: 12 months\n    counters:\n"
     "      drugs: {lines: \"atc in (A10*)\", count: dates}\n"
     "      tests: {lines: \"nabm in (1577)\", count: dates, window: 8 quarters}\n"
     "    denominator: \"drugs >= 3\"\n    numerator: \"tests >= 2\"\n",
     "drugs=atc in (A10*)/dates/12/0\ntests=nabm in (1577)/dates/24/0\n"
     "true | (drugs >= 3) | (tests >= 2)",
     true, false},
    {"    kind: mean\n    unit: patient\n    counters:\n"
     "      spent: {lines: \"atc in (*)\", count: amount}\n"
     "      any: {lines: \"atc in (*)\", washout: 1 year}\n"
     "    denominator: \"any >= 1\"\n    numerator: spent\n",
     "spent=atc in (*)/amount/0/0\nany=atc in (*)/lines/0/12\ntrue | (any >= 1) | spent", false,
     true},
    {"    kind: proportion\n    unit: claim\n    count: amount\n"
     "    denominator: \"atc in (J01*)\"\n    numerator: \"atc in (J01MA*)\"\n",
     "denominator=atc in (J01*)/amount/0/0\n"
     "numerator=(atc in (J01*) and atc in (J01MA*))/amount/0/0\ntrue | counter 0 | counter 1",
     false, false},
};

START_TEST(normalises)
{
    Files files = files_new();
    g_autoptr(Theme) theme = load(&files, forms[_i].lines);
    const Indicator *indicator = &theme->indicators[0];
    g_autofree char *form = form_of(indicator);
    ck_assert_str_eq(form, forms[_i].expected);
    ck_assert(indicator_counts_events(indicator) == forms[_i].counts_events);
    ck_assert(indicator->is_money == forms[_i].is_money);
    files_remove(&files);
}
END_TEST

START_TEST(has_defaults)
{
    Files files = files_new();
    g_autoptr(Theme) theme = load(&files, forms[0].lines);
    const Indicator *indicator = &theme->indicators[0];
    ck_assert_str_eq(indicator->id, "i");
    ck_assert_int_eq(indicator->version, 1);
    ck_assert_int_eq(indicator->place.line, 5);
    ck_assert_int_eq(indicator->place.column, 5);
    ck_assert_int_eq(indicator->from, FROM_CLAIMS);
    ck_assert_int_eq(indicator->attribution, ATTRIBUTION_PRESCRIBER);
    ck_assert_int_eq(indicator->direction, DIRECTION_NONE);
    ck_assert_int_eq(indicator->per, 1);
    ck_assert(!indicator->has_target && !indicator->peers_hidden && !indicator->standardised);
    ck_assert_ptr_null(indicator->source_url);
    ck_assert_str_eq(local_text(&indicator->noun, LANGUAGE_FR), "");
    files_remove(&files);
}
END_TEST

START_TEST(reads_all_keys)
{
    Files files = files_new();
    g_autofree char *lines =
        g_strconcat(forms[0].lines,
                    "    version: 3\n    definition: {fr: \"d\"}\n    action: \"a\"\n"
                    "    noun: {fr: \"lignes\", en: \"lines\"}\n    attribution: performer\n"
                    "    direction: lower\n    target: 12.5\n    peers: hidden\n"
                    "    standardise: age_sex\n"
                    "    source: {title: \"S\", url: \"https://example.org\"}\n",
                    NULL);
    g_autoptr(Theme) theme = load(&files, lines);
    const Indicator *indicator = &theme->indicators[0];
    ck_assert_int_eq(indicator->version, 3);
    ck_assert_str_eq(local_text(&indicator->definition, LANGUAGE_EN), "d");
    ck_assert_str_eq(local_text(&indicator->action, LANGUAGE_EN), "a");
    ck_assert_str_eq(local_text(&indicator->noun, LANGUAGE_EN), "lines");
    ck_assert_int_eq(indicator->attribution, ATTRIBUTION_PERFORMER);
    ck_assert_int_eq(indicator->direction, DIRECTION_LOWER);
    ck_assert(indicator->has_target && indicator->target == 0.125);
    ck_assert(indicator->peers_hidden && indicator->standardised);
    ck_assert_str_eq(local_text(&indicator->source_title, LANGUAGE_EN), "S");
    ck_assert_str_eq(indicator->source_url, "https://example.org");
    files_remove(&files);
}
END_TEST

START_TEST(takes_counts)
{
    static const char text[] = "theme: qof\nstatus: trial\nlabel: \"QOF\"\nindicators:\n"
                               "  - {id: AF007, label: \"AF\", from: counts, type: activity, "
                               "kind: proportion}\n"
                               "  - {id: X-1, label: \"X\", from: counts, type: cost, "
                               "kind: rate, per: 1000, unit: claim, peers: shown}\n";
    Files files = files_new();
    GError *error = NULL;
    g_autoptr(Theme) theme = theme_load(files_write(&files, "qof.yaml", text), &error);
    ck_assert_msg(theme != NULL, "%s", error != NULL ? error->message : "");
    const Indicator *first = &theme->indicators[0], *second = &theme->indicators[1];
    ck_assert_int_eq(first->from, FROM_COUNTS);
    ck_assert_int_eq(first->unit, UNIT_PATIENT);
    ck_assert_ptr_null(first->numerator);
    ck_assert(first->peers_hidden && !second->peers_hidden);
    ck_assert(indicator_counts_events(first));
    ck_assert_int_eq(indicator_numerator_decimals(first), 0);
    ck_assert_int_eq(second->per, 1000);
    ck_assert_int_eq(second->unit, UNIT_CLAIM);
    ck_assert_int_eq(indicator_reach_months(first, 12), 12);
    files_remove(&files);
}
END_TEST

START_TEST(gives_values)
{
    Indicator proportion = {.kind = KIND_PROPORTION, .per = 1};
    Indicator rate = {.kind = KIND_RATE, .per = 100};
    ck_assert(indicator_value(&proportion, 1, 4) == 0.25);
    ck_assert(indicator_value(&rate, 1, 4) == 25);
    ck_assert(isnan(indicator_value(&rate, 0, 0)));
}
END_TEST

START_TEST(reaches_back)
{
    static const struct {
        int window, counter_window, washout, period, expected;
    } cases[] = {{0, 0, 0, 3, 3},    {12, 12, 0, 3, 12}, {12, 24, 0, 3, 24}, {0, 0, 12, 3, 15},
                 {12, 6, 12, 3, 18}, {24, 3, 12, 1, 24}, {1, 1, 0, 3, 1}};
    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        Counter counter = {.window_months = cases[i].counter_window,
                           .washout_months = cases[i].washout};
        Indicator indicator = {
            .window_months = cases[i].window, .counters = &counter, .n_counters = 1};
        ck_assert_int_eq(indicator_reach_months(&indicator, cases[i].period), cases[i].expected);
    }
}
END_TEST

START_TEST(has_names)
{
    ck_assert_str_eq(indicator_kind_name(KIND_MEAN), "mean");
    ck_assert_str_eq(indicator_unit_name(UNIT_PATIENT), "patient");
    ck_assert_str_eq(indicator_type_name(TYPE_FOLLOW_UP), "follow_up");
    ck_assert_str_eq(indicator_direction_name(DIRECTION_HIGHER), "higher");
    ck_assert_str_eq(attribution_name(ATTRIBUTION_REGISTERED), "registered");
}
END_TEST

/* What is counted is written differently, or is different. */
static const struct {
    const char *from, *to;
    bool alike;
} edits[] = {
    {"label: \"T\"", "label: \"Other\"", true},
    {"direction: higher", "direction: none", true},
    {"target: 74", "target: 75", true},
    {"age >= 18", "(age)  >=  18", true},
    {"age >= 18", "age >= 19", false},
    {"kind: proportion", "kind: proportion\n    standardise: age_sex", false},
    {"attribution: registered", "attribution: prescriber", false},
    {"    window: 12 months", "    window: 6 months", false},
    {"count: dates, window: 12 months}", "count: dates, window: 6 months}", false},
    {"count: dates}", "count: lines}", false},
    {"A10*", "A10B*", false},
    {"drugs >= 3", "drugs >= 2", false},
    {"hba1c >= 2", "hba1c >= 1", false},
    {"lines: \"nabm in (1577)\"", "lines: \"nabm in (1577)\", washout: 12 months", false},
};

static char *
fingerprint_of(Files *files, const char *text)
{
    const char *path = files_write(files, "t.yaml", text);
    GError *error = NULL;
    g_autoptr(Theme) theme = theme_load(path, &error);
    ck_assert_msg(theme != NULL, "%s", error != NULL ? error->message : "");
    return indicator_fingerprint(&theme->indicators[0]);
}

START_TEST(has_a_fingerprint)
{
    static const char lines[] =
        "    kind: proportion\n    unit: patient\n    attribution: registered\n"
        "    window: 12 months\n    counters:\n"
        "      drugs: {lines: \"atc in (A10*)\", count: dates}\n"
        "      hba1c: {lines: \"nabm in (1577)\", count: dates, window: 12 months}\n"
        "    population: \"age >= 18\"\n    denominator: \"drugs >= 3\"\n"
        "    numerator: \"hba1c >= 2\"\n    direction: higher\n    target: 74\n"
        "    source: {title: \"S\", url: \"https://example.org\"}\n";
    Files files = files_new();
    g_autofree char *text = g_strconcat(head, lines, NULL);
    g_auto(GStrv) parts = g_strsplit(text, edits[_i].from, 2);
    ck_assert_uint_eq(g_strv_length(parts), 2);
    g_autofree char *edited = g_strjoinv(edits[_i].to, parts);
    g_autofree char *before = fingerprint_of(&files, text);
    g_autofree char *after = fingerprint_of(&files, edited);
    ck_assert_uint_eq(strlen(before), 64);
    ck_assert_msg((strcmp(before, after) == 0) == edits[_i].alike, "%s", edits[_i].to);
    files_remove(&files);
}
END_TEST

/* Of ready-made counts the words are all there is. */
START_TEST(words_define_ready_made_counts)
{
    static const char lines[] = "    from: counts\n    kind: proportion\n    unit: patient\n"
                                "    definition: {fr: \"D\", en: \"E\"}\n";
    Files files = files_new();
    g_autofree char *text = g_strconcat(head, lines, NULL);
    g_autofree char *before = fingerprint_of(&files, text);
    char *word = strstr(text, "\"E\"");
    ck_assert_ptr_nonnull(word);
    word[1] = 'F';
    g_autofree char *after = fingerprint_of(&files, text);
    ck_assert_str_ne(before, after);
    files_remove(&files);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("indicator");
    TCase *tcase = tcase_create("indicator");
    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, normalises, 0, G_N_ELEMENTS(forms));
    tcase_add_test(tcase, has_defaults);
    tcase_add_test(tcase, reads_all_keys);
    tcase_add_test(tcase, takes_counts);
    tcase_add_test(tcase, gives_values);
    tcase_add_test(tcase, reaches_back);
    tcase_add_test(tcase, has_names);
    tcase_add_loop_test(tcase, has_a_fingerprint, 0, G_N_ELEMENTS(edits));
    tcase_add_test(tcase, words_define_ready_made_counts);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
