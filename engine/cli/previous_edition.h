/* The edition before that a campaign names (`previous:`), for what changed since. */
#pragma once

#include "engine/model/campaign.h"
#include "engine/profile/previous.h"

/* Whether it can be read, and is not `folder`, where this edition goes (NULL while that is not known).
 * True, with NULL, where the campaign names none. */
bool previous_edition_open(const Campaign *campaign, const char *folder, Previous **out_previous,
                           GError **error);
