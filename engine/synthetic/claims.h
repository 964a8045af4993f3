/* The acts of the region with everything that makes them hard to read: reversals, several drugs
 * under one act, complements, addresses, late arrivals. Each is counted. */
#pragma once

#include "engine/synthetic/act.h"
#include "engine/synthetic/trap.h"

typedef struct {
    const Region *region;
    const Catalogue *catalogue;
    ActTables *tables;
    size_t *traps; /* N_TRAPS */
} Claims;

/* All that happens to the person, quarter after quarter. */
bool claims_of_person(const Claims *self, const Person *person, GError **error);

/* The address under which somebody fictitious prescribes. */
#define FICTITIOUS_ADDRESS "35199999"
/* What arrives later is not in a demonstration's figures. */
Day claims_cut_off(void);
