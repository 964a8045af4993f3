/* What the stream copies out: narrow rows, a fixed number of fields for each kind, only what
 * the program uses. */
#include "engine/source/claim_sql.h"
#include "engine/source/sql_expression.h"
#include "engine/source/stream_read.h"

/* "column::type, ..." of alias c. */
typedef struct {
    const char *name, *type;
    bool needed;
} Wanted;

static char *
column_list(const Contract *contract, const char *relation, const Wanted *columns, size_t n)
{
    g_autoptr(GString) sql = g_string_new(NULL);
    for (size_t i = 0; i < n; i++) {
        g_autofree char *column = columns[i].needed ? sql_column(contract, relation, "c",
                                                                 columns[i].name, columns[i].type)
                                                    : g_strdup_printf("NULL::%s", columns[i].type);
        g_string_append_printf(sql, "%s%s", i > 0 ? ", " : "", column);
    }
    return g_string_free(g_steal_pointer(&sql), FALSE);
}

static char *
lines_sql(const StreamSetting *setting)
{
    const Program *program = setting->program;
    const Wanted columns[] = {
        {"patient_id", "text", true},      {"practitioner_id", "text", true},
        {"performer_id", "text", true},    {"care_date", "date", true},
        {"quantity", "numeric", true},     {"amount", "numeric", program->uses_amount},
        {"prescription_id", "text", true},
    };
    g_autofree char *list = column_list(setting->contract, "claim", columns, G_N_ELEMENTS(columns));
    g_autofree char *codes = code_table_values_sql(setting->codes);
    g_autofree char *where =
        claim_sql_where(setting->contract, program->campaign, horizon_read_first(program->horizon),
                        horizon_read_last(program->horizon));
    return g_strdup_printf("SELECT %s, w.id\nFROM miroir.claim AS c JOIN\n    %s AS w "
                           "(code_system, code, id)\n    ON w.code_system = c.code_system::text "
                           "AND w.code = c.code::text\nWHERE %s",
                           list, codes, where);
}

static char *
patients_sql(const StreamSetting *setting)
{
    const Program *program = setting->program;
    const Wanted columns[] = {
        {"patient_id", "text", true},
        {"birth_date", "date", program->uses_age},
        {"died_on", "date", program->uses_registration},
        {"sex", "text", program->uses_sex},
    };
    g_autofree char *list =
        column_list(setting->contract, "patient", columns, G_N_ELEMENTS(columns));
    return g_strdup_printf("SELECT %s\nFROM miroir.patient AS c\nWHERE TRUE", list);
}

/* The condition that [valid_from, valid_to] of alias c touches those days. */
static char *
valid_sql(const StreamSetting *setting, const char *relation, Day first, Day last)
{
    g_autofree char *valid_to = sql_column(setting->contract, relation, "c", "valid_to", "date");
    g_autofree char *from = sql_date(first);
    g_autofree char *to = sql_date(last);
    return g_strdup_printf("c.valid_from::date <= %s AND (%s IS NULL OR %s >= %s)", to, valid_to,
                           valid_to, from);
}

static char *
registrations_sql(const StreamSetting *setting)
{
    const Horizon *horizon = setting->program->horizon;
    const Wanted columns[] = {
        {"patient_id", "text", true},
        {"practitioner_id", "text", true},
        {"valid_from", "date", true},
        {"valid_to", "date", true},
    };
    g_autofree char *list =
        column_list(setting->contract, "registration", columns, G_N_ELEMENTS(columns));
    g_autofree char *valid =
        valid_sql(setting, "registration", horizon_period_last(horizon, 0),
                  horizon_period_last(horizon, horizon_n_periods(horizon) - 1));
    return g_strdup_printf("SELECT %s\nFROM miroir.registration AS c\nWHERE %s", list, valid);
}

static char *
conditions_sql(const StreamSetting *setting)
{
    const Program *program = setting->program;
    const Horizon *horizon = program->horizon;
    const Wanted columns[] = {
        {"patient_id", "text", true},
        {"condition", "text", true},
        {"valid_from", "date", true},
        {"valid_to", "date", true},
    };
    g_autoptr(GPtrArray) nodes = g_ptr_array_new();
    for (size_t i = 0; i < program->n_indicators; i++) {
        const Indicator *indicator = program->indicators[i].indicator;
        sql_collect_conditions(indicator->population, nodes);
        sql_collect_conditions(indicator->denominator, nodes);
        sql_collect_conditions(indicator->numerator, nodes);
    }
    g_autoptr(GString) items = g_string_new("FALSE");
    for (size_t i = 0; i < nodes->len; i++) {
        g_autofree char *one = sql_items(nodes->pdata[i], "c.condition::text");
        g_string_append_printf(items, " OR %s", one);
    }
    g_autofree char *list =
        column_list(setting->contract, "patient_condition", columns, G_N_ELEMENTS(columns));
    g_autofree char *valid =
        valid_sql(setting, "patient_condition", horizon_widest_first(horizon, 0),
                  horizon_period_last(horizon, horizon_n_periods(horizon) - 1));
    return g_strdup_printf("SELECT %s\nFROM miroir.patient_condition AS c\nWHERE %s AND (%s)", list,
                           valid, items->str);
}

static bool
kind_is_used(const StreamSetting *setting, PackedKind kind)
{
    const Program *program = setting->program;
    switch (kind) {
    case PACKED_LINES:
        return code_table_size(setting->codes) > 0;
    case PACKED_PATIENTS:
        return program->uses_age || program->uses_sex ||
               (program->uses_registration &&
                contract_has_column(setting->contract, "patient", "died_on"));
    case PACKED_REGISTRATIONS:
        return program->uses_registration;
    case PACKED_CONDITIONS:
        return program->uses_patient_condition;
    case N_PACKED_KINDS:
        break;
    }
    g_assert_not_reached();
}

char *
stream_sql(const StreamSetting *setting, PackedKind kind, StreamShare share, const char *range)
{
    static char *(*const writers[N_PACKED_KINDS])(const StreamSetting *) = {
        [PACKED_LINES] = lines_sql,
        [PACKED_PATIENTS] = patients_sql,
        [PACKED_REGISTRATIONS] = registrations_sql,
        [PACKED_CONDITIONS] = conditions_sql,
    };
    if (!kind_is_used(setting, kind))
        return NULL;
    g_autofree char *select = writers[kind](setting);
    g_autofree char *patients =
        share.mask == 0
            ? g_strdup("")
            : g_strdup_printf("\n    AND ((hashtextextended(c.patient_id::text, 0) >> 32) & %u) = "
                              "%u",
                              share.mask, share.value);
    return g_strdup_printf("%s%s\n    AND %s", select, patients, range);
}
