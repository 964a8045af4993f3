/* The pool with real children: all tasks once, faults, crashes tried again, and interruption. */
#include "engine/publish/pool.h"

#include <check.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/publish/file.h"
#include "tests/engine/publish/scratch.h"

enum { N = 40 };

typedef struct {
    char *folder;
    int n_done[N], n_failed;
    size_t order[N], n;
    char *message; /* of the last failure */
    volatile sig_atomic_t interrupted;
} Fixture;

static Fixture fixture;

static void
setup(void)
{
    fixture = (Fixture){.folder = scratch_make()};
    /* A worker that is made to crash need not leave its memory on the disk. */
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
}

static void
teardown(void)
{
    scratch_remove(fixture.folder);
    g_free(fixture.message);
}

static void
note_done(size_t task, const char *message, size_t n_done, size_t n, void *data)
{
    Fixture *self = data;
    ck_assert_uint_eq(n_done, self->n + 1);
    self->order[self->n++] = task;
    self->n_done[task]++;
    ck_assert_uint_le(n_done, n);
    if (message != NULL) {
        self->n_failed++;
        g_free(self->message);
        self->message = g_strdup(message);
    }
}

/* True the first time that a child comes here for this task. */
static bool
is_first_attempt(const Fixture *self, size_t task)
{
    g_autofree char *name = g_strdup_printf("attempt-%zu", task);
    g_autofree char *seen = scratch_read(self->folder, name);
    scratch_write(self->folder, name, "x");
    return seen == NULL;
}

static bool
publish_task(size_t task, void *data, GError **error)
{
    const Fixture *self = data;
    g_autofree char *path = g_strdup_printf("%zu", task);
    g_autoptr(GBytes) bytes = bytes_of(path);
    return publish_file(self->folder, path, bytes, 0, error);
}

static bool
fail_every_tenth(size_t task, void *data, GError **error)
{
    if (task % 10 != 3)
        return publish_task(task, data, error);
    g_set_error(error, PUBLISH_ERROR, PUBLISH_ERROR_WRITE, "document %zu is ill", task);
    return false;
}

static bool
crash_once_on_seven(size_t task, void *data, GError **error)
{
    if (task == 7 && is_first_attempt(data, task)) {
        signal(SIGSEGV, SIG_DFL);
        raise(SIGSEGV);
    }
    return publish_task(task, data, error);
}

static bool
crash_always_on_seven(size_t task, void *data, GError **error)
{
    if (task == 7)
        kill(getpid(), SIGKILL);
    return publish_task(task, data, error);
}

static bool
leave_on_seven(size_t task, void *data, GError **error)
{
    if (task == 7)
        _exit(3);
    return publish_task(task, data, error);
}

static bool
crash_always(size_t task, void *data, GError **error)
{
    (void)task, (void)data, (void)error;
    kill(getpid(), SIGKILL);
    return false;
}

static const struct {
    const char *name;
    PoolTask task;
    size_t n;
    int jobs, failed;
    const char *message;
} RUNS[] = {
    {"nothing to do", publish_task, 0, 2, 0, NULL},
    {"one job", publish_task, N, 1, 0, NULL},
    {"two jobs", publish_task, N, 2, 0, NULL},
    {"more jobs than tasks", publish_task, 3, 8, 0, NULL},
    {"faults", fail_every_tenth, N, 2, 4, "is ill"},
    {"one crash", crash_once_on_seven, N, 2, 0, NULL},
    {"one crash, one job", crash_once_on_seven, N, 1, 0, NULL},
    {"a document that kills", crash_always_on_seven, N, 2, 1, "died twice (Killed)"},
    {"a document that leaves", leave_on_seven, N, 2, 1, "ended twice (status 3)"},
    {"all kill", crash_always, 6, 3, 6, "died twice"},
};

