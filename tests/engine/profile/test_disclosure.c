#include "engine/profile/disclosure.h"

#include <check.h>
#include <math.h>

static const DisclosureRule RULE = {
    .minimum_patients = 11, .minimum_members = 5, .minimum_peers = 6, .dominance = 0.85};

START_TEST(small_is_one_to_ten)
{
    static const struct {
        double count;
        bool small;
    } CASES[] = {{0, false}, {1, true}, {5, true}, {10, true}, {11, false}, {1e9, false}};
    ck_assert_int_eq(disclosure_is_small(&RULE, CASES[_i].count), CASES[_i].small);
}
END_TEST

START_TEST(counts_are_rounded_to_ten_and_never_read_small)
{
    static const struct {
        double count, shown;
    } CASES[] = {{0, 0},
                 {11, 20},
                 {14, 20},
                 {15, 20},
                 {24, 20},
                 {25, 30},
                 {94, 90},
                 {95, 100},
                 {104.9, 100},
                 {105, 110},
                 {996, 1000},
                 {1e9, 1e9},
                 {1e9 + 5, 1e9 + 10},
                 {12345674, 12345670},
                 {19, 20}};
    double shown = disclosure_round_count(&RULE, CASES[_i].count);
    ck_assert_msg(shown == CASES[_i].shown, "%g shown as %g", CASES[_i].count, shown);
}
END_TEST

START_TEST(no_shown_count_is_small_under_any_threshold)
{
    for (int k = 1; k <= 30; k++) {
        DisclosureRule rule = RULE;
        rule.minimum_patients = k;
        for (int count = k; count < 200; count++) {
            double shown = disclosure_round_count(&rule, count);
            ck_assert(shown >= k && fmod(shown, 10) == 0);
            ck_assert(shown >= disclosure_round_count(&rule, count - 1 >= k ? count - 1 : k));
        }
    }
}
END_TEST

START_TEST(values_have_four_digits)
{
    static const struct {
        double value, shown;
    } CASES[] = {{0, 0},
                 {1, 1},
                 {0.142857142857, 0.1429},
                 {14.2857, 14.29},
                 {123456, 123500},
                 {1e-9 / 3, 3.333e-10},
                 {0.99999, 1},
                 {184.75, 184.8},
                 {0.12345, 0.1235},
                 {-2.71828, -2.718}};
    double shown = disclosure_round_value(CASES[_i].value);
    ck_assert_msg(fabs(shown - CASES[_i].shown) <= 1e-15 * fabs(shown), "%.17g shown as %.17g",
                  CASES[_i].value, shown);
    ck_assert(isnan(disclosure_round_value(NAN)));
}
END_TEST

START_TEST(points_are_rounded_half_up)
{
    static const struct {
        IndicatorKind kind;
        double value;
        int points;
        double shown;
    } CASES[] = {
        {KIND_PROPORTION, 0.142, 14, 0.14},
        {KIND_PROPORTION, 0.145, 15, 0.15},
        {KIND_PROPORTION, 29.0 / 200, 15, 0.15},
        {KIND_PROPORTION, 0.1449, 14, 0.14},
        {KIND_PROPORTION, 0, 0, 0},
        {KIND_PROPORTION, 0.0049, 0, 0},
        {KIND_PROPORTION, 0.005, 1, 0.01},
        {KIND_PROPORTION, 0.995, 100, 1},
        {KIND_PROPORTION, 0.9949, 99, 0.99},
        {KIND_PROPORTION, 1, 100, 1},
        {KIND_PROPORTION, 115.0 / 200, 58, 0.58},
        {KIND_RATE, 53.5, 54, 54},
        {KIND_RATE, 53.49, 53, 53},
        {KIND_MEAN, 184.75, 185, 185},
        {KIND_MEAN, 0.5, 1, 1},
        {KIND_MEAN, -0.5, 0, 0},
    };
    Indicator indicator = {.kind = CASES[_i].kind};
    ck_assert_int_eq(disclosure_points(&indicator, CASES[_i].value), CASES[_i].points);
    ck_assert(disclosure_round_to_points(&indicator, CASES[_i].value) == CASES[_i].shown);
    ck_assert(isnan(disclosure_round_to_points(&indicator, NAN)));
}
END_TEST

