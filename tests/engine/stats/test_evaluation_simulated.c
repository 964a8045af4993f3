/* Difference in differences on made-up regions whose truth is known: how often it sees an effect that
 * is not there, and whether it finds one that is. Doctors of a cluster share a level, a drift and
 * shocks, so that an analysis that took them as independent would reject far too often. */
#include "engine/stats/difference_in_differences.h"

#include <check.h>
#include <gsl/gsl_randist.h>
#include <math.h>

enum { N_PERIODS = 8, N_CLUSTERS = 20, DOCTORS_A_CLUSTER = 8 };

typedef struct {
    gsl_rng *chance;
    double effect; /* on the value, from the entry on */
    int entered;   /* clusters, of N_CLUSTERS */
} Region;

/* What a cluster's doctors share. */
typedef struct {
    double level, drift, shocks[N_PERIODS];
} Habit;

static Habit
habit_draw(gsl_rng *chance)
{
    Habit habit = {.level = 0.3 + gsl_ran_gaussian(chance, 0.04),
                   .drift = gsl_ran_gaussian(chance, 0.004)};

    for (int t = 0; t < N_PERIODS; t++)
        habit.shocks[t] = gsl_ran_gaussian(chance, 0.015) + 0.003 * t;
    return habit;
}

static void
add_doctor(const Region *region, Panel *panel, int cluster, int cohort, const Habit *habit)
{
    double own = gsl_ran_gaussian(region->chance, 0.05), x[N_PERIODS], y[N_PERIODS];
    double volume = 30 + (double)gsl_rng_uniform_int(region->chance, 60);

    for (int t = 0; t < N_PERIODS; t++) {
        double p = habit->level + own + habit->drift * t + habit->shocks[t];
        if (cohort != COHORT_NEVER && t >= cohort)
            p += region->effect;
        x[t] = gsl_ran_poisson(region->chance, volume);
        y[t] = gsl_ran_binomial(region->chance, fmin(fmax(p, 0.01), 0.99), (unsigned)x[t]);
    }
    panel_add(panel, cohort, cluster, y, x);
}

/* Entry staggered over three periods, by cluster. */
static Panel *
region_draw(const Region *region)
{
    Panel *panel = panel_new(N_PERIODS);

    for (int c = 0; c < N_CLUSTERS; c++) {
        Habit habit = habit_draw(region->chance);
        for (int i = 0; i < DOCTORS_A_CLUSTER; i++)
            add_doctor(region, panel, c, c < region->entered ? 3 + c % 3 : COHORT_NEVER, &habit);
    }
    return panel;
}

static Difference
term_of(const Panel *panel, int first, int last)
{
    static const DifferenceRule RULE = {.confidence = 0.95, .relabellings = 199, .seed = 1};
    bool taken[2 * N_PERIODS] = {false};
    g_autoptr(DifferenceInDifferences) self = difference_in_differences_new(panel);

    for (int relative = first; relative <= last; relative++)
        taken[relative + N_PERIODS] = true;
    return difference_in_differences_term(self, taken, &RULE);
}

static Region
region_new(double effect, int entered)
{
    Region region = {gsl_rng_alloc(gsl_rng_mt19937), effect, entered};
    gsl_rng_set(region.chance, 20260604 + (unsigned long)entered);
    return region;
}

static const struct {
    int entered, first, last; /* relative periods of the term */
} NULL_CASES[] = {
    {10, 0, N_PERIODS - 1},
    {5, 0, N_PERIODS - 1},
    {10, -N_PERIODS, -2},
};

/* 1000 regions without an effect: 3 to 7 % are found to have one, and as many intervals miss 0. (The
 * sampling error of 5 % is 0.7 points.) */
START_TEST(size_is_as_stated)
{
    enum { REGIONS = 1000 };
    Region region = region_new(0, NULL_CASES[_i].entered);
    int rejected = 0, missed = 0;

    for (int i = 0; i < REGIONS; i++) {
        g_autoptr(Panel) panel = region_draw(&region);
        Difference term = term_of(panel, NULL_CASES[_i].first, NULL_CASES[_i].last);
        ck_assert(term.p.status == ESTIMATE_OK && term.interval.status == ESTIMATE_OK);
        rejected += term.p.value <= 0.05;
        missed += term.interval.low > 0 || term.interval.high < 0;
    }
    gsl_rng_free(region.chance);
    ck_assert_msg(rejected >= 0.03 * REGIONS && rejected <= 0.07 * REGIONS, "%d of %d rejected",
                  rejected, REGIONS);
    ck_assert_msg(missed >= 0.03 * REGIONS && missed <= 0.07 * REGIONS, "%d of %d missed", missed,
                  REGIONS);
}
END_TEST

static const double EFFECTS[] = {-0.1, 0.1};

/* An effect of ten points: the right sign every time, seen every time, covered about 95 times in 100,
 * and not there before the entry. */
START_TEST(finds_what_was_planted)
{
    enum { REGIONS = 150 };
    Region region = region_new(EFFECTS[_i], 10);
    int seen = 0, covered = 0, too_early = 0;
    double sum = 0;

    for (int i = 0; i < REGIONS; i++) {
        g_autoptr(Panel) panel = region_draw(&region);
        Difference after = term_of(panel, 0, N_PERIODS - 1);
        Difference before = term_of(panel, -N_PERIODS, -2);
        ck_assert(after.estimate.value * EFFECTS[_i] > 0);
        seen += after.p.value <= 0.05;
        covered += after.interval.low <= EFFECTS[_i] && EFFECTS[_i] <= after.interval.high;
        too_early += before.p.value <= 0.05;
        sum += after.estimate.value;
    }
    gsl_rng_free(region.chance);
    ck_assert_msg(seen >= 0.99 * REGIONS, "seen %d times", seen);
    ck_assert_msg(covered >= 0.92 * REGIONS && covered <= 0.98 * REGIONS, "covered %d", covered);
    ck_assert_msg(too_early <= 0.08 * REGIONS, "too early %d", too_early);
    ck_assert_double_eq_tol(sum / REGIONS, EFFECTS[_i], 0.003);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("evaluation_simulated");
    TCase *tests = tcase_create("evaluation_simulated");
    tcase_add_loop_test(tests, size_is_as_stated, 0, G_N_ELEMENTS(NULL_CASES));
    tcase_add_loop_test(tests, finds_what_was_planted, 0, G_N_ELEMENTS(EFFECTS));
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
