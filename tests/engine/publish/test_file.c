/* Publishing: modes, times, what a failed write leaves, and that an unchanged file is not touched. */
#include "engine/publish/file.h"

#include <check.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/publish/folder.h"
#include "tests/engine/publish/scratch.h"

#define A_DAY INT64_C(1774915200)

static char *folder;

static void
setup(void)
{
    umask(0);
    folder = scratch_make();
}

static void
teardown(void)
{
    scratch_remove(folder);
}

static struct stat
status_of(const char *path)
{
    g_autofree char *full = g_build_filename(folder, path, NULL);
    struct stat status;
    ck_assert_int_eq(stat(full, &status), 0);
    return status;
}

static void
publish(const char *path, const char *text)
{
    g_autoptr(GBytes) bytes = bytes_of(text);
    g_autoptr(GError) error = NULL;
    ck_assert_msg(publish_file(folder, path, bytes, A_DAY, &error), "%s",
                  error ? error->message : "");
}

static const struct {
    const char *path, *above;
    mode_t file_mode, above_mode;
} MODES[] = {
    {"index.html", ".", 0644, 0700},
    {"booklets/g1/abc.pdf", "booklets/g1", 0644, 0755},
    {"private/measures.csv", "private", 0600, 0700},
    {"private/attendance/g1.pdf", "private/attendance", 0600, 0700},
};

START_TEST(modes_and_time)
{
    publish(MODES[_i].path, "text");
    g_autofree char *text = scratch_read(folder, MODES[_i].path);
    ck_assert_str_eq(text, "text");
    struct stat file = status_of(MODES[_i].path), above = status_of(MODES[_i].above);
    ck_assert_int_eq(file.st_mode & 07777, MODES[_i].file_mode);
    ck_assert_int_eq(above.st_mode & 07777, MODES[_i].above_mode);
    ck_assert_int_eq(file.st_mtime, A_DAY);
    ck_assert_int_eq(file.st_mtim.tv_nsec, 0);
}
END_TEST

START_TEST(private_folder_that_was_open_is_closed)
{
    scratch_write(folder, "private/counts.csv", "same");
    g_autofree char *private = g_build_filename(folder, "private", NULL);
    g_autofree char *counts = g_build_filename(private, "counts.csv", NULL);
    g_chmod(private, 0755);
    g_chmod(counts, 0644);
    publish("private/counts.csv", "same");
    ck_assert_int_eq(status_of("private").st_mode & 07777, 0700);
    ck_assert_int_eq(status_of("private/counts.csv").st_mode & 07777, 0600);
    ck_assert_int_eq(status_of("private/counts.csv").st_mtime, A_DAY);
}
END_TEST

START_TEST(same_bytes_are_not_written_again)
{
    publish("index.html", "same");
    ino_t before = status_of("index.html").st_ino;
    publish("index.html", "same");
    ck_assert(status_of("index.html").st_ino == before);
    publish("index.html", "sane");
    g_autofree char *text = scratch_read(folder, "index.html");
    ck_assert_str_eq(text, "sane");
}
END_TEST

START_TEST(missing_folders_above_are_made)
{
    g_autofree char *deep = g_build_filename(folder, "a/b/edition", NULL);
    g_autoptr(GBytes) bytes = bytes_of("x");
    ck_assert(publish_file(deep, "results/a.csv", bytes, A_DAY, NULL));
    g_autofree char *text = scratch_read(deep, "results/a.csv");
    ck_assert_str_eq(text, "x");
}
END_TEST

START_TEST(empty_file)
{
    publish("empty", "");
    ck_assert_int_eq(status_of("empty").st_size, 0);
}
END_TEST

/* --- failures: nothing stays ----------------------------------------------------------------- */

static void
blocked_by_a_file(void)
{
    scratch_write(folder, "booklets", "in the way");
}

static void
blocked_by_a_folder(void)
{
    scratch_write(folder, "booklets/g1/abc.pdf/x", "in the way");
}

