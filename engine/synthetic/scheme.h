/* The life of the scheme, in plain tables of the contract: groups, members, meetings, attendance,
 * allowances and the budget. */
#pragma once

#include "engine/synthetic/region.h"
#include "engine/synthetic/table_writer.h"

bool scheme_write(const Region *region, const Database *database, GError **error);
