#include "engine/source/inhabitants.h"

#include <string.h>

#include "engine/source/decimal.h"
#include "engine/words/words.h"

enum { FIELD_TERRITORY, FIELD_YEAR, FIELD_SEX, FIELD_BAND, FIELD_PERSONS, N_KEYS = FIELD_PERSONS };

static const char YEARS_QUERY[] =
    "SELECT DISTINCT year::int FROM miroir.population WHERE year IS NOT NULL ORDER BY 1";
static const char UNITS_QUERY[] =
    "SELECT DISTINCT territory_id::text FROM miroir.population WHERE territory_id IS NOT NULL";
static const char ROWS_QUERY[] =
    "SELECT territory_id::text, year::int, sex::text, age_band::text, persons::text\n"
    "FROM miroir.population WHERE year = $1::int\n"
    "ORDER BY territory_id::text COLLATE \"C\", year, sex::text COLLATE \"C\", "
    "age_band::text COLLATE \"C\"";

/* One row: so many persons of one sex, of the ages from lowest to highest. */
typedef struct {
    const PGresult *rows;
    int row;
    int lowest, highest;
    Sex sex;
    int64_t persons;
} Inhabitants;

bool
inhabitants_add_units(Connection *connection, StayCounts *counts, GError **error)
{
    PGresult *rows = connection_query(connection, UNITS_QUERY, 0, NULL, error);
    if (rows == NULL)
        return false;
    for (int row = 0; row < PQntuples(rows); row++) {
        const char *id = PQgetvalue(rows, row, 0);
        stay_counts_add_unit(counts, STAY_RESIDENCE, id, id);
    }
    PQclear(rows);
    return true;
}

/* --- reading a row ---------------------------------------------------------------------------- */

static bool
refuse(const PGresult *rows, int row, GError **error, const char *why)
{
    g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_DATA,
                _("miroir.population: territory %s, year %s, sex %s, age band %s: %s"),
                PQgetvalue(rows, row, FIELD_TERRITORY), PQgetvalue(rows, row, FIELD_YEAR),
                PQgetvalue(rows, row, FIELD_SEX), PQgetvalue(rows, row, FIELD_BAND), why);
    return false;
}

/* Digits up to 120; `out_rest` is what follows them. */
static bool
parse_age(const char *text, int *out_age, const char **out_rest)
{
    const size_t digits = strspn(text, "0123456789");
    *out_rest = text + digits;
    if (digits == 0 || digits > 3)
        return false;
    *out_age = (int)g_ascii_strtoll(text, NULL, 10);
    return *out_age <= AGE_BAND_HIGHEST;
}

/* "0-4", "85+", "7". */
static bool
parse_band(const char *text, int *out_lowest, int *out_highest)
{
    const char *rest;
    if (!parse_age(text, out_lowest, &rest))
        return false;
    *out_highest = *out_lowest;
    if (strcmp(rest, "+") == 0)
        *out_highest = AGE_BAND_HIGHEST;
    else if (*rest == '-')
        return parse_age(rest + 1, out_highest, &rest) && *rest == '\0' &&
               *out_highest >= *out_lowest;
    return *rest == '\0' || strcmp(rest, "+") == 0;
}

/* Rows are sorted, so the same key twice stands on neighbouring rows. */
static bool
repeats_row(const PGresult *rows, int row)
{
    for (int field = 0; field < N_KEYS && row > 0; field++)
        if (strcmp(PQgetvalue(rows, row, field), PQgetvalue(rows, row - 1, field)) != 0)
            return false;
    return row > 0;
}

static bool
read_row(const PGresult *rows, int row, Inhabitants *out, GError **error)
{
    Int128 persons;
    *out = (Inhabitants){.rows = rows, .row = row};
    if (repeats_row(rows, row))
        return refuse(rows, row, error, _("the row stands more than once; keep one"));
    if (!parse_band(PQgetvalue(rows, row, FIELD_BAND), &out->lowest, &out->highest))
        return refuse(rows, row, error, _("the age band cannot be read; write 0-4, 85+ or 7"));
    if (!sex_parse(PQgetvalue(rows, row, FIELD_SEX), &out->sex) || out->sex == SEX_UNKNOWN)
        return refuse(rows, row, error, _("the sex is neither M nor F"));
    if (decimal_from_text(PQgetvalue(rows, row, FIELD_PERSONS), 0, &persons) != DECIMAL_OK ||
        persons < 0 || persons > G_MAXINT32)
        return refuse(rows, row, error, _("persons is no whole number from 0 up"));
    out->persons = (int64_t)persons;
    return true;
}

