#include "engine/stats/count_mixture.h"

#include <check.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>

#include "tests/oracle/oracle.h"

static const DoctorCount DOCTORS[] = {{0, 3}, {2, 5}, {4, 11}, {3, 20}, {19, 40}, {31, 90}};
enum { SIZE = 6 };
static const CountMixture MIXTURES[] = {{COUNT_BINOMIAL, DOCTORS, SIZE, 59, 169},
                                        {COUNT_POISSON, DOCTORS, SIZE, 59, 169}};

static double
log_beta_binomial(DoctorCount doctor, double a, double b)
{
    return gsl_sf_lnchoose((unsigned)doctor.n, (unsigned)doctor.events) +
           gsl_sf_lnbeta(a + doctor.events, b + doctor.n - doctor.events) - gsl_sf_lnbeta(a, b);
}

/* The log-likelihood from the densities themselves, against that without any dispersion. */
static double
gain_of_densities(const CountMixture *mixture, double mean, double dispersion)
{
    double a = mean / dispersion, pooled = mixture->events / mixture->n, gain = 0;

    for (size_t i = 0; i < mixture->size; i++) {
        unsigned events = (unsigned)DOCTORS[i].events, n = (unsigned)DOCTORS[i].n;
        if (mixture->model == COUNT_BINOMIAL)
            gain += log_beta_binomial(DOCTORS[i], a, (1 - mean) / dispersion) -
                    log(gsl_ran_binomial_pdf(events, pooled, n));
        else
            gain += log(gsl_ran_negative_binomial_pdf(events, 1 / (1 + n * dispersion), a)) -
                    log(gsl_ran_poisson_pdf(events, n * pooled));
    }
    return gain;
}

START_TEST(gain_is_that_of_the_densities)
{
    static const double SCALED_MEAN[] = {-3, -0.9, -0.2, 1}, DISPERSION[] = {0.001, 0.03, 0.5, 7};
    const CountMixture *mixture = &MIXTURES[_i];

    for (size_t i = 0; i < 4; i++)
        for (size_t j = 0; j < 4; j++) {
            double mean = count_mixture_mean(mixture, SCALED_MEAN[i]);
            double expected = gain_of_densities(mixture, mean, DISPERSION[j]);
            double gain = count_mixture_gain(mixture, SCALED_MEAN[i], DISPERSION[j]);
            ck_assert_msg(fabs(gain - expected) < 1e-9, "%.17g, not %.17g", gain, expected);
        }
}
END_TEST

/* Central differences of the gain, in the logarithm of the dispersion and about the best mean; the
 * range holds both forms of each slope. */
START_TEST(slopes_are_those_of_the_gain)
{
    static const double STEP = 1e-5;
    const CountMixture *mixture = &MIXTURES[_i];

    for (double dispersion = 1e-4; dispersion < 100; dispersion *= 3) {
        double best = count_mixture_best_mean(mixture, dispersion, 5);
        double rise = count_mixture_gain(mixture, best, dispersion * exp(STEP)) -
                      count_mixture_gain(mixture, best, dispersion * exp(-STEP));
        double slope = count_mixture_slope(mixture, best, dispersion);
        ck_assert_msg(fabs(slope - rise / (2 * STEP)) < 1e-7 * fmax(1, fabs(slope)),
                      "dispersion %g: %.17g, not %.17g", dispersion, slope, rise / (2 * STEP));

        double top = count_mixture_gain(mixture, best, dispersion);
        ck_assert(top > count_mixture_gain(mixture, best + 1e-4, dispersion));
        ck_assert(top > count_mixture_gain(mixture, best - 1e-4, dispersion));
        ck_assert(fabs(best - count_mixture_best_mean(mixture, dispersion, -9)) < 1e-12);
    }
}
END_TEST

START_TEST(no_dispersion_is_the_limit)
{
    const CountMixture *mixture = &MIXTURES[_i];
    double pooled = count_mixture_pooled(mixture), tiny = 1e-9;

    ck_assert(oracle_agrees(count_mixture_mean(mixture, pooled), 59.0 / 169, 1e-15));
    ck_assert(oracle_agrees(2 * count_mixture_slope(mixture, pooled, tiny) / tiny,
                            count_mixture_slope_at_none(mixture), 1e-6));
    ck_assert(oracle_agrees(2 * count_mixture_gain(mixture, pooled, tiny) / tiny,
                            count_mixture_slope_at_none(mixture), 1e-5));
    ck_assert(fabs(count_mixture_best_mean(mixture, tiny, pooled) - pooled) < 1e-7);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("count_mixture");
    TCase *tests = tcase_create("count_mixture");
    tcase_add_loop_test(tests, gain_is_that_of_the_densities, 0, 2);
    tcase_add_loop_test(tests, slopes_are_those_of_the_gain, 0, 2);
    tcase_add_loop_test(tests, no_dispersion_is_the_limit, 0, 2);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
