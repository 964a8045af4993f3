#include "engine/stats/standardisation.h"

#include <check.h>
#include <gsl/gsl_randist.h>
#include <math.h>

#include "engine/stats/interval.h"
#include "tests/oracle/oracle.h"

#define TOLERANCE 1e-9
enum { DRAWS = 10000, MOST_CELLS = 40, MOST_PATIENTS = 150 };

static gsl_rng *generator;

static void
start_chance(void)
{
    generator = gsl_rng_alloc(gsl_rng_mt19937);
    gsl_rng_set(generator, 20260611);
}

static void
end_chance(void)
{
    gsl_rng_free(generator);
}

static double
uniform(double low, double high)
{
    return low + gsl_rng_uniform(generator) * (high - low);
}

/* The lists of the table as cells: each number at `offset` of its cell. */
static void
read_cells(const Oracle *oracle, size_t row, const char *column, size_t offset,
           PatientSums cells[MOST_CELLS], size_t *out_n)
{
    g_autofree double *values = oracle_list(oracle, row, column, out_n);

    ck_assert_uint_le(*out_n, MOST_CELLS);
    for (size_t i = 0; i < *out_n; i++)
        *(double *)(void *)((char *)&cells[i] + offset) = values[i];
}

static const struct {
    const char *column;
    size_t offset;
} OF_DOCTOR[] = {{"numerator", offsetof(PatientSums, numerator)},
                 {"denominator", offsetof(PatientSums, denominator)},
                 {"patients", offsetof(PatientSums, patients)},
                 {"sum_yy", offsetof(PatientSums, sum_yy)},
                 {"sum_xy", offsetof(PatientSums, sum_xy)},
                 {"sum_xx", offsetof(PatientSums, sum_xx)}};

static StandardiseKind
kind_of(const char *text)
{
    if (g_str_equal(text, "proportion"))
        return STANDARDISE_PROPORTION;
    return g_str_equal(text, "rate") ? STANDARDISE_RATE : STANDARDISE_AMOUNT;
}

/* An end that is a difference has the error of what it is a difference of. */
static void
assert_interval(Interval interval, double low, double high, double tolerance, size_t row)
{
    if (isnan(low)) {
        ck_assert_int_ne(interval.status, ESTIMATE_OK);
        return;
    }
    double scale = fmax(fabs(low), fabs(high));
    ck_assert_int_eq(interval.status, ESTIMATE_OK);
    ck_assert_msg(low > 0 ? oracle_agrees(interval.low, low, tolerance)
                          : fabs(interval.low - low) <= tolerance * scale,
                  "row %zu: low %.17g, not %.17g", row, interval.low, low);
    ck_assert_msg(oracle_agrees(interval.high, high, tolerance), "row %zu: high %.17g, not %.17g",
                  row, interval.high, high);
}

static void
assert_estimate(Estimate estimate, double expected, double tolerance, const char *what, size_t row)
{
    ck_assert_int_eq(estimate.status == ESTIMATE_OK, !isnan(expected));
    ck_assert_msg(isnan(expected) || oracle_agrees(estimate.value, expected, tolerance),
                  "row %zu: %s %.17g, not %.17g", row, what, estimate.value, expected);
}

START_TEST(indirect_agrees)
{
    g_autoptr(Oracle) oracle = oracle_open("indirect");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        PatientSums doctor[MOST_CELLS] = {0}, reference[MOST_CELLS] = {0};
        size_t n;
        for (size_t i = 0; i < G_N_ELEMENTS(OF_DOCTOR); i++)
            read_cells(oracle, row, OF_DOCTOR[i].column, OF_DOCTOR[i].offset, doctor, &n);
        read_cells(oracle, row, "reference_numerator", offsetof(PatientSums, numerator), reference,
                   &n);
        read_cells(oracle, row, "reference_denominator", offsetof(PatientSums, denominator),
                   reference, &n);

        IndirectRule rule = {kind_of(oracle_text(oracle, row, "kind")),
                             oracle_number(oracle, row, "design_effect"),
                             oracle_number(oracle, row, "confidence")};
        IndirectFigure figure = standardisation_indirect(&rule, doctor, reference, n);
        assert_estimate(figure.expected, oracle_number(oracle, row, "expected"), TOLERANCE,
                        "expected", row);
        assert_estimate(figure.value, oracle_number(oracle, row, "value"), TOLERANCE, "value", row);
        assert_interval(figure.interval, oracle_number(oracle, row, "low"),
                        oracle_number(oracle, row, "high"), TOLERANCE, row);
    }
}
END_TEST

