/* The region at several scales: groups as promised, singular doctors, habits within a thousand. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "engine/synthetic/region.h"

typedef struct {
    int doctors, quarters;
    int groups, members; /* on the last day */
} Scale;

static const Scale SCALES[] = {
    {100, 9, 5, 52}, {300, 17, 5, 52}, {372, 17, 6, 64}, {3000, 40, 43, 508}};

static Region *
region_at(const Scale *scale)
{
    return region_new(&(RegionSetting){scale->doctors, scale->quarters, 1000000, 1});
}

START_TEST(groups_are_as_promised)
{
    g_autoptr(Region) region = region_at(&SCALES[_i]);
    int members = 0;
    for (int i = 0; i < region->n_doctors; i++)
        members += region->doctors[i].group >= 0 && region->doctors[i].left_on == DAY_NONE;
    ck_assert_int_eq(region->n_groups, SCALES[_i].groups);
    ck_assert_int_eq(members, SCALES[_i].members);
    ck_assert_int_eq(region->last_day, day_from_civil(2026, 3, 31));
    ck_assert_int_eq(region_quarter(region, SCALES[_i].quarters), region->last_day + 1);
}
END_TEST

START_TEST(addresses_are_told_apart)
{
    g_autoptr(Region) region = region_at(&SCALES[_i]);
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    int several = 0;
    for (int i = 0; i < region->n_doctors; i++) {
        several += region->doctors[i].n_addresses > 1;
        for (int k = 0; k < region->doctors[i].n_addresses; k++) {
            ck_assert_uint_eq(strlen(region->doctors[i].address[k]), 8);
            ck_assert_msg(g_hash_table_add(seen, region->doctors[i].address[k]), "%s twice",
                          region->doctors[i].address[k]);
        }
    }
    ck_assert_int_gt(several, region->n_doctors / 20);
}
END_TEST

START_TEST(habits_are_chances)
{
    static const Habit MULTIPLIERS[] = {HABIT_NONE, HABIT_ANTIBIOTIC, HABIT_SEDATIVE,   HABIT_NSAID,
                                        HABIT_PPI,  HABIT_TEST,       HABIT_VASODILATOR};
    g_autoptr(Region) region = region_at(&SCALES[_i]);
    for (int i = 0; i < region->n_doctors; i++)
        for (Habit habit = 0; habit < N_HABITS; habit++) {
            bool is_multiplier = false;
            for (size_t k = 0; k < G_N_ELEMENTS(MULTIPLIERS); k++)
                is_multiplier |= MULTIPLIERS[k] == habit;
            int value = region->doctors[i].habits[habit];
            ck_assert_int_gt(value, 0);
            ck_assert_msg(is_multiplier || value <= 1000, "habit %u: %d", habit, value);
            ck_assert(is_multiplier || habits_planted(region->doctors[i].habits, habit) <= 1000);
        }
}
END_TEST

START_TEST(entering_a_group_changes_what_was_planted)
{
    g_autoptr(Region) region = region_at(&SCALES[1]);
    const Doctor *member = region_doctor(region, 1), *never = region_doctor(region, 100);
    Day before = member->joined_on - 1;
    for (Habit habit = 0; habit < N_HABITS; habit++) {
        ck_assert_int_eq(doctor_habit(member, habit, before), member->habits[habit]);
        ck_assert_int_eq(doctor_habit(never, habit, region->last_day), never->habits[habit]);
        bool is_planted = habit == HABIT_QUINOLONE || habit == HABIT_HBA1C;
        ck_assert_int_eq(doctor_habit(member, habit, member->joined_on) != member->habits[habit],
                         is_planted);
    }
    ck_assert_int_eq(doctor_habit(member, HABIT_HBA1C, member->joined_on),
                     member->habits[HABIT_HBA1C] + 80);
    ck_assert_int_eq(doctor_habit(member, HABIT_QUINOLONE, member->joined_on),
                     member->habits[HABIT_QUINOLONE] * 7 / 10);
}
END_TEST

START_TEST(singular_doctors_are_there)
{
    g_autoptr(Region) region = region_at(&SCALES[_i]);
    ck_assert_int_eq(region_doctor(region, 20)->list_size, 9);
    ck_assert_int_eq(region_doctor(region, 7)->habits[HABIT_QUINOLONE], 600);
    ck_assert_int_eq(region_doctor(region, 30)->habits[HABIT_LONG_HALF_LIFE], 980);
    ck_assert_int_eq(doctor_habit(region_doctor(region, 7), HABIT_QUINOLONE, region->last_day),
                     600);
    ck_assert(region_doctor(region, 61)->is_opposed);
    ck_assert_int_eq(region_doctor(region, 53)->left_on, day_from_civil(2025, 9, 30));
    ck_assert_int_eq(region_doctor(region, 48)->joined_on, day_from_civil(2026, 2, 27));
    ck_assert_int_eq(region_doctor(region, 62)->active_to, day_from_civil(2025, 12, 31));
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("region");
    tcase_add_loop_test(tests, groups_are_as_promised, 0, G_N_ELEMENTS(SCALES));
    tcase_add_loop_test(tests, addresses_are_told_apart, 0, G_N_ELEMENTS(SCALES));
    tcase_add_loop_test(tests, habits_are_chances, 0, G_N_ELEMENTS(SCALES));
    tcase_add_test(tests, entering_a_group_changes_what_was_planted);
    tcase_add_loop_test(tests, singular_doctors_are_there, 0, G_N_ELEMENTS(SCALES));
    Suite *suite = suite_create("synthetic region");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
