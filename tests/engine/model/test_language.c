#include "engine/model/language.h"

#include <check.h>
#include <glib.h>
#include <stdlib.h>

START_TEST(falls_back)
{
    LocalText both = {{g_strdup("oui"), g_strdup("yes")}};
    ck_assert_str_eq(local_text(&both, LANGUAGE_FR), "oui");
    ck_assert_str_eq(local_text(&both, LANGUAGE_EN), "yes");
    g_clear_pointer(&both.by_language[LANGUAGE_EN], g_free);
    ck_assert_str_eq(local_text(&both, LANGUAGE_EN), "oui");
    local_text_clear(&both);
    ck_assert_str_eq(local_text(&both, LANGUAGE_EN), "");
}
END_TEST

START_TEST(has_codes)
{
    Language language = LANGUAGE_FR;
    ck_assert(language_parse("en", &language));
    ck_assert_int_eq(language, LANGUAGE_EN);
    ck_assert_str_eq(language_code(language), "en");
    ck_assert(!language_parse("FR", &language) && !language_parse("", &language));
    ck_assert_int_eq(language, LANGUAGE_EN);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("language");
    TCase *tcase = tcase_create("language");
    suite_add_tcase(suite, tcase);
    tcase_add_test(tcase, falls_back);
    tcase_add_test(tcase, has_codes);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
