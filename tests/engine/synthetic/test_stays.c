/* Stays of the region made up: operated where the hospitals are, as often as by age and sex in France,
 * more or less by territory, and the same each time. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "engine/synthetic/hospitals.h"
#include "engine/synthetic/stays.h"

/* Five calendar years but three quarters, all inhabitants. */
static const RegionSetting SETTING = {300, 17, 100000, 1};

static Region *region;
static Stays *stays;
static const MadeStay *all;
static size_t n_all;
static size_t traps[N_TRAPS];

START_TEST(territories_are_within_the_spread)
{
    int low = 1000, high = 1000;
    for (int place = 0; place < N_PLACES; place++) {
        int readiness = operation_readiness(region, _i, place);
        ck_assert_int_ge(readiness, 1000 - OPERATIONS[_i].spread);
        ck_assert_int_le(readiness, 1000 + OPERATIONS[_i].spread);
        low = MIN(low, readiness);
        high = MAX(high, readiness);
    }
    ck_assert_int_gt(high - low, OPERATIONS[_i].spread / 3);
}
END_TEST

START_TEST(nobody_is_operated_where_it_is_not_done)
{
    for (int place = 0; place < N_PLACES; place++)
        for (int draw = 0; draw < 1000; draw++) {
            int facility = operation_facility(&OPERATIONS[_i], place, draw);
            ck_assert_int_ge(facility, 0);
            ck_assert_int_lt(facility, N_FACILITIES);
            ck_assert(!OPERATIONS[_i].needs_large || FACILITIES[facility].is_large);
            ck_assert_ptr_nonnull(operation_act(&OPERATIONS[_i], draw));
        }
}
END_TEST

/* What the rates come to over the inhabitants of a place, in a year. */
static double
expected(int operation, int place)
{
    double stays_a_year = 0;
    for (int band = 0; band < INHABITANT_BANDS; band++)
        for (int sex = 0; sex < 2; sex++)
            stays_a_year +=
                inhabitants_persons(stays_inhabitants(stays), place, sex != 0, band) / 1e5 *
                operation_rate(&OPERATIONS[operation], sex != 0, band * INHABITANT_BAND_YEARS);
    return stays_a_year * operation_readiness(region, operation, place) / 1000 *
           (1000 + OPERATIONS[operation].again) / 1000;
}

/* Second stays after the last day are none, so that those are a few fewer. */
START_TEST(rates_are_as_said)
{
    static const double YEARS = 4.25;
    for (int place = 0; place < N_PLACES; place++) {
        double wanted = YEARS * expected(_i, place);
        size_t n = 0;
        for (size_t i = 0; i < n_all; i++)
            n += all[i].kind == STAY_GENUINE && all[i].operation == _i && all[i].place == place;
        double distance = (double)n - wanted;
        ck_assert_msg(distance * distance < 25 * wanted + 0.0004 * wanted * wanted,
                      "place %d: %zu stays for %g", place, n, wanted);
    }
}
END_TEST

START_TEST(stays_are_of_the_claims_years)
{
    for (size_t i = 0; i < n_all; i++) {
        ck_assert(all[i].admitted_on >= region->first_day);
        ck_assert(all[i].admitted_on <= region->last_day);
        ck_assert_uint_eq(strlen(all[i].nir), LONGEST_NIR);
        ck_assert_int_le(all[i].nights, OPERATIONS[all[i].operation].nights);
    }
}
END_TEST

START_TEST(faults_are_counted)
{
    size_t kinds[STAY_BADLY_IDENTIFIED + 1] = {0};
    for (size_t i = 0; i < n_all; i++)
        kinds[all[i].kind]++;
    ck_assert_uint_eq(kinds[STAY_ERROR_GROUP], traps[TRAP_ERROR_GROUP]);
    ck_assert_uint_eq(kinds[STAY_BETWEEN], traps[TRAP_BETWEEN_HOSPITALS]);
    ck_assert_uint_eq(kinds[STAY_BADLY_IDENTIFIED], traps[TRAP_RETURN_CODE]);
    ck_assert_uint_gt(kinds[STAY_ERROR_GROUP], 50);
}
END_TEST

/* Nobody who is on a list is an inhabitant besides. */
START_TEST(lists_are_inhabitants)
{
    Inhabitants inhabitants;
    inhabitants_init(&inhabitants, region);
    Person person;
    person_init(&person, region, region_doctor(region, 1), 0);
    int place = (int)(person.doctor->place - REGION_PLACES);
    int before = 0, after = 0;
    for (int band = 0; band < INHABITANT_BANDS; band++)
        before += inhabitants_persons(&inhabitants, place, person.is_woman, band);
    inhabitants_list(&inhabitants, region, &person);
    for (int band = 0; band < INHABITANT_BANDS; band++)
        after += inhabitants_persons(&inhabitants, place, person.is_woman, band);
    ck_assert_int_gt(before, 1000);
    ck_assert_int_eq(before, after);
}
END_TEST

int
main(void)
{
    region = region_new(&SETTING);
    stays = stays_new(region, traps);
    stays_add_others(stays);
    all = stays_all(stays, &n_all);
    TCase *tests = tcase_create("stays");
    tcase_add_loop_test(tests, territories_are_within_the_spread, 0, N_OPERATIONS);
    tcase_add_loop_test(tests, nobody_is_operated_where_it_is_not_done, 0, N_OPERATIONS);
    tcase_add_loop_test(tests, rates_are_as_said, 0, N_OPERATIONS);
    tcase_add_test(tests, stays_are_of_the_claims_years);
    tcase_add_test(tests, faults_are_counted);
    tcase_add_test(tests, lists_are_inhabitants);
    Suite *suite = suite_create("synthetic stays");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    stays_free(stays);
    region_free(region);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