START_TEST(direct_agrees)
{
    g_autoptr(Oracle) oracle = oracle_open("direct");

    for (size_t row = 0; row < oracle_size(oracle); row++) {
        size_t n;
        g_autofree double *events = oracle_list(oracle, row, "events", &n);
        g_autofree double *squares = oracle_list(oracle, row, "squares", &n);
        g_autofree double *denominators = oracle_list(oracle, row, "denominator", &n);
        g_autofree double *standards = oracle_list(oracle, row, "standard", &n);
        DirectCell cells[MOST_CELLS];
        for (size_t i = 0; i < n; i++)
            cells[i] = (DirectCell){events[i], squares[i], denominators[i], standards[i]};

        DirectFigure figure =
            standardisation_direct(cells, n, oracle_number(oracle, row, "confidence"));
        double tolerance = oracle_number(oracle, row, "tolerance");
        double value = oracle_number(oracle, row, "value"), low = oracle_number(oracle, row, "low");
        assert_estimate(figure.value, value, tolerance, "value", row);
        if (isnan(value))
            ck_assert_int_eq(figure.value.status, ESTIMATE_TOO_FEW);
        if (isnan(value) || !isnan(low))
            assert_interval(figure.interval, low, oracle_number(oracle, row, "high"), tolerance,
                            row);
    }
}
END_TEST

/* A reference with events in every cell. */
static size_t
draw_reference(PatientSums reference[MOST_CELLS])
{
    size_t n = 1 + gsl_rng_uniform_int(generator, MOST_CELLS);
    for (size_t i = 0; i < n; i++) {
        double denominator = floor(exp(uniform(0, 9))) + 1;
        double numerator = ceil(uniform(0, denominator));
        reference[i] = (PatientSums){.numerator = numerator, .denominator = denominator};
    }
    return n;
}

/* A doctor whose patients are of the reference's make-up has the crude value, and its interval. */
START_TEST(same_mix_gives_the_crude_figure)
{
    StandardiseKind kind = _i == 0 ? STANDARDISE_PROPORTION : STANDARDISE_RATE;

    for (int draw = 0; draw < DRAWS; draw++) {
        PatientSums reference[MOST_CELLS], doctor[MOST_CELLS] = {0};
        size_t n = draw_reference(reference);
        double part = uniform(0.001, 1), numerator = 0, denominator = 0;
        for (size_t i = 0; i < n; i++) {
            doctor[i].denominator = part * reference[i].denominator;
            doctor[i].numerator = uniform(0, doctor[i].denominator);
            numerator += doctor[i].numerator;
            denominator += doctor[i].denominator;
        }

        IndirectRule rule = {kind, uniform(1, 5), 0.95};
        IndirectFigure figure = standardisation_indirect(&rule, doctor, reference, n);
        double events = numerator / rule.design_effect, size = denominator / rule.design_effect;
        Interval crude = kind == STANDARDISE_PROPORTION
                             ? interval_wilson(events, size, 0.95)
                             : interval_scale(interval_poisson(events, 0.95), 1 / size);
        assert_estimate(figure.value, numerator / denominator, 1e-12, "value", (size_t)draw);
        assert_interval(figure.interval, crude.low, crude.high, 1e-12, (size_t)draw);
    }
}
END_TEST

/* A doctor at the reference's ratio in every cell has the reference's crude value, whatever the mix. */
START_TEST(as_expected_gives_the_reference)
{
    for (int draw = 0; draw < DRAWS; draw++) {
        PatientSums reference[MOST_CELLS], doctor[MOST_CELLS] = {0};
        size_t n = draw_reference(reference);
        double numerator = 0, denominator = 0;
        for (size_t i = 0; i < n; i++) {
            doctor[i].denominator = uniform(0, 500);
            doctor[i].numerator =
                doctor[i].denominator * reference[i].numerator / reference[i].denominator;
            numerator += reference[i].numerator;
            denominator += reference[i].denominator;
        }
        for (int kind = STANDARDISE_PROPORTION; kind <= STANDARDISE_RATE; kind++) {
            IndirectRule rule = {(StandardiseKind)kind, 1, 0.95};
            IndirectFigure figure = standardisation_indirect(&rule, doctor, reference, n);
            assert_estimate(figure.value, numerator / denominator, 1e-12, "value", (size_t)draw);
            ck_assert(figure.interval.low < figure.value.value);
            ck_assert(figure.interval.high > figure.value.value || figure.interval.high == 1);
        }
    }
}
END_TEST

