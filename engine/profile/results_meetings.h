/* The meetings that each enrolled doctor attended, into the results, and out to private/attendance.csv
 * and back: for the files that fill, write and read results, and no others. */
#pragma once

#include "engine/csv/writer.h"
#include "engine/profile/results_reading.h"

/* A row a doctor and meeting, in the order of the doctors' ids, then of days. */
void results_write_attended(const Results *results, CsvWriter *csv);
bool results_reading_attended(ResultsReading *self, GError **error);
