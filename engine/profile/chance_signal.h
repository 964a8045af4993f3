/* Whether a doctor's gap to the enrolled value is more than chance: what the words about chance, and
 * they alone, are taken from. */
#pragma once

#include "engine/profile/comparator.h"

/* "", "low", "within", "high". */
const char *signal_name(Signal signal);
bool signal_parse(const char *name, Signal *out_signal);

/* How often a figure without any real gap lies beyond the limits that a signal is judged by. */
#define SIGNAL_FALSE_RATE 0.002
