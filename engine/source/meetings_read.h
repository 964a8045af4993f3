/* Meetings and attendance from the database into Meetings. */
#pragma once

#include "engine/model/meetings.h"
#include "engine/source/contract.h"

/* Closed; empty where the database has no meetings, and without attendance where it has none. `roster`
 * must be closed and come from the same snapshot. */
Meetings *meetings_read(Connection *connection, const Contract *contract, const Roster *roster,
                        GError **error);
