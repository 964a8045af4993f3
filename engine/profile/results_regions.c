#include "engine/profile/results_regions.h"

#include <string.h>

#include "engine/profile/comparator.h"
#include "engine/profile/comparator_file.h"
#include "engine/profile/other_region.h"
#include "engine/words/words.h"

static const char *const KINDS[N_REGION_KINDS] = {
    [REGION_ENROLLED] = "enrolled:", [REGION_CONTROL] = "control:"};
static const char *const MATCHES[N_REGION_MATCHES] = {
    [REGION_COMPARES] = "compares",
    [REGION_NO_INDICATOR] = "no_indicator",
    [REGION_OTHER_DEFINITION] = "other_definition",
    [REGION_OTHER_PERIOD] = "other_period",
};

static ResultRegion *
region_at(const Results *self, size_t region)
{
    g_assert(region < self->regions->len);
    return &g_array_index(self->regions, ResultRegion, region);
}

static ResultRegion *
add_region(Results *self, const char *label)
{
    const ResultRegion region = {.label = g_string_chunk_insert_const(self->texts, label),
                                 .cells = g_new0(RegionCell, self->n_indicators)};
    g_array_append_val(self->regions, region);
    return region_at(self, self->regions->len - 1);
}

void
results_regions_free(GArray *regions)
{
    for (guint i = 0; i < regions->len; i++)
        g_free(g_array_index(regions, ResultRegion, i).cells);
    g_array_unref(regions);
}

/* --- from their packages ---------------------------------------------------------------------- */

/* What our own thresholds would have hidden stays hidden too. */
static ComparatorFigure
released(const DisclosureRule *rule, const ComparatorFigure *theirs)
{
    if (theirs->status != STATUS_OK)
        return comparator_none(theirs->status);
    if (theirs->practitioners < rule->minimum_members)
        return comparator_none(STATUS_FEW_MEMBERS);
    if (theirs->patients < rule->minimum_patients)
        return comparator_none(STATUS_FEW_PATIENTS);
    return *theirs;
}

static void
fill_cell(const Campaign *campaign, const OtherRegion *region, const Indicator *indicator,
          const char *period, RegionCell *cell)
{
    cell->match = other_region_match(region, indicator, period);
    for (int kind = 0; cell->match == REGION_COMPARES && kind < N_REGION_KINDS; kind++) {
        const ComparatorFigure *theirs = other_region_figure(region, indicator->id, period, kind);
        if (theirs == NULL)
            continue;
        cell->has[kind] = true;
        cell->figures[kind] = released(&campaign->disclosure, theirs);
    }
}

void
results_add_regions(Results *self, const GPtrArray *regions)
{
    const Campaign *campaign = self->campaign;
    g_autofree char *period = period_to_string(campaign->last);
    for (guint r = 0; r < regions->len; r++) {
        const OtherRegion *region = regions->pdata[r];
        ResultRegion *kept = add_region(self, other_region_label(region));
        for (size_t i = 0; i < self->n_indicators; i++)
            fill_cell(campaign, region, campaign->indicators[i].indicator, period, &kept->cells[i]);
    }
}

/* --- for documents ---------------------------------------------------------------------------- */

size_t
results_n_regions(const Results *self)
{
    return self->regions->len;
}

const char *
results_region_label(const Results *self, size_t region)
{
    return region_at(self, region)->label;
}

RegionMatch
results_region_match(const Results *self, size_t region, size_t indicator)
{
    g_assert(indicator < self->n_indicators);
    return region_at(self, region)->cells[indicator].match;
}

const ComparatorFigure *
results_region_figure(const Results *self, size_t region, int kind, size_t indicator)
{
    g_assert(indicator < self->n_indicators && kind >= 0 && kind < N_REGION_KINDS);
    const RegionCell *cell = &region_at(self, region)->cells[indicator];
    return cell->match == REGION_COMPARES && cell->has[kind] ? &cell->figures[kind] : NULL;
}

/* --- out -------------------------------------------------------------------------------------- */

void
results_write_regions(const Results *results, CsvWriter *csv)
{
    for (size_t r = 0; r < results_n_regions(results); r++)
        for (size_t i = 0; i < results->n_indicators; i++) {
            csv_writer_text(csv, results_region_label(results, r));
            csv_writer_text(csv, results->campaign->indicators[i].indicator->id);
            csv_writer_text(csv, MATCHES[results_region_match(results, r, i)]);
            csv_writer_end_record(csv);
        }
}

