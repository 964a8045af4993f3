#include "engine/stats/interval.h"

#include <check.h>
#include <math.h>

#include "tests/oracle/oracle.h"

#define TOLERANCE 1e-9

static void
assert_ends(Interval interval, double low, double high, const char *what, double at)
{
    ck_assert_int_eq(interval.status, ESTIMATE_OK);
    ck_assert_msg(isnan(low) || oracle_agrees(interval.low, low, TOLERANCE),
                  "%s %.17g: low %.17g, not %.17g", what, at, interval.low, low);
    ck_assert_msg(isnan(high) || oracle_agrees(interval.high, high, TOLERANCE),
                  "%s %.17g: high %.17g, not %.17g", what, at, interval.high, high);
}

START_TEST(wilson_agrees)
{
    g_autoptr(Oracle) oracle = oracle_open("wilson");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        double events = oracle_number(oracle, row, "events");
        Interval interval = interval_wilson(events, oracle_number(oracle, row, "n"),
                                            oracle_number(oracle, row, "confidence"));
        assert_ends(interval, oracle_number(oracle, row, "low"), oracle_number(oracle, row, "high"),
                    "wilson", events);
    }
}
END_TEST

START_TEST(poisson_agrees)
{
    g_autoptr(Oracle) oracle = oracle_open("poisson");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        double events = oracle_number(oracle, row, "events");
        double confidence = oracle_number(oracle, row, "confidence");
        if (events <= POISSON_EXACT_MOST_EVENTS)
            assert_ends(interval_poisson_exact(events, confidence),
                        oracle_number(oracle, row, "exact_low"),
                        oracle_number(oracle, row, "exact_high"), "exact", events);
        assert_ends(interval_poisson_byar(events, confidence),
                    oracle_number(oracle, row, "byar_low"), oracle_number(oracle, row, "byar_high"),
                    "byar", events);
    }
}
END_TEST

START_TEST(ratio_agrees)
{
    g_autoptr(Oracle) oracle = oracle_open("ratio");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        PatientSums sums = {
            oracle_number(oracle, row, "numerator"), oracle_number(oracle, row, "denominator"),
            oracle_number(oracle, row, "patients"),  oracle_number(oracle, row, "sum_yy"),
            oracle_number(oracle, row, "sum_xy"),    oracle_number(oracle, row, "sum_xx")};
        Interval interval = interval_ratio(&sums, 0.95);
        double low = oracle_number(oracle, row, "low"), high = oracle_number(oracle, row, "high");

        if (isnan(low)) {
            ck_assert_int_eq(interval.status,
                             sums.denominator == 0 ? ESTIMATE_UNDEFINED : ESTIMATE_TOO_FEW);
            continue;
        }
        /* A low end near 0 is a difference: its error is that of the ratio. */
        double scale = fmax(fabs(oracle_number(oracle, row, "ratio")), fabs(high));
        ck_assert_msg(fabs(interval.low - low) <= TOLERANCE * scale &&
                          fabs(interval.high - high) <= TOLERANCE * scale,
                      "row %zu: %.17g to %.17g, not %.17g to %.17g", row, interval.low,
                      interval.high, low, high);
    }
}
END_TEST

/* Below ten events the exact limits, from ten on Byar's. */
START_TEST(ten_events_change_the_method)
{
    static const struct {
        double events;
        bool exact;
    } CASES[] = {{0, true}, {9, true}, {9.999, true}, {10, false}, {10.5, false}, {1000, false}};

    Interval expected = CASES[_i].exact ? interval_poisson_exact(CASES[_i].events, 0.95)
                                        : interval_poisson_byar(CASES[_i].events, 0.95);
    Interval actual = interval_poisson(CASES[_i].events, 0.95);
    ck_assert(actual.low == expected.low && actual.high == expected.high);
}
END_TEST

START_TEST(ends_at_the_edges_are_exact)
{
    ck_assert(interval_wilson(0, 12, 0.95).low == 0);
    ck_assert(interval_wilson(12, 12, 0.95).high == 1);
    ck_assert(interval_poisson(0, 0.95).low == 0);
    ck_assert(interval_poisson_byar(0, 0.95).low == 0);
    ck_assert_int_eq(interval_wilson(0, 0, 0.95).status, ESTIMATE_UNDEFINED);
}
END_TEST

START_TEST(scale_and_clamp)
{
    Interval interval = interval_scale(interval_of(-0.5, 3), 2);
    ck_assert(interval.low == -1 && interval.high == 6);
    interval = interval_clamp(interval, 0, 1);
    ck_assert(interval.low == 0 && interval.high == 1);

    Interval none = interval_none(ESTIMATE_TOO_FEW);
    ck_assert_int_eq(interval_scale(none, 2).status, ESTIMATE_TOO_FEW);
    ck_assert_int_eq(interval_clamp(none, 0, 1).status, ESTIMATE_TOO_FEW);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("interval");
    TCase *tests = tcase_create("interval");
    tcase_add_test(tests, wilson_agrees);
    tcase_add_test(tests, poisson_agrees);
    tcase_add_test(tests, ratio_agrees);
    tcase_add_loop_test(tests, ten_events_change_the_method, 0, 6);
    tcase_add_test(tests, ends_at_the_edges_are_exact);
    tcase_add_test(tests, scale_and_clamp);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