START_TEST(points_of_ok_doctors_show)
{
    static const struct {
        Status status;
        bool strict;
        double numerator, denominator;
        int64_t numerator_patients;
        bool shown;
    } CASES[] = {
        {STATUS_OK, false, 3, 40, 3, true},         {STATUS_FEW_PATIENTS, false, 3, 10, 3, false},
        {STATUS_NOT_ACTIVE, false, 0, 0, 0, false}, {STATUS_NO_DENOMINATOR, false, 0, 0, 0, false},
        {STATUS_INCOMPLETE, false, 0, 0, 0, false}, {STATUS_OK, true, 3, 40, 3, false},
        {STATUS_OK, true, 10, 40, 10, false},       {STATUS_OK, true, 11, 40, 11, true},
        {STATUS_OK, true, 11, 40, 10, false},       {STATUS_OK, true, 30, 40, 30, false},
        {STATUS_OK, true, 29, 40, 29, true},        {STATUS_OK, true, 0, 40, 0, true},
        {STATUS_OK, true, 40, 40, 40, true},        {STATUS_FEW_PATIENTS, true, 0, 10, 0, false},
    };
    Indicator indicator = {.kind = KIND_PROPORTION, .unit = UNIT_PATIENT, .per = 1};
    DisclosureRule rule = RULE;
    rule.strict_numerator = CASES[_i].strict;
    Measure measure = {.status = CASES[_i].status,
                       .numerator = CASES[_i].numerator,
                       .denominator = CASES[_i].denominator,
                       .numerator_patients = CASES[_i].numerator_patients};
    ck_assert_int_eq(disclosure_shows_point(&rule, &indicator, &measure), CASES[_i].shown);
}
END_TEST

/* A comparator in which nothing stands against being shown; each case spoils one part. */
#define PARTS                                                                                      \
    .practitioners = 5, .numerator = 100, .denominator = 400, .patients = 400,                     \
    .numerator_patients = 100, .most_patients = 100, .largest_numerator = 30,                      \
    .largest_denominator = 100

