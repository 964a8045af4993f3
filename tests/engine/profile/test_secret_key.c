#include "engine/profile/secret_key.h"

#include <check.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "engine/profile/results.h"

static char *folder, *path;

static void
setup(void)
{
    folder = g_dir_make_tmp("key-XXXXXX", NULL);
    path = g_build_filename(folder, "secret.key", NULL);
}

static void
teardown(void)
{
    g_remove(path);
    g_rmdir(folder);
    g_free(path);
    g_free(folder);
}

static void
assert_refused(const char *words)
{
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(secret_key_load(path, &error));
    ck_assert(g_error_matches(error, PROFILE_ERROR, PROFILE_ERROR_KEY));
    ck_assert_msg(g_str_has_prefix(error->message, path), "%s", error->message);
    ck_assert_msg(strstr(error->message, words) != NULL, "\"%s\" has no \"%s\"", error->message,
                  words);
}

START_TEST(made_and_loaded)
{
    GStatBuf status;
    ck_assert(secret_key_create(path, NULL));
    ck_assert_int_eq(g_stat(path, &status), 0);
    ck_assert_int_eq(status.st_mode & 07777, 0600);
    ck_assert_int_eq(status.st_size, SECRET_KEY_SIZE);

    g_autoptr(SecretKey) key = secret_key_load(path, NULL);
    g_autofree char *bytes = NULL;
    ck_assert_ptr_nonnull(key);
    ck_assert(g_file_get_contents(path, &bytes, NULL, NULL));
    ck_assert_mem_eq(key->bytes, bytes, SECRET_KEY_SIZE);
}
END_TEST

START_TEST(two_keys_differ)
{
    ck_assert(secret_key_create(path, NULL));
    g_autoptr(SecretKey) first = secret_key_load(path, NULL);
    g_remove(path);
    ck_assert(secret_key_create(path, NULL));
    g_autoptr(SecretKey) second = secret_key_load(path, NULL);
    ck_assert_mem_ne(first->bytes, second->bytes, SECRET_KEY_SIZE);
}
END_TEST

START_TEST(a_key_is_never_replaced)
{
    g_autoptr(GError) error = NULL;
    ck_assert(secret_key_create(path, NULL));
    g_autoptr(SecretKey) before = secret_key_load(path, NULL);
    ck_assert(!secret_key_create(path, &error));
    ck_assert(g_error_matches(error, PROFILE_ERROR, PROFILE_ERROR_KEY));
    ck_assert_ptr_nonnull(strstr(error->message, "never replaced"));
    g_autoptr(SecretKey) after = secret_key_load(path, NULL);
    ck_assert_mem_eq(before->bytes, after->bytes, SECRET_KEY_SIZE);
}
END_TEST

START_TEST(an_absent_key_says_how_to_make_one)
{
    assert_refused("miroir init");
}
END_TEST

START_TEST(another_size_is_refused)
{
    static const int SIZES[] = {0, 1, 31, 33, 65, 100000};
    g_autofree char *bytes = g_malloc0((size_t)SIZES[_i] + 1);
    ck_assert(
        g_file_set_contents_full(path, bytes, SIZES[_i], G_FILE_SET_CONTENTS_NONE, 0600, NULL));
    g_autofree char *words = g_strdup_printf("has %d bytes, not 32", SIZES[_i]);
    assert_refused(words);
}
END_TEST

START_TEST(a_key_open_to_others_is_refused)
{
    static const mode_t MODES[] = {0640, 0604, 0660, 0602, 0644, 0610};
    ck_assert(secret_key_create(path, NULL));
    ck_assert_int_eq(g_chmod(path, MODES[_i]), 0);
    assert_refused("chmod 600");
}
END_TEST

START_TEST(a_folder_is_no_key)
{
    ck_assert_int_eq(g_mkdir(path, 0700), 0);
    assert_refused("not a plain file");
    g_rmdir(path);
}
END_TEST

START_TEST(a_pipe_is_no_key)
{
    ck_assert_int_eq(mkfifo(path, 0600), 0);
    assert_refused("not a plain file");
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("secret_key");
    TCase *tests = tcase_create("secret_key");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, made_and_loaded);
    tcase_add_test(tests, two_keys_differ);
    tcase_add_test(tests, a_key_is_never_replaced);
    tcase_add_test(tests, an_absent_key_says_how_to_make_one);
    tcase_add_loop_test(tests, another_size_is_refused, 0, 6);
    tcase_add_loop_test(tests, a_key_open_to_others_is_refused, 0, 6);
    tcase_add_test(tests, a_folder_is_no_key);
    tcase_add_test(tests, a_pipe_is_no_key);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
