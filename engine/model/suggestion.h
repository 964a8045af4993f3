/* The word that somebody probably meant: for the hint of a message about an unknown one. */
#pragma once

#include <glib.h>

/* The candidate at the smallest edit distance from `word`, the first of several; NULL when none is
 * near (at most 2 edits, and fewer than half of the word). `candidates` ends with NULL. */
const char *suggestion_find(const char *word, const char *const *candidates);
/* "did you mean 'x'?", or else "known here: a, b, c". The caller frees. */
char *suggestion_hint(const char *word, const char *const *candidates);
