#include "engine/source/ready_counts.h"

#include <string.h>

#include "engine/source/claim_sql.h"
#include "engine/source/decimal.h"
#include "engine/source/program.h"
#include "engine/words/words.h"

enum {
    FIELD_PRACTITIONER,
    FIELD_INDICATOR,
    FIELD_PERIOD,
    FIELD_NUMERATOR,
    FIELD_DENOMINATOR,
    FIELD_NUMERATOR_PATIENTS,
    FIELD_DENOMINATOR_PATIENTS,
    FIELD_SUM_SQUARES,
    N_FIELDS
};
static const char *const COLUMNS[N_FIELDS] = {
    "practitioner_id",    "indicator_id",         "period",     "numerator", "denominator",
    "numerator_patients", "denominator_patients", "sum_squares"};

/* How many rows of an indicator were read, and how many of them of the campaign's length. */
typedef struct {
    size_t n_rows, n_fitting;
} Tried;

typedef struct {
    PGresult *rows;
    const Campaign *campaign;
    const Roster *roster;
    Counts *counts;
    Tried *tried; /* by indicator */
} Reading;

char *
ready_counts_sql(const Contract *contract, const Campaign *campaign)
{
    g_autoptr(GString) ids = g_string_new(NULL);
    for (size_t i = 0; i < campaign->n_indicators; i++) {
        const Indicator *indicator = campaign->indicators[i].indicator;
        if (indicator->from != FROM_COUNTS)
            continue;
        g_autofree char *id = sql_literal(indicator->id);
        g_string_append_printf(ids, "%s%s", ids->len > 0 ? ", " : "", id);
    }
    if (ids->len == 0)
        return NULL;
    g_autoptr(GString) sql = g_string_new("SELECT ");
    for (int i = 0; i < N_FIELDS; i++) {
        g_autofree char *column = sql_column(contract, "indicator_count", "c", COLUMNS[i], "text");
        g_string_append_printf(sql, "%s%s", i > 0 ? ", " : "", column);
    }
    g_string_append_printf(sql,
                           "\nFROM miroir.indicator_count AS c\n"
                           "WHERE c.indicator_id::text IN (%s)\n"
                           "ORDER BY c.practitioner_id::text COLLATE \"C\", "
                           "c.indicator_id::text COLLATE \"C\", c.period::text COLLATE \"C\"",
                           ids->str);
    return g_string_free(g_steal_pointer(&sql), FALSE);
}

/* --- rows ------------------------------------------------------------------------------------ */

static bool
refuse(const Reading *self, int row, GError **error, const char *why)
{
    g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_DATA,
                _("miroir.indicator_count: practitioner %s, indicator %s, period %s: %s"),
                PQgetvalue(self->rows, row, FIELD_PRACTITIONER),
                PQgetvalue(self->rows, row, FIELD_INDICATOR),
                PQgetvalue(self->rows, row, FIELD_PERIOD), why);
    return false;
}

/* A whole number that is not negative; `absent` where the column is NULL. */
static bool
read_number(const Reading *self, int row, int field, int64_t absent, int64_t *out_number,
            GError **error)
{
    if (PQgetisnull(self->rows, row, field) && field > FIELD_DENOMINATOR) {
        *out_number = absent;
        return true;
    }
    Int128 value;
    const char *text = PQgetvalue(self->rows, row, field);
    DecimalFault fault = decimal_from_text(text, 0, &value);
    if (fault == DECIMAL_OK && value >= 0 && value == (int64_t)value) {
        *out_number = (int64_t)value;
        return true;
    }
    g_autofree char *why = g_strdup_printf(_("%s is %s; give a whole number that is not negative"),
                                           COLUMNS[field], *text == '\0' ? _("missing") : text);
    return refuse(self, row, error, why);
}

static bool
check_cell(const Reading *self, int row, const Indicator *indicator, const CountCell *cell,
           GError **error)
{
    bool is_proportion = indicator->kind == KIND_PROPORTION;
    if (is_proportion && cell->numerator > cell->denominator)
        return refuse(self, row, error,
                      _("the numerator is above the denominator of a proportion"));
    if (is_proportion && cell->numerator_patients > cell->denominator_patients)
        return refuse(self, row, error,
                      _("the patients of the numerator are more than those of the denominator"));
    if (cell->numerator_patients > cell->numerator ||
        cell->denominator_patients > cell->denominator)
        return refuse(self, row, error, _("there are more patients than events"));
    return true;
}

