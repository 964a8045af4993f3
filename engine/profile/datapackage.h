/* The description of results/ as a Frictionless tabular data package
 * (https://specs.frictionlessdata.io/tabular-data-package/), so that another region reads the tables
 * with their types and meanings. */
#pragma once

#include <glib.h>

#include "engine/model/campaign.h"

/* datapackage.json, with sorted keys. */
GBytes *datapackage_to_bytes(const Campaign *campaign);
