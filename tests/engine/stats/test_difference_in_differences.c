#include "engine/stats/difference_in_differences.h"

#include <check.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tests/oracle/oracle.h"

static const DifferenceRule RULE = {.confidence = 0.95, .relabellings = 1999, .seed = 1};

/* --- against R -------------------------------------------------------------------------------- */

static Oracle *doctors, *answers;

static void
setup(void)
{
    doctors = oracle_open("difference_in_differences_doctors");
    answers = oracle_open("difference_in_differences");
}

static void
teardown(void)
{
    oracle_free(doctors);
    oracle_free(answers);
}

static void
add_doctor(Panel *panel, size_t row)
{
    size_t n;
    g_autofree double *numerators = oracle_list(doctors, row, "numerators", &n);
    g_autofree double *denominators = oracle_list(doctors, row, "denominators", &n);

    ck_assert_uint_eq(n, (size_t)panel_n_periods(panel));
    panel_add(panel, (int)oracle_number(doctors, row, "cohort"),
              (int)oracle_number(doctors, row, "cluster"), numerators, denominators);
}

/* The doctors of a case; `turned` adds them from the last to the first. */
static Panel *
panel_of(double number, bool turned)
{
    Panel *panel = NULL;
    size_t size = oracle_size(doctors);

    for (size_t i = 0; i < size; i++) {
        size_t row = turned ? size - 1 - i : i;
        if (oracle_number(doctors, row, "case") != number)
            continue;
        if (panel == NULL) {
            size_t n;
            g_free(oracle_list(doctors, row, "numerators", &n));
            panel = panel_new((int)n);
        }
        add_doctor(panel, row);
    }
    ck_assert_ptr_nonnull(panel);
    return panel;
}

static bool *
taken_of(const char *term, int n_periods)
{
    bool *taken = g_new0(bool, 2 * (size_t)n_periods);
    int first = 0, last = n_periods - 1;

    if (g_str_equal(term, "before"))
        first = -n_periods, last = -2;
    else if (sscanf(term, "event %d", &first) == 1)
        last = first;
    for (int relative = first; relative <= last; relative++)
        taken[relative + n_periods] = true;
    return taken;
}

static void
check_number(double number, const char *term, const char *what, double actual, size_t row,
             double tolerance)
{
    double expected = oracle_number(answers, row, what);
    bool same = isnan(expected) ? isnan(actual) : oracle_agrees(actual, expected, tolerance);

    /* A mean of differences that cancel is 0 up to rounding. */
    same |= fabs(actual) < 1e-15 && fabs(expected) < 1e-15;
    ck_assert_msg(same, "case %g, %s, %s: %.17g, not %.17g", number, term, what, actual, expected);
}

static void
check_term(const DifferenceInDifferences *self, int n_periods, size_t row)
{
    double number = oracle_number(answers, row, "case");
    const char *term = oracle_text(answers, row, "term");
    g_autofree bool *taken = taken_of(term, n_periods);
    Difference actual = difference_in_differences_term(self, taken, &RULE);
    double ends = actual.relabelled ? 1e-6 : 1e-9;

    check_number(number, term, "estimate", actual.estimate.value, row, 1e-9);
    check_number(number, term, "low", actual.interval.low, row, ends);
    check_number(number, term, "high", actual.interval.high, row, ends);
    check_number(number, term, "p", actual.p.value, row, 1e-8);
    check_number(number, term, "entered", (double)actual.doctors_entered, row, 0);
    check_number(number, term, "never", (double)actual.doctors_never, row, 0);
    check_number(number, term, "clusters_entered", (double)actual.clusters_entered, row, 0);
    check_number(number, term, "clusters_never", (double)actual.clusters_never, row, 0);
    if (actual.p.status == ESTIMATE_OK)
        check_number(number, term, "relabelled", actual.relabelled, row, 0);
}

static void
check_row(const DifferenceInDifferences *self, int n_periods, size_t row)
{
    const char *term = oracle_text(answers, row, "term");
    int cohort, period;

    if (sscanf(term, "cell %d %d", &cohort, &period) == 2)
        check_number(oracle_number(answers, row, "case"), term, "estimate",
                     difference_in_differences_cell(self, cohort, period).value, row, 1e-9);
    else
        check_term(self, n_periods, row);
}

START_TEST(agrees)
{
    size_t row = 0;
    int cases = 0;

    while (row < oracle_size(answers)) {
        double number = oracle_number(answers, row, "case");
        g_autoptr(Panel) panel = panel_of(number, false);
        g_autoptr(DifferenceInDifferences) self = difference_in_differences_new(panel);

        for (; row < oracle_size(answers) && oracle_number(answers, row, "case") == number; row++)
            check_row(self, panel_n_periods(panel), row);
        cases++;
    }
    ck_assert_int_ge(cases, 20);
}
END_TEST

/* --- by chance -------------------------------------------------------------------------------- */

/* Case 3 has 210 different labellings: drawn from rather than listed, p comes out nearly as exact,
 * and the same each time. */
START_TEST(drawn_labellings_come_near_to_all)
{
    g_autoptr(Panel) panel = panel_of(3, false);
    g_autoptr(DifferenceInDifferences) self = difference_in_differences_new(panel);
    g_autofree bool *taken = taken_of("event 1", panel_n_periods(panel));
    DifferenceRule few = {.confidence = 0.95, .relabellings = 209, .seed = 1};
    Difference all = difference_in_differences_term(self, taken, &RULE);
    Difference drawn = difference_in_differences_term(self, taken, &few);
    Difference again = difference_in_differences_term(self, taken, &few);

    ck_assert(all.relabelled && drawn.relabelled);
    ck_assert_double_eq_tol(drawn.p.value, all.p.value, 0.03);
    ck_assert(drawn.p.value != all.p.value);
    ck_assert(drawn.p.value == again.p.value && drawn.interval.low == again.interval.low);
}
END_TEST

