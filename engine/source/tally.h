/* From the net lines of one patient to the counts of every practitioner concerned: windows,
 * washouts, counters, population, denominator and numerator, as program.h defines them. One tally
 * belongs to one thread; several add to the same Counts. */
#pragma once

#include <glib.h>

#include "engine/model/counts.h"
#include "engine/source/code_table.h"
#include "engine/source/line.h"
#include "engine/source/program.h"
#include "engine/source/tally_target.h"

/* The practitioner of the list, by number; valid_to DAY_FOREVER when it has no end. */
#define DAY_FOREVER INT32_MAX
typedef struct {
    uint32_t practitioner;
    Day valid_from, valid_to;
} TallyRegistration;

typedef struct {
    const char *condition;
    Day valid_from, valid_to;
} TallyCondition;

typedef struct {
    Line *lines; /* net, by date; prescription_number settled when the program uses it */
    size_t n_lines;
    Day birth, died;                        /* DAY_NONE unknown, or alive */
    char sex;                               /* 'M', 'F' or 0 */
    const TallyRegistration *registrations; /* not overlapping */
    size_t n_registrations;
    const TallyCondition *conditions;
    size_t n_conditions;
} TallyPatient;

typedef struct Tally Tally;

/* Practitioners are numbered as in the roster; greater numbers are strangers to it, whose lines
 * count for others only. */
Tally *tally_new(const Program *program, const CodeTable *codes, const Roster *roster,
                 TallyTarget *target);
void tally_free(Tally *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Tally, tally_free)

/* Adds one patient. SOURCE_ERROR_DATA when a count does not fit. */
bool tally_add_patient(Tally *self, const TallyPatient *patient, GError **error);
