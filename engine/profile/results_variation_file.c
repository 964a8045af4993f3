/* results/variation.csv, in long form: a row a figure. */
#include "engine/profile/results_variation.h"
#include "engine/words/words.h"

#include <math.h>
#include <string.h>

static const char *const LEVELS[N_VARIATION_LEVELS] = {
    [LEVEL_GROUP] = "group",
    [LEVEL_TERRITORY] = "territory",
    [LEVEL_FACILITY] = "facility",
    [LEVEL_RESIDENCE] = "residence",
};

static const char *const FIGURES[N_VARIATION_FIGURES] = {
    [VARIATION_EXTREMAL_QUOTIENT] = "extremal_quotient",
    [VARIATION_QUOTIENT_5_95] = "quotient_5_95",
    [VARIATION_QUOTIENT_25_75] = "quotient_25_75",
    [VARIATION_COEFFICIENT] = "coefficient",
    [VARIATION_WEIGHTED] = "weighted_coefficient",
    [VARIATION_SYSTEMATIC] = "systematic_component",
    [VARIATION_EMPIRICAL_BAYES] = "empirical_bayes",
    [VARIATION_HOMOGENEITY] = "chi_squared",
};

RegionVariation
variation_none(Status why, int units)
{
    RegionVariation self = {.units = units};

    for (size_t f = 0; f < N_VARIATION_FIGURES; f++)
        self.figures[f] = (VariationFigure){NAN, NAN, NAN, NAN, why};
    return self;
}

const char *
variation_level_name(VariationLevel level)
{
    return LEVELS[level];
}

const char *
variation_figure_name(size_t figure)
{
    g_assert(figure < N_VARIATION_FIGURES);
    return FIGURES[figure];
}

/* --- out -------------------------------------------------------------------------------------- */

static const Indicator *
indicator_at(const Campaign *campaign, VariationLevel level, size_t i)
{
    return level < N_DOCTOR_LEVELS ? campaign->indicators[i].indicator
                                   : campaign->stay_indicators[i].indicator;
}

static size_t
n_indicators_of(const Campaign *campaign, VariationLevel level)
{
    return level < N_DOCTOR_LEVELS ? campaign->n_indicators : campaign->n_stay_indicators;
}

static bool
applies(const Indicator *indicator, VariationLevel level)
{
    return level < N_DOCTOR_LEVELS
               ? indicator_counts_events(indicator)
               : results_stays_apply(indicator, (StayLevel)(level - LEVEL_FACILITY));
}

static void
write_figure(const Results *results, size_t i, VariationLevel level, size_t figure,
             const char *period, CsvWriter *csv)
{
    const RegionVariation *variation = results_variation(results, level, i);
    const VariationFigure *entry = &variation->figures[figure];

    csv_writer_text(csv, period);
    csv_writer_text(csv, indicator_at(results->campaign, level, i)->id);
    csv_writer_text(csv, LEVELS[level]);
    csv_writer_integer(csv, variation->units);
    csv_writer_text(csv, FIGURES[figure]);
    csv_writer_number(csv, entry->value);
    csv_writer_number(csv, entry->low);
    csv_writer_number(csv, entry->high);
    csv_writer_number(csv, entry->p);
    csv_writer_text(csv, status_name(entry->status));
    csv_writer_end_record(csv);
}

/* Indicator by indicator, each at the levels from `first` to the one before `end`. */
static void
write_levels(const Results *results, VariationLevel first, VariationLevel end, const char *period,
             CsvWriter *csv)
{
    for (size_t i = 0; i < n_indicators_of(results->campaign, first); i++)
        for (VariationLevel level = first; level < end; level++) {
            if (!applies(indicator_at(results->campaign, level, i), level))
                continue;
            for (size_t figure = 0; figure < N_VARIATION_FIGURES; figure++)
                write_figure(results, i, level, figure, period, csv);
        }
}

