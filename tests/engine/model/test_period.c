#include "engine/model/period.h"

#include <check.h>
#include <stdlib.h>

static const struct {
    const char *text;
    PeriodLength length;
    int year, index;
    const char *first, *last, *previous;
    int window_months;
    const char *window_first;
} cases[] = {
    {"2026-03", PERIOD_MONTH, 2026, 3, "2026-03-01", "2026-03-31", "2026-02", 12, "2025-04-01"},
    {"2024-01", PERIOD_MONTH, 2024, 1, "2024-01-01", "2024-01-31", "2023-12", 1, "2024-01-01"},
    {"2026-Q1", PERIOD_QUARTER, 2026, 1, "2026-01-01", "2026-03-31", "2025-Q4", 24, "2024-04-01"},
    {"2026-Q4", PERIOD_QUARTER, 2026, 4, "2026-10-01", "2026-12-31", "2026-Q3", 0, "2026-10-01"},
    {"2026-H1", PERIOD_HALF, 2026, 1, "2026-01-01", "2026-06-30", "2025-H2", 6, "2026-01-01"},
    {"2024-H2", PERIOD_HALF, 2024, 2, "2024-07-01", "2024-12-31", "2024-H1", 9, "2024-04-01"},
    {"2026", PERIOD_YEAR, 2026, 1, "2026-01-01", "2026-12-31", "2025", 6, "2026-07-01"},
};

static void
assert_day(Day day, const char *expected)
{
    g_autofree char *text = day_to_string(day);
    ck_assert_str_eq(text, expected);
}

START_TEST(reads_and_moves)
{
    Period period;
    ck_assert(period_parse(cases[_i].text, &period));
    ck_assert_int_eq(period.length, cases[_i].length);
    ck_assert_int_eq(period_year(period), cases[_i].year);
    ck_assert_int_eq(period_index(period), cases[_i].index);
    assert_day(period_first_day(period), cases[_i].first);
    assert_day(period_last_day(period), cases[_i].last);
    assert_day(period_window_first_day(period, cases[_i].window_months), cases[_i].window_first);
    g_autofree char *text = period_to_string(period);
    ck_assert_str_eq(text, cases[_i].text);
    g_autofree char *previous = period_to_string(period_add(period, -1));
    ck_assert_str_eq(previous, cases[_i].previous);
}
END_TEST

static const char *const bad_periods[] = {
    "",        "26",      "202",     "2026-",   "2026-13", "2026-00", "2026-3",
    "2026-Q0", "2026-Q5", "2026-H3", "2026-H0", "2026-q1", "2026Q1",  "2026-Q11",
    "2026 Q1", "0000",    "+026",    "20260",   "2026-S1", "2026-T1",
};

START_TEST(refuses)
{
    Period period = {PERIOD_YEAR, 7};
    ck_assert_msg(!period_parse(bad_periods[_i], &period), "%s", bad_periods[_i]);
    ck_assert_int_eq(period.ordinal, 7);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("period");
    TCase *tcase = tcase_create("period");
    suite_add_tcase(suite, tcase);
    tcase_add_loop_test(tcase, reads_and_moves, 0, G_N_ELEMENTS(cases));
    tcase_add_loop_test(tcase, refuses, 0, G_N_ELEMENTS(bad_periods));
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
