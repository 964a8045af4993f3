/* The persons of the region in the tables of beneficiaries: who they are, their long-term conditions
 * and their referring doctors. */
#pragma once

#include "engine/synthetic/person.h"
#include "engine/synthetic/table_writer.h"
#include "engine/synthetic/trap.h"

typedef struct {
    const Region *region;
    TableWriter *persons, *conditions, *contracts;
    size_t *traps; /* N_TRAPS */
} People;

bool people_open(People *out_people, const Region *region, const Database *database,
                 const char *schema, size_t *traps, GError **error);
bool people_write(const People *self, const Person *person, GError **error);
bool people_finish(People *self, GError **error);
void people_close(People *self);