static void
write_figure(const Results *results, const char *period, size_t r, size_t i, int kind,
             CsvWriter *csv)
{
    const ComparatorFigure *figure = results_region_figure(results, r, kind, i);
    if (figure == NULL)
        return;
    g_autofree char *name =
        g_strconcat(OF_OTHER_REGION, KINDS[kind], results_region_label(results, r), NULL);
    csv_writer_text(csv, period);
    csv_writer_text(csv, results->campaign->indicators[i].indicator->id);
    csv_writer_text(csv, name);
    comparator_file_write(figure, csv);
    csv_writer_end_record(csv);
}

void
results_write_region_figures(const Results *results, const char *period, CsvWriter *csv)
{
    for (size_t i = 0; i < results->n_indicators; i++)
        for (size_t r = 0; r < results_n_regions(results); r++)
            for (int kind = 0; kind < N_REGION_KINDS; kind++)
                write_figure(results, period, r, i, kind, csv);
}

/* --- back ------------------------------------------------------------------------------------- */

static ResultRegion *
find_region(const Results *self, const char *label)
{
    for (size_t r = 0; r < results_n_regions(self); r++)
        if (strcmp(results_region_label(self, r), label) == 0)
            return region_at(self, r);
    return NULL;
}

static bool
read_region(ResultsReading *self, EditionTable *table, GError **error)
{
    size_t indicator = 0;
    g_autofree char *label = g_strdup(edition_table_text(table, REGIONS_REGION));
    if (!results_reading_look_up(table, REGIONS_INDICATOR, self->indicators, &indicator, error))
        return false;
    ResultRegion *region = find_region(self->results, label);
    if (region == NULL)
        region = add_region(self->results, label);
    const char *match = edition_table_text(table, REGIONS_MATCH);
    for (RegionMatch known = 0; known < N_REGION_MATCHES; known++)
        if (strcmp(match, MATCHES[known]) == 0) {
            region->cells[indicator].match = known;
            return true;
        }
    return edition_table_fault(table, REGIONS_MATCH, error, _("\"%s\" is not how regions compare"),
                               match);
}

bool
results_reading_regions(ResultsReading *self, GError **error)
{
    return !edition_has_file(self->campaign, FILE_REGIONS) ||
           results_reading_table(self, FILE_REGIONS, read_region, error);
}

bool
results_reading_region_figure(ResultsReading *self, EditionTable *table, size_t indicator,
                              int period, GError **error)
{
    const char *name = edition_table_text(table, COMPARATORS_COMPARATOR);
    const char *rest = name + strlen(OF_OTHER_REGION);
    for (int kind = 0; kind < N_REGION_KINDS; kind++) {
        if (!g_str_has_prefix(rest, KINDS[kind]))
            continue;
        ResultRegion *region = find_region(self->results, rest + strlen(KINDS[kind]));
        if (region == NULL || region->cells[indicator].match != REGION_COMPARES ||
            period != self->results->n_periods - 1)
            break;
        region->cells[indicator].has[kind] = true;
        return comparator_file_read(table, &region->cells[indicator].figures[kind], error);
    }
    return edition_table_fault(table, COMPARATORS_COMPARATOR, error,
                               _("\"%s\" is not a comparator"), name);
}

bool
results_reading_regions_whole(ResultsReading *self, GError **error)
{
    const Results *results = self->results;
    bool whole = results_n_regions(results) == self->campaign->n_other_regions;
    for (size_t r = 0; r < results_n_regions(results); r++)
        for (size_t i = 0; i < results->n_indicators; i++)
            whole = whole && (results_region_match(results, r, i) != REGION_COMPARES ||
                              results_region_figure(results, r, REGION_ENROLLED, i) != NULL ||
                              results_region_figure(results, r, REGION_CONTROL, i) != NULL);
    if (!whole)
        g_set_error(error, PROFILE_ERROR, PROFILE_ERROR_FILES,
                    _("%s: figures of other regions are missing from %s or %s; compute the edition "
                      "again"),
                    self->folder, edition_file_path(FILE_REGIONS),
                    edition_file_path(FILE_COMPARATORS));
    return whole;
}
