/* The inhabitants of the region's territories by age and sex: what rates of stays are over. */
#pragma once

#include "engine/model/stay_counts.h"
#include "engine/source/connection.h"

/* Adds every territory that has inhabitants to the units, where the roster names none. Before the
 * counts are closed. */
bool inhabitants_add_units(Connection *connection, StayCounts *counts, GError **error);

/* Fills the denominators of rates, and the persons of those that are standardised, for every period
 * with the latest year known that does not lie behind the period's last day, or else with the first one
 * known: one year for all territories. Inhabitants of territories that are no unit are passed over.
 *
 * SOURCE_ERROR_DATA names the row: an age band that cannot be read (write 0-4, 85+ or 7), one that
 * spans two of the campaign's where an indicator is standardised, one that an indicator's population
 * takes a part of, a number below 0, and a row that stands twice. */
bool inhabitants_read(Connection *connection, const Campaign *campaign, StayCounts *counts,
                      GError **error);
