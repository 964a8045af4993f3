/* Results of one campaign, computed or read, that must be equal. */
#pragma once

#include "engine/profile/results.h"

/* Every figure, number and name: exactly, NaN being equal to NaN. Fails the running test. */
void results_expect_same(const Results *a, const Results *b);
