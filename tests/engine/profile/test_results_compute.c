/* A small edition worked by hand: who is in it, own figures, percentiles, comparators. */
#include "engine/profile/results.h"

#include <check.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "tests/engine/profile/hand_edition.h"

/* Group 1, year 2025: 10/100 20/100 20/100 30/50 4/10 0/0; group 2 has two members; controls 1/20,
 * 20/100 twice, 30/40, 50/100, 0/0. */
static const HandDoctor DOCTORS[] = {
    {"m1", "G1", {{12, 100}, {10, 100}}}, {"m2", "G1", {{18, 100}, {20, 100}}},
    {"m3", "G1", {{22, 100}, {20, 100}}}, {"m4", "G1", {{0, -1}, {30, 50}}},
    {"m5", "G1", {{3, 12}, {4, 10}}},     {"m6", "G1", {{1, 30}, {0, 0}}},
    {"n1", "G2", {{10, 40}, {11, 40}}},   {"n2", "G2", {{12, 40}, {13, 40}}},
    {"x1", NULL, {{1, 20}, {1, 20}}},     {"x2", NULL, {{20, 100}, {20, 100}}},
    {"x3", NULL, {{20, 100}, {20, 100}}}, {"x4", NULL, {{30, 40}, {30, 40}}},
    {"x5", NULL, {{50, 100}, {50, 100}}}, {"x6", NULL, {{0, 0}, {0, 0}}},
};

static HandEdition *edition;
static Results *results;

static void
setup(void)
{
    edition = hand_edition_new(HAND_PROPORTION, "", DOCTORS, G_N_ELEMENTS(DOCTORS));
    results = hand_edition_compute(edition);
}

static void
teardown(void)
{
    results_free(results);
    hand_edition_free(edition);
}

static const Measure *
measure_of(const char *id, int period)
{
    return results_measure(results, hand_edition_doctor(results, id), 0, period);
}

START_TEST(who_is_in_it)
{
    ck_assert_uint_eq(results_n_doctors(results), 14);
    /* Group 3 has nobody. */
    ck_assert_uint_eq(results_n_groups(results), 2);
    const ResultGroup *group = results_group(results, 0);
    ck_assert_str_eq(group->id, "G1");
    ck_assert_str_eq(group->label, "Group 1");
    ck_assert_uint_eq(group->n_doctors, 6);
    ck_assert(!group->names_may_show);

    const ResultDoctor *member = results_doctor(results, hand_edition_doctor(results, "m1"));
    ck_assert_int_eq(member->group, 0);
    ck_assert_uint_eq(strlen(member->token), 20);
    ck_assert_str_eq(member->letter->name, "Dr m1");
    ck_assert_ptr_null(member->letter->rpps);

    size_t control = hand_edition_doctor(results, "x1");
    ck_assert_int_eq(results_doctor(results, control)->group, -1);
    ck_assert_ptr_null(results_doctor(results, control)->token);
    ck_assert_ptr_null(results_doctor(results, control)->letter);
    ck_assert_int_eq(results_number(results, control, 0), 0);
}
END_TEST

START_TEST(own_figures)
{
    static const struct {
        const char *id;
        int period;
        Status status;
        double value;
    } CASES[] = {
        {"m1", 1, STATUS_OK, 0.1},
        {"m1", 0, STATUS_OK, 0.12},
        {"m4", 0, STATUS_NOT_ACTIVE, NAN},
        {"m4", 1, STATUS_OK, 0.6},
        {"m5", 0, STATUS_OK, 0.25},
        {"m5", 1, STATUS_FEW_PATIENTS, 0.4},
        {"m6", 1, STATUS_NO_DENOMINATOR, NAN},
        {"x4", 1, STATUS_OK, 0.75},
    };
    const Measure *measure = measure_of(CASES[_i].id, CASES[_i].period);
    ck_assert_int_eq(measure->status, CASES[_i].status);
    ck_assert(isnan(CASES[_i].value) ? isnan(measure->value) : measure->value == CASES[_i].value);
}
END_TEST

