/* What was counted: for every practitioner, indicator and period the sums that figures and honest
 * intervals need, and of standardised indicators the same sums by age and sex. Both executors fill it;
 * it must come out the same to the last unit. */
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

/* Whether no patient has any part in it: all sums are 0. */
bool count_cell_is_empty(const CountCell *self);
/* Adds every sum of another cell; false, with `self` spoilt, when one does not fit. */
bool count_cell_add(CountCell *self, const CountCell *other);

/* The patients of that age and sex alone. */
typedef struct {
    AgeSex at;
    CountCell count;
} AgeSexCell;

/* All codes together, as prescriber or as performer: the plan says which. */
typedef struct {
    int64_t net_lines, patients;
} ActivityCell;

typedef struct Counts Counts;

Counts *counts_new(size_t n_practitioners, size_t n_indicators, size_t n_periods);
void counts_free(Counts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Counts, counts_free)

size_t counts_n_practitioners(const Counts *self);
/* The crude cell: every patient, whatever the age and sex. */
CountCell *counts_cell_mutable(Counts *self, size_t practitioner, size_t indicator, size_t period);
const CountCell *counts_cell(const Counts *self, size_t practitioner, size_t indicator,
                             size_t period);

/* The crude cell by age and sex, in the order of age_sex_compare: those cells in which anything was
 * counted, none for an indicator that is not standardised. They add up to the crude cell exactly.
 * Memory is taken for these alone: 96 bytes each, so about 3.5 KB where a practitioner has patients of
 * all ages, 85 MB for 3 000 practitioners in 8 periods. `*out_n` may be 0. */
const AgeSexCell *counts_age_sex_cells(const Counts *self, size_t practitioner, size_t indicator,
                                       size_t period, size_t *out_n);
/* The cell of that age and sex, added empty if it is not there; valid until another is added. The
 * caller keeps the crude cell in step. Practitioners may be filled by several threads, each
 * practitioner by one at a time. */
CountCell *counts_age_sex_cell_mutable(Counts *self, size_t practitioner, size_t indicator,
                                       size_t period, AgeSex at);

ActivityCell *counts_activity_mutable(Counts *self, size_t practitioner, size_t period);
const ActivityCell *counts_activity(const Counts *self, size_t practitioner, size_t period);
/* Whether every cell, by age and sex or not, and activity is the same; else one line on the first that
 * differs. */
bool counts_equal(const Counts *a, const Counts *b, char **out_difference);
