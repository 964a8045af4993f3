/* Hospital stays counted for the indicators that say `from: stays`, inside the connection's snapshot. */
#pragma once

#include "engine/model/roster.h"
#include "engine/model/stay_counts.h"
#include "engine/source/contract.h"

/* One pass of the server over miroir.stay for all indicators and periods, beside a few rows of
 * establishments and inhabitants. Units: every row of miroir.facility, and the territories of the
 * campaign's region, or, where no territory is told at all, those that stays or inhabitants name. A
 * stay of another establishment or territory counts at the other level alone.
 *
 * NULL with an error; without one where the campaign has no such indicator. */
StayCounts *stays_count(Connection *connection, const Contract *contract, const Campaign *campaign,
                        const Roster *roster, GError **error);
