#include "engine/profile/results.h"

#include <math.h>

#include "engine/csv/writer.h"
#include "engine/profile/chance_signal.h"
#include "engine/profile/change.h"
#include "engine/profile/comparator_file.h"
#include "engine/profile/datapackage.h"
#include "engine/profile/edition_files.h"
#include "engine/profile/letter_fields.h"
#include "engine/profile/results_meetings.h"
#include "engine/profile/results_news.h"
#include "engine/profile/results_parts.h"
#include "engine/profile/results_regions.h"
#include "engine/profile/results_stays.h"
#include "engine/profile/results_territory.h"
#include "engine/profile/results_variation.h"

/* What every table is written from. */
typedef struct {
    const Results *results;
    const Campaign *campaign;
    const Roster *roster;
    const Counts *counts;
    char **periods; /* their spelling */
    CsvWriter *csv;
} Writing;

static const Indicator *
indicator_at(const Writing *self, size_t i)
{
    return self->campaign->indicators[i].indicator;
}

/* --- private/ --------------------------------------------------------------------------------- */

/* `at` NULL: of all ages and both sexes. */
static void
write_age_sex(const Writing *self, const AgeSex *at)
{
    if (at == NULL) {
        csv_writer_empty(self->csv);
        csv_writer_empty(self->csv);
        return;
    }
    g_autofree char *band = age_band_to_string(&self->campaign->age_bands, at->band);
    csv_writer_text(self->csv, band);
    csv_writer_text(self->csv, sex_name(at->sex));
}

static void
write_count(const Writing *self, const Practitioner *practitioner, size_t i, int period,
            const AgeSex *at, const CountCell *cell)
{
    const Indicator *indicator = indicator_at(self, i);
    int y = indicator_numerator_decimals(indicator), x = indicator_denominator_decimals(indicator);
    CsvWriter *csv = self->csv;

    csv_writer_text(csv, practitioner->id);
    csv_writer_text(csv, indicator->id);
    csv_writer_integer(csv, indicator->version);
    csv_writer_text(csv, self->periods[period]);
    write_age_sex(self, at);
    csv_writer_decimal(csv, cell->numerator, y);
    csv_writer_decimal(csv, cell->denominator, x);
    csv_writer_integer(csv, cell->numerator_patients);
    csv_writer_integer(csv, cell->denominator_patients);
    csv_writer_decimal(csv, cell->sum_yy, 2 * y);
    csv_writer_decimal(csv, cell->sum_xy, x + y);
    csv_writer_decimal(csv, cell->sum_xx, 2 * x);
    csv_writer_end_record(csv);
}

/* A standardised indicator is written by age and sex alone, in the order of age_sex_compare: the crude
 * count is the sum of its rows, column by column. Where nothing was counted it has one empty row, of no
 * age and sex, like any other. */
static void
write_cells(const Writing *self, size_t p, bool is_doctor, size_t i, int period)
{
    const Practitioner *practitioner = roster_practitioner(self->roster, p);
    const CountCell *crude = counts_cell(self->counts, p, i, (size_t)period);
    size_t n = 0;
    const AgeSexCell *cells = counts_age_sex_cells(self->counts, p, i, (size_t)period, &n);

    for (size_t c = 0; c < n; c++)
        write_count(self, practitioner, i, period, &cells[c].at, &cells[c].count);
    if (n == 0 && (is_doctor || !count_cell_is_empty(crude)))
        write_count(self, practitioner, i, period, NULL, crude);
}

/* Every cell of a doctor of the results, and of others those in which anything was counted: a later
 * edition may have them as doctors. Nothing of who is opposed. */
static void
write_counts(const Writing *self)
{
    for (size_t p = 0; p < roster_n_practitioners(self->roster); p++) {
        const Practitioner *practitioner = roster_practitioner(self->roster, p);
        bool is_doctor = practitioner->standing == STANDING_ENROLLED ||
                         practitioner->standing == STANDING_CONTROL;
        if (practitioner->standing == STANDING_OPPOSED)
            continue;
        for (size_t i = 0; i < self->campaign->n_indicators; i++)
            for (int period = 0; period < self->campaign->history; period++)
                write_cells(self, p, is_doctor, i, period);
    }
}

