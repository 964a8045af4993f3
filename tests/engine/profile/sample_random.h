/* Chance that is the same every time and does not depend on who asked before: a number follows from
 * its keys alone (SplitMix64). For tests. */
#pragma once

#include <stdint.h>

/* Uniform in [0, 1). */
double sample_uniform(uint64_t a, uint64_t b, uint64_t c, uint64_t d);
/* About normal, mean 0 and variance 1. */
double sample_normal(uint64_t a, uint64_t b, uint64_t c, uint64_t d);
