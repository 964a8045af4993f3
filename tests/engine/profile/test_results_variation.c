/* The measures of variation as the results hold them: the estimators have their own oracles, here the
 * units and what chance is taken to be are worked by hand. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "engine/profile/results_variation.h"
#include "tests/engine/profile/hand_edition.h"
#include "tests/engine/profile/sample_edition.h"

/* Six groups of five doctors with 100 patients each, their events 480 of 3000 in all. The doctors of
 * a group practise in its territory. */
enum { GROUPS = 6, MEMBERS = 5, DOCTORS = GROUPS * MEMBERS, SPARE = 6 };
static const int EVENTS[GROUPS] = {10, 12, 15, 20, 16, 23}; /* of one doctor */

static const char RATE[] = "  - id: rate\n"
                           "    label: {fr: \"Taux\", en: \"Rate\"}\n"
                           "    from: counts\n"
                           "    type: prescription\n"
                           "    kind: rate\n"
                           "    per: 100\n"
                           "    unit: patient\n"
                           "    direction: lower\n";
static const char CLAIMS[] = "  - id: lines\n"
                             "    label: {fr: \"Lignes\", en: \"Lines\"}\n"
                             "    from: counts\n"
                             "    type: prescription\n"
                             "    kind: proportion\n"
                             "    unit: claim\n"
                             "    direction: lower\n";

/* Doctors with the texts that they point to; hence never copied. */
typedef struct {
    HandDoctor doctors[DOCTORS + SPARE];
    char ids[DOCTORS + SPARE][16];
    char groups[GROUPS][4];
    size_t n;
} Cast;

static void
cast_add(Cast *self, const char *group, int64_t events, int64_t patients, const char *id)
{
    g_strlcpy(self->ids[self->n], id, sizeof self->ids[self->n]);
    self->doctors[self->n] =
        (HandDoctor){self->ids[self->n], group, {{events, patients}, {events, patients}}};
    self->n++;
}

/* Without territories the ids have no hyphen. */
static void
cast_groups(Cast *self, bool in_territories)
{
    *self = (Cast){.n = 0};
    for (int g = 0; g < GROUPS; g++) {
        g_snprintf(self->groups[g], sizeof self->groups[g], "G%d", g + 1);
        for (int m = 0; m < MEMBERS; m++) {
            g_autofree char *id =
                g_strdup_printf(in_territories ? "T%d-%d" : "T%dm%d", g + 1, m + 1);
            cast_add(self, self->groups[g], EVENTS[g], 100, id);
        }
    }
}

static HandEdition *
edition_of(const Cast *cast, const char *indicators)
{
    return hand_edition_new(indicators, "", cast->doctors, cast->n);
}

/* Ratios to the mean of 80 events a group, 1 - p = 0.84: (2950 / 6) / 80^2 - 0.84 / 80 for the
 * systematic component, 2950 / 80 / 0.84 for chi-squared with 5 degrees of freedom. */
typedef struct {
    size_t figure;
    double proportion, rate;
} HandFigure;
static const HandFigure FIGURES[] = {
    {VARIATION_EXTREMAL_QUOTIENT, 2.3, 2.3}, /* 115 / 50 */
    {VARIATION_QUOTIENT_5_95, 2.119, 2.119}, /* 111.25 / 52.5 */
    {VARIATION_QUOTIENT_25_75, 1.49, 1.49},  /* 95 / 63.75 */
    {VARIATION_COEFFICIENT, 0.3036, 0.3036}, /* sqrt(2950 / 5) / 80 */
    {VARIATION_WEIGHTED, 0.2772, 0.2772},    /* sqrt(2950 / 6) / 80 */
    {VARIATION_SYSTEMATIC, 0.06632, 0.06432}, {VARIATION_HOMOGENEITY, 43.9, 36.88},
};
#define P_PROPORTION 2.428e-08
#define P_RATE 6.345e-07

