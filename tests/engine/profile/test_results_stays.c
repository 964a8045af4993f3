/* What is released of stays: figures worked by hand, what is hidden and what is hidden with it, and, over
 * random regions, that neither a small count nor the sum of the hidden ones comes out. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/model/stay_counts.h"
#include "tests/engine/profile/hand_edition.h"
#include "tests/engine/profile/sample_random.h"

enum { SHARE, RATE, NOW = 1, FEWEST = 11, BANDS = 2 };

static const char STAYS[] =
    "  - id: day_share\n    label: \"Share\"\n    type: activity\n    from: stays\n    kind: "
    "proportion\n"
    "    denominator: \"act_code in (BFGA*)\"\n    numerator: \"ambulatory\"\n"
    "  - id: stay_rate\n    label: \"Rate\"\n    type: activity\n    from: stays\n    kind: rate\n"
    "    per: 1000\n    standardise: age_sex\n    denominator: population\n"
    "    numerator: \"act_code in (HHFA001)\"\n";

/* One unit of "share": each patient with one stay. */
typedef struct {
    int numerator, denominator;
    Status status;
} ShareUnit;

typedef struct {
    HandEdition *edition;
    StayCounts *counts;
    Results *results;
} Region;

static Region
region_new(size_t n_units, int n_bands)
{
    static const HandDoctor DOCTOR = {"a", "G1", {{20, 40}, {20, 40}}};
    g_autofree char *indicators = g_strconcat(HAND_PROPORTION, STAYS, NULL);
    Region self = {.edition = hand_edition_new(indicators, "", &DOCTOR, 1)};
    ck_assert_uint_eq(self.edition->campaign->n_stay_indicators, 2);
    self.counts = stay_counts_new(self.edition->campaign);
    for (StayLevel level = 0; level < N_STAY_LEVELS; level++)
        for (size_t u = 0; u < n_units; u++) {
            g_autofree char *id = g_strdup_printf("U%02zu", u);
            stay_counts_add_unit(self.counts, level, id, id);
        }
    stay_counts_close(self.counts, n_bands);
    return self;
}

static void
region_clear(Region *self)
{
    results_free(self->results);
    stay_counts_free(self->counts);
    hand_edition_free(self->edition);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Region, region_clear)

static void
region_release(Region *self)
{
    self->results = hand_edition_compute(self->edition);
    results_add_stays(self->results, self->counts);
}

static void
add_share(Region *self, size_t unit, int numerator, int denominator)
{
    *stay_counts_cell_mutable(self->counts, STAY_FACILITY, unit, SHARE, NOW) =
        (StayCell){numerator, denominator, numerator,  denominator, denominator - numerator,
                   numerator, numerator,   denominator};
}

static const StayFigure *
figures_of(const Region *self, StayLevel level, size_t indicator, size_t *out_n)
{
    return results_stays(self->results, level, indicator, NOW, out_n);
}

/* --- by hand ---------------------------------------------------------------------------------- */

#define OK STATUS_OK
#define FEW STATUS_FEW_PATIENTS
#define BESIDE STATUS_SECONDARY

/* What hides, and what is then hidden beside it so that all units together do not tell it. Ended by a
 * unit of 0 of 0; the first figure is that of all units. */
static const struct {
    const char *why;
    ShareUnit units[7];
} HIDDEN[] = {
    {"nothing", {{100, 200, OK}, {50, 90, OK}, {11, 22, OK}}},
    {"none is no small count, nor is all", {{0, 40, OK}, {40, 40, OK}, {30, 70, OK}}},
    {"one hidden follows from the sum: two more, since 5 follow from 5 and 60",
     {{5, 50, FEW}, {60, 200, BESIDE}, {70, 200, BESIDE}, {90, 200, OK}}},
    {"a small rest", {{198, 200, FEW}, {60, 200, BESIDE}, {70, 200, BESIDE}, {90, 200, OK}}},
    {"ten patients in all, whose rest the next would learn of its own",
     {{0, 10, FEW}, {20, 50, BESIDE}, {30, 60, BESIDE}, {40, 90, OK}}},
    {"three that hide each other but for the largest",
     {{10, 60, FEW}, {9, 60, FEW}, {8, 60, FEW}, {50, 99, OK}}},
    {"what is left shows nothing", {{5, 50, FEW}, {60, 200, BESIDE}}},
};

