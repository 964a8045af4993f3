#include "engine/stats/variation.h"

#include <check.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <stdlib.h>

#include "tests/oracle/oracle.h"

#define TOLERANCE 1e-9
#define LIKELIHOOD_TOLERANCE 1e-6
enum { DRAWS = 10000, MOST_UNITS = 200 };

static gsl_rng *generator;

static void
start_chance(void)
{
    generator = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(generator, 20260702);
}

static void
end_chance(void)
{
    gsl_rng_free(generator);
}

static const struct {
    const char *column;
    VariationMeasure measure;
    double tolerance;
} MEASURES[] = {{"extremal", VARIATION_EXTREMAL_QUOTIENT, TOLERANCE},
                {"ends", VARIATION_QUOTIENT_5_95, TOLERANCE},
                {"quartiles", VARIATION_QUOTIENT_25_75, TOLERANCE},
                {"coefficient", VARIATION_COEFFICIENT, TOLERANCE},
                {"weighted", VARIATION_WEIGHTED, TOLERANCE},
                {"systematic", VARIATION_SYSTEMATIC, TOLERANCE},
                {"empirical_bayes", VARIATION_EMPIRICAL_BAYES, LIKELIHOOD_TOLERANCE}};

static size_t
read_units(const Oracle *oracle, size_t row, VariationUnit units[MOST_UNITS])
{
    size_t n;
    g_autofree double *observed = oracle_list(oracle, row, "observed", &n);
    g_autofree double *denominators = oracle_list(oracle, row, "denominator", &n);
    g_autofree double *expected = oracle_list(oracle, row, "expected", &n);

    ck_assert_uint_le(n, MOST_UNITS);
    for (size_t i = 0; i < n; i++)
        units[i] = (VariationUnit){observed[i], denominators[i], expected[i]};
    return n;
}

static void
assert_estimate(Estimate actual, double expected, double tolerance, const char *what, size_t row)
{
    ck_assert_msg((actual.status == ESTIMATE_OK) == !isnan(expected), "row %zu: %s has status %d",
                  row, what, actual.status);
    ck_assert_msg(isnan(expected) || oracle_agrees(actual.value, expected, tolerance),
                  "row %zu: %s %.17g, not %.17g", row, what, actual.value, expected);
}

START_TEST(measures_agree)
{
    g_autoptr(Oracle) oracle = oracle_open("variation");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        VariationUnit units[MOST_UNITS];
        size_t n = read_units(oracle, row, units);
        bool internal = g_str_equal(oracle_text(oracle, row, "reference"), "internal");
        g_autoptr(Variation) variation =
            variation_new(units, n, internal ? VARIATION_INTERNAL : VARIATION_EXTERNAL,
                          oracle_number(oracle, row, "dispersion"));

        for (size_t i = 0; i < G_N_ELEMENTS(MEASURES); i++)
            assert_estimate(variation_measure(variation, MEASURES[i].measure),
                            oracle_number(oracle, row, MEASURES[i].column), MEASURES[i].tolerance,
                            MEASURES[i].column, row);
        Homogeneity test = variation_homogeneity(variation);
        assert_estimate(test.statistic, oracle_number(oracle, row, "chi_squared"), TOLERANCE,
                        "chi-squared", row);
        assert_estimate(test.p_value, oracle_number(oracle, row, "p_value"), TOLERANCE, "p", row);
    }
}
END_TEST

START_TEST(smoothed_ratios_agree)
{
    g_autoptr(Oracle) oracle = oracle_open("variation");
    size_t compared = 0;

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        VariationUnit units[MOST_UNITS];
        size_t n = read_units(oracle, row, units), n_smoothed, at = 0;
        bool internal = g_str_equal(oracle_text(oracle, row, "reference"), "internal");
        g_autoptr(Variation) variation =
            variation_new(units, n, internal ? VARIATION_INTERNAL : VARIATION_EXTERNAL,
                          oracle_number(oracle, row, "dispersion"));
        ShrinkagePrior prior = variation_prior(variation);
        double mean = oracle_number(oracle, row, "mean");

        ck_assert_int_eq(prior.status == ESTIMATE_OK, !isnan(mean));
        if (isnan(mean)) {
            ck_assert_int_ne(variation_smoothed(variation, prior, &units[0]).status, ESTIMATE_OK);
            continue;
        }
        ck_assert(oracle_agrees(prior.mean, mean, LIKELIHOOD_TOLERANCE));
        g_autofree double *smoothed = oracle_list(oracle, row, "smoothed", &n_smoothed);
        for (size_t i = 0; i < n; i++) {
            Estimate ratio = variation_smoothed(variation, prior, &units[i]);
            double expected = units[i].expected > 0 ? smoothed[at++] : NAN;
            assert_estimate(ratio, expected, LIKELIHOOD_TOLERANCE, "smoothed", row);
        }
        ck_assert_uint_eq(at, n_smoothed);
        compared += at;
    }
    ck_assert_uint_gt(compared, 900);
}
END_TEST