/* Enrolled and ok in 2025: .1 .2 .2 .6 .275 .325; controls: .05 .2 .2 .75 .5. */
START_TEST(percentiles)
{
    static const struct {
        const char *id;
        double enrolled, control;
    } CASES[] = {
        {"m1", 0, 20},             /* below: none of 5; .05 of 5 */
        {"m2", 100 * 1.5 / 5, 40}, /* .1 and half of the other .2; .05 and half of two */
        {"m4", 100, 80},           /* all; all but .75 */
        {"m5", NAN, NAN},          /* too few patients to rank */
        {"m6", NAN, NAN},          /* nothing to rank */
        {"x1", 0, 0},              /* .05 is below all */
        {"x2", 100 * 2.0 / 6, 100 * 1.5 / 4},
        {"x4", 100, 100},
    };
    const Measure *measure = measure_of(CASES[_i].id, 1);
    if (isnan(CASES[_i].enrolled)) {
        ck_assert(isnan(measure->percentile_enrolled) && isnan(measure->percentile_control));
        return;
    }
    ck_assert_double_eq_tol(measure->percentile_enrolled, CASES[_i].enrolled, 1e-12);
    ck_assert_double_eq_tol(measure->percentile_control, CASES[_i].control, 1e-12);
}
END_TEST

/* Group 1 in 2025: 84 of 360 over five doctors, the one with few patients included; 0.2333. Median of
 * the four ok doctors: not given, they are fewer than five. */
START_TEST(a_group)
{
    const ComparatorFigure *figure = results_comparator(results, COMPARATOR_GROUP, 0, 0, 1);
    ck_assert_int_eq(figure->status, STATUS_OK);
    ck_assert_int_eq(figure->practitioners, 5);
    ck_assert_int_eq(figure->patients, 360);
    ck_assert(figure->numerator == 80 && figure->denominator == 360);
    ck_assert(figure->value == 0.2333);
    /* prop.test(84, 360, correct = FALSE): 0.1926079 to 0.2797183. */
    ck_assert(figure->low == 0.1926 && figure->high == 0.2797);
    ck_assert(isnan(figure->p10) && isnan(figure->p50) && isnan(figure->p90));
    ck_assert(isnan(figure->phi) && isnan(figure->tau2));
}
END_TEST

/* 2024: 56 of 342 over five doctors (m4 was not active); ok are .12 .18 .22 .25 .0333, median .18. */
START_TEST(a_group_in_its_history)
{
    const ComparatorFigure *figure = results_comparator(results, COMPARATOR_GROUP, 0, 0, 0);
    ck_assert_int_eq(figure->status, STATUS_OK);
    ck_assert_int_eq(figure->practitioners, 5);
    ck_assert(figure->numerator == 60 && figure->denominator == 340);
    ck_assert(figure->value == 0.1637);
    ck_assert(figure->p50 == 0.18);
    ck_assert(isnan(figure->p25));
}
END_TEST

START_TEST(too_small_a_group_is_hidden_whole)
{
    for (int period = 0; period < 2; period++) {
        const ComparatorFigure *figure =
            results_comparator(results, COMPARATOR_GROUP, 1, 0, period);
        ck_assert_int_eq(figure->status, STATUS_FEW_MEMBERS);
        ck_assert_int_eq(figure->practitioners, 0);
        ck_assert_int_eq(figure->patients, 0);
        ck_assert(isnan(figure->numerator) && isnan(figure->denominator));
        ck_assert(isnan(figure->value) && isnan(figure->low) && isnan(figure->p50));
    }
}
END_TEST

/* Enrolled 2025: 108 of 440, median of .1 .2 .2 .275 .325 .6 is .2375. Controls: 121 of 360, median
 * .2. */
START_TEST(the_region)
{
    const ComparatorFigure *enrolled = results_comparator(results, COMPARATOR_ENROLLED, 0, 0, 1);
    const ComparatorFigure *control = results_comparator(results, COMPARATOR_CONTROL, 0, 0, 1);
    ck_assert_int_eq(enrolled->practitioners, 7);
    ck_assert(enrolled->value == 0.2455 && enrolled->p50 == 0.2375);
    ck_assert_int_eq(control->practitioners, 5);
    ck_assert(control->value == 0.3361 && control->p50 == 0.2);
    ck_assert(control->numerator == 120 && control->denominator == 360);
}
END_TEST

