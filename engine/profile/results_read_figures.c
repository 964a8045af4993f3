#include "engine/profile/results_reading.h"

#include <string.h>

#include "engine/profile/chance_signal.h"
#include "engine/profile/change.h"
#include "engine/profile/comparator_file.h"
#include "engine/profile/results_regions.h"
#include "engine/profile/results_stays.h"
#include "engine/profile/results_territory.h"
#include "engine/profile/results_variation.h"
#include "engine/words/words.h"

typedef struct {
    int column;
    double *out;
} NumberField;

static bool
read_numbers(EditionTable *table, const NumberField *fields, size_t n, GError **error)
{
    for (size_t i = 0; i < n; i++)
        if (!edition_table_number(table, fields[i].column, fields[i].out, error))
            return false;
    return true;
}

static bool
read_status(EditionTable *table, int column, Status *out_status, GError **error)
{
    const char *name = edition_table_text(table, column);
    return status_parse(name, out_status) ||
           edition_table_fault(table, column, error, _("\"%s\" is not a status"), name);
}

static bool
read_measure(ResultsReading *self, EditionTable *table, GError **error)
{
    size_t doctor = 0, indicator = 0, period = 0;
    if (!results_reading_look_up(table, MEASURES_PRACTITIONER, self->doctors, &doctor, error) ||
        !results_reading_look_up(table, MEASURES_INDICATOR, self->indicators, &indicator, error) ||
        !results_reading_look_up(table, MEASURES_PERIOD, self->periods, &period, error))
        return false;

    Measure *measure = &results_measures_mutable(self->results, indicator, (int)period)[doctor];
    const NumberField FIELDS[] = {
        {MEASURES_NUMERATOR, &measure->numerator},
        {MEASURES_DENOMINATOR, &measure->denominator},
        {MEASURES_VALUE, &measure->value},
        {MEASURES_LOW, &measure->low},
        {MEASURES_HIGH, &measure->high},
        {MEASURES_STANDARDISED, &measure->standardised},
        {MEASURES_STANDARDISED_LOW, &measure->standardised_low},
        {MEASURES_STANDARDISED_HIGH, &measure->standardised_high},
        {MEASURES_COLLEAGUES, &measure->colleagues},
        {MEASURES_EXPECTED, &measure->expected},
        {MEASURES_PERCENTILE_ENROLLED, &measure->percentile_enrolled},
        {MEASURES_PERCENTILE_CONTROL, &measure->percentile_control},
        {MEASURES_Z, &measure->z},
        {MEASURES_SHRUNKEN, &measure->shrunken},
        {MEASURES_RELIABILITY, &measure->reliability},
    };
    const char *signal = edition_table_text(table, MEASURES_SIGNAL);
    if (!signal_parse(signal, &measure->signal))
        return edition_table_fault(table, MEASURES_SIGNAL, error, _("\"%s\" is not a signal"),
                                   signal);
    return read_numbers(table, FIELDS, G_N_ELEMENTS(FIELDS), error) &&
           edition_table_integer(table, MEASURES_PATIENTS, &measure->patients, error) &&
           read_status(table, MEASURES_STATUS, &measure->status, error);
}

/* A row is of all patients, or, only of a standardised indicator, of those of one age and sex. */
static bool
check_age_sex(const ResultsReading *self, EditionTable *table, size_t indicator, GError **error)
{
    const char *band = edition_table_text(table, COUNTS_AGE_BAND);
    const char *sex = edition_table_text(table, COUNTS_SEX);
    int known_band = 0;
    Sex known_sex = SEX_UNKNOWN;
    if (*band == '\0' && *sex == '\0')
        return true;
    if (!self->campaign->indicators[indicator].indicator->standardised)
        return edition_table_fault(
            table, COUNTS_AGE_BAND, error,
            _("a row by age and sex, of an indicator that is not standardised"));
    if (!age_band_parse(&self->campaign->age_bands, band, &known_band))
        return edition_table_fault(table, COUNTS_AGE_BAND, error, _("\"%s\" is not an age band"),
                                   band);
    return sex_parse(sex, &known_sex) ||
           edition_table_fault(table, COUNTS_SEX, error, _("\"%s\" is not a sex"), sex);
}

static bool
read_change(ResultsReading *self, EditionTable *table, GError **error)
{
    size_t doctor = 0, indicator = 0, past = 0;
    if (!results_reading_look_up(table, CHANGES_PRACTITIONER, self->doctors, &doctor, error) ||
        !results_reading_look_up(table, CHANGES_INDICATOR, self->indicators, &indicator, error) ||
        !results_reading_look_up(table, CHANGES_PAST_PERIOD, self->periods, &past, error))
        return false;

    Change *change = &results_changes_mutable(self->results, indicator)[doctor];
    const NumberField FIELDS[] = {{CHANGES_ESTIMATE, &change->estimate},
                                  {CHANGES_LOW, &change->low},
                                  {CHANGES_HIGH, &change->high}};
    const char *verdict = edition_table_text(table, CHANGES_VERDICT);
    change->past_period = (int)past;
    return (change_verdict_parse(verdict, &change->verdict) ||
            edition_table_fault(table, CHANGES_VERDICT, error, _("\"%s\" is not a verdict"),
                                verdict)) &&
           read_numbers(table, FIELDS, G_N_ELEMENTS(FIELDS), error);
}

