#include "engine/source/claim_sql.h"

typedef struct {
    const char *name, *type;
} KeyColumn;

static const KeyColumn KEYS[] = {
    {"practitioner_id", "text"}, {"performer_id", "text"}, {"patient_id", "text"},
    {"care_date", "date"},       {"code_system", "text"},  {"code", "text"},
    {"prescription_id", "text"},
};

const char CLAIM_SQL_KEY_NAMES[] = "practitioner_id, performer_id, patient_id, care_date, "
                                   "code_system, code, prescription_id";

char *
sql_date(Day day)
{
    g_autofree char *text = day_to_string(day);
    return g_strdup_printf("date '%s'", text);
}

char *
sql_column(const Contract *contract, const char *relation, const char *alias, const char *column,
           const char *type)
{
    g_autofree char *name = contract_column_sql(contract, relation, alias, column);
    return g_strdup_printf("%s::%s", name, type);
}

char *
claim_sql_where(const Contract *contract, const Campaign *campaign, Day first, Day last)
{
    g_autofree char *from = sql_date(first);
    g_autofree char *to = sql_date(last);
    g_autoptr(GString) sql = g_string_new(NULL);
    g_string_printf(sql, "c.care_date::date BETWEEN %s AND %s", from, to);
    if (campaign->received_to != DAY_NONE &&
        contract_has_column(contract, "claim", "received_on")) {
        g_autofree char *cut_off = sql_date(campaign->received_to);
        g_string_append_printf(sql, " AND (c.received_on IS NULL OR c.received_on::date <= %s)",
                               cut_off);
    }
    return g_string_free(g_steal_pointer(&sql), FALSE);
}

char *
claim_sql_keys(const Contract *contract)
{
    g_autoptr(GString) sql = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(KEYS); i++) {
        g_autofree char *column = sql_column(contract, "claim", "c", KEYS[i].name, KEYS[i].type);
        g_string_append_printf(sql, "%s%s AS %s", i > 0 ? ", " : "", column, KEYS[i].name);
    }
    return g_string_free(g_steal_pointer(&sql), FALSE);
}

char *
claim_sql_share(const char *alias, int n, int i)
{
    if (n == 1)
        return g_strdup("TRUE");
    return g_strdup_printf("(hashtextextended(%s.patient_id::text, 0) & 2147483647) %% %d = %d",
                           alias, n, i);
}

char *
claim_sql_periods(const Horizon *horizon)
{
    g_autoptr(GString) sql = g_string_new("(VALUES ");
    for (size_t i = 0; i < horizon_n_periods(horizon); i++) {
        Day days[] = {horizon_period_first(horizon, i), horizon_period_last(horizon, i),
                      horizon_widest_first(horizon, i)};
        g_string_append_printf(sql, "%s(%zu", i > 0 ? ", " : "", i);
        for (size_t j = 0; j < G_N_ELEMENTS(days); j++) {
            g_autofree char *day = sql_date(days[j]);
            g_string_append_printf(sql, ", %s", day);
        }
        for (size_t window = 0; window < horizon_n_windows(horizon); window++) {
            g_autofree char *day = sql_date(horizon_window_first(horizon, window, i));
            g_string_append_printf(sql, ", %s", day);
        }
        g_string_append_c(sql, ')');
    }
    g_string_append(sql, ") AS p (i, first_day, last_day, widest");
    for (size_t window = 0; window < horizon_n_windows(horizon); window++)
        g_string_append_printf(sql, ", w%zu", window);
    g_string_append_c(sql, ')');
    return g_string_free(g_steal_pointer(&sql), FALSE);
}
