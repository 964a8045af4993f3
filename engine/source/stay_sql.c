#include "engine/source/stay_sql.h"

#include "engine/source/claim_sql.h"
#include "engine/source/sql_expression.h"

static const SqlNames NAMES = {.age = "s.age", .sex = "s.sex", .stay = "s"};

static const char *const COLUMNS[] = {
    "facility_id", "territory_id",   "sex", "age",        "admitted_on",
    "act_code",    "diagnosis_code", "drg", "ambulatory", "patient_id"};

static const Indicator *
indicator_at(const Campaign *campaign, size_t i)
{
    return campaign->stay_indicators[i].indicator;
}

Day
stay_first_day(const Indicator *indicator, Period period)
{
    return period_window_first_day(period,
                                   indicator_reach_months(indicator, period_months(period.length)));
}

bool
stay_sql_has_facilities(const Contract *contract)
{
    return contract_has(contract, "facility") &&
           contract_has_column(contract, "stay", "facility_id");
}

static bool
any_is_standardised(const Campaign *campaign)
{
    bool any = false;
    for (size_t i = 0; i < campaign->n_stay_indicators; i++)
        any |= indicator_at(campaign, i)->standardised;
    return any;
}

/* --- the stays -------------------------------------------------------------------------------- */

static void
append_columns(GString *sql, const Contract *contract)
{
    for (size_t i = 0; i < G_N_ELEMENTS(COLUMNS); i++) {
        g_autofree char *column = contract_column_sql(contract, "stay", "t", COLUMNS[i]);
        g_string_append_printf(sql, "%s%s AS %s", i > 0 ? ", " : "", column, COLUMNS[i]);
    }
}

/* From the earliest window's first day to the last period's last. */
static void
append_days(GString *sql, const Campaign *campaign)
{
    Day first = period_last_day(campaign->last);
    for (size_t i = 0; i < campaign->n_stay_indicators; i++)
        first = MIN(first, stay_first_day(indicator_at(campaign, i), campaign_period(campaign, 0)));
    g_autofree char *from = sql_date(first);
    g_autofree char *to = sql_date(period_last_day(campaign->last));
    g_string_append_printf(sql, "t.admitted_on::date BETWEEN %s AND %s", from, to);
}

/* --- periods ---------------------------------------------------------------------------------- */

/* A row a period, its days the widest that any indicator counts: each looks at its own besides. */
static void
append_periods(GString *sql, const Campaign *campaign)
{
    g_string_append(sql, "(VALUES ");
    for (int period = 0; period < campaign->history; period++) {
        const Period at = campaign_period(campaign, period);
        g_autofree char *last = sql_date(period_last_day(at));
        g_string_append_printf(sql, "%s(%d, %s", period > 0 ? ", " : "", period, last);
        Day widest = period_first_day(at);
        for (size_t i = 0; i < campaign->n_stay_indicators; i++) {
            const Day day = stay_first_day(indicator_at(campaign, i), at);
            g_autofree char *first = sql_date(day);
            g_string_append_printf(sql, ", %s", first);
            widest = MIN(widest, day);
        }
        g_autofree char *first = sql_date(widest);
        g_string_append_printf(sql, ", %s)", first);
    }
    g_string_append(sql, ") AS p (period, last_day");
    for (size_t i = 0; i < campaign->n_stay_indicators; i++)
        g_string_append_printf(sql, ", first%zu", i);
    g_string_append(sql, ", widest)");
}

/* --- what each stay counts for ---------------------------------------------------------------- */

/* x the stays of the denominator, y those of the numerator among them; of a rate, whose denominator is
 * inhabitants, both are the numerator's. */
static void
append_counted(GString *sql, const Indicator *indicator, size_t i)
{
    const Expression *whole =
        indicator->kind == KIND_RATE ? indicator->numerator : indicator->denominator;
    g_autofree char *population = sql_condition(indicator->population, &NAMES);
    g_autofree char *numerator = sql_condition(indicator->numerator, &NAMES);
    g_autofree char *denominator = sql_condition(whole, &NAMES);

    g_string_append_printf(sql,
                           ",\n        (s.admitted_on >= p.first%zu AND %s AND %s)::int AS x%zu", i,
                           population, denominator, i);
    g_string_append_printf(
        sql, ",\n        (s.admitted_on >= p.first%zu AND %s AND %s AND %s)::int AS y%zu", i,
        population, denominator, numerator, i);
}

static void
append_bands(GString *sql, const AgeBands *bands)
{
    g_string_append(sql, "width_bucket(s.age, ARRAY[");
    for (int band = 0; band < bands->n; band++)
        g_string_append_printf(sql, "%s%d", band > 0 ? ", " : "", bands->lowest[band]);
    g_string_append(sql, "]::bigint[])");
}

