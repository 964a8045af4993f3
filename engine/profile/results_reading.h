/* Results on their way in from the files of an edition: what the readers of its tables share. */
#pragma once

#include "engine/profile/edition_table.h"
#include "engine/profile/results_parts.h"

/* Names point to an index + 1 and are looked up, never walked. */
typedef struct {
    const char *folder;
    const Campaign *campaign;
    Results *results; /* from results_reading_people on */
    GHashTable *indicators, *stay_indicators, *periods, *scopes, *doctors, *groups;
} ResultsReading;

/* What no record of a file was read for, so that a file cut short is told from one that is whole. */
#define STATUS_NOT_READ ((Status)-1)

/* The index behind the name in that column; a fault of the table when there is none. */
bool results_reading_look_up(EditionTable *table, int column, GHashTable *names, size_t *out_index,
                             GError **error);
/* Gives each record of a file to `read`. */
bool results_reading_table(ResultsReading *self, EditionFile file,
                           bool (*read)(ResultsReading *, EditionTable *, GError **),
                           GError **error);

/* Doctors, groups, letters, numbers, tokens: makes the results, their figures still to be read. */
bool results_reading_people(ResultsReading *self, GError **error);
/* Measures, comparators, bins and stays. */
bool results_reading_figures(ResultsReading *self, GError **error);
