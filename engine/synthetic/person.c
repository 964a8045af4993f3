#include "engine/synthetic/person.h"

#include <stdio.h>
#include <string.h>

#include "engine/synthetic/draw.h"

/* Draws of a person's stream. Traits take theirs from 100 on, care from 200 on. */
enum {
    DRAW_AGE_STEP,
    DRAW_AGE,
    DRAW_SEX,
    DRAW_MOVED,
    DRAW_MOVED_ON,
    DRAW_DIED,
    DRAW_DIED_ON,
    DRAW_INSURED,
    DRAW_INSURED_ON,
    DRAW_TWIN,
    DRAW_TRAITS = 100,
};

enum { N_AGE_BANDS = 5 };
static const int BAND_FROM[N_AGE_BANDS] = {0, 16, 40, 65, 75};

/* Thousandths of each age band, women and men. */
static const struct {
    int16_t women[N_AGE_BANDS], men[N_AGE_BANDS];
} PREVALENCE[N_TRAITS] = {
    [TRAIT_DIABETES] = {{0, 6, 62, 150, 170}, {0, 7, 78, 190, 200}},
    [TRAIT_HYPERTENSION] = {{0, 10, 150, 400, 560}, {0, 12, 190, 420, 520}},
    [TRAIT_LIPIDS] = {{0, 2, 80, 250, 250}, {0, 4, 130, 330, 310}},
    [TRAIT_HEART] = {{0, 0, 12, 50, 100}, {0, 1, 40, 130, 190}},
    [TRAIT_FIBRILLATION] = {{0, 0, 6, 40, 130}, {0, 1, 10, 60, 150}},
    [TRAIT_HEART_FAILURE] = {{0, 0, 8, 40, 140}, {0, 0, 12, 50, 140}},
    [TRAIT_REFLUX] = {{2, 20, 90, 170, 240}, {2, 16, 80, 150, 220}},
    [TRAIT_THYROID] = {{1, 25, 80, 110, 120}, {1, 4, 14, 30, 40}},
    [TRAIT_DEPRESSION] = {{0, 30, 75, 90, 140}, {0, 16, 40, 50, 80}},
    [TRAIT_ANXIETY] = {{0, 12, 50, 150, 210}, {0, 8, 30, 90, 130}},
    [TRAIT_INSOMNIA] = {{0, 4, 22, 80, 120}, {0, 3, 14, 50, 80}},
    [TRAIT_PSYCHOSIS] = {{0, 5, 9, 12, 30}, {0, 7, 10, 10, 20}},
    [TRAIT_LUNG] = {{30, 28, 36, 60, 60}, {36, 26, 40, 70, 80}},
    [TRAIT_PAIN] = {{0, 14, 50, 80, 120}, {0, 12, 40, 60, 80}},
    [TRAIT_CLAUDICATION] = {{0, 0, 6, 30, 60}, {0, 0, 10, 50, 80}},
    [TRAIT_PROSTATE] = {{0, 0, 0, 0, 0}, {0, 0, 40, 170, 230}},
    [TRAIT_BONE] = {{0, 1, 30, 100, 170}, {0, 0, 5, 16, 40}},
    [TRAIT_GOUT] = {{0, 0, 5, 20, 40}, {0, 3, 26, 60, 80}},
    [TRAIT_ALLERGY] = {{30, 40, 30, 24, 20}, {36, 30, 24, 20, 18}},
    [TRAIT_CONTRACEPTION] = {{0, 260, 20, 0, 0}, {0, 0, 0, 0, 0}},
    [TRAIT_DEMENTIA] = {{0, 0, 0, 6, 60}, {0, 0, 0, 6, 40}},
    [TRAIT_EPILEPSY] = {{4, 7, 12, 14, 16}, {4, 8, 12, 14, 16}},
    [TRAIT_BLADDER] = {{0, 2, 14, 40, 70}, {0, 0, 3, 14, 30}},
    [TRAIT_CANCER] = {{1, 6, 45, 80, 90}, {1, 4, 35, 100, 130}},
};

