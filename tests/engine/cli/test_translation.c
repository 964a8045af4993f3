/* The program's messages in French: asked for by LANGUAGE in a locale that every machine has, and
 * nothing else of the locale. */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "engine/publish/folder.h"
#include "tests/engine/cli/program.h"

static char *folder;

static void
speak(const char *locale, const char *language)
{
    g_setenv("LC_ALL", locale, TRUE);
    g_setenv("LANGUAGE", language, TRUE);
}

static void
setup(void)
{
    folder = g_dir_make_tmp("miroir-translation-XXXXXX", NULL);
    ck_assert_ptr_nonnull(folder);
    speak("C.UTF-8", "fr");
}

static void
teardown(void)
{
    folder_remove(folder, NULL);
    g_free(folder);
}

static const struct {
    const char *line;
    int status;
    const char *out, *err; /* what stands in them; NULL: they are empty */
} FRENCH[] = {
    {"--help", 0, "calcule, puis fait les documents", NULL},
    {"--help", 0, "CAMPAGNE -o DOSSIER", NULL},
    {"run --help", 0, "Écrit DOSSIER\u00a0: booklets/", NULL},
    {"run --help", 0, "Options\u00a0:", NULL},
    {"load --help", 0, "dialecte français", NULL},
    {"themes list", 0, "3 indicateurs", NULL},
    {"themes show diabete", 0, "définition\u00a0: ", NULL},
    {"run", 2, NULL, "miroir run\u00a0: --output manque"},
    {"run a b c -o d", 2, NULL, "miroir run\u00a0: 3 arguments, c’est trop"},
    {"chek", 2, NULL, "vouliez-vous dire «\u00a0check\u00a0»\u202f?"},
    {"run x -o y --jobs 0", 2, NULL, "n’est pas entre 1 et 256"},
    {"verify nowhere", 2, NULL, "miroir\u00a0: nowhere"},
};

START_TEST(answers_in_french)
{
    g_auto(ProgramResult) result = program_run(folder, FRENCH[_i].line);
    ck_assert_msg(result.status == FRENCH[_i].status, "%s: %s", FRENCH[_i].line, result.err);
    const char *const found[] = {result.out, result.err};
    const char *const wanted[] = {FRENCH[_i].out, FRENCH[_i].err};
    for (size_t i = 0; i < G_N_ELEMENTS(found); i++)
        ck_assert_msg(wanted[i] == NULL ? *found[i] == '\0' : strstr(found[i], wanted[i]) != NULL,
                      "%s: %s", FRENCH[_i].line, found[i]);
}
END_TEST

/* The place stays as editors read it: file:line:column. */
START_TEST(faults_keep_their_place)
{
    g_auto(ProgramResult) init = program_run(folder, "init new");
    ck_assert_int_eq(init.status, 0);
    g_autofree char *path = g_build_filename(folder, "new", "campaign.yaml", NULL);
    g_autofree char *text = NULL;
    ck_assert(g_file_get_contents(path, &text, NULL, NULL));
    /* In French, since the messages are. */
    ck_assert_ptr_nonnull(strstr(text, "\nlanguage: fr\n"));
    ck_assert(g_file_set_contents(path, "campaign: a\ncampagne: b\n", -1, NULL));
    g_auto(ProgramResult) check = program_run(folder, "check new/campaign.yaml");
    ck_assert_int_eq(check.status, 2);
    ck_assert_msg(strstr(check.err, "new/campaign.yaml:2:1: clé inconnue dans une campagne"
                                    "\u00a0: «\u00a0campagne\u00a0»") != NULL,
                  "%s", check.err);
}
END_TEST

/* Columns are as wide as in English, whatever the accents. */
START_TEST(columns_stand_below_one_another)
{
    g_auto(ProgramResult) result = program_run(folder, "explain --help");
    g_auto(GStrv) lines = g_strsplit(result.out, "\n", -1);
    int n = 0;
    for (size_t i = 0; lines[i] != NULL; i++) {
        if (!g_str_has_prefix(lines[i], "  -") || g_utf8_strlen(lines[i], -1) < 26)
            continue;
        const char *description = g_utf8_offset_to_pointer(lines[i], 25);
        ck_assert_msg(description[-1] == ' ' && *description != ' ', "%s", lines[i]);
        n++;
    }
    ck_assert_int_eq(n, 4);
}
END_TEST

static const struct {
    const char *locale, *language;
} ENGLISH[] = {{"C.UTF-8", ""}, {"C.UTF-8", "en"}, {"C.UTF-8", "xx"}, {"C", "fr"}, {"none", ""}};

START_TEST(english_otherwise)
{
    speak(ENGLISH[_i].locale, ENGLISH[_i].language);
    g_auto(ProgramResult) result = program_run(folder, "--help");
    ck_assert_int_eq(result.status, 0);
    ck_assert_msg(strstr(result.out, "compute, then render") != NULL, "%s", result.out);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("translation");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, answers_in_french, 0, G_N_ELEMENTS(FRENCH));
    tcase_add_test(tests, faults_keep_their_place);
    tcase_add_test(tests, columns_stand_below_one_another);
    tcase_add_loop_test(tests, english_otherwise, 0, G_N_ELEMENTS(ENGLISH));
    Suite *suite = suite_create("cli/translation");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
