/* Practitioners, groups, memberships and territories from the database into a Roster. */
#pragma once

#include "engine/model/roster.h"
#include "engine/source/contract.h"

/* The roster, closed but not settled. */
Roster *roster_read(Connection *connection, const Contract *contract, GError **error);
