#include "engine/source/plan.h"

#include <string.h>

#include "engine/source/activity.h"
#include "engine/source/parallel_query.h"
#include "engine/source/plan_check.h"
#include "engine/source/pushdown.h"
#include "engine/source/pushdown_sql.h"
#include "engine/source/ready_counts.h"
#include "engine/source/seen.h"
#include "engine/source/stay_sql.h"
#include "engine/source/stream.h"
#include "engine/words/words.h"

enum { MAXIMUM_CONNECTIONS = 8, USUAL_MEMORY = 256 * 1024 * 1024 };

struct Plan {
    Connection *leader;
    const Contract *contract;
    const Campaign *campaign;
    const Roster *roster;
    Program *program;
    CodeTable *codes;
    PlanFacts facts;
};

/* --- life ------------------------------------------------------------------------------------ */

static bool
read_codes(Plan *self, GError **error)
{
    if (self->program->n_indicators == 0)
        return true;
    g_autofree char *sql = code_table_sql(self->contract);
    PGresult *rows = connection_query(self->leader, sql, 0, NULL, error);
    if (rows == NULL)
        return false;
    self->codes = code_table_new(self->program, rows, error);
    PQclear(rows);
    return self->codes != NULL;
}

Plan *
plan_new(Connection *leader, const Contract *contract, const Campaign *campaign,
         const Roster *roster, GError **error)
{
    g_autoptr(Plan) self = g_new0(Plan, 1);
    self->leader = leader;
    self->contract = contract;
    self->campaign = campaign;
    self->roster = roster;
    self->program = program_new(campaign);
    if (!plan_check_contract(self->program, contract, error) || !read_codes(self, error))
        return NULL;
    return g_steal_pointer(&self);
}

void
plan_free(Plan *self)
{
    if (self == NULL)
        return;
    program_free(self->program);
    code_table_free(self->codes);
    g_free(self);
}

static bool *
served_counters(const Plan *self)
{
    bool *served = g_new0(bool, self->program->n_counters + 1);
    for (uint32_t code = 0; code < code_table_size(self->codes); code++) {
        size_t n = 0;
        const CodeUse *uses = code_table_uses(self->codes, code, &n);
        for (size_t i = 0; i < n; i++)
            served[uses[i].counter] = true;
    }
    return served;
}

GPtrArray *
plan_notes(const Plan *self)
{
    GPtrArray *notes = g_ptr_array_new_with_free_func(g_free);
    if (self->codes == NULL)
        return notes;
    g_autofree bool *served = served_counters(self);
    for (size_t i = 0; i < self->program->n_counters; i++) {
        const ProgramCounter *counter = &self->program->counters[i];
        const Indicator *indicator = self->program->indicators[counter->indicator].indicator;
        if (!served[i])
            g_ptr_array_add(
                notes, g_strdup_printf(_("indicator %s: miroir.code has no code for its %s, which "
                                         "will be 0 for everybody; complete the nomenclature, or "
                                         "leave the indicator out where it cannot tell"),
                                       indicator->id, counter->counter->name));
    }
    return notes;
}

PlanFacts
plan_facts(const Plan *self)
{
    return self->facts;
}

/* --- stream ---------------------------------------------------------------------------------- */

/* Blocks of a plain table, whose ranges the server can read by themselves since version 14. */
static bool
count_blocks(Plan *self, const char *relation, int64_t *out_blocks, GError **error)
{
    *out_blocks = 0;
    if (!contract_is_plain_table(self->contract, relation) ||
        PQserverVersion(connection_pg(self->leader)) < 140000)
        return true;
    g_autofree char *sql = g_strdup_printf("SELECT pg_relation_size('miroir.%s'::regclass) / "
                                           "current_setting('block_size')::bigint",
                                           relation);
    PGresult *rows = connection_query(self->leader, sql, 0, NULL, error);
    if (rows == NULL)
        return false;
    *out_blocks = MAX(1, g_ascii_strtoll(PQgetvalue(rows, 0, 0), NULL, 10));
    PQclear(rows);
    return true;
}

/* The planner's guess of the rows of a statement. */
static bool
guess_rows(Plan *self, const char *select, double *out_rows, GError **error)
{
    g_autofree char *sql = g_strconcat("EXPLAIN ", select, NULL);
    PGresult *rows = connection_query(self->leader, sql, 0, NULL, error);
    if (rows == NULL)
        return false;
    const char *estimate = strstr(PQgetvalue(rows, 0, 0), " rows=");
    *out_rows = estimate == NULL ? 0 : g_ascii_strtod(estimate + strlen(" rows="), NULL);
    PQclear(rows);
    return true;
}

