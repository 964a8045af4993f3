/* The plane geometry of the charts: segments, outlines, names beside marks, legends in rows. */
#include <math.h>
#include <stdlib.h>

#include "render/chart/callouts.h"
#include "render/chart/fill.h"
#include "render/chart/legend.h"
#include "tests/render/chart/chart_page.h"

#define TINY 1e-9

/* --- segments --- */

static const struct {
    Segment a, b;
    bool cross;
} CROSSINGS[] = {
    {{{0, 0}, {10, 10}}, {{0, 10}, {10, 0}}, true},
    {{{0, 0}, {10, 0}}, {{0, 1}, {10, 1}}, false},
    {{{0, 0}, {10, 0}}, {{5, 0}, {5, 5}}, true}, /* touches */
    {{{0, 0}, {10, 0}}, {{5, 0.1}, {5, 5}}, false},
    {{{0, 0}, {10, 0}}, {{12, -5}, {12, 5}}, false}, /* beyond the end */
    {{{0, 0}, {10, 0}}, {{2, 0}, {8, 0}}, false},    /* on one line */
};

START_TEST(segments_cross_or_not)
{
    ck_assert_int_eq(segments_cross(CROSSINGS[_i].a, CROSSINGS[_i].b), CROSSINGS[_i].cross);
    ck_assert_int_eq(segments_cross(CROSSINGS[_i].b, CROSSINGS[_i].a), CROSSINGS[_i].cross);
}
END_TEST

static const struct {
    Segment segment;
    bool meets;
} MEETINGS[] = {
    {{{-5, 5}, {15, 5}}, true},  {{{2, 2}, {3, 3}}, true},      {{{-5, 5}, {5, 5}}, true},
    {{{-5, 5}, {-1, 5}}, false}, {{{-1, 9.5}, {1, 12}}, false}, {{{5, -5}, {5, 15}}, true},
    {{{-1, 1}, {1, -1}}, true},  {{{10, 0}, {20, 0}}, true},
};

START_TEST(segments_meet_boxes)
{
    ck_assert_int_eq(segment_meets_rect(MEETINGS[_i].segment, (Rect){0, 0, 10, 10}),
                     MEETINGS[_i].meets);
}
END_TEST

START_TEST(boxes_overlap_and_hold)
{
    Rect box = {0, 0, 10, 10};
    ck_assert(rects_overlap(box, (Rect){9, 9, 5, 5}) && rects_overlap(box, (Rect){2, 2, 1, 1}));
    ck_assert(!rects_overlap(box, (Rect){10, 0, 5, 5}) && !rects_overlap(box, (Rect){0, 11, 5, 5}));
    ck_assert(rect_holds(box, (Rect){0, 0, 10, 10}) && !rect_holds(box, (Rect){1, 1, 10, 5}));
    Point near = rect_nearest(box, (Point){12, -3}), same = rect_nearest(box, (Point){4, 5});
    ck_assert(near.x == 10 && near.y == 0 && same.x == 4 && same.y == 5);
}
END_TEST

/* --- outlines --- */

static Point SQUARE[] = {{0, 0}, {10, 0}, {10, 10}, {0, 10}};
static Point HOLE[] = {{4, 4}, {6, 4}, {6, 6}, {4, 6}};
/* A U whose arms are 2 wide: 10 by 10, open at the top. */
static Point ARMS[] = {{0, 0}, {2, 0}, {2, 8}, {8, 8}, {8, 0}, {10, 0}, {10, 10}, {0, 10}};

static double
hatched_length(const Outline *outlines, size_t n, double pitch, HatchLean lean)
{
    g_autoptr(GArray) hatch = outlines_hatch(outlines, n, pitch, lean);
    double length = 0;
    for (guint i = 0; i < hatch->len; i++) {
        Segment part = g_array_index(hatch, Segment, i);
        length += hypot(part.to.x - part.from.x, part.to.y - part.from.y);
        /* All at 45 degrees, rising to the right or falling. */
        double rise = (part.from.y - part.to.y) / (part.to.x - part.from.x);
        ck_assert_double_eq_tol(rise, lean == HATCH_RISING ? 1 : -1, 1e-6);
    }
    return length;
}

