#include "tests/live/bank_stays.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/csv/reader.h"
#include "engine/source/roster_read.h"
#include "engine/source/stays.h"
#include "tests/live/bank_rows.h"

/* --- exactly ------------------------------------------------------------------------------------ */

typedef struct {
    const Campaign *campaign;
    const StayCounts *counts;
    GHashTable *rows;
    size_t indicator;
    int period;
    const char *id;
    char *quarter;
} Slice;

static char *
name_of(StayLevel level, const char *unit)
{
    return g_strconcat(level == STAY_FACILITY ? "F" : "", unit, NULL);
}

static void
add_units(const Slice *at, StayLevel level)
{
    for (size_t u = 0; u < stay_counts_n_units(at->counts, level); u++) {
        const StayCell *cell = stay_counts_cell(at->counts, level, u, at->indicator, at->period);
        g_autofree char *unit = name_of(level, stay_counts_unit(at->counts, level, u)->id);
        const double counts[N_COUNTS] = {(double)cell->numerator, (double)cell->denominator,
                                         (double)cell->numerator_patients,
                                         (double)cell->denominator_patients};
        bank_rows_add(at->rows, at->id, at->quarter, unit, counts);
    }
}

/* Of each band those of men, then those of women. */
static void
add_ages(const Slice *at)
{
    for (size_t u = 0; u < stay_counts_n_units(at->counts, STAY_RESIDENCE); u++) {
        const StayAgeSex *cells = stay_counts_age_sex(at->counts, u, at->indicator, at->period);
        for (size_t c = 0; c < stay_counts_n_age_sex(at->counts); c++) {
            const double counts[N_COUNTS] = {(double)cells[c].stays, (double)cells[c].persons};
            g_autofree char *unit =
                g_strdup_printf("%s %s %d", stay_counts_unit(at->counts, STAY_RESIDENCE, u)->id,
                                c % 2 == 0 ? "M" : "F", at->campaign->age_bands.lowest[c / 2]);
            bank_rows_add(at->rows, at->id, at->quarter, unit, counts);
        }
    }
}

static void
add_all(const Campaign *campaign, const StayCounts *counts, GHashTable *rows)
{
    for (size_t i = 0; i < campaign->n_stay_indicators; i++)
        for (int period = 0; period < campaign->history; period++) {
            const Indicator *indicator = campaign->stay_indicators[i].indicator;
            g_autofree char *quarter = period_to_string(campaign_period(campaign, period));
            const Slice at = {campaign, counts, rows, i, period, indicator->id, quarter};
            if (indicator->kind == KIND_PROPORTION)
                add_units(&at, STAY_FACILITY);
            add_units(&at, STAY_RESIDENCE);
            if (indicator->standardised)
                add_ages(&at);
        }
}

bool
bank_stays_count(const Database *database, const char *path, const char *themes, GHashTable *rows,
                 GError **error)
{
    g_autoptr(Campaign) campaign = campaign_load(path, themes, error);
    g_autoptr(Connection) connection =
        campaign == NULL ? NULL : connection_open(database, CONNECTION_TO_READ, error);
    if (connection == NULL || !connection_begin(connection, NULL, error))
        return false;
    g_autoptr(Contract) contract = contract_read(connection, error);
    g_autoptr(Roster) roster = contract == NULL ? NULL : roster_read(connection, contract, error);
    g_autoptr(StayCounts) counts =
        roster == NULL ? NULL : stays_count(connection, contract, campaign, roster, error);
    if (counts == NULL)
        return false;
    add_all(campaign, counts, rows);
    return true;
}

/* --- published ---------------------------------------------------------------------------------- */

static const char *
field(const CsvReader *reader, const char *column)
{
    return csv_reader_field(reader, (size_t)csv_reader_find_column(reader, column));
}

/* To the nearest ten, and where that would be less than the eleven that may be told, twenty. */
static double
rounded(double count)
{
    const double tens = floor(count / 10 + 0.5) * 10;
    return count > 0 && tens < 11 ? 20 : tens;
}

/* Rates are of 100 000 inhabitants, who are public; all else is rounded. */
static bool
row_is_answer(const CsvReader *reader, const BankRow *answer)
{
    const bool is_rate = strcmp(field(reader, "indicator"), "canal_carpien_ambulatoire") != 0;
    const double *counts = answer->counts;
    const double value = counts[NUMERATOR] / counts[DENOMINATOR] * (is_rate ? 100000 : 1);
    const struct {
        const char *column;
        double expected, within;
    } FIELDS[] = {
        {"stays", rounded(counts[NUMERATOR]), 0},
        {"patients", rounded(counts[NUMERATOR_PATIENTS]), 0},
        {"denominator", is_rate ? counts[DENOMINATOR] : rounded(counts[DENOMINATOR]), 0},
        {"value", value, value * 0.000501},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(FIELDS); i++) {
        const char *text = field(reader, FIELDS[i].column);
        /* Where the rest would read as a small one, these two are not told. */
        const bool is_untold = *text == '\0' && i < 2 && !is_rate;
        if (!is_untold && (*text == '\0' || fabs(g_ascii_strtod(text, NULL) - FIELDS[i].expected) >
                                                FIELDS[i].within))
            return false;
    }
    return true;
}

bool
bank_stays_published(const char *path, GHashTable *answers, size_t *out_n)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(CsvReader) reader = csv_reader_open(path, CSV_DIALECT_RFC4180, &error);
    size_t n_wrong = 0;
    *out_n = 0;
    while (reader != NULL && csv_reader_next(reader, &error)) {
        if (strcmp(field(reader, "status"), "ok") != 0 || strcmp(field(reader, "unit"), "*") == 0)
            continue;
        g_autofree char *unit = name_of(
            strcmp(field(reader, "level"), "facility") == 0 ? STAY_FACILITY : STAY_RESIDENCE,
            field(reader, "unit"));
        g_autofree char *key =
            g_strjoin(" ", field(reader, "indicator"), field(reader, "period"), unit, NULL);
        const BankRow *answer = g_hash_table_lookup(answers, key);
        ++*out_n;
        if (answer != NULL && row_is_answer(reader, answer))
            continue;
        fprintf(stderr, "%s: published otherwise than answered\n", key);
        n_wrong++;
    }
    if (error != NULL)
        fprintf(stderr, "bank: %s\n", error->message);
    return error == NULL && n_wrong == 0;
}
