/* Files and expressions damaged in many ways never crash, and every message has its place. The damage
 * follows from a fixed seed, so that a fault found once is found again. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "engine/model/campaign.h"
#include "engine/model/faults.h"
#include "tests/engine/model/files.h"

enum { N_MUTATIONS = 1500 };

static const char *const scraps[] = {
    "",    " ",   "\n", ":", ": ", "{",    "}",    "[",  "]",  "\"",    "'", "#",   "-",   "*",
    "&a",  "*a",  "!x", "|", ">",  "~",    "\t",   "\\", "0",  "1,5",   "(", ")",   "and", "not ",
    "age", "atc", "é",  "%", "@",  "\xFF", "null", "- ", "? ", "---\n", ",", "in ("};

/* `text` with a few pieces cut out and a few scraps put in. */
static char *
mutate(GRand *random, const char *text)
{
    GString *out = g_string_new(text);
    for (int i = g_rand_int_range(random, 1, 4); i > 0; i--) {
        gssize at = g_rand_int_range(random, 0, (gint32)out->len);
        gssize most = MIN(8, (gssize)out->len - at);
        g_string_erase(out, at, g_rand_int_range(random, 0, (gint32)most));
        g_string_insert(out, at, scraps[g_rand_int_range(random, 0, G_N_ELEMENTS(scraps))]);
    }
    return g_string_free(out, false);
}

static void
assert_placed(const GError *error)
{
    g_autofree char *pattern = g_strdup("^[^:\n]+:[1-9][0-9]*:[1-9][0-9]*: .+");
    ck_assert_msg(g_regex_match_simple(pattern, error->message, G_REGEX_DOTALL, 0), "%s",
                  error->message);
}

static const char *const themes[] = {"antibiotiques", "benzodiazepines", "diabete"};

START_TEST(survives_damaged_themes)
{
    Files files = files_new();
    g_autofree char *path = g_strdup_printf("%s/%s.yaml", THEME_DIR, themes[_i]);
    g_autofree char *text = NULL;
    ck_assert(g_file_get_contents(path, &text, NULL, NULL));
    GRand *random = g_rand_new_with_seed((guint32)_i);
    for (int i = 0; i < N_MUTATIONS; i++) {
        g_autofree char *damaged = mutate(random, text);
        const char *name = files_write(&files, "t.yaml", damaged);
        g_autoptr(GPtrArray) faults = faults_new();
        g_autoptr(Theme) theme = theme_check(name, faults);
        ck_assert((theme == NULL) == (faults->len > 0));
        for (guint k = 0; k < faults->len; k++)
            assert_placed(faults->pdata[k]);
    }
    g_rand_free(random);
    files_remove(&files);
}
END_TEST

START_TEST(survives_damaged_campaigns)
{
    static const char text[] =
        "campaign: b\nregion: {id: \"53\", label: \"B\"}\n"
        "period: {every: quarter, last: 2026-Q1, history: 8}\n"
        "data: {from: 2023-01-01, to: 2026-03-31, received_to: 2026-06-12}\n"
        "database: {conninfo: \"host=h\"}\nthemes: [antibiotiques, diabete@1]\n"
        "comparators: [group]\ncontrol: {specialties: [MG], minimum_activity: 100}\n"
        "numbering: {key_file: secret.key, scope: theme}\n"
        "disclosure: {minimum_patients: 11, dominance: 0.85}\n"
        "booklet: {template: profil, paper: A4}\n";
    Files files = files_new();
    GRand *random = g_rand_new_with_seed(7);
    for (int i = 0; i < N_MUTATIONS; i++) {
        g_autofree char *damaged = mutate(random, text);
        const char *name = files_write(&files, "c.yaml", damaged);
        g_autoptr(GPtrArray) faults = faults_new();
        g_autoptr(Campaign) campaign = campaign_check(name, THEME_DIR, faults);
        ck_assert((campaign == NULL) == (faults->len > 0));
        for (guint k = 0; k < faults->len; k++)
            assert_placed(faults->pdata[k]);
    }
    g_rand_free(random);
    files_remove(&files);
}
END_TEST

START_TEST(survives_damaged_expressions)
{
    static const char *const texts[] = {
        "atc in (J01*, C09AA) and not (quantity * 2.5 >= units or amount < 12.34)",
        "(visits >= 3 or has_condition(ALD08, E11*)) and sex = F and not age <= 65"};
    static const CounterName counters[] = {{"visits", 0}};
    static const Place place = {"e.yaml", 1, 1};
    GRand *random = g_rand_new_with_seed(11);
    for (int i = 0; i < 10 * N_MUTATIONS; i++) {
        g_autofree char *damaged = mutate(random, texts[i % 2]);
        if (!g_utf8_validate(damaged, -1, NULL)) /* YAML lets no such text through */
            continue;
        g_autoptr(GError) error = NULL;
        ExpressionScope scope = i % 2 == 0 ? EXPRESSION_OF_LINES : EXPRESSION_OF_PATIENTS;
        g_autoptr(Expression) expression =
            expression_parse(damaged, place, scope, counters, 1, &error);
        ck_assert((expression == NULL) == (error != NULL));
        if (error != NULL)
            assert_placed(error);
    }
    g_rand_free(random);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("mutations");
    TCase *tcase = tcase_create("mutations");
    tcase_set_timeout(tcase, 60);
    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, survives_damaged_themes, 0, G_N_ELEMENTS(themes));
    tcase_add_test(tcase, survives_damaged_campaigns);
    tcase_add_test(tcase, survives_damaged_expressions);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
