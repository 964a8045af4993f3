/* The directly standardised values of territories as the results hold them, worked by hand. */
#include <check.h>
#include <math.h>
#include <stdlib.h>

#include "tests/engine/profile/hand_edition.h"

/* In T1 and T2 one young patient in ten has events, and one old patient in two: T1's patients are
 * four fifths young, T2's four fifths old. Beside them the region has doctors of no territory. */
enum { MEMBERS = 5, YOUNG = 4, OLD = 16, BOTH = 2, SPARE = 8 };
static const int PATIENTS[BOTH][2] = {{80, 20}, {20, 80}}; /* of one doctor: young, old */
static const int AFFECTED[BOTH][2] = {{8, 10}, {2, 40}};

static const char RATE[] = "  - id: rate\n"
                           "    label: {fr: \"Taux\", en: \"Rate\"}\n"
                           "    from: counts\n"
                           "    type: prescription\n"
                           "    kind: rate\n"
                           "    per: 100\n"
                           "    unit: claim\n"
                           "    direction: lower\n";

/* Doctors with the ids that they point to; hence never copied. */
typedef struct {
    HandDoctor doctors[BOTH * MEMBERS + SPARE];
    char ids[BOTH * MEMBERS + SPARE][8];
    size_t n;
} Cast;

static void
cast_add(Cast *self, const char *territory, int members)
{
    for (int m = 0; m < members; m++) {
        char *id = self->ids[self->n];
        g_snprintf(id, sizeof self->ids[0], "%s%d", territory, m);
        self->doctors[self->n++] = (HandDoctor){id, "G1", {{0, 0}, {0, 0}}};
    }
}

static HandEdition *
edition_of(const char *indicator, const char *more, int members)
{
    Cast cast = {.n = 0};
    cast_add(&cast, "T1-", MEMBERS);
    cast_add(&cast, "T2-", MEMBERS);
    cast_add(&cast, more, members);
    HandEdition *self = hand_edition_new(indicator, "", cast.doctors, cast.n);
    self->campaign->themes[0]->indicators[0].standardised = true;
    return self;
}

/* Patients of one age of a doctor, each of the affected with as many events. */
static void
add_patients(HandEdition *edition, const char *id, AgeSex at, int64_t affected, int64_t events,
             int64_t patients)
{
    const size_t row = (size_t)roster_find_practitioner(edition->roster, id);
    const CountCell cell = {affected * events,          patients,          affected, patients,
                            affected * events * events, affected * events, patients};

    ck_assert(count_cell_add(counts_cell_mutable(edition->counts, row, 0, 1), &cell));
    ck_assert(count_cell_add(counts_age_sex_cell_mutable(edition->counts, row, 0, 1, at), &cell));
}

static void
add_territories(HandEdition *edition, int events)
{
    for (int t = 0; t < BOTH; t++)
        for (int m = 0; m < MEMBERS; m++) {
            g_autofree char *id = g_strdup_printf("T%d-%d", t + 1, m);
            add_patients(edition, id, (AgeSex){YOUNG, SEX_MALE}, AFFECTED[t][0], events,
                         PATIENTS[t][0]);
            add_patients(edition, id, (AgeSex){OLD, SEX_FEMALE}, AFFECTED[t][1], events,
                         PATIENTS[t][1]);
        }
}

static void
check_figure(const TerritoryFigure *figure, const TerritoryFigure *expected)
{
    ck_assert_str_eq(figure->id, expected->id);
    ck_assert_int_eq(figure->practitioners, expected->practitioners);
    ck_assert_int_eq(figure->patients, expected->patients);
    ck_assert_int_eq(figure->status, expected->status);
    ck_assert_msg(figure->value == expected->value, "%s: %g", figure->id, figure->value);
    if (expected->status != STATUS_OK) {
        ck_assert(isnan(figure->standardised) && isnan(figure->low) && isnan(figure->high));
        return;
    }
    ck_assert_msg(figure->standardised == expected->standardised && figure->low == expected->low &&
                      figure->high == expected->high,
                  "%s: %g (%g to %g)", figure->id, figure->standardised, figure->low, figure->high);
}

static void
check_territories(const HandEdition *edition, const TerritoryFigure *expected, size_t n_expected)
{
    g_autoptr(Results) results = hand_edition_compute(edition);
    size_t n = 0;
    const TerritoryFigure *figures = results_territories(results, 0, &n);

    ck_assert_uint_eq(n, n_expected);
    for (size_t t = 0; t < n; t++)
        check_figure(&figures[t], &expected[t]);
}

/* The region is half young, half old: 0.5 x 0.1 + 0.5 x 0.5. With two events to each of the affected,
 * twice that to a hundred patients. The variance of T1 is 0.25 (40 / 400^2 + 50 / 100^2) on 90
 * events; for the rate its squares are 160 and 200 on 180 events. */
static const TerritoryFigure PROPORTIONS[BOTH] = {
    {"T1", MEMBERS, 500, 0.18, 0.3, 0.2327, 0.3788, STATUS_OK},
    {"T2", MEMBERS, 500, 0.42, 0.3, 0.2551, 0.3498, STATUS_OK},
};
static const TerritoryFigure RATES[BOTH] = {
    {"T1", MEMBERS, 500, 36, 60, 46.32, 75.29, STATUS_OK},
    {"T2", MEMBERS, 500, 84, 60, 50.92, 69.76, STATUS_OK},
};

