#include "engine/source/patient_sql.h"

#include "engine/source/claim_sql.h"

struct PatientSql {
    const Program *program;
    const Contract *contract;
    bool is_list; /* registered attribution: every row is of the list */
    bool uses_age, uses_sex, uses_registered;
    GPtrArray *conditions; /* has_condition nodes */
    GArray *windows;       /* size_t: of the horizon, by condition */
};

static void
note(PatientSql *self, const Expression *expression, size_t window)
{
    if (expression == NULL)
        return;
    self->uses_age |= expression_uses(expression, NODE_AGE);
    self->uses_sex |= expression_uses(expression, NODE_SEX);
    self->uses_registered |= expression_uses(expression, NODE_REGISTERED);
    sql_collect_conditions(expression, self->conditions);
    while (self->windows->len < self->conditions->len)
        g_array_append_val(self->windows, window);
}

PatientSql *
patient_sql_new(const Program *program, const Contract *contract,
                const ProgramIndicator *const *indicators, size_t n_indicators)
{
    PatientSql *self = g_new0(PatientSql, 1);
    self->program = program;
    self->contract = contract;
    self->conditions = g_ptr_array_new();
    self->windows = g_array_new(FALSE, FALSE, sizeof(size_t));
    for (size_t i = 0; i < n_indicators; i++) {
        const Indicator *indicator = indicators[i]->indicator;
        self->is_list = indicator->attribution == ATTRIBUTION_REGISTERED;
        self->uses_age |= indicator->standardised;
        self->uses_sex |= indicator->standardised;
        note(self, indicator->population, indicators[i]->window);
        note(self, indicator->denominator, indicators[i]->window);
        note(self, indicator->numerator, indicators[i]->window);
    }
    return self;
}

void
patient_sql_free(PatientSql *self)
{
    if (self == NULL)
        return;
    g_ptr_array_unref(self->conditions);
    g_array_unref(self->windows);
    g_free(self);
}

char *
patient_sql_lists(const Program *program, const Contract *contract)
{
    g_autofree char *periods = claim_sql_periods(program->horizon);
    g_autofree char *valid_to = sql_column(contract, "registration", "c", "valid_to", "date");
    g_autofree char *died = sql_column(contract, "patient", "a", "died_on", "date");
    bool has_patients = contract_has(contract, "patient");
    g_autofree char *alive =
        !has_patients ? g_strdup("")
                      : g_strdup_printf("\n    LEFT JOIN miroir.patient AS a\n"
                                        "        ON a.patient_id::text = c.patient_id::text\n"
                                        "WHERE %s IS NULL OR %s > p.last_day",
                                        died, died);
    return g_strdup_printf("SELECT c.patient_id::text AS patient_id,\n"
                           "    c.practitioner_id::text AS practitioner_id, p.i\n"
                           "FROM miroir.registration AS c JOIN %s\n"
                           "        ON c.valid_from::date <= p.last_day\n"
                           "        AND (%s IS NULL OR %s >= p.last_day)%s",
                           periods, valid_to, valid_to, alive);
}

/* Completed years on the last day of the period, as day_age counts them; NULL before birth. */
static void
append_age(const PatientSql *self, GString *columns)
{
    g_autofree char *birth = sql_column(self->contract, "patient", "a", "birth_date", "date");
    g_string_append_printf(
        columns,
        ",\n    CASE WHEN %s <= p.last_day THEN\n"
        "        extract(year FROM p.last_day) - extract(year FROM %s)\n"
        "        - ((extract(month FROM p.last_day), extract(day FROM p.last_day))\n"
        "            < (extract(month FROM %s), extract(day FROM %s)))::int END AS age",
        birth, birth, birth, birth);
}