START_TEST(dispersion_agrees)
{
    g_autoptr(Oracle) oracle = oracle_open("variation_dispersion");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        double dispersion = variation_dispersion(oracle_number(oracle, row, "persons"),
                                                 oracle_number(oracle, row, "events"),
                                                 oracle_number(oracle, row, "squares"));
        assert_estimate(estimate_of(dispersion), oracle_number(oracle, row, "dispersion"),
                        TOLERANCE, "dispersion", row);
    }
}
END_TEST

START_TEST(none_has_its_reason)
{
    VariationUnit zero_among[] = {{0, 1, 3}, {5, 1, 4}, {6, 1, 5}};
    VariationUnit no_event[SHRINKAGE_FEWEST_DOCTORS];
    VariationUnit not_expected[] = {{3, 1, 3}, {5, 1, 4}, {1, 1, 0}};

    for (int i = 0; i < SHRINKAGE_FEWEST_DOCTORS; i++)
        no_event[i] = (VariationUnit){0, 1, i + 1};

    g_autoptr(Variation) some = variation_new(zero_among, 3, VARIATION_EXTERNAL, 1);
    ck_assert_int_eq(variation_measure(some, VARIATION_EXTREMAL_QUOTIENT).status,
                     ESTIMATE_UNDEFINED);
    ck_assert_int_eq(variation_measure(some, VARIATION_COEFFICIENT).status, ESTIMATE_OK);
    ck_assert_int_eq(variation_measure(some, VARIATION_EMPIRICAL_BAYES).status, ESTIMATE_TOO_FEW);

    g_autoptr(Variation) one = variation_new(zero_among, 1, VARIATION_EXTERNAL, 1);
    g_autoptr(Variation) nobody = variation_new(NULL, 0, VARIATION_INTERNAL, 1);
    g_autoptr(Variation) quiet =
        variation_new(no_event, SHRINKAGE_FEWEST_DOCTORS, VARIATION_EXTERNAL, 1);
    g_autoptr(Variation) fault = variation_new(not_expected, 3, VARIATION_EXTERNAL, 1);
    for (int i = 0; i < VARIATION_MEASURES; i++) {
        VariationMeasure measure = (VariationMeasure)i;
        ck_assert_int_eq(variation_measure(one, measure).status, ESTIMATE_TOO_FEW);
        ck_assert_int_eq(variation_measure(nobody, measure).status, ESTIMATE_TOO_FEW);
        ck_assert_int_eq(variation_measure(fault, measure).status, ESTIMATE_UNDEFINED);
        ck_assert_int_eq(variation_measure(quiet, measure).status,
                         measure == VARIATION_SYSTEMATIC ? ESTIMATE_OK : ESTIMATE_UNDEFINED);
    }
    ck_assert_int_eq(variation_homogeneity(one).p_value.status, ESTIMATE_TOO_FEW);
    ck_assert_int_eq(variation_homogeneity(quiet).p_value.status, ESTIMATE_UNDEFINED);
    ck_assert_int_eq(variation_homogeneity(fault).p_value.status, ESTIMATE_UNDEFINED);
    ck_assert(variation_homogeneity(quiet).degrees_of_freedom == 0);
    ck_assert(variation_homogeneity(some).degrees_of_freedom == 2);
}
END_TEST

static void
shuffle(VariationUnit *units, size_t n)
{
    gsl_ran_shuffle(generator, units, n, sizeof *units);
}

static size_t
draw_units(VariationUnit units[MOST_UNITS], double shape)
{
    size_t n = 2 + gsl_rng_uniform_int(generator, 30);
    for (size_t i = 0; i < n; i++) {
        double expected = exp(gsl_ran_flat(generator, 0, 5));
        double ratio = gsl_ran_gamma(generator, shape, 1 / shape);
        units[i] = (VariationUnit){gsl_ran_poisson(generator, expected * ratio),
                                   floor(gsl_ran_flat(generator, 1, 1000)), expected};
    }
    return n;
}

static bool
same(Estimate a, Estimate b)
{
    return a.status == b.status && (a.status != ESTIMATE_OK || a.value == b.value);
}