/* --- counting it ------------------------------------------------------------------------------ */

static bool
holds(const Indicator *indicator, int age, Sex sex)
{
    return expression_patient_holds(
        indicator->population, &(PatientFacts){.age = age, .sex = sex == SEX_MALE ? 'M' : 'F'});
}

/* Whether the indicator's population has the row's people, all or none of whom must be in it. */
static bool
is_counted(const Inhabitants *self, const Indicator *indicator, bool *out_counted, GError **error)
{
    *out_counted = holds(indicator, self->lowest, self->sex);
    for (int age = self->lowest; age <= self->highest; age++) {
        if (holds(indicator, age, self->sex) == *out_counted)
            continue;
        g_autofree char *why = g_strdup_printf(
            _("only a part of the age band is in the population of indicator %s; give finer bands"),
            indicator->id);
        return refuse(self->rows, self->row, error, why);
    }
    return true;
}

static bool
add_to_band(const Inhabitants *self, const Campaign *campaign, StayAgeSex *cells, GError **error)
{
    const AgeSex low = age_sex_of(&campaign->age_bands, self->lowest, 'M');
    const AgeSex high = age_sex_of(&campaign->age_bands, self->highest, 'M');
    if (low.band != high.band)
        return refuse(self->rows, self->row, error,
                      _("the age band spans two of those that the campaign standardises by; give "
                        "finer bands, or set them under standardisation: bands"));
    cells[low.band * SEX_UNKNOWN + (int)self->sex].persons += self->persons;
    return true;
}

static bool
count_row(const Inhabitants *self, const Campaign *campaign, int period, size_t territory,
          StayCounts *counts, GError **error)
{
    for (size_t i = 0; i < campaign->n_stay_indicators; i++) {
        const Indicator *indicator = campaign->stay_indicators[i].indicator;
        bool counted;
        if (indicator->kind != KIND_RATE)
            continue;
        if (!is_counted(self, indicator, &counted, error))
            return false;
        if (!counted)
            continue;
        stay_counts_cell_mutable(counts, STAY_RESIDENCE, territory, i, period)->denominator +=
            self->persons;
        if (indicator->standardised &&
            !add_to_band(self, campaign, stay_counts_age_sex_mutable(counts, territory, i, period),
                         error))
            return false;
    }
    return true;
}

static bool
count_rows(const PGresult *rows, const Campaign *campaign, int period, StayCounts *counts,
           GError **error)
{
    for (int row = 0; row < PQntuples(rows); row++) {
        Inhabitants inhabitants;
        if (!read_row(rows, row, &inhabitants, error))
            return false;
        int territory =
            stay_counts_find(counts, STAY_RESIDENCE, PQgetvalue(rows, row, FIELD_TERRITORY));
        if (territory >= 0 &&
            !count_row(&inhabitants, campaign, period, (size_t)territory, counts, error))
            return false;
    }
    return true;
}

/* --- years ------------------------------------------------------------------------------------ */

/* The years are ascending. NULL when there is none. */
static const char *
year_of(const PGresult *years, Period period)
{
    const int last = day_to_civil(period_last_day(period)).year;
    const char *best = PQntuples(years) > 0 ? PQgetvalue(years, 0, 0) : NULL;
    for (int row = 0; row < PQntuples(years); row++)
        if (g_ascii_strtoll(PQgetvalue(years, row, 0), NULL, 10) <= last)
            best = PQgetvalue(years, row, 0);
    return best;
}

static bool
read_period(Connection *connection, const Campaign *campaign, int period, const char *year,
            StayCounts *counts, GError **error)
{
    PGresult *rows = connection_query(connection, ROWS_QUERY, 1, &year, error);
    bool is_read = rows != NULL && count_rows(rows, campaign, period, counts, error);
    PQclear(rows);
    return is_read;
}

bool
inhabitants_read(Connection *connection, const Campaign *campaign, StayCounts *counts,
                 GError **error)
{
    PGresult *years = connection_query(connection, YEARS_QUERY, 0, NULL, error);
    bool is_read = years != NULL;
    for (int period = 0; is_read && period < campaign->history; period++) {
        const char *year = year_of(years, campaign_period(campaign, period));
        is_read = year == NULL || read_period(connection, campaign, period, year, counts, error);
    }
    PQclear(years);
    return is_read;
}
