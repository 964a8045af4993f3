/* Numbers, dates and periods as the reader expects them: the one place that knows the decimal
 * comma, U+202F between thousands, U+00A0 before the percent sign, U+2212, and rounds half up. */
#pragma once

#include <stdint.h>

#include "engine/model/day.h"
#include "engine/model/indicator.h"
#include "engine/model/language.h"
#include "engine/model/period.h"

/* 1234.5 with 1 decimal: "1 234,5" or "1,234.5". The caller frees all of these. */
char *number_text(Language language, double value, int decimals);
char *number_text_integer(Language language, int64_t value);
/* A value of the indicator in its printed scale with its unit: "14,2 %", "54", "176 €". */
char *value_text(Language language, const Indicator *indicator, double value, int decimals);
/* The same without the unit sign, for columns that carry it in their head. */
char *value_text_bare(Language language, const Indicator *indicator, double value, int decimals);
/* "31 mars 2026", "31 March 2026"; the first of a month is "1^er^ avril 2026" in French. */
char *day_text(Language language, Day day);
/* "1^er^ trimestre 2026", "mars 2026", "Q1 2026"; with ^ marks of the typesetter. */
char *period_text(Language language, Period period);
/* "T1 2026", "S1 2026", "03/2026", "2026": for axes. */
char *period_text_short(Language language, Period period);
