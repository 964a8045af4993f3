/* Calendar days without time or zone: the only notion of date in the engine. */
#pragma once

#include <limits.h>
#include <stdbool.h>
#include <stdint.h>

/* Days since 1970-01-01, proleptic Gregorian. */
typedef int32_t Day;
#define DAY_NONE INT32_MIN

typedef struct {
    int year, month, day; /* month and day from 1 */
} CivilDate;

Day day_from_civil(int year, int month, int day);
CivilDate day_to_civil(Day day);
/* "2026-03-31" exactly; false leaves *out_day untouched. */
bool day_parse(const char *text, Day *out_day);
/* "2026-03-31". The caller frees. */
char *day_to_string(Day day);
/* Calendar months, clamped to the end of the month: 31 March minus one month is 28 or 29 February. */
Day day_add_months(Day day, int months);
/* Completed years from `birth` to `on`; -1 when `birth` is DAY_NONE or after `on`. */
int day_age(Day birth, Day on);
