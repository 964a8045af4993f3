/* How a doctor's figure moved, and whether that is a real change or the usual variation: the current
 * period against an earlier one of the same season whose window does not overlap, and the control
 * chart of the periods before it. */
#pragma once

#include "engine/profile/results.h"

/* The longest window that the indicator counts in; 0 for the period itself. A washout looks back
 * without counting. */
int change_window_months(const Indicator *indicator);
/* How many years back the comparable period lies: windows that overlap the earlier one say nothing
 * about change, so that an indicator over two years is set against the one two years before. */
int change_lag_years(const Indicator *indicator);
/* The comparable period; -1 when the campaign's history does not reach back so far. */
int change_past_period(const Indicator *indicator, const Campaign *campaign);

/* "", "usual", "down", "up". */
const char *change_verdict_name(ChangeVerdict verdict);
bool change_verdict_parse(const char *name, ChangeVerdict *out_verdict);

/* A change that there is nothing to say of. */
Change change_none(void);
