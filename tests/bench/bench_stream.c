/* The stream executor on generated lines against what bounds it: the same rows copied out by two
 * connections and thrown away, count(*), and one statement for each indicator. Prints medians and
 * ratios. Usage: bench_stream [LINES [REPEATS]], 20 million and 3 by default. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "engine/source/activity.h"
#include "engine/source/pushdown_sql.h"
#include "engine/source/stream_read.h"
#include "tests/bench/bench_case.h"
#include "tests/live/live_database.h"
#include "tests/live/plan_case.h"

enum { CONNECTIONS = 2, MAXIMUM_REPEATS = 99, MEBIBYTE = 1024 };

typedef struct {
    const LiveDatabase *server;
    PlanCase *plan;
    Program *program;
    CodeTable *codes;
    StreamSetting setting;
} Bench;

/* --- what is measured ------------------------------------------------------------------------ */

static void
run_count(Bench *self)
{
    PGresult *rows =
        connection_query(self->plan->leader, "SELECT count(*) FROM miroir.claim", 0, NULL, NULL);
    g_assert(rows != NULL);
    PQclear(rows);
}

static void
count_with(Bench *self, Executor executor, const PlanOptions *options)
{
    g_autoptr(Counts) counts = plan_case_try(self->plan, executor, options);
    if (counts == NULL)
        g_error("%s", self->plan->error->message);
}

static void
run_stream(Bench *self)
{
    const PlanOptions options = {.connections = CONNECTIONS, .without_activity = true};
    count_with(self, EXECUTOR_STREAM, &options);
}

static bool
throw_away(const char *bytes, int length, void *data, GError **error)
{
    (void)bytes;
    (void)error;
    *(long *)data += length;
    return true;
}

typedef struct {
    Bench *bench;
    const char *snapshot;
    char *sql;
    long bytes;
} Copy;

static gpointer
copy_out(gpointer data)
{
    Copy *self = data;
    g_autoptr(Connection) connection =
        connection_open(live_database(self->bench->server), CONNECTION_TO_READ, NULL);
    bool done = connection != NULL && connection_begin(connection, self->snapshot, NULL) &&
                connection_copy_out(connection, self->sql, throw_away, &self->bytes, NULL);
    g_assert(done);
    return NULL;
}

static void
run_copies(Bench *self)
{
    g_autofree char *snapshot = connection_export_snapshot(self->plan->leader, NULL);
    long blocks = (long)self->setting.blocks[PACKED_LINES];
    Copy copies[CONNECTIONS];
    GThread *threads[CONNECTIONS];
    for (int i = 0; i < CONNECTIONS; i++) {
        g_autofree char *range =
            g_strdup_printf("c.ctid >= '(%ld,0)' AND c.ctid < '(%ld,0)'", blocks * i / CONNECTIONS,
                            i == CONNECTIONS - 1 ? 4294967295L : blocks * (i + 1) / CONNECTIONS);
        g_autofree char *select = stream_sql(&self->setting, PACKED_LINES, (StreamShare){0}, range);
        copies[i] = (Copy){.bench = self, .snapshot = snapshot};
        copies[i].sql = g_strdup_printf("COPY (%s) TO STDOUT (FORMAT binary)", select);
        threads[i] = g_thread_new("copy", copy_out, &copies[i]);
    }
    for (int i = 0; i < CONNECTIONS; i++) {
        g_thread_join(threads[i]);
        g_free(copies[i].sql);
    }
}

static void
run_each_indicator(Bench *self)
{
    for (size_t i = 0; i < self->program->n_indicators; i++) {
        const ProgramIndicator *one = &self->program->indicators[i];
        g_autofree char *sql = pushdown_sql(self->program, self->plan->contract, &one, 1);
        PGresult *rows = connection_query(self->plan->leader, sql, 0, NULL, NULL);
        g_assert(rows != NULL);
        PQclear(rows);
    }
}

static void
run_pushdown(Bench *self)
{
    const PlanOptions options = {.connections = CONNECTIONS, .without_activity = true};
    count_with(self, EXECUTOR_PUSHDOWN, &options);
}

