/* A believable edition in memory, the same every time, for tests of whatever prints results: 5 groups
 * (two of 12, two of 16, one of 4, which is too small), 60 enrolled doctors, 200 controls, 12 territories, 3 themes
 * with 9 indicators, 8 quarters to 2026-Q1.
 *
 * What a page has to cope with is in it: of the first group's doctors, as they were added, doctor 2 has few patients, doctor 3 no
 * denominator for "benzodiazepines_initiations", doctor 4 came in July 2025 and was not active
 * before, doctor 0 is the facilitator; "hba1c" and "fond_oeil" are incomplete in the oldest quarter;
 * "cout_pharmacie" is a mean amount with hidden peers, "antibiotiques_100" a rate, both standardised,
 * "benzodiazepines_initiations" has few patients nearly everywhere; names may show in the second group only;
 * each group met four times within the last year, where doctor 0 came always, doctor 1 twice, and once to
 * the second group's, doctor 2 never. */
#pragma once

#include "engine/model/campaign.h"
#include "engine/model/counts.h"
#include "engine/model/roster.h"
#include "engine/profile/results.h"

typedef struct {
    Campaign *campaign;
    Roster *roster;
    Counts *counts;
    Results *results;
} SampleEdition;

/* Aborts the test program if it cannot be made. */
SampleEdition *sample_edition_new(Language language);
/* The same edition, its people entered in the opposite order. */
SampleEdition *sample_edition_new_reversed(Language language);
void sample_edition_free(SampleEdition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SampleEdition, sample_edition_free)

/* One edition of each language for all checks of a program, which costs each of them nothing: made
 * before the checks begin (main, or an unchecked fixture) and freed after the last. */
void sample_editions_make(void);
void sample_editions_free(void);
const SampleEdition *sample_edition_shared(Language language);

/* Index in the results of the doctor that was added as number `added`: 0 to 11 are the first group. */
size_t sample_edition_doctor(const SampleEdition *self, size_t added);
/* Index of the indicator in the campaign; aborts when there is none of that id. */
size_t sample_edition_indicator(const SampleEdition *self, const char *id);