/* Sums of `m` patients with x lines and an amount each, of whom `factor` of the reference's amount of
 * a line is expected. */
static PatientSums
draw_amounts(size_t m, double mean)
{
    PatientSums sums = {0};
    for (size_t i = 0; i < m; i++) {
        double x = 1 + gsl_ran_poisson(generator, 2);
        double y = x * mean * gsl_ran_lognormal(generator, -0.18, 0.6);
        PatientSums one = {y, x, 1, y * y, x * y, x * x};
        patient_sums_add(&sums, &one);
    }
    return sums;
}

/* Where age and sex make no difference to the reference, the amount per line and its interval are the
 * crude ones. */
START_TEST(cells_that_do_not_matter_change_nothing)
{
    for (int draw = 0; draw < DRAWS; draw++) {
        size_t n = 1 + gsl_rng_uniform_int(generator, 4);
        double mean = uniform(1, 90);
        PatientSums reference[4], doctor[4], all = {0};
        for (size_t i = 0; i < n; i++) {
            double denominator = uniform(10, 1000);
            reference[i] =
                (PatientSums){.numerator = mean * denominator, .denominator = denominator};
            doctor[i] = draw_amounts(1 + gsl_rng_uniform_int(generator, 6), mean);
            patient_sums_add(&all, &doctor[i]);
        }

        IndirectRule rule = {STANDARDISE_AMOUNT, 1, 0.95};
        IndirectFigure figure = standardisation_indirect(&rule, doctor, reference, n);
        Interval crude = interval_ratio(&all, 0.95);
        assert_estimate(figure.value, patient_sums_ratio(&all).value, 1e-12, "value", (size_t)draw);
        ck_assert_int_eq(figure.interval.status, crude.status);
        if (crude.status == ESTIMATE_OK)
            assert_interval(figure.interval, crude.low, crude.high, 1e-8, (size_t)draw);
    }
}
END_TEST

START_TEST(direct_of_its_own_standard_is_crude)
{
    for (int draw = 0; draw < DRAWS; draw++) {
        DirectCell cells[MOST_CELLS];
        size_t n = 1 + gsl_rng_uniform_int(generator, MOST_CELLS);
        double size = exp(uniform(-5, 5)), events = 0, denominator = 0;
        for (size_t i = 0; i < n; i++) {
            double persons = exp(uniform(2, 9)), count = gsl_ran_poisson(generator, 30);
            cells[i] = (DirectCell){count, count, persons, size * persons};
            events += count;
            denominator += persons;
        }
        Interval crude = interval_scale(interval_poisson_byar(events, 0.95), 1 / denominator);
        DirectFigure figure = standardisation_direct(cells, n, 0.95);
        assert_estimate(figure.value, events / denominator, 1e-12, "value", (size_t)draw);
        assert_interval(figure.interval, crude.low, crude.high, 1e-11, (size_t)draw);

        /* Four times the variance, twice the interval. */
        for (size_t i = 0; i < n; i++)
            cells[i].squares *= 4;
        Interval wide = standardisation_direct(cells, n, 0.95).interval;
        assert_estimate(estimate_of(wide.high - figure.value.value),
                        2 * (crude.high - figure.value.value), 1e-9, "half width", (size_t)draw);
    }
}
END_TEST

/* How often the interval of a doctor who is `factor` times the reference holds what is behind it. */
static double
coverage_of_counts(StandardiseKind kind, double factor)
{
    static const double CHANCE[] = {0.3, 0.5, 0.7, 0.8}, SIZE[] = {10, 60, 80, 30};
    PatientSums reference[4], doctor[4] = {0};
    double crude = 0, covered = 0;

    for (size_t i = 0; i < 4; i++) {
        reference[i] = (PatientSums){.numerator = CHANCE[i] * 1000, .denominator = 1000};
        doctor[i].denominator = SIZE[i];
        crude += CHANCE[i] / 4;
    }
    for (int draw = 0; draw < DRAWS; draw++) {
        for (size_t i = 0; i < 4; i++)
            doctor[i].numerator =
                gsl_ran_binomial(generator, factor * CHANCE[i], (unsigned)SIZE[i]);
        IndirectRule rule = {kind, 1, 0.95};
        Interval interval = standardisation_indirect(&rule, doctor, reference, 4).interval;
        covered += interval.low <= factor * crude && factor * crude <= interval.high;
    }
    return covered / DRAWS;
}

