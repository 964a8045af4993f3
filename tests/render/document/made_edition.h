/* Editions made to measure, for what a believable sample does not hold: many indicators, long
 * labels, large or tiny groups, short and long histories, another language. Computed by the real
 * code from made-up counts; the same arguments give the same edition. */
#pragma once

#include "engine/profile/results.h"

typedef enum {
    VALUES_USUAL,
    VALUES_FEW,   /* every doctor has under 11 patients */
    VALUES_EQUAL, /* every doctor has the same */
    VALUES_NONE,  /* nobody has any */
    VALUES_ALL,   /* every patient counts */
} MadeValues;

/* Where a number is 0, the usual one: 3 themes, 9 indicators, 3 groups of 12, 80 controls, 8 periods. */
typedef struct {
    size_t n_themes, n_indicators; /* indicators are shared out over the themes in order */
    size_t n_groups, group_size, n_controls;
    int history;
    PeriodLength every;
    Language language;
    NumberingScope numbering;
    bool no_enrolled, no_control; /* comparators that the campaign does not ask for */
    bool bare;                    /* indicators as from ready-made counts: no texts but a label */
    bool long_texts;              /* labels of 200 signs, long questions and definitions */
    bool no_indicators;           /* themes on organisation alone */
    MadeValues values;
    bool no_letters;
} EditionShape;

typedef struct {
    Campaign *campaign;
    Roster *roster;
    Counts *counts;
    Results *results;
    char *folder; /* of the key */
} MadeEdition;

/* Ends the test program on an error. */
MadeEdition *made_edition_new(const EditionShape *shape);
void made_edition_free(MadeEdition *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MadeEdition, made_edition_free)
