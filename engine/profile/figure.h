/* The figure of one indicator over any sums of patients, one doctor's or a whole region's: its value
 * and its interval, with the definition that the indicator's kind and unit ask for. */
#pragma once

#include "engine/model/counts.h"
#include "engine/model/indicator.h"
#include "engine/stats/design_effect.h"
#include "engine/stats/estimate.h"
#include "engine/stats/patient_sums.h"

#define FIGURE_CONFIDENCE 0.95

/* The cell's sums in the decimals of the counts (cents, thousandths): whole numbers, so that equal
 * ratios stay equal. */
PatientSums figure_sums(const CountCell *cell);

/* Natural units. */
double figure_numerator(const Indicator *indicator, const PatientSums *sums);
double figure_denominator(const Indicator *indicator, const PatientSums *sums);

/* What a ratio of sums in the decimals of the counts is multiplied by to be on the indicator's scale. */
double figure_scale(const Indicator *indicator);
/* On the indicator's scale; ESTIMATE_UNDEFINED without a denominator. */
Estimate figure_value(const Indicator *indicator, const PatientSums *sums);

/* 95 %: Wilson for a proportion of events, exact Poisson or Byar for a rate of events, both on
 * counts divided by `design_effect`; linearised over patients for means and for ratios of quantities
 * and amounts. Ends stay where values can be: within 0 and 1 for a proportion, from 0 for others. */
Interval figure_interval(const Indicator *indicator, const PatientSums *sums, double design_effect);

/* Whether events may cluster in patients, so that the design effect is other than 1. */
bool figure_is_clustered(const Indicator *indicator);
CountModel figure_count_model(const Indicator *indicator);
