#include "engine/model/day.h"

#include <check.h>
#include <glib.h>
#include <stdlib.h>

static const struct {
    const char *text;
    Day day;
} day_cases[] = {
    {"1970-01-01", 0},       {"1969-12-31", -1},      {"2000-02-29", 11016},
    {"2000-03-01", 11017},   {"2026-03-31", 20543},   {"1600-01-01", -135140},
    {"0001-01-01", -719162}, {"9999-12-31", 2932896},
};

START_TEST(converts)
{
    Day day = 0;
    ck_assert(day_parse(day_cases[_i].text, &day));
    ck_assert_int_eq(day, day_cases[_i].day);
    g_autofree char *text = day_to_string(day);
    ck_assert_str_eq(text, day_cases[_i].text);
}
END_TEST

START_TEST(converts_every_day)
{
    Day expected = day_from_civil(1599, 12, 31);
    for (int year = 1600; year <= 2100; year++)
        for (int month = 1; month <= 12; month++) {
            Day last = day_from_civil(month == 12 ? year + 1 : year, month % 12 + 1, 1) - 1;
            for (int day = 1; day_from_civil(year, month, day) <= last; day++) {
                ck_assert_int_eq(day_from_civil(year, month, day), ++expected);
                CivilDate back = day_to_civil(expected);
                ck_assert(back.year == year && back.month == month && back.day == day);
            }
        }
}
END_TEST

static const char *const bad_days[] = {
    "",           "2026",       "2026-1-01",   "2026-13-01", "2026-00-01",
    "2026-01-00", "2026-04-31", "2025-02-29",  "1900-02-29", "2026-01-1",
    "2026/01/01", "0000-01-01", "2026-01-01 ", " 026-01-01", "+026-01-01",
    "2026-01-0x",
};

START_TEST(refuses)
{
    Day day = 7;
    ck_assert_msg(!day_parse(bad_days[_i], &day), "%s", bad_days[_i]);
    ck_assert_int_eq(day, 7);
}
END_TEST

static const struct {
    const char *from;
    int months;
    const char *expected;
} month_cases[] = {
    {"2026-03-31", -1, "2026-02-28"},  {"2024-03-31", -1, "2024-02-29"},
    {"2026-03-31", 0, "2026-03-31"},   {"2026-01-31", 1, "2026-02-28"},
    {"2024-02-29", -12, "2023-02-28"}, {"2024-02-29", 48, "2028-02-29"},
    {"2026-01-15", -1, "2025-12-15"},  {"2025-12-15", 1, "2026-01-15"},
    {"2026-10-31", -24, "2024-10-31"},
};

START_TEST(adds_months)
{
    Day day;
    ck_assert(day_parse(month_cases[_i].from, &day));
    g_autofree char *text = day_to_string(day_add_months(day, month_cases[_i].months));
    ck_assert_str_eq(text, month_cases[_i].expected);
}
END_TEST

static const struct {
    const char *birth, *on;
    int expected;
} age_cases[] = {
    {"1960-04-01", "2026-03-31", 65}, {"1960-03-31", "2026-03-31", 66},
    {"2000-02-29", "2018-02-28", 17}, {"2000-02-29", "2018-03-01", 18},
    {"2026-03-31", "2026-03-31", 0},  {"2026-04-01", "2026-03-31", -1},
};

START_TEST(gives_age)
{
    Day birth, on;
    ck_assert(day_parse(age_cases[_i].birth, &birth) && day_parse(age_cases[_i].on, &on));
    ck_assert_int_eq(day_age(birth, on), age_cases[_i].expected);
    ck_assert_int_eq(day_age(DAY_NONE, on), -1);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("day");
    TCase *tcase = tcase_create("day");
    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, converts, 0, G_N_ELEMENTS(day_cases));
    tcase_add_test(tcase, converts_every_day);
    tcase_add_loop_test(tcase, refuses, 0, G_N_ELEMENTS(bad_days));
    tcase_add_loop_test(tcase, adds_months, 0, G_N_ELEMENTS(month_cases));
    tcase_add_loop_test(tcase, gives_age, 0, G_N_ELEMENTS(age_cases));
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
