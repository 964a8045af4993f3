/* Templates: keys, variables, and faults with their place. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "render/page/texts.h"

static char *folder;

static void
set_up(void)
{
    folder = g_dir_make_tmp("texts-XXXXXX", NULL);
    ck_assert_ptr_nonnull(folder);
}

static void
tear_down(void)
{
    g_autofree char *file = g_build_filename(folder, "fr.yaml", NULL);
    ck_assert_int_eq(remove(file), 0);
    ck_assert_int_eq(remove(folder), 0);
    g_free(folder);
}

static Texts *
load(const char *yaml, GError **error)
{
    g_autofree char *file = g_build_filename(folder, "fr.yaml", NULL);
    ck_assert(g_file_set_contents(file, yaml, -1, NULL));
    return texts_load(folder, LANGUAGE_FR, "physician", error);
}

START_TEST(keys_join_and_variables_fill)
{
    g_autoptr(Texts) texts =
        load("cover:\n  title: \"Qui ?\"\n  by:\n    line: \"{{a}}, {{b}} {{a}}\"\n"
             "flat: \"l'un\"\n",
             NULL);
    ck_assert_ptr_nonnull(texts);
    ck_assert_str_eq(texts_get(texts, "cover.title"), "Qui\u202F?");
    ck_assert_str_eq(texts_get(texts, "flat"), "l’un");
    g_autofree char *line =
        texts_format(texts, "cover.by.line", "b", "{{a}}", "a", "un", "unused", "x", NULL);
    ck_assert_str_eq(line, "un, {{a}} un");

    g_autoptr(GPtrArray) keys = texts_keys(texts);
    ck_assert_uint_eq(keys->len, 3);
    ck_assert_str_eq(g_ptr_array_index(keys, 0), "cover.by.line");
    ck_assert_str_eq(g_ptr_array_index(keys, 2), "flat");
}
END_TEST

static const struct {
    const char *yaml, *place, *what;
} FAULTS[] = {
    {"a: \"x\"\nb: \"{{name\"\n", "fr.yaml:2:", "}}"},
    {"a: \"{{one {{two}}\"\n", "fr.yaml:1:", "}}"},
    {"a:\n  b: \"**fort\"\n", "fr.yaml:2:", "**"},
    {"a: \"1^er\"\n", "fr.yaml:1:", "^"},
    {"a: [\"x\", \"y\"]\n", "fr.yaml:1:", "list"},
    {"\"x\"\n", "fr.yaml:1:", "map"},
    {"a: \"x\"\na: \"y\"\n", "fr.yaml:2:", "a"},
};

START_TEST(faults_have_a_place)
{
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(load(FAULTS[_i].yaml, &error));
    ck_assert_ptr_nonnull(error);
    ck_assert_msg(strstr(error->message, FAULTS[_i].place) != NULL, "%s", error->message);
    ck_assert_msg(strstr(error->message, FAULTS[_i].what) != NULL, "%s", error->message);
}
END_TEST

/* The templates of the program itself, in both languages. */
START_TEST(languages_have_the_same_keys)
{
    GError *error = NULL;
    g_autoptr(Texts) fr = texts_load("templates", LANGUAGE_FR, "physician", &error);
    ck_assert_msg(fr != NULL, "%s", error == NULL ? "" : error->message);
    g_autoptr(Texts) en = texts_load("templates", LANGUAGE_EN, "physician", &error);
    ck_assert_msg(en != NULL, "%s", error == NULL ? "" : error->message);

    g_autoptr(GPtrArray) fr_keys = texts_keys(fr), en_keys = texts_keys(en);
    for (guint i = 0; i < MIN(fr_keys->len, en_keys->len); i++)
        ck_assert_str_eq(g_ptr_array_index(fr_keys, i), g_ptr_array_index(en_keys, i));
    ck_assert_uint_eq(fr_keys->len, en_keys->len);
}
END_TEST

int
main(void)
{
    TCase *files = tcase_create("files");
    tcase_add_checked_fixture(files, set_up, tear_down);
    tcase_add_test(files, keys_join_and_variables_fill);
    tcase_add_loop_test(files, faults_have_a_place, 0, G_N_ELEMENTS(FAULTS));
    TCase *own = tcase_create("own");
    tcase_add_test(own, languages_have_the_same_keys);

    Suite *suite = suite_create("texts");
    suite_add_tcase(suite, files);
    suite_add_tcase(suite, own);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