/* To the last digit. */
START_TEST(order_does_not_matter)
{
    for (int draw = 0; draw < DRAWS; draw++) {
        VariationUnit units[MOST_UNITS];
        size_t n = draw_units(units, 8);
        VariationReference reference = draw % 2 == 0 ? VARIATION_EXTERNAL : VARIATION_INTERNAL;
        g_autoptr(Variation) one = variation_new(units, n, reference, 1.7);
        shuffle(units, n);
        g_autoptr(Variation) other = variation_new(units, n, reference, 1.7);

        for (int i = 0; i < VARIATION_MEASURES; i++)
            if (i != VARIATION_EMPIRICAL_BAYES || draw % 20 == 0)
                ck_assert(same(variation_measure(one, (VariationMeasure)i),
                               variation_measure(other, (VariationMeasure)i)));
        ck_assert(same(variation_homogeneity(one).p_value, variation_homogeneity(other).p_value));
    }
}
END_TEST

/* All but the systematic component stay when every expected number is multiplied; with an internal
 * reference that one too. */
START_TEST(level_does_not_matter)
{
    for (int draw = 0; draw < DRAWS / 10; draw++) {
        VariationUnit units[MOST_UNITS];
        size_t n = draw_units(units, 4);
        double factor = exp(gsl_ran_flat(generator, -3, 3));
        VariationReference reference = draw % 2 == 0 ? VARIATION_EXTERNAL : VARIATION_INTERNAL;
        g_autoptr(Variation) one = variation_new(units, n, reference, 1);
        for (size_t i = 0; i < n; i++)
            units[i].expected *= factor;
        g_autoptr(Variation) other = variation_new(units, n, reference, 1);

        for (int i = 0; i < VARIATION_MEASURES; i++) {
            Estimate a = variation_measure(one, (VariationMeasure)i);
            Estimate b = variation_measure(other, (VariationMeasure)i);
            ck_assert_int_eq(a.status, b.status);
            if (a.status == ESTIMATE_OK &&
                (i != VARIATION_SYSTEMATIC || reference == VARIATION_INTERNAL))
                ck_assert_msg(fabs(a.value - b.value) <= 1e-8 * fmax(1e-3, fabs(a.value)),
                              "measure %d: %.17g and %.17g", i, a.value, b.value);
        }
    }
}
END_TEST

/* Repeat events: every event k-fold, and the dispersion k. */
START_TEST(dispersion_undoes_repeats)
{
    for (int draw = 0; draw < DRAWS / 10; draw++) {
        VariationUnit units[MOST_UNITS];
        size_t n = draw_units(units, 4);
        double k = 2 + (double)gsl_rng_uniform_int(generator, 5);
        g_autoptr(Variation) one = variation_new(units, n, VARIATION_INTERNAL, 1);
        for (size_t i = 0; i < n; i++) {
            units[i].observed *= k;
            units[i].expected *= k;
        }
        g_autoptr(Variation) other = variation_new(units, n, VARIATION_INTERNAL, k);

        for (int i = 0; i < VARIATION_MEASURES; i++) {
            Estimate a = variation_measure(one, (VariationMeasure)i);
            Estimate b = variation_measure(other, (VariationMeasure)i);
            ck_assert_int_eq(a.status, b.status);
            ck_assert(a.status != ESTIMATE_OK ||
                      fabs(a.value - b.value) <= 1e-8 * fmax(1e-3, fabs(a.value)));
        }
        assert_estimate(variation_homogeneity(other).statistic,
                        variation_homogeneity(one).statistic.value, 1e-10, "chi-squared", 0);
    }
}
END_TEST

/* A smoothed ratio lies between the unit's own and the mean. */
START_TEST(smoothing_draws_to_the_mean)
{
    for (int draw = 0; draw < DRAWS / 10; draw++) {
        VariationUnit units[MOST_UNITS];
        size_t n = draw_units(units, 5);
        g_autoptr(Variation) variation = variation_new(units, n, VARIATION_EXTERNAL, 1);
        ShrinkagePrior prior = variation_prior(variation);
        if (prior.status != ESTIMATE_OK)
            continue;
        for (size_t i = 0; i < n; i++) {
            double own = units[i].observed / units[i].expected;
            double smoothed = variation_smoothed(variation, prior, &units[i]).value;
            ck_assert(smoothed >= fmin(own, prior.mean) * (1 - 1e-12));
            ck_assert(smoothed <= fmax(own, prior.mean) * (1 + 1e-12));
            ck_assert(!prior.pooled || smoothed == prior.mean);
        }
    }
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("variation");
    TCase *tests = tcase_create("variation");
    tcase_add_checked_fixture(tests, start_chance, end_chance);
    tcase_add_test(tests, measures_agree);
    tcase_add_test(tests, smoothed_ratios_agree);
    tcase_add_test(tests, dispersion_agrees);
    tcase_add_test(tests, none_has_its_reason);
    tcase_add_test(tests, order_does_not_matter);
    tcase_add_test(tests, level_does_not_matter);
    tcase_add_test(tests, dispersion_undoes_repeats);
    tcase_add_test(tests, smoothing_draws_to_the_mean);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
