/* On the way from counts to results: what the files that compute have in common, and no others. */
#pragma once

#include "engine/profile/comparator.h"
#include "engine/profile/results_parts.h"
#include "engine/profile/secret_key.h"

/* Lists of doctors are in the order of their ids, so that every sum is added up in one order. */
typedef struct {
    const Campaign *campaign;
    const Roster *roster;
    const Counts *counts;
    Results *results;
    GArray *practitioners;      /* size_t: by doctor, its index in roster and counts */
    GArray *enrolled, *control; /* size_t: doctors */
    double *design_effects;     /* indicator, period */
    double *p_values;           /* indicator, doctor: of the current period's gap; NaN for none */
} Computation;

/* Starts self->results: who is in it, by group, number and token; without a key (NULL) neither number,
 * token nor password. The lists of doctors are empty before. */
bool computation_fill_people(Computation *self, const SecretKey *key, GError **error);

/* Fills the standardised values of the cell, where its indicator asks for them. */
void computation_standardise(const Computation *self, const ComparatorSlice *slice, size_t i,
                             int period);
/* Every age-sex cell, the unknown ones included, whether anybody is in it or not. */
size_t computation_n_cells(const Computation *self);
/* Adds a doctor's sums by cell to `cells`: nothing where nothing was counted. */
void computation_add_cells(const Computation *self, size_t doctor, size_t i, int period,
                           PatientSums *cells);
/* Fills z, signal, shrunken and reliability of the cell, and the spread of the enrolled. Its measures
 * and comparators are there already. */
void computation_judge(const Computation *self, const ComparatorSlice *slice, size_t i, int period);
/* Judges the current period's signals again, over all indicators of a doctor, where the campaign asks
 * for it. */
void computation_judge_booklets(const Computation *self);

/* Fills how much groups and territories differ in the current period, whose cell this is. Its
 * measures, standardised where they are to be, are there already. */
void computation_vary(const Computation *self, const ComparatorSlice *slice, size_t i);

/* The territories of practice, each a GArray of its doctors (size_t), added in the order in which the
 * doctors name them; a doctor without one belongs to none. */
void computation_list_territories(const Computation *self, GPtrArray *units);
/* Fills the directly standardised values of the territories that may be shown in the current period,
 * whose cell this is. */
void computation_standardise_territories(const Computation *self, const ComparatorSlice *slice,
                                         size_t i);

/* Fills how every doctor's figure moved to the current period. The measures of all periods are there
 * already. */
void computation_compare_periods(const Computation *self, size_t i);

/* Of the lines within patients, pooled over the region; 1 where they do not cluster. */
double computation_design_effect(const Computation *self, size_t i, int period);
/* The practitioner in roster and counts that a doctor of the results is. */
size_t computation_practitioner(const Computation *self, size_t doctor);
