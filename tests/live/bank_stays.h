/* What the theme of relevance counts, for the theme bank's comparison: exactly, as the edition begins
 * with it, and as the edition publishes it. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "engine/source/connection.h"

/* Adds the exact counts of the campaign in `path` to rows as bank_rows.h has them. Units are F and the
 * number of an establishment (of proportions alone: nobody lives in one), a residence, and that with a
 * sex and the lowest age of a band, for stays and persons alone. */
bool bank_stays_count(const Database *database, const char *path, const char *themes,
                      GHashTable *rows, GError **error);

/* Whether every figure of results/stays.csv in `path` is that of the answers, rounded as the disclosure
 * rule rounds. Names those that are not on stderr; `out_n` is how many figures there are. */
bool bank_stays_published(const char *path, GHashTable *answers, size_t *out_n);
