#include "engine/source/activity.h"

#include "engine/source/claim_sql.h"
#include "engine/source/decimal.h"
#include "engine/words/words.h"

enum { FIELD_PRACTITIONER, FIELD_PERIOD, FIELD_LINES, FIELD_PATIENTS };
enum { FIELD_ROWS, FIELD_UNKNOWN };

/* Lines are netted first, then summed by patient, then by practitioner. */
char *
activity_sql(const Program *program, const Contract *contract, size_t first_period, int n, int i)
{
    const Horizon *horizon = program->horizon;
    size_t n_periods = horizon_n_periods(horizon);
    g_autofree char *keys = claim_sql_keys(contract);
    g_autofree char *where =
        claim_sql_where(contract, program->campaign, horizon_period_first(horizon, first_period),
                        horizon_period_last(horizon, n_periods - 1));
    g_autofree char *part = claim_sql_share("c", n, i);
    g_autoptr(GString) bounds = g_string_new(NULL);
    for (size_t period = first_period; period < n_periods; period++) {
        g_autofree char *first = sql_date(horizon_period_first(horizon, period));
        g_string_append_printf(bounds, "%s%s", period > first_period ? ", " : "", first);
    }
    return g_strdup_printf("WITH line AS (\n"
                           "    SELECT %s\n"
                           "    FROM miroir.claim AS c\n"
                           "    WHERE %s\n        AND %s\n"
                           "    GROUP BY %s\n"
                           "    HAVING sum(c.quantity::numeric) > 0),\n"
                           "part AS (\n"
                           "    SELECT %s AS practitioner_id, patient_id,\n"
                           "        width_bucket(care_date, ARRAY[%s]) + %d AS period,\n"
                           "        count(*) AS lines\n"
                           "    FROM line GROUP BY 1, 2, 3)\n"
                           "SELECT practitioner_id, period, sum(lines), count(*)\n"
                           "FROM part GROUP BY 1, 2",
                           keys, where, part, CLAIM_SQL_KEY_NAMES,
                           program_activity_of_performers(program) ? "performer_id"
                                                                   : "practitioner_id",
                           bounds->str, (int)first_period - 1);
}

static bool
read_number(PGresult *rows, int row, int field, int64_t *out_number)
{
    Int128 value;
    if (decimal_from_text(PQgetvalue(rows, row, field), 0, &value) != DECIMAL_OK ||
        value != (int64_t)value)
        return false;
    *out_number = (int64_t)value;
    return true;
}

bool
activity_add(PGresult *rows, const Roster *roster, Counts *counts, GError **error)
{
    for (int row = 0; row < PQntuples(rows); row++) {
        const char *id = PQgetvalue(rows, row, FIELD_PRACTITIONER);
        int64_t period, lines, patients;
        if (!read_number(rows, row, FIELD_PERIOD, &period) ||
            !read_number(rows, row, FIELD_LINES, &lines) ||
            !read_number(rows, row, FIELD_PATIENTS, &patients)) {
            g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_DATA,
                        _("the activity of practitioner %s does not fit 64 bits"), id);
            return false;
        }
        int practitioner = roster_find_practitioner(roster, id);
        if (practitioner < 0 ||
            !program_counts_practitioner(roster_practitioner(roster, (size_t)practitioner)))
            continue;
        ActivityCell *cell = counts_activity_mutable(counts, (size_t)practitioner, (size_t)period);
        cell->net_lines += lines;
        cell->patients += patients;
    }
    return true;
}

/* Summed by code before the codes are looked up: there are few of them. */
char *
activity_facts_sql(const Program *program, const Contract *contract)
{
    const Horizon *horizon = program->horizon;
    g_autofree char *where = claim_sql_where(
        contract, program->campaign, horizon_read_first(horizon), horizon_read_last(horizon));
    return g_strdup_printf(
        "SELECT coalesce(sum(c.n), 0),\n"
        "    coalesce(sum(c.n) FILTER (WHERE k.code IS NULL), 0)\n"
        "FROM (SELECT c.code_system::text AS code_system, c.code::text AS code,\n"
        "        count(*) AS n\n"
        "    FROM miroir.claim AS c\n    WHERE %s\n    GROUP BY 1, 2) AS c\n"
        "    LEFT JOIN miroir.code AS k\n"
        "    ON k.code_system::text = c.code_system AND k.code::text = c.code",
        where);
}

bool
activity_read_facts(PGresult *rows, PlanFacts *facts, GError **error)
{
    if (read_number(rows, 0, FIELD_ROWS, &facts->claim_rows) &&
        read_number(rows, 0, FIELD_UNKNOWN, &facts->unknown_codes))
        return true;
    g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_DATA, _("the rows of miroir.claim do not fit"));
    return false;
}
