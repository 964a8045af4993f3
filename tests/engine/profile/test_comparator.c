#include "engine/profile/comparator.h"

#include <check.h>
#include <math.h>

#include "engine/profile/figure.h"
#include "engine/profile/measure.h"

enum { MOST_DOCTORS = 12 };

static const DisclosureRule RULE = {
    .minimum_patients = 11, .minimum_members = 5, .minimum_peers = 6, .dominance = 0.85};

/* Doctors of so many patients each, one line a patient, so that sums are those of proportions. */
typedef struct {
    Measure measures[MOST_DOCTORS];
    PatientSums sums[MOST_DOCTORS];
    size_t doctors[MOST_DOCTORS];
} Region;

static void
region_fill(Region *self, const Indicator *indicator, const int (*counts)[2], size_t n)
{
    MeasureRule rule = {
        .indicator = indicator, .minimum_patients = 11, .design_effect = 1, .complete = true};

    for (size_t d = 0; d < n; d++) {
        int64_t y = counts[d][0], x = counts[d][1];
        CountCell cell = {y, x, y, x, y, y, x};
        self->measures[d] = measure_new(&rule, &cell, true);
        self->sums[d] = figure_sums(&cell);
        self->doctors[d] = d;
    }
}

static ComparatorFigure
figure_of(const Indicator *indicator, ComparatorKind kind, const int (*counts)[2], size_t n)
{
    Region region;
    ComparatorSlice slice = {.disclosure = &RULE,
                             .indicator = indicator,
                             .design_effect = 1,
                             .complete = true,
                             .measures = region.measures,
                             .sums = region.sums};
    region_fill(&region, indicator, counts, n);
    return comparator_new(&slice, kind, region.doctors, n);
}

static const Indicator PROPORTION = {.kind = KIND_PROPORTION, .unit = UNIT_PATIENT, .per = 1};

/* Twelve doctors with 1/16 to 12/16: the quantiles of 1..12 (type 7: 2.1, 3.75, 6.5, 9.25, 10.9) over
 * 16. In a group they come in whole points, since one may be a colleague's value. */
static const int TWELVE[][2] = {{1, 16}, {2, 16}, {3, 16}, {4, 16},  {5, 16},  {6, 16},
                                {7, 16}, {8, 16}, {9, 16}, {10, 16}, {11, 16}, {12, 16}};

START_TEST(quantiles_of_a_region_and_of_a_group)
{
    static const struct {
        ComparatorKind kind;
        double p10, p25, p50, p75, p90;
    } CASES[] = {{COMPARATOR_ENROLLED, 0.1313, 0.2344, 0.4062, 0.5781, 0.6813},
                 {COMPARATOR_CONTROL, 0.1313, 0.2344, 0.4062, 0.5781, 0.6813},
                 {COMPARATOR_GROUP, 0.13, 0.23, 0.41, 0.58, 0.68}};
    ComparatorFigure figure = figure_of(&PROPORTION, CASES[_i].kind, TWELVE, 12);
    ck_assert_int_eq(figure.status, STATUS_OK);
    ck_assert_double_eq_tol(figure.p10, CASES[_i].p10, 1.1e-4);
    ck_assert_double_eq_tol(figure.p25, CASES[_i].p25, 1.1e-4);
    ck_assert_double_eq_tol(figure.p50, CASES[_i].p50, 1.1e-4);
    ck_assert_double_eq_tol(figure.p75, CASES[_i].p75, 1.1e-4);
    ck_assert_double_eq_tol(figure.p90, CASES[_i].p90, 1.1e-4);
    if (CASES[_i].kind == COMPARATOR_GROUP)
        ck_assert(figure.p25 == 0.23 && figure.p75 == 0.58);
    ck_assert(figure.value == 0.4062);
}
END_TEST

START_TEST(bands_need_ten_doctors_and_a_median_five)
{
    static const struct {
        size_t doctors;
        bool bands, median;
        Status status;
    } CASES[] = {{4, false, false, STATUS_FEW_MEMBERS},
                 {5, false, true, STATUS_OK},
                 {9, false, true, STATUS_OK},
                 {10, true, true, STATUS_OK}};
    ComparatorFigure figure =
        figure_of(&PROPORTION, COMPARATOR_ENROLLED, TWELVE, CASES[_i].doctors);
    ck_assert_int_eq(figure.status, CASES[_i].status);
    ck_assert_int_eq(!isnan(figure.p10), CASES[_i].bands);
    ck_assert_int_eq(!isnan(figure.p75), CASES[_i].bands);
    ck_assert_int_eq(!isnan(figure.p50), CASES[_i].median);
}
END_TEST

