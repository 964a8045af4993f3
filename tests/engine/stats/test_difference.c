#include "engine/stats/difference.h"

#include <check.h>
#include <math.h>

#include "tests/oracle/oracle.h"

#define TOLERANCE 1e-9

static EventCount
row_count(const Oracle *oracle, size_t row, const char *events, const char *n)
{
    return (EventCount){oracle_number(oracle, row, events), oracle_number(oracle, row, n)};
}

/* Each end within the tolerance of `scale`. */
static void
assert_difference(Difference actual, const Oracle *oracle, size_t row, double scale)
{
    double low = oracle_number(oracle, row, "low"), high = oracle_number(oracle, row, "high");

    ck_assert_int_eq(actual.estimate.status, ESTIMATE_OK);
    ck_assert_int_eq(actual.interval.status, ESTIMATE_OK);
    ck_assert(fabs(actual.estimate.value - oracle_number(oracle, row, "estimate")) <=
              TOLERANCE * scale);
    ck_assert_msg(fabs(actual.interval.low - low) <= TOLERANCE * scale &&
                      fabs(actual.interval.high - high) <= TOLERANCE * scale,
                  "row %zu: %.17g to %.17g, not %.17g to %.17g", row, actual.interval.low,
                  actual.interval.high, low, high);
}

START_TEST(newcombe_agrees)
{
    g_autoptr(Oracle) oracle = oracle_open("newcombe");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        EventCount now = row_count(oracle, row, "now_events", "now_n");
        EventCount before = row_count(oracle, row, "before_events", "before_n");
        Difference actual =
            difference_of_proportions(now, before, oracle_number(oracle, row, "confidence"));
        double larger = fmax(now.events / now.n, before.events / before.n);
        double width = oracle_number(oracle, row, "high") - oracle_number(oracle, row, "low");
        assert_difference(actual, oracle, row, fmax(larger, width));
    }
}
END_TEST

static void
assert_end(Estimate actual, double expected, const char *what, size_t row)
{
    if (isnan(expected)) {
        ck_assert_msg(actual.status == ESTIMATE_UNDEFINED, "row %zu: %s %.17g, not undefined", row,
                      what, actual.value);
        return;
    }
    ck_assert_int_eq(actual.status, ESTIMATE_OK);
    ck_assert_msg(oracle_agrees(actual.value, expected, TOLERANCE), "row %zu: %s %.17g, not %.17g",
                  row, what, actual.value, expected);
}

START_TEST(rate_ratio_agrees)
{
    g_autoptr(Oracle) oracle = oracle_open("rate_ratio");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        RateRatio actual =
            difference_as_rate_ratio(row_count(oracle, row, "now_events", "now_n"),
                                     row_count(oracle, row, "before_events", "before_n"),
                                     oracle_number(oracle, row, "confidence"));
        assert_end(actual.estimate, oracle_number(oracle, row, "estimate"), "ratio", row);
        assert_end(actual.low, oracle_number(oracle, row, "low"), "low", row);
        assert_end(actual.high, oracle_number(oracle, row, "high"), "high", row);
    }
}
END_TEST

static PatientSums
row_sums(const Oracle *oracle, size_t row, const char *when)
{
    static const char *const PARTS[] = {"numerator", "denominator", "patients", "yy", "xy", "xx"};
    double parts[G_N_ELEMENTS(PARTS)];

    for (size_t i = 0; i < G_N_ELEMENTS(PARTS); i++) {
        g_autofree char *column = g_strconcat(when, PARTS[i], NULL);
        parts[i] = oracle_number(oracle, row, column);
    }
    return (PatientSums){parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]};
}

START_TEST(welch_agrees)
{
    g_autoptr(Oracle) oracle = oracle_open("welch");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        PatientSums now = row_sums(oracle, row, "now_"), before = row_sums(oracle, row, "before_");
        Difference actual =
            difference_of_ratios(&now, &before, oracle_number(oracle, row, "confidence"));
        double low = oracle_number(oracle, row, "low"), high = oracle_number(oracle, row, "high");

        if (isnan(low)) {
            bool empty = now.denominator == 0 || before.denominator == 0;
            ck_assert_int_eq(actual.interval.status, empty ? ESTIMATE_UNDEFINED : ESTIMATE_TOO_FEW);
            ck_assert_int_eq(actual.estimate.status, empty ? ESTIMATE_UNDEFINED : ESTIMATE_OK);
            continue;
        }
        double larger = fmax(fabs(now.numerator / now.denominator),
                             fabs(before.numerator / before.denominator));
        assert_difference(actual, oracle, row, fmax(larger, high - low));
    }
}
END_TEST

START_TEST(no_trials_no_difference)
{
    static const EventCount SOME = {3, 7}, NONE = {0, 0};

    Difference actual = _i == 0 ? difference_of_proportions(SOME, NONE, 0.95)
                                : difference_of_proportions(NONE, SOME, 0.95);
    ck_assert_int_eq(actual.estimate.status, ESTIMATE_UNDEFINED);
    ck_assert_int_eq(actual.interval.status, ESTIMATE_UNDEFINED);
}
END_TEST

/* 0 of n against n of n is as far as proportions can be apart, and the interval ends there. */
START_TEST(nothing_is_further_than_all_from_none)
{
    Difference actual =
        difference_of_proportions((EventCount){12.5, 12.5}, (EventCount){0, 1e-3}, 0.95);
    ck_assert(actual.estimate.value == 1 && actual.interval.high == 1);
    ck_assert(actual.interval.low > -1 && actual.interval.low < 1);
}
END_TEST

/* A fraction of an event whose low end is no double any more: 0, and seen from the other side no
 * end at all. */
START_TEST(an_end_beyond_the_doubles_is_no_end)
{
    EventCount hardly = {0.003, 10}, some = {12, 10};
    RateRatio ratio = difference_as_rate_ratio(hardly, some, 0.95);
    ck_assert(ratio.low.status == ESTIMATE_OK && ratio.low.value == 0 && ratio.estimate.value > 0);
    ck_assert(ratio.high.status == ESTIMATE_OK && ratio.high.value < 1);

    ratio = difference_as_rate_ratio(some, hardly, 0.95);
    ck_assert_int_eq(ratio.high.status, ESTIMATE_UNDEFINED);
    ck_assert(ratio.low.value > 1 && ratio.estimate.value > ratio.low.value);
}
END_TEST

START_TEST(two_constant_series_differ_by_a_point)
{
    PatientSums now = {55425, 300, 300, 10239768.75, 55425, 300},
                before = {30, 300, 300, 3, 30, 300};
    Difference actual = difference_of_ratios(&now, &before, 0.95);
    ck_assert(actual.estimate.value == 55425 / 300.0 - 30 / 300.0);
    ck_assert(actual.interval.low == actual.estimate.value);
    ck_assert(actual.interval.high == actual.estimate.value);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("difference");
    TCase *tests = tcase_create("difference");
    tcase_add_test(tests, newcombe_agrees);
    tcase_add_test(tests, rate_ratio_agrees);
    tcase_add_test(tests, welch_agrees);
    tcase_add_loop_test(tests, no_trials_no_difference, 0, 2);
    tcase_add_test(tests, nothing_is_further_than_all_from_none);
    tcase_add_test(tests, an_end_beyond_the_doubles_is_no_end);
    tcase_add_test(tests, two_constant_series_differ_by_a_point);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
