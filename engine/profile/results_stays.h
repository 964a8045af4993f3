/* Figures from hospital stays, out to results/stays.csv and back: for the files that write and read
 * them, and no others. */
#pragma once

#include "engine/csv/writer.h"
#include "engine/profile/results_reading.h"

/* "facility", "residence". */
const char *stay_level_name(StayLevel level);

/* A row an indicator, level, period and unit; none at all where the campaign has no such indicator. */
void results_write_stays(const Results *results, char *const *periods, CsvWriter *csv);
/* A unit of which no row is there is taken for one with nothing to count. */
bool results_reading_stays(ResultsReading *self, GError **error);
