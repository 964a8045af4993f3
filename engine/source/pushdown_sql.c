#include "engine/source/pushdown_sql.h"

#include "engine/source/claim_sql.h"
#include "engine/source/patient_sql.h"
#include "engine/source/sql_expression.h"

/* The column that an attribution follows: of the lines, or of the list. */
static const char *const WHOSE_COLUMNS[] = {
    [ATTRIBUTION_PRESCRIBER] = "practitioner_id",
    [ATTRIBUTION_PERFORMER] = "performer_id",
    [ATTRIBUTION_REGISTERED] = "practitioner_id",
};

typedef struct {
    const Program *program;
    const Contract *contract;
    const ProgramIndicator *const *indicators;
    size_t n_indicators;
    GArray *counters; /* size_t: into Program.counters, those of these indicators */
    GString *sql;
} Builder;

static bool
by_age_sex(const Builder *self)
{
    return self->indicators[0]->indicator->standardised;
}

/* --- codes and net lines --------------------------------------------------------------------- */

/* The codes that one of the counters may want: what depends on the line is NULL here. */
static char *
wanted_codes(const Contract *contract, const Program *program, const GArray *counters)
{
    static const char *const texts[] = {"atc", "generic_group", "generic_role"};
    const SqlNames names = {.code = "k"};
    g_autoptr(GString) sql = g_string_new("SELECT * FROM (SELECT k.code_system::text AS "
                                          "code_system, k.code::text AS code");
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *column = sql_column(contract, "code", "k", texts[i], "text");
        g_string_append_printf(sql, ", %s AS %s", column, texts[i]);
    }
    g_autofree char *units = sql_column(contract, "code", "k", "units", "numeric");
    g_string_append_printf(
        sql, ", %s AS units\n        FROM miroir.code AS k) AS k\n    WHERE FALSE", units);
    g_autofree bool *done = g_new0(bool, program->n_conditions + 1);
    for (size_t i = 0; i < counters->len; i++) {
        size_t condition = program->counters[g_array_index(counters, size_t, i)].condition;
        if (done[condition])
            continue;
        done[condition] = true;
        g_autofree char *may_hold = sql_condition(program->conditions[condition], &names);
        g_string_append_printf(sql, "\n        OR (%s) IS NOT FALSE", may_hold);
    }
    return g_string_free(g_steal_pointer(&sql), FALSE);
}

/* "SELECT keys, quantity, amount FROM miroir.claim ...", as relation c. */
static char *
claim_rows(const Program *program, const Contract *contract)
{
    const Horizon *horizon = program->horizon;
    g_autofree char *keys = claim_sql_keys(contract);
    g_autofree char *amount = program->uses_amount
                                  ? sql_column(contract, "claim", "c", "amount", "numeric")
                                  : g_strdup("NULL::numeric");
    g_autofree char *where = claim_sql_where(
        contract, program->campaign, horizon_read_first(horizon), horizon_read_last(horizon));
    return g_strdup_printf("SELECT %s, c.quantity::numeric AS quantity, %s AS amount\n"
                           "        FROM miroir.claim AS c\n        WHERE %s",
                           keys, amount, where);
}

static void
append_net(Builder *self)
{
    g_autofree char *codes = wanted_codes(self->contract, self->program, self->counters);
    g_autofree char *rows = claim_rows(self->program, self->contract);
    g_string_append_printf(self->sql,
                           "WITH code AS (\n    %s),\n"
                           "net AS (\n"
                           "    SELECT %s,\n"
                           "        k.atc, k.generic_group, k.generic_role, k.units,\n"
                           "        sum(c.quantity) AS quantity, sum(c.amount) AS amount\n"
                           "    FROM (%s) AS c JOIN code AS k USING (code_system, code)\n"
                           "    GROUP BY %s, k.atc, k.generic_group, k.generic_role, k.units\n"
                           "    HAVING sum(c.quantity) > 0),\n",
                           codes, CLAIM_SQL_KEY_NAMES, rows, CLAIM_SQL_KEY_NAMES);
}

/* --- conditions and washouts of lines -------------------------------------------------------- */

static bool
counts_any(const Builder *self, CountOf count)
{
    for (size_t i = 0; i < self->counters->len; i++) {
        size_t index = g_array_index(self->counters, size_t, i);
        if (self->program->counters[index].counter->count == count)
            return true;
    }
    return false;
}

/* What is still needed of a line once its conditions are known: rows are sorted by patient from here
 * on, and narrow ones sort faster. */