/* A pyramid in four steps, older on some lists. */
static Day
born_on(const Person *self, const Region *region)
{
    int step = draw(self->stream, DRAW_AGE_STEP, 1000);
    int older = draw(self->doctor->stream, 900, 90);
    int days = step < 170               ? draw(self->stream, DRAW_AGE, 5840)
               : step < 770 - older     ? 5840 + draw(self->stream, DRAW_AGE, 17900)
               : step < 915 - older / 3 ? 23740 + draw(self->stream, DRAW_AGE, 3650)
                                        : 27390 + draw(self->stream, DRAW_AGE, 7000);
    return region->last_day - days;
}

static uint32_t
traits_of(const Person *self, Day on)
{
    int age = person_age(self, on), band = N_AGE_BANDS - 1;
    while (age < BAND_FROM[band])
        band--;
    uint32_t traits = 0;
    for (unsigned i = TRAIT_ANYONE + 1; i < N_TRAITS; i++) {
        int chance = self->is_woman ? PREVALENCE[i].women[band] : PREVALENCE[i].men[band];
        /* Diabetics have hearts and vessels at risk. */
        if ((traits >> TRAIT_DIABETES & 1) != 0 && i <= TRAIT_HEART)
            chance = chance * 3 / 2;
        if (draw_chance(self->stream, DRAW_TRAITS + i, chance))
            traits |= UINT32_C(1) << i;
    }
    return traits;
}

/* Another doctor of the region, who is none of the singular ones. */
static const Doctor *
neighbour(const Region *region, const Doctor *doctor)
{
    int number = doctor->number % (region->n_gps - 10) + 1;
    while (number == 20 || number == 33 || number == 60 || number == 62)
        number++;
    return region_doctor(region, number);
}

static void
move(Person *self, const Region *region)
{
    int days = region->last_day - region->first_day;
    self->earlier = self->doctor;
    self->moved_on = self->died_on = DAY_NONE;
    if (self->doctor->number == 33)
        self->moved_on = self->doctor->active_from;
    else if (self->doctor->number != 20 && self->doctor->number != 60 &&
             draw_chance(self->stream, DRAW_MOVED, 40))
        self->moved_on = region->first_day + days / 4 + draw(self->stream, DRAW_MOVED_ON, days / 2);
    if (self->moved_on != DAY_NONE && self->moved_on > self->born_on)
        self->earlier = neighbour(region, self->doctor);
    else
        self->moved_on = DAY_NONE;
    if (person_age(self, region->last_day) > 74 && draw_chance(self->stream, DRAW_DIED, 80))
        self->died_on =
            region->first_day + days / 4 + draw(self->stream, DRAW_DIED_ON, days * 3 / 4);
}

void
person_write_number(char out[LONGEST_NIR + 1], uint64_t stream, uint64_t key)
{
    static const char SIGNS[] = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    uint64_t high = draw_mix(stream + key * DRAW_STEP), low = draw_mix(high ^ stream);
    for (int i = 0; i < LONGEST_NIR; i++, i < 9 ? (high >>= 5) : (low >>= 5))
        out[i] = SIGNS[(i < 9 ? high : low) & 31];
    out[LONGEST_NIR] = '\0';
}

/* One child of thirty is the second of twins and known by the number of the one before; one person of
 * sixty has got a number of the own while the claims run. */
static void
insure(Person *self, const Region *region, int k)
{
    uint64_t twin = draw_stream(self->doctor->stream, (uint64_t)k - 1);
    bool is_twin = k > 0 && person_age(self, region->last_day) < 16 &&
                   draw_chance(self->stream, DRAW_TWIN, 33);
    person_write_number(self->id, self->stream, 1);
    person_write_number(self->nir, is_twin ? twin : self->stream, 2);
    self->rank = is_twin ? 2 : 1;
    self->other_nir[0] = '\0';
    self->insured_on = DAY_NONE;
    if (is_twin || draw(self->stream, DRAW_INSURED, 60) != 0)
        return;
    int days = region->last_day - region->first_day;
    person_write_number(self->other_nir, self->stream, 3);
    self->insured_on = region->first_day + days / 8 + draw(self->stream, DRAW_INSURED_ON, days / 2);
}

void
person_init(Person *out_person, const Region *region, const Doctor *doctor, int k)
{
    out_person->doctor = doctor;
    out_person->stream = draw_stream(doctor->stream, (uint64_t)k);
    out_person->born_on = born_on(out_person, region);
    out_person->is_woman = draw_chance(out_person->stream, DRAW_SEX, 515);
    out_person->traits = traits_of(out_person, region->last_day);
    move(out_person, region);
    insure(out_person, region, k);
}
