/* miroir init: in each language an example without fault, in which every key of a campaign has its
 * comment. */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "engine/model/campaign_keys.h"
#include "engine/publish/folder.h"
#include "tests/engine/cli/program.h"

static char *folder;

static const struct {
    const char *code, *comment;
} LANGUAGES[] = {{"fr", "# Ce qui peut être montré aux autres."},
                 {"en", "# What may be shown to others."}};

static void
setup(void)
{
    folder = g_dir_make_tmp("miroir-init-XXXXXX", NULL);
    ck_assert_ptr_nonnull(folder);
}

static void
teardown(void)
{
    folder_remove(folder, NULL);
    g_free(folder);
}

/* What `init` writes with those words after the folder. */
static char *
written(const char *options)
{
    g_autofree char *line = g_strdup_printf("init new %s", options);
    g_auto(ProgramResult) result = program_run(folder, line);
    ck_assert_msg(result.status == 0, "%s: %s", line, result.err);
    g_autofree char *path = g_build_filename(folder, "new", "campaign.yaml", NULL);
    char *text = NULL;
    ck_assert(g_file_get_contents(path, &text, NULL, NULL));
    return text;
}

/* Whether the line above is a comment, or one above other keys that share it. */
static bool
is_commented(char **lines, int at)
{
    return at > 0 && (strstr(lines[at - 1], "# ") != NULL ||
                      (strchr(lines[at - 1], ':') != NULL && is_commented(lines, at - 1)));
}

/* The line of `key` after line `from`, at its indentation; also where it is commented out. */
static int
find_key(char **lines, int from, const char *indent, const char *key)
{
    g_autofree char *plain = g_strdup_printf("%s%s:", indent, key);
    g_autofree char *out = g_strdup_printf("%s#%s:", indent, key);
    for (int i = from; lines[i] != NULL; i++)
        if (g_str_has_prefix(lines[i], plain) || g_str_has_prefix(lines[i], out))
            return i;
    return -1;
}

static int
check_keys(char **lines, int from, const char *indent, const YamlSchema *schema)
{
    int n = 0;
    for (size_t i = 0; i < schema->n_fields; i++) {
        const YamlField *field = &schema->fields[i];
        int at = find_key(lines, from, indent, field->key);
        ck_assert_msg(at >= 0, "%s has no key %s", schema->name, field->key);
        n++;
        if (field->type == FIELD_NESTED)
            n += check_keys(lines, at + 1, "  ", field->nested);
        else
            ck_assert_msg(is_commented(lines, at), "%s has no comment", field->key);
    }
    return n;
}

START_TEST(every_key_has_its_comment)
{
    g_autofree char *option = g_strdup_printf("--language %s", LANGUAGES[_i].code);
    g_autofree char *text = written(option);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    ck_assert_int_gt(check_keys(lines, 0, "", &campaign_schema), 30);
    ck_assert_msg(strstr(text, LANGUAGES[_i].comment) != NULL, "%s", text);
    g_autofree char *language = g_strdup_printf("\nlanguage: %s\n", LANGUAGES[_i].code);
    ck_assert_msg(strstr(text, language) != NULL, "%s", text);
}
END_TEST

/* The one fault is the database, which is still to be filled. */
static void
check_example(void)
{
    g_auto(ProgramResult) result = program_run(folder, "check new/campaign.yaml");
    ck_assert_int_eq(result.status, 2);
    ck_assert_msg(strstr(result.err, "holds nothing yet") != NULL, "%s", result.err);
    ck_assert_msg(strchr(result.err, '\n') == strrchr(result.err, '\n'), "%s", result.err);
}

START_TEST(check_accepts_it)
{
    g_autofree char *option = g_strdup_printf("-l %s", LANGUAGES[_i].code);
    g_free(written(option));
    check_example();
}
END_TEST

START_TEST(keys_that_are_out_are_right)
{
    static const char *const OUT[] = {"  #load_service:", "  #false_discovery:"};
    g_autofree char *option = g_strdup_printf("-l %s", LANGUAGES[_i].code);
    g_autofree char *text = written(option);
    for (size_t i = 0; i < G_N_ELEMENTS(OUT); i++) {
        char *at = strstr(text, OUT[i]);
        ck_assert_ptr_nonnull(at);
        memmove(at + 2, at + 3, strlen(at + 3) + 1);
    }
    g_autofree char *path = g_build_filename(folder, "new", "campaign.yaml", NULL);
    ck_assert(g_file_set_contents(path, text, -1, NULL));
    check_example();
}
END_TEST

START_TEST(english_unless_told)
{
    g_autofree char *text = written("");
    ck_assert_ptr_nonnull(strstr(text, "# What may be shown to others."));
}
END_TEST

START_TEST(other_languages_are_refused)
{
    g_auto(ProgramResult) result = program_run(folder, "init new --language de");
    ck_assert_int_eq(result.status, 2);
    ck_assert_msg(strstr(result.err, "fr or en") != NULL, "%s", result.err);
    g_autofree char *left = g_build_filename(folder, "new", NULL);
    ck_assert(!g_file_test(left, G_FILE_TEST_EXISTS));
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("init");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, every_key_has_its_comment, 0, G_N_ELEMENTS(LANGUAGES));
    tcase_add_loop_test(tests, check_accepts_it, 0, G_N_ELEMENTS(LANGUAGES));
    tcase_add_loop_test(tests, keys_that_are_out_are_right, 0, G_N_ELEMENTS(LANGUAGES));
    tcase_add_test(tests, english_unless_told);
    tcase_add_test(tests, other_languages_are_refused);
    Suite *suite = suite_create("cli/init");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
