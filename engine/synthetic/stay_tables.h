/* Stays in the official tables of the PMSI-MCO: T_MCOaaB, C, A and E of each year that is there. */
#pragma once

#include "engine/synthetic/stays.h"
#include "engine/synthetic/table_writer.h"

/* Stays that ended in a year whose tables `schema` does not have are left out. Stays of 2017 in Paris,
 * told by the hospital and by its legal entity, come with them. Adds to `traps` (N_TRAPS). */
bool stay_tables_write(const Stays *stays, const Database *database, const char *schema,
                       size_t *traps, GError **error);
