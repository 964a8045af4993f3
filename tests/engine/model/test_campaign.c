/* Campaigns that load: what is kept, defaults, paths, themes, frozen editions, complete periods. */
#include "engine/model/campaign.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/engine/model/files.h"

static const char minimal[] = "campaign: b-2026\n"
                              "region: {id: \"53\", label: \"Bretagne\"}\n"
                              "period: {every: quarter, last: 2026-Q1}\n"
                              "data: {from: 2023-01-01, to: 2026-03-31}\n"
                              "database: {service: miroir}\n"
                              "themes: [one]\n"
                              "numbering: {key_file: secret.key}\n";

static const char whole[] =
    "campaign: bretagne-2026-q1\n"
    "title: \"Profil de pratique\"\n"
    "language: en\n"
    "region: {id: \"53\", label: \"Bretagne\"}\n"
    "period: {every: half, last: 2026-H1, history: 4}\n"
    "data: {from: 2023-01-01, to: 2026-06-30, received_to: 2026-09-12}\n"
    "database: {embedded: \"cluster\", load_service: loader}\n"
    "themes: [two, one@2, \"sub/three.yaml\"]\n"
    "comparators: [enrolled, control]\n"
    "control: {specialties: [MG, \"22\"], minimum_activity: 7}\n"
    "numbering: {key_file: /keys/secret.key, scope: edition}\n"
    "disclosure: {minimum_patients: 5, minimum_members: 4, minimum_peers: 3, dominance: 0.9, "
    "numerator_rule: strict}\n"
    "standardisation: {bands: [0, 1, 18, 65, 120]}\n"
    "booklet: {template: grand, paper: A4, imposition: a5, encrypt: true}\n";

/* A theme of one indicator of the quarter, one over a year, and one from counts. */
static void
write_theme(Files *files, const char *name, const char *id, int version)
{
    g_autofree char *text = g_strdup_printf(
        "theme: %s\nversion: %d\nstatus: trial\nlabel: \"T\"\nindicators:\n"
        "  - {id: %s_a, label: \"A\", type: prescription, kind: proportion, unit: claim, "
        "denominator: \"atc in (J01*)\", numerator: \"atc in (J01MA*)\"}\n"
        "  - {id: %s_b, label: \"B\", type: prescription, kind: proportion, unit: claim, "
        "window: 1 year, denominator: \"atc in (J01*)\", numerator: \"atc in (J01MA*)\"}\n"
        "  - {id: %s_C, label: \"C\", from: counts, type: follow_up, kind: proportion}\n",
        id, version, id, id, id);
    files_write(files, name, text);
}

static Campaign *
load(Files *files, const char *text)
{
    write_theme(files, "bank/one.yaml", "one", 2);
    write_theme(files, "bank/two.yaml", "two", 1);
    write_theme(files, "c/sub/three.yaml", "three", 1);
    const char *path = files_write(files, "c/campaign.yaml", text);
    g_autofree char *bank = g_build_filename(files->folder, "bank", NULL);
    GError *error = NULL;
    Campaign *campaign = campaign_load(path, bank, &error);
    ck_assert_msg(campaign != NULL, "%s", error != NULL ? error->message : "");
    return campaign;
}

static void
assert_path(const Files *files, const char *path, const char *relative)
{
    g_autofree char *expected = g_build_filename(files->folder, relative, NULL);
    ck_assert_str_eq(path, expected);
}

START_TEST(has_defaults)
{
    Files files = files_new();
    g_autoptr(Campaign) campaign = load(&files, minimal);
    ck_assert_str_eq(campaign->name, "b-2026");
    ck_assert_str_eq(campaign->title, "b-2026");
    ck_assert_int_eq(campaign->language, LANGUAGE_FR);
    ck_assert_int_eq(campaign->history, 1);
    ck_assert_int_eq(campaign->received_to, DAY_NONE);
    ck_assert(campaign->comparators[COMPARATOR_GROUP] &&
              campaign->comparators[COMPARATOR_ENROLLED] &&
              campaign->comparators[COMPARATOR_CONTROL]);
    ck_assert_ptr_null(campaign->control_specialties[0]);
    ck_assert_int_eq(campaign->control_minimum_activity, 100);
    ck_assert_int_eq(campaign->numbering, NUMBERING_BY_THEME);
    ck_assert_int_eq(campaign->disclosure.minimum_patients, 11);
    ck_assert_int_eq(campaign->disclosure.minimum_members, 5);
    ck_assert_int_eq(campaign->disclosure.minimum_peers, 6);
    ck_assert(campaign->disclosure.dominance == 0.85 && !campaign->disclosure.strict_numerator);
    AgeBands usual = age_bands_usual();
    ck_assert_mem_eq(&campaign->age_bands, &usual, sizeof usual);
    ck_assert_str_eq(campaign->booklet_template, "profil");
    ck_assert(!campaign->booklet_encrypted);
    ck_assert_int_eq(campaign->database.kind, DATABASE_SERVICE);
    ck_assert_str_eq(campaign->database.text, "miroir");
    ck_assert_int_eq(campaign->database.place.line, 5);
    ck_assert_int_eq(campaign->database.place.column, 21);
    assert_path(&files, campaign->key_file, "c/secret.key");
    files_remove(&files);
}
END_TEST

