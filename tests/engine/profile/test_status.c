#include "engine/profile/status.h"

#include <check.h>

static const struct {
    Status status;
    const char *name;
} CASES[] = {{STATUS_OK, "ok"},
             {STATUS_FEW_PATIENTS, "few_patients"},
             {STATUS_FEW_MEMBERS, "few_members"},
             {STATUS_DOMINANT, "dominant"},
             {STATUS_NO_DENOMINATOR, "no_denominator"},
             {STATUS_INCOMPLETE, "incomplete"},
             {STATUS_NOT_ACTIVE, "not_active"},
             {STATUS_SECONDARY, "secondary"},
             {STATUS_NOT_APPLICABLE, "not_applicable"}};

START_TEST(spelled_both_ways)
{
    Status status = (Status)99;
    ck_assert_str_eq(status_name(CASES[_i].status), CASES[_i].name);
    ck_assert(status_parse(CASES[_i].name, &status));
    ck_assert_int_eq(status, CASES[_i].status);
}
END_TEST

START_TEST(other_words_are_refused)
{
    static const char *const WORDS[] = {"", "OK", "ok ", "few", "suppressed"};
    Status status = STATUS_DOMINANT;
    ck_assert(!status_parse(WORDS[_i], &status));
    ck_assert_int_eq(status, STATUS_DOMINANT);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("status");
    TCase *tests = tcase_create("status");
    tcase_add_loop_test(tests, spelled_both_ways, 0, 8);
    tcase_add_loop_test(tests, other_words_are_refused, 0, 5);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