static bool
read_cell(const Reading *self, int row, const Indicator *indicator, CountCell *out_cell,
          GError **error)
{
    CountCell cell = {0};
    int64_t squares;
    if (!read_number(self, row, FIELD_NUMERATOR, 0, &cell.numerator, error) ||
        !read_number(self, row, FIELD_DENOMINATOR, 0, &cell.denominator, error) ||
        !read_number(self, row, FIELD_NUMERATOR_PATIENTS, cell.numerator, &cell.numerator_patients,
                     error) ||
        !read_number(self, row, FIELD_DENOMINATOR_PATIENTS, cell.denominator,
                     &cell.denominator_patients, error) ||
        !read_number(self, row, FIELD_SUM_SQUARES, cell.numerator, &squares, error) ||
        !check_cell(self, row, indicator, &cell, error))
        return false;
    cell.sum_yy = squares;
    cell.sum_xy = cell.numerator;
    cell.sum_xx = cell.denominator;
    *out_cell = cell;
    return true;
}

/* Rows are sorted, so the same key twice stands on neighbouring rows. */
static bool
repeats_row(const Reading *self, int row)
{
    for (int field = 0; field <= FIELD_PERIOD && row > 0; field++)
        if (strcmp(PQgetvalue(self->rows, row, field), PQgetvalue(self->rows, row - 1, field)) != 0)
            return false;
    return row > 0;
}

static size_t
find_indicator(const Campaign *campaign, const char *id)
{
    size_t i = 0;
    while (strcmp(campaign->indicators[i].indicator->id, id) != 0 ||
           campaign->indicators[i].indicator->from != FROM_COUNTS)
        i++;
    return i;
}

static bool
read_row(const Reading *self, int row, GError **error)
{
    const Campaign *campaign = self->campaign;
    size_t indicator = find_indicator(campaign, PQgetvalue(self->rows, row, FIELD_INDICATOR));
    int practitioner =
        roster_find_practitioner(self->roster, PQgetvalue(self->rows, row, FIELD_PRACTITIONER));
    if (practitioner < 0)
        return refuse(self, row, error,
                      _("miroir.practitioner has no such practitioner; add a row"));
    if (repeats_row(self, row))
        return refuse(self, row, error, _("the row stands more than once; keep one"));
    Period period;
    if (!period_parse(PQgetvalue(self->rows, row, FIELD_PERIOD), &period))
        return refuse(self, row, error,
                      _("the period cannot be read; write 2026-03, 2026-Q1, 2026-H1 or 2026"));

    CountCell cell;
    if (!read_cell(self, row, campaign->indicators[indicator].indicator, &cell, error))
        return false;
    self->tried[indicator].n_rows++;
    if (period.length != campaign->last.length)
        return true;
    self->tried[indicator].n_fitting++;
    int index = campaign->history - 1 - (campaign->last.ordinal - period.ordinal);
    bool counts =
        program_counts_practitioner(roster_practitioner(self->roster, (size_t)practitioner));
    if (counts && index >= 0 && index < campaign->history)
        *counts_cell_mutable(self->counts, (size_t)practitioner, indicator, (size_t)index) = cell;
    return true;
}

bool
ready_counts_add(PGresult *rows, const Campaign *campaign, const Roster *roster, Counts *counts,
                 GError **error)
{
    g_autofree Tried *tried = g_new0(Tried, campaign->n_indicators + 1);
    Reading reading = {rows, campaign, roster, counts, tried};
    for (int row = 0; row < PQntuples(rows); row++)
        if (!read_row(&reading, row, error))
            return false;
    for (size_t i = 0; i < campaign->n_indicators; i++) {
        if (tried[i].n_rows == 0 || tried[i].n_fitting > 0)
            continue;
        g_autofree char *last = period_to_string(campaign->last);
        g_set_error(
            error, SOURCE_ERROR, SOURCE_ERROR_DATA,
            _("miroir.indicator_count: none of the %zu rows of indicator %s has a period as "
              "long as %s; give counts for the campaign's periods, or change `every:`"),
            tried[i].n_rows, campaign->indicators[i].indicator->id, last);
        return false;
    }
    return true;
}
