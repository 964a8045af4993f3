#include "engine/stats/interrupted_series.h"

#include <check.h>
#include <math.h>

#include "tests/oracle/oracle.h"

/* The points of a row; the caller frees. */
static SeriesPoint *
points_of(const Oracle *oracle, size_t row, size_t *out_n)
{
    static const char *const COLUMNS[] = {"series", "entry",  "period",
                                          "season", "events", "exposure"};
    double *lists[G_N_ELEMENTS(COLUMNS)];

    for (size_t i = 0; i < G_N_ELEMENTS(COLUMNS); i++)
        lists[i] = oracle_list(oracle, row, COLUMNS[i], out_n);
    SeriesPoint *points = g_new(SeriesPoint, *out_n);
    for (size_t i = 0; i < *out_n; i++)
        points[i] = (SeriesPoint){.series = (int)lists[0][i],
                                  .entry = (int)lists[1][i],
                                  .period = (int)lists[2][i],
                                  .season = (int)lists[3][i],
                                  .events = lists[4][i],
                                  .exposure = lists[5][i]};
    for (size_t i = 0; i < G_N_ELEMENTS(COLUMNS); i++)
        g_free(lists[i]);
    return points;
}

static void
check_number(const Oracle *oracle, size_t row, const char *column, double actual)
{
    double expected = oracle_number(oracle, row, column);
    ck_assert_msg(isnan(expected) ? isnan(actual) : oracle_agrees(actual, expected, 1e-6),
                  "row %zu, %s: %.17g, not %.17g", row + 1, column, actual, expected);
}

static void
check_change(const Oracle *oracle, size_t row, const char *name, const SeriesChange *change)
{
    const struct {
        const char *suffix;
        double actual;
    } PARTS[] = {{"", change->ratio.value},
                 {"_low", change->interval.low},
                 {"_high", change->interval.high},
                 {"_p", change->p.value}};

    for (size_t i = 0; i < G_N_ELEMENTS(PARTS); i++) {
        g_autofree char *column = g_strconcat(name, PARTS[i].suffix, NULL);
        check_number(oracle, row, column, PARTS[i].actual);
    }
}

START_TEST(agrees)
{
    g_autoptr(Oracle) oracle = oracle_open("interrupted_series");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        size_t n;
        g_autofree SeriesPoint *points = points_of(oracle, row, &n);
        InterruptedSeries fit = interrupted_series_fit(points, n, 0.95);
        check_change(oracle, row, "level", &fit.level);
        check_change(oracle, row, "slope", &fit.slope);
        check_number(oracle, row, "dispersion", fit.dispersion.value);
        if (fit.dispersion.status == ESTIMATE_OK)
            check_number(oracle, row, "degrees", fit.degrees);
    }
}
END_TEST

/* A series that follows the model to the digit gives back what it was made with. */
START_TEST(finds_what_was_put_in)
{
    SeriesPoint points[32];

    for (int i = 0; i < 32; i++) {
        int period = i % 16, entry = i < 16 ? 8 : ENTRY_NEVER;
        double events = 100 * exp(0.02 * period + 0.3 * (period % 4 == 1));
        if (entry != ENTRY_NEVER && period >= entry)
            events *= 0.8 * pow(0.95, period - entry);
        points[i] = (SeriesPoint){i / 16, entry, period, period % 4, events, 1};
    }
    InterruptedSeries fit = interrupted_series_fit(points, 32, 0.95);
    ck_assert_double_eq_tol(fit.level.ratio.value, 0.8, 1e-9);
    ck_assert_double_eq_tol(fit.slope.ratio.value, 0.95, 1e-9);
    ck_assert_double_eq_tol(fit.dispersion.value, 0, 1e-9);
}
END_TEST

START_TEST(says_why_not)
{
    SeriesPoint points[12];

    for (int i = 0; i < 12; i++)
        points[i] = (SeriesPoint){0, 6, i, 0, 5, 10};
    ck_assert_int_eq(interrupted_series_fit(points, 4, 0.95).level.ratio.status, ESTIMATE_TOO_FEW);
    ck_assert_int_eq(interrupted_series_fit(points, 0, 0.95).level.ratio.status, ESTIMATE_TOO_FEW);
    /* Periods 0 to 5 only: nothing after the entry. */
    ck_assert_int_eq(interrupted_series_fit(points, 6, 0.95).level.ratio.status,
                     ESTIMATE_UNDEFINED);
    /* Season 1 in one period after the entry: its level and the slope cannot be told apart. */
    for (int i = 6; i < 8; i++)
        points[i].season = 1;
    ck_assert_int_eq(interrupted_series_fit(points, 8, 0.95).level.ratio.status,
                     ESTIMATE_UNDEFINED);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("interrupted_series");
    TCase *tests = tcase_create("interrupted_series");
    tcase_add_test(tests, agrees);
    tcase_add_test(tests, finds_what_was_put_in);
    tcase_add_test(tests, says_why_not);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