/* Every option settled. */
static PlanOptions
settle_options(const PlanOptions *options)
{
    PlanOptions settled = options == NULL ? (PlanOptions){0} : *options;
    if (settled.connections <= 0)
        settled.connections = MIN((int)g_get_num_processors(), MAXIMUM_CONNECTIONS);
    if (settled.memory_limit == 0)
        settled.memory_limit = USUAL_MEMORY;
    return settled;
}

static bool
settle_stream(Plan *self, StreamSetting *setting, GError **error)
{
    static const char *const relations[N_PACKED_KINDS] = {
        [PACKED_LINES] = "claim",
        [PACKED_PATIENTS] = "patient",
        [PACKED_REGISTRATIONS] = "registration",
        [PACKED_CONDITIONS] = "patient_condition",
    };
    for (int kind = 0; kind < N_PACKED_KINDS; kind++)
        if (contract_has(self->contract, relations[kind]) &&
            !count_blocks(self, relations[kind], &setting->blocks[kind], error))
            return false;
    g_autofree char *select = stream_sql(setting, PACKED_LINES, (StreamShare){0}, "TRUE");
    return select == NULL || guess_rows(self, select, &setting->expected_rows, error);
}

static bool
run_stream(Plan *self, const Database *database, const char *snapshot, const PlanOptions *options,
           Counts *counts, GError **error)
{
    StreamSetting setting = {
        .program = self->program,
        .codes = self->codes,
        .contract = self->contract,
        .roster = self->roster,
        .database = database,
        .options = options,
        .snapshot = snapshot,
        .n_connections = options->connections,
    };
    return settle_stream(self, &setting, error) &&
           stream_execute(&setting, self->leader, counts, &self->facts.streamed_rows, error);
}

/* --- activity -------------------------------------------------------------------------------- */

/* The statements that run side by side: the activity, by share of the patients, and the facts. */
static char **
activity_statements(const Plan *self, const PlanOptions *options)
{
    int n = options->connections;
    size_t n_periods = horizon_n_periods(self->program->horizon);
    size_t first_period = options->activity_history ? 0 : n_periods - 1;
    char **statements = g_new0(char *, (gsize)n + 2);
    for (int i = 0; i < n; i++)
        statements[i] = activity_sql(self->program, self->contract, first_period, n, i);
    statements[n] = activity_facts_sql(self->program, self->contract);
    return statements;
}

static bool
count_activity(Plan *self, const Database *database, const char *snapshot,
               const PlanOptions *options, Counts *counts, GError **error)
{
    g_auto(GStrv) statements = activity_statements(self, options);
    size_t n = g_strv_length(statements);
    g_autoptr(ParallelQuery) query =
        parallel_query_run(database, snapshot, (const char *const *)statements, n, options, error);
    if (query == NULL)
        return false;
    for (size_t i = 0; i + 1 < n; i++)
        if (!activity_add(parallel_query_result(query, i), self->roster, counts, error))
            return false;
    return activity_read_facts(parallel_query_result(query, n - 1), &self->facts, error);
}

/* --- other statements of the server ---------------------------------------------------------- */

static bool
count_seen(Plan *self, Counts *counts, GError **error)
{
    g_autoptr(GPtrArray) statements = seen_statements(self->program, self->contract);
    for (size_t i = 0; i < statements->len; i++) {
        const SeenStatement *seen = statements->pdata[i];
        if (!seen_count(seen, self->leader, self->campaign, self->roster, counts, error))
            return false;
    }
    return true;
}

static bool
take_ready_counts(Plan *self, Counts *counts, GError **error)
{
    g_autofree char *sql = ready_counts_sql(self->contract, self->campaign);
    if (sql == NULL)
        return true;
    PGresult *rows = connection_query(self->leader, sql, 0, NULL, error);
    bool added =
        rows != NULL && ready_counts_add(rows, self->campaign, self->roster, counts, error);
    PQclear(rows);
    return added;
}

/* --- execution ------------------------------------------------------------------------------- */

static bool
count_claims(Plan *self, Executor executor, const Database *database, const PlanOptions *options,
             Counts *counts, GError **error)
{
    if (self->program->n_indicators == 0)
        return true;
    g_autofree char *snapshot = connection_export_snapshot(self->leader, error);
    if (snapshot == NULL ||
        !plan_check_registrations(self->program, self->contract, self->leader, error))
        return false;
    if (!options->without_activity &&
        !count_activity(self, database, snapshot, options, counts, error))
        return false;
    bool counted = executor == EXECUTOR_STREAM
                       ? run_stream(self, database, snapshot, options, counts, error)
                       : pushdown_execute(self->program, self->contract, self->roster, self->leader,
                                          counts, error);
    return counted && count_seen(self, counts, error);
}

