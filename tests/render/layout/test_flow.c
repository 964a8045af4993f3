/* How parts fall on sheets: pure numbers. */
#include <check.h>
#include <stdlib.h>

#include "render/layout/flow.h"

#define N 4

static FlowPart
part(double gap, double least, double best)
{
    return (FlowPart){.gap = gap, .least_gap = gap, .least = least, .best = best};
}

START_TEST(all_at_their_best_where_there_is_room)
{
    const FlowPart parts[] = {part(5, 10, 20), part(3, 10, 30)};
    FlowPlace places[2];
    ck_assert_int_eq(flow_place(parts, 2, 100, 100, places, NULL, NULL), 1);
    ck_assert_double_eq_tol(places[0].y, 5, 1e-9);
    ck_assert_double_eq_tol(places[0].height, 20, 1e-9);
    ck_assert_double_eq_tol(places[1].y, 28, 1e-9);
    ck_assert_double_eq_tol(places[1].height, 30, 1e-9);
}
END_TEST

/* Lines to write on go first, by whole lines; then the next turn, by what is missing. */
START_TEST(parts_give_way_in_turn)
{
    FlowPart parts[] = {part(0, 10, 30), part(0, 6, 24)};
    parts[0].turn = 1;
    parts[1].step = 6;
    FlowPlace places[2];
    flow_place(parts, 2, 50, 50, places, NULL, NULL);
    ck_assert_double_eq_tol(places[1].height, 18, 1e-9);
    ck_assert_double_eq_tol(places[0].height, 30, 1e-9);
    flow_place(parts, 2, 31, 50, places, NULL, NULL);
    ck_assert_double_eq_tol(places[1].height, 6, 1e-9);
    ck_assert_double_eq_tol(places[0].height, 25, 1e-9);
}
END_TEST

START_TEST(what_does_not_fit_goes_to_the_next_sheet)
{
    const FlowPart parts[] = {part(0, 40, 60), part(5, 50, 60), part(5, 10, 20)};
    FlowPlace places[3];
    ck_assert_int_eq(flow_place(parts, 3, 80, 90, places, NULL, NULL), 2);
    ck_assert_int_eq(places[0].sheet, 0);
    ck_assert_double_eq_tol(places[0].height, 60, 1e-9);
    ck_assert_int_eq(places[1].sheet, 1);
    ck_assert_double_eq_tol(places[1].y, 0, 1e-9); /* no gap at the top of a sheet */
    ck_assert_int_eq(places[2].sheet, 1);
}
END_TEST

START_TEST(what_belongs_together_stays_together)
{
    FlowPart parts[] = {part(0, 40, 40), part(0, 20, 20), part(0, 30, 30)};
    parts[1].keep = true;
    FlowPlace places[3];
    ck_assert_int_eq(flow_place(parts, 3, 80, 80, places, NULL, NULL), 2);
    ck_assert_int_eq(places[1].sheet, 1);
    ck_assert_int_eq(places[2].sheet, 1);
}
END_TEST

START_TEST(gaps_shrink_in_proportion)
{
    FlowPart parts[] = {part(10, 20, 20), part(20, 20, 20)};
    parts[0].least_gap = 0;
    parts[1].least_gap = 0;
    FlowPlace places[2];
    ck_assert_int_eq(flow_place(parts, 2, 55, 55, places, NULL, NULL), 1);
    ck_assert_double_eq_tol(places[0].y, 5, 1e-9);
    ck_assert_double_eq_tol(places[1].y, 35, 1e-9);
}
END_TEST

START_TEST(absent_parts_take_no_room)
{
    const FlowPart parts[] = {part(5, 10, 10), part(50, 0, 0), part(5, 10, 10)};
    FlowPlace places[3];
    ck_assert_int_eq(flow_place(parts, 3, 30, 30, places, NULL, NULL), 1);
    ck_assert_double_eq_tol(places[2].y, 20, 1e-9);
}
END_TEST

START_TEST(excess_names_the_worst)
{
    const FlowPart parts[] = {part(0, 10, 10), part(0, 50, 50), part(0, 44, 44)};
    FlowPlace places[3];
    double excess = -1;
    size_t worst = 9;
    ck_assert_int_eq(flow_place(parts, 3, 40, 40, places, &excess, &worst), 3);
    ck_assert_double_eq_tol(excess, 10, 1e-9);
    ck_assert_uint_eq(worst, 1);
    ck_assert_int_eq(flow_place(parts, 0, 40, 40, places, &excess, &worst), 1);
    ck_assert_double_eq_tol(excess, 0, 1e-9);
}
END_TEST

/* Whatever the parts, none overlaps another and none leaves its sheet unless it is said. */
START_TEST(nothing_overlaps)
{
    unsigned state = 1;
    for (int round = 0; round < 2000; round++) {
        FlowPart parts[N];
        FlowPlace places[N];
        for (size_t i = 0; i < N; i++) {
            state = state * 1664525u + 1013904223u;
            const double least = (state >> 8) % 70, more = (state >> 16) % 30;
            parts[i] = part((state >> 4) % 12, least, least + more);
            parts[i].keep = (state >> 28) % 3 == 0;
            parts[i].turn = (int)((state >> 20) % FLOW_TURNS);
            parts[i].step = (state >> 24) % 2 == 0 ? 4 : 0;
        }
        double excess = 0;
        flow_place(parts, N, 100, 80, places, &excess, NULL);
        for (size_t i = 0; i < N; i++) {
            if (places[i].height <= 0)
                continue;
            const double room = places[i].sheet == 0 ? 100 : 80;
            ck_assert_double_le(places[i].y + places[i].height, room + excess + 1e-6);
            ck_assert_double_ge(places[i].height, parts[i].least - 1e-6);
            if (i + 1 < N && places[i + 1].height > 0 && places[i + 1].sheet == places[i].sheet)
                ck_assert_double_ge(places[i + 1].y, places[i].y + places[i].height - 1e-6);
        }
    }
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("flow");
    tcase_add_test(tests, all_at_their_best_where_there_is_room);
    tcase_add_test(tests, parts_give_way_in_turn);
    tcase_add_test(tests, what_does_not_fit_goes_to_the_next_sheet);
    tcase_add_test(tests, what_belongs_together_stays_together);
    tcase_add_test(tests, gaps_shrink_in_proportion);
    tcase_add_test(tests, absent_parts_take_no_room);
    tcase_add_test(tests, excess_names_the_worst);
    tcase_add_test(tests, nothing_overlaps);
    Suite *suite = suite_create("flow");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
