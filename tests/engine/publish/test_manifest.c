/* The manifest: its very bytes, its round trip, and every way in which a folder can differ. */
#include "engine/publish/manifest.h"

#include <check.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "engine/publish/file.h"
#include "engine/publish/lock.h"
#include "tests/engine/publish/scratch.h"

static char *folder;

static void
setup(void)
{
    folder = scratch_make();
    scratch_write(folder, "results/a.csv", "abc");
    scratch_write(folder, "index.html", "");
    scratch_write(folder, "results/b.csv", "b");
}

static void
teardown(void)
{
    scratch_remove(folder);
}

static Manifest *
list(void)
{
    Manifest *manifest = manifest_new("demo");
    manifest_set_text(manifest, "miroir", "0.1.0");
    manifest_set_integer(manifest, "claim_rows", 12);
    ck_assert(manifest_add_folder(manifest, folder, NULL));
    return manifest;
}

static const char EXPECTED[] =
    "{\n"
    " \"edition\": \"demo\",\n"
    " \"facts\": {\n"
    "  \"claim_rows\": 12,\n"
    "  \"miroir\": \"0.1.0\"\n"
    " },\n"
    " \"files\": [\n"
    "  {\n"
    "   \"path\": \"index.html\",\n"
    "   \"sha256\": \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\",\n"
    "   \"size\": 0\n"
    "  },\n"
    "  {\n"
    "   \"path\": \"results/a.csv\",\n"
    "   \"sha256\": \"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\",\n"
    "   \"size\": 3\n"
    "  },\n"
    "  {\n"
    "   \"path\": \"results/b.csv\",\n"
    "   \"sha256\": \"3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d\",\n"
    "   \"size\": 1\n"
    "  }\n"
    " ],\n"
    " \"format\": \"miroir-manifest-1\"\n"
    "}\n";

START_TEST(bytes)
{
    g_autoptr(Manifest) manifest = list();
    g_autoptr(GBytes) written = manifest_to_bytes(manifest);
    g_autofree char *text = g_strndup(g_bytes_get_data(written, NULL), g_bytes_get_size(written));
    ck_assert_str_eq(text, EXPECTED);
}
END_TEST

START_TEST(round_trip)
{
    scratch_write(folder, "manifest.json", EXPECTED);
    g_autoptr(GError) error = NULL;
    g_autoptr(Manifest) read = manifest_read(folder, &error);
    ck_assert_msg(read != NULL, "%s", error ? error->message : "");
    ck_assert_str_eq(manifest_edition(read), "demo");
    ck_assert_str_eq(manifest_text(read, "miroir"), "0.1.0");
    ck_assert_ptr_null(manifest_text(read, "nothing"));
    ck_assert_uint_eq(manifest_n_files(read), 3);
    g_autoptr(GBytes) again = manifest_to_bytes(read);
    ck_assert_uint_eq(g_bytes_get_size(again), sizeof EXPECTED - 1);
    ck_assert_mem_eq(g_bytes_get_data(again, NULL), EXPECTED, sizeof EXPECTED - 1);
}
END_TEST

static const struct {
    const char *path, *text; /* NULL text removes the file */
    const char *message;     /* NULL: as it should be */
} CHANGES[] = {
    {"results/a.csv", "abc", NULL},
    {"manifest.json", "whatever", NULL},
    {"results/a.csv", "abd", "results/a.csv: changed: its content is not the one listed"},
    {"results/a.csv", "abcd", "results/a.csv: changed: 4 bytes, listed with 3"},
    {"results/a.csv", "", "results/a.csv: changed: 0 bytes, listed with 3"},
    {"results/a.csv", NULL, "results/a.csv: missing"},
    {"results/b.csv", NULL, "results/b.csv: missing"},
    {"index.html", NULL, "index.html: missing"},
    {"a.txt", "x", "a.txt: not listed"},
    {"results/c.csv", "x", "results/c.csv: not listed"},
    {"private/.miroir-1-0", "x", "private/.miroir-1-0: not listed"},
};