START_TEST(opposite_ages_come_out_equal)
{
    g_autoptr(HandEdition) edition = edition_of(_i == 0 ? HAND_PROPORTION : RATE, "", 0);
    add_territories(edition, _i + 1);
    check_territories(edition, _i == 0 ? PROPORTIONS : RATES, BOTH);
}
END_TEST

/* Four doctors are too few to be shown, and doctors may be of no territory: both are of the region,
 * here twice as old as young then: 1 / 3 x 0.1 + 2 / 3 x 0.5. */
START_TEST(the_standard_is_the_whole_region)
{
    g_autoptr(HandEdition) edition = edition_of(HAND_PROPORTION, _i == 0 ? "T0-" : "m", 4);
    add_territories(edition, 1);
    for (int m = 0; m < 4; m++) {
        g_autofree char *id = g_strdup_printf("%s%d", _i == 0 ? "T0-" : "m", m);
        add_patients(edition, id, (AgeSex){OLD, SEX_FEMALE}, 20, 1, 125);
    }
    g_autoptr(Results) results = hand_edition_compute(edition);
    size_t n = 0;
    const TerritoryFigure *figures = results_territories(results, 0, &n);
    ck_assert_uint_eq(n, BOTH);
    for (size_t t = 0; t < n; t++)
        ck_assert_msg(figures[t].standardised == 0.3667, "%g", figures[t].standardised);
}
END_TEST

/* Nobody young: the value stays empty, beside the crude one, and the others keep theirs. */
START_TEST(a_cell_that_is_missing_leaves_no_value)
{
    static const TerritoryFigure EXPECTED = {.id = "T3",
                                             .practitioners = MEMBERS,
                                             .patients = 500,
                                             .value = 0.2,
                                             .status = STATUS_NO_DENOMINATOR};
    g_autoptr(HandEdition) edition = edition_of(HAND_PROPORTION, "T3-", MEMBERS);
    add_territories(edition, 1);
    for (int m = 0; m < MEMBERS; m++) {
        g_autofree char *id = g_strdup_printf("T3-%d", m);
        add_patients(edition, id, (AgeSex){OLD, SEX_FEMALE}, 20, 1, 100);
    }
    g_autoptr(Results) results = hand_edition_compute(edition);
    size_t n = 0;
    const TerritoryFigure *figures = results_territories(results, 0, &n);
    ck_assert_uint_eq(n, BOTH + 1);
    check_figure(&figures[BOTH], &EXPECTED);
    ck_assert_int_eq(figures[0].status, STATUS_OK);
}
END_TEST

/* One patient of unknown age elsewhere in the region takes no value away. */
START_TEST(the_unknown_take_no_part)
{
    g_autoptr(HandEdition) edition = edition_of(HAND_PROPORTION, "m", 1);
    add_territories(edition, 1);
    add_patients(edition, "m0", (AgeSex){edition->campaign->age_bands.n, SEX_UNKNOWN}, 0, 1, 1);
    check_territories(edition, PROPORTIONS, BOTH);
}
END_TEST

START_TEST(without_events_there_is_no_value)
{
    static const TerritoryFigure EXPECTED = {
        .id = "T0", .practitioners = MEMBERS, .patients = 500, .status = STATUS_FEW_PATIENTS};
    g_autoptr(HandEdition) edition = edition_of(HAND_PROPORTION, "T0-", MEMBERS);
    add_territories(edition, 1);
    for (int m = 0; m < MEMBERS; m++) {
        g_autofree char *id = g_strdup_printf("T0-%d", m);
        add_patients(edition, id, (AgeSex){YOUNG, SEX_MALE}, 0, 1, 50);
        add_patients(edition, id, (AgeSex){OLD, SEX_FEMALE}, 0, 1, 50);
    }
    g_autoptr(Results) results = hand_edition_compute(edition);
    size_t n = 0;
    const TerritoryFigure *figures = results_territories(results, 0, &n);
    ck_assert_uint_eq(n, BOTH + 1);
    check_figure(&figures[0], &EXPECTED); /* by id, although its doctors come after the others */
}
END_TEST

START_TEST(nothing_where_it_is_not_asked_for)
{
    g_autoptr(HandEdition) edition = edition_of(HAND_PROPORTION, "", 0);
    add_territories(edition, 1);
    if (_i == 0)
        edition->campaign->themes[0]->indicators[0].standardised = false;
    else
        edition->campaign->data_to = day_from_civil(2025, 12, 30);
    check_territories(edition, NULL, 0);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("results_territory");
    TCase *tests = tcase_create("results_territory");
    tcase_add_loop_test(tests, opposite_ages_come_out_equal, 0, 2);
    tcase_add_loop_test(tests, the_standard_is_the_whole_region, 0, 2);
    tcase_add_test(tests, a_cell_that_is_missing_leaves_no_value);
    tcase_add_test(tests, the_unknown_take_no_part);
    tcase_add_test(tests, without_events_there_is_no_value);
    tcase_add_loop_test(tests, nothing_where_it_is_not_asked_for, 0, 2);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