START_TEST(few_doctors_have_no_distribution)
{
    size_t n = 1;
    results_distribution(results, COMPARATOR_ENROLLED, 0, &n);
    ck_assert_uint_eq(n, 0);
    results_distribution(results, COMPARATOR_CONTROL, 0, &n);
    ck_assert_uint_eq(n, 0);
}
END_TEST

/* Every patient has three lines, all events or none: a design effect of 3 over the region, so that 30
 * of 90 lines are as sure as 10 of 30. m4, whose patients have 30 such lines, was not active in the
 * first year and has no part in it then. */
START_TEST(lines_of_a_patient_count_once)
{
    g_autofree char *claims = g_strdup(HAND_PROPORTION);
    memcpy(strstr(claims, "patient\n"), "claim  \n", strlen("claim  \n"));
    g_autoptr(HandEdition) lines = hand_edition_new(claims, "", DOCTORS, G_N_ELEMENTS(DOCTORS));
    for (size_t p = 0; p < roster_n_practitioners(lines->roster); p++) {
        bool is_m4 = g_str_equal(roster_practitioner(lines->roster, p)->id, "m4");
        int64_t k = is_m4 ? 30 : 3;
        *counts_cell_mutable(lines->counts, p, 0, 0) =
            (CountCell){10 * k, 30 * k, 10, 30, 10 * k * k, 10 * k * k, 30 * k * k};
    }
    g_autoptr(Results) others = hand_edition_compute(lines);
    const Measure *measure = results_measure(others, hand_edition_doctor(others, "m1"), 0, 0);

    /* prop.test(10, 30, correct = FALSE) */
    ck_assert(measure->value == 30.0 / 90);
    ck_assert_double_eq_tol(measure->low, 0.1923049808, 1e-9);
    ck_assert_double_eq_tol(measure->high, 0.5121994836, 1e-9);
}
END_TEST

START_TEST(an_unwanted_comparator_is_not_there)
{
    edition->campaign->comparators[COMPARATOR_CONTROL] = false;
    g_autoptr(Results) others = hand_edition_compute(edition);
    g_autoptr(GPtrArray) files = results_to_files(others, edition->roster, edition->counts);

    ck_assert_int_eq(results_comparator(others, COMPARATOR_CONTROL, 0, 0, 1)->status,
                     STATUS_FEW_MEMBERS);
    for (unsigned i = 0; i < files->len; i++) {
        const ResultFile *file = files->pdata[i];
        gsize size = 0;
        const char *bytes = g_bytes_get_data(file->bytes, &size);
        if (g_str_equal(file->path, "results/comparators.csv"))
            ck_assert_ptr_null(memmem(bytes, size, ",control,", strlen(",control,")));
    }
}
END_TEST

START_TEST(an_incomplete_period_says_so)
{
    edition->campaign->data_from = day_from_civil(2024, 1, 2);
    g_autoptr(Results) others = hand_edition_compute(edition);
    size_t doctor = hand_edition_doctor(others, "m1");
    ck_assert_int_eq(results_measure(others, doctor, 0, 0)->status, STATUS_INCOMPLETE);
    ck_assert_int_eq(results_measure(others, doctor, 0, 1)->status, STATUS_OK);
    ck_assert_int_eq(results_comparator(others, COMPARATOR_GROUP, 0, 0, 0)->status,
                     STATUS_INCOMPLETE);
    ck_assert_int_eq(results_comparator(others, COMPARATOR_GROUP, 0, 0, 1)->status, STATUS_OK);
}
END_TEST

START_TEST(a_numerator_above_its_denominator_is_named)
{
    int row = roster_find_practitioner(edition->roster, "m3");
    counts_cell_mutable(edition->counts, (size_t)row, 0, 0)->numerator = 101;
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(
        results_compute(edition->campaign, edition->roster, edition->counts, &error));
    ck_assert(g_error_matches(error, PROFILE_ERROR, PROFILE_ERROR_DATA));
    ck_assert_ptr_nonnull(strstr(error->message,
                                 "practitioner m3, indicator share, period 2024: numerator 101 "
                                 "above denominator 100"));
}
END_TEST

START_TEST(without_its_key_there_is_no_edition)
{
    g_unlink(edition->campaign->key_file);
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(
        results_compute(edition->campaign, edition->roster, edition->counts, &error));
    ck_assert(g_error_matches(error, PROFILE_ERROR, PROFILE_ERROR_KEY));
}
END_TEST