static void
append_line_columns(Builder *self)
{
    g_string_append(self->sql, "l.practitioner_id, l.patient_id, l.care_date");
    if (self->indicators[0]->indicator->attribution == ATTRIBUTION_PERFORMER)
        g_string_append(self->sql, ", l.performer_id");
    if (counts_any(self, COUNT_QUANTITY))
        g_string_append(self->sql, ", l.quantity, l.units");
    if (counts_any(self, COUNT_AMOUNT))
        g_string_append(self->sql, ", l.amount");
    if (counts_any(self, COUNT_PRESCRIPTIONS))
        g_string_append(self->sql, ", l.prescription_id");
    if (counts_any(self, COUNT_MOLECULES))
        g_string_append(self->sql, ", l.code_system, l.code, l.atc");
}

/* Column k<condition> for each distinct condition of the lines. */
static void
append_line(Builder *self)
{
    const SqlNames names = {
        .code = "l", .quantity = "l.quantity", .amount = "l.amount", .specialty = "d.specialty"};
    g_autofree bool *done = g_new0(bool, self->program->n_conditions + 1);
    g_string_append(self->sql, "line AS (\n    SELECT ");
    append_line_columns(self);
    for (size_t i = 0; i < self->counters->len; i++) {
        size_t condition =
            self->program->counters[g_array_index(self->counters, size_t, i)].condition;
        if (done[condition])
            continue;
        done[condition] = true;
        g_autofree char *holds = sql_condition(self->program->conditions[condition], &names);
        g_string_append_printf(self->sql, ",\n        %s AS k%zu", holds, condition);
    }
    g_string_append(self->sql, "\n    FROM net AS l");
    if (self->program->uses_specialty) {
        g_autofree char *specialty =
            sql_column(self->contract, "practitioner", "d", "specialty", "text");
        g_string_append_printf(self->sql,
                               "\n        LEFT JOIN (SELECT d.practitioner_id::text AS "
                               "practitioner_id, %s AS specialty\n"
                               "            FROM miroir.practitioner AS d) AS d USING "
                               "(practitioner_id)",
                               specialty);
    }
    g_string_append(self->sql, "),\n");
}

/* Column s<counter> for each counter with a washout: whether the line is kept. The frame ends with
 * the day before, whatever the prescriber. */
static void
append_kept(Builder *self)
{
    g_string_append(self->sql, "kept AS (\n    SELECT l.*");
    bool any = false;
    for (size_t i = 0; i < self->counters->len; i++) {
        size_t index = g_array_index(self->counters, size_t, i);
        const ProgramCounter *counter = &self->program->counters[index];
        if (!counter->has_washout)
            continue;
        any = true;
        g_string_append_printf(
            self->sql,
            ",\n        l.k%zu AND coalesce(max(l.care_date) FILTER (WHERE l.k%zu) OVER w\n"
            "            < (l.care_date - interval '%d months')::date, TRUE) AS s%zu",
            counter->condition, counter->condition,
            horizon_washout_months(self->program->horizon, counter->washout), index);
    }
    g_string_append(self->sql, "\n    FROM line AS l");
    if (any)
        g_string_append(self->sql, "\n    WINDOW w AS (PARTITION BY l.patient_id ORDER BY "
                                   "l.care_date\n        GROUPS BETWEEN UNBOUNDED PRECEDING AND 1 "
                                   "PRECEDING)");
    g_string_append(self->sql, "),\n");
}

/* --- patients -------------------------------------------------------------------------------- */

/* Whether line l counts for the counter in period p. The caller frees. */
static char *
counted(const Builder *self, size_t index)
{
    const ProgramCounter *counter = &self->program->counters[index];
    return g_strdup_printf("l.%c%zu AND l.care_date >= p.w%zu", counter->has_washout ? 's' : 'k',
                           counter->has_washout ? index : counter->condition, counter->window);
}

/* What is aggregated, and what else must hold for it. */
static void
append_counter(Builder *self, size_t index)
{
    static const char atc[] = "CASE WHEN l.code_system = 'ATC' THEN l.code ELSE l.atc END";
    const Counter *counter = self->program->counters[index].counter;
    g_autofree char *filter = counted(self, index);
    g_autofree char *value = NULL;
    switch (counter->count) {
    case COUNT_LINES:
        value = g_strdup_printf("count(*) FILTER (WHERE %s)", filter);
        break;
    case COUNT_DATES:
        value = g_strdup_printf("count(DISTINCT l.care_date) FILTER (WHERE %s)", filter);
        break;
    case COUNT_QUANTITY:
        value = g_strdup_printf("coalesce(sum(%s) FILTER (WHERE %s), 0)",
                                counter->in_units ? "round(l.quantity * l.units, 3)" : "l.quantity",
                                filter);
        break;
    case COUNT_AMOUNT:
        value = g_strdup_printf("coalesce(sum(l.amount) FILTER (WHERE %s), 0)", filter);
        break;
    case COUNT_PRESCRIPTIONS:
        value = g_strdup_printf(
            "count(DISTINCT (l.prescription_id,\n"
            "            CASE WHEN l.prescription_id IS NULL THEN l.practitioner_id END,\n"
            "            CASE WHEN l.prescription_id IS NULL THEN l.care_date END)) "
            "FILTER (WHERE %s)",
            filter);
        break;
    case COUNT_MOLECULES:
        value = g_strdup_printf("count(DISTINCT left(%s, 7)) FILTER (WHERE %s AND length(%s) >= 7)",
                                atc, filter, atc);
        break;
    }
    g_string_append_printf(self->sql, ",\n        %s::numeric AS c%zu", value, index);
}

