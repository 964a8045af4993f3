/* On the way from counts to results: what the files that compute have in common, and no others. */
#pragma once

#include "engine/profile/results_parts.h"

/* Lists of doctors are in the order of their ids, so that every sum is added up in one order. */
typedef struct {
    const Campaign *campaign;
    const Roster *roster;
    const Counts *counts;
    Results *results;
    GArray *practitioners;      /* size_t: by doctor, its index in roster and counts */
    GArray *enrolled, *control; /* size_t: doctors */
} Computation;

/* Starts self->results: who is in it, by group, number and token. The lists of doctors are empty
 * before. */
bool computation_fill_people(Computation *self, GError **error);

/* The practitioner in roster and counts that a doctor of the results is. */
size_t computation_practitioner(const Computation *self, size_t doctor);
