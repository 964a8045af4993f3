/* One doctor's own figure for one indicator and period. */
#pragma once

#include "engine/profile/results.h"

/* What the measures of all doctors in one indicator and period have in common. */
typedef struct {
    const Indicator *indicator;
    int minimum_patients;
    double design_effect; /* at least 1 */
    bool complete;        /* the source holds the whole window */
} MeasureRule;

/* The figure of a cell. Status, first that holds: not_active, incomplete (both without any figure,
 * since what was counted is not what the indicator says), no_denominator, few_patients (with all its
 * figures, for the own booklet), ok. What compares with others is left NaN. */
Measure measure_new(const MeasureRule *rule, const CountCell *cell, bool active);

/* Whether the cell can be: a proportion's numerator within its denominator, no negative count of
 * events. PROFILE_ERROR_DATA names what; the caller prefixes whose. */
bool measure_check_cell(const Indicator *indicator, const CountCell *cell, GError **error);

/* First day of the longest window that the indicator looks at for that period: a doctor must have
 * been active from then on. */
Day measure_first_day(const Indicator *indicator, Period period);

/* Whether the measure is part of a comparator: it has a value, be it of few patients. */
bool measure_contributes(const Measure *self);
