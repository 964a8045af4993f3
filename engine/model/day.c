#include "engine/model/day.h"

#include <glib.h>
#include <string.h>

/* Both conversions count in eras of 400 years whose years begin in March, so that the leap day is
 * the last of its year (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2014). */
enum { DAYS_PER_ERA = 146097, DAYS_TO_1970 = 719468 };

static int
floor_divide(int a, int b)
{
    return a / b - (a % b < 0);
}

Day
day_from_civil(int year, int month, int day)
{
    year -= month <= 2;
    int era = floor_divide(year, 400);
    int year_of_era = year - era * 400;
    int day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * DAYS_PER_ERA + day_of_era - DAYS_TO_1970;
}

CivilDate
day_to_civil(Day day)
{
    int shifted = day + DAYS_TO_1970;
    int era = floor_divide(shifted, DAYS_PER_ERA);
    int day_of_era = shifted - era * DAYS_PER_ERA;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int shifted_month = (5 * day_of_year + 2) / 153;
    int month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
    return (CivilDate){
        .year = era * 400 + year_of_era + (month <= 2),
        .month = month,
        .day = day_of_year - (153 * shifted_month + 2) / 5 + 1,
    };
}

static int
days_in_month(int year, int month)
{
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

/* `n` digits as a number; -1 if there is anything else. */
static int
read_digits(const char *text, int n)
{
    int number = 0;
    for (int i = 0; i < n; i++) {
        if (!g_ascii_isdigit(text[i]))
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

bool
day_parse(const char *text, Day *out_day)
{
    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-')
        return false;
    int year = read_digits(text, 4), month = read_digits(text + 5, 2),
        day = read_digits(text + 8, 2);
    if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month))
        return false;
    *out_day = day_from_civil(year, month, day);
    return true;
}

char *
day_to_string(Day day)
{
    CivilDate date = day_to_civil(day);
    return g_strdup_printf("%04d-%02d-%02d", date.year, date.month, date.day);
}

Day
day_add_months(Day day, int months)
{
    CivilDate date = day_to_civil(day);
    int ordinal = date.year * 12 + date.month - 1 + months;
    int year = floor_divide(ordinal, 12);
    int month = ordinal - year * 12 + 1;
    return day_from_civil(year, month, MIN(date.day, days_in_month(year, month)));
}

int
day_age(Day birth, Day on)
{
    if (birth == DAY_NONE || birth > on)
        return -1;
    CivilDate from = day_to_civil(birth), to = day_to_civil(on);
    bool before_birthday = to.month < from.month || (to.month == from.month && to.day < from.day);
    return to.year - from.year - before_birthday;
}
