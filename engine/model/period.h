/* A month, quarter, half-year or year: the step of a campaign and of its history. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "engine/model/day.h"

typedef enum { PERIOD_MONTH, PERIOD_QUARTER, PERIOD_HALF, PERIOD_YEAR } PeriodLength;

/* A value: compare with ==, move by adding to `ordinal`. */
typedef struct {
    PeriodLength length;
    int ordinal; /* periods of this length since year 0 */
} Period;

/* "2026-03", "2026-Q1", "2026-H1", "2026". False leaves *out_period untouched. */
bool period_parse(const char *text, Period *out_period);
/* The same spelling. The caller frees. */
char *period_to_string(Period period);
Period period_add(Period period, int n);
int period_months(PeriodLength length); /* 1, 3, 6, 12 */
int period_year(Period period);
int period_index(Period period); /* 1-based within its year */
Day period_first_day(Period period);
Day period_last_day(Period period);
/* First day of a window of `months` calendar months that ends with the period; 0 months is the
 * period itself. */
Day period_window_first_day(Period period, int months);
