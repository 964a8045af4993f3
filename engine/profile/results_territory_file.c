/* private/territories.csv: a row a territory. */
#include "engine/profile/results_territory.h"
#include "engine/words/words.h"

static void
write_figure(const TerritoryFigure *figure, const char *indicator, const char *period,
             CsvWriter *csv)
{
    csv_writer_text(csv, period);
    csv_writer_text(csv, indicator);
    csv_writer_text(csv, figure->id);
    csv_writer_integer(csv, figure->practitioners);
    csv_writer_integer(csv, figure->patients);
    csv_writer_number(csv, figure->value);
    csv_writer_number(csv, figure->standardised);
    csv_writer_number(csv, figure->low);
    csv_writer_number(csv, figure->high);
    csv_writer_text(csv, status_name(figure->status));
    csv_writer_end_record(csv);
}

void
results_write_territories(const Results *results, const char *period, CsvWriter *csv)
{
    for (size_t i = 0; i < results->n_indicators; i++) {
        size_t n = 0;
        const TerritoryFigure *figures = results_territories(results, i, &n);
        for (size_t t = 0; t < n; t++)
            write_figure(&figures[t], results->campaign->indicators[i].indicator->id, period, csv);
    }
}

static bool
read_numbers(EditionTable *table, TerritoryFigure *figure, GError **error)
{
    int64_t practitioners = 0;

    if (!edition_table_integer(table, TERRITORIES_PRACTITIONERS, &practitioners, error) ||
        !edition_table_integer(table, TERRITORIES_PATIENTS, &figure->patients, error) ||
        !edition_table_number(table, TERRITORIES_VALUE, &figure->value, error) ||
        !edition_table_number(table, TERRITORIES_STANDARDISED, &figure->standardised, error) ||
        !edition_table_number(table, TERRITORIES_LOW, &figure->low, error) ||
        !edition_table_number(table, TERRITORIES_HIGH, &figure->high, error))
        return false;
    figure->practitioners = (int)practitioners;
    return true;
}

static bool
read_figure(ResultsReading *self, EditionTable *table, GError **error)
{
    size_t indicator = 0, period = 0;
    TerritoryFigure figure = {0};

    if (!results_reading_look_up(table, TERRITORIES_PERIOD, self->periods, &period, error) ||
        !results_reading_look_up(table, TERRITORIES_INDICATOR, self->indicators, &indicator,
                                 error) ||
        !read_numbers(table, &figure, error))
        return false;
    const char *status = edition_table_text(table, TERRITORIES_STATUS);
    if (!status_parse(status, &figure.status))
        return edition_table_fault(table, TERRITORIES_STATUS, error, _("\"%s\" is not a status"),
                                   status);
    figure.id = g_string_chunk_insert(self->results->texts,
                                      edition_table_text(table, TERRITORIES_TERRITORY));
    g_array_append_val(results_territories_mutable(self->results, indicator), figure);
    return true;
}

bool
results_reading_territories(ResultsReading *self, GError **error)
{
    return results_reading_table(self, FILE_TERRITORIES, read_figure, error);
}
