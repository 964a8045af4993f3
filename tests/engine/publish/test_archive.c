/* Archives as another program reads them: unzip tests and takes out every file, whose bytes, names,
 * modes and times are those that were put in. */
#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "engine/publish/archive.h"
#include "tests/engine/publish/scratch.h"

static char *folder;

static void
setup(void)
{
    folder = scratch_make();
}

static void
teardown(void)
{
    scratch_remove(folder);
}

static GBytes *
closed(const Archive *archive)
{
    g_autoptr(GError) error = NULL;
    GBytes *bytes = archive_to_bytes(archive, &error);
    ck_assert_msg(bytes != NULL, "%s", error == NULL ? "" : error->message);
    return bytes;
}

/* What unzip says of the archive, in a time zone that is not UTC; fails unless it ends well. */
static char *
unzip(GBytes *bytes, const char *option, const char *more)
{
    g_autofree char *path = g_build_filename(folder, "archive.zip", NULL);
    gsize size = 0;
    const char *data = g_bytes_get_data(bytes, &size);
    ck_assert(g_file_set_contents(path, data, (gssize)size, NULL));

    const char *arguments[] = {"unzip", option, path, more == NULL ? NULL : "-d", more, NULL};
    char *out = NULL;
    int status = 0;
    g_autoptr(GError) error = NULL;
    bool ran = g_spawn_sync(NULL, (char **)(guintptr)arguments, NULL, G_SPAWN_SEARCH_PATH, NULL,
                            NULL, &out, NULL, &status, &error);
    ck_assert_msg(ran && g_spawn_check_wait_status(status, &error), "%s: %s",
                  error == NULL ? "" : error->message, out);
    return out;
}

static Archive *
small(int64_t time)
{
    static const char BINARY[] = "PK\x05\x06\0\r\n\x1a";
    g_autoptr(GBytes) text = bytes_of("un livret"), empty = bytes_of("");
    g_autoptr(GBytes) binary = g_bytes_new_static(BINARY, sizeof BINARY);
    Archive *archive = archive_new(time);
    archive_add(archive, "abc/profil.pdf", text);
    archive_add(archive, "def/profil.pdf", binary);
    archive_add(archive, "Trégor/vide.pdf", empty);
    return archive;
}

START_TEST(what_goes_in_comes_out)
{
    g_autoptr(Archive) archive = small(1774915200);
    g_autoptr(GBytes) bytes = closed(archive);
    g_free(unzip(bytes, "-tq", NULL));
    g_autofree char *out = g_build_filename(folder, "out", NULL);
    g_free(unzip(bytes, "-q", out));

    g_autofree char *text = scratch_read(folder, "out/abc/profil.pdf");
    ck_assert_str_eq(text, "un livret");
    g_autofree char *empty = scratch_read(folder, "out/Trégor/vide.pdf");
    ck_assert_str_eq(empty, "");
    g_autofree char *path = g_build_filename(out, "def/profil.pdf", NULL);
    g_autofree char *binary = NULL;
    gsize size = 0;
    ck_assert(g_file_get_contents(path, &binary, &size, NULL));
    ck_assert_uint_eq(size, 9);
    ck_assert_mem_eq(binary, "PK\x05\x06\0\r\n\x1a", 9);
}
END_TEST

static const struct {
    int64_t time;
    const char *shown;
} TIMES[] = {
    {1774915200, "20260331.000000"}, /* 2026-03-31 00:00:00 UTC */
    {1798761599, "20261231.235958"}, /* to two seconds */
    {0, "19800101.000000"},
    {INT64_MAX, "19800101.000000"},
};

START_TEST(names_modes_and_times_are_fixed)
{
    g_autoptr(Archive) archive = small(TIMES[_i].time);
    g_autoptr(GBytes) bytes = closed(archive);
    g_autofree char *list = unzip(bytes, "-ZlT", NULL);
    g_auto(GStrv) lines = g_strsplit(list, "\n", -1);
    int n = 0;
    for (int i = 0; lines[i] != NULL; i++) {
        if (!g_str_has_suffix(lines[i], ".pdf"))
            continue;
        ck_assert_msg(g_str_has_prefix(lines[i], "-rw-------"), "%s", lines[i]);
        ck_assert_msg(strstr(lines[i], "stor") != NULL, "%s", lines[i]);
        ck_assert_msg(strstr(lines[i], TIMES[_i].shown) != NULL, "%s", lines[i]);
        n++;
    }
    ck_assert_int_eq(n, 3);
}
END_TEST

START_TEST(same_files_same_bytes)
{
    g_autoptr(Archive) first = small(1774915200), second = small(1774915200);
    g_autoptr(GBytes) once = closed(first), again = closed(first), twice = closed(second);
    ck_assert(g_bytes_equal(once, again));
    ck_assert(g_bytes_equal(once, twice));
}
END_TEST

/* An archive without files is the record at its end alone, 22 bytes (APPNOTE 4.3.16). */
START_TEST(nothing_is_an_archive)
{
    g_autoptr(Archive) archive = archive_new(0);
    g_autoptr(GBytes) bytes = closed(archive);
    ck_assert_uint_eq(g_bytes_get_size(bytes), 22);
}
END_TEST

START_TEST(too_many_files_are_refused)
{
    g_autoptr(Archive) archive = archive_new(0);
    g_autoptr(GBytes) bytes = bytes_of("");
    g_autoptr(GError) error = NULL;
    for (int i = 0; i < 65535; i++)
        archive_add(archive, "a", bytes);
    ck_assert_ptr_null(archive_to_bytes(archive, &error));
    ck_assert_ptr_nonnull(error);
}
END_TEST

int
main(void)
{
    g_setenv("TZ", "Pacific/Auckland", TRUE);
    TCase *tests = tcase_create("archive");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, what_goes_in_comes_out);
    tcase_add_loop_test(tests, names_modes_and_times_are_fixed, 0, G_N_ELEMENTS(TIMES));
    tcase_add_test(tests, same_files_same_bytes);
    tcase_add_test(tests, nothing_is_an_archive);
    tcase_add_test(tests, too_many_files_are_refused);

    Suite *suite = suite_create("archive");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
