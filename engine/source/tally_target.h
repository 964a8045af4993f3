/* Counts that several threads add to: sums do not depend on the order, so one lock for each few
 * practitioners is all there is to it. */
#pragma once

#include <glib.h>

#include "engine/model/counts.h"
#include "engine/source/program.h"

typedef struct TallyTarget TallyTarget;

/* `counts` is borrowed. */
TallyTarget *tally_target_new(Counts *counts);
void tally_target_free(TallyTarget *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TallyTarget, tally_target_free)

/* Adds a practitioner's part of one patient, who is of that age and sex; false when a sum does not
 * fit. */
bool tally_target_add(TallyTarget *self, size_t practitioner, const ProgramIndicator *indicator,
                      size_t period, AgeSex at, Int128 numerator, Int128 denominator);
/* The same to a cell that nobody else holds. For DENOMINATOR_PATIENTS_SEEN the denominator's own
 * sums are left to the server. */
bool tally_add_to_cell(CountCell *cell, const Indicator *indicator, Int128 numerator,
                       Int128 denominator);
