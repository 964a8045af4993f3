/* A region made up, in a campaign's database: the contract, the official tables of the DCIR, the views
 * that make them fit, and the rows. */
#pragma once

#include "engine/cli/options.h"
#include "engine/cli/progress.h"
#include "engine/synthetic/synthetic.h"

/* How large, from --doctors, --quarters, --lines and --seed; what is not given is the default. */
bool made_up_setting(const Options *options, RegionSetting *out_setting, GError **error);
/* Makes what is absent and fills the tables, which must be empty. `nomenclature` may be NULL. */
bool made_up_fill(const Database *database, const RegionSetting *setting,
                  const Nomenclature *nomenclature, Progress *progress, SyntheticReport *out_report,
                  GError **error);
/* Lets the server know how large the tables are: the joins of the views go astray otherwise. */
bool made_up_measure(const Database *database, GError **error);
/* Puts tables in the place of the views, with their rows: read once instead of at each run. */
bool made_up_settle(const Database *database, Progress *progress, GError **error);
