/* results/stays.csv: a row a unit. */
#include "engine/profile/chance_signal.h"
#include "engine/profile/results_stays.h"

#include <string.h>

#include "engine/words/words.h"

static const char *const LEVELS[N_STAY_LEVELS] = {
    [STAY_FACILITY] = "facility",
    [STAY_RESIDENCE] = "residence",
};

const char *
stay_level_name(StayLevel level)
{
    return LEVELS[level];
}

/* --- out -------------------------------------------------------------------------------------- */

static void
write_figure(const StayFigure *figure, CsvWriter *csv)
{
    const double numbers[] = {figure->stays,
                              figure->patients,
                              figure->denominator,
                              figure->value,
                              figure->low,
                              figure->high,
                              figure->standardised,
                              figure->standardised_low,
                              figure->standardised_high,
                              figure->observed_expected};

    csv_writer_text(csv, figure->unit);
    csv_writer_text(csv, figure->label);
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        csv_writer_number(csv, numbers[i]);
    csv_writer_text(csv, signal_name(figure->signal));
    csv_writer_text(csv, status_name(figure->status));
    csv_writer_end_record(csv);
}

void
results_write_stays(const Results *results, char *const *periods, CsvWriter *csv)
{
    const Campaign *campaign = results->campaign;

    for (int period = 0; period < campaign->history; period++)
        for (size_t i = 0; i < campaign->n_stay_indicators; i++)
            for (StayLevel level = 0; level < N_STAY_LEVELS; level++) {
                size_t n = 0;
                const StayFigure *figures = results_stays(results, level, i, period, &n);
                for (size_t u = 0; u < n; u++) {
                    csv_writer_text(csv, periods[period]);
                    csv_writer_text(csv, campaign->stay_indicators[i].indicator->id);
                    csv_writer_text(csv, LEVELS[level]);
                    write_figure(&figures[u], csv);
                }
            }
}

/* --- back ------------------------------------------------------------------------------------- */

static bool
read_numbers(EditionTable *table, StayFigure *figure, GError **error)
{
    const struct {
        int column;
        double *out;
    } FIELDS[] = {
        {STAYS_STAYS, &figure->stays},
        {STAYS_PATIENTS, &figure->patients},
        {STAYS_DENOMINATOR, &figure->denominator},
        {STAYS_VALUE, &figure->value},
        {STAYS_LOW, &figure->low},
        {STAYS_HIGH, &figure->high},
        {STAYS_STANDARDISED, &figure->standardised},
        {STAYS_STANDARDISED_LOW, &figure->standardised_low},
        {STAYS_STANDARDISED_HIGH, &figure->standardised_high},
        {STAYS_OBSERVED_EXPECTED, &figure->observed_expected},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(FIELDS); i++)
        if (!edition_table_number(table, FIELDS[i].column, FIELDS[i].out, error))
            return false;
    return true;
}

static bool
read_level(EditionTable *table, StayLevel *out_level, GError **error)
{
    const char *name = edition_table_text(table, STAYS_LEVEL);

    for (StayLevel level = 0; level < N_STAY_LEVELS; level++)
        if (strcmp(LEVELS[level], name) == 0) {
            *out_level = level;
            return true;
        }
    return edition_table_fault(table, STAYS_LEVEL, error, _("\"%s\" is not a level"), name);
}

static bool
read_judgement(EditionTable *table, StayFigure *figure, GError **error)
{
    const char *signal = edition_table_text(table, STAYS_SIGNAL);
    if (!signal_parse(signal, &figure->signal))
        return edition_table_fault(table, STAYS_SIGNAL, error, _("\"%s\" is not a signal"), signal);
    const char *status = edition_table_text(table, STAYS_STATUS);
    return status_parse(status, &figure->status) ||
           edition_table_fault(table, STAYS_STATUS, error, _("\"%s\" is not a status"), status);
}

static bool
read_figure(ResultsReading *self, EditionTable *table, GError **error)
{
    size_t indicator = 0, period = 0;
    StayLevel level = STAY_FACILITY;
    StayFigure figure = {0};

    if (!results_reading_look_up(table, STAYS_PERIOD, self->periods, &period, error) ||
        !results_reading_look_up(table, STAYS_INDICATOR, self->stay_indicators, &indicator,
                                 error) ||
        !read_level(table, &level, error) || !read_numbers(table, &figure, error) ||
        !read_judgement(table, &figure, error))
        return false;
    GStringChunk *texts = self->results->texts;
    figure.unit = g_string_chunk_insert(texts, edition_table_text(table, STAYS_UNIT));
    figure.label = g_string_chunk_insert(texts, edition_table_text(table, STAYS_LABEL));
    g_array_append_val(results_stays_mutable(self->results, level, indicator, (int)period), figure);
    return true;
}

bool
results_reading_stays(ResultsReading *self, GError **error)
{
    return !edition_has_file(self->campaign, FILE_STAYS) ||
           results_reading_table(self, FILE_STAYS, read_figure, error);
}
