#include "engine/publish/pool.h"

#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "engine/publish/file.h"
#include "engine/publish/worker_memory.h"
#include "engine/words/words.h"

enum { ATTEMPTS = 2, MESSAGE_SIZE = 4096, POLL_MILLISECONDS = 200 };

/* A reply of a worker: one packet, the message without its end, empty for success. */
typedef struct {
    char message[MESSAGE_SIZE];
} Reply;

typedef struct {
    pid_t pid;  /* 0 when there is none */
    int socket; /* SOCK_SEQPACKET: a task goes out, a reply comes back, never split or merged */
    bool is_busy;
    size_t task;
} Worker;

typedef struct {
    PoolTask task;
    PoolDone done;
    void *data;
    size_t n, n_done, n_failed;
    size_t *queue; /* tasks to hand out, from next_task on */
    size_t next_task;
    unsigned char *crashes; /* by task */
    GArray *again;          /* tasks to hand out once more */
    Worker *workers;
    size_t n_workers;
} Pool;

/* Fisher-Yates over splitmix64 started from n: a fixed order, which is not that of the tasks, so that
 * neither inodes nor times of the files follow rank or id. */
static size_t *
shuffled(size_t n)
{
    size_t *order = g_new(size_t, n);
    for (size_t i = 0; i < n; i++)
        order[i] = i;
    uint64_t state = n;
    for (size_t i = n; i > 1; i--) {
        uint64_t z = (state += UINT64_C(0x9e3779b97f4a7c15));
        z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
        z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
        size_t j = (size_t)((z ^ (z >> 31)) % i);
        size_t kept = order[i - 1];
        order[i - 1] = order[j];
        order[j] = kept;
    }
    return order;
}

/* --- in the child --- */

G_GNUC_NORETURN static void
work(const Pool *pool, int socket, pid_t parent)
{
    /* A worker must not outlive a parent that was killed, and leaves Ctrl-C to it. */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(1);
    signal(SIGINT, SIG_IGN);
    worker_memory_keep();

    size_t task;
    while (recv(socket, &task, sizeof task, 0) == sizeof task) {
        GError *error = NULL;
        Reply reply = {""};
        if (!pool->task(task, pool->data, &error))
            g_strlcpy(reply.message, error->message, sizeof reply.message);
        g_clear_error(&error);
        if (send(socket, &reply, strlen(reply.message) + 1, MSG_NOSIGNAL) < 0)
            break;
    }
    _exit(0);
}

/* --- in the parent --- */

static bool
worker_start(Pool *pool, Worker *worker, GError **error)
{
    int ends[2] = {-1, -1};
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
        g_set_error(error, PUBLISH_ERROR, PUBLISH_ERROR_WORKER, _("no socket for a worker: %s"),
                    g_strerror(errno));
        return false;
    }
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid < 0) {
        g_set_error(error, PUBLISH_ERROR, PUBLISH_ERROR_WORKER, _("no process for a worker: %s"),
                    g_strerror(errno));
        close(ends[0]);
        close(ends[1]);
        return false;
    }
    if (pid == 0) {
        /* The other workers' sockets are theirs: kept open here, they would hide a parent's close. */
        for (size_t i = 0; i < pool->n_workers; i++)
            if (pool->workers[i].pid != 0)
                close(pool->workers[i].socket);
        close(ends[0]);
        work(pool, ends[1], parent);
    }
    close(ends[1]);
    *worker = (Worker){.pid = pid, .socket = ends[0]};
    return true;
}

/* Closes the worker's socket, at which it ends, and waits. Returns its wait status. */
static int
worker_end(Worker *worker)
{
    int status = 0;
    close(worker->socket);
    while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
        continue;
    *worker = (Worker){.pid = 0};
    return status;
}

static void
pool_report(Pool *pool, size_t task, const char *message)
{
    pool->n_done++;
    pool->n_failed += message != NULL;
    if (pool->done != NULL)
        pool->done(task, message, pool->n_done, pool->n, pool->data);
}

static void
pool_crash(Pool *pool, Worker *worker)
{
    size_t task = worker->task;
    int status = worker_end(worker);
    if (++pool->crashes[task] < ATTEMPTS) {
        g_array_append_val(pool->again, task);
        return;
    }
    g_autofree char *message =
        WIFSIGNALED(status)
            ? g_strdup_printf(_("its worker died twice (%s)"), g_strsignal(WTERMSIG(status)))
            : g_strdup_printf(_("its worker ended twice (status %d)"), WEXITSTATUS(status));
    pool_report(pool, task, message);
}

