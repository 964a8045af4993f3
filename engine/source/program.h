/* The indicators of a campaign that come from claims, compiled for both executors: distinct line
 * conditions, a flat list of counters, and what of the contract they need. Immutable.
 *
 * What an indicator counts, for a practitioner d and a period p:
 * - A line is *counted* by a counter when the counter's condition holds, its day lies in the
 *   counter's window of p, its washout keeps it, and it is attributed to d.
 * - Patients: under `prescriber` and `performer` those with a line counted by any counter of the
 *   indicator; under `registered` those whose registration with d covers the last day of p and who
 *   have not died by the end of that day, with or without lines.
 * - x is the denominator and y the numerator where the population holds, else 0; for a proportion
 *   and a mean y is also 0 unless x > 0.
 * - With DENOMINATOR_PATIENTS_SEEN, x is 1 for every patient of the population with a net line of
 *   any code in the indicator's window; those without a counted line are counted by the server.
 * - A standardised indicator has x and y in the cell of the patient's age and sex besides (age_sex.h),
 *   for every patient with x or y other than 0. */
#pragma once

#include <glib.h>

#include "engine/model/campaign.h"
#include "engine/model/roster.h"
#include "engine/source/horizon.h"

typedef struct {
    const Counter *counter;
    size_t indicator; /* into Program.indicators */
    size_t condition; /* into Program.conditions */
    size_t window;    /* of the horizon */
    bool has_washout;
    size_t washout; /* of the horizon */
} ProgramCounter;

typedef struct {
    const Indicator *indicator;
    size_t index; /* in the campaign and in Counts */
    size_t window;
    size_t first_counter, n_counters; /* into Program.counters */
} ProgramIndicator;

typedef struct {
    const Campaign *campaign;
    const Expression **conditions; /* distinct by their text; owned by the campaign */
    size_t n_conditions;
    ProgramCounter *counters;
    size_t n_counters;
    ProgramIndicator *indicators;
    size_t n_indicators;
    Horizon *horizon;
    bool uses_attribution[ATTRIBUTION_REGISTERED + 1];
    bool uses_registration; /* registered attribution, or `registered` in a population */
    bool uses_age, uses_sex, uses_patient_condition; /* standardising uses both age and sex */
    bool uses_amount, uses_specialty, uses_prescriptions;
    bool uses_patients_seen;
} Program;

Program *program_new(const Campaign *campaign);
void program_free(Program *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Program, program_free)

/* Whether activity is what people performed and not what they prescribed: so for those who do not
 * prescribe, all of whose indicators are of performers. */
bool program_activity_of_performers(const Program *self);
/* Whether the doctor may stand in any figure. */
bool program_counts_practitioner(const Practitioner *practitioner);
