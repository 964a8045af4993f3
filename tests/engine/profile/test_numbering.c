#include "engine/profile/numbering.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "engine/profile/results.h"
#include "tests/oracle/oracle.h"

static SecretKey
key_of(const char *hex)
{
    SecretKey key;

    ck_assert_uint_eq(strlen(hex), 2 * SECRET_KEY_SIZE);
    for (size_t i = 0; i < SECRET_KEY_SIZE; i++)
        key.bytes[i] = (unsigned char)(g_ascii_xdigit_value(hex[2 * i]) * 16 +
                                       g_ascii_xdigit_value(hex[2 * i + 1]));
    return key;
}

START_TEST(numbers_are_those_of_another_program)
{
    g_autoptr(Oracle) oracle = oracle_open("numbers");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        SecretKey key = key_of(oracle_text(oracle, row, "key"));
        size_t n = 0;
        g_autofree double *expected = oracle_list(oracle, row, "numbers", &n);
        int numbers[NUMBERS];

        ck_assert(numbering_draw(&key, oracle_text(oracle, row, "edition"),
                                 oracle_text(oracle, row, "scope"),
                                 oracle_text(oracle, row, "group"), n, numbers, NULL));
        for (size_t i = 0; i < n; i++)
            ck_assert_msg(numbers[i] == (int)expected[i], "row %zu, member %zu: %d, not %g", row, i,
                          numbers[i], expected[i]);
    }
}
END_TEST

START_TEST(tokens_are_those_of_another_program)
{
    g_autoptr(Oracle) oracle = oracle_open("tokens");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        SecretKey key = key_of(oracle_text(oracle, row, "key"));
        g_autofree char *token = numbering_token(&key, oracle_text(oracle, row, "edition"),
                                                 oracle_text(oracle, row, "practitioner"));
        ck_assert_str_eq(token, oracle_text(oracle, row, "token"));
    }
}
END_TEST

START_TEST(passwords_are_those_of_another_program)
{
    g_autoptr(Oracle) oracle = oracle_open("passwords");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        SecretKey key = key_of(oracle_text(oracle, row, "key"));
        g_autofree char *password = numbering_password(&key, oracle_text(oracle, row, "edition"),
                                                       oracle_text(oracle, row, "practitioner"));
        ck_assert_str_eq(password, oracle_text(oracle, row, "password"));
    }
}
END_TEST

START_TEST(numbers_are_distinct_and_have_two_digits)
{
    SecretKey key = {{0}};
    bool taken[100] = {false};
    int numbers[NUMBERS];

    key.bytes[0] = (unsigned char)_i;
    ck_assert(numbering_draw(&key, "e", "s", "g", NUMBERS, numbers, NULL));
    for (size_t i = 0; i < NUMBERS; i++) {
        ck_assert(numbers[i] >= 10 && numbers[i] <= 99 && !taken[numbers[i]]);
        taken[numbers[i]] = true;
    }
}
END_TEST

/* The first member's number over many keys: no number is drawn more often than chance allows. The
 * bound is the 99.99 % point of chi-squared with 89 degrees of freedom, which a fixed list of keys
 * passes always or never. */
START_TEST(draws_are_even)
{
    enum { DRAWS = 9000 };
    int seen[100] = {0};

    for (int i = 0; i < DRAWS; i++) {
        SecretKey key = {{0}};
        memcpy(key.bytes, &i, sizeof i);
        int number;
        ck_assert(numbering_draw(&key, "e", "s", "g", 1, &number, NULL));
        seen[number]++;
    }
    double chi_squared = 0, expected = (double)DRAWS / NUMBERS;
    for (int number = NUMBER_LOWEST; number <= NUMBER_HIGHEST; number++)
        chi_squared += (seen[number] - expected) * (seen[number] - expected) / expected;
    ck_assert_msg(chi_squared < 145.1, "chi-squared %g", chi_squared);
}
END_TEST

START_TEST(too_large_a_group_is_an_error)
{
    SecretKey key = {{0}};
    int numbers[NUMBERS + 1];
    g_autoptr(GError) error = NULL;
    ck_assert(!numbering_draw(&key, "e", "s", "G7", NUMBERS + 1, numbers, &error));
    ck_assert(g_error_matches(error, PROFILE_ERROR, PROFILE_ERROR_DATA));
    ck_assert_ptr_nonnull(strstr(error->message, "group G7: 91 members"));
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("numbering");
    TCase *tests = tcase_create("numbering");
    tcase_add_test(tests, numbers_are_those_of_another_program);
    tcase_add_test(tests, tokens_are_those_of_another_program);
    tcase_add_test(tests, passwords_are_those_of_another_program);
    tcase_add_loop_test(tests, numbers_are_distinct_and_have_two_digits, 0, 50);
    tcase_add_test(tests, draws_are_even);
    tcase_add_test(tests, too_large_a_group_is_an_error);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
