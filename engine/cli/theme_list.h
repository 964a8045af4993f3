/* miroir themes list: a line each of the bank, or a campaign's programme with what the groups think of
 * its indicators. */
#pragma once

#include <glib.h>

#include "engine/model/campaign.h"

/* Id and version, status, indicators, validity, label. */
void theme_list_print(const Theme *theme);
/* The programme by period, the themes of the edition, and by indicator how many groups accepted it, from
 * the campaign's database. */
bool theme_list_campaign(const char *path, GError **error);
/* What is to be said of themes out of their validity, or due to be read again, on the last day of the
 * period that each is for (char *): those of the edition, then those of the programme. */
GPtrArray *theme_list_notes(const Campaign *campaign);