static void
write_measure(const Writing *self, size_t d, size_t i, int period)
{
    const ResultDoctor *doctor = results_doctor(self->results, d);
    const Measure *measure = results_measure(self->results, d, i, period);
    bool has_counts = !isnan(measure->numerator);
    CsvWriter *csv = self->csv;

    csv_writer_text(csv, doctor->id);
    if (doctor->group >= 0) {
        csv_writer_text(csv, results_group(self->results, (size_t)doctor->group)->id);
        csv_writer_integer(csv, results_number(self->results, d, i));
    } else {
        csv_writer_empty(csv);
        csv_writer_empty(csv);
    }
    csv_writer_text(csv, self->periods[period]);
    csv_writer_text(csv, indicator_at(self, i)->id);
    csv_writer_number(csv, measure->numerator);
    csv_writer_number(csv, measure->denominator);
    if (has_counts)
        csv_writer_integer(csv, measure->patients);
    else
        csv_writer_empty(csv);
    const double figures[] = {measure->value,
                              measure->low,
                              measure->high,
                              measure->standardised,
                              measure->expected,
                              measure->percentile_enrolled,
                              measure->percentile_control,
                              measure->z};
    for (size_t f = 0; f < G_N_ELEMENTS(figures); f++)
        csv_writer_number(csv, figures[f]);
    csv_writer_text(csv, signal_name(measure->signal));
    csv_writer_number(csv, measure->shrunken);
    csv_writer_number(csv, measure->reliability);
    csv_writer_text(csv, status_name(measure->status));
    csv_writer_number(csv, measure->standardised_low);
    csv_writer_number(csv, measure->standardised_high);
    csv_writer_number(csv, measure->colleagues);
    csv_writer_end_record(csv);
}

static void
write_measures(const Writing *self)
{
    for (size_t d = 0; d < self->results->n_doctors; d++)
        for (size_t i = 0; i < self->campaign->n_indicators; i++)
            for (int period = 0; period < self->campaign->history; period++)
                write_measure(self, d, i, period);
}

/* Only what there is to compare with. */
static void
write_changes(const Writing *self)
{
    for (size_t d = 0; d < self->results->n_doctors; d++)
        for (size_t i = 0; i < self->campaign->n_indicators; i++) {
            const Change *change = results_change(self->results, d, i);
            if (change->past_period < 0)
                continue;
            csv_writer_text(self->csv, results_doctor(self->results, d)->id);
            csv_writer_text(self->csv, indicator_at(self, i)->id);
            csv_writer_text(self->csv, self->periods[self->campaign->history - 1]);
            csv_writer_text(self->csv, self->periods[change->past_period]);
            csv_writer_number(self->csv, change->estimate);
            csv_writer_number(self->csv, change->low);
            csv_writer_number(self->csv, change->high);
            csv_writer_text(self->csv, change_verdict_name(change->verdict));
            csv_writer_end_record(self->csv);
        }
}

static void
write_register(const Writing *self)
{
    for (size_t d = 0; d < self->results->n_doctors; d++) {
        const ResultDoctor *doctor = results_doctor(self->results, d);
        if (doctor->group < 0)
            continue;
        for (size_t scope = 0; scope < self->results->n_scopes; scope++) {
            g_autofree char *name = results_scope_name(self->results, scope);
            csv_writer_text(self->csv, doctor->id);
            csv_writer_text(self->csv, results_group(self->results, (size_t)doctor->group)->id);
            csv_writer_text(self->csv, name);
            csv_writer_integer(self->csv, results_drawn_number(self->results, d, scope));
            csv_writer_text(self->csv, doctor->token);
            csv_writer_end_record(self->csv);
        }
    }
}

static void
write_distribution(const Writing *self)
{
    g_autofree char *attachment = edition_attachment_name(self->campaign);

    for (size_t d = 0; d < self->results->n_doctors; d++) {
        const ResultDoctor *doctor = results_doctor(self->results, d);
        if (doctor->group < 0)
            continue;
        const char *group = results_group(self->results, (size_t)doctor->group)->id;
        g_autofree char *file = edition_booklet_path(group, doctor->token);
        csv_writer_text(self->csv, doctor->id);
        for (size_t field = 0; field < N_LETTER_FIELDS; field++)
            csv_writer_text(self->csv, letter_field(doctor->letter, field));
        csv_writer_text(self->csv, group);
        csv_writer_text(self->csv, file);
        csv_writer_text(self->csv, attachment);
        csv_writer_text(self->csv, doctor->facilitator ? "facilitator" : "member");
        csv_writer_end_record(self->csv);
    }
}

