/* A small edition whose every count stands in the test, read from a campaign and a theme in a folder
 * of its own: years 2024 and 2025, ready-made counts, groups G1 to G6 with the labels "Group 1" to "Group 6". */
#pragma once

#include "engine/profile/results.h"

enum { HAND_GROUPS = 6 };

/* One doctor: counts of the first indicator by period, every patient with one line; a count of -1 for
 * the denominator is a doctor who was not active that year. */
typedef struct {
    const char *id;    /* "T1-a" practises in territory T1, "a" in none */
    const char *group; /* NULL for a control */
    struct {
        int64_t numerator, denominator;
    } years[2];
} HandDoctor;

typedef struct {
    char *folder;
    Campaign *campaign;
    Roster *roster;
    Counts *counts;
    GPtrArray *paths; /* char *: what was written, to be removed in this order */
} HandEdition;

/* `indicators` is the YAML of the theme's list, two blanks in; `more` further lines of the campaign,
 * may be "". The counts are those of the first indicator, the same for all others. */
HandEdition *hand_edition_new(const char *indicators, const char *more, const HandDoctor *doctors,
                              size_t n);
void hand_edition_free(HandEdition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(HandEdition, hand_edition_free)

/* Writes a file into the edition's folder, which goes with the edition. */
void hand_edition_write(HandEdition *self, const char *path, GBytes *bytes);

/* results_compute; aborts the test program on an error. */
Results *hand_edition_compute(const HandEdition *self);
/* Index in the results of the doctor with that id. */
size_t hand_edition_doctor(const Results *results, const char *id);

/* A proportion of patients, ready-made, direction lower. */
extern const char HAND_PROPORTION[];