/* One flag for each has_condition, over the window of its indicator. */
static void
append_conditions(const PatientSql *self, GString *columns, GString *joins)
{
    g_autofree char *periods = claim_sql_periods(self->program->horizon);
    g_autofree char *valid_to =
        sql_column(self->contract, "patient_condition", "c", "valid_to", "date");
    g_autoptr(GString) flags = g_string_new(NULL);
    g_autoptr(GString) wanted = g_string_new(NULL);
    for (size_t i = 0; i < self->conditions->len; i++) {
        g_autofree char *items = sql_items(self->conditions->pdata[i], "c.condition::text");
        g_string_append_printf(
            flags, ",\n        bool_or(%s AND (%s IS NULL OR %s >= p.w%zu)) AS h%zu", items,
            valid_to, valid_to, g_array_index(self->windows, size_t, i), i);
        g_string_append_printf(wanted, "%s%s", i > 0 ? " OR " : "", items);
        g_string_append_printf(columns, ", h.h%zu", i);
    }
    g_string_append_printf(
        joins,
        "\n    LEFT JOIN (SELECT c.patient_id::text AS patient_id, p.i%s\n"
        "        FROM miroir.patient_condition AS c JOIN %s\n"
        "            ON c.valid_from::date <= p.last_day AND (%s IS NULL OR %s >= p.widest)\n"
        "        WHERE %s GROUP BY 1, 2) AS h ON h.patient_id = t.patient_id AND h.i = t.i",
        flags->str, periods, valid_to, valid_to, wanted->str);
}

static void
append_registered(const PatientSql *self, GString *columns, GString *joins)
{
    if (self->is_list) {
        g_string_append(columns, ", TRUE AS registered");
        return;
    }
    g_autofree char *lists = patient_sql_lists(self->program, self->contract);
    g_string_append(columns, ", g.practitioner_id = t.practitioner_id AS registered");
    g_string_append_printf(
        joins, "\n    LEFT JOIN (%s) AS g ON g.patient_id = t.patient_id AND g.i = t.i", lists);
}

char *
patient_sql_facts(const PatientSql *self)
{
    g_autofree char *periods = claim_sql_periods(self->program->horizon);
    g_autoptr(GString) columns = g_string_new("t.*");
    g_autoptr(GString) joins = g_string_new(NULL);
    if (self->uses_age)
        append_age(self, columns);
    if (self->uses_sex) {
        g_autofree char *sex = sql_column(self->contract, "patient", "a", "sex", "text");
        g_string_append_printf(columns, ", %s AS sex", sex);
    }
    if (self->uses_age || self->uses_sex)
        g_string_append(joins, "\n    LEFT JOIN miroir.patient AS a"
                               " ON a.patient_id::text = t.patient_id");
    if (self->conditions->len > 0)
        append_conditions(self, columns, joins);
    if (self->uses_registered)
        append_registered(self, columns, joins);
    return g_strdup_printf("SELECT %s\nFROM part AS t JOIN %s ON p.i = t.i%s", columns->str,
                           periods, joins->str);
}

/* In double, which every version of the server takes and which holds ages exactly. */
char *
patient_sql_age_sex(const PatientSql *self)
{
    const AgeBands *bands = &self->program->campaign->age_bands;
    g_autoptr(GString) sql = g_string_new("width_bucket(v.age::float8, ARRAY[");
    for (int band = 0; band < bands->n; band++)
        g_string_append_printf(sql, "%s%d", band > 0 ? ", " : "", bands->lowest[band]);
    g_string_append(sql, "]::float8[]) - 1 AS band,\n"
                         "        CASE WHEN v.sex IN ('M', 'F') THEN v.sex END AS sex");
    return g_string_free(g_steal_pointer(&sql), FALSE);
}

SqlNames
patient_sql_names(const PatientSql *self, const ProgramIndicator *indicator)
{
    return (SqlNames){
        .age = "v.age",
        .sex = "v.sex",
        .registered = "v.registered",
        .counters = "v.c",
        .first_counter = indicator->first_counter,
        .conditions = "v.h",
        .condition_nodes = self->conditions,
    };
}