START_TEST(keeps_all_keys)
{
    Files files = files_new();
    g_autoptr(Campaign) campaign = load(&files, whole);
    ck_assert_str_eq(campaign->title, "Profil de pratique");
    ck_assert_int_eq(campaign->language, LANGUAGE_EN);
    ck_assert_str_eq(campaign->region_id, "53");
    ck_assert_str_eq(campaign->region_label, "Bretagne");
    ck_assert_int_eq(campaign->last.length, PERIOD_HALF);
    ck_assert_int_eq(campaign->history, 4);
    ck_assert_int_eq(campaign->data_from, day_from_civil(2023, 1, 1));
    ck_assert_int_eq(campaign->data_to, day_from_civil(2026, 6, 30));
    ck_assert_int_eq(campaign->received_to, day_from_civil(2026, 9, 12));
    ck_assert_int_eq(campaign->database.kind, DATABASE_EMBEDDED);
    assert_path(&files, campaign->database.text, "c/cluster");
    ck_assert_str_eq(campaign->database.load_service, "loader");
    ck_assert(!campaign->comparators[COMPARATOR_GROUP] &&
              campaign->comparators[COMPARATOR_ENROLLED] &&
              campaign->comparators[COMPARATOR_CONTROL]);
    ck_assert_str_eq(campaign->control_specialties[1], "22");
    ck_assert_ptr_null(campaign->control_specialties[2]);
    ck_assert_int_eq(campaign->control_minimum_activity, 7);
    ck_assert_str_eq(campaign->key_file, "/keys/secret.key");
    ck_assert_int_eq(campaign->numbering, NUMBERING_BY_EDITION);
    ck_assert_int_eq(campaign->disclosure.minimum_peers, 3);
    ck_assert(campaign->disclosure.dominance == 0.9 && campaign->disclosure.strict_numerator);
    static const int lowest[] = {0, 1, 18, 65, 120};
    ck_assert_int_eq(campaign->age_bands.n, G_N_ELEMENTS(lowest));
    ck_assert_mem_eq(campaign->age_bands.lowest, lowest, sizeof lowest);
    ck_assert_str_eq(campaign->booklet_template, "grand");
    ck_assert(campaign->booklet_encrypted);
    ck_assert_mem_eq(g_bytes_get_data(campaign->bytes, NULL), whole, strlen(whole));

    static const char *const themes[] = {"two", "one", "three"};
    ck_assert_uint_eq(campaign->n_themes, 3);
    ck_assert_uint_eq(campaign->n_indicators, 9);
    for (size_t i = 0; i < 9; i++) {
        ck_assert_uint_eq(campaign->indicators[i].theme_index, i / 3);
        ck_assert_str_eq(campaign->indicators[i].theme->id, themes[i / 3]);
        ck_assert(g_str_has_prefix(campaign->indicators[i].indicator->id, themes[i / 3]));
    }
    files_remove(&files);
}
END_TEST

