/* How the lines of a summary fall on pages. */
#include <check.h>
#include <stdlib.h>

#include <glib.h>

#include "render/document/summary_flow.h"

static const SummaryRoom ROOM = {
    .top = 50, .bottom = 260, .heading_height = 10, .best_row = 14, .least_row = 10};

#define MOST_ROWS 100

static const struct {
    size_t n, themes;
    double height; /* of a row's own text */
    int pages;
} CASES[] = {
    {1, 1, 8, 1},   {12, 4, 8, 1},  {19, 1, 8, 1}, {20, 1, 8, 1}, {21, 1, 8, 2},
    {42, 10, 8, 3}, {42, 42, 8, 5}, {9, 3, 22, 2}, {0, 1, 8, 1},  {3, 3, 500, 3},
};

START_TEST(rows_fall_on_pages)
{
    SummaryRow rows[MOST_ROWS] = {{0, 0}};
    SummaryPlace places[MOST_ROWS];
    const size_t n = CASES[_i].n;
    for (size_t i = 0; i < n; i++)
        rows[i] = (SummaryRow){i * CASES[_i].themes / n, CASES[_i].height};

    ck_assert_int_eq(summary_flow(rows, n, &ROOM, places), CASES[_i].pages);
    for (size_t i = 0; i < n; i++) {
        const bool first = i == 0 || places[i].page != places[i - 1].page;
        ck_assert_double_ge(places[i].height, CASES[_i].height);
        ck_assert_double_ge(places[i].y, ROOM.top);
        /* A page starts with a heading, and nothing overlaps. */
        if (first)
            ck_assert(places[i].opens_theme);
        else
            ck_assert_double_ge(places[i].y - (places[i].opens_theme ? ROOM.heading_height : 0),
                                places[i - 1].y + places[i - 1].height - 1e-9);
        if (CASES[_i].height < 200)
            ck_assert_double_le(places[i].y + places[i].height, ROOM.bottom + 1e-9);
        const bool same_theme = i > 0 && rows[i].theme == rows[i - 1].theme;
        ck_assert(places[i].continues_theme == (first && same_theme));
    }
}
END_TEST

START_TEST(rows_use_the_room)
{
    SummaryRow rows[16] = {{0, 8}};
    SummaryPlace places[16];
    ck_assert_int_eq(summary_flow(rows, 12, &ROOM, places), 1);
    ck_assert_double_eq(places[0].height, ROOM.best_row);
    ck_assert_int_eq(summary_flow(rows, 16, &ROOM, places), 1);
    ck_assert_double_lt(places[0].height, ROOM.best_row);
    ck_assert_double_ge(places[0].height, ROOM.least_row);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("flow");
    tcase_add_loop_test(tests, rows_fall_on_pages, 0, G_N_ELEMENTS(CASES));
    tcase_add_test(tests, rows_use_the_room);

    Suite *suite = suite_create("summary flow");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