#pragma GCC diagnostic ignored "-Woverride-init"
static const struct {
    Attribution attribution;
    IndicatorKind kind;
    ComparatorParts parts;
    Status status;
} COMPARATORS[] = {
    {ATTRIBUTION_PRESCRIBER, KIND_PROPORTION, {PARTS}, STATUS_OK},
    {ATTRIBUTION_PRESCRIBER, KIND_PROPORTION, {PARTS, .practitioners = 4}, STATUS_FEW_MEMBERS},
    {ATTRIBUTION_PRESCRIBER, KIND_PROPORTION, {PARTS, .denominator = 0}, STATUS_NO_DENOMINATOR},
    {ATTRIBUTION_PRESCRIBER,
     KIND_PROPORTION,
     {PARTS, .denominator = 0, .practitioners = 0},
     STATUS_NO_DENOMINATOR},
    /* Distinct patients: the most of one doctor, unless patients belong to one doctor. */
    {ATTRIBUTION_PRESCRIBER, KIND_PROPORTION, {PARTS, .most_patients = 10}, STATUS_FEW_PATIENTS},
    {ATTRIBUTION_PRESCRIBER, KIND_PROPORTION, {PARTS, .most_patients = 11}, STATUS_OK},
    {ATTRIBUTION_PERFORMER, KIND_PROPORTION, {PARTS, .most_patients = 10}, STATUS_FEW_PATIENTS},
    {ATTRIBUTION_REGISTERED, KIND_PROPORTION, {PARTS, .most_patients = 3}, STATUS_OK},
    {ATTRIBUTION_REGISTERED,
     KIND_RATE,
     {PARTS, .patients = 10, .most_patients = 3},
     STATUS_FEW_PATIENTS},
    /* Small numerator, small complement, small number of patients behind the numerator. */
    {ATTRIBUTION_PRESCRIBER,
     KIND_PROPORTION,
     {PARTS, .numerator = 10, .numerator_patients = 10, .largest_numerator = 5},
     STATUS_FEW_PATIENTS},
    {ATTRIBUTION_PRESCRIBER,
     KIND_PROPORTION,
     {PARTS, .numerator = 11, .numerator_patients = 11, .largest_numerator = 5},
     STATUS_OK},
    {ATTRIBUTION_PRESCRIBER,
     KIND_PROPORTION,
     {PARTS, .numerator = 0, .numerator_patients = 0, .largest_numerator = 0},
     STATUS_OK},
    {ATTRIBUTION_PRESCRIBER,
     KIND_PROPORTION,
     {PARTS, .numerator_patients = 9},
     STATUS_FEW_PATIENTS},
    {ATTRIBUTION_PRESCRIBER,
     KIND_PROPORTION,
     {PARTS, .numerator = 390, .numerator_patients = 390},
     STATUS_FEW_PATIENTS},
    {ATTRIBUTION_PRESCRIBER,
     KIND_PROPORTION,
     {PARTS, .numerator = 389, .numerator_patients = 389},
     STATUS_OK},
    {ATTRIBUTION_PRESCRIBER,
     KIND_PROPORTION,
     {PARTS, .numerator = 400, .numerator_patients = 400},
     STATUS_OK},
    /* A rate has no complement; a mean's numerator is no count. */
    {ATTRIBUTION_PRESCRIBER,
     KIND_RATE,
     {PARTS, .numerator = 395, .numerator_patients = 395},
     STATUS_OK},
    {ATTRIBUTION_PRESCRIBER,
     KIND_MEAN,
     {PARTS, .numerator = 5, .numerator_patients = 5, .largest_numerator = 1},
     STATUS_OK},
    /* Dominance: more than 0.85, of either part. */
    {ATTRIBUTION_PRESCRIBER, KIND_PROPORTION, {PARTS, .largest_denominator = 340}, STATUS_OK},
    {ATTRIBUTION_PRESCRIBER, KIND_PROPORTION, {PARTS, .largest_denominator = 341}, STATUS_DOMINANT},
    {ATTRIBUTION_PRESCRIBER, KIND_PROPORTION, {PARTS, .largest_numerator = 85}, STATUS_OK},
    {ATTRIBUTION_PRESCRIBER, KIND_PROPORTION, {PARTS, .largest_numerator = 86}, STATUS_DOMINANT},
};

START_TEST(comparators_have_a_reason)
{
    Indicator indicator = {.attribution = COMPARATORS[_i].attribution,
                           .kind = COMPARATORS[_i].kind,
                           .unit = UNIT_PATIENT,
                           .per = 1};
    Status status = disclosure_comparator_status(&RULE, &indicator, &COMPARATORS[_i].parts);
    ck_assert_str_eq(status_name(status), status_name(COMPARATORS[_i].status));
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("disclosure");
    TCase *tests = tcase_create("disclosure");
    tcase_add_loop_test(tests, small_is_one_to_ten, 0, 6);
    tcase_add_loop_test(tests, counts_are_rounded_to_ten_and_never_read_small, 0, 15);
    tcase_add_test(tests, no_shown_count_is_small_under_any_threshold);
    tcase_add_loop_test(tests, values_have_four_digits, 0, 10);
    tcase_add_loop_test(tests, points_are_rounded_half_up, 0, 16);
    tcase_add_loop_test(tests, points_of_ok_doctors_show, 0, 14);
    tcase_add_loop_test(tests, comparators_have_a_reason, 0, G_N_ELEMENTS(COMPARATORS));
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
