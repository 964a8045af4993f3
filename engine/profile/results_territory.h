/* The directly standardised values of the territories of practice, out to private/territories.csv and
 * back: for the files that write and read them, and no others. */
#pragma once

#include "engine/csv/writer.h"
#include "engine/profile/results_reading.h"

/* A row a territory that may be shown, for the indicators that have such values. */
void results_write_territories(const Results *results, const char *period, CsvWriter *csv);
/* A territory of which no row is there is taken for one that may not be shown. */
bool results_reading_territories(ResultsReading *self, GError **error);