/* The ratio of sums, not the mean of ratios: 5/20 four times and 50/420 is 70/500. */
START_TEST(the_value_is_the_ratio_of_sums)
{
    static const int COUNTS[][2] = {{5, 20}, {5, 20}, {5, 20}, {5, 20}, {50, 420}};
    ComparatorFigure figure = figure_of(&PROPORTION, COMPARATOR_ENROLLED, COUNTS, 5);
    ck_assert_int_eq(figure.status, STATUS_OK);
    ck_assert(figure.value == 0.14);
    ck_assert(figure.numerator == 70 && figure.denominator == 500);
    ck_assert_int_eq(figure.patients, 500);
    ck_assert(figure.p50 == 0.25);
}
END_TEST

START_TEST(what_spoils_a_comparator)
{
    static const struct {
        int counts[5][2];
        Status status;
    } CASES[] = {
        {{{2, 20}, {2, 20}, {2, 20}, {2, 20}, {2, 20}}, STATUS_FEW_PATIENTS}, /* numerator 10 */
        {{{3, 20}, {2, 20}, {2, 20}, {2, 20}, {2, 20}}, STATUS_OK},           /* 11 */
        {{{0, 20}, {0, 20}, {0, 20}, {0, 20}, {0, 20}}, STATUS_OK},           /* none */
        {{{18, 20}, {18, 20}, {18, 20}, {18, 20}, {18, 20}}, STATUS_FEW_PATIENTS}, /* left 10 */
        {{{20, 20}, {20, 20}, {20, 20}, {20, 20}, {20, 20}}, STATUS_OK},
        {{{5, 10}, {5, 10}, {5, 10}, {5, 10}, {5, 10}}, STATUS_FEW_PATIENTS}, /* nobody has 11 */
        {{{5, 11}, {5, 10}, {5, 10}, {5, 10}, {5, 10}}, STATUS_OK},
        {{{5, 20}, {5, 20}, {5, 20}, {5, 20}, {0, 0}}, STATUS_FEW_MEMBERS},
        {{{500, 1000}, {5, 11}, {5, 11}, {5, 11}, {5, 11}}, STATUS_DOMINANT},
        {{{60, 1000}, {60, 1000}, {60, 1000}, {60, 1000}, {5, 11}}, STATUS_OK},
        {{{0, 0}, {0, 0}, {0, 0}, {0, 0}, {0, 0}}, STATUS_NO_DENOMINATOR},
    };
    ComparatorFigure figure = figure_of(&PROPORTION, COMPARATOR_GROUP, CASES[_i].counts, 5);
    ck_assert_str_eq(status_name(figure.status), status_name(CASES[_i].status));
    ck_assert_int_eq(isnan(figure.value), CASES[_i].status != STATUS_OK);
    ck_assert_int_eq(figure.practitioners, CASES[_i].status == STATUS_OK ? 5 : 0);
}
END_TEST

/* 25 of 36: shown as 30 and 40 they would leave 10. */
START_TEST(rounding_does_not_make_a_small_complement)
{
    static const int COUNTS[][2] = {{5, 12}, {5, 6}, {5, 6}, {5, 6}, {5, 6}};
    ComparatorFigure figure = figure_of(&PROPORTION, COMPARATOR_GROUP, COUNTS, 5);
    ck_assert_int_eq(figure.status, STATUS_OK);
    ck_assert(isnan(figure.numerator) && figure.denominator == 40);

    Indicator rate = PROPORTION;
    rate.kind = KIND_RATE;
    figure = figure_of(&rate, COMPARATOR_GROUP, COUNTS, 5);
    ck_assert(figure.numerator == 30);
}
END_TEST

START_TEST(an_incomplete_period_comes_first)
{
    ComparatorSlice slice = {.disclosure = &RULE, .indicator = &PROPORTION, .complete = false};
    ComparatorFigure figure = comparator_new(&slice, COMPARATOR_GROUP, NULL, 0);
    ck_assert_int_eq(figure.status, STATUS_INCOMPLETE);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("comparator");
    TCase *tests = tcase_create("comparator");
    tcase_add_loop_test(tests, quantiles_of_a_region_and_of_a_group, 0, 3);
    tcase_add_loop_test(tests, bands_need_ten_doctors_and_a_median_five, 0, 4);
    tcase_add_test(tests, the_value_is_the_ratio_of_sums);
    tcase_add_loop_test(tests, what_spoils_a_comparator, 0, 11);
    tcase_add_test(tests, rounding_does_not_make_a_small_complement);
    tcase_add_test(tests, an_incomplete_period_comes_first);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