/* measures.csv tells the patients of the denominator only; those of the numerator, which a strict
 * rule needs, stand with the counts of everybody, of a standardised indicator by age and sex. */
static bool
read_count(ResultsReading *self, EditionTable *table, GError **error)
{
    const char *id = edition_table_text(table, COUNTS_PRACTITIONER);
    size_t doctor = 0, indicator = 0, period = 0;
    int64_t patients = 0;

    if (!g_hash_table_contains(self->doctors, id))
        return true;
    if (!results_reading_look_up(table, COUNTS_PRACTITIONER, self->doctors, &doctor, error) ||
        !results_reading_look_up(table, COUNTS_INDICATOR, self->indicators, &indicator, error) ||
        !results_reading_look_up(table, COUNTS_PERIOD, self->periods, &period, error) ||
        !check_age_sex(self, table, indicator, error) ||
        !edition_table_integer(table, COUNTS_NUMERATOR_PATIENTS, &patients, error))
        return false;

    Measure *measure = &results_measures_mutable(self->results, indicator, (int)period)[doctor];
    if (measure->status != STATUS_NOT_ACTIVE && measure->status != STATUS_INCOMPLETE)
        measure->numerator_patients += patients;
    return true;
}

/* "group:<id>", "enrolled" or "control". */
static bool
read_comparator_name(ResultsReading *self, EditionTable *table, int column,
                     ComparatorKind *out_kind, size_t *out_group, GError **error)
{
    static const struct {
        const char *name;
        ComparatorKind kind;
    } OTHERS[] = {{"enrolled", COMPARATOR_ENROLLED},
                  {"control", COMPARATOR_CONTROL},
                  {"achievable", COMPARATOR_ACHIEVABLE}};
    const char *name = edition_table_text(table, column);
    const char *group = g_str_has_prefix(name, "group:") ? name + strlen("group:") : "";
    size_t found = GPOINTER_TO_SIZE(g_hash_table_lookup(self->groups, group));

    *out_group = found > 0 ? found - 1 : 0;
    *out_kind = COMPARATOR_GROUP;
    for (size_t i = 0; i < G_N_ELEMENTS(OTHERS); i++)
        if (strcmp(name, OTHERS[i].name) == 0) {
            *out_kind = OTHERS[i].kind;
            return true;
        }
    return found > 0 ||
           edition_table_fault(table, column, error, _("\"%s\" is not a comparator"), name);
}

static bool
read_comparator(ResultsReading *self, EditionTable *table, GError **error)
{
    ComparatorKind kind = COMPARATOR_GROUP;
    size_t group = 0, indicator = 0, period = 0;
    if (!results_reading_look_up(table, COMPARATORS_INDICATOR, self->indicators, &indicator,
                                 error) ||
        !results_reading_look_up(table, COMPARATORS_PERIOD, self->periods, &period, error))
        return false;
    if (g_str_has_prefix(edition_table_text(table, COMPARATORS_COMPARATOR), OF_OTHER_REGION))
        return results_reading_region_figure(self, table, indicator, (int)period, error);
    return read_comparator_name(self, table, COMPARATORS_COMPARATOR, &kind, &group, error) &&
           comparator_file_read(
               table,
               results_comparator_mutable(self->results, kind, group, indicator, (int)period),
               error);
}

static bool
read_bin(ResultsReading *self, EditionTable *table, GError **error)
{
    ComparatorKind kind = COMPARATOR_GROUP;
    size_t group = 0, indicator = 0, period = 0;
    DistributionBin bin = {0};
    int64_t doctors = 0;
    const NumberField FIELDS[] = {{BINS_LOW, &bin.low}, {BINS_HIGH, &bin.high}};

    if (!results_reading_look_up(table, BINS_INDICATOR, self->indicators, &indicator, error) ||
        !results_reading_look_up(table, BINS_PERIOD, self->periods, &period, error) ||
        !read_comparator_name(self, table, BINS_COMPARATOR, &kind, &group, error) ||
        !read_numbers(table, FIELDS, G_N_ELEMENTS(FIELDS), error) ||
        !edition_table_integer(table, BINS_DOCTORS, &doctors, error))
        return false;
    if (kind != COMPARATOR_ENROLLED && kind != COMPARATOR_CONTROL)
        return edition_table_fault(table, BINS_COMPARATOR, error,
                                   _("only enrolled and control have a distribution"));

    bin.doctors = (int)doctors;
    GArray *bins = results_bins(self->results, kind, indicator, (int)period);
    g_array_append_val(bins, bin);
    return true;
}

