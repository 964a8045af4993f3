/* A comparator's figure in comparators.csv, out and back: of this edition and of other regions. */
#pragma once

#include "engine/csv/writer.h"
#include "engine/profile/edition_table.h"
#include "engine/profile/results.h"

/* The columns from practitioners to status; counts are left empty unless the figure is ok. */
void comparator_file_write(const ComparatorFigure *figure, CsvWriter *csv);
/* The same of the current record. */
bool comparator_file_read(EditionTable *table, ComparatorFigure *out_figure, GError **error);
