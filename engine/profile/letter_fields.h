/* The fields of a letter in the order of private/distribution.csv, so that they are copied, written
 * and read by one table. */
#pragma once

#include "engine/model/roster.h"

enum { N_LETTER_FIELDS = 9 };

/* Column name of a field. */
const char *letter_field_name(size_t field);
/* The field, NULL when it is absent or empty. */
const char *letter_field(const Letter *self, size_t field);
/* Keeps a copy in `texts`; NULL or "" is absent. */
void letter_set_field(Letter *self, size_t field, GStringChunk *texts, const char *text);
