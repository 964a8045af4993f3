#include "engine/stats/relabelling.h"

#include <check.h>
#include <string.h>

enum { MOST_UNITS = 8 };

static const struct {
    int labels[MOST_UNITS];
    size_t n, ways; /* n! / (m1! m2! ...) */
} CASES[] = {
    {{7}, 1, 1},
    {{1, 1, 1}, 3, 1},
    {{1, 2}, 2, 2},
    {{2, 1, 1}, 3, 3},
    {{3, 1, 2}, 3, 6},
    {{0, 0, 0, 5, 5, 5}, 6, 20},
    {{-1, 4, -1, 4, 9, -1, -1}, 7, 105},
    {{1, 2, 3, 4, 5, 6, 7, 7}, 8, 20160},
};

static int
compare_ways(const void *a, const void *b)
{
    return memcmp(a, b, sizeof(int[MOST_UNITS]));
}

static int
compare_ints(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static void
expect_same_labels(const int *a, const int *b, size_t n)
{
    int left[MOST_UNITS], right[MOST_UNITS];

    memcpy(left, a, n * sizeof(int));
    memcpy(right, b, n * sizeof(int));
    qsort(left, n, sizeof(int), compare_ints);
    qsort(right, n, sizeof(int), compare_ints);
    ck_assert_mem_eq(left, right, n * sizeof(int));
}

START_TEST(gives_every_way_once)
{
    size_t n = CASES[_i].n, ways = CASES[_i].ways;
    g_autoptr(Relabelling) self = relabelling_new(CASES[_i].labels, n, ways, 1);
    int(*given)[MOST_UNITS] = g_malloc0_n(ways + 1, sizeof *given);
    size_t size = 0;
    bool actual = false;

    ck_assert(relabelling_is_complete(self));
    ck_assert_uint_eq(relabelling_size(self), ways);
    while (relabelling_next(self, given[size])) {
        expect_same_labels(given[size], CASES[_i].labels, n);
        actual |= memcmp(given[size], CASES[_i].labels, n * sizeof(int)) == 0;
        ck_assert_uint_le(++size, ways);
    }
    ck_assert_uint_eq(size, ways);
    ck_assert(actual);
    qsort(given, ways, sizeof *given, compare_ways);
    for (size_t i = 1; i < ways; i++)
        ck_assert_int_ne(compare_ways(given[i - 1], given[i]), 0);
    g_free(given);
}
END_TEST

/* Of the three places that the one label may go to, each comes up about as often. */
START_TEST(draws_evenly_after_the_actual_one)
{
    static const int LABELS[] = {0, 9, 0, 0, 0};
    g_autoptr(Relabelling) self = relabelling_new(LABELS, 5, 4, 3);
    int drawn[5];
    int at[5] = {0};

    ck_assert(!relabelling_is_complete(self));
    ck_assert_uint_eq(relabelling_size(self), 5);
    ck_assert(relabelling_next(self, drawn));
    ck_assert_mem_eq(drawn, LABELS, sizeof LABELS);
    for (unsigned long seed = 0; seed < 1000; seed++) {
        g_autoptr(Relabelling) other = relabelling_new(LABELS, 5, 4, seed);
        relabelling_next(other, drawn);
        for (int i = 0; i < 4; i++) {
            ck_assert(relabelling_next(other, drawn));
            for (int place = 0; place < 5; place++)
                at[place] += drawn[place] == 9;
        }
        ck_assert(!relabelling_next(other, drawn));
    }
    for (int place = 0; place < 5; place++)
        ck_assert_msg(at[place] > 700 && at[place] < 900, "%d of 4000 at %d", at[place], place);
}
END_TEST

START_TEST(many_units_are_drawn_from)
{
    int labels[200], drawn[200];

    for (int i = 0; i < 200; i++)
        labels[i] = i;
    g_autoptr(Relabelling) self = relabelling_new(labels, 200, 10, 1);
    size_t n = 0;
    while (relabelling_next(self, drawn))
        n++;
    ck_assert_uint_eq(n, 11);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("relabelling");
    TCase *tests = tcase_create("relabelling");
    tcase_add_loop_test(tests, gives_every_way_once, 0, G_N_ELEMENTS(CASES));
    tcase_add_test(tests, draws_evenly_after_the_actual_one);
    tcase_add_test(tests, many_units_are_drawn_from);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
