/* All the regions that a campaign sets beside its own (`other_regions:`), and how far they compare. */
#pragma once

#include "engine/profile/other_region.h"

/* OtherRegion *, by the campaign's order; empty where it names none. PROFILE_ERROR_FILES, with the place
 * in the campaign: one cannot be read, is of another profession, is this region or a second time the
 * same. The caller frees. */
GPtrArray *other_regions_read(const Campaign *campaign, GError **error);

/* "Normandie: 7 of 9 indicators compare; not there: hba1c; ...", of the match of each of the campaign's
 * indicators. A reason names a few of them and counts the others. The caller frees. */
char *other_regions_note(const char *label, const Campaign *campaign, const RegionMatch *matches);
