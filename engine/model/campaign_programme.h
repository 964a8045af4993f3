/* The yearly programme of a campaign: which themes the groups work on in which period. A campaign that
 * names no themes itself is about those of its last period. */
#pragma once

#include "engine/model/campaign.h"
#include "engine/model/campaign_themes.h"

/* Reads the entries of `programme` with their themes (for an edition that is thawed: without), in the
 * order of the file. A period may be longer than the campaign's step (2026 in a campaign by quarter),
 * but no two may overlap. */
void campaign_read_programme(Campaign *self, const ThemeFiles *files, const YamlNode *programme,
                             GPtrArray *faults);
/* The list of themes of the entry that the campaign's last period lies in; NULL with a fault. */
const YamlNode *campaign_programme_now(const Campaign *self, const YamlNode *programme,
                                       GPtrArray *faults);
