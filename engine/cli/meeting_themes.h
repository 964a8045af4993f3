/* What the themes of meetings are called: those that the campaign does not have are in the bank. */
#pragma once

#include "engine/model/campaign.h"
#include "engine/model/meetings.h"

/* Names by id, of the themes that meetings name and the bank has, in the campaign's language. An id that
 * is in neither has no entry. */
GHashTable *meeting_themes_new(const Campaign *campaign, const Meetings *meetings, GError **error);
