#include "engine/source/seen.h"

#include "engine/source/claim_sql.h"
#include "engine/source/decimal.h"
#include "engine/source/patient_sql.h"
#include "engine/source/sum_rows.h"
#include "engine/words/words.h"

static void
seen_statement_free(SeenStatement *self)
{
    g_free(self->indicators);
    g_free(self->sql);
    g_free(self);
}

static char *
write_sql(const Program *program, const Contract *contract, const SeenStatement *seen)
{
    const ProgramIndicator *first = seen->indicators[0];
    const Horizon *horizon = program->horizon;
    Day last = horizon_period_last(horizon, horizon_n_periods(horizon) - 1);
    g_autofree char *keys = claim_sql_keys(contract);
    g_autofree char *periods = claim_sql_periods(horizon);
    g_autofree char *where = claim_sql_where(contract, program->campaign,
                                             horizon_window_first(horizon, first->window, 0), last);
    g_autoptr(PatientSql) patients =
        patient_sql_new(program, contract, seen->indicators, seen->n_indicators);
    g_autofree char *facts = patient_sql_facts(patients);
    const char *whose =
        first->indicator->attribution == ATTRIBUTION_PERFORMER ? "performer_id" : "practitioner_id";
    g_autoptr(GString) sums = g_string_new(NULL);
    for (size_t i = 0; i < seen->n_indicators; i++) {
        SqlNames names = patient_sql_names(patients, seen->indicators[i]);
        g_autofree char *population =
            sql_condition(seen->indicators[i]->indicator->population, &names);
        g_string_append_printf(sums, ", (count(*) FILTER (WHERE %s))::text", population);
    }
    g_autofree char *cell = seen->by_age_sex ? patient_sql_age_sex(patients) : NULL;
    return g_strdup_printf(
        "WITH line AS (\n"
        "    SELECT %s FROM miroir.claim AS c\n    WHERE %s\n    GROUP BY %s\n"
        "    HAVING sum(c.quantity::numeric) > 0),\n"
        "part AS (\n"
        "    SELECT DISTINCT l.%s AS practitioner_id, l.patient_id, p.i\n"
        "    FROM line AS l JOIN %s ON l.care_date BETWEEN p.w%zu AND p.last_day\n"
        "    WHERE l.%s IS NOT NULL),\n"
        "facts AS (\n%s)\n"
        "SELECT v.practitioner_id, v.i%s%s%s FROM facts AS v GROUP BY 1, 2%s",
        keys, where, CLAIM_SQL_KEY_NAMES, whose, periods, first->window, whose, facts,
        cell != NULL ? ", " : "", cell != NULL ? cell : "", sums->str,
        cell != NULL ? ", 3, 4" : "");
}

/* The statement of that attribution and window, made if it is not there. */
static SeenStatement *
find_statement(GPtrArray *statements, const ProgramIndicator *indicator, size_t n_indicators)
{
    for (size_t i = 0; i < statements->len; i++) {
        SeenStatement *seen = statements->pdata[i];
        if (seen->indicators[0]->window == indicator->window &&
            seen->indicators[0]->indicator->attribution == indicator->indicator->attribution)
            return seen;
    }
    SeenStatement *seen = g_new0(SeenStatement, 1);
    seen->indicators = g_new0(const ProgramIndicator *, n_indicators);
    g_ptr_array_add(statements, seen);
    return seen;
}

GPtrArray *
seen_statements(const Program *program, const Contract *contract)
{
    GPtrArray *statements = g_ptr_array_new_with_free_func((GDestroyNotify)seen_statement_free);
    for (size_t i = 0; i < program->n_indicators; i++) {
        const ProgramIndicator *indicator = &program->indicators[i];
        if (indicator->indicator->denominator_kind != DENOMINATOR_PATIENTS_SEEN)
            continue;
        SeenStatement *seen = find_statement(statements, indicator, program->n_indicators);
        seen->indicators[seen->n_indicators++] = indicator;
        seen->by_age_sex |= indicator->indicator->standardised;
    }
    for (size_t i = 0; i < statements->len; i++) {
        SeenStatement *seen = statements->pdata[i];
        seen->sql = write_sql(program, contract, seen);
    }
    return statements;
}

typedef struct {
    const SeenStatement *statement;
    const Roster *roster;
    Counts *counts;
} Taking;

/* `n` more patients of the practitioner and period, of one age and sex where the row is of those. */
static bool
add_patients(const Taking *self, const SumRow *row, const ProgramIndicator *indicator, int64_t n)
{
    const CountCell seen = {.denominator = n, .denominator_patients = n, .sum_xx = n};
    if (n == 0)
        return true;
    if (indicator->indicator->standardised &&
        !count_cell_add(counts_age_sex_cell_mutable(self->counts, row->practitioner,
                                                    indicator->index, row->period, row->at),
                        &seen))
        return false;
    return count_cell_add(
        counts_cell_mutable(self->counts, row->practitioner, indicator->index, row->period), &seen);
}

static bool
take_row(const SumRow *row, void *data, GError **error)
{
    const Taking *self = data;
    for (size_t i = 0; i < self->statement->n_indicators; i++) {
        Int128 n;
        if (decimal_from_text(row->sums[i], 0, &n) == DECIMAL_OK && n == (int64_t)n &&
            add_patients(self, row, self->statement->indicators[i], (int64_t)n))
            continue;
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_DATA,
                    _("the patients seen by practitioner %s do not fit 64 bits"),
                    roster_practitioner(self->roster, row->practitioner)->id);
        return false;
    }
    return true;
}

bool
seen_count(const SeenStatement *self, Connection *connection, const Campaign *campaign,
           const Roster *roster, Counts *counts, GError **error)
{
    const SumQuery query = {
        .sql = self->sql, .by_age_sex = self->by_age_sex, .n_sums = self->n_indicators};
    Taking taking = {.statement = self, .roster = roster, .counts = counts};
    return sum_rows_read(connection, &query, campaign, roster, take_row, &taking, error);
}
