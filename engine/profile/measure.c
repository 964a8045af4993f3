#include "engine/profile/measure.h"

#include <inttypes.h>
#include <math.h>

#include "engine/profile/figure.h"
#include "engine/words/words.h"

static Status
measure_status(const MeasureRule *rule, const CountCell *cell, bool active)
{
    if (!active)
        return STATUS_NOT_ACTIVE;
    if (!rule->complete)
        return STATUS_INCOMPLETE;
    if (cell->denominator == 0)
        return STATUS_NO_DENOMINATOR;
    if (cell->denominator_patients < rule->minimum_patients)
        return STATUS_FEW_PATIENTS;
    return STATUS_OK;
}

Measure
measure_new(const MeasureRule *rule, const CountCell *cell, bool active)
{
    Measure self = {
        .numerator = NAN,
        .denominator = NAN,
        .value = NAN,
        .low = NAN,
        .high = NAN,
        .standardised = NAN,
        .standardised_low = NAN,
        .standardised_high = NAN,
        .expected = NAN,
        .percentile_enrolled = NAN,
        .percentile_control = NAN,
        .z = NAN,
        .signal = SIGNAL_NONE,
        .shrunken = NAN,
        .reliability = NAN,
        .colleagues = NAN,
        .status = measure_status(rule, cell, active),
    };

    if (self.status == STATUS_NOT_ACTIVE || self.status == STATUS_INCOMPLETE)
        return self;

    PatientSums sums = figure_sums(cell);
    Interval interval = figure_interval(rule->indicator, &sums, rule->design_effect);
    self.numerator = figure_numerator(rule->indicator, &sums);
    self.denominator = figure_denominator(rule->indicator, &sums);
    self.patients = cell->denominator_patients;
    self.numerator_patients = cell->numerator_patients;
    self.value = figure_value(rule->indicator, &sums).value;
    self.low = interval.low;
    self.high = interval.high;
    return self;
}

bool
measure_check_cell(const Indicator *indicator, const CountCell *cell, GError **error)
{
    if (indicator->kind == KIND_PROPORTION && cell->numerator > cell->denominator) {
        PatientSums sums = figure_sums(cell);
        char numerator[G_ASCII_DTOSTR_BUF_SIZE], denominator[G_ASCII_DTOSTR_BUF_SIZE];
        g_ascii_dtostr(numerator, sizeof numerator, figure_numerator(indicator, &sums));
        g_ascii_dtostr(denominator, sizeof denominator, figure_denominator(indicator, &sums));
        g_set_error(error, PROFILE_ERROR, PROFILE_ERROR_DATA,
                    _("numerator %s above denominator %s; a proportion counts its numerator within "
                      "its denominator: correct the counts, or make it a rate"),
                    numerator, denominator);
        return false;
    }
    if (indicator_counts_events(indicator) && (cell->numerator < 0 || cell->denominator < 0)) {
        g_set_error(error, PROFILE_ERROR, PROFILE_ERROR_DATA,
                    _("numerator %" PRId64 ", denominator %" PRId64
                      ": a count of events cannot be negative; correct the counts"),
                    cell->numerator, cell->denominator);
        return false;
    }
    return true;
}

Day
measure_first_day(const Indicator *indicator, Period period)
{
    int months = indicator->window_months;

    for (size_t i = 0; i < indicator->n_counters; i++)
        months = MAX(months, indicator->counters[i].window_months);
    return period_window_first_day(period, months);
}

bool
measure_contributes(const Measure *self)
{
    return self->status == STATUS_OK || self->status == STATUS_FEW_PATIENTS;
}
