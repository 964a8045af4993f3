/* References between the relations of the contract: a claim's patient must be a patient, a member's
 * group a group. Checked in SQL once all files are in, named by the line they stand on. */
#pragma once

#include "engine/source/load.h"
#include "engine/source/load_faults.h"

/* Checks every reference from or to a relation that was loaded. A target without rows is not missed:
 * an absent relation only disables what needs it. */
bool load_references_check(Connection *connection, const char *folder, const GPtrArray *loaded,
                           LoadFaults *faults, GError **error);