START_TEST(changes_are_found)
{
    g_autoptr(Manifest) manifest = list();
    if (CHANGES[_i].text != NULL) {
        scratch_write(folder, CHANGES[_i].path, CHANGES[_i].text);
    } else {
        g_autofree char *full = g_build_filename(folder, CHANGES[_i].path, NULL);
        g_remove(full);
    }
    g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func(g_free);
    ck_assert(manifest_verify(manifest, folder, messages, NULL));
    ck_assert_uint_eq(messages->len, CHANGES[_i].message != NULL);
    if (CHANGES[_i].message != NULL)
        ck_assert_str_eq(g_ptr_array_index(messages, 0), CHANGES[_i].message);
}
END_TEST

static const struct {
    const char *text, *message;
} DAMAGED[] = {
    {NULL, "there is no manifest"},
    {"", "is damaged"},
    {"{\"edition\": \"demo\"", "manifest.json:1:18: is damaged"},
    {"{}", "is not a manifest of miroir"},
    {"[]", "is not a manifest of miroir"},
    {"{\"format\": \"other\", \"edition\": \"e\", \"facts\": {}, \"files\": []}",
     "is not a manifest"},
    {"{\"format\": \"miroir-manifest-1\", \"edition\": 3, \"facts\": {}, \"files\": []}",
     "is not a manifest"},
    {"{\"format\": \"miroir-manifest-1\", \"edition\": \"e\", \"facts\": {}, \"files\": [{}]}",
     "is not a manifest"},
};

START_TEST(damage_is_named)
{
    if (DAMAGED[_i].text != NULL)
        scratch_write(folder, "manifest.json", DAMAGED[_i].text);
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(manifest_read(folder, &error));
    ck_assert(g_error_matches(error, PUBLISH_ERROR, PUBLISH_ERROR_MANIFEST));
    ck_assert_msg(strstr(error->message, DAMAGED[_i].message) != NULL, "%s", error->message);
    ck_assert_msg(strstr(error->message, "`miroir run`") != NULL, "%s", error->message);
}
END_TEST

START_TEST(links_are_refused)
{
    g_autofree char *link = g_build_filename(folder, "link", NULL);
    ck_assert_int_eq(symlink("/etc/passwd", link), 0);
    g_autoptr(Manifest) manifest = manifest_new("demo");
    g_autoptr(GError) error = NULL;
    ck_assert(!manifest_add_folder(manifest, folder, &error));
    ck_assert(g_error_matches(error, PUBLISH_ERROR, PUBLISH_ERROR_MANIFEST));
}
END_TEST

static const struct {
    LockKind first, second;
    bool both;
} LOCKS[] = {
    {LOCK_ALONE, LOCK_ALONE, false},
    {LOCK_ALONE, LOCK_SHARED, false},
    {LOCK_SHARED, LOCK_ALONE, false},
    {LOCK_SHARED, LOCK_SHARED, true},
};

START_TEST(one_run_a_folder)
{
    FolderLock *first = folder_lock_take(folder, LOCKS[_i].first, NULL);
    ck_assert_ptr_nonnull(first);
    g_autoptr(GError) error = NULL;
    g_autoptr(FolderLock) second = folder_lock_take(folder, LOCKS[_i].second, &error);
    ck_assert_int_eq(second != NULL, LOCKS[_i].both);
    if (second == NULL)
        ck_assert(strstr(error->message, "another run") != NULL);
    folder_lock_release(first);
    g_autoptr(FolderLock) third = folder_lock_take(folder, LOCK_SHARED, NULL);
    ck_assert_ptr_nonnull(third);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("manifest");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, bytes);
    tcase_add_test(tests, round_trip);
    tcase_add_loop_test(tests, changes_are_found, 0, G_N_ELEMENTS(CHANGES));
    tcase_add_loop_test(tests, damage_is_named, 0, G_N_ELEMENTS(DAMAGED));
    tcase_add_test(tests, links_are_refused);
    tcase_add_loop_test(tests, one_run_a_folder, 0, G_N_ELEMENTS(LOCKS));
    Suite *suite = suite_create("publish/manifest");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
