/* Ages at the edges of bands, who is unknown, and spellings there and back. */
#include "engine/model/age_sex.h"

#include <check.h>
#include <glib.h>
#include <stdlib.h>

static const AgeBands UNEVEN = {.n = 4, .lowest = {0, 1, 18, 65}};
static const AgeBands ONE = {.n = 1, .lowest = {0}};

START_TEST(usual_bands_are_of_five_years)
{
    AgeBands bands = age_bands_usual();
    ck_assert_int_eq(bands.n, 18);
    for (int band = 0; band < bands.n; band++)
        ck_assert_int_eq(bands.lowest[band], 5 * band);
}
END_TEST

static const struct {
    const AgeBands *bands;
    int age, band;
} ages[] = {
    {&UNEVEN, 0, 0},  {&UNEVEN, 1, 1},  {&UNEVEN, 17, 1}, {&UNEVEN, 18, 2},
    {&UNEVEN, 64, 2}, {&UNEVEN, 65, 3}, {&UNEVEN, 66, 3}, {&UNEVEN, 100000, 3},
    {&UNEVEN, -1, 4}, {&ONE, 0, 0},     {&ONE, 99, 0},    {&ONE, -1, 1},
};

START_TEST(ages_find_their_band)
{
    ck_assert_int_eq(age_sex_of(ages[_i].bands, ages[_i].age, 'M').band, ages[_i].band);
}
END_TEST

START_TEST(sexes_are_told)
{
    ck_assert_int_eq(age_sex_of(&ONE, 1, 'M').sex, SEX_MALE);
    ck_assert_int_eq(age_sex_of(&ONE, 1, 'F').sex, SEX_FEMALE);
    static const char others[] = {'\0', 'f', 'X', '1', ' '};
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        ck_assert_int_eq(age_sex_of(&ONE, 1, others[i]).sex, SEX_UNKNOWN);
}
END_TEST

static const struct {
    const AgeBands *bands;
    int band;
    const char *name;
} names[] = {
    {&UNEVEN, 0, "0"},       {&UNEVEN, 1, "1-17"}, {&UNEVEN, 2, "18-64"}, {&UNEVEN, 3, "65+"},
    {&UNEVEN, 4, "unknown"}, {&ONE, 0, "0+"},      {&ONE, 1, "unknown"},
};

START_TEST(bands_have_names)
{
    g_autofree char *name = age_band_to_string(names[_i].bands, names[_i].band);
    ck_assert_str_eq(name, names[_i].name);
    int band = -1;
    ck_assert(age_band_parse(names[_i].bands, name, &band));
    ck_assert_int_eq(band, names[_i].band);
}
END_TEST

START_TEST(other_names_are_refused)
{
    static const char *const others[] = {"", "0-4", "65", "66+", "1-18", "Unknown", " 0"};
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        int band = -7;
        ck_assert_msg(!age_band_parse(&UNEVEN, others[i], &band), "%s", others[i]);
        ck_assert_int_eq(band, -7);
    }
    Sex sex = SEX_FEMALE;
    ck_assert(!sex_parse("", &sex) && !sex_parse("f", &sex) && sex == SEX_FEMALE);
    for (int i = 0; i < N_SEXES; i++)
        ck_assert(sex_parse(sex_name((Sex)i), &sex) && (int)sex == i);
    ck_assert_str_eq(sex_name(SEX_MALE), "M");
    ck_assert_str_eq(sex_name(SEX_FEMALE), "F");
    ck_assert_str_eq(sex_name(SEX_UNKNOWN), "unknown");
}
END_TEST

START_TEST(order_is_by_band_then_sex)
{
    static const AgeSex sorted[] = {{0, SEX_MALE}, {0, SEX_FEMALE}, {0, SEX_UNKNOWN},
                                    {1, SEX_MALE}, {4, SEX_FEMALE}, {4, SEX_UNKNOWN}};
    for (size_t i = 0; i < G_N_ELEMENTS(sorted); i++)
        for (size_t j = 0; j < G_N_ELEMENTS(sorted); j++) {
            int order = age_sex_compare(sorted[i], sorted[j]);
            ck_assert((order < 0) == (i < j) && (order > 0) == (i > j));
        }
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("age and sex");
    TCase *tcase = tcase_create("age and sex");
    suite_add_tcase(suite, tcase);
    tcase_add_test(tcase, usual_bands_are_of_five_years);
    tcase_add_loop_test(tcase, ages_find_their_band, 0, G_N_ELEMENTS(ages));
    tcase_add_test(tcase, sexes_are_told);
    tcase_add_loop_test(tcase, bands_have_names, 0, G_N_ELEMENTS(names));
    tcase_add_test(tcase, other_names_are_refused);
    tcase_add_test(tcase, order_is_by_band_then_sex);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
