/* Other regions in the results, and out to private/regions.csv and results/comparators.csv and back:
 * for the files that fill, write and read results, and no others. */
#pragma once

#include "engine/csv/writer.h"
#include "engine/profile/results_reading.h"

/* How the names of their comparators begin: "region:enrolled:Normandie". */
#define OF_OTHER_REGION "region:"

void results_regions_free(GArray *regions);
/* A row a region and indicator, with what keeps them from comparing. */
void results_write_regions(const Results *results, CsvWriter *csv);
/* The rows of comparators.csv, behind this region's own. */
void results_write_region_figures(const Results *results, const char *period, CsvWriter *csv);

/* private/regions.csv, where the campaign has one; before the rows of comparators.csv. */
bool results_reading_regions(ResultsReading *self, GError **error);
/* The current record of comparators.csv. */
bool results_reading_region_figure(ResultsReading *self, EditionTable *table, size_t indicator,
                                   int period, GError **error);
/* After the last one: whether every indicator that compares has a figure. */
bool results_reading_regions_whole(ResultsReading *self, GError **error);
