#include "engine/source/stays.h"

#include <string.h>

#include "engine/source/decimal.h"
#include "engine/source/inhabitants.h"
#include "engine/source/stay_sql.h"

static const char FACILITIES_QUERY[] =
    "SELECT facility_id::text, coalesce(label::text, facility_id::text) FROM miroir.facility "
    "WHERE facility_id IS NOT NULL";

static bool
has_rate(const Campaign *campaign)
{
    bool has = false;
    for (size_t i = 0; i < campaign->n_stay_indicators; i++)
        has |= campaign->stay_indicators[i].indicator->kind == KIND_RATE;
    return has;
}

/* --- units ------------------------------------------------------------------------------------ */

static bool
add_facilities(Connection *connection, StayCounts *counts, GError **error)
{
    PGresult *rows = connection_query(connection, FACILITIES_QUERY, 0, NULL, error);
    if (rows == NULL)
        return false;
    for (int row = 0; row < PQntuples(rows); row++)
        stay_counts_add_unit(counts, STAY_FACILITY, PQgetvalue(rows, row, 0),
                             PQgetvalue(rows, row, 1));
    PQclear(rows);
    return true;
}

static void
add_territories(const Campaign *campaign, const Roster *roster, StayCounts *counts)
{
    for (size_t i = 0; i < roster_n_territories(roster); i++) {
        const Territory *territory = roster_territory(roster, i);
        if (roster_in_region(roster, campaign, territory->id))
            stay_counts_add_unit(counts, STAY_RESIDENCE, territory->id,
                                 territory->label != NULL ? territory->label : territory->id);
    }
}

/* Those that stays name, where no table does. */
static void
add_named(PGresult *rows, StayCounts *counts)
{
    for (int row = 0; row < PQntuples(rows); row++) {
        const char *id = PQgetvalue(rows, row, STAY_FIELD_UNIT);
        if (*PQgetvalue(rows, row, STAY_FIELD_KIND) == '0' + STAY_ROW_RESIDENCE &&
            !PQgetisnull(rows, row, STAY_FIELD_UNIT))
            stay_counts_add_unit(counts, STAY_RESIDENCE, id, id);
    }
}

static bool
add_units(Connection *connection, const Contract *contract, const Campaign *campaign,
          const Roster *roster, PGresult *rows, StayCounts *counts, GError **error)
{
    const bool are_told = roster_n_territories(roster) > 0;
    if (stay_sql_has_facilities(contract) && !add_facilities(connection, counts, error))
        return false;
    add_territories(campaign, roster, counts);
    if (are_told)
        return true;
    add_named(rows, counts);
    return !has_rate(campaign) || inhabitants_add_units(connection, counts, error);
}

/* --- rows ------------------------------------------------------------------------------------- */

static int64_t
sum_at(const PGresult *rows, int row, size_t indicator, int sum)
{
    Int128 value;
    const int field = STAY_FIELD_FIRST_SUM + (int)indicator * N_STAY_SUMS + sum;
    const DecimalFault fault = decimal_from_text(PQgetvalue(rows, row, field), 0, &value);
    /* A sum over the ones and noughts of one table, squared at most. */
    g_assert(fault == DECIMAL_OK && value == (int64_t)value);
    return (int64_t)value;
}

static int
integer_at(const PGresult *rows, int row, int field)
{
    return (int)g_ascii_strtoll(PQgetvalue(rows, row, field), NULL, 10);
}

/* The denominator of a rate and what goes with it are the inhabitants', added behind. */
static void
fill_cell(const PGresult *rows, int row, size_t i, const Indicator *indicator, StayCell *cell)
{
    cell->numerator = sum_at(rows, row, i, STAY_SUM_NUMERATOR);
    cell->numerator_patients = sum_at(rows, row, i, STAY_SUM_NUMERATOR_PATIENTS);
    cell->sum_yy = sum_at(rows, row, i, STAY_SUM_YY);
    if (indicator->kind == KIND_RATE)
        return;
    cell->denominator = sum_at(rows, row, i, STAY_SUM_DENOMINATOR);
    cell->denominator_patients = sum_at(rows, row, i, STAY_SUM_DENOMINATOR_PATIENTS);
    cell->complement_patients = sum_at(rows, row, i, STAY_SUM_COMPLEMENT_PATIENTS);
    cell->sum_xy = sum_at(rows, row, i, STAY_SUM_XY);
    cell->sum_xx = sum_at(rows, row, i, STAY_SUM_XX);
}