static void
check_figures(const RegionVariation *variation, bool is_rate)
{
    ck_assert_int_eq(variation->units, GROUPS);
    for (size_t i = 0; i < G_N_ELEMENTS(FIGURES); i++) {
        const VariationFigure *figure = &variation->figures[FIGURES[i].figure];
        const double expected = is_rate ? FIGURES[i].rate : FIGURES[i].proportion;
        ck_assert_int_eq(figure->status, STATUS_OK);
        ck_assert_msg(figure->value == expected, "%s is %g",
                      variation_figure_name(FIGURES[i].figure), figure->value);
        ck_assert(isnan(figure->p) == (FIGURES[i].figure != VARIATION_HOMOGENEITY));
        /* Six units are too few to draw a region anew. */
        ck_assert(isnan(figure->low) && isnan(figure->high));
    }
    ck_assert(variation->figures[VARIATION_HOMOGENEITY].p == (is_rate ? P_RATE : P_PROPORTION));
    const VariationFigure *bayes = &variation->figures[VARIATION_EMPIRICAL_BAYES];
    ck_assert_int_eq(bayes->status, STATUS_FEW_MEMBERS);
    ck_assert(isnan(bayes->value) && isnan(bayes->low) && isnan(bayes->high));
}

static void
check_none(const RegionVariation *variation, Status why, int units)
{
    ck_assert_int_eq(variation->units, units);
    for (size_t f = 0; f < N_VARIATION_FIGURES; f++) {
        const VariationFigure *figure = &variation->figures[f];
        ck_assert_int_eq(figure->status, why);
        ck_assert(isnan(figure->value) && isnan(figure->low) && isnan(figure->high) &&
                  isnan(figure->p));
    }
}

START_TEST(groups_and_territories_by_hand)
{
    Cast cast;
    cast_groups(&cast, true);
    g_autoptr(HandEdition) edition = edition_of(&cast, _i == 0 ? HAND_PROPORTION : RATE);
    g_autoptr(Results) results = hand_edition_compute(edition);

    check_figures(results_variation(results, LEVEL_GROUP, 0), _i == 1);
    check_figures(results_variation(results, LEVEL_TERRITORY, 0), _i == 1);
}
END_TEST

/* Two equal lines a patient say no more than one: the design effect of 2 takes them back. */
START_TEST(lines_of_one_patient_count_once)
{
    Cast cast;
    cast_groups(&cast, false);
    g_autoptr(HandEdition) edition = edition_of(&cast, CLAIMS);
    for (size_t d = 0; d < DOCTORS; d++) {
        const int64_t events = counts_cell(edition->counts, d, 0, 1)->numerator;
        *counts_cell_mutable(edition->counts, d, 0, 1) =
            (CountCell){2 * events, 200, events, 100, 4 * events, 4 * events, 400};
    }
    g_autoptr(Results) results = hand_edition_compute(edition);
    check_figures(results_variation(results, LEVEL_GROUP, 0), false);
}
END_TEST

/* Too few doctors, or too few events: neither is a unit, and nothing changes. */
START_TEST(what_may_not_be_shown_takes_no_part)
{
    Cast cast;
    cast_groups(&cast, true);
    for (int m = 0; m < MEMBERS - 1 + 2 * _i; m++) {
        g_autofree char *id = g_strdup_printf("X-%d", m);
        cast_add(&cast, NULL, _i == 0 ? 90 : 1, 100, id);
    }
    g_autoptr(HandEdition) edition = edition_of(&cast, HAND_PROPORTION);
    g_autoptr(Results) results = hand_edition_compute(edition);
    check_figures(results_variation(results, LEVEL_TERRITORY, 0), false);
}
END_TEST

/* Controls count in their territory: with them T1 is as T2. */
START_TEST(controls_practise_somewhere)
{
    Cast cast;
    cast_groups(&cast, true);
    cast_add(&cast, NULL, 22, 100, "T1-x"); /* 72 of 600, as 12 of 100 */
    g_autoptr(HandEdition) edition = edition_of(&cast, HAND_PROPORTION);
    g_autoptr(Results) results = hand_edition_compute(edition);

    const RegionVariation *groups = results_variation(results, LEVEL_GROUP, 0);
    const RegionVariation *territories = results_variation(results, LEVEL_TERRITORY, 0);
    check_figures(groups, false);
    ck_assert_int_eq(territories->units, GROUPS);
    ck_assert(territories->figures[VARIATION_EXTREMAL_QUOTIENT].value == 1.917); /* 23 / 12 */
}
END_TEST

