#include "engine/stats/shrinkage.h"

#include <check.h>
#include <math.h>

#include "tests/oracle/oracle.h"

/* The rows of one case, spread out to one entry a doctor. */
typedef struct {
    size_t first, after;
    CountModel model;
    GArray *events, *n;
    ShrinkagePrior prior;
} Case;

static Case
case_read(const Oracle *oracle, size_t row)
{
    Case self = {.first = row, .after = row};
    double number = oracle_number(oracle, row, "case");

    self.model =
        g_str_equal(oracle_text(oracle, row, "model"), "poisson") ? COUNT_POISSON : COUNT_BINOMIAL;
    self.events = g_array_new(FALSE, FALSE, sizeof(double));
    self.n = g_array_new(FALSE, FALSE, sizeof(double));
    for (; self.after < oracle_size(oracle) && oracle_number(oracle, self.after, "case") == number;
         self.after++) {
        double events = oracle_number(oracle, self.after, "events");
        double n = oracle_number(oracle, self.after, "n");
        for (double k = oracle_number(oracle, self.after, "doctors"); k > 0; k--) {
            g_array_append_val(self.events, events);
            g_array_append_val(self.n, n);
        }
    }
    self.prior = shrinkage_fit(self.model, (const double *)(const void *)self.events->data,
                               (const double *)(const void *)self.n->data, self.n->len);
    return self;
}

static void
case_clear(Case *self)
{
    g_array_unref(self->events);
    g_array_unref(self->n);
}

static EstimateStatus
status_of(const char *text)
{
    return g_str_equal(text, "ok")        ? ESTIMATE_OK
           : g_str_equal(text, "too_few") ? ESTIMATE_TOO_FEW
                                          : ESTIMATE_UNDEFINED;
}

static void
assert_number(const Oracle *oracle, size_t row, const char *column, double actual, double tolerance)
{
    double expected = oracle_number(oracle, row, column);
    ck_assert_msg(oracle_agrees(actual, expected, tolerance),
                  "case %s, row %zu: %s %.17g, not %.17g", oracle_text(oracle, row, "case"), row,
                  column, actual, expected);
}

/* The maximum likelihood to 1e-6; from its own a and b on, to 1e-9. */
static void
assert_rows(const Oracle *oracle, const Case *self)
{
    ShrinkagePrior given = self->prior;
    if (!given.pooled) {
        given.a = oracle_number(oracle, self->first, "a");
        given.b = oracle_number(oracle, self->first, "b");
        given.mean = oracle_number(oracle, self->first, "mean");
    }
    for (size_t row = self->first; row < self->after; row++) {
        double events = oracle_number(oracle, row, "events"), n = oracle_number(oracle, row, "n");
        assert_number(oracle, row, "value", shrinkage_value(self->prior, events, n).value, 1e-6);
        assert_number(oracle, row, "reliability", shrinkage_reliability(self->prior, n).value,
                      1e-6);
        assert_number(oracle, row, "value", shrinkage_value(given, events, n).value, 1e-9);
        assert_number(oracle, row, "reliability", shrinkage_reliability(given, n).value, 1e-9);
    }
}

static void
assert_case(const Oracle *oracle, const Case *self)
{
    const char *number = oracle_text(oracle, self->first, "case");
    EstimateStatus status = status_of(oracle_text(oracle, self->first, "status"));
    double events = oracle_number(oracle, self->first, "events");

    ck_assert_msg(self->prior.status == status, "case %s: status %d", number, self->prior.status);
    if (status != ESTIMATE_OK) {
        ck_assert_int_eq(shrinkage_value(self->prior, events, events + 1).status, status);
        ck_assert_int_eq(shrinkage_reliability(self->prior, 5).status, status);
        return;
    }
    ck_assert_msg(self->prior.pooled == (oracle_number(oracle, self->first, "pooled") == 1),
                  "case %s: pooled is %d", number, self->prior.pooled);
    assert_number(oracle, self->first, "mean", self->prior.mean, 1e-6);
    if (!self->prior.pooled) {
        assert_number(oracle, self->first, "a", self->prior.a, 1e-6);
        assert_number(oracle, self->first, "b", self->prior.b, 1e-6);
    }
    assert_rows(oracle, self);
}

START_TEST(agrees)
{
    g_autoptr(Oracle) oracle = oracle_open("shrinkage");
    int cases[2] = {0, 0};

    for (size_t row = 0; row < oracle_size(oracle);) {
        Case self = case_read(oracle, row);
        assert_case(oracle, &self);
        cases[self.model]++;
        row = self.after;
        case_clear(&self);
    }
    ck_assert_int_ge(cases[COUNT_BINOMIAL], 20);
    ck_assert_int_ge(cases[COUNT_POISSON], 20);
}
END_TEST

