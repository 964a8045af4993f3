/* Allowances from the database into Allowances. */
#pragma once

#include "engine/model/allowances.h"
#include "engine/source/contract.h"

/* Closed; empty where the database has none. SOURCE_ERROR_DATA names a row whose period or amount cannot
 * be read (amounts have at most 2 decimals). */
Allowances *allowances_read(Connection *connection, const Contract *contract, GError **error);
