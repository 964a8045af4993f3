/* Whether a doctor's gap to the enrolled value is more than chance: what the words about chance, and
 * they alone, are taken from. */
#pragma once

#include "engine/profile/comparator.h"
#include "engine/stats/overdispersion.h"

/* "", "low", "within", "high". */
const char *signal_name(Signal signal);
bool signal_parse(const char *name, Signal *out_signal);

/* How the campaign's rule allows for units that differ by more than chance. */
OverdispersionMethod signal_method(SpreadRule rule);
/* Beyond the limits, and as far off as they mean it: their straight lines between counts leave out
 * the count itself on the high side, so that of few events expected too many would be called high
 * (funnel.h). */
Signal signal_of(FunnelPlace place, double p_value);

/* How often a figure without any real gap lies beyond the limits that a signal is judged by. */
#define SIGNAL_FALSE_RATE 0.002
