/* The exact counts of hospital stays behind the indicators from stays, by establishment and by the
 * territory that the patients live in. Filled by `source`, read by `profile`, released by neither:
 * private like all counts. */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "engine/model/age_sex.h"
#include "engine/model/campaign.h"

typedef enum { STAY_FACILITY, STAY_RESIDENCE, N_STAY_LEVELS } StayLevel;

/* An establishment or a territory. */
typedef struct {
    char *id, *label;
} StayUnit;

/* One indicator in one unit and period. Stays; of a rate the denominator is inhabitants. Patients are
 * distinct within the unit and period; a stay whose patient is not told is a patient of its own.
 * The sums are over patients with y stays in the numerator and x in the denominator, of a rate over
 * inhabitants with x = 1. */
typedef struct {
    int64_t numerator, denominator;
    int64_t numerator_patients, denominator_patients;
    int64_t complement_patients; /* with a stay in the denominator that is not in the numerator */
    int64_t sum_yy, sum_xy, sum_xx;
} StayCell;

/* Of a standardised indicator, by age band and sex; stays of unknown age or sex are in no cell. */
typedef struct {
    int64_t stays, persons;
} StayAgeSex;

typedef struct StayCounts StayCounts;

/* Without units. `campaign` must outlive the counts. */
StayCounts *stay_counts_new(const Campaign *campaign);
void stay_counts_free(StayCounts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(StayCounts, stay_counts_free)

/* Copies both; an id that stands there already is passed over. */
void stay_counts_add_unit(StayCounts *self, StayLevel level, const char *id, const char *label);
/* Sorts the units by id and makes room for their counts, all 0. Once, before any look-up. `n_bands`
 * are the age bands of the inhabitants; 0 where nothing is standardised. */
void stay_counts_close(StayCounts *self, int n_bands);

size_t stay_counts_n_units(const StayCounts *self, StayLevel level);
const StayUnit *stay_counts_unit(const StayCounts *self, StayLevel level, size_t unit);
/* Its index, or -1. */
int stay_counts_find(const StayCounts *self, StayLevel level, const char *id);

/* `indicator` is of Campaign.stay_indicators. */
StayCell *stay_counts_cell_mutable(StayCounts *self, StayLevel level, size_t unit, size_t indicator,
                                   int period);
const StayCell *stay_counts_cell(const StayCounts *self, StayLevel level, size_t unit,
                                 size_t indicator, int period);

/* The cells of a territory, band by band, of each band those of men and of women. */
size_t stay_counts_n_age_sex(const StayCounts *self);
StayAgeSex *stay_counts_age_sex_mutable(StayCounts *self, size_t territory, size_t indicator,
                                        int period);
const StayAgeSex *stay_counts_age_sex(const StayCounts *self, size_t territory, size_t indicator,
                                      int period);
