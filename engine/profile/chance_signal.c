#include "engine/profile/chance_signal.h"

#include <string.h>

static const char *const SIGNAL_NAMES[] = {
    [SIGNAL_NONE] = "",
    [SIGNAL_LOW] = "low",
    [SIGNAL_WITHIN] = "within",
    [SIGNAL_HIGH] = "high",
};

const char *
signal_name(Signal signal)
{
    return SIGNAL_NAMES[signal];
}

bool
signal_parse(const char *name, Signal *out_signal)
{
    for (size_t i = 0; i < G_N_ELEMENTS(SIGNAL_NAMES); i++) {
        if (strcmp(name, SIGNAL_NAMES[i]) == 0) {
            *out_signal = (Signal)i;
            return true;
        }
    }
    return false;
}

OverdispersionMethod
signal_method(SpreadRule rule)
{
    static const OverdispersionMethod METHODS[] = {
        [SPREAD_IGNORED] = OVERDISPERSION_NONE,
        [SPREAD_MULTIPLICATIVE] = OVERDISPERSION_MULTIPLICATIVE,
        [SPREAD_ADDITIVE] = OVERDISPERSION_ADDITIVE,
    };
    return METHODS[rule];
}

Signal
signal_of(FunnelPlace place, double p_value)
{
    static const Signal SIGNALS[] = {[FUNNEL_NOWHERE] = SIGNAL_NONE,
                                     [FUNNEL_BELOW] = SIGNAL_LOW,
                                     [FUNNEL_WITHIN] = SIGNAL_WITHIN,
                                     [FUNNEL_ABOVE] = SIGNAL_HIGH};
    const bool beyond = place == FUNNEL_BELOW || place == FUNNEL_ABOVE;
    return beyond && !(p_value < 1 - FUNNEL_SIGNAL_CONFIDENCE) ? SIGNAL_WITHIN : SIGNALS[place];
}
