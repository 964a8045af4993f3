#include "engine/source/pushdown.h"

#include "engine/source/decimal.h"
#include "engine/source/pushdown_sql.h"

/* PostgreSQL allows 1664 columns in a result: a statement is split before that. */
enum { INDICATORS_PER_STATEMENT = 64 };

typedef struct {
    const ProgramIndicator *indicators[INDICATORS_PER_STATEMENT];
    size_t n_indicators;
} Batch;

/* The indicators of each attribution, in batches that one statement can hold. */
static GArray *
list_batches(const Program *program)
{
    GArray *batches = g_array_new(FALSE, TRUE, sizeof(Batch));
    for (int attribution = 0; attribution <= ATTRIBUTION_REGISTERED; attribution++) {
        Batch *batch = NULL;
        for (size_t i = 0; i < program->n_indicators; i++) {
            if (program->indicators[i].indicator->attribution != (Attribution)attribution)
                continue;
            if (batch == NULL || batch->n_indicators == INDICATORS_PER_STATEMENT) {
                g_array_set_size(batches, batches->len + 1);
                batch = &g_array_index(batches, Batch, batches->len - 1);
            }
            batch->indicators[batch->n_indicators++] = &program->indicators[i];
        }
    }
    return batches;
}

static char *
batch_sql(const Program *program, const Contract *contract, const Batch *batch)
{
    return pushdown_sql(program, contract, batch->indicators, batch->n_indicators);
}

char **
pushdown_statements(const Program *program, const Contract *contract)
{
    g_autoptr(GArray) batches = list_batches(program);
    char **statements = g_new0(char *, batches->len + 1);
    for (size_t i = 0; i < batches->len; i++)
        statements[i] = batch_sql(program, contract, &g_array_index(batches, Batch, i));
    return statements;
}

/* --- results --------------------------------------------------------------------------------- */

/* The sums of one cell, each with the decimals it is held in. */
static bool
read_cell(PGresult *rows, int row, int field, const Indicator *indicator, CountCell *cell)
{
    bool is_expression = indicator->denominator_kind == DENOMINATOR_EXPRESSION;
    int y = expression_decimals(indicator->numerator);
    int x = is_expression ? expression_decimals(indicator->denominator) : 0;
    const int decimals[PUSHDOWN_SUMS] = {y, x, 0, 0, 2 * y, x + y, 2 * x};
    Int128 sums[PUSHDOWN_SUMS];
    for (int i = 0; i < PUSHDOWN_SUMS; i++) {
        const char *text = PQgetvalue(rows, row, field + i);
        sums[i] = 0; /* a sum of nothing is NULL */
        if (!PQgetisnull(rows, row, field + i) &&
            decimal_from_text(text, decimals[i], &sums[i]) != DECIMAL_OK)
            return false;
    }
    if (sums[0] != (int64_t)sums[0] || sums[1] != (int64_t)sums[1])
        return false;
    cell->numerator = (int64_t)sums[0];
    cell->numerator_patients = (int64_t)sums[2];
    cell->sum_yy = sums[4];
    cell->sum_xy = sums[5];
    if (indicator->denominator_kind == DENOMINATOR_PATIENTS_SEEN)
        return true; /* the server counts the others apart */
    cell->denominator = (int64_t)sums[1];
    cell->denominator_patients = (int64_t)sums[3];
    cell->sum_xx = sums[6];
    return true;
}

