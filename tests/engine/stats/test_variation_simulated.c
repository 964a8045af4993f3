/* What many made-up regions say of the measures of variation, and of the bootstrap about them. */
#include <check.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "engine/stats/variation_bootstrap.h"
#include "tests/oracle/oracle.h"

enum { DRAWS = 10000 };

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

/* With one ratio for all and independent events the systematic component is 0 on average; with an
 * internal reference -1 / (sum of the expected), a chance that the common level has taken away. With
 * a true variance it is that variance. */
START_TEST(systematic_component_is_unbiased)
{
    static const double VARIATIONS[] = {0, 0, 0.04, 0.25};
    static const double EXPECTED[] = {2, 5, 9, 14, 20, 35, 50, 70, 110, 160};
    enum { UNITS = 10 };
    VariationReference reference = _i == 1 ? VARIATION_INTERNAL : VARIATION_EXTERNAL;
    double sum = 0, squares = 0, total = 0;

    for (int draw = 0; draw < 2 * DRAWS; draw++) {
        VariationUnit units[UNITS];
        double v = VARIATIONS[_i];
        for (int i = 0; i < UNITS; i++) {
            double ratio = v == 0 ? 1 : gsl_ran_gamma(generator, 1 / v, v);
            units[i] =
                (VariationUnit){gsl_ran_poisson(generator, EXPECTED[i] * ratio), 1, EXPECTED[i]};
        }
        g_autoptr(Variation) variation = variation_new(units, UNITS, reference, 1);
        double value = variation_measure(variation, VARIATION_SYSTEMATIC).value;
        sum += value;
        squares += value * value;
    }
    for (int i = 0; i < UNITS; i++)
        total += EXPECTED[i];
    double mean = sum / (2 * DRAWS),
           error = sqrt(squares / (2 * DRAWS) - mean * mean) / sqrt(2 * DRAWS);
    double aim = reference == VARIATION_INTERNAL ? -1 / total : VARIATIONS[_i];
    ck_assert_msg(fabs(mean - aim) < 4 * error, "%g, not %g with error %g", mean, aim, error);
    ck_assert_msg(error < 0.004, "error %g", error);
}
END_TEST

/* How often the test calls units different which are alike: 5 % of the time. With repeat events that
 * are not allowed for, most of the time. */
START_TEST(test_keeps_its_level)
{
    enum { UNITS = 20, PERSONS = 50000 };
    double rejected = 0, naive = 0;

    for (int draw = 0; draw < DRAWS; draw++) {
        VariationUnit units[UNITS];
        double events = 0, squares = 0;
        for (int i = 0; i < UNITS; i++) {
            units[i] = (VariationUnit){0, PERSONS, PERSONS};
            for (int k = 1; k <= 5; k += 2) {
                double persons = gsl_ran_poisson(generator, 60. / k);
                units[i].observed += k * persons;
                squares += k * k * persons;
            }
            events += units[i].observed;
        }
        double dispersion = variation_dispersion(UNITS * PERSONS, events, squares);
        g_autoptr(Variation) fair = variation_new(units, UNITS, VARIATION_INTERNAL, dispersion);
        g_autoptr(Variation) unfair = variation_new(units, UNITS, VARIATION_INTERNAL, 1);
        rejected += variation_homogeneity(fair).p_value.value < 0.05;
        naive += variation_homogeneity(unfair).p_value.value < 0.05;
    }
    ck_assert_msg(fabs(rejected / DRAWS - 0.05) < 0.01, "rejected %g", rejected / DRAWS);
    ck_assert_msg(naive / DRAWS > 0.8, "rejected without the dispersion %g", naive / DRAWS);
}
END_TEST