START_TEST(units_are_hidden)
{
    const ShareUnit *units = HIDDEN[_i].units;
    size_t n_units = 0, n = 0;
    while (units[n_units].denominator > 0)
        n_units++;
    g_auto(Region) region = region_new(n_units, 0);
    for (size_t u = 0; u < n_units; u++)
        add_share(&region, u, units[u].numerator, units[u].denominator);
    region_release(&region);

    const StayFigure *figures = figures_of(&region, STAY_FACILITY, SHARE, &n);
    ck_assert_uint_eq(n, n_units + 1);
    ck_assert_str_eq(figures[0].unit, STAYS_ALL_UNITS);
    for (size_t u = 0; u < n_units; u++) {
        const StayFigure *figure = &figures[u + 1];
        ck_assert_msg(figure->status == units[u].status, "%s: unit %zu is %s", HIDDEN[_i].why, u,
                      status_name(figure->status));
        if (units[u].status != STATUS_OK)
            ck_assert(isnan(figure->value) && isnan(figure->low) && isnan(figure->high) &&
                      isnan(figure->stays) && isnan(figure->patients) &&
                      isnan(figure->denominator) && figure->signal == SIGNAL_NONE);
    }
}
END_TEST

/* 50 of 90 is 0.5556; counts to the nearest ten. Wilson's interval of 50 in 90: R's
 * prop.test(50, 90, correct = FALSE). */
START_TEST(a_share_by_hand)
{
    size_t n = 0;
    g_auto(Region) region = region_new(3, 0);
    add_share(&region, 0, 104, 200);
    add_share(&region, 1, 50, 90);
    add_share(&region, 2, 30, 61);
    region_release(&region);

    const StayFigure *figures = figures_of(&region, STAY_FACILITY, SHARE, &n);
    ck_assert_uint_eq(n, 4);
    ck_assert(figures[0].value == 0.5242 && figures[0].stays == 180 &&
              figures[0].denominator == 350);
    ck_assert_str_eq(figures[2].unit, "U01");
    ck_assert(figures[2].value == 0.5556 && figures[2].stays == 50 && figures[2].patients == 50 &&
              figures[2].denominator == 90);
    ck_assert_msg(figures[2].low == 0.4527 && figures[2].high == 0.6538, "%g to %g", figures[2].low,
                  figures[2].high);
    /* Rounded apart, 30 of 60 would be said to leave 30: 31 is as near. */
    ck_assert(figures[3].stays == 30 && figures[3].denominator == 60);
}
END_TEST

/* Two territories, young men and old women: 10 stays among 1000 and 90 among 1000 in U00, 20 among 1000
 * and 30 among 500 in U01. The region: 30 of 2000 and 120 of 1500, in all 150 of 3500. U00 expects 15 + 80
 * = 95 and has 100; U01 expects 15 + 40 = 55 and has 50. Standardised: 100 / 95 and 50 / 55 times 42.86. */
START_TEST(a_standardised_rate_by_hand)
{
    static const StayAgeSex CELLS[2][2] = {{{10, 1000}, {90, 1000}}, {{20, 1000}, {30, 500}}};
    size_t n = 0;
    g_auto(Region) region = region_new(2, BANDS);
    for (size_t u = 0; u < 2; u++) {
        StayAgeSex *cells = stay_counts_age_sex_mutable(region.counts, u, RATE, NOW);
        cells[0] = CELLS[u][0];
        cells[3] = CELLS[u][1];
        const int64_t stays = CELLS[u][0].stays + CELLS[u][1].stays,
                      persons = CELLS[u][0].persons + CELLS[u][1].persons;
        *stay_counts_cell_mutable(region.counts, STAY_RESIDENCE, u, RATE, NOW) =
            (StayCell){stays, persons, stays, persons, 0, stays, stays, persons};
    }
    region_release(&region);

    const StayFigure *figures = figures_of(&region, STAY_RESIDENCE, RATE, &n);
    ck_assert_uint_eq(n, 3);
    ck_assert(figures[0].value == 42.86 && figures[1].value == 50 && figures[2].value == 33.33);
    ck_assert(figures[1].denominator == 2000 && figures[2].denominator == 1500);
    ck_assert_msg(figures[1].observed_expected == 1.053 && figures[2].observed_expected == 0.9091,
                  "%g, %g", figures[1].observed_expected, figures[2].observed_expected);
    ck_assert_msg(figures[1].standardised == 45.11 && figures[2].standardised == 38.96, "%g, %g",
                  figures[1].standardised, figures[2].standardised);
    ck_assert(figures[1].standardised_low < 42.86 && figures[1].standardised_high > 45.11);
    ck_assert(figures[1].signal == SIGNAL_WITHIN && figures[2].signal == SIGNAL_WITHIN);
    ck_assert(figures_of(&region, STAY_FACILITY, RATE, &n) == NULL || n == 0);
}
END_TEST

