#include "engine/stats/panel.h"

#include <check.h>
#include <math.h>

#include "engine/stats/panel_changes.h"

static Panel *panel;

static void
setup(void)
{
    panel = panel_new(3);
    panel_add(panel, 2, 5, (double[]){1, 2, 9}, (double[]){10, 10, 10});
    panel_add(panel, COHORT_NEVER, 3, (double[]){3, NAN, 0}, (double[]){6, 0, 8});
    panel_add(panel, 1, 5, (double[]){4, 4, 4}, (double[]){8, NAN, 2});
    panel_add(panel, 0, 5, (double[]){1, 1, 1}, (double[]){1, 1, 1});
}

static void
teardown(void)
{
    panel_free(panel);
}

START_TEST(keeps_what_it_was_given)
{
    ck_assert_int_eq(panel_n_periods(panel), 3);
    ck_assert_uint_eq(panel_n_doctors(panel), 4);
    ck_assert_int_eq(panel_cohort(panel, 0), 2);
    ck_assert_int_eq(panel_cohort(panel, 1), COHORT_NEVER);
    ck_assert_int_eq(panel_cluster(panel, 2), 5);
    ck_assert(panel_value(panel, 0, 1) == 0.2);
    ck_assert(panel_value(panel, 1, 2) == 0);
    ck_assert(panel_has_value(panel, 1, 2) && !panel_has_value(panel, 1, 1));
    ck_assert(isnan(panel_value(panel, 1, 1)) && isnan(panel_value(panel, 2, 1)));
    ck_assert(panel_denominator(panel, 2, 1) == 0 && panel_numerator(panel, 2, 1) == 0);
    ck_assert(panel_denominator(panel, 1, 0) == 6 && panel_numerator(panel, 1, 0) == 3);
}
END_TEST

START_TEST(changes_by_cluster)
{
    g_autoptr(PanelChanges) changes = panel_changes_new(panel);

    /* Cluster 3, then 5, whose doctors entered in 0, 1 and 2; cohorts 1 and 2. */
    ck_assert_uint_eq(panel_changes_n_clusters(changes), 2);
    ck_assert_uint_eq(panel_changes_n_cohorts(changes), 2);
    ck_assert_int_eq(panel_changes_cohort(changes, 1), 2);
    ck_assert_uint_eq(panel_changes_n_doctors(changes, 1), 3);
    const int *entries = panel_changes_entries(changes, 1);
    ck_assert(entries[0] == 0 && entries[1] == 1 && entries[2] == 2);

    /* The control from period 0 to 2: 6 x (0 - 0.5). Nothing to or from period 1. */
    ChangeSum sum = panel_changes_between(changes, 0, 0, 1, 0, 2);
    ck_assert(sum.weight == 6 && sum.change == -3 && sum.since_entry == 0);
    ck_assert(panel_changes_between(changes, 0, 0, 1, 0, 1).weight == 0);
    ck_assert(panel_changes_between(changes, 0, 0, 1, 1, 2).weight == 0);

    /* Who entered in 1, from 0 to 2: 8 x (2 - 0.5); all of it since the entry. */
    sum = panel_changes_between(changes, 1, 1, 2, 0, 2);
    ck_assert(sum.weight == 8 && sum.change == 12 && sum.since_entry == 8);
    /* Who entered in 2, from 1 to 0: 10 x (0.1 - 0.2), two periods before the entry. */
    sum = panel_changes_between(changes, 1, 2, 3, 1, 0);
    ck_assert(sum.weight == 10 && sum.change == -1);
    ck_assert(sum.since_entry == 0 && sum.before_entry == 10);
    /* The three together from 0 to 2, and nobody. */
    sum = panel_changes_between(changes, 1, 0, 3, 0, 2);
    ck_assert_double_eq_tol(sum.change, 0 + 12 + 8, 1e-12);
    ck_assert(sum.weight == 19);
    ck_assert(panel_changes_between(changes, 1, 1, 1, 0, 2).weight == 0);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("panel");
    TCase *tests = tcase_create("panel");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, keeps_what_it_was_given);
    tcase_add_test(tests, changes_by_cluster);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
