/* What was counted: for every practitioner, indicator and period the sums that figures and honest
 * intervals need. Both executors fill it; it must come out the same to the last unit. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "engine/model/campaign.h"
#include "engine/model/roster.h"

/* Over the patients i of the cell: y_i the patient's part of the numerator, x_i of the denominator.
 * In the decimals of the indicator (cents, thousandths); the sums of products in both. */
typedef struct {
    int64_t numerator, denominator;                   /* sum y, sum x */
    int64_t numerator_patients, denominator_patients; /* with y > 0, with x > 0 */
    Int128 sum_yy, sum_xy, sum_xx;
} CountCell;

/* All codes together, as prescriber. */
typedef struct {
    int64_t net_lines, patients;
} ActivityCell;

typedef struct Counts Counts;

Counts *counts_new(size_t n_practitioners, size_t n_indicators, size_t n_periods);
void counts_free(Counts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Counts, counts_free)

size_t counts_n_practitioners(const Counts *self);
CountCell *counts_cell_mutable(Counts *self, size_t practitioner, size_t indicator, size_t period);
const CountCell *counts_cell(const Counts *self, size_t practitioner, size_t indicator,
                             size_t period);
ActivityCell *counts_activity_mutable(Counts *self, size_t practitioner, size_t period);
const ActivityCell *counts_activity(const Counts *self, size_t practitioner, size_t period);
/* Whether every cell and activity is the same; else one line on the first that differs. */
bool counts_equal(const Counts *a, const Counts *b, char **out_difference);
