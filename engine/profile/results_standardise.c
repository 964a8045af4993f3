/* The value that a doctor's figure would have with the ages and sexes of the region's patients, beside
 * the crude one: indirect standardisation against all doctors of the region. */
#include "engine/profile/figure.h"
#include "engine/profile/measure.h"
#include "engine/profile/results_computing.h"
#include "engine/stats/interval.h"
#include "engine/stats/standardisation.h"

size_t
computation_n_cells(const Computation *self)
{
    return (size_t)(self->campaign->age_bands.n + 1) * N_SEXES;
}

void
computation_add_cells(const Computation *self, size_t doctor, size_t i, int period,
                      PatientSums *cells)
{
    size_t n = 0;
    const AgeSexCell *counted = counts_age_sex_cells(
        self->counts, computation_practitioner(self, doctor), i, (size_t)period, &n);

    for (size_t c = 0; c < n; c++) {
        PatientSums sums = figure_sums(&counted[c].count);
        patient_sums_add(&cells[counted[c].at.band * N_SEXES + (int)counted[c].at.sex], &sums);
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

    const size_t cells = computation_n_cells(self), n_doctors = self->practitioners->len;
    Measure *measures = results_measures_mutable(self->results, i, period);
    g_autofree PatientSums *reference = g_new0(PatientSums, cells);
    for (size_t d = 0; d < n_doctors; d++)
        if (measure_contributes(&measures[d]))
            computation_add_cells(self, d, i, period, reference);

    const IndirectRule rule = {standardise_kind(slice->indicator), slice->design_effect,
                               FIGURE_CONFIDENCE};
    g_autofree PatientSums *doctor = g_new(PatientSums, cells);
    for (size_t d = 0; d < n_doctors; d++) {
        if (!measure_contributes(&measures[d]))
            continue;
        for (size_t c = 0; c < cells; c++)
            doctor[c] = (PatientSums){0};
        computation_add_cells(self, d, i, period, doctor);
        const IndirectFigure figure = standardisation_indirect(&rule, doctor, reference, cells);
        fill_measure(slice, &figure, &measures[d]);
    }
}