static bool
read_limits(ResultsReading *self, EditionTable *table, GError **error)
{
    size_t indicator = 0;
    ChanceLimits limits = {0};
    const NumberField FIELDS[] = {
        {LIMITS_DENOMINATOR, &limits.denominator}, {LIMITS_LOW_95, &limits.low_95},
        {LIMITS_HIGH_95, &limits.high_95},         {LIMITS_LOW_998, &limits.low_998},
        {LIMITS_HIGH_998, &limits.high_998},
    };
    if (!results_reading_look_up(table, LIMITS_INDICATOR, self->indicators, &indicator, error) ||
        !read_numbers(table, FIELDS, G_N_ELEMENTS(FIELDS), error))
        return false;
    g_array_append_val(results_limits_mutable(self->results, indicator), limits);
    return true;
}

/* Where the other side has a bin that this one lacks, nobody of this side stands in it. */
static void
complete_bins(GArray *bins, const GArray *others)
{
    for (unsigned i = 0; i < others->len; i++) {
        DistributionBin other = g_array_index(others, DistributionBin, i);
        unsigned at = 0;
        while (at < bins->len && g_array_index(bins, DistributionBin, at).low < other.low)
            at++;
        if (at < bins->len && g_array_index(bins, DistributionBin, at).low == other.low)
            continue;
        other.doctors = 0;
        g_array_insert_val(bins, at, other);
    }
}

static void
complete_all_bins(Results *results)
{
    for (size_t i = 0; i < results->n_indicators; i++)
        for (int period = 0; period < results->n_periods; period++) {
            GArray *enrolled = results_bins(results, COMPARATOR_ENROLLED, i, period);
            GArray *control = results_bins(results, COMPARATOR_CONTROL, i, period);
            if (enrolled->len == 0 || control->len == 0)
                continue;
            complete_bins(enrolled, control);
            complete_bins(control, enrolled);
        }
}

/* --- whole or not ----------------------------------------------------------------------------- */

static void
mark_unread(ResultsReading *self, size_t i, int period)
{
    Results *results = self->results;
    const bool *wanted = self->campaign->comparators;

    for (size_t d = 0; d < results->n_doctors; d++)
        results_measures_mutable(results, i, period)[d].status = STATUS_NOT_READ;
    for (size_t g = 0; wanted[COMPARATOR_GROUP] && g < results->n_groups; g++)
        results_comparator_mutable(results, COMPARATOR_GROUP, g, i, period)->status =
            STATUS_NOT_READ;
    for (ComparatorKind kind = COMPARATOR_ENROLLED; kind < N_COMPARATORS; kind++)
        if (wanted[kind])
            results_comparator_mutable(results, kind, 0, i, period)->status = STATUS_NOT_READ;
}

static bool
is_whole(const ResultsReading *self, size_t i, int period)
{
    const Results *results = self->results;
    bool whole = true;

    for (size_t d = 0; d < results->n_doctors; d++)
        whole = whole && results_measure(results, d, i, period)->status != STATUS_NOT_READ;
    for (size_t g = 0; g < results->n_groups; g++)
        whole = whole && results_comparator(results, COMPARATOR_GROUP, g, i, period)->status !=
                             STATUS_NOT_READ;
    for (ComparatorKind kind = COMPARATOR_ENROLLED; kind < N_COMPARATORS; kind++)
        whole = whole && results_comparator(results, kind, 0, i, period)->status != STATUS_NOT_READ;
    return whole;
}

bool
results_reading_figures(ResultsReading *self, GError **error)
{
    for (size_t i = 0; i < self->campaign->n_indicators; i++)
        for (int period = 0; period < self->campaign->history; period++)
            mark_unread(self, i, period);

    if (!results_reading_regions(self, error) ||
        !results_reading_table(self, FILE_MEASURES, read_measure, error) ||
        !results_reading_table(self, FILE_COUNTS, read_count, error) ||
        !results_reading_table(self, FILE_COMPARATORS, read_comparator, error) ||
        !results_reading_table(self, FILE_BINS, read_bin, error))
        return false;
    complete_all_bins(self->results);

    for (size_t i = 0; i < self->campaign->n_indicators; i++)
        for (int period = 0; period < self->campaign->history; period++)
            if (!is_whole(self, i, period)) {
                g_set_error(error, PROFILE_ERROR, PROFILE_ERROR_FILES,
                            _("%s: figures of indicator %s are missing from %s or %s; compute the "
                              "edition again"),
                            self->folder, self->campaign->indicators[i].indicator->id,
                            edition_file_path(FILE_MEASURES), edition_file_path(FILE_COMPARATORS));
                return false;
            }
    return results_reading_regions_whole(self, error) &&
           results_reading_table(self, FILE_CHANGES, read_change, error) &&
           results_reading_table(self, FILE_LIMITS, read_limits, error) &&
           results_reading_variations(self, error) && results_reading_territories(self, error) &&
           results_reading_stays(self, error);
}
