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
