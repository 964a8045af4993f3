#include "engine/source/activity.h"

#include "engine/source/claim_sql.h"
#include "engine/source/decimal.h"
#include "engine/words/words.h"

enum { FIELD_PRACTITIONER, FIELD_PERIOD, FIELD_LINES, FIELD_PATIENTS };
enum {
    FIELD_ROWS,
    FIELD_UNKNOWN,
    FIELD_NO_ATC,
    FIELD_SEVERAL,
    FIELD_UNKNOWN_PRESCRIBER,
    FIELD_OUTSIDE,
    FIELD_NO_BIRTH
};

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

/* When each member was one, as a set of dates; one that nobody reads where memberships are absent. */
static char *
member_dates_sql(const Contract *contract)
{
    if (!contract_has_column(contract, "membership", "joined_on"))
        return g_strdup("SELECT NULL::text AS practitioner_id, NULL::datemultirange AS dates");
    const char *left = contract_has_column(contract, "membership", "left_on")
                           ? "CASE WHEN g.left_on < g.joined_on THEN g.joined_on ELSE g.left_on END"
                           : "NULL::date";
    return g_strdup_printf("SELECT g.practitioner_id::text AS practitioner_id,\n"
                           "            range_agg(daterange(g.joined_on, %s, '[]')) AS dates\n"
                           "        FROM miroir.membership AS g GROUP BY 1",
                           left);
}

/* What the codes mean, as far as something is not as it should be. A system of drugs is one of whose
 * codes some have an ATC. */
static char *
meanings_sql(const Contract *contract)
{
    const char *atc =
        contract_has_column(contract, "code", "atc") ? "nullif(k.atc::text, '')" : "NULL::text";
    return g_strdup_printf(
        "SELECT k.code_system::text AS code_system, k.code::text AS code,\n"
        "        %s IS NULL AND k.code_system::text <> 'ATC' AND bool_or(%s IS NOT NULL)\n"
        "            OVER (PARTITION BY k.code_system::text) AS lacks_atc,\n"
        "        count(*) OVER (PARTITION BY k.code::text) > 1 AS is_in_several\n"
        "    FROM miroir.code AS k",
        atc, atc);
}

/* Summed by code and prescriber before either is looked up: there are few of them. */
char *
activity_facts_sql(const Program *program, const Contract *contract)
{
    const Horizon *horizon = program->horizon;
    g_autofree char *where = claim_sql_where(
        contract, program->campaign, horizon_read_first(horizon), horizon_read_last(horizon));
    g_autofree char *meanings = meanings_sql(contract);
    g_autofree char *member_dates = member_dates_sql(contract);
    const char *unborn = contract_has_column(contract, "patient", "birth_date")
                             ? "(SELECT count(*) FROM miroir.patient WHERE birth_date IS NULL)"
                             : "0";
    return g_strdup_printf(
        "SELECT coalesce(sum(c.n), 0),\n"
        "    coalesce(sum(c.n) FILTER (WHERE k.code IS NULL), 0),\n"
        "    coalesce(sum(c.n) FILTER (WHERE k.lacks_atc), 0),\n"
        "    coalesce(sum(c.n) FILTER (WHERE k.is_in_several), 0),\n"
        "    coalesce(sum(c.n) FILTER (WHERE p.practitioner_id IS NULL), 0),\n"
        "    coalesce(sum(c.n) FILTER (WHERE c.is_outside), 0),\n"
        "    %s\n"
        "FROM (SELECT c.code_system::text AS code_system, c.code::text AS code,\n"
        "        c.practitioner_id::text AS practitioner_id,\n"
        "        NOT m.dates @> c.care_date::date AS is_outside, count(*) AS n\n"
        "    FROM miroir.claim AS c\n"
        "        LEFT JOIN (%s) AS m\n"
        "        ON m.practitioner_id = c.practitioner_id::text\n"
        "    WHERE %s\n    GROUP BY 1, 2, 3, 4) AS c\n"
        "    LEFT JOIN (%s) AS k\n"
        "    ON k.code_system = c.code_system AND k.code = c.code\n"
        "    LEFT JOIN (SELECT DISTINCT practitioner_id::text AS practitioner_id\n"
        "        FROM miroir.practitioner) AS p ON p.practitioner_id = c.practitioner_id",
        unborn, member_dates, where, meanings);
}

bool
activity_read_facts(PGresult *rows, PlanFacts *facts, GError **error)
{
    if (read_number(rows, 0, FIELD_ROWS, &facts->claim_rows) &&
        read_number(rows, 0, FIELD_UNKNOWN, &facts->unknown_codes) &&
        read_number(rows, 0, FIELD_NO_ATC, &facts->drugs_without_atc) &&
        read_number(rows, 0, FIELD_SEVERAL, &facts->codes_in_several_systems) &&
        read_number(rows, 0, FIELD_UNKNOWN_PRESCRIBER, &facts->unknown_prescribers) &&
        read_number(rows, 0, FIELD_OUTSIDE, &facts->outside_membership) &&
        read_number(rows, 0, FIELD_NO_BIRTH, &facts->patients_without_birth))
        return true;
    g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_DATA, _("the rows of miroir.claim do not fit"));
    return false;
}
