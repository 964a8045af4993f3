#include "engine/stats/comparable.h"

#include <check.h>
#include <stdbool.h>
#include <stdlib.h>

START_TEST(comparable_periods_are_those_of_the_table)
{
    static const struct {
        size_t last, window, season;
        ComparablePeriods expected;
    } CASES[] = {
        /* Eight quarters: the quarter itself, without and with seasons. */
        {7, 1, 1, {.first = 0, .step = 1, .count = 8}},
        {7, 1, 4, {.first = 3, .step = 4, .count = 2}},
        /* Half a year, a year, fifteen months and two years. */
        {7, 2, 1, {.first = 1, .step = 2, .count = 4}},
        {7, 2, 4, {.first = 3, .step = 4, .count = 2}},
        {7, 4, 1, {.first = 3, .step = 4, .count = 2}},
        {7, 4, 4, {.first = 3, .step = 4, .count = 2}},
        {7, 5, 4, {.first = 7, .step = 8, .count = 1}},
        {7, 8, 4, {.first = 7, .step = 8, .count = 1}},
        {8, 8, 4, {.first = 0, .step = 8, .count = 2}},
        /* Two years of months, five years of them with seasons. */
        {23, 1, 1, {.first = 0, .step = 1, .count = 24}},
        {59, 3, 12, {.first = 11, .step = 12, .count = 5}},
        {23, 3, 1, {.first = 2, .step = 3, .count = 8}},
        /* Years, and the first period of all. */
        {4, 1, 1, {.first = 0, .step = 1, .count = 5}},
        {0, 1, 4, {.first = 0, .step = 4, .count = 1}},
    };
    ck_assert_uint_eq(sizeof CASES / sizeof CASES[0], 14);

    ComparablePeriods actual =
        comparable_periods(CASES[_i].last, CASES[_i].window, CASES[_i].season);
    ck_assert_uint_eq(actual.first, CASES[_i].expected.first);
    ck_assert_uint_eq(actual.step, CASES[_i].expected.step);
    ck_assert_uint_eq(actual.count, CASES[_i].expected.count);
}
END_TEST

/* A period belongs if and only if its window and those of the others do not overlap, it is of the
 * season, and there is no nearer choice: asked of every period, not computed. */
START_TEST(no_window_overlaps_and_no_season_differs)
{
    for (size_t last = 0; last < 40; last++)
        for (size_t window = 1; window <= 14; window++)
            for (size_t season = 1; season <= 12; season++) {
                ComparablePeriods actual = comparable_periods(last, window, season);
                size_t next = last, i = actual.count - 1;
                for (size_t p = last; p-- > 0;) {
                    bool overlaps = p + window > next;
                    if (overlaps || (last - p) % season != 0)
                        continue;
                    ck_assert_uint_gt(i, 0);
                    i--;
                    ck_assert_uint_eq(actual.first + i * actual.step, p);
                    next = p;
                }
                ck_assert_uint_eq(i, 0);
                ck_assert_uint_eq(actual.first + (actual.count - 1) * actual.step, last);
            }
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("comparable");
    TCase *tests = tcase_create("comparable");
    tcase_add_loop_test(tests, comparable_periods_are_those_of_the_table, 0, 14);
    tcase_add_test(tests, no_window_overlaps_and_no_season_differs);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
