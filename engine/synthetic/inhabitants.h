/* Who lives in the places of the region: more than are on its doctors' lists, by age and sex, as the
 * census has it. Coasts are older than towns, so that crude rates mislead. */
#pragma once

#include "engine/source/connection.h"
#include "engine/synthetic/person.h"

enum { INHABITANT_BANDS = 18, INHABITANT_BAND_YEARS = 5 }; /* the last of 85 and over */

typedef struct {
    int persons[N_PLACES][2][INHABITANT_BANDS]; /* men, women */
    int listed[N_PLACES][2][INHABITANT_BANDS];  /* of them, on the lists */
} Inhabitants;

/* None is listed yet. */
void inhabitants_init(Inhabitants *out_inhabitants, const Region *region);
/* One of them is on a list: by the age on the region's last day. */
void inhabitants_list(Inhabitants *self, const Region *region, const Person *person);
/* Where a list is longer than the place is large, all are on it: to be asked once all are listed. */
int inhabitants_persons(const Inhabitants *self, int place, bool is_woman, int band);
/* miroir.population, each year from the first to the last of the claims, places as the PMSI codes
 * them; and how those are called, in miroir_own.territory. */
bool inhabitants_write(const Inhabitants *self, const Region *region, const Database *database,
                       GError **error);
