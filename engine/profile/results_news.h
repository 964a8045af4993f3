/* What is new since the edition before, into the results, and out to private/news.csv and back: for the
 * files that fill, write and read results, and no others. */
#pragma once

#include "engine/csv/writer.h"
#include "engine/profile/results_reading.h"

/* Two rows a group of which it is known, then one an indicator that is new, withdrawn or another. */
void results_write_news(const Results *results, CsvWriter *csv);
bool results_reading_news(ResultsReading *self, GError **error);