Counts *
plan_execute(Plan *self, Executor executor, const Database *database, const PlanOptions *options,
             GError **error)
{
    PlanOptions settled = settle_options(options);
    self->facts = (PlanFacts){0};
    g_autoptr(Counts) counts =
        counts_new(roster_n_practitioners(self->roster), self->campaign->n_indicators,
                   (size_t)self->campaign->history);
    if (!count_claims(self, executor, database, &settled, counts, error) ||
        !take_ready_counts(self, counts, error))
        return NULL;
    return g_steal_pointer(&counts);
}

/* --- description ----------------------------------------------------------------------------- */

/* Appends the statement and what PostgreSQL will do with it; takes over `sql`. */
static bool
describe(Plan *self, GString *text, const char *title, char *sql, GError **error)
{
    g_autofree char *statement = sql;
    if (statement == NULL)
        return true;
    g_autofree char *explain = g_strconcat("EXPLAIN (FORMAT TEXT) ", statement, NULL);
    PGresult *rows = connection_query(self->leader, explain, 0, NULL, error);
    if (rows == NULL) {
        g_prefix_error(error, "%s: ", title);
        return false;
    }
    g_string_append_printf(text, "-- %s\n%s;\n\n", title, statement);
    for (int i = 0; i < PQntuples(rows); i++)
        g_string_append_printf(text, "--   %s\n", PQgetvalue(rows, i, 0));
    g_string_append_c(text, '\n');
    PQclear(rows);
    return true;
}

static bool
describe_stream(Plan *self, GString *text, GError **error)
{
    static const char *const titles[N_PACKED_KINDS] = {
        [PACKED_LINES] = N_("stream: lines of claims, shared out over the connections"),
        [PACKED_PATIENTS] = N_("stream: patients"),
        [PACKED_REGISTRATIONS] = N_("stream: registrations"),
        [PACKED_CONDITIONS] = N_("stream: conditions of patients"),
    };
    StreamSetting setting = {
        .program = self->program, .codes = self->codes, .contract = self->contract};
    for (int kind = 0; kind < N_PACKED_KINDS; kind++) {
        char *sql = stream_sql(&setting, (PackedKind)kind, (StreamShare){0}, "TRUE");
        if (!describe(self, text, _(titles[kind]), sql, error))
            return false;
    }
    return true;
}

static bool
describe_pushdown(Plan *self, GString *text, GError **error)
{
    if (!pushdown_prepare(self->leader, error))
        return false;
    g_auto(GStrv) statements = pushdown_statements(self->program, self->contract);
    for (size_t i = 0; statements[i] != NULL; i++)
        if (!describe(self, text, _("pushdown: net lines to sums by practitioner"),
                      g_strdup(statements[i]), error))
            return false;
    return describe(self, text, _("pushdown: rows that cannot be counted"),
                    pushdown_sql_faults(self->program, self->contract), error);
}

static bool
describe_claims(Plan *self, Executor executor, GString *text, GError **error)
{
    bool is_stream = executor == EXECUTOR_STREAM;
    if (self->program->n_indicators == 0)
        return true;
    size_t last = horizon_n_periods(self->program->horizon) - 1;
    if (!describe(self, text, _("activity of practitioners"),
                  activity_sql(self->program, self->contract, last, 1, 0), error) ||
        !describe(self, text, _("rows and unknown codes"),
                  activity_facts_sql(self->program, self->contract), error) ||
        !(is_stream ? describe_stream : describe_pushdown)(self, text, error))
        return false;
    g_autoptr(GPtrArray) seen = seen_statements(self->program, self->contract);
    for (size_t i = 0; i < seen->len; i++)
        if (!describe(self, text, _("patients seen"),
                      g_strdup(((SeenStatement *)seen->pdata[i])->sql), error))
            return false;
    return true;
}

char *
plan_describe(Plan *self, Executor executor, GError **error)
{
    g_autoptr(GString) text = g_string_new(NULL);
    if (!describe_claims(self, executor, text, error) ||
        !describe(self, text, _("ready-made counts"),
                  ready_counts_sql(self->contract, self->campaign), error) ||
        !describe(self, text, _("hospital stays"), stay_sql(self->contract, self->campaign), error))
        return NULL;
    return g_string_free(g_steal_pointer(&text), FALSE);
}