/* Single events among persons, proportions of 70 %. */
START_TEST(test_keeps_its_level_on_proportions)
{
    enum { UNITS = 20, PERSONS = 100 };
    double rejected = 0;

    for (int draw = 0; draw < DRAWS; draw++) {
        VariationUnit units[UNITS];
        double events = 0;
        for (int i = 0; i < UNITS; i++) {
            units[i] = (VariationUnit){gsl_ran_binomial(generator, 0.7, PERSONS), PERSONS, PERSONS};
            events += units[i].observed;
        }
        g_autoptr(Variation) variation =
            variation_new(units, UNITS, VARIATION_INTERNAL,
                          variation_dispersion(UNITS * PERSONS, events, events));
        rejected += variation_homogeneity(variation).p_value.value < 0.05;
    }
    ck_assert_msg(fabs(rejected / DRAWS - 0.05) < 0.01, "rejected %g", rejected / DRAWS);
}
END_TEST

enum { MOST_UNITS = 100 };

static const struct {
    const char *name;
    VariationMeasure measure;
} MEASURES[] = {{"extremal", VARIATION_EXTREMAL_QUOTIENT},
                {"ends", VARIATION_QUOTIENT_5_95},
                {"quartiles", VARIATION_QUOTIENT_25_75},
                {"coefficient", VARIATION_COEFFICIENT},
                {"weighted", VARIATION_WEIGHTED},
                {"systematic", VARIATION_SYSTEMATIC},
                {"empirical_bayes", VARIATION_EMPIRICAL_BAYES}};

static Variation *
variation_of(const Oracle *oracle, size_t row)
{
    size_t n;
    g_autofree double *observed = oracle_list(oracle, row, "observed", &n);
    g_autofree double *denominators = oracle_list(oracle, row, "denominator", &n);
    g_autofree double *expected = oracle_list(oracle, row, "expected", &n);
    VariationUnit units[MOST_UNITS];

    ck_assert_uint_le(n, MOST_UNITS);
    for (size_t i = 0; i < n; i++)
        units[i] = (VariationUnit){observed[i], denominators[i], expected[i]};
    bool internal = g_str_equal(oracle_text(oracle, row, "reference"), "internal");
    return variation_new(units, n, internal ? VARIATION_INTERNAL : VARIATION_EXTERNAL,
                         oracle_number(oracle, row, "dispersion"));
}

static void
assert_within(double actual, double from, double to, const char *name, size_t row)
{
    double rounding = 1e-9 * fmax(fabs(from), fabs(to));
    ck_assert_msg(actual >= from - rounding && actual <= to + rounding,
                  "row %zu: end of %s %.17g, not from %.17g to %.17g", row, name, actual, from, to);
}

/* Within Monte-Carlo error of another bootstrap. */
START_TEST(bootstrap_agrees)
{
    g_autoptr(Oracle) oracle = oracle_open("variation_bootstrap");
    Interval intervals[VARIATION_MEASURES];
    double number = 0;

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        if (oracle_number(oracle, row, "case") != number) {
            number = oracle_number(oracle, row, "case");
            g_autoptr(Variation) variation = variation_of(oracle, row);
            BootstrapRule rule = {(size_t)oracle_number(oracle, row, "replicates"), 20260703,
                                  oracle_number(oracle, row, "confidence")};
            variation_bootstrap(variation, &rule, intervals);
        }
        const char *name = oracle_text(oracle, row, "measure");
        size_t i = 0;
        while (!g_str_equal(MEASURES[i].name, name))
            i++;
        Interval interval = intervals[MEASURES[i].measure];
        double low_from = oracle_number(oracle, row, "low_from");
        if (isnan(low_from)) {
            ck_assert_int_eq(interval.status, ESTIMATE_UNDEFINED);
            continue;
        }
        ck_assert_int_eq(interval.status, ESTIMATE_OK);
        assert_within(interval.low, low_from, oracle_number(oracle, row, "low_to"), name, row);
        assert_within(interval.high, oracle_number(oracle, row, "high_from"),
                      oracle_number(oracle, row, "high_to"), name, row);
    }
    ck_assert(number == 8);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("variation_simulated");
    TCase *tests = tcase_create("variation_simulated");
    tcase_add_checked_fixture(tests, start_chance, end_chance);
    tcase_add_loop_test(tests, systematic_component_is_unbiased, 0, 4);
    tcase_add_test(tests, test_keeps_its_level);
    tcase_add_test(tests, test_keeps_its_level_on_proportions);
    tcase_add_test(tests, bootstrap_agrees);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
