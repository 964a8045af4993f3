#include "engine/profile/comparator.h"

#include <math.h>

#include "engine/profile/disclosure.h"
#include "engine/profile/figure.h"
#include "engine/profile/measure.h"
#include "engine/stats/achievable.h"

Distribution *
comparator_distribution(const ComparatorSlice *slice, const size_t *doctors, size_t n)
{
    g_autofree double *values = g_new(double, n);

    for (size_t i = 0; i < n; i++) {
        const Measure *measure = &slice->measures[doctors[i]];
        values[i] = measure->status == STATUS_OK ? measure->value : NAN;
    }

    /* An ok measure has a denominator, so that its value is finite. */
    Distribution *distribution = distribution_new(values, n, NULL);
    g_assert(distribution != NULL);
    return distribution;
}

enum { NOBODY = -1 };

/* Adds up those doctors that have a value, without the doctor `left_out` (NOBODY for none). */
static ComparatorParts
add_up(const ComparatorSlice *slice, const size_t *doctors, size_t n, ssize_t left_out,
       PatientSums *out_sums)
{
    ComparatorParts parts = {0};
    PatientSums total = {0};

    for (size_t i = 0; i < n; i++) {
        const Measure *measure = &slice->measures[doctors[i]];
        if (!measure_contributes(measure) || (ssize_t)doctors[i] == left_out)
            continue;
        parts.practitioners++;
        parts.numerator_patients += (double)measure->numerator_patients;
        parts.most_patients = fmax(parts.most_patients, (double)measure->patients);
        parts.largest_numerator = fmax(parts.largest_numerator, measure->numerator);
        parts.largest_denominator = fmax(parts.largest_denominator, measure->denominator);
        patient_sums_add(&total, &slice->sums[doctors[i]]);
    }

    parts.numerator = figure_numerator(slice->indicator, &total);
    parts.denominator = figure_denominator(slice->indicator, &total);
    parts.patients = total.patients;
    *out_sums = total;
    return parts;
}

/* A sum of events is a count; one of quantities or amounts is a value. */
static double
release_sum(const DisclosureRule *rule, double sum, int decimals)
{
    return decimals == 0 ? disclosure_round_count(rule, sum) : disclosure_round_value(sum);
}

static void
release_counts(const ComparatorSlice *slice, const ComparatorParts *parts, ComparatorFigure *figure)
{
    const DisclosureRule *rule = slice->disclosure;
    const Indicator *indicator = slice->indicator;

    figure->practitioners = parts->practitioners;
    figure->patients = (int64_t)disclosure_round_count(rule, parts->patients);
    figure->numerator =
        release_sum(rule, parts->numerator, indicator_numerator_decimals(indicator));
    figure->denominator =
        release_sum(rule, parts->denominator, indicator_denominator_decimals(indicator));

    /* Rounding can bring two counts so near that their difference reads as a small complement,
     * which the true one is not. */
    if (indicator->kind == KIND_PROPORTION && indicator_counts_events(indicator) &&
        disclosure_is_small(rule, figure->denominator - figure->numerator))
        figure->numerator = NAN;
}

static void
release_quantiles(const ComparatorSlice *slice, ComparatorKind kind, const Distribution *values,
                  ComparatorFigure *figure)
{
    const struct {
        double p;
        size_t from_doctors;
        double *out;
    } QUANTILES[] = {
        {0.10, BANDS_FROM_DOCTORS, &figure->p10},
        {0.25, BANDS_FROM_DOCTORS, &figure->p25},
        {0.50, 1, &figure->p50},
        {0.75, BANDS_FROM_DOCTORS, &figure->p75},
        {0.90, BANDS_FROM_DOCTORS, &figure->p90},
    };
    size_t doctors = distribution_size(values);

    if (doctors < (size_t)MAX(1, slice->disclosure->minimum_members))
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(QUANTILES); i++) {
        if (doctors < QUANTILES[i].from_doctors)
            continue;
        double value = distribution_quantile(values, QUANTILES[i].p).value;
        *QUANTILES[i].out = kind == COMPARATOR_GROUP
                                ? disclosure_round_to_points(slice->indicator, value)
                                : disclosure_round_value(value);
    }
}

