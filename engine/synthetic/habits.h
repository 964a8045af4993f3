/* How doctors differ: each habit is a chance in thousandths, drawn for each doctor; and what entering
 * a group changes in it, which is the truth that an evaluation is to find again. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

typedef enum {
    HABIT_NONE,
    HABIT_ANTIBIOTIC, /* how readily, in thousandths of the usual */
    HABIT_QUINOLONE,  /* among antibiotics */
    HABIT_BROAD,      /* among what is left */
    HABIT_SECOND_ANTIBIOTIC,
    HABIT_HBA1C, /* diabetics followed as they should be */
    HABIT_KIDNEY,
    HABIT_EYE,
    HABIT_BIOSIMILAR,
    HABIT_ACE, /* among ACE inhibitors and ARB */
    HABIT_EZETIMIBE,
    HABIT_ASPIRIN,
    HABIT_INR,
    HABIT_VACCINE,
    HABIT_MAMMOGRAPHY,
    HABIT_SMEAR,
    HABIT_COLON,
    HABIT_SEDATIVE, /* how readily, in thousandths of the usual */
    HABIT_LONG_HALF_LIFE,
    HABIT_LASTING_HYPNOTIC,
    HABIT_NSAID,       /* in thousandths of the usual */
    HABIT_PPI,         /* the same */
    HABIT_TEST,        /* the same */
    HABIT_VASODILATOR, /* the same */
    HABIT_THYROID,     /* T3 and T4 asked with TSH */
    HABIT_SEDIMENTATION,
    HABIT_PROTEINURIA,
    HABIT_CULTURE, /* of the urine, for cystitis */
    N_HABITS
} Habit;

/* What members do otherwise from the day on which they enter a group. */
typedef struct {
    Habit habit;
    const char *indicator; /* of the theme bank */
    int per_mille;         /* what is left of the habit, in thousandths of it; 1000 all */
    int added;             /* thousandths that come on top */
    int reach;             /* thousandths of a change of the habit that the indicator shows */
    int periods; /* quarters from the entry until the indicator's window shows all of it */
} PlantedEffect;

/* Ends with HABIT_NONE. What is not named here does not change. */
extern const PlantedEffect PLANTED_EFFECTS[];

/* The habits of a doctor before entering any group. */
void habits_draw(uint64_t stream, int16_t out_habits[N_HABITS]);
/* The same from the entry on. */
int habits_planted(const int16_t habits[N_HABITS], Habit habit);
