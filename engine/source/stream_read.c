#include "engine/source/stream_read.h"

#include "engine/source/claim_sql.h"
#include "engine/source/parallel_query.h"
#include "engine/source/stream_job.h"
#include "engine/words/words.h"

/* Ranges of blocks are cut finer than there are connections, so that all end together. */
enum { RANGES_PER_CONNECTION = 4, MINIMUM_BLOCKS = 256 };

struct StreamRead {
    const StreamSetting *setting;
    GPtrArray *stores; /* PackedStore */
    _Atomic size_t memory;
    _Atomic int64_t rows, finished_rows;
    StreamNames *names;
};

StreamRead *
stream_read_new(const StreamSetting *setting)
{
    StreamRead *self = g_new0(StreamRead, 1);
    self->setting = setting;
    self->stores = g_ptr_array_new_with_free_func((GDestroyNotify)packed_store_free);
    for (int i = 0; i < setting->n_connections; i++)
        g_ptr_array_add(self->stores, packed_store_new(&self->memory));
    self->names = stream_names_new(setting->roster);
    return self;
}

void
stream_read_free(StreamRead *self)
{
    if (self == NULL)
        return;
    g_ptr_array_unref(self->stores);
    stream_names_free(self->names);
    g_free(self);
}

PackedStore *const *
stream_read_stores(const StreamRead *self, size_t *out_n)
{
    *out_n = self->stores->len;
    return (PackedStore *const *)(void *)self->stores->pdata;
}

int64_t
stream_read_rows(const StreamRead *self)
{
    return atomic_load(&self->finished_rows);
}

/* --- jobs ------------------------------------------------------------------------------------ */

static void
add_job(const StreamRead *self, GPtrArray *jobs, PackedKind kind, StreamShare share, char *range)
{
    g_autofree char *condition = range;
    g_autofree char *select = stream_sql(self->setting, kind, share, condition);
    if (select != NULL)
        g_ptr_array_add(jobs, stream_job_new(kind, select));
}

/* By ranges of blocks where the relation is a plain table: each block is read once. Else by hash,
 * where each part reads the whole relation. */
static void
add_jobs(const StreamRead *self, GPtrArray *jobs, PackedKind kind, StreamShare share)
{
    int64_t blocks = self->setting->blocks[kind];
    int n_connections = self->setting->n_connections;
    if (blocks == 0) {
        for (int i = 0; i < n_connections; i++)
            add_job(self, jobs, kind, share, claim_sql_share("c", n_connections, i));
        return;
    }
    int64_t n = CLAMP(blocks / MINIMUM_BLOCKS, 1, n_connections * RANGES_PER_CONNECTION);
    for (int64_t i = 0; i < n; i++) {
        char *range = g_strdup_printf("c.ctid >= '(%" G_GINT64_FORMAT ",0)'", blocks * i / n);
        if (i < n - 1) {
            g_autofree char *from = range;
            range = g_strdup_printf("%s AND c.ctid < '(%" G_GINT64_FORMAT ",0)'", from,
                                    blocks * (i + 1) / n);
        }
        add_job(self, jobs, kind, share, range);
    }
}

static GPtrArray *
list_jobs(const StreamRead *self, StreamShare share)
{
    static const PackedKind order[] = {PACKED_PATIENTS, PACKED_REGISTRATIONS, PACKED_CONDITIONS,
                                       PACKED_LINES};
    GPtrArray *jobs = g_ptr_array_new_with_free_func((GDestroyNotify)stream_job_free);
    for (size_t i = 0; i < G_N_ELEMENTS(order); i++)
        add_jobs(self, jobs, order[i], share);
    return jobs;
}

/* --- workers --------------------------------------------------------------------------------- */

/* One reading of a share, seen by all its threads. */
typedef struct {
    const StreamSetting *setting;
    GPtrArray *jobs;
    _Atomic guint next_job;
    _Atomic int running;
    StreamState state;
} Reading;

typedef struct {
    Reading *reading;
    PackedStore *store;
    StreamNames *names;
    _Atomic int64_t *rows;
} Worker;

static void
run_jobs(Worker *self, GError **error)
{
    Reading *reading = self->reading;
    g_autoptr(Connection) connection =
        parallel_query_connect(reading->setting->database, reading->setting->snapshot, error);
    if (connection == NULL)
        return;
    StreamSink *sink =
        stream_sink_new(reading->setting, self->store, self->names, &reading->state, self->rows);
    for (guint i; (i = atomic_fetch_add(&reading->next_job, 1)) < reading->jobs->len;)
        if (!stream_job_run(reading->jobs->pdata[i], connection, sink, error))
            break;
    stream_sink_free(sink);
}

static gpointer
work(gpointer data)
{
    Worker *self = data;
    GError *error = NULL;
    run_jobs(self, &error);
    stream_state_report(&self->reading->state, error);
    atomic_fetch_sub(&self->reading->running, 1);
    return NULL;
}

static void
report_progress(void *data)
{
    const StreamRead *self = data;
    const PlanOptions *options = self->setting->options;
    if (options->progress != NULL)
        options->progress(_("claims"), (double)atomic_load(&self->rows),
                          self->setting->expected_rows, options->progress_data);
}

static StreamOutcome
outcome_of(Reading *reading, GError **error)
{
    if (atomic_load(&reading->state.is_full)) {
        g_clear_error(&reading->state.error);
        return STREAM_FULL;
    }
    if (reading->state.error == NULL)
        return STREAM_DONE;
    bool lost = g_error_matches(reading->state.error, SOURCE_ERROR, SOURCE_ERROR_CONNECT);
    g_propagate_error(error, g_steal_pointer(&reading->state.error));
    return lost ? STREAM_LOST : STREAM_FAILED;
}

StreamOutcome
stream_read_share(StreamRead *self, StreamShare share, GError **error)
{
    g_autoptr(GPtrArray) jobs = list_jobs(self, share);
    Reading reading = {.setting = self->setting, .jobs = jobs};
    stream_state_init(&reading.state, &self->memory, self->setting->options->memory_limit);
    atomic_store(&self->rows, self->finished_rows);

    size_t n = self->stores->len;
    g_autofree Worker *workers = g_new0(Worker, n);
    g_autofree GThread **threads = g_new0(GThread *, n);
    atomic_store(&reading.running, (int)n);
    for (size_t i = 0; i < n; i++) {
        workers[i] = (Worker){.reading = &reading,
                              .store = self->stores->pdata[i],
                              .names = self->names,
                              .rows = &self->rows};
        threads[i] = g_thread_new("read", work, &workers[i]);
    }
    parallel_query_watch(&reading.running, self->setting->options, report_progress, self);
    for (size_t i = 0; i < n; i++)
        g_thread_join(threads[i]);

    StreamOutcome outcome = outcome_of(&reading, error);
    if (outcome == STREAM_DONE)
        atomic_store(&self->finished_rows, self->rows);
    else
        for (size_t i = 0; i < n; i++)
            packed_store_empty(self->stores->pdata[i]);
    stream_state_clear(&reading.state);
    return outcome;
}
