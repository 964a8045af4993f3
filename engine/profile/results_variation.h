/* How much the units of the region differ, on its way into the results, out to results/variation.csv
 * and back: for the files that fill, write and read them, and no others. */
#pragma once

#include "engine/csv/writer.h"
#include "engine/profile/results_reading.h"

enum {
    /* Under this many units nothing is said: quantiles and chance have no hold on so few, and a
     * reader who knows one of two units would be told the other by any measure over both. */
    VARIATION_FEWEST_UNITS = 5,
    /* Seven lie beyond each end of an interval: enough for its size, not for its second digit. About
     * a second in all for 30 groups, 15 territories and 10 indicators. */
    VARIATION_REPLICATES = 300,
    /* Fixed, so that an edition can be computed again digit for digit, and the same for all
     * indicators and levels: the year in which the systematic component was published. */
    VARIATION_SEED = 1982,
};

/* The figures of units that may all be shown, whose counts vary by chance `dispersion` times as much as
 * independent events. */
RegionVariation variation_of(const VariationUnit *units, size_t n, double dispersion);
/* By how much the variance of a count exceeds the count: the design effect, and for a proportion times
 * 1 - p, of all units together. */
double variation_dispersion_of(const Indicator *indicator, double design_effect,
                               const VariationUnit *units, size_t n);
/* No figure at all. */
RegionVariation variation_none(Status why, int units);

/* Stable spellings used in files: "group", "territory", "facility", "residence"; "extremal_quotient",
 * "chi_squared", ... */
const char *variation_level_name(VariationLevel level);
const char *variation_figure_name(size_t figure);

/* A row a figure, for the indicators that count events. */
void results_write_variations(const Results *results, const char *period, CsvWriter *csv);
/* PROFILE_ERROR_FILES too where a row is missing. */
bool results_reading_variations(ResultsReading *self, GError **error);