void
results_write_variations(const Results *results, const char *period, CsvWriter *csv)
{
    write_levels(results, LEVEL_GROUP, N_DOCTOR_LEVELS, period, csv);
    write_levels(results, LEVEL_FACILITY, N_VARIATION_LEVELS, period, csv);
}

/* --- back ------------------------------------------------------------------------------------- */

static bool
find_name(EditionTable *table, int column, const char *what, const char *const *names, size_t n,
          size_t *out_index, GError **error)
{
    const char *name = edition_table_text(table, column);

    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0) {
            *out_index = i;
            return true;
        }
    return edition_table_fault(table, column, error, _("\"%s\" is not a %s"), name, what);
}

static bool
read_numbers(EditionTable *table, VariationFigure *figure, GError **error)
{
    return edition_table_number(table, VARIATION_FILE_VALUE, &figure->value, error) &&
           edition_table_number(table, VARIATION_FILE_LOW, &figure->low, error) &&
           edition_table_number(table, VARIATION_FILE_HIGH, &figure->high, error) &&
           edition_table_number(table, VARIATION_FILE_P, &figure->p, error);
}

static bool
read_figure(ResultsReading *self, EditionTable *table, GError **error)
{
    size_t indicator = 0, period = 0, level = 0, figure = 0;
    int64_t units = 0;
    if (!results_reading_look_up(table, VARIATION_FILE_PERIOD, self->periods, &period, error) ||
        !find_name(table, VARIATION_FILE_LEVEL, "level", LEVELS, N_VARIATION_LEVELS, &level,
                   error) ||
        !results_reading_look_up(table, VARIATION_FILE_INDICATOR,
                                 level < N_DOCTOR_LEVELS ? self->indicators : self->stay_indicators,
                                 &indicator, error) ||
        !find_name(table, VARIATION_FILE_MEASURE, "measure", FIGURES, N_VARIATION_FIGURES, &figure,
                   error) ||
        !edition_table_integer(table, VARIATION_FILE_UNITS, &units, error))
        return false;

    RegionVariation *variation =
        results_variation_mutable(self->results, (VariationLevel)level, indicator);
    VariationFigure *entry = &variation->figures[figure];
    variation->units = (int)units;
    if (!read_numbers(table, entry, error))
        return false;
    const char *status = edition_table_text(table, VARIATION_FILE_STATUS);
    return status_parse(status, &entry->status) ||
           edition_table_fault(table, VARIATION_FILE_STATUS, error, _("\"%s\" is not a status"),
                               status);
}

static bool
is_read(const ResultsReading *self, VariationLevel level, size_t i, GError **error)
{
    const RegionVariation *variation = results_variation(self->results, level, i);

    for (size_t figure = 0; figure < N_VARIATION_FIGURES; figure++) {
        if (variation->figures[figure].status != STATUS_NOT_READ)
            continue;
        g_set_error(error, PROFILE_ERROR, PROFILE_ERROR_FILES,
                    _("%s: figures of indicator %s are missing from %s; compute the edition "
                      "again"),
                    self->folder, indicator_at(self->campaign, level, i)->id,
                    edition_file_path(FILE_VARIATION));
        return false;
    }
    return true;
}

bool
results_reading_variations(ResultsReading *self, GError **error)
{
    const Campaign *campaign = self->campaign;

    for (VariationLevel level = 0; level < N_VARIATION_LEVELS; level++)
        for (size_t i = 0; i < n_indicators_of(campaign, level); i++)
            if (applies(indicator_at(campaign, level, i), level))
                *results_variation_mutable(self->results, level, i) =
                    variation_none(STATUS_NOT_READ, 0);
    if (!results_reading_table(self, FILE_VARIATION, read_figure, error))
        return false;
    for (VariationLevel level = 0; level < N_VARIATION_LEVELS; level++)
        for (size_t i = 0; i < n_indicators_of(campaign, level); i++)
            if (!is_read(self, level, i, error))
                return false;
    return true;
}