static void
run_activity(Bench *self)
{
    g_autofree char *sql =
        activity_sql(self->program, self->plan->contract, BENCH_PERIODS - 1, 1, 0);
    PGresult *rows = connection_query(self->plan->leader, sql, 0, NULL, NULL);
    g_assert(rows != NULL);
    PQclear(rows);
}

/* --- medians --------------------------------------------------------------------------------- */

static int
compare_numbers(const void *a, const void *b)
{
    const double *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

static double
median_of(Bench *self, void (*run)(Bench *), const char *name, int repeats)
{
    double seconds[MAXIMUM_REPEATS];
    for (int i = 0; i < repeats; i++) {
        gint64 start = g_get_monotonic_time();
        run(self);
        seconds[i] = (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
    }
    qsort(seconds, (size_t)repeats, sizeof *seconds, compare_numbers);
    double median = seconds[repeats / 2];
    printf("%-44s %8.2f s  (%.2f to %.2f)\n", name, median, seconds[0], seconds[repeats - 1]);
    fflush(stdout);
    return median;
}

static long
peak_mebibytes(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / MEBIBYTE;
}

static void
measure(Bench *self, int repeats)
{
    double count = median_of(self, run_count, "count(*)", repeats);
    double copies = median_of(self, run_copies, "two COPY streams, thrown away", repeats);
    double stream = median_of(self, run_stream, "stream, 12 indicators, 8 quarters", repeats);
    printf("%-44s %8.2f    (at most 2)\n", "stream / two COPY streams", stream / copies);
    printf("%-44s %8.2f\n", "stream / count(*)", stream / count);
    printf("%-44s %8ld MiB (at most 400)\n", "peak memory of the engine", peak_mebibytes());
    fflush(stdout);
    double each = median_of(self, run_each_indicator, "one statement for each indicator", 1);
    printf("%-44s %8.2f    (at least 6)\n", "one statement for each indicator / stream",
           each / stream);
    median_of(self, run_pushdown, "pushdown, one statement", 1);
    median_of(self, run_activity, "activity of the last quarter, all codes", 1);
}

/* --- the region ------------------------------------------------------------------------------ */

static void
prepare(Bench *self, long n_lines)
{
    static const char period[] = "{every: quarter, last: 2026-Q1, history: 8}";
    g_autofree char *sql = bench_case_sql(n_lines);
    live_database_run(self->server, sql);
    live_database_run(self->server, "ANALYZE");
    g_autofree char *indicators = bench_case_indicators();
    self->plan = plan_case_open(self->server, period, indicators, NULL);
    self->program = program_new(self->plan->campaign);
    g_autofree char *codes = code_table_sql(self->plan->contract);
    PGresult *rows = connection_query(self->plan->leader, codes, 0, NULL, NULL);
    self->codes = code_table_new(self->program, rows, NULL);
    PQclear(rows);
    g_autofree char *blocks =
        live_database_value(self->server, "SELECT pg_relation_size('miroir.claim') / 8192");
    self->setting = (StreamSetting){
        .program = self->program, .codes = self->codes, .contract = self->plan->contract};
    self->setting.blocks[PACKED_LINES] = g_ascii_strtoll(blocks, NULL, 10);
}

int
main(int argc, char **argv)
{
    long n_lines = argc > 1 ? strtol(argv[1], NULL, 10) : 20000000;
    int repeats = argc > 2 ? CLAMP((int)strtol(argv[2], NULL, 10), 1, MAXIMUM_REPEATS) : 3;
    LiveDatabase *server = live_database_start();
    Bench bench = {.server = server};
    gint64 start = g_get_monotonic_time();
    prepare(&bench, n_lines);
    printf("%ld lines, made in %.0f s; medians of %d\n", n_lines,
           (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC, repeats);
    measure(&bench, repeats);
    code_table_free(bench.codes);
    program_free(bench.program);
    plan_case_close(bench.plan);
    live_database_stop(server);
    return EXIT_SUCCESS;
}