/* Column t<indicator>: whether any line counts for the indicator, which makes the patient one of the
 * practitioner's. Patients of a list are so anyway. */
static void
append_touched(Builder *self, const ProgramIndicator *indicator)
{
    g_string_append(self->sql, ",\n        bool_or(FALSE");
    for (size_t i = 0; i < indicator->n_counters; i++) {
        g_autofree char *filter = counted(self, indicator->first_counter + i);
        g_string_append_printf(self->sql, "\n            OR (%s)", filter);
    }
    g_string_append_printf(self->sql, ") AS t%zu", indicator->index);
}

static void
append_part(Builder *self)
{
    Attribution attribution = self->indicators[0]->indicator->attribution;
    bool is_list = attribution == ATTRIBUTION_REGISTERED;
    g_autofree char *periods = claim_sql_periods(self->program->horizon);
    const char *whose = is_list ? "r" : "l";
    g_string_append_printf(self->sql,
                           "part AS (\n    SELECT %s.%s AS practitioner_id, %s.patient_id, p.i",
                           whose, WHOSE_COLUMNS[attribution], whose);
    for (size_t i = 0; i < self->counters->len; i++)
        append_counter(self, g_array_index(self->counters, size_t, i));
    for (size_t i = 0; i < self->n_indicators && !is_list; i++)
        append_touched(self, self->indicators[i]);
    if (is_list) {
        g_autofree char *lists = patient_sql_lists(self->program, self->contract);
        g_string_append_printf(self->sql,
                               "\n    FROM (%s) AS r JOIN %s ON p.i = r.i\n"
                               "        LEFT JOIN kept AS l ON l.patient_id = r.patient_id\n"
                               "            AND l.care_date BETWEEN p.widest AND p.last_day",
                               lists, periods);
    } else {
        g_string_append_printf(self->sql,
                               "\n    FROM kept AS l JOIN %s\n"
                               "        ON l.care_date BETWEEN p.widest AND p.last_day\n"
                               "    WHERE l.%s IS NOT NULL",
                               periods, WHOSE_COLUMNS[attribution]);
    }
    g_string_append(self->sql, "\n    GROUP BY 1, 2, 3),\n");
}

/* Columns x<indicator>, the denominator, and n<indicator>, the numerator before it is asked
 * whether x > 0: both 0 outside the population. */
static void
append_evaluated(Builder *self, const PatientSql *patients)
{
    g_string_append(self->sql, "evaluated AS (\n    SELECT v.practitioner_id, v.i");
    if (by_age_sex(self)) {
        g_autofree char *age_sex = patient_sql_age_sex(patients);
        g_string_append_printf(self->sql, ", %s", age_sex);
    }
    for (size_t i = 0; i < self->n_indicators; i++) {
        const Indicator *indicator = self->indicators[i]->indicator;
        SqlNames names = patient_sql_names(patients, self->indicators[i]);
        size_t index = self->indicators[i]->index;
        g_autofree char *population = sql_condition(indicator->population, &names);
        g_autofree char *touched = indicator->attribution == ATTRIBUTION_REGISTERED
                                       ? g_strdup("TRUE")
                                       : g_strdup_printf("v.t%zu", index);
        g_autofree char *denominator = indicator->denominator_kind == DENOMINATOR_EXPRESSION
                                           ? sql_amount(indicator->denominator, &names)
                                           : g_strdup("1::numeric");
        g_autofree char *numerator = sql_amount(indicator->numerator, &names);
        g_string_append_printf(self->sql,
                               ",\n        CASE WHEN %s AND %s THEN %s ELSE 0 END AS x%zu"
                               ",\n        CASE WHEN %s AND %s THEN %s ELSE 0 END AS n%zu",
                               touched, population, denominator, index, touched, population,
                               numerator, index);
    }
    g_string_append(self->sql, "\n    FROM facts AS v),\n");
}

