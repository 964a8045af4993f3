#include "engine/stats/standardisation.h"

#include <glib.h>
#include <math.h>

#include "engine/stats/interval.h"
#include "engine/stats/sum.h"

/* The doctor's patients against what was expected of them: x becomes x times the reference's ratio in
 * their cell, so that the denominator is E. False where a cell of theirs has no reference. */
static bool
sum_against_expected(const PatientSums *doctor, const PatientSums *reference, size_t n_cells,
                     PatientSums *out_sums)
{
    PatientSums sums = {0};

    for (size_t i = 0; i < n_cells; i++) {
        Estimate ratio = patient_sums_ratio(&reference[i]);
        if (ratio.status != ESTIMATE_OK && doctor[i].denominator != 0)
            return false;

        double r = ratio.status == ESTIMATE_OK ? ratio.value : 0;
        PatientSums cell = {doctor[i].numerator,  r * doctor[i].denominator,
                            doctor[i].patients,   doctor[i].sum_yy,
                            r * doctor[i].sum_xy, r * r * doctor[i].sum_xx};
        patient_sums_add(&sums, &cell);
    }
    *out_sums = sums;
    return true;
}

static PatientSums
sum_cells(const PatientSums *cells, size_t n_cells)
{
    PatientSums sums = {0};
    for (size_t i = 0; i < n_cells; i++)
        patient_sums_add(&sums, &cells[i]);
    return sums;
}

/* About O / E. */
static Interval
ratio_interval(const IndirectRule *rule, const PatientSums *against_expected, double denominator)
{
    double observed = against_expected->numerator / rule->design_effect;
    double size = denominator / rule->design_effect;
    double expected = against_expected->denominator / rule->design_effect;

    switch (rule->kind) {
    case STANDARDISE_PROPORTION:
        return interval_scale(interval_wilson(observed, size, rule->confidence), size / expected);
    case STANDARDISE_RATE:
        return interval_scale(interval_poisson(observed, rule->confidence), 1 / expected);
    case STANDARDISE_AMOUNT:
        return interval_ratio(against_expected, rule->confidence);
    }
    g_assert_not_reached();
}

static IndirectFigure
indirect_none(void)
{
    return (IndirectFigure){estimate_none(ESTIMATE_UNDEFINED), estimate_none(ESTIMATE_UNDEFINED),
                            interval_none(ESTIMATE_UNDEFINED)};
}

IndirectFigure
standardisation_indirect(const IndirectRule *rule, const PatientSums *doctor,
                         const PatientSums *reference, size_t n_cells)
{
    g_assert(rule->design_effect > 0);

    PatientSums sums;
    PatientSums reference_sums = sum_cells(reference, n_cells);
    Estimate crude = patient_sums_ratio(&reference_sums);
    if (crude.status != ESTIMATE_OK || crude.value < 0 ||
        !sum_against_expected(doctor, reference, n_cells, &sums) || sums.denominator <= 0)
        return indirect_none();

    double denominator = sum_cells(doctor, n_cells).denominator;
    double value = sums.numerator / sums.denominator * crude.value;
    Interval interval = interval_scale(ratio_interval(rule, &sums, denominator), crude.value);

    if (rule->kind == STANDARDISE_PROPORTION) {
        value = fmin(fmax(value, 0), 1);
        interval = interval_clamp(interval, 0, 1);
    }
    return (IndirectFigure){estimate_of(sums.denominator), estimate_of(value), interval};
}

static DirectFigure
direct_none(EstimateStatus why)
{
    return (DirectFigure){estimate_none(why), interval_none(why)};
}

DirectFigure
standardisation_direct(const DirectCell *cells, size_t n_cells, double confidence)
{
    Sum standard = {0}, events = {0}, rate = {0}, variance = {0};

    for (size_t i = 0; i < n_cells; i++) {
        const DirectCell *cell = &cells[i];
        g_assert(cell->events >= 0 && cell->squares >= 0 && cell->standard >= 0);
        if (cell->standard == 0)
            continue;
        if (cell->denominator <= 0)
            return direct_none(ESTIMATE_UNDEFINED);

        double weight = cell->standard / cell->denominator;
        sum_add(&standard, cell->standard);
        sum_add(&events, cell->events);
        sum_add(&rate, weight * cell->events);
        sum_add(&variance, weight * weight * cell->squares);
    }

    double total = sum_value(&standard), observed = sum_value(&events);
    if (total == 0)
        return direct_none(ESTIMATE_UNDEFINED);
    if (observed < DIRECT_LEAST_EVENTS)
        return direct_none(ESTIMATE_TOO_FEW);

    /* How far the rate moves when the count moves by one standard error of a plain count. */
    double step = sqrt(sum_value(&variance) / observed) / total;
    double value = sum_value(&rate) / total;
    Interval byar = interval_poisson_byar(observed, confidence);
    return (DirectFigure){estimate_of(value),
                          interval_of(fmax(0, value + step * (byar.low - observed)),
                                      value + step * (byar.high - observed))};
}