static void
fill_unit(const PGresult *rows, int row, const Campaign *campaign, StayLevel level,
          StayCounts *counts)
{
    const int unit = stay_counts_find(counts, level, PQgetvalue(rows, row, STAY_FIELD_UNIT));
    const int period = integer_at(rows, row, STAY_FIELD_PERIOD);
    for (size_t i = 0; unit >= 0 && i < campaign->n_stay_indicators; i++)
        fill_cell(rows, row, i, campaign->stay_indicators[i].indicator,
                  stay_counts_cell_mutable(counts, level, (size_t)unit, i, period));
}

static void
fill_age_sex(const PGresult *rows, int row, const Campaign *campaign, StayCounts *counts)
{
    const int unit =
        stay_counts_find(counts, STAY_RESIDENCE, PQgetvalue(rows, row, STAY_FIELD_UNIT));
    const int period = integer_at(rows, row, STAY_FIELD_PERIOD);
    const int band = integer_at(rows, row, STAY_FIELD_BAND) - 1;
    Sex sex;
    if (unit < 0 || band < 0 || !sex_parse(PQgetvalue(rows, row, STAY_FIELD_SEX), &sex) ||
        sex == SEX_UNKNOWN)
        return;
    for (size_t i = 0; i < campaign->n_stay_indicators; i++)
        if (campaign->stay_indicators[i].indicator->standardised)
            stay_counts_age_sex_mutable(counts, (size_t)unit, i,
                                        period)[band * SEX_UNKNOWN + (int)sex]
                .stays = sum_at(rows, row, i, STAY_SUM_NUMERATOR);
}

static void
fill(const PGresult *rows, const Campaign *campaign, StayCounts *counts)
{
    for (int row = 0; row < PQntuples(rows); row++) {
        const int kind = integer_at(rows, row, STAY_FIELD_KIND);
        if (PQgetisnull(rows, row, STAY_FIELD_UNIT))
            continue;
        if (kind == STAY_ROW_AGE_SEX)
            fill_age_sex(rows, row, campaign, counts);
        else
            fill_unit(rows, row, campaign,
                      kind == STAY_ROW_FACILITY ? STAY_FACILITY : STAY_RESIDENCE, counts);
    }
}

/* Every inhabitant is a patient with x = 1, most of them with y = 0. */
static void
complete_rates(const Campaign *campaign, StayCounts *counts)
{
    for (size_t i = 0; i < campaign->n_stay_indicators; i++)
        for (size_t unit = 0; unit < stay_counts_n_units(counts, STAY_RESIDENCE); unit++)
            for (int period = 0; period < campaign->history; period++) {
                StayCell *cell = stay_counts_cell_mutable(counts, STAY_RESIDENCE, unit, i, period);
                if (campaign->stay_indicators[i].indicator->kind != KIND_RATE)
                    continue;
                cell->denominator_patients = cell->sum_xx = cell->denominator;
                cell->sum_xy = cell->numerator;
            }
}

StayCounts *
stays_count(Connection *connection, const Contract *contract, const Campaign *campaign,
            const Roster *roster, GError **error)
{
    g_autofree char *sql = stay_sql(contract, campaign);
    if (sql == NULL)
        return NULL;
    PGresult *rows = connection_query(connection, sql, 0, NULL, error);
    if (rows == NULL)
        return NULL;
    g_autoptr(StayCounts) counts = stay_counts_new(campaign);
    bool is_read = add_units(connection, contract, campaign, roster, rows, counts, error);
    if (is_read) {
        stay_counts_close(counts, campaign->age_bands.n);
        fill(rows, campaign, counts);
        is_read = !has_rate(campaign) || inhabitants_read(connection, campaign, counts, error);
    }
    PQclear(rows);
    if (!is_read)
        return NULL;
    complete_rates(campaign, counts);
    return g_steal_pointer(&counts);
}
