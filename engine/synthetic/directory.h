/* The small tables of the region: practice addresses month by month, what codes mean, the names of
 * doctors for letters. */
#pragma once

#include "engine/synthetic/nomenclature.h"
#include "engine/synthetic/region.h"
#include "engine/synthetic/table_writer.h"
#include "engine/synthetic/trap.h"

/* DA_PRA_R, IR_PHA_R, IR_BIO_R, IR_CCAM_V63 and IR_NAT_V in `schema`; adds to `traps` (N_TRAPS). The
 * drugs are those of the nomenclature, and of the catalogue those that it has none for; without one
 * (NULL) all of the catalogue. */
bool directory_write(const Region *region, const Database *database, const char *schema,
                     const Nomenclature *nomenclature, size_t *traps, GError **error);
/* miroir_own.practitioner: names, addresses, oppositions. Nobody bears these names by intention. */
bool directory_write_names(const Region *region, const Database *database, GError **error);