START_TEST(numbers_follow_their_scope)
{
    static const struct {
        NumberingScope scope;
        bool same;
    } CASES[] = {
        {NUMBERING_BY_THEME, true}, {NUMBERING_BY_EDITION, true}, {NUMBERING_BY_INDICATOR, false}};
    g_autofree char *second = g_strdup(HAND_PROPORTION);
    memcpy(strstr(second, "share"), "other", strlen("other"));
    g_autofree char *both = g_strconcat(HAND_PROPORTION, second, NULL);
    g_autoptr(HandEdition) two = hand_edition_new(both, "", DOCTORS, G_N_ELEMENTS(DOCTORS));
    two->campaign->numbering = CASES[_i].scope;
    g_autoptr(Results) others = hand_edition_compute(two);
    bool same = true;

    for (size_t d = 0; d < 6; d++) {
        size_t doctor = results_group(others, 0)->doctors[d];
        same = same && results_number(others, doctor, 0) == results_number(others, doctor, 1);
        ck_assert_int_ge(results_number(others, doctor, 1), 10);
    }
    ck_assert_int_eq(same, CASES[_i].same);
}
END_TEST

/* What a spreadsheet would run, quotes, commas, line ends: all come back as they were. */
START_TEST(odd_ids_survive_files)
{
    static const HandDoctor ODD[] = {
        {"=1+1", "G1", {{1, 20}, {1, 20}}},       {"-7", "G1", {{1, 20}, {1, 20}}},
        {"+x", NULL, {{1, 20}, {1, 20}}},         {"@y", NULL, {{1, 20}, {1, 20}}},
        {"a,b", "G1", {{1, 20}, {1, 20}}},        {"say \"a\"", "G1", {{1, 20}, {1, 20}}},
        {"two\nlines", NULL, {{1, 20}, {1, 20}}}, {"\303\251 '", "G1", {{1, 20}, {1, 20}}},
    };
    g_autoptr(HandEdition) odd = hand_edition_new(HAND_PROPORTION, "", ODD, G_N_ELEMENTS(ODD));
    g_autoptr(Results) computed = hand_edition_compute(odd);
    g_autoptr(GPtrArray) files = results_to_files(computed, odd->roster, odd->counts);
    g_autoptr(GError) error = NULL;

    for (unsigned i = 0; i < files->len; i++) {
        const ResultFile *file = files->pdata[i];
        hand_edition_write(odd, file->path, file->bytes);
    }
    g_autoptr(Results) read = results_read(odd->folder, odd->campaign, &error);
    ck_assert_msg(read != NULL, "%s", error != NULL ? error->message : "");
    ck_assert_uint_eq(results_n_doctors(read), G_N_ELEMENTS(ODD));
    for (size_t d = 0; d < G_N_ELEMENTS(ODD); d++) {
        ck_assert_str_eq(results_doctor(read, d)->id, results_doctor(computed, d)->id);
        ck_assert_int_eq(results_doctor(read, d)->group, results_doctor(computed, d)->group);
    }
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("results_compute");
    TCase *tests = tcase_create("results_compute");
    tcase_add_checked_fixture(tests, setup, teardown);
    tcase_add_test(tests, who_is_in_it);
    tcase_add_loop_test(tests, own_figures, 0, 8);
    tcase_add_loop_test(tests, percentiles, 0, 8);
    tcase_add_test(tests, a_group);
    tcase_add_test(tests, a_group_in_its_history);
    tcase_add_test(tests, too_small_a_group_is_hidden_whole);
    tcase_add_test(tests, the_region);
    tcase_add_test(tests, few_doctors_have_no_distribution);
    tcase_add_test(tests, lines_of_a_patient_count_once);
    tcase_add_test(tests, an_unwanted_comparator_is_not_there);
    tcase_add_test(tests, an_incomplete_period_says_so);
    tcase_add_test(tests, a_numerator_above_its_denominator_is_named);
    tcase_add_test(tests, without_its_key_there_is_no_edition);
    tcase_add_loop_test(tests, numbers_follow_their_scope, 0, 3);
    tcase_add_test(tests, odd_ids_survive_files);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