/* Why a proportion has not the interval of a rate: that one nearly always holds the truth. */
START_TEST(proportions_are_covered_as_promised)
{
    static const double FACTORS[] = {0.3, 0.8, 1, 1.2};
    double coverage = coverage_of_counts(STANDARDISE_PROPORTION, FACTORS[_i]);
    ck_assert_msg(coverage > 0.94 && coverage < 0.985, "coverage %g", coverage);

    double as_rate = coverage_of_counts(STANDARDISE_RATE, FACTORS[_i]);
    ck_assert_msg(as_rate > coverage, "coverage %g as a rate", as_rate);
    ck_assert_msg(FACTORS[_i] < 0.5 || as_rate > 0.99, "coverage %g as a rate", as_rate);
}
END_TEST

START_TEST(amounts_are_covered_as_promised)
{
    PatientSums reference[] = {{.numerator = 1e4, .denominator = 1e3},
                               {.numerator = 4e4, .denominator = 1e3}};
    double covered = 0;

    for (int draw = 0; draw < DRAWS; draw++) {
        size_t young = gsl_ran_binomial(generator, 0.4, MOST_PATIENTS);
        PatientSums doctor[] = {draw_amounts(young, 13), draw_amounts(MOST_PATIENTS - young, 52)};
        IndirectRule rule = {STANDARDISE_AMOUNT, 1, 0.95};
        Interval interval = standardisation_indirect(&rule, doctor, reference, 2).interval;
        covered += interval.low <= 1.3 * 25 && 1.3 * 25 <= interval.high;
    }
    ck_assert_msg(covered / DRAWS > 0.93 && covered / DRAWS < 0.96, "%g", covered / DRAWS);
}
END_TEST

START_TEST(none_has_its_reason)
{
    IndirectRule amount = {STANDARDISE_AMOUNT, 1, 0.95};
    PatientSums reference = {.numerator = 5, .denominator = 10};
    PatientSums one = {3, 1, 1, 9, 3, 1}, nobody = {0}, no_events = {.denominator = 10};

    IndirectFigure figure = standardisation_indirect(&amount, &one, &reference, 1);
    ck_assert_int_eq(figure.value.status, ESTIMATE_OK);
    ck_assert_int_eq(figure.interval.status, ESTIMATE_TOO_FEW);
    const PatientSums *const UNDEFINED[][2] = {
        {&nobody, &reference}, {&one, &no_events}, {&one, &nobody}, {&nobody, &nobody}};
    for (size_t i = 0; i < G_N_ELEMENTS(UNDEFINED); i++) {
        figure = standardisation_indirect(&amount, UNDEFINED[i][0], UNDEFINED[i][1], 1);
        ck_assert_int_eq(figure.expected.status, ESTIMATE_UNDEFINED);
        ck_assert_int_eq(figure.value.status, ESTIMATE_UNDEFINED);
        ck_assert_int_eq(figure.interval.status, ESTIMATE_UNDEFINED);
    }
    PatientSums both[] = {one, one}, half[] = {reference, nobody};
    ck_assert_int_eq(standardisation_indirect(&amount, both, half, 2).value.status,
                     ESTIMATE_UNDEFINED);
    both[1] = nobody;
    ck_assert_int_eq(standardisation_indirect(&amount, both, half, 2).value.status, ESTIMATE_OK);
    ck_assert_int_eq(standardisation_indirect(&amount, NULL, NULL, 0).value.status,
                     ESTIMATE_UNDEFINED);

    DirectCell cells[] = {{20, 20, 100, 1}, {0, 0, 0, 1}};
    ck_assert_int_eq(standardisation_direct(cells, 2, 0.95).value.status, ESTIMATE_UNDEFINED);
    ck_assert_int_eq(standardisation_direct(cells, 0, 0.95).interval.status, ESTIMATE_UNDEFINED);
    cells[0].events = 9;
    ck_assert_int_eq(standardisation_direct(cells, 1, 0.95).interval.status, ESTIMATE_TOO_FEW);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("standardisation");
    TCase *tests = tcase_create("standardisation");
    tcase_add_checked_fixture(tests, start_chance, end_chance);
    tcase_add_test(tests, indirect_agrees);
    tcase_add_test(tests, direct_agrees);
    tcase_add_loop_test(tests, same_mix_gives_the_crude_figure, 0, 2);
    tcase_add_test(tests, as_expected_gives_the_reference);
    tcase_add_test(tests, cells_that_do_not_matter_change_nothing);
    tcase_add_test(tests, direct_of_its_own_standard_is_crude);
    tcase_add_loop_test(tests, proportions_are_covered_as_promised, 0, 4);
    tcase_add_test(tests, amounts_are_covered_as_promised);
    tcase_add_test(tests, none_has_its_reason);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
