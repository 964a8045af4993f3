#include "engine/source/parallel_query.h"

#include <stdatomic.h>

/* How often the flag of interruption is looked at, in microseconds. */
enum { WATCH_INTERVAL = 20000 };

typedef struct {
    ParallelQuery *query;
    const Database *database;
    const char *snapshot;
    const char *sql;
    PGresult **result;
} Task;

struct ParallelQuery {
    PGresult **results;
    size_t n;
    _Atomic int running;
    GMutex lock;
    GError *error;            /* the first */
    Connection **connections; /* of the statements under way, or NULL */
};

void
parallel_query_free(ParallelQuery *self)
{
    if (self == NULL)
        return;
    for (size_t i = 0; i < self->n; i++)
        PQclear(self->results[i]);
    g_free(self->results);
    g_free(self->connections);
    g_clear_error(&self->error);
    g_mutex_clear(&self->lock);
    g_free(self);
}

PGresult *
parallel_query_result(const ParallelQuery *self, size_t i)
{
    g_assert(i < self->n);
    return self->results[i];
}

Connection *
parallel_query_connect(const Database *database, const char *snapshot, GError **error)
{
    static const char settings[] =
        "SELECT set_config('max_parallel_workers_per_gather', '0', true), "
        "set_config('work_mem', '128MB', true)";
    g_autoptr(Connection) connection = connection_open(database, CONNECTION_TO_READ, error);
    if (connection == NULL || !connection_begin(connection, snapshot, error))
        return NULL;
    PGresult *result = connection_query(connection, settings, 0, NULL, error);
    PQclear(result);
    return result == NULL ? NULL : g_steal_pointer(&connection);
}

void
parallel_query_watch(const _Atomic int *running, const PlanOptions *options,
                     void (*tick)(void *data), void *data)
{
    bool cancelled = false;
    while (atomic_load(running) > 0) {
        g_usleep(WATCH_INTERVAL);
        if (!cancelled && options->interrupted != NULL && *options->interrupted) {
            connection_cancel_all();
            cancelled = true;
        }
        if (tick != NULL)
            tick(data);
    }
}

/* Keeps the first error and cancels what the others are doing: their result is of no use. */
static void
fail(ParallelQuery *self, GError *error)
{
    if (self->error != NULL) {
        g_error_free(error);
        return;
    }
    self->error = error;
    for (size_t i = 0; i < self->n; i++) {
        if (self->connections[i] == NULL)
            continue;
        char message[256];
        PGcancel *cancel = PQgetCancel(connection_pg(self->connections[i]));
        if (cancel != NULL)
            PQcancel(cancel, message, sizeof message);
        PQfreeCancel(cancel);
    }
}

/* Makes the connection one that `fail` cancels; false when another statement has failed. */
static bool
enter(ParallelQuery *self, size_t i, Connection *connection)
{
    g_mutex_lock(&self->lock);
    bool wanted = self->error == NULL;
    self->connections[i] = wanted ? connection : NULL;
    g_mutex_unlock(&self->lock);
    return wanted;
}

static void
leave(ParallelQuery *self, size_t i, GError *error)
{
    g_mutex_lock(&self->lock);
    self->connections[i] = NULL;
    if (error != NULL)
        fail(self, error);
    g_mutex_unlock(&self->lock);
}

static gpointer
run(gpointer data)
{
    Task *task = data;
    ParallelQuery *self = task->query;
    size_t i = (size_t)(task->result - self->results);
    GError *error = NULL;
    Connection *connection = parallel_query_connect(task->database, task->snapshot, &error);
    if (connection != NULL && enter(self, i, connection))
        *task->result = connection_query(connection, task->sql, 0, NULL, &error);
    leave(self, i, error);
    connection_close(connection);
    atomic_fetch_sub(&self->running, 1);
    return NULL;
}

ParallelQuery *
parallel_query_run(const Database *database, const char *snapshot, const char *const *statements,
                   size_t n, const PlanOptions *options, GError **error)
{
    g_autoptr(ParallelQuery) self = g_new0(ParallelQuery, 1);
    self->n = n;
    self->results = g_new0(PGresult *, n);
    self->connections = g_new0(Connection *, n);
    g_mutex_init(&self->lock);
    atomic_store(&self->running, (int)n);

    g_autofree Task *tasks = g_new(Task, n);
    g_autofree GThread **threads = g_new(GThread *, n);
    for (size_t i = 0; i < n; i++) {
        tasks[i] = (Task){.query = self,
                          .database = database,
                          .snapshot = snapshot,
                          .sql = statements[i],
                          .result = &self->results[i]};
        threads[i] = g_thread_new("query", run, &tasks[i]);
    }
    parallel_query_watch(&self->running, options, NULL, NULL);
    for (size_t i = 0; i < n; i++)
        g_thread_join(threads[i]);
    if (self->error != NULL) {
        g_propagate_error(error, g_steal_pointer(&self->error));
        return NULL;
    }
    return g_steal_pointer(&self);
}
