#include "engine/stats/variation_bootstrap.h"

#include <check.h>

static bool
same(const Interval *a, const Interval *b)
{
    for (int i = 0; i < VARIATION_MEASURES; i++)
        if (a[i].status != b[i].status ||
            (a[i].status == ESTIMATE_OK && (a[i].low != b[i].low || a[i].high != b[i].high)))
            return false;
    return true;
}

START_TEST(same_seed_same_intervals)
{
    VariationUnit units[] = {{12, 90, 10},   {8, 80, 9},    {31, 250, 20}, {14, 60, 17},
                             {55, 400, 60},  {17, 100, 16}, {9, 77, 11},   {23, 120, 30},
                             {70, 300, 100}, {41, 99, 35},  {6, 50, 8},    {28, 61, 20}};
    enum { UNITS = G_N_ELEMENTS(units) };
    VariationUnit turned[UNITS];
    for (int i = 0; i < UNITS; i++)
        turned[i] = units[UNITS - 1 - i];
    g_autoptr(Variation) one = variation_new(units, UNITS, VARIATION_INTERNAL, 1.4);
    g_autoptr(Variation) other = variation_new(turned, UNITS, VARIATION_INTERNAL, 1.4);
    BootstrapRule rule = {300, 7, 0.95}, another = {300, 8, 0.95}, narrow = {300, 7, 0.5};
    Interval first[VARIATION_MEASURES], second[VARIATION_MEASURES];

    variation_bootstrap(one, &rule, first);
    variation_bootstrap(other, &rule, second);
    ck_assert(same(first, second));
    variation_bootstrap(one, &another, second);
    ck_assert(!same(first, second));

    variation_bootstrap(one, &narrow, second);
    for (int i = 0; i < VARIATION_MEASURES; i++)
        ck_assert(first[i].low <= second[i].low && second[i].high <= first[i].high);
}
END_TEST

enum { FEW = SHRINKAGE_FEWEST_DOCTORS };

/* That many units, the first without events, and without weights. */
static void
fill_units(VariationUnit units[FEW], double observed)
{
    for (int i = 0; i < FEW; i++)
        units[i] = (VariationUnit){i == 0 ? 0 : observed * i, 0, 10 + i};
}

START_TEST(one_replicate_is_a_point)
{
    VariationUnit units[FEW];
    for (int i = 0; i < FEW; i++)
        units[i] = (VariationUnit){100 + 10 * i, 1, 120};
    g_autoptr(Variation) variation = variation_new(units, FEW, VARIATION_EXTERNAL, 1);
    BootstrapRule rule = {1, 1, 0.95};
    Interval intervals[VARIATION_MEASURES];

    variation_bootstrap(variation, &rule, intervals);
    for (int i = 0; i < VARIATION_MEASURES; i++)
        ck_assert(intervals[i].status == ESTIMATE_OK && intervals[i].low == intervals[i].high);
}
END_TEST

START_TEST(none_has_its_reason)
{
    VariationUnit units[FEW];
    BootstrapRule rule = {100, 1, 0.95};
    Interval intervals[VARIATION_MEASURES];

    fill_units(units, 5);
    g_autoptr(Variation) fewer = variation_new(&units[1], FEW - 1, VARIATION_EXTERNAL, 1);
    variation_bootstrap(fewer, &rule, intervals);
    ck_assert_int_eq(variation_measure(fewer, VARIATION_SYSTEMATIC).status, ESTIMATE_OK);
    ck_assert_int_eq(intervals[VARIATION_SYSTEMATIC].status, ESTIMATE_TOO_FEW);
    ck_assert_int_eq(intervals[VARIATION_WEIGHTED].status, ESTIMATE_UNDEFINED);

    /* No smallest to divide by, and nothing to weigh with. */
    g_autoptr(Variation) some = variation_new(units, FEW, VARIATION_EXTERNAL, 1);
    variation_bootstrap(some, &rule, intervals);
    ck_assert_int_eq(intervals[VARIATION_EXTREMAL_QUOTIENT].status, ESTIMATE_UNDEFINED);
    ck_assert_int_eq(intervals[VARIATION_WEIGHTED].status, ESTIMATE_UNDEFINED);
    ck_assert_int_eq(intervals[VARIATION_SYSTEMATIC].status, ESTIMATE_OK);

    fill_units(units, 0);
    g_autoptr(Variation) quiet = variation_new(units, FEW, VARIATION_EXTERNAL, 1);
    variation_bootstrap(quiet, &rule, intervals);
    for (int i = 0; i < VARIATION_MEASURES; i++)
        ck_assert_int_eq(intervals[i].status, ESTIMATE_UNDEFINED);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("variation_bootstrap");
    TCase *tests = tcase_create("variation_bootstrap");
    tcase_add_test(tests, same_seed_same_intervals);
    tcase_add_test(tests, one_replicate_is_a_point);
    tcase_add_test(tests, none_has_its_reason);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