/* --- properties ------------------------------------------------------------------------------- */

/* Whatever all doctors have in common, and whatever a doctor has at all times, is no effect. */
START_TEST(common_changes_cancel)
{
    g_autoptr(Panel) panel = panel_new(5);
    static const double SHOCKS[] = {0, 7, -3, 20, 11};

    for (int doctor = 0; doctor < 24; doctor++) {
        double x[5], y[5];
        for (int t = 0; t < 5; t++) {
            x[t] = 8 << (doctor * 7 + t * 3) % 4;
            y[t] = x[t] * (doctor * 2 + SHOCKS[t]);
        }
        panel_add(panel, doctor % 4 == 0 ? 1 + doctor % 3 : COHORT_NEVER,
                  doctor % 4 == 0 ? doctor % 8 / 4 : 2 + doctor % 5, y, x);
    }
    g_autoptr(DifferenceInDifferences) self = difference_in_differences_new(panel);
    g_autofree bool *after = taken_of("after", 5);
    Difference difference = difference_in_differences_term(self, after, &RULE);
    ck_assert(difference.estimate.value == 0);
    ck_assert_int_eq(difference.interval.status, ESTIMATE_UNDEFINED);
    ck_assert_int_eq(difference.p.status, ESTIMATE_UNDEFINED);
}
END_TEST

/* An effect without any noise, of values that are no binary fractions: there is nothing to be unsure
 * of but the labels. With 40 clusters a side as with 5. */
START_TEST(effect_without_noise)
{
    static const int SIDES[] = {5, 40};
    int clusters = SIDES[_i % 2];
    double effect = _i < 2 ? -0.1 : 0;
    g_autoptr(Panel) panel = panel_new(4);

    for (int doctor = 0; doctor < 4 * clusters; doctor++) {
        bool entered = doctor % 2 == 0;
        double y[4], x[4];
        for (int t = 0; t < 4; t++) {
            x[t] = 90 + doctor % 7;
            y[t] =
                x[t] * (0.3 + 0.001 * (doctor % 5) + 0.01 * t + (entered && t >= 2 ? effect : 0));
        }
        panel_add(panel, entered ? 2 : COHORT_NEVER, doctor % (2 * clusters), y, x);
    }
    g_autoptr(DifferenceInDifferences) self = difference_in_differences_new(panel);
    g_autofree bool *after = taken_of("after", 4);
    Difference difference = difference_in_differences_term(self, after, &RULE);
    if (effect == 0) {
        ck_assert(difference.estimate.value == 0);
        ck_assert_int_eq(difference.p.status, ESTIMATE_UNDEFINED);
        return;
    }
    ck_assert_double_eq_tol(difference.estimate.value, -0.1, 1e-12);
    ck_assert_double_eq_tol(difference.interval.low, -0.1, 1e-12);
    ck_assert_double_eq_tol(difference.interval.high, -0.1, 1e-12);
    ck_assert_double_gt(difference.p.value, 0);
    ck_assert_double_lt(difference.p.value, 0.01);
}
END_TEST

/* The same doctors in another order, and values in another unit. */
START_TEST(order_and_unit_do_not_matter)
{
    g_autoptr(Panel) panel = panel_of(_i, false);
    g_autoptr(Panel) turned = panel_of(_i, true);
    g_autoptr(DifferenceInDifferences) self = difference_in_differences_new(panel);
    g_autoptr(DifferenceInDifferences) other = difference_in_differences_new(turned);
    g_autofree bool *after = taken_of("after", panel_n_periods(panel));
    Difference a = difference_in_differences_term(self, after, &RULE);
    Difference b = difference_in_differences_term(other, after, &RULE);

    ck_assert_int_eq(a.estimate.status, b.estimate.status);
    if (a.estimate.status != ESTIMATE_OK)
        return;
    ck_assert(oracle_agrees(b.estimate.value, a.estimate.value, 1e-9));
    ck_assert(a.clusters_entered == b.clusters_entered);
    ck_assert(a.doctors_never == b.doctors_never);
    if (!a.relabelled && a.p.status == ESTIMATE_OK)
        ck_assert(oracle_agrees(b.p.value, a.p.value, 1e-9));
}
END_TEST

START_TEST(nobody)
{
    g_autoptr(Panel) panel = panel_new(3);
    g_autoptr(DifferenceInDifferences) self = difference_in_differences_new(panel);
    g_autofree bool *after = taken_of("after", 3);
    Difference difference = difference_in_differences_term(self, after, &RULE);

    ck_assert_int_eq(difference.estimate.status, ESTIMATE_TOO_FEW);
    ck_assert_int_eq(difference_in_differences_cell(self, 1, 1).status, ESTIMATE_TOO_FEW);
    ck_assert_uint_eq(difference.doctors_entered, 0);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("difference_in_differences");
    TCase *tests = tcase_create("difference_in_differences");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, agrees);
    tcase_add_test(tests, drawn_labellings_come_near_to_all);
    tcase_add_test(tests, common_changes_cancel);
    tcase_add_loop_test(tests, effect_without_noise, 0, 4);
    tcase_add_loop_test(tests, order_and_unit_do_not_matter, 1, 26);
    tcase_add_test(tests, nobody);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
