/* The value that a doctor's figure would have with the ages and sexes of the region's patients, beside
 * the crude one: indirect standardisation against all doctors of the region. */
#include "engine/profile/figure.h"
#include "engine/profile/measure.h"
#include "engine/profile/results_computing.h"
#include "engine/stats/interval.h"
#include "engine/stats/standardisation.h"

/* Every age-sex cell, the unknown ones included, whether anybody is in it or not. */
static size_t
n_cells(const Campaign *campaign)
{
    return (size_t)(campaign->age_bands.n + 1) * N_SEXES;
}

/* A doctor's sums by cell: zero where nothing was counted. */
static void
add_cells(const Computation *self, size_t doctor, size_t i, int period, PatientSums *out_cells)
{
    size_t n = 0;
    const AgeSexCell *cells = counts_age_sex_cells(
        self->counts, computation_practitioner(self, doctor), i, (size_t)period, &n);

    for (size_t c = 0; c < n; c++) {
        PatientSums sums = figure_sums(&cells[c].count);
        patient_sums_add(&out_cells[cells[c].at.band * N_SEXES + (int)cells[c].at.sex], &sums);
    }
}

static StandardiseKind
standardise_kind(const Indicator *indicator)
{
    if (!indicator_counts_events(indicator))
        return STANDARDISE_AMOUNT;
    return indicator->kind == KIND_RATE ? STANDARDISE_RATE : STANDARDISE_PROPORTION;
}

static void
fill_measure(const ComparatorSlice *slice, const IndirectFigure *figure, Measure *measure)
{
    const double scale = figure_scale(slice->indicator);
    const Interval interval = interval_scale(figure->interval, scale);
    const PatientSums expected = {.numerator = figure->expected.value};

    measure->standardised = scale * figure->value.value;
    measure->standardised_low = interval.low;
    measure->standardised_high = interval.high;
    measure->expected = figure_numerator(slice->indicator, &expected);
}

void
computation_standardise(const Computation *self, const ComparatorSlice *slice, size_t i, int period)
{
    if (!slice->indicator->standardised || !slice->complete)
        return;

    const size_t cells = n_cells(self->campaign), n_doctors = self->practitioners->len;
    Measure *measures = results_measures_mutable(self->results, i, period);
    g_autofree PatientSums *reference = g_new0(PatientSums, cells);
    for (size_t d = 0; d < n_doctors; d++)
        if (measure_contributes(&measures[d]))
            add_cells(self, d, i, period, reference);

    const IndirectRule rule = {standardise_kind(slice->indicator), slice->design_effect,
                               FIGURE_CONFIDENCE};
    g_autofree PatientSums *doctor = g_new(PatientSums, cells);
    for (size_t d = 0; d < n_doctors; d++) {
        if (!measure_contributes(&measures[d]))
            continue;
        for (size_t c = 0; c < cells; c++)
            doctor[c] = (PatientSums){0};
        add_cells(self, d, i, period, doctor);
        const IndirectFigure figure = standardisation_indirect(&rule, doctor, reference, cells);
        fill_measure(slice, &figure, &measures[d]);
    }
}
