/* What a database holds of a known data model: shared by `miroir source`, `check` and `init`. */
#pragma once

#include <stdbool.h>

#include "engine/model/campaign.h"
#include "engine/source/known_source.h"

/* The data model of that name in sql/sources. CLI_ERROR_USAGE names those there are. */
KnownSource *source_report_load(const char *name, GError **error);
/* Connects to the campaign's database, without a campaign (NULL) to the one that libpq's environment
 * names, and prints how many of the model's tables are there and what
 * each missing table or column disables. False when the database cannot be asked. */
bool source_report_print(const KnownSource *source, const Campaign *campaign, GError **error);
