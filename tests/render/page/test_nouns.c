/* Nouns of a profession in the texts: elision, capitals, and tables that lack something. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "render/page/nouns.h"

static const char TABLE[] =
    "physician: {profession: médecin, professions: médecins, colleague: confrère, colleagues: "
    "confrères}\n"
    "nurse: {profession: infirmier, professions: infirmiers, colleague: collègue, colleagues: "
    "collègues}\n"
    "ergo: {profession: ergothérapeute, professions: ergothérapeutes, colleague: égal, colleagues: "
    "égaux}\n"
    "half: {profession: moitié}\n";

static Nouns *
read_table(const char *yaml, Language language, const char *profession, GError **error)
{
    g_autoptr(GBytes) bytes = g_bytes_new_static(yaml, strlen(yaml));
    g_autoptr(YamlDocument) document = yaml_document_parse(bytes, "table.yaml", NULL);
    ck_assert_ptr_nonnull(document);
    return nouns_read(yaml_document_root(document), language, profession, error);
}

static const struct {
    const char *profession, *text, *expected;
    Language language;
} CASES[] = {
    {"physician", "un {{profession}} de {{n}} {{professions}}", "un médecin de {{n}} médecins",
     LANGUAGE_FR},
    {"nurse", "Trop peu de {{professions}}", "Trop peu d’infirmiers", LANGUAGE_FR},
    {"physician", "Trop peu de {{professions}}", "Trop peu de médecins", LANGUAGE_FR},
    {"nurse", "Le {{profession}}, du {{profession}}, ce {{profession}}",
     "L’infirmier, de l’infirmier, cet infirmier", LANGUAGE_FR},
    {"nurse", "le monde {{profession}}", "le monde infirmier", LANGUAGE_FR},
    {"nurse", "de {{colleagues}}", "de collègues", LANGUAGE_FR},
    {"ergo", "de {{colleague}}, {{Colleague}}", "d’égal, Égal", LANGUAGE_FR},
    {"nurse", "{{Professions}} : {{Profession}}.", "Infirmiers : Infirmier.", LANGUAGE_FR},
    {"nurse", "**{{profession}}**", "**infirmier**", LANGUAGE_FR},
    {"nurse", "de {{professions}}", "de infirmiers", LANGUAGE_EN},
    {"nurse", "{{professio}} {{professionss}} {{PROFESSION}}",
     "{{professio}} {{professionss}} {{PROFESSION}}", LANGUAGE_FR},
    {"nurse", "", "", LANGUAGE_FR},
};

START_TEST(stand_in_their_place)
{
    g_autoptr(Nouns) nouns = read_table(TABLE, CASES[_i].language, CASES[_i].profession, NULL);
    ck_assert_ptr_nonnull(nouns);
    g_autofree char *text = nouns_insert(nouns, CASES[_i].text);
    ck_assert_str_eq(text, CASES[_i].expected);
}
END_TEST

START_TEST(without_a_table_nothing_changes)
{
    g_autoptr(Nouns) nouns = nouns_read(NULL, LANGUAGE_FR, "nurse", NULL);
    g_autofree char *text = nouns_insert(nouns, "de {{professions}}");
    ck_assert_str_eq(text, "de {{professions}}");
}
END_TEST

static const struct {
    const char *profession, *place, *what;
} FAULTS[] = {
    {"nurses", "table.yaml:1:1: ", "'nurse'"},
    {"osteopath", "table.yaml:1:1: ", "physician"},
    {"half", "table.yaml:4:7: ", "'professions'"},
};

START_TEST(faults_have_a_place)
{
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(read_table(TABLE, LANGUAGE_FR, FAULTS[_i].profession, &error));
    ck_assert_msg(strstr(error->message, FAULTS[_i].place) != NULL &&
                      strstr(error->message, FAULTS[_i].what) != NULL,
                  "%s", error->message);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("nouns");
    tcase_add_loop_test(tests, stand_in_their_place, 0, G_N_ELEMENTS(CASES));
    tcase_add_test(tests, without_a_table_nothing_changes);
    tcase_add_loop_test(tests, faults_have_a_place, 0, G_N_ELEMENTS(FAULTS));
    Suite *suite = suite_create("nouns");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