/* --- whoever adds up -------------------------------------------------------------------------- */

enum { MOST_UNITS = 12, N_RANDOM = 400 };

static bool
is_small(int count)
{
    return count > 0 && count < FEWEST;
}

/* What the sum of the hidden units, known from all that are shown, says to anybody, and to the
 * hidden unit with most of it. Nothing can be done once no unit is shown. */
static void
check_sum(const StayFigure *figures, const ShareUnit *units, size_t n_units, size_t draw)
{
    int sums[2] = {0}, most[2] = {0};
    size_t n_hidden = 0, n_shown = 0;
    for (size_t u = 0; u < n_units; u++) {
        const int counts[2] = {units[u].numerator, units[u].denominator - units[u].numerator};
        const bool shown = figures[u + 1].status == STATUS_OK;
        n_shown += shown;
        n_hidden += !shown;
        if (shown)
            ck_assert_msg(!is_small(counts[0]) && !is_small(counts[1]) &&
                              units[u].denominator >= FEWEST,
                          "draw %zu: %d of %d is shown", draw, counts[0], units[u].denominator);
        for (int c = 0; c < 2 && !shown; c++) {
            sums[c] += counts[c];
            most[c] = MAX(most[c], counts[c]);
        }
    }
    if (n_shown == 0)
        return;
    ck_assert_msg(n_hidden != 1, "draw %zu: one unit is hidden, alone", draw);
    for (int c = 0; c < 2; c++)
        ck_assert_msg(!is_small(sums[c]) && !is_small(sums[c] - most[c]),
                      "draw %zu: the hidden sum to %d, without the largest to %d", draw, sums[c],
                      sums[c] - most[c]);
}

START_TEST(no_sum_tells_a_small_count)
{
    size_t n_hidden_beside = 0;
    for (size_t draw = 0; draw < N_RANDOM; draw++) {
        const size_t n_units = 2 + (size_t)(sample_uniform(draw, 0, 0, 0) * (MOST_UNITS - 2));
        ShareUnit units[MOST_UNITS] = {{0, 0, OK}};
        size_t n = 0;
        g_auto(Region) region = region_new(n_units, 0);
        for (size_t u = 0; u < n_units; u++) {
            units[u].denominator = 1 + (int)(sample_uniform(draw, 1, u, 0) * 80);
            units[u].numerator = (int)(sample_uniform(draw, 1, u, 1) * (units[u].denominator + 1));
            add_share(&region, u, units[u].numerator, units[u].denominator);
        }
        region_release(&region);
        const StayFigure *figures = figures_of(&region, STAY_FACILITY, SHARE, &n);
        ck_assert_uint_eq(n, n_units + 1);
        check_sum(figures, units, n_units, draw);
        for (size_t u = 1; u < n; u++)
            n_hidden_beside += figures[u].status == STATUS_SECONDARY;
    }
    /* It was put to the test. */
    ck_assert_uint_gt(n_hidden_beside, N_RANDOM / 10);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("stays");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, units_are_hidden, 0, G_N_ELEMENTS(HIDDEN));
    tcase_add_test(tests, a_share_by_hand);
    tcase_add_test(tests, a_standardised_rate_by_hand);
    tcase_add_test(tests, no_sum_tells_a_small_count);

    Suite *suite = suite_create("results of stays");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