ComparatorFigure
comparator_pooled(const ComparatorSlice *slice, const size_t *doctors, size_t n)
{
    if (!slice->complete)
        return comparator_none(STATUS_INCOMPLETE);

    PatientSums sums;
    ComparatorParts parts = add_up(slice, doctors, n, NOBODY, &sums);
    Status status = disclosure_comparator_status(slice->disclosure, slice->indicator, &parts);
    ComparatorFigure figure = comparator_none(status);
    if (status != STATUS_OK)
        return figure;

    Interval interval = figure_interval(slice->indicator, &sums, slice->design_effect);
    figure.value = disclosure_round_value(figure_value(slice->indicator, &sums).value);
    figure.low = disclosure_round_value(interval.low);
    figure.high = disclosure_round_value(interval.high);
    release_counts(slice, &parts, &figure);
    return figure;
}

ComparatorFigure
comparator_new(const ComparatorSlice *slice, ComparatorKind kind, const size_t *doctors, size_t n)
{
    ComparatorFigure figure = comparator_pooled(slice, doctors, n);
    if (figure.status != STATUS_OK)
        return figure;
    g_autoptr(Distribution) values = comparator_distribution(slice, doctors, n);
    release_quantiles(slice, kind, values, &figure);
    return figure;
}

ComparatorFigure
comparator_achievable(const ComparatorSlice *slice, size_t n)
{
    const Indicator *indicator = slice->indicator;
    if (indicator->direction == DIRECTION_NONE || !indicator_counts_events(indicator))
        return comparator_none(STATUS_NOT_APPLICABLE);
    if (!slice->complete)
        return comparator_none(STATUS_INCOMPLETE);

    g_autofree double *numerators = g_new0(double, n);
    g_autofree double *denominators = g_new0(double, n);
    g_autofree size_t *best = g_new(size_t, n);
    for (size_t d = 0; d < n; d++) {
        if (slice->measures[d].status != STATUS_OK)
            continue;
        numerators[d] = slice->sums[d].numerator;
        denominators[d] = slice->sums[d].denominator;
    }
    AchievableBenchmark benchmark = achievable_benchmark(
        numerators, denominators, n,
        indicator->direction == DIRECTION_LOWER ? ACHIEVABLE_LOWER : ACHIEVABLE_HIGHER,
        ACHIEVABLE_SHARE, best);
    return comparator_pooled(slice, best, benchmark.doctors);
}

Status
comparator_sums(const ComparatorSlice *slice, const size_t *doctors, size_t n,
                double *out_numerator, double *out_denominator)
{
    PatientSums sums;
    const ComparatorParts parts = add_up(slice, doctors, n, NOBODY, &sums);

    *out_numerator = parts.numerator;
    *out_denominator = parts.denominator;
    return slice->complete
               ? disclosure_comparator_status(slice->disclosure, slice->indicator, &parts)
               : STATUS_INCOMPLETE;
}

double
comparator_without(const ComparatorSlice *slice, const size_t *doctors, size_t n, size_t left_out)
{
    if (!slice->complete)
        return NAN;

    PatientSums sums;
    ComparatorParts parts = add_up(slice, doctors, n, (ssize_t)left_out, &sums);
    Status status = disclosure_comparator_status(slice->disclosure, slice->indicator, &parts);
    if (status != STATUS_OK)
        return NAN;
    return disclosure_round_value(figure_value(slice->indicator, &sums).value);
}

ComparatorFigure
comparator_none(Status why)
{
    return (ComparatorFigure){
        .numerator = NAN,
        .denominator = NAN,
        .value = NAN,
        .low = NAN,
        .high = NAN,
        .p10 = NAN,
        .p25 = NAN,
        .p50 = NAN,
        .p75 = NAN,
        .p90 = NAN,
        .phi = NAN,
        .tau2 = NAN,
        .status = why,
    };
}
