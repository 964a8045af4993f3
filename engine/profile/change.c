#include "engine/profile/change.h"

#include <math.h>
#include <string.h>

int
change_window_months(const Indicator *indicator)
{
    int months = indicator->window_months;
    for (size_t i = 0; i < indicator->n_counters; i++)
        months = MAX(months, indicator->counters[i].window_months);
    return months;
}

int
change_lag_years(const Indicator *indicator)
{
    return MAX(1, (change_window_months(indicator) + 11) / 12);
}

int
change_past_period(const Indicator *indicator, const Campaign *campaign)
{
    const int periods = change_lag_years(indicator) * 12 / period_months(campaign->last.length);
    return MAX(-1, campaign->history - 1 - periods);
}

static const char *const VERDICT_NAMES[] = {
    [CHANGE_UNJUDGED] = "",
    [CHANGE_USUAL] = "usual",
    [CHANGE_DOWN] = "down",
    [CHANGE_UP] = "up",
};

const char *
change_verdict_name(ChangeVerdict verdict)
{
    return VERDICT_NAMES[verdict];
}

bool
change_verdict_parse(const char *name, ChangeVerdict *out_verdict)
{
    for (size_t i = 0; i < G_N_ELEMENTS(VERDICT_NAMES); i++)
        if (strcmp(name, VERDICT_NAMES[i]) == 0) {
            *out_verdict = (ChangeVerdict)i;
            return true;
        }
    return false;
}

Change
change_none(void)
{
    return (Change){.past_period = -1, .estimate = NAN, .low = NAN, .high = NAN};
}