START_TEST(four_units_are_too_few)
{
    Cast cast;
    cast_groups(&cast, true);
    for (size_t d = 4 * MEMBERS; d < DOCTORS; d++)
        cast.ids[d][2] = 'm';
    g_autoptr(HandEdition) edition = edition_of(&cast, HAND_PROPORTION);
    g_autoptr(Results) results = hand_edition_compute(edition);
    check_none(results_variation(results, LEVEL_TERRITORY, 0), STATUS_FEW_MEMBERS, 4);
    check_figures(results_variation(results, LEVEL_GROUP, 0), false);
}
END_TEST

START_TEST(a_unit_at_nothing_has_no_quotient)
{
    Cast cast;
    cast_groups(&cast, false);
    for (size_t d = 0; d < MEMBERS; d++)
        cast.doctors[d].years[1].numerator = 0;
    g_autoptr(HandEdition) edition = edition_of(&cast, HAND_PROPORTION);
    g_autoptr(Results) results = hand_edition_compute(edition);
    const RegionVariation *groups = results_variation(results, LEVEL_GROUP, 0);
    ck_assert_int_eq(groups->units, GROUPS);
    ck_assert_int_eq(groups->figures[VARIATION_EXTREMAL_QUOTIENT].status, STATUS_NO_DENOMINATOR);
    ck_assert_int_eq(groups->figures[VARIATION_SYSTEMATIC].status, STATUS_OK);
}
END_TEST

START_TEST(nobody_and_everybody_do_not_vary)
{
    Cast cast;
    cast_groups(&cast, false);
    for (size_t d = 0; d < DOCTORS; d++)
        cast.doctors[d].years[1].numerator = _i == 0 ? 0 : 100;
    g_autoptr(HandEdition) edition = edition_of(&cast, HAND_PROPORTION);
    g_autoptr(Results) results = hand_edition_compute(edition);
    const RegionVariation *groups = results_variation(results, LEVEL_GROUP, 0);
    if (_i == 0) {
        ck_assert_int_eq(groups->figures[VARIATION_SYSTEMATIC].status, STATUS_NO_DENOMINATOR);
        ck_assert_int_eq(groups->figures[VARIATION_HOMOGENEITY].status, STATUS_NO_DENOMINATOR);
    } else {
        ck_assert(groups->figures[VARIATION_EXTREMAL_QUOTIENT].value == 1);
        ck_assert(groups->figures[VARIATION_SYSTEMATIC].value < 0);
        ck_assert(groups->figures[VARIATION_HOMOGENEITY].p == 1);
    }
}
END_TEST

START_TEST(an_incomplete_period_says_so)
{
    Cast cast;
    cast_groups(&cast, true);
    g_autoptr(HandEdition) edition = edition_of(&cast, HAND_PROPORTION);
    edition->campaign->data_to = day_from_civil(2025, 12, 30);
    g_autoptr(Results) results = hand_edition_compute(edition);
    for (VariationLevel level = 0; level < N_DOCTOR_LEVELS; level++)
        check_none(results_variation(results, level, 0), STATUS_INCOMPLETE, 0);
}
END_TEST

/* --- the sample edition ----------------------------------------------------------------------- */

/* Every doctor's territory in the sample, as its number among the twelve. */
static int
territory_of(const SampleEdition *sample, size_t doctor)
{
    static const char *const IDS[] = {"22", "22-1", "22-2", "29", "29-1", "29-2",
                                      "35", "35-1", "35-2", "56", "56-1", "56-2"};
    const int at =
        roster_find_practitioner(sample->roster, results_doctor(sample->results, doctor)->id);
    const char *id = roster_practitioner(sample->roster, (size_t)at)->territory_id;
    int territory = 0;
    while (!g_str_equal(IDS[territory], id))
        territory++;
    return territory;
}

enum { TERRITORIES = 12 };

static double
coefficient(const double *ratios)
{
    double mean = 0, squares = 0;

    for (int at = 0; at < TERRITORIES; at++)
        mean += ratios[at] / TERRITORIES;
    for (int at = 0; at < TERRITORIES; at++)
        squares += (ratios[at] - mean) * (ratios[at] - mean);
    return sqrt(squares / (TERRITORIES - 1)) / mean;
}