/* The length of all lines times their distance is the area that they cover. */
START_TEST(hatching_covers_the_area)
{
    Outline square = {SQUARE, 4}, arms = {ARMS, 8};
    Outline with_hole[] = {{SQUARE, 4}, {HOLE, 4}};
    for (HatchLean lean = HATCH_RISING; lean <= HATCH_FALLING; lean++) {
        double pitch = 0.01;
        ck_assert_double_eq_tol(pitch * hatched_length(&square, 1, pitch, lean), 100, 0.01);
        ck_assert_double_eq_tol(pitch * hatched_length(with_hole, 2, pitch, lean), 96, 0.01);
        ck_assert_double_eq_tol(pitch * hatched_length(&arms, 1, pitch, lean), 52, 0.02);
    }
    /* Lines stand where they stand, wherever an outline begins. */
    Point moved[] = {{3, 3}, {7, 3}, {7, 7}, {3, 7}};
    Outline inner = {moved, 4};
    g_autoptr(GArray) whole = outlines_hatch(&square, 1, 1.3, HATCH_RISING);
    g_autoptr(GArray) part = outlines_hatch(&inner, 1, 1.3, HATCH_RISING);
    ck_assert_uint_gt(part->len, 2);
    for (guint i = 0; i < part->len; i++) {
        Segment line = g_array_index(part, Segment, i);
        bool found = false;
        for (guint k = 0; k < whole->len; k++) {
            Segment other = g_array_index(whole, Segment, k);
            found |= fabs(other.from.x + other.from.y - line.from.x - line.from.y) < TINY;
        }
        ck_assert(found);
    }
}
END_TEST

START_TEST(outlines_have_an_area)
{
    ck_assert_double_eq(outline_area(&(Outline){SQUARE, 4}), 100);
    ck_assert_double_eq(outline_area(&(Outline){ARMS, 8}), 52);
    Point back[] = {{0, 10}, {10, 10}, {10, 0}, {0, 0}};
    ck_assert_double_eq(outline_area(&(Outline){back, 4}), -100);
    ck_assert_double_eq(outline_area(&(Outline){SQUARE, 2}), 0);
}
END_TEST

START_TEST(texts_find_a_place_inside)
{
    Point middle = {-1, -1};
    Outline square = {SQUARE, 4}, arms = {ARMS, 8};
    ck_assert(outlines_text_place(&square, 1, 6, 2, &middle));
    ck_assert_double_eq_tol(middle.x, 5, TINY);
    ck_assert_double_eq_tol(middle.y, 5, TINY);
    /* In the bottom of the U, which is 2 high. */
    ck_assert(outlines_text_place(&arms, 1, 6, 1.5, &middle));
    ck_assert_double_eq_tol(middle.x, 5, TINY);
    ck_assert_double_ge(middle.y - 0.75, 8);
    ck_assert_double_le(middle.y + 0.75, 10);
    /* Beside the hole rather than over it. */
    Outline with_hole[] = {{SQUARE, 4}, {HOLE, 4}};
    ck_assert(outlines_text_place(with_hole, 2, 6, 2, &middle));
    ck_assert(middle.y + 1 <= 4 || middle.y - 1 >= 6);
    middle = (Point){-1, -1};
    ck_assert(!outlines_text_place(&square, 1, 10.5, 2, &middle));
    ck_assert(!outlines_text_place(&square, 1, 5, 11, &middle));
    ck_assert(!outlines_text_place(&arms, 1, 6, 3, &middle));
    ck_assert(middle.x == -1 && middle.y == -1);
}
END_TEST

/* --- names beside marks --- */

/* Whatever the marks: names lie in the field, cover no mark and no other name. */
START_TEST(names_keep_clear)
{
    unsigned seed = 3;
    for (int run = 0; run < 60; run++) {
        Point marks[25];
        Callout callouts[25];
        for (size_t i = 0; i < 25; i++) {
            seed = seed * 1103515245u + 12345u;
            /* From spread out to heaped up. */
            marks[i] = (Point){50 + (seed >> 16) % (unsigned)(2 + run) - run / 2.0,
                               40 + (seed >> 22) % (unsigned)(2 + run / 2) - run / 4.0};
            callouts[i] = (Callout){marks[i], 5 + (seed >> 20) % 9, 2.6};
        }
        Segment line = {{0, 40}, {120, 40}};
        CalloutField field = {{0, 0, 120, 80}, marks, 25, 1.2, &line, 1};
        CalloutPlace places[25];
        ck_assert(callouts_place(callouts, 25, &field, places));
        for (size_t i = 0; i < 25; i++) {
            ck_assert(rect_holds(field.bounds, places[i].box));
            for (size_t k = 0; k < 25; k++) {
                Point near = rect_nearest(places[i].box, marks[k]);
                ck_assert_double_ge(hypot(near.x - marks[k].x, near.y - marks[k].y), 1.2 - TINY);
                ck_assert(i == k || !rects_overlap(places[i].box, places[k].box));
            }
        }
    }
}
END_TEST

