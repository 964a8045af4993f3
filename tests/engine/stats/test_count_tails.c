#include "engine/stats/count_tails.h"

#include <check.h>
#include <gsl/gsl_rng.h>
#include <math.h>

#include "tests/oracle/oracle.h"

#define TOLERANCE 1e-9

START_TEST(agrees)
{
    g_autoptr(Oracle) oracle = oracle_open("count_tails");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        bool poisson = g_str_equal(oracle_text(oracle, row, "model"), "poisson");
        double below = oracle_number(oracle, row, "below");
        double above = oracle_number(oracle, row, "above");
        CountTails tails =
            count_tails(poisson ? COUNT_POISSON : COUNT_BINOMIAL, oracle_number(oracle, row, "p0"),
                        oracle_number(oracle, row, "n"), oracle_number(oracle, row, "r"));

        /* The smaller one to its own last digits: the far tails are p-values. */
        ck_assert_msg(oracle_agrees(tails.below, below, TOLERANCE) || below > above,
                      "row %zu: %.17g below, not %.17g", row, tails.below, below);
        ck_assert_msg(oracle_agrees(tails.above, above, TOLERANCE) || above > below,
                      "row %zu: %.17g above, not %.17g", row, tails.above, above);
        ck_assert_double_eq_tol(tails.below + tails.above, 1, 1e-15);
    }
}
END_TEST

/* Beyond the ends, without any chance, and where a last trial is a part of one. */
START_TEST(edges)
{
    static const struct {
        CountModel model;
        double p, n, r, below, at;
    } CASES[] = {
        {COUNT_BINOMIAL, 0.3, 5, -1, 0, 0},     {COUNT_BINOMIAL, 0.3, 5, 5, 1, 0.00243},
        {COUNT_BINOMIAL, 0.3, 5, 6, 1, 0},      {COUNT_BINOMIAL, 0, 5, 0, 1, 1},
        {COUNT_BINOMIAL, 0, 5, 3, 1, 0},        {COUNT_BINOMIAL, 1, 5, 4, 0, 0},
        {COUNT_BINOMIAL, 1, 5, 5, 1, 1},        {COUNT_BINOMIAL, 1, 4.5, 4, 0, 0},
        {COUNT_BINOMIAL, 1, 4.5, 5, 1, 1},      {COUNT_BINOMIAL, 0.36, 0.5, 0, 0.8, 0.8},
        {COUNT_BINOMIAL, 0.36, 0.5, 1, 1, 0.2}, {COUNT_BINOMIAL, 0.36, 0.5, 2, 1, 0},
        {COUNT_POISSON, 0, 7, 0, 1, 1},         {COUNT_POISSON, 0, 7, 2, 1, 0},
        {COUNT_POISSON, 2, 1e-320, 0, 1, 1},    {COUNT_POISSON, 1, 2, -1, 0, 0},
        {COUNT_POISSON, 1e-300, 1e-3, 0, 1, 1}, {COUNT_POISSON, 1e-20, 1, 1, 1, 1e-20},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(CASES); i++) {
        CountTails tails = count_tails(CASES[i].model, CASES[i].p, CASES[i].n, CASES[i].r);
        ck_assert_msg(oracle_agrees(tails.below, CASES[i].below, 1e-12) &&
                          oracle_agrees(tails.at, CASES[i].at, 1e-12),
                      "case %zu: %.17g below, %.17g at", i, tails.below, tails.at);
    }
}
END_TEST

/* What lies below a count and what lies at the next give what lies below that, whichever of the two
 * formulas each came from. */
START_TEST(the_steps_add_up)
{
    gsl_rng *random = gsl_rng_alloc(gsl_rng_mt19937);

    gsl_rng_set(random, 20260702);
    for (int draw = 0; draw < 20000; draw++) {
        CountModel model = draw % 2 == 0 ? COUNT_BINOMIAL : COUNT_POISSON;
        double n = pow(10, -1 + 7 * gsl_rng_uniform(random));
        double p = draw % 4 < 2 ? gsl_rng_uniform(random) : pow(10, -5 * gsl_rng_uniform(random));
        double deviation = sqrt(n * p * (model == COUNT_BINOMIAL ? 1 - p : 1));
        double r = fmax(0, round(n * p + (8 * gsl_rng_uniform(random) - 4) * deviation));
        if (draw % 3 == 0)
            n = ceil(n);

        CountTails here = count_tails(model, p, n, r);
        CountTails before = count_tails(model, p, n, r - 1);
        double error = fabs(before.below + here.at - here.below);
        ck_assert_msg(error <= 1e-11 && fabs(before.above - here.at - here.above) <= 1e-11,
                      "model %d, p %.17g, n %.17g, r %g: off by %g", model, p, n, r, error);
        ck_assert(here.below >= 0 && here.above >= 0 && here.at >= 0);
    }
    gsl_rng_free(random);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("count_tails");
    TCase *tests = tcase_create("count_tails");
    tcase_add_test(tests, agrees);
    tcase_add_test(tests, edges);
    tcase_add_test(tests, the_steps_add_up);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