/* Coefficients of variation of the territories' observed / expected, and of their crude values. */
static void
coefficients(const SampleEdition *sample, size_t i, double *out_standardised, double *out_crude)
{
    double observed[TERRITORIES] = {0}, expected[TERRITORIES] = {0}, denominator[TERRITORIES] = {0};

    for (size_t d = 0; d < results_n_doctors(sample->results); d++) {
        const Measure *measure =
            results_measure(sample->results, d, i, sample->campaign->history - 1);
        if (measure->status != STATUS_OK && measure->status != STATUS_FEW_PATIENTS)
            continue;
        const int at = territory_of(sample, d);
        observed[at] += measure->numerator;
        expected[at] += measure->expected;
        denominator[at] += measure->denominator;
    }
    for (int at = 0; at < TERRITORIES; at++) {
        expected[at] = observed[at] / expected[at];
        denominator[at] = observed[at] / denominator[at];
    }
    *out_standardised = coefficient(expected);
    *out_crude = coefficient(denominator);
}

/* Where age and sex are to be taken out, it is the standardised ratios that are compared. */
START_TEST(a_standardised_indicator_is_compared_standardised)
{
    g_autoptr(SampleEdition) sample = sample_edition_new(LANGUAGE_FR);
    const size_t i = sample_edition_indicator(sample, "antibiotiques_100");
    const RegionVariation *variation = results_variation(sample->results, LEVEL_TERRITORY, i);
    double standardised, crude;
    coefficients(sample, i, &standardised, &crude);

    ck_assert_int_eq(variation->units, TERRITORIES);
    ck_assert_double_eq_tol(variation->figures[VARIATION_COEFFICIENT].value, standardised, 6e-6);
    ck_assert_double_ge(fabs(standardised - crude), 1.5e-5); /* near each other, but told apart */
}
END_TEST

/* Twelve territories: enough for empirical Bayes and for intervals, which hold the systematic
 * component itself. An amount has no variation of counts. */
START_TEST(many_units_have_intervals)
{
    g_autoptr(SampleEdition) sample = sample_edition_new(LANGUAGE_FR);
    int n = 0;

    for (size_t i = 0; i < sample->campaign->n_indicators; i++) {
        const RegionVariation *variation = results_variation(sample->results, LEVEL_TERRITORY, i);
        if (!indicator_counts_events(sample->campaign->indicators[i].indicator)) {
            check_none(variation, STATUS_NOT_APPLICABLE, 0);
            continue;
        }
        const VariationFigure *bayes = &variation->figures[VARIATION_EMPIRICAL_BAYES];
        const VariationFigure *systematic = &variation->figures[VARIATION_SYSTEMATIC];
        n++;
        ck_assert_int_eq(bayes->status, STATUS_OK);
        ck_assert(bayes->low >= 0 && bayes->low <= bayes->value && bayes->value <= bayes->high);
        ck_assert(systematic->low < systematic->value && systematic->value < systematic->high);
        ck_assert(variation->figures[VARIATION_HOMOGENEITY].p >= 0);
    }
    ck_assert_int_eq(n, 8);
}
END_TEST

START_TEST(spellings_differ)
{
    for (size_t f = 0; f < N_VARIATION_FIGURES; f++)
        for (size_t other = 0; other < f; other++)
            ck_assert_str_ne(variation_figure_name(f), variation_figure_name(other));
    ck_assert_str_ne(variation_level_name(LEVEL_GROUP), variation_level_name(LEVEL_TERRITORY));
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("results_variation");
    TCase *tests = tcase_create("results_variation");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, groups_and_territories_by_hand, 0, 2);
    tcase_add_test(tests, lines_of_one_patient_count_once);
    tcase_add_loop_test(tests, what_may_not_be_shown_takes_no_part, 0, 2);
    tcase_add_test(tests, controls_practise_somewhere);
    tcase_add_test(tests, four_units_are_too_few);
    tcase_add_test(tests, a_unit_at_nothing_has_no_quotient);
    tcase_add_loop_test(tests, nobody_and_everybody_do_not_vary, 0, 2);
    tcase_add_test(tests, an_incomplete_period_says_so);
    tcase_add_test(tests, a_standardised_indicator_is_compared_standardised);
    tcase_add_test(tests, many_units_have_intervals);
    tcase_add_test(tests, spellings_differ);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