/* In a row of marks, the line to a name does not run over the next of them. */
START_TEST(lines_to_names_pass_no_mark)
{
    Point marks[5];
    Callout callouts[5];
    CalloutPlace places[5];
    for (size_t i = 0; i < 5; i++) {
        marks[i] = (Point){50 + 5 * (double)i, 40};
        callouts[i] = (Callout){marks[i], 20, 2.6};
    }
    CalloutField field = {{0, 0, 120, 80}, marks, 5, 1.2, NULL, 0};
    ck_assert(callouts_place(callouts, 5, &field, places));
    int n_apart = 0;
    for (size_t i = 0; i < 5; i++) {
        Segment leader = callout_leader(marks[i], 1.2, places[i].box);
        n_apart += places[i].apart;
        for (size_t k = 0; k < 5 && places[i].apart; k++) {
            Rect mark = {marks[k].x - 0.8, marks[k].y - 0.8, 1.6, 1.6};
            ck_assert(i == k || !segment_meets_rect(leader, mark));
        }
    }
    ck_assert_int_gt(n_apart, 0);
}
END_TEST

START_TEST(a_name_stands_at_the_right)
{
    Point marks[] = {{50, 40}, {118, 40}};
    Callout callouts[] = {{{50, 40}, 10, 2}, {{118, 40}, 10, 2}};
    CalloutField field = {{0, 0, 120, 80}, marks, 2, 1, NULL, 0};
    CalloutPlace places[2];
    ck_assert(callouts_place(callouts, 2, &field, places));
    ck_assert_double_eq_tol(places[0].box.x, 51.5, TINY);
    ck_assert_double_eq_tol(places[0].box.y, 39, TINY);
    ck_assert(!places[0].apart);
    /* No room there: at the left. */
    ck_assert_double_eq_tol(places[1].box.x, 106.5, TINY);

    /* Off a line through the mark. */
    Segment line = {{0, 40}, {120, 40}};
    field.lines = &line;
    field.n_lines = 1;
    ck_assert(callouts_place(callouts, 1, &field, places));
    ck_assert(!segment_meets_rect(line, places[0].box));

    /* Marks of others at both sides: above or below, where the name is not taken for theirs. */
    Point near[] = {{50, 40}, {63, 40}, {37, 40}};
    CalloutField crowded = {{0, 0, 120, 80}, near, 3, 1, NULL, 0};
    ck_assert(callouts_place(callouts, 1, &crowded, places));
    for (size_t i = 1; i < 3; i++) {
        Point nearest = rect_nearest(places[0].box, near[i]);
        ck_assert_double_ge(hypot(nearest.x - near[i].x, nearest.y - near[i].y), 2.5 - TINY);
    }
    ck_assert(!places[0].apart);

    Segment leader = callout_leader((Point){0, 0}, 1, (Rect){3, -1, 5, 2});
    ck_assert_double_eq_tol(leader.from.x, 1, TINY);
    ck_assert_double_eq_tol(leader.to.x, 3, TINY);

    Callout huge = {{50, 40}, 200, 2};
    ck_assert(!callouts_place(&huge, 1, &field, places));
    ck_assert(callouts_place(NULL, 0, &field, places));
}
END_TEST

/* --- legends --- */

static const struct {
    size_t n;
    double widths[4], room;
    int n_rows;
    LegendPlace places[4];
} FLOWS[] = {
    {0, {0}, 50, 0, {{0, 0}}},
    {3, {10, 20, 10}, 50, 1, {{0, 0}, {15, 0}, {40, 0}}},
    {3, {10, 20, 10}, 49, 2, {{0, 0}, {15, 0}, {0, 1}}},
    {3, {10, 60, 10}, 50, 3, {{0, 0}, {0, 1}, {0, 2}}},
    {4, {30, 30, 10, 10}, 50, 3, {{0, 0}, {0, 1}, {35, 1}, {0, 2}}},
};

START_TEST(items_flow_into_rows)
{
    LegendPlace places[4];
    int n_rows = legend_flow(FLOWS[_i].widths, FLOWS[_i].n, 5, FLOWS[_i].room, places);
    ck_assert_int_eq(n_rows, FLOWS[_i].n_rows);
    for (size_t i = 0; i < FLOWS[_i].n; i++) {
        ck_assert_double_eq(places[i].x, FLOWS[_i].places[i].x);
        ck_assert_int_eq(places[i].row, FLOWS[_i].places[i].row);
    }
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("geometry");
    tcase_add_loop_test(tests, segments_cross_or_not, 0, G_N_ELEMENTS(CROSSINGS));
    tcase_add_loop_test(tests, segments_meet_boxes, 0, G_N_ELEMENTS(MEETINGS));
    tcase_add_test(tests, boxes_overlap_and_hold);
    tcase_add_test(tests, outlines_have_an_area);
    tcase_add_test(tests, hatching_covers_the_area);
    tcase_add_test(tests, texts_find_a_place_inside);
    tcase_add_test(tests, a_name_stands_at_the_right);
    tcase_add_test(tests, lines_to_names_pass_no_mark);
    tcase_add_test(tests, names_keep_clear);
    tcase_add_loop_test(tests, items_flow_into_rows, 0, G_N_ELEMENTS(FLOWS));
    return chart_tests_run("geometry", tests);
}