static void
size_limit(void)
{
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit limit = {.rlim_cur = 1000, .rlim_max = RLIM_INFINITY};
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void
lift_size_limit(void)
{
    struct rlimit limit = {.rlim_cur = RLIM_INFINITY, .rlim_max = RLIM_INFINITY};
    setrlimit(RLIMIT_FSIZE, &limit);
}

static const struct {
    const char *name;
    void (*prepare)(void);
    const char *what, *hint;
} FAILURES[] = {
    {"a file in the way", blocked_by_a_file, "cannot make the folder", "choose another folder"},
    {"a folder in the way", blocked_by_a_folder, "cannot be put in place", "choose another folder"},
    {"too large", size_limit, "File too large", "ulimit -f"},
};

static guint
n_files(void)
{
    g_autoptr(GPtrArray) paths = folder_list(folder, NULL);
    return paths->len;
}

START_TEST(failure_leaves_nothing)
{
    FAILURES[_i].prepare();
    guint before = n_files();
    g_autofree char *large = g_strnfill(100000, 'x');
    g_autoptr(GBytes) bytes = bytes_of(large);
    g_autoptr(GError) error = NULL;
    bool done = publish_file(folder, "booklets/g1/abc.pdf", bytes, A_DAY, &error);
    lift_size_limit();
    ck_assert(!done);
    ck_assert(error->domain == PUBLISH_ERROR);
    ck_assert_msg(strstr(error->message, FAILURES[_i].what) != NULL, "%s", error->message);
    ck_assert_msg(strstr(error->message, FAILURES[_i].hint) != NULL, "%s", error->message);
    ck_assert_msg(strstr(error->message, "booklets") != NULL, "%s", error->message);
    ck_assert_uint_eq(n_files(), before);
    if (before == 0)
        ck_assert(!folder_holds_anything(folder));
}
END_TEST

/* A real full disk, where this process may mount one; the size limit above stands for it elsewhere. */
START_TEST(full_disk)
{
    g_autofree char *disk = g_build_filename(folder, "disk", NULL);
    g_mkdir(disk, 0755);
    if (mount("tmpfs", disk, "tmpfs", 0, "size=64k") != 0)
        return;
    g_autofree char *large = g_strnfill(200000, 'x');
    g_autoptr(GBytes) bytes = bytes_of(large);
    g_autoptr(GBytes) small = bytes_of("small");
    g_autoptr(GError) error = NULL;
    bool kept = publish_file(disk, "index.html", small, A_DAY, NULL);
    bool done = publish_file(disk, "index.html", bytes, A_DAY, &error);
    g_autofree char *text = scratch_read(disk, "index.html");
    g_autoptr(GPtrArray) paths = folder_list(disk, NULL);
    umount2(disk, MNT_DETACH);
    ck_assert(kept);
    ck_assert(!done);
    ck_assert_msg(strstr(error->message, "No space left") != NULL, "%s", error->message);
    ck_assert_str_eq(text, "small");
    ck_assert_uint_eq(paths->len, 1);
}
END_TEST

START_TEST(unwritable_folder)
{
    /* Root may write anywhere: the attempt is made by somebody else. */
    pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && seteuid(65534) != 0)
            _exit(2);
        g_autoptr(GBytes) bytes = bytes_of("x");
        g_autoptr(GError) error = NULL;
        bool done = publish_file("/usr", "miroir-test.csv", bytes, A_DAY, &error);
        _exit(!done && strstr(error->message, "choose a folder that") != NULL ? 0 : 1);
    }
    int status;
    waitpid(child, &status, 0);
    ck_assert_int_eq(status, 0);
}
END_TEST

/* --- several files at once ------------------------------------------------------------------- */

START_TEST(several_appear_together)
{
    g_autoptr(Publication) publication = publication_new(folder, A_DAY);
    g_autoptr(GBytes) bytes = bytes_of("x");
    ck_assert(publication_add(publication, "results/a.csv", bytes, NULL));
    ck_assert(publication_add(publication, "private/b.csv", bytes, NULL));
    g_autofree char *before = scratch_read(folder, "results/a.csv");
    ck_assert_ptr_null(before);
    ck_assert(publication_changes(publication));
    ck_assert(publication_commit(publication, NULL));
    g_autofree char *first = scratch_read(folder, "results/a.csv");
    g_autofree char *second = scratch_read(folder, "private/b.csv");
    ck_assert_str_eq(first, "x");
    ck_assert_str_eq(second, "x");
    ck_assert_uint_eq(n_files(), 2);
}
END_TEST

