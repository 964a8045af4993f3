/* Hospital stays of everybody who lives in the region, on a doctor's list or not, with what makes the
 * PMSI hard to read. In memory, since a stay is written by the year in which it ends. */
#pragma once

#include "engine/synthetic/inhabitants.h"
#include "engine/synthetic/trap.h"

typedef enum {
    STAY_GENUINE,
    STAY_ERROR_GROUP,      /* of a group 90: could not be grouped */
    STAY_BETWEEN,          /* in another hospital, on behalf of the first: SEJ_TYP B */
    STAY_BADLY_IDENTIFIED, /* a return code says so */
} StayKind;

typedef struct {
    char nir[LONGEST_NIR + 1]; /* NIR_ANO_17 */
    StayKind kind;
    int place, facility, operation; /* indices */
    const char *act;
    bool is_woman, has_anaesthetist;
    int age, nights;
    Day admitted_on;
} MadeStay;

typedef struct Stays Stays;

/* Borrows the region, and `traps` (N_TRAPS), to which it adds. */
Stays *stays_new(const Region *region, size_t *traps);
void stays_free(Stays *self); /* NULL is a no-op. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Stays, stays_free)

/* Those of a person on a list, who is one of the inhabitants from now on. */
void stays_add_person(Stays *self, const Person *person);
/* Those of everybody else: once, when all lists are done. */
void stays_add_others(Stays *self);

const Inhabitants *stays_inhabitants(const Stays *self);
const MadeStay *stays_all(const Stays *self, size_t *out_n);