/* Column y<indicator>: the numerator as it counts. */
static void
append_valued(Builder *self)
{
    g_string_append(self->sql, "valued AS (\n    SELECT *");
    for (size_t i = 0; i < self->n_indicators; i++) {
        size_t index = self->indicators[i]->index;
        bool is_rate = self->indicators[i]->indicator->kind == KIND_RATE;
        if (is_rate)
            g_string_append_printf(self->sql, ",\n        n%zu AS y%zu", index, index);
        else
            g_string_append_printf(self->sql,
                                   ",\n        CASE WHEN x%zu > 0 THEN n%zu ELSE 0 END AS y%zu",
                                   index, index, index);
    }
    g_string_append(self->sql, "\n    FROM evaluated)\n");
}

static void
append_sums(Builder *self)
{
    const char *keys = by_age_sex(self) ? "practitioner_id, i, band, sex" : "practitioner_id, i";
    g_string_append_printf(self->sql, "SELECT %s", keys);
    for (size_t i = 0; i < self->n_indicators; i++) {
        size_t n = self->indicators[i]->index;
        g_string_append_printf(self->sql,
                               ",\n    (sum(y%zu) FILTER (WHERE y%zu <> 0))::text"
                               ", (sum(x%zu) FILTER (WHERE x%zu <> 0))::text"
                               ",\n    (count(*) FILTER (WHERE y%zu > 0))::text"
                               ", (count(*) FILTER (WHERE x%zu > 0))::text"
                               ",\n    (sum(y%zu * y%zu) FILTER (WHERE y%zu <> 0))::text"
                               ", (sum(x%zu * y%zu) FILTER (WHERE y%zu <> 0))::text"
                               ",\n    (sum(x%zu * x%zu) FILTER (WHERE x%zu <> 0))::text",
                               n, n, n, n, n, n, n, n, n, n, n, n, n, n, n);
    }
    g_string_append_printf(self->sql, "\nFROM valued\nGROUP BY %s", keys);
}

/* --- statements ------------------------------------------------------------------------------ */

static GArray *
counters_of(const ProgramIndicator *const *indicators, size_t n_indicators)
{
    GArray *counters = g_array_new(FALSE, FALSE, sizeof(size_t));
    for (size_t i = 0; i < n_indicators; i++) {
        for (size_t j = 0; j < indicators[i]->n_counters; j++) {
            size_t index = indicators[i]->first_counter + j;
            g_array_append_val(counters, index);
        }
    }
    return counters;
}

char *
pushdown_sql(const Program *program, const Contract *contract,
             const ProgramIndicator *const *indicators, size_t n_indicators)
{
    g_autoptr(GArray) counters = counters_of(indicators, n_indicators);
    g_autoptr(PatientSql) patients = patient_sql_new(program, contract, indicators, n_indicators);
    g_autofree char *facts = patient_sql_facts(patients);
    Builder builder = {
        .program = program,
        .contract = contract,
        .indicators = indicators,
        .n_indicators = n_indicators,
        .counters = counters,
        .sql = g_string_new(NULL),
    };
    append_net(&builder);
    append_line(&builder);
    append_kept(&builder);
    append_part(&builder);
    g_string_append_printf(builder.sql, "facts AS (\n%s),\n", facts);
    append_evaluated(&builder, patients);
    append_valued(&builder);
    append_sums(&builder);
    return g_string_free(builder.sql, FALSE);
}

char *
pushdown_sql_faults(const Program *program, const Contract *contract)
{
    g_autoptr(GArray) counters = g_array_new(FALSE, FALSE, sizeof(size_t));
    for (size_t i = 0; i < program->n_counters; i++)
        g_array_append_val(counters, i);
    g_autofree char *codes = wanted_codes(contract, program, counters);
    g_autofree char *rows = claim_rows(program, contract);
    return g_strdup_printf(
        "SELECT practitioner_id, care_date, code_system, code,\n"
        "    CASE WHEN fine_quantity THEN 'amount' ELSE 'quantity' END\n"
        "FROM (SELECT *, coalesce(c.quantity = round(c.quantity, %d)\n"
        "            AND abs(c.quantity) < 9e15, FALSE) AS fine_quantity,\n"
        "        coalesce(c.amount = round(c.amount, %d) AND abs(c.amount) < 9e16, TRUE)\n"
        "            AS fine_amount\n"
        "    FROM (%s) AS c JOIN (%s) AS k USING (code_system, code)) AS c\n"
        "WHERE NOT fine_quantity OR NOT fine_amount OR practitioner_id IS NULL OR patient_id IS "
        "NULL\n"
        "LIMIT 1",
        QUANTITY_DECIMALS, AMOUNT_DECIMALS, rows, codes);
}