static bool
read_rows(PGresult *rows, const Batch *batch, const Roster *roster, Counts *counts, GError **error)
{
    for (int row = 0; row < PQntuples(rows); row++) {
        const char *id = PQgetvalue(rows, row, PUSHDOWN_PRACTITIONER);
        int practitioner = roster_find_practitioner(roster, id);
        if (practitioner < 0 ||
            !program_counts_practitioner(roster_practitioner(roster, (size_t)practitioner)))
            continue;
        size_t period = (size_t)g_ascii_strtoull(PQgetvalue(rows, row, PUSHDOWN_PERIOD), NULL, 10);
        for (size_t i = 0; i < batch->n_indicators; i++) {
            const ProgramIndicator *compiled = batch->indicators[i];
            CountCell *cell =
                counts_cell_mutable(counts, (size_t)practitioner, compiled->index, period);
            int field = PUSHDOWN_FIRST_SUM + (int)i * PUSHDOWN_SUMS;
            if (read_cell(rows, row, field, compiled->indicator, cell))
                continue;
            g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_DATA,
                        "indicator %s: the sums of practitioner %s do not fit; look for rows with "
                        "absurd quantities or amounts",
                        compiled->indicator->id, id);
            return false;
        }
    }
    return true;
}

static bool
check_rows(const Program *program, const Contract *contract, Connection *leader, GError **error)
{
    g_autofree char *sql = pushdown_sql_faults(program, contract);
    PGresult *rows = connection_query(leader, sql, 0, NULL, error);
    if (rows == NULL)
        return false;
    bool fine = PQntuples(rows) == 0;
    if (!fine)
        g_set_error(
            error, SOURCE_ERROR, SOURCE_ERROR_DATA,
            "miroir.claim: the %s of practitioner %s on %s, code %s:%s, is missing, has too "
            "many decimals or is too large; quantities may have %d decimals and amounts %d",
            PQgetvalue(rows, 0, 4), PQgetvalue(rows, 0, 0), PQgetvalue(rows, 0, 1),
            PQgetvalue(rows, 0, 2), PQgetvalue(rows, 0, 3), QUANTITY_DECIMALS, AMOUNT_DECIMALS);
    PQclear(rows);
    return fine;
}

/* The stream meets a patient's rows together; a join would count them several times over. */
static bool
check_patients(const Program *program, const Contract *contract, Connection *leader, GError **error)
{
    if (!(program->uses_age || program->uses_sex || program->uses_registration) ||
        !contract_has(contract, "patient"))
        return true;
    PGresult *rows = connection_query(leader,
                                      "SELECT c.patient_id::text FROM miroir.patient AS c\n"
                                      "GROUP BY c.patient_id HAVING count(*) > 1 LIMIT 1",
                                      0, NULL, error);
    if (rows == NULL)
        return false;
    bool fine = PQntuples(rows) == 0;
    if (!fine)
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_DATA,
                    "miroir.patient: patient %s stands more than once; keep one row for each",
                    PQgetvalue(rows, 0, 0));
    PQclear(rows);
    return fine;
}

/* The planner cannot know how many lines a condition leaves, takes them for one, and then loops over
 * all of them for every patient. Nothing here gains from a loop but the few periods, which loop
 * whatever it is told. */
bool
pushdown_prepare(Connection *leader, GError **error)
{
    PGresult *result = connection_query(leader,
                                        "SELECT set_config('enable_nestloop', 'off', true), "
                                        "set_config('jit', 'off', true), "
                                        "set_config('work_mem', '128MB', true)",
                                        0, NULL, error);
    PQclear(result);
    return result != NULL;
}

bool
pushdown_execute(const Program *program, const Contract *contract, const Roster *roster,
                 Connection *leader, Counts *counts, GError **error)
{
    if (!pushdown_prepare(leader, error) || !check_rows(program, contract, leader, error) ||
        !check_patients(program, contract, leader, error))
        return false;
    g_autoptr(GArray) batches = list_batches(program);
    for (size_t i = 0; i < batches->len; i++) {
        const Batch *batch = &g_array_index(batches, Batch, i);
        g_autofree char *sql = batch_sql(program, contract, batch);
        PGresult *rows = connection_query(leader, sql, 0, NULL, error);
        bool read = rows != NULL && read_rows(rows, batch, roster, counts, error);
        PQclear(rows);
        if (!read)
            return false;
    }
    return true;
}
