#include "engine/synthetic/habits.h"

#include <stddef.h>

#include "engine/synthetic/draw.h"

const PlantedEffect PLANTED_EFFECTS[] = {
    {HABIT_QUINOLONE, "fluoroquinolones", 700, 0, 900, 0},
    {HABIT_HBA1C, "hba1c", 1000, 80, 920, 3},
    {HABIT_NONE, NULL, 1000, 0, 0, 0},
};

/* From `low` to `low + 3 (third - 1)`, mostly in the middle. */
static const struct {
    int16_t low, third;
} SPREAD[N_HABITS] = {
    [HABIT_NONE] = {1000, 1},
    [HABIT_ANTIBIOTIC] = {600, 300},
    [HABIT_QUINOLONE] = {15, 55},
    [HABIT_BROAD] = {120, 120},
    [HABIT_SECOND_ANTIBIOTIC] = {30, 30},
    [HABIT_HBA1C] = {380, 130},
    [HABIT_KIDNEY] = {110, 90},
    [HABIT_EYE] = {55, 45},
    [HABIT_BIOSIMILAR] = {80, 160},
    [HABIT_ACE] = {300, 130},
    [HABIT_EZETIMIBE] = {40, 70},
    [HABIT_ASPIRIN] = {500, 120},
    [HABIT_INR] = {350, 180},
    [HABIT_VACCINE] = {350, 110},
    [HABIT_MAMMOGRAPHY] = {60, 25},
    [HABIT_SMEAR] = {35, 16},
    [HABIT_COLON] = {12, 7},
    [HABIT_SEDATIVE] = {700, 300},
    [HABIT_LONG_HALF_LIFE] = {80, 130},
    [HABIT_LASTING_HYPNOTIC] = {150, 130},
    [HABIT_NSAID] = {500, 330},
    [HABIT_PPI] = {700, 200},
    [HABIT_TEST] = {500, 330},
    [HABIT_VASODILATOR] = {200, 530},
    [HABIT_THYROID] = {50, 130},
    [HABIT_SEDIMENTATION] = {60, 130},
    [HABIT_PROTEINURIA] = {30, 40},
    [HABIT_CULTURE] = {200, 150},
};

void
habits_draw(uint64_t stream, int16_t out_habits[N_HABITS])
{
    for (uint32_t i = 0; i < N_HABITS; i++)
        out_habits[i] = (int16_t)draw_bell(stream, i, SPREAD[i].low, SPREAD[i].third);
}

int
habits_planted(const int16_t habits[N_HABITS], Habit habit)
{
    for (const PlantedEffect *effect = PLANTED_EFFECTS; effect->habit != HABIT_NONE; effect++)
        if (effect->habit == habit)
            return habits[habit] * effect->per_mille / 1000 + effect->added;
    return habits[habit];
}
