/* A person on a doctor's list: age, sex, what he or she lives with, and under which numbers the
 * insurance knows of it. */
#pragma once

#include "engine/synthetic/region.h"

/* What is treated or watched in a person, over the years. */
typedef enum {
    TRAIT_ANYONE,
    TRAIT_DIABETES,
    TRAIT_HYPERTENSION,
    TRAIT_LIPIDS,
    TRAIT_HEART, /* coronary disease */
    TRAIT_FIBRILLATION,
    TRAIT_HEART_FAILURE,
    TRAIT_REFLUX,
    TRAIT_THYROID,
    TRAIT_DEPRESSION,
    TRAIT_ANXIETY,
    TRAIT_INSOMNIA,
    TRAIT_PSYCHOSIS,
    TRAIT_LUNG,
    TRAIT_PAIN,
    TRAIT_CLAUDICATION,
    TRAIT_PROSTATE,
    TRAIT_BONE,
    TRAIT_GOUT,
    TRAIT_ALLERGY,
    TRAIT_CONTRACEPTION,
    TRAIT_DEMENTIA,
    TRAIT_EPILEPSY,
    TRAIT_BLADDER,
    TRAIT_CANCER,
    N_TRAITS
} Trait;

enum { LONGEST_NIR = 17 };

typedef struct {
    uint64_t stream;
    const Doctor *doctor;  /* whose list it is on, at the end */
    const Doctor *earlier; /* and before `moved_on`; the same where nobody moved */
    Day moved_on;          /* DAY_NONE where nobody moved */
    Day born_on, died_on;  /* died_on DAY_NONE: lives */
    bool is_woman;
    uint32_t traits; /* 1 << Trait */

    char id[LONGEST_NIR + 1];  /* BEN_IDT_ANO */
    char nir[LONGEST_NIR + 1]; /* BEN_NIR_PSA */
    int rank;                  /* BEN_RNG_GEM: 2 for the second of twins, who have one number */
    char other_nir[LONGEST_NIR +
                   1]; /* the number from `insured_on`; empty where there is one only */
    Day insured_on;
} Person;

/* The k-th of a doctor's list, from 0. */
void person_init(Person *out_person, const Region *region, const Doctor *doctor, int k);
/* Seventeen letters and digits that nobody can read anything from, by the key of the stream. */
void person_write_number(char out[LONGEST_NIR + 1], uint64_t stream, uint64_t key);
static inline bool
person_has(const Person *self, Trait trait)
{
    return trait == TRAIT_ANYONE || (self->traits >> trait & 1) != 0;
}
/* Completed years, near enough for care. */
static inline int
person_age(const Person *self, Day day)
{
    return (int)((day - self->born_on) * 100 / 36525);
}
/* The list on which the person is on that day. */
static inline const Doctor *
person_doctor(const Person *self, Day day)
{
    return self->moved_on != DAY_NONE && day < self->moved_on ? self->earlier : self->doctor;
}