static void
write_passwords(const Writing *self)
{
    for (size_t d = 0; d < self->results->n_doctors; d++) {
        const ResultDoctor *doctor = results_doctor(self->results, d);
        if (doctor->group < 0)
            continue;
        csv_writer_text(self->csv, doctor->id);
        csv_writer_text(self->csv, doctor->token);
        csv_writer_text(self->csv, doctor->password);
        csv_writer_end_record(self->csv);
    }
}

static void
write_groups(const Writing *self)
{
    for (size_t g = 0; g < self->results->n_groups; g++) {
        const ResultGroup *group = results_group(self->results, g);
        csv_writer_text(self->csv, group->id);
        csv_writer_text(self->csv, group->label);
        csv_writer_text(self->csv, group->names_may_show ? "true" : "false");
        csv_writer_end_record(self->csv);
    }
}

static void
write_attended(const Writing *self)
{
    results_write_attended(self->results, self->csv);
}

static void
write_news(const Writing *self)
{
    results_write_news(self->results, self->csv);
}

static void
write_regions(const Writing *self)
{
    results_write_regions(self->results, self->csv);
}

/* --- results/ --------------------------------------------------------------------------------- */

static void
write_comparator(const Writing *self, ComparatorKind kind, size_t group, size_t i, int period)
{
    const ComparatorFigure *figure = results_comparator(self->results, kind, group, i, period);
    g_autofree char *name = results_comparator_name(self->results, kind, group);
    CsvWriter *csv = self->csv;

    csv_writer_text(csv, self->periods[period]);
    csv_writer_text(csv, indicator_at(self, i)->id);
    csv_writer_text(csv, name);
    comparator_file_write(figure, csv);
    csv_writer_end_record(csv);
}

static void
write_comparators(const Writing *self)
{
    const bool *wanted = self->campaign->comparators;

    for (int period = 0; period < self->campaign->history; period++)
        for (size_t i = 0; i < self->campaign->n_indicators; i++) {
            for (size_t g = 0; wanted[COMPARATOR_GROUP] && g < self->results->n_groups; g++)
                write_comparator(self, COMPARATOR_GROUP, g, i, period);
            for (ComparatorKind kind = COMPARATOR_ENROLLED; kind < N_COMPARATORS; kind++)
                if (wanted[kind])
                    write_comparator(self, kind, 0, i, period);
        }
    results_write_region_figures(self->results, self->periods[self->campaign->history - 1],
                                 self->csv);
}

/* A bin without a doctor of this side is left out: its edges stand with the other side. */
static void
write_bins_of(const Writing *self, ComparatorKind kind, size_t i, int period)
{
    const GArray *bins = results_bins(self->results, kind, i, period);
    g_autofree char *name = results_comparator_name(self->results, kind, 0);

    for (unsigned b = 0; b < bins->len; b++) {
        const DistributionBin *bin = &g_array_index(bins, DistributionBin, b);
        if (bin->doctors == 0)
            continue;
        csv_writer_text(self->csv, self->periods[period]);
        csv_writer_text(self->csv, indicator_at(self, i)->id);
        csv_writer_text(self->csv, name);
        csv_writer_number(self->csv, bin->low);
        csv_writer_number(self->csv, bin->high);
        csv_writer_integer(self->csv, bin->doctors);
        csv_writer_end_record(self->csv);
    }
}

static void
write_bins(const Writing *self)
{
    for (int period = 0; period < self->campaign->history; period++)
        for (size_t i = 0; i < self->campaign->n_indicators; i++)
            for (ComparatorKind kind = COMPARATOR_ENROLLED; kind <= COMPARATOR_CONTROL; kind++)
                write_bins_of(self, kind, i, period);
}