/* Whether there is a task left, to *out_task. */
static bool
pool_next(Pool *pool, size_t *out_task)
{
    if (pool->next_task < pool->n) {
        *out_task = pool->queue[pool->next_task++];
        return true;
    }
    if (pool->again->len == 0)
        return false;
    *out_task = g_array_index(pool->again, size_t, pool->again->len - 1);
    g_array_set_size(pool->again, pool->again->len - 1);
    return true;
}

/* Gives every idle worker a task, starting those that are not there. */
static bool
pool_feed(Pool *pool, GError **error)
{
    for (size_t i = 0; i < pool->n_workers; i++) {
        Worker *worker = &pool->workers[i];
        if (worker->is_busy || !pool_next(pool, &worker->task))
            continue;
        size_t task = worker->task;
        if (worker->pid == 0 && !worker_start(pool, worker, error))
            return false;
        worker->task = task;
        worker->is_busy = true;
        /* A worker that died meanwhile is found at the next poll, with its task still noted. */
        (void)!send(worker->socket, &task, sizeof task, MSG_NOSIGNAL);
    }
    return true;
}

static void
pool_receive(Pool *pool, Worker *worker)
{
    Reply reply;
    ssize_t size = recv(worker->socket, &reply, sizeof reply, 0);
    if (size <= 0) {
        if (size == 0 || errno != EINTR)
            pool_crash(pool, worker);
        return;
    }
    worker->is_busy = false;
    reply.message[sizeof reply.message - 1] = '\0';
    pool_report(pool, worker->task, *reply.message == '\0' ? NULL : reply.message);
}

/* Waits for replies and takes them in. */
static bool
pool_wait(Pool *pool, GError **error)
{
    g_autofree struct pollfd *polled = g_new0(struct pollfd, pool->n_workers);
    for (size_t i = 0; i < pool->n_workers; i++)
        polled[i] = (struct pollfd){.fd = pool->workers[i].is_busy ? pool->workers[i].socket : -1,
                                    .events = POLLIN};
    int n = poll(polled, pool->n_workers, POLL_MILLISECONDS);
    if (n < 0 && errno != EINTR) {
        g_set_error(error, PUBLISH_ERROR, PUBLISH_ERROR_WORKER, _("waiting for workers: %s"),
                    g_strerror(errno));
        return false;
    }
    for (size_t i = 0; n > 0 && i < pool->n_workers; i++)
        if (polled[i].revents != 0)
            pool_receive(pool, &pool->workers[i]);
    return true;
}

static bool
pool_loop(Pool *pool, const volatile sig_atomic_t *interrupted, GError **error)
{
    while (pool->n_done < pool->n) {
        if (interrupted != NULL && *interrupted != 0) {
            g_set_error(error, PUBLISH_ERROR, PUBLISH_ERROR_WORKER, _("interrupted"));
            return false;
        }
        if (!pool_feed(pool, error) || !pool_wait(pool, error))
            return false;
    }
    return true;
}

int
pool_run(int jobs, size_t n, PoolTask task, PoolDone done, void *data,
         const volatile sig_atomic_t *interrupted, GError **error)
{
    g_assert(jobs >= 1);
    Pool pool = {.task = task, .done = done, .data = data, .n = n};
    pool.queue = shuffled(n);
    pool.crashes = g_new0(unsigned char, n);
    pool.again = g_array_new(FALSE, FALSE, sizeof(size_t));
    pool.n_workers = MIN((size_t)jobs, n);
    pool.workers = g_new0(Worker, pool.n_workers);

    bool finished = pool_loop(&pool, interrupted, error);
    for (size_t i = 0; i < pool.n_workers; i++) {
        if (pool.workers[i].pid == 0)
            continue;
        if (!finished)
            kill(pool.workers[i].pid, SIGKILL);
        worker_end(&pool.workers[i]);
    }
    g_free(pool.workers);
    g_array_unref(pool.again);
    g_free(pool.crashes);
    g_free(pool.queue);
    return finished ? (int)pool.n_failed : -1;
}
