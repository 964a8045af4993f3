/* How alike two sides were before anything happened: means of one quantity and their difference in
 * standard deviations, which, unlike a test, does not grow with the number of doctors. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "engine/stats/estimate.h"

typedef struct Balance Balance;

Balance *balance_new(void);
void balance_free(Balance *self); /* NULL is a no-op. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Balance, balance_free)

/* Adds a finite value of one side with its weight > 0. A control that is set beside several cohorts
 * is added once for each, weighted by the cohort's size. */
void balance_add(Balance *self, bool entered, double value, double weight);

/* Weighted mean of a side; ESTIMATE_TOO_FEW without a value. */
Estimate balance_mean(const Balance *self, bool entered);
/* (mean of who entered - mean of the controls) / sqrt((variance + variance) / 2) (Austin, Statistics
 * in Medicine 28, 2009), with weighted variances
 *
 *     S / (S^2 - sum w^2) x sum w (x - mean)^2,   S = sum w,
 *
 * which are the usual ones when all weights are equal. ESTIMATE_TOO_FEW when a side has fewer than 2
 * values, ESTIMATE_UNDEFINED when nothing varies. */
Estimate balance_standardised_difference(const Balance *self);
