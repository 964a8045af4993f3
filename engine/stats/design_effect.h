/* How much wider the truth is than a binomial or Poisson interval, because the lines of one patient
 * are not independent: n_eff = n / deff. Pooled over the doctors of a region, each about the own
 * ratio, since one doctor's patients are too few to tell. (A 95 % Wilson interval on lines that
 * ignores this covered 75 %.)
 *
 *     deff = max(1, sum_d V_d / sum_d B_d)
 *
 * over the doctors d with at least 2 patients, where V_d = m / (m - 1) x residual_d is the
 * linearised between-patient variance of the numerator (patient_sums.h), and B_d what independent
 * lines would give: Poisson B = sum y; binomial B = x r (1 - r) + V / x, the unbiased form, since r
 * itself varies by V / x^2. It is exactly 1 for one line a patient and exactly k for k equal lines a
 * patient. */
#pragma once

#include "engine/stats/count_model.h"
#include "engine/stats/patient_sums.h"
#include "engine/stats/sum.h"

/* Start from {.model = ...}. */
typedef struct {
    CountModel model;
    Sum between_patients, independent;
} DesignEffect;

/* Adds one doctor; the numerator and denominator count events. Doctors with fewer than 2 patients
 * or nothing in the denominator are left out: they say nothing about patients. */
void design_effect_add(DesignEffect *self, const PatientSums *doctor);
/* At least 1; 1 where there is nothing to judge by (no doctor, or no variance at all). */
double design_effect_value(const DesignEffect *self);