START_TEST(loads_frozen_editions)
{
    Files files = files_new();
    files_write(&files, "frozen/campaign.yaml", whole);
    write_theme(&files, "frozen/themes/03-three.yaml", "three", 1);
    write_theme(&files, "frozen/themes/01-two.yaml", "two", 1);
    write_theme(&files, "frozen/themes/02-one.yaml", "one", 2);
    g_autofree char *folder = g_build_filename(files.folder, "frozen", NULL);
    GError *error = NULL;
    g_autoptr(Campaign) campaign = campaign_load_frozen(folder, &error);
    ck_assert_msg(campaign != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_str_eq(campaign->themes[0]->id, "two");
    ck_assert_str_eq(campaign->themes[1]->id, "one");
    ck_assert_str_eq(campaign->themes[2]->id, "three");

    write_theme(&files, "frozen/themes/04-four.yaml", "four", 1);
    ck_assert_ptr_null(campaign_load_frozen(folder, &error));
    ck_assert_ptr_nonnull(strstr(error->message, "campaign.yaml:8:9: 3 themes, but the edition "
                                                 "keeps 4"));
    g_clear_error(&error);
    files_remove(&files);
}
END_TEST

static const struct {
    const char *data;
    const char *complete; /* by period, for the indicator of the quarter and the one of the year */
} complete_cases[] = {
    {"data: {from: 2023-01-01, to: 2026-03-31}", "1111 1111"},
    {"data: {from: 2025-04-01, to: 2026-03-31}", "1111 0001"},
    {"data: {from: 2025-04-02, to: 2026-03-31}", "0111 0000"},
    {"data: {from: 2024-07-01, to: 2026-03-30}", "1110 1110"},
    {"data: {from: 2024-07-02, to: 2025-12-31}", "1110 0110"},
};

START_TEST(knows_complete_periods)
{
    Files files = files_new();
    g_autofree char *history = text_replace(minimal, "last: 2026-Q1", "last: 2026-Q1, history: 4");
    g_autofree char *text =
        text_replace(history, "data: {from: 2023-01-01, to: 2026-03-31}", complete_cases[_i].data);
    g_autoptr(Campaign) campaign = load(&files, text);
    g_autoptr(GString) complete = g_string_new(NULL);
    for (size_t indicator = 0; indicator < 2; indicator++) {
        g_string_append(complete, indicator > 0 ? " " : "");
        for (int period = 0; period < 4; period++)
            g_string_append_c(complete,
                              campaign_period_complete(campaign, indicator, period) ? '1' : '0');
    }
    ck_assert_str_eq(complete->str, complete_cases[_i].complete);
    g_autofree char *oldest = period_to_string(campaign_period(campaign, 0));
    ck_assert_str_eq(oldest, "2025-Q2");
    g_autofree char *last = period_to_string(campaign_period(campaign, 3));
    ck_assert_str_eq(last, "2026-Q1");
    files_remove(&files);
}
END_TEST

/* Which theme the edition is about, by its last period; "two" is named beside. */
static const struct {
    const char *last, *themes, *programme;
    const char *expected;
} programme_cases[] = {
    {"2026-Q1", "", "[{period: 2026, themes: [two]}]", "two"},
    {"2026-Q1", "", "[{period: 2026-Q1, themes: [one]}, {period: 2026-Q2, themes: [two]}]", "one"},
    {"2026-Q2", "", "[{period: 2026-Q1, themes: [one]}, {period: 2026-Q2, themes: [two]}]", "two"},
    {"2026-Q4", "", "[{period: 2026-H2, themes: [two, one]}, {period: 2026-H1, themes: [one]}]",
     "two one"},
    {"2026-Q1", "themes: [two]", "[{period: 2026, themes: [one]}]", "two"},
    {"2026-Q1", "themes: [two]", "[{period: 2027, themes: [one]}]", "two"},
};

START_TEST(takes_themes_of_the_programme)
{
    Files files = files_new();
    g_autofree char *named = text_replace(minimal, "themes: [one]", programme_cases[_i].themes);
    g_autofree char *last = text_replace(named, "2026-Q1", programme_cases[_i].last);
    g_autofree char *text =
        g_strdup_printf("%sprogramme: %s\n", last, programme_cases[_i].programme);
    g_autoptr(Campaign) campaign = load(&files, text);
    g_autoptr(GString) themes = g_string_new(NULL);
    for (size_t i = 0; i < campaign->n_themes; i++)
        g_string_append_printf(themes, "%s%s", i > 0 ? " " : "", campaign->themes[i]->id);
    ck_assert_str_eq(themes->str, programme_cases[_i].expected);
    ck_assert_uint_ge(campaign->n_programme, 1);
    ck_assert_uint_ge(campaign->programme[0].themes->len, 1);
    files_remove(&files);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("campaign");
    TCase *tcase = tcase_create("campaign");
    suite_add_tcase(suite, tcase);
    tcase_add_test(tcase, has_defaults);
    tcase_add_test(tcase, keeps_all_keys);
    tcase_add_test(tcase, loads_frozen_editions);
    tcase_add_loop_test(tcase, knows_complete_periods, 0, G_N_ELEMENTS(complete_cases));
    tcase_add_loop_test(tcase, takes_themes_of_the_programme, 0, G_N_ELEMENTS(programme_cases));
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