START_TEST(several_or_none)
{
    g_autofree char *edition = g_build_filename(folder, "edition", NULL);
    Publication *publication = publication_new(edition, A_DAY);
    g_autoptr(GBytes) bytes = bytes_of("x");
    ck_assert(publication_add(publication, "results/a.csv", bytes, NULL));
    ck_assert(publication_add(publication, "private/campaign/themes/01.yaml", bytes, NULL));
    publication_free(publication);
    ck_assert(!folder_holds_anything(folder));
}
END_TEST

START_TEST(unchanged_is_known)
{
    publish("a", "x");
    g_autoptr(Publication) publication = publication_new(folder, A_DAY);
    g_autoptr(GBytes) same = bytes_of("x"), other = bytes_of("y");
    ck_assert(publication_add(publication, "a", same, NULL));
    ck_assert(!publication_changes(publication));
    ck_assert(publication_add(publication, "b", other, NULL));
    ck_assert(publication_changes(publication));
}
END_TEST

START_TEST(clean_removes_what_was_left)
{
    scratch_write(folder, "booklets/g1/.miroir-12-0", "half");
    scratch_write(folder, "booklets/g1/abc.pdf", "whole");
    scratch_write(folder, "private/.miroir-scratch-12/34/region.xlsx", "half");
    ck_assert(publish_clean(folder, NULL));
    g_autoptr(GPtrArray) paths = folder_list(folder, NULL);
    ck_assert_uint_eq(paths->len, 1);
    ck_assert_str_eq(g_ptr_array_index(paths, 0), "booklets/g1/abc.pdf");
}
END_TEST

START_TEST(removal_does_not_follow_links)
{
    scratch_write(folder, "outside/kept", "x");
    scratch_write(folder, "inside/file", "x");
    g_autofree char *target = g_build_filename(folder, "outside", NULL);
    g_autofree char *link = g_build_filename(folder, "inside/link", NULL);
    g_autofree char *inside = g_build_filename(folder, "inside", NULL);
    ck_assert_int_eq(symlink(target, link), 0);
    ck_assert(folder_remove(inside, NULL));
    g_autofree char *kept = scratch_read(folder, "outside/kept");
    ck_assert_str_eq(kept, "x");
    ck_assert(!g_file_test(inside, G_FILE_TEST_EXISTS));
}
END_TEST

START_TEST(prune_removes_empty_folders_only)
{
    scratch_write(folder, "a/b/file", "x");
    g_autofree char *empty = g_build_filename(folder, "a/c/d", NULL);
    g_mkdir_with_parents(empty, 0755);
    ck_assert(folder_prune(folder, NULL));
    g_autofree char *gone = g_build_filename(folder, "a/c", NULL);
    ck_assert(!g_file_test(gone, G_FILE_TEST_EXISTS));
    g_autofree char *kept = scratch_read(folder, "a/b/file");
    ck_assert_str_eq(kept, "x");
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("file");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, modes_and_time, 0, G_N_ELEMENTS(MODES));
    tcase_add_test(tests, private_folder_that_was_open_is_closed);
    tcase_add_test(tests, same_bytes_are_not_written_again);
    tcase_add_test(tests, missing_folders_above_are_made);
    tcase_add_test(tests, empty_file);
    tcase_add_loop_test(tests, failure_leaves_nothing, 0, G_N_ELEMENTS(FAILURES));
    tcase_add_test(tests, full_disk);
    tcase_add_test(tests, unwritable_folder);
    tcase_add_test(tests, several_appear_together);
    tcase_add_test(tests, several_or_none);
    tcase_add_test(tests, unchanged_is_known);
    tcase_add_test(tests, clean_removes_what_was_left);
    tcase_add_test(tests, removal_does_not_follow_links);
    tcase_add_test(tests, prune_removes_empty_folders_only);
    Suite *suite = suite_create("publish/file");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