static void
write_limits(const Writing *self)
{
    for (size_t i = 0; i < self->campaign->n_indicators; i++) {
        size_t n = 0;
        const ChanceLimits *limits = results_limits(self->results, i, &n);
        for (size_t l = 0; l < n; l++) {
            csv_writer_text(self->csv, self->periods[self->campaign->history - 1]);
            csv_writer_text(self->csv, indicator_at(self, i)->id);
            csv_writer_number(self->csv, limits[l].denominator);
            csv_writer_number(self->csv, limits[l].low_95);
            csv_writer_number(self->csv, limits[l].high_95);
            csv_writer_number(self->csv, limits[l].low_998);
            csv_writer_number(self->csv, limits[l].high_998);
            csv_writer_end_record(self->csv);
        }
    }
}

static void
write_variations(const Writing *self)
{
    results_write_variations(self->results, self->periods[self->campaign->history - 1], self->csv);
}

static void
write_territories(const Writing *self)
{
    results_write_territories(self->results, self->periods[self->campaign->history - 1], self->csv);
}

static void
write_stays(const Writing *self)
{
    results_write_stays(self->results, self->periods, self->csv);
}

static void
write_indicator(const Writing *self, const CampaignIndicator *entry)
{
    const Indicator *indicator = entry->indicator;
    g_autofree char *fingerprint = indicator_fingerprint(indicator);
    csv_writer_text(self->csv, indicator->id);
    csv_writer_integer(self->csv, indicator->version);
    csv_writer_text(self->csv, entry->theme->id);
    csv_writer_text(self->csv, indicator_kind_name(indicator->kind));
    csv_writer_text(self->csv, indicator_unit_name(indicator->unit));
    csv_writer_integer(self->csv, indicator->per);
    csv_writer_text(self->csv, indicator_direction_name(indicator->direction));
    csv_writer_number(self->csv, indicator->has_target ? indicator->target : NAN);
    csv_writer_text(self->csv, indicator->label.by_language[LANGUAGE_FR]);
    csv_writer_text(self->csv, indicator->label.by_language[LANGUAGE_EN]);
    csv_writer_text(self->csv, fingerprint);
    csv_writer_end_record(self->csv);
}

static void
write_indicators(const Writing *self)
{
    for (size_t i = 0; i < self->campaign->n_indicators; i++)
        write_indicator(self, &self->campaign->indicators[i]);
    for (size_t i = 0; i < self->campaign->n_stay_indicators; i++)
        write_indicator(self, &self->campaign->stay_indicators[i]);
}

/* --- all files -------------------------------------------------------------------------------- */

static void
add_file(GPtrArray *files, const char *path, GBytes *take_bytes)
{
    ResultFile *file = g_new(ResultFile, 1);
    *file = (ResultFile){g_strdup(path), take_bytes};
    g_ptr_array_add(files, file);
}

GPtrArray *
results_to_files(const Results *self, const Roster *roster, const Counts *counts)
{
    static void (*const WRITE[N_EDITION_FILES])(const Writing *) = {
        [FILE_COUNTS] = write_counts,
        [FILE_MEASURES] = write_measures,
        [FILE_CHANGES] = write_changes,
        [FILE_REGISTER] = write_register,
        [FILE_DISTRIBUTION] = write_distribution,
        [FILE_PASSWORDS] = write_passwords,
        [FILE_GROUPS] = write_groups,
        [FILE_ATTENDED] = write_attended,
        [FILE_NEWS] = write_news,
        [FILE_REGIONS] = write_regions,
        [FILE_COMPARATORS] = write_comparators,
        [FILE_BINS] = write_bins,
        [FILE_LIMITS] = write_limits,
        [FILE_VARIATION] = write_variations,
        [FILE_TERRITORIES] = write_territories,
        [FILE_STAYS] = write_stays,
        [FILE_INDICATORS] = write_indicators,
    };
    g_auto(GStrv) periods = results_period_names(self->campaign);
    GPtrArray *files = g_ptr_array_new_with_free_func((GDestroyNotify)result_file_free);

    for (EditionFile file = 0; file < N_EDITION_FILES; file++) {
        if (!edition_has_file(self->campaign, file))
            continue;
        g_autoptr(CsvWriter) csv = csv_writer_new(edition_file_header(file));
        WRITE[file](&(Writing){self, self->campaign, roster, counts, periods, csv});
        add_file(files, edition_file_path(file), csv_writer_steal(csv));
    }
    add_file(files, "results/datapackage.json", datapackage_to_bytes(self->campaign));
    return files;
}