START_TEST(runs)
{
    g_autoptr(GError) error = NULL;
    int failed = pool_run(RUNS[_i].jobs, RUNS[_i].n, RUNS[_i].task, note_done, &fixture,
                          &fixture.interrupted, &error);
    ck_assert_int_eq(failed, RUNS[_i].failed);
    ck_assert_ptr_null(error);
    ck_assert_int_eq(fixture.n_failed, failed);
    for (size_t i = 0; i < RUNS[_i].n; i++)
        ck_assert_int_eq(fixture.n_done[i], 1);
    if (RUNS[_i].message != NULL)
        ck_assert_msg(strstr(fixture.message, RUNS[_i].message) != NULL, "%s", fixture.message);
    ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
    ck_assert_int_eq(errno, ECHILD);
}
END_TEST

START_TEST(order_is_shuffled_and_the_same_each_time)
{
    ck_assert_int_eq(pool_run(1, N, publish_task, note_done, &fixture, NULL, NULL), 0);
    size_t first[N];
    memcpy(first, fixture.order, sizeof first);
    size_t ascents = 0;
    for (size_t i = 1; i < N; i++)
        ascents += first[i] > first[i - 1];
    ck_assert_uint_lt(ascents, N * 3 / 4);
    fixture.n = 0;
    ck_assert_int_eq(pool_run(1, N, publish_task, note_done, &fixture, NULL, NULL), 0);
    ck_assert_mem_eq(first, fixture.order, sizeof first);
}
END_TEST

static bool
sleep_long(size_t task, void *data, GError **error)
{
    (void)task, (void)data, (void)error;
    sleep(60);
    return true;
}

static void
interrupt(int signal_number)
{
    (void)signal_number;
    fixture.interrupted = 1;
}

START_TEST(interruption_stops_the_children)
{
    signal(SIGALRM, interrupt);
    alarm(1);
    gint64 start = g_get_monotonic_time();
    g_autoptr(GError) error = NULL;
    int failed = pool_run(3, N, sleep_long, note_done, &fixture, &fixture.interrupted, &error);
    ck_assert_int_eq(failed, -1);
    ck_assert_ptr_nonnull(error);
    ck_assert_int_lt(g_get_monotonic_time() - start, 10 * G_USEC_PER_SEC);
    ck_assert_int_eq(waitpid(-1, NULL, WNOHANG), -1);
    ck_assert_int_eq(errno, ECHILD);
}
END_TEST

/* Writes its own process id, then waits to be killed. */
static bool
note_pid(size_t task, void *data, GError **error)
{
    const Fixture *self = data;
    g_autofree char *name = g_strdup_printf("pid-%zu", task);
    g_autofree char *pid = g_strdup_printf("%d", (int)getpid());
    scratch_write(self->folder, name, pid);
    return sleep_long(task, data, error);
}

static char *
wait_for_pid(size_t task)
{
    g_autofree char *name = g_strdup_printf("pid-%zu", task);
    for (int i = 0; i < 100; i++) {
        char *pid = scratch_read(fixture.folder, name);
        if (pid != NULL && *pid != '\0')
            return pid;
        g_free(pid);
        g_usleep(100000);
    }
    ck_abort_msg("the worker did not start");
    return NULL;
}

/* Gone, or a zombie that only waits for whoever adopted it. */
static bool
is_gone(const char *pid)
{
    g_autofree char *path = g_strdup_printf("/proc/%s/stat", pid);
    g_autofree char *stat = NULL;
    if (!g_file_get_contents(path, &stat, NULL, NULL))
        return true;
    const char *state = strrchr(stat, ')');
    return state != NULL && state[2] == 'Z';
}

START_TEST(children_die_with_a_killed_parent)
{
    pid_t parent = fork();
    if (parent == 0) {
        pool_run(1, 1, note_pid, NULL, &fixture, NULL, NULL);
        _exit(0);
    }
    g_autofree char *worker = wait_for_pid(0);
    kill(parent, SIGKILL);
    waitpid(parent, NULL, 0);
    for (int i = 0; i < 100 && !is_gone(worker); i++)
        g_usleep(50000);
    ck_assert(is_gone(worker));
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("pool");
    tcase_set_timeout(tests, 60);
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_loop_test(tests, runs, 0, G_N_ELEMENTS(RUNS));
    tcase_add_test(tests, order_is_shuffled_and_the_same_each_time);
    tcase_add_test(tests, interruption_stops_the_children);
    tcase_add_test(tests, children_die_with_a_killed_parent);
    Suite *suite = suite_create("publish/pool");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
