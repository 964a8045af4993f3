#include "engine/model/period.h"

#include <string.h>

static const int months_of_length[] = {
    [PERIOD_MONTH] = 1, [PERIOD_QUARTER] = 3, [PERIOD_HALF] = 6, [PERIOD_YEAR] = 12};

static int
periods_per_year(PeriodLength length)
{
    return 12 / months_of_length[length];
}

/* What follows the year: "-03", "-Q1", "-H1" or nothing. 0 when it is none of these. */
static int
parse_index(const char *text, PeriodLength *out_length)
{
    if (*text == '\0') {
        *out_length = PERIOD_YEAR;
        return 1;
    }
    if (text[0] != '-' || strlen(text) != 3 || !g_ascii_isdigit(text[2]))
        return 0;
    int digit = text[2] - '0';
    if (text[1] == 'Q' || text[1] == 'H') {
        *out_length = text[1] == 'Q' ? PERIOD_QUARTER : PERIOD_HALF;
        return digit;
    }
    *out_length = PERIOD_MONTH;
    return g_ascii_isdigit(text[1]) ? (text[1] - '0') * 10 + digit : 0;
}

bool
period_parse(const char *text, Period *out_period)
{
    int year = 0;
    for (int i = 0; i < 4; i++) {
        if (!g_ascii_isdigit(text[i]))
            return false;
        year = year * 10 + (text[i] - '0');
    }
    PeriodLength length;
    int index = parse_index(text + 4, &length);
    if (year < 1 || index < 1 || index > periods_per_year(length))
        return false;
    *out_period = (Period){length, year * periods_per_year(length) + index - 1};
    return true;
}

char *
period_to_string(Period period)
{
    int year = period_year(period), index = period_index(period);
    switch (period.length) {
    case PERIOD_MONTH:
        return g_strdup_printf("%04d-%02d", year, index);
    case PERIOD_QUARTER:
        return g_strdup_printf("%04d-Q%d", year, index);
    case PERIOD_HALF:
        return g_strdup_printf("%04d-H%d", year, index);
    case PERIOD_YEAR:
        return g_strdup_printf("%04d", year);
    }
    g_assert_not_reached();
}

Period
period_add(Period period, int n)
{
    return (Period){period.length, period.ordinal + n};
}

int
period_months(PeriodLength length)
{
    return months_of_length[length];
}

int
period_year(Period period)
{
    return period.ordinal / periods_per_year(period.length);
}

int
period_index(Period period)
{
    return period.ordinal % periods_per_year(period.length) + 1;
}

Day
period_first_day(Period period)
{
    return period_window_first_day(period, 0);
}

Day
period_last_day(Period period)
{
    return period_first_day(period_add(period, 1)) - 1;
}

Day
period_window_first_day(Period period, int months)
{
    int step = months_of_length[period.length];
    int month = (period.ordinal + 1) * step - (months > 0 ? months : step);
    return day_from_civil(month / 12, month % 12 + 1, 1);
}