/* --- sums ------------------------------------------------------------------------------------- */

/* Stays of a patient who is not told are one row here, and as many patients. */
static void
append_sums(GString *sql, size_t i)
{
    static const char PATIENTS[] =
        ", sum(CASE WHEN patient_id IS NULL THEN %s ELSE (%s > 0)::int END)";
    static const char PRODUCT[] = ", sum(CASE WHEN patient_id IS NULL THEN %s ELSE %s * %s END)";
    g_autofree char *x = g_strdup_printf("x%zu", i);
    g_autofree char *y = g_strdup_printf("y%zu", i);
    g_autofree char *rest = g_strdup_printf("(x%zu - y%zu)", i, i);

    g_string_append_printf(sql, ",\n    sum(%s), sum(%s)", y, x);
    g_string_append_printf(sql, PATIENTS, y, y);
    g_string_append_printf(sql, PATIENTS, x, x);
    g_string_append_printf(sql, PATIENTS, rest, rest);
    g_string_append_printf(sql, PRODUCT, y, y, y);
    g_string_append_printf(sql, PRODUCT, y, x, y);
    g_string_append_printf(sql, PRODUCT, x, x, x);
}

/* By territory always, by establishment and by age and sex where it is asked for: a column that no
 * set groups by may not be named. */
static void
append_part(GString *sql, const Contract *contract, const Campaign *campaign)
{
    const bool by_facility = stay_sql_has_facilities(contract);
    const bool by_age_sex = any_is_standardised(campaign);

    g_string_append_printf(
        sql,
        "part AS (\n    SELECT CASE %sWHEN GROUPING(patient_id) = 0 THEN %d ELSE %d END AS kind,\n"
        "        %s AS unit, period, patient_id, %s",
        by_facility ? "WHEN GROUPING(facility_id) = 0 THEN 0 " : "", STAY_ROW_RESIDENCE,
        STAY_ROW_AGE_SEX, by_facility ? "coalesce(facility_id, territory_id)" : "territory_id",
        by_age_sex ? "band, sex" : "NULL::int AS band, NULL::text AS sex");
    for (size_t i = 0; i < campaign->n_stay_indicators; i++)
        g_string_append_printf(sql, ", sum(x%zu) AS x%zu, sum(y%zu) AS y%zu", i, i, i, i);
    g_string_append(sql, "\n    FROM counted\n    WHERE ");
    for (size_t i = 0; i < campaign->n_stay_indicators; i++)
        g_string_append_printf(sql, "%sx%zu", i > 0 ? " + " : "", i);
    g_string_append_printf(sql,
                           " > 0\n    GROUP BY GROUPING SETS ((period, territory_id, patient_id)"
                           "%s%s))",
                           by_facility ? ", (period, facility_id, patient_id)" : "",
                           by_age_sex ? ", (period, territory_id, band, sex)" : "");
}

static void
append_line(GString *sql, const Contract *contract, const Campaign *campaign)
{
    g_string_append(sql, "WITH stay AS (\n    SELECT ");
    append_columns(sql, contract);
    g_string_append(sql, "\n    FROM miroir.stay AS t\n    WHERE ");
    append_days(sql, campaign);
    g_string_append(sql, "),\ncounted AS (\n    SELECT p.period, s.facility_id, s.territory_id, "
                         "s.patient_id, s.sex,\n        ");
    append_bands(sql, &campaign->age_bands);
    g_string_append(sql, " AS band");
    for (size_t i = 0; i < campaign->n_stay_indicators; i++)
        append_counted(sql, indicator_at(campaign, i), i);
    g_string_append(sql, "\n    FROM stay AS s JOIN ");
    append_periods(sql, campaign);
    g_string_append(sql, "\n        ON s.admitted_on BETWEEN p.widest AND p.last_day),\n");
}

char *
stay_sql(const Contract *contract, const Campaign *campaign)
{
    if (campaign->n_stay_indicators == 0)
        return NULL;
    g_autoptr(GString) sql = g_string_new(NULL);
    append_line(sql, contract, campaign);
    append_part(sql, contract, campaign);
    g_string_append(sql, "\nSELECT kind, unit, period, band, sex");
    for (size_t i = 0; i < campaign->n_stay_indicators; i++)
        append_sums(sql, i);
    g_string_append(sql, "\nFROM part\nGROUP BY kind, unit, period, band, sex");
    return g_string_free(g_steal_pointer(&sql), FALSE);
}
