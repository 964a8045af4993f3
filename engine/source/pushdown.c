#include "engine/source/pushdown.h"

#include "engine/source/decimal.h"
#include "engine/source/pushdown_sql.h"
#include "engine/source/sum_rows.h"
#include "engine/words/words.h"

/* PostgreSQL allows 1664 columns in a result: a statement is split before that. */
enum { INDICATORS_PER_STATEMENT = 64 };

typedef struct {
    const ProgramIndicator *indicators[INDICATORS_PER_STATEMENT];
    size_t n_indicators;
} Batch;

/* Those of one attribution that are standardised, or those that are not, in batches that one
 * statement can hold. Together they would have the sums of all travel by age and sex. */
static void
add_batches(GArray *batches, const Program *program, Attribution attribution, bool standardised)
{
    Batch *batch = NULL;
    for (size_t i = 0; i < program->n_indicators; i++) {
        const Indicator *indicator = program->indicators[i].indicator;
        if (indicator->attribution != attribution || indicator->standardised != standardised)
            continue;
        if (batch == NULL || batch->n_indicators == INDICATORS_PER_STATEMENT) {
            g_array_set_size(batches, batches->len + 1);
            batch = &g_array_index(batches, Batch, batches->len - 1);
        }
        batch->indicators[batch->n_indicators++] = &program->indicators[i];
    }
}

static GArray *
list_batches(const Program *program)
{
    GArray *batches = g_array_new(FALSE, TRUE, sizeof(Batch));
    for (int attribution = 0; attribution <= ATTRIBUTION_REGISTERED; attribution++) {
        add_batches(batches, program, (Attribution)attribution, false);
        add_batches(batches, program, (Attribution)attribution, true);
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
read_cell(const char *const *texts, const Indicator *indicator, CountCell *out_cell)
{
    bool is_expression = indicator->denominator_kind == DENOMINATOR_EXPRESSION;
    int y = expression_decimals(indicator->numerator);
    int x = is_expression ? expression_decimals(indicator->denominator) : 0;
    const int decimals[PUSHDOWN_SUMS] = {y, x, 0, 0, 2 * y, x + y, 2 * x};
    Int128 sums[PUSHDOWN_SUMS] = {0}; /* a sum of nothing is NULL */
    for (int i = 0; i < PUSHDOWN_SUMS; i++)
        if (texts[i] != NULL && decimal_from_text(texts[i], decimals[i], &sums[i]) != DECIMAL_OK)
            return false;
    if (sums[0] != (int64_t)sums[0] || sums[1] != (int64_t)sums[1])
        return false;
    *out_cell = (CountCell){.numerator = (int64_t)sums[0],
                            .numerator_patients = (int64_t)sums[2],
                            .sum_yy = sums[4],
                            .sum_xy = sums[5]};
    if (indicator->denominator_kind == DENOMINATOR_PATIENTS_SEEN)
        return true; /* the server counts the others apart */
    out_cell->denominator = (int64_t)sums[1];
    out_cell->denominator_patients = (int64_t)sums[3];
    out_cell->sum_xx = sums[6];
    return true;
}

typedef struct {
    const Batch *batch;
    const Roster *roster;
    Counts *counts;
} Taking;

/* A row holds all patients of the practitioner and period, or those of one age and sex. */
static bool
add_cell(const Taking *self, const SumRow *row, const ProgramIndicator *indicator,
         const char *const *sums)
{
    CountCell cell;
    if (!read_cell(sums, indicator->indicator, &cell) ||
        !count_cell_add(
            counts_cell_mutable(self->counts, row->practitioner, indicator->index, row->period),
            &cell))
        return false;
    if (indicator->indicator->standardised && !count_cell_is_empty(&cell))
        *counts_age_sex_cell_mutable(self->counts, row->practitioner, indicator->index, row->period,
                                     row->at) = cell;
    return true;
}

static bool
take_row(const SumRow *row, void *data, GError **error)
{
    const Taking *self = data;
    for (size_t i = 0; i < self->batch->n_indicators; i++) {
        const ProgramIndicator *indicator = self->batch->indicators[i];
        if (add_cell(self, row, indicator, row->sums + i * PUSHDOWN_SUMS))
            continue;
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_DATA,
                    _("indicator %s: the sums of practitioner %s do not fit; look for rows with "
                      "absurd quantities or amounts"),
                    indicator->indicator->id,
                    roster_practitioner(self->roster, row->practitioner)->id);
        return false;
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
            _("miroir.claim: the %s of practitioner %s on %s, code %s:%s, is missing, has too "
              "many decimals or is too large; quantities may have %d decimals and amounts %d"),
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
                    _("miroir.patient: patient %s stands more than once; keep one row for each"),
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
        const SumQuery query = {.sql = sql,
                                .by_age_sex = batch->indicators[0]->indicator->standardised,
                                .n_sums = PUSHDOWN_SUMS * batch->n_indicators};
        Taking taking = {.batch = batch, .roster = roster, .counts = counts};
        if (!sum_rows_read(leader, &query, program->campaign, roster, take_row, &taking, error))
            return false;
    }
    return true;
}