/* Figures in print: 34.09558 and 31.5715 for the Saxon families (Wikipedia, "Beta-binomial
 * distribution"), by an optimiser that stopped within 3e-4 of the maximum, and k = 1.02459 for the
 * mites of Bliss and Fisher. */
START_TEST(agrees_with_print)
{
    g_autoptr(Oracle) oracle = oracle_open("shrinkage");
    size_t row = 0;

    Case families = case_read(oracle, row);
    ck_assert_uint_eq(families.n->len, 6115);
    ck_assert(oracle_agrees(families.prior.a, 34.09558, 3e-4));
    ck_assert(oracle_agrees(families.prior.b, 31.5715, 3e-4));
    case_clear(&families);

    while (g_str_equal(oracle_text(oracle, row, "model"), "binomial"))
        row++;
    Case mites = case_read(oracle, row);
    ck_assert_uint_eq(mites.n->len, 150);
    ck_assert(oracle_agrees(mites.prior.a, 1.02459, 1e-5));
    case_clear(&mites);
}
END_TEST

/* A binomial variance at 0 or 1 vanishes and would make everything else reliability 1. */
START_TEST(none_or_all_is_no_reliability)
{
    static const double EVENTS[2][10] = {{0}, {7, 7, 7, 7, 7, 7, 7, 7, 7, 7}};
    static const double N[10] = {7, 7, 7, 7, 7, 7, 7, 7, 7, 7};
    ShrinkagePrior prior = shrinkage_fit(COUNT_BINOMIAL, EVENTS[_i], N, 10);

    ck_assert(prior.pooled && prior.mean == _i);
    ck_assert(shrinkage_reliability(prior, 7).value == 0);
    ck_assert(shrinkage_value(prior, EVENTS[_i][0], 7).value == _i);
}
END_TEST

/* Ten doctors tell, nine do not, however many stand by without a denominator. */
START_TEST(ten_doctors_are_needed)
{
    static const double EVENTS[10] = {1, 9, 2, 8, 3, 7, 4, 6, 5, 1};
    static const double TEN[10] = {10, 10, 10, 10, 10, 10, 10, 10, 10, 10};
    static const double NINE[10] = {10, 10, 10, 10, 10, 10, 10, 10, 10, 0};
    static const double NINE_EVENTS[10] = {1, 9, 2, 8, 3, 7, 4, 6, 5, 0};

    for (CountModel model = COUNT_BINOMIAL; model <= COUNT_POISSON; model++) {
        ck_assert_int_eq(shrinkage_fit(model, EVENTS, TEN, 10).status, ESTIMATE_OK);
        ck_assert_int_eq(shrinkage_fit(model, NINE_EVENTS, NINE, 10).status, ESTIMATE_TOO_FEW);
        ck_assert_int_eq(shrinkage_fit(model, NULL, NULL, 0).status, ESTIMATE_TOO_FEW);
    }
}
END_TEST

/* Of very many trials with next to no events a beta-binomial is a gamma-Poisson. */
START_TEST(rare_events_are_poisson)
{
    static const double EVENTS[12] = {0, 1, 0, 7, 2, 0, 0, 3, 14, 0, 1, 5};
    double n[12];

    for (int i = 0; i < 12; i++)
        n[i] = 1e9 * (1 + i % 4);
    ShrinkagePrior binomial = shrinkage_fit(COUNT_BINOMIAL, EVENTS, n, 12);
    ShrinkagePrior poisson = shrinkage_fit(COUNT_POISSON, EVENTS, n, 12);
    ck_assert(!binomial.pooled && !poisson.pooled);
    ck_assert(oracle_agrees(binomial.a, poisson.a, 1e-6));
    ck_assert(oracle_agrees(binomial.b, poisson.b, 1e-6));
    ck_assert(oracle_agrees(binomial.mean, poisson.mean, 1e-6));
}
END_TEST

/* A doctor without a denominator is as the prior has it. */
START_TEST(nothing_of_the_own_is_the_mean)
{
    static const ShrinkagePrior PRIORS[] = {{COUNT_BINOMIAL, ESTIMATE_OK, false, 2, 6, 0.25},
                                            {COUNT_POISSON, ESTIMATE_OK, false, 2, 8, 0.25}};
    ck_assert(shrinkage_value(PRIORS[_i], 0, 0).value == 0.25);
    ck_assert(shrinkage_reliability(PRIORS[_i], 0).value == 0);
    ck_assert(shrinkage_reliability(PRIORS[_i], 8).value == 0.5);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("shrinkage");
    TCase *tests = tcase_create("shrinkage");
    tcase_add_test(tests, agrees);
    tcase_add_test(tests, agrees_with_print);
    tcase_add_loop_test(tests, none_or_all_is_no_reliability, 0, 2);
    tcase_add_test(tests, ten_doctors_are_needed);
    tcase_add_test(tests, rare_events_are_poisson);
    tcase_add_loop_test(tests, nothing_of_the_own_is_the_mean, 0, 2);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
