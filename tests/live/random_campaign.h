/* Random claims and random indicators, the same for the same seed: identifiers are hostile on
 * purpose, lines repeat and are reversed, and what may be missing is missing often. */
#pragma once

#include <glib.h>

/* INSERT statements for every relation that claims are counted from. The caller frees. */
char *random_data(GRand *random, size_t n_claims);
/* YAML of `n` indicators of all kinds, units, attributions, counts, windows and washouts, every other
 * one standardised. */
char *random_indicators(GRand *random, int n);
