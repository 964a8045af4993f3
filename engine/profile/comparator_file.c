#include "engine/profile/comparator_file.h"

#include "engine/profile/status.h"
#include "engine/words/words.h"

void
comparator_file_write(const ComparatorFigure *figure, CsvWriter *csv)
{
    const double figures[] = {figure->numerator, figure->denominator, figure->value, figure->low,
                              figure->high,      figure->p10,         figure->p25,   figure->p50,
                              figure->p75,       figure->p90,         figure->phi,   figure->tau2};

    if (figure->status == STATUS_OK) {
        csv_writer_integer(csv, figure->practitioners);
        csv_writer_integer(csv, figure->patients);
    } else {
        csv_writer_empty(csv);
        csv_writer_empty(csv);
    }
    for (size_t f = 0; f < G_N_ELEMENTS(figures); f++)
        csv_writer_number(csv, figures[f]);
    csv_writer_text(csv, status_name(figure->status));
}

bool
comparator_file_read(EditionTable *table, ComparatorFigure *out_figure, GError **error)
{
    ComparatorFigure figure = {0};
    double *const NUMBERS[] = {&figure.numerator, &figure.denominator, &figure.value, &figure.low,
                               &figure.high,      &figure.p10,         &figure.p25,   &figure.p50,
                               &figure.p75,       &figure.p90,         &figure.phi,   &figure.tau2};
    int64_t practitioners = 0;
    const char *status = edition_table_text(table, COMPARATORS_STATUS);

    if (!status_parse(status, &figure.status))
        return edition_table_fault(table, COMPARATORS_STATUS, error, _("\"%s\" is not a status"),
                                   status);
    for (int i = 0; i < (int)G_N_ELEMENTS(NUMBERS); i++)
        if (!edition_table_number(table, COMPARATORS_NUMERATOR + i, NUMBERS[i], error))
            return false;
    if (!edition_table_integer(table, COMPARATORS_PRACTITIONERS, &practitioners, error) ||
        !edition_table_integer(table, COMPARATORS_PATIENTS, &figure.patients, error))
        return false;
    figure.practitioners = (int)practitioners;
    *out_figure = figure;
    return true;
}
