/* A small evaluation worked by hand: who is in it, what comes out, what is hidden. */
#include <math.h>
#include <string.h>

#include "tests/engine/profile/evaluation_case.h"

static const EvaluationRow *
find_row(const Case *self, size_t indicator, EvaluationTerm term, int relative)
{
    size_t n;
    const EvaluationRow *rows = evaluation_rows(self->evaluation, &n);

    for (size_t i = 0; i < n; i++)
        if (rows[i].indicator == indicator && rows[i].term == term && rows[i].relative == relative)
            return &rows[i];
    return NULL;
}

static double
estimate_of_row(const Case *self, EvaluationTerm term, int relative)
{
    const EvaluationRow *row = find_row(self, 0, term, relative);
    ck_assert_msg(row != NULL, "no row of term %d at %d", (int)term, relative);
    return row->estimate;
}

/* --- what comes out --------------------------------------------------------------------------- */

START_TEST(by_hand)
{
    g_autoptr(Case) self = case_new(FULL, REGION, N_REGION);
    ck_assert_msg(self->evaluation != NULL, "%s", self->error->message);
    ck_assert_uint_eq(evaluation_n_entered(self->evaluation), 6);
    ck_assert_uint_eq(evaluation_n_before(self->evaluation), 2);
    ck_assert_uint_eq(evaluation_n_controls(self->evaluation), 6);

    const EvaluationRow *effect = find_row(self, 0, EVALUATION_EFFECT, 0);
    ck_assert(effect->estimate == -0.1233);
    ck_assert(effect->groups == 3 && effect->controls == 6 && effect->doctors == 6);
    /* Of the 20 ways to choose 3 clusters of 6 this one is the farthest out, and its opposite: nothing
     * can be said to be significant at 5 %. */
    ck_assert(effect->p == 0.1);
    ck_assert(isnan(effect->low) && isnan(effect->high));

    ck_assert(estimate_of_row(self, EVALUATION_AFTER, 0) == -0.12);
    ck_assert(estimate_of_row(self, EVALUATION_AFTER, 1) == -0.12);
    ck_assert(estimate_of_row(self, EVALUATION_AFTER, 2) == -0.13);
    ck_assert_double_eq_tol(estimate_of_row(self, EVALUATION_BEFORE, -2), 0, 1e-15);
    ck_assert_double_eq_tol(estimate_of_row(self, EVALUATION_PRE_TREND, 0), 0, 1e-15);
    ck_assert_ptr_null(find_row(self, 0, EVALUATION_BEFORE, -1));
    ck_assert_ptr_null(find_row(self, 0, EVALUATION_BEFORE, -3));
    ck_assert_ptr_null(find_row(self, 0, EVALUATION_AFTER, 3));
    ck_assert_int_eq(find_row(self, 0, EVALUATION_NOT_IDENTIFIED, 0)->doctors, 2);

    /* Totals fall from 30 to 20 of 100 at the entry. */
    const EvaluationRow *level = find_row(self, 0, EVALUATION_LEVEL, 0);
    ck_assert_double_eq_tol(level->estimate, 2.0 / 3, 0.02);
    ck_assert(level->low < level->estimate && level->estimate < level->high && level->p < 0.05);
    ck_assert(level->doctors == 6 && level->groups == 3 && level->controls == 6);
    ck_assert(find_row(self, 0, EVALUATION_DISPERSION, 0)->estimate < 1);
}
END_TEST

/* The same counts on the scale of each indicator: 1000 times, and in cents. */
START_TEST(on_the_scale_of_the_indicator)
{
    static const double SCALES[] = {1, 1000, 0.01};
    g_autoptr(Case) self = case_new(FULL, REGION, N_REGION);

    for (size_t i = 0; i < G_N_ELEMENTS(SCALES); i++) {
        const EvaluationRow *effect = find_row(self, i, EVALUATION_EFFECT, 0);
        ck_assert_double_eq_tol(effect->estimate, -0.1233 * SCALES[i], 1e-9 * SCALES[i]);
        ck_assert(effect->p == 0.1);
        const EvaluationRow *level = find_row(self, i, EVALUATION_LEVEL, 0);
        ck_assert_double_eq_tol(level->estimate, 2.0 / 3, 0.02);
    }
    /* The dispersion is that of the counts themselves, whatever a rate is multiplied by. */
    ck_assert(find_row(self, 1, EVALUATION_DISPERSION, 0)->estimate ==
              find_row(self, 0, EVALUATION_DISPERSION, 0)->estimate);
}
END_TEST

/* In 2022, all of those who entered were at .30, all controls at .40; all had 100 patients. */
START_TEST(balance_before_the_entry)
{
    g_autoptr(Case) self = case_new(FULL, REGION, N_REGION);
    size_t n;
    const BalanceRow *rows = evaluation_balance(self->evaluation, &n);

    ck_assert_uint_eq(n, 9);
    ck_assert(rows[0].entered == 0.3 && rows[0].control == 0.4);
    ck_assert(isnan(rows[0].difference)); /* nothing varies */
    ck_assert(rows[0].doctors == 6 && rows[0].controls == 6);
    ck_assert(rows[1].variable == BALANCE_VOLUME && rows[1].entered == 100);
    ck_assert(rows[2].variable == BALANCE_PATIENTS && rows[2].control == 100);
    ck_assert(rows[3].indicator == 1 && rows[3].entered == 300);
}
END_TEST

/* --- who is in it ----------------------------------------------------------------------------- */

/* A doctor who settled in 2022 has no whole year before 2023, one who settled in 2021 has none before
 * that but one to be compared with. */
START_TEST(needs_a_value_before)
{
    EvaluatedDoctor region[N_REGION];
    memcpy(region, REGION, sizeof region);
    region[0].active_from = "2022-02-01";
    region[1].active_from = "2021-02-01";
    g_autoptr(Case) self = case_new(FULL, region, N_REGION);

    ck_assert_int_eq(find_row(self, 0, EVALUATION_EFFECT, 0)->doctors, 5);
    ck_assert_int_eq(find_row(self, 0, EVALUATION_NOT_IDENTIFIED, 0)->doctors, 3);
    ck_assert_int_eq(find_row(self, 0, EVALUATION_BEFORE, -2)->doctors, 4);
    ck_assert(isnan(estimate_of_row(self, EVALUATION_BEFORE, -2)));
    ck_assert(isnan(estimate_of_row(self, EVALUATION_PRE_TREND, 0)));
}
END_TEST

/* What the source does not hold whole is no value. */
START_TEST(leaves_out_incomplete_periods)
{
    g_autoptr(Case) self = case_new("data: {from: 2021-02-01, to: 2025-11-30}\n", REGION, N_REGION);

    ck_assert_ptr_null(find_row(self, 0, EVALUATION_BEFORE, -2));
    ck_assert_ptr_null(find_row(self, 0, EVALUATION_AFTER, 2));
    ck_assert(estimate_of_row(self, EVALUATION_EFFECT, 0) == -0.12);
}
END_TEST

START_TEST(refuses_counts_that_contradict_themselves)
{
    EvaluatedDoctor region[N_REGION];
    memcpy(region, REGION, sizeof region);
    region[3].numerators[4] = 101;
    g_autoptr(Case) self = case_new(FULL, region, N_REGION);

    ck_assert_ptr_null(self->evaluation);
    ck_assert(g_error_matches(self->error, PROFILE_ERROR, PROFILE_ERROR_DATA));
    ck_assert_ptr_nonnull(strstr(self->error->message, "practitioner e4"));
    ck_assert_ptr_nonnull(strstr(self->error->message, "2025"));
}
END_TEST

START_TEST(nobody_to_compare)
{
    g_autoptr(Case) alone = case_new(FULL, REGION, N_ENTERED);
    ck_assert(isnan(estimate_of_row(alone, EVALUATION_EFFECT, 0)));
    g_autoptr(Case) controls = case_new(FULL, REGION + N_ENTERED, 6);
    ck_assert(isnan(estimate_of_row(controls, EVALUATION_EFFECT, 0)));
    ck_assert(isnan(estimate_of_row(controls, EVALUATION_LEVEL, 0)));
    g_autoptr(Case) nobody = case_new(FULL, REGION, 0);
    ck_assert(isnan(estimate_of_row(nobody, EVALUATION_EFFECT, 0)));
    ck_assert_int_eq(find_row(nobody, 0, EVALUATION_NOT_IDENTIFIED, 0)->doctors, 0);
}
END_TEST

/* --- what is hidden --------------------------------------------------------------------------- */

static void
expect_all_hidden(const Case *self)
{
    size_t n;
    const EvaluationRow *rows = evaluation_rows(self->evaluation, &n);

    for (size_t i = 0; i < n; i++)
        ck_assert(isnan(rows[i].estimate) && isnan(rows[i].low) && isnan(rows[i].high) &&
                  isnan(rows[i].p));
    const BalanceRow *balance = evaluation_balance(self->evaluation, &n);
    for (size_t i = 0; i < n; i++)
        ck_assert(isnan(balance[i].entered) && isnan(balance[i].control) &&
                  isnan(balance[i].difference));
}

static const struct {
    const char *more;
    size_t skipped;  /* of those who entered */
    int denominator; /* of e1, 0 as it is */
    bool few_controls;
} HIDDEN[] = {
    {FULL, 2, 0, false},
    {FULL "disclosure: {minimum_members: 7}\n", 0, 0, false},
    {FULL "disclosure: {minimum_patients: 101}\n", 0, 0, false},
    {FULL "disclosure: {dominance: 0.6}\n", 0, 1000, false},
    {FULL, 0, 0, true},
};

START_TEST(hides_what_rests_on_few)
{
    EvaluatedDoctor region[N_REGION];
    size_t skipped = HIDDEN[_i].skipped;
    memcpy(region, REGION, sizeof region);
    region[skipped].denominator = HIDDEN[_i].denominator;
    size_t n = HIDDEN[_i].few_controls ? N_ENTERED + 4 : N_ENTERED + 6;
    g_autoptr(Case) self = case_new(HIDDEN[_i].more, region + skipped, n - skipped);

    if (!HIDDEN[_i].few_controls) {
        expect_all_hidden(self);
        ck_assert_int_eq(find_row(self, 0, EVALUATION_EFFECT, 0)->doctors, (int)(6 - skipped));
    } else {
        ck_assert(isnan(estimate_of_row(self, EVALUATION_EFFECT, 0)));
        ck_assert(isnan(estimate_of_row(self, EVALUATION_AFTER, 0)));
        size_t rows;
        ck_assert(isnan(evaluation_balance(self->evaluation, &rows)[0].entered));
    }
}
END_TEST

/* Without a threshold met nothing is hidden: the tests above can fail. */
START_TEST(shows_what_rests_on_enough)
{
    g_autoptr(Case) self = case_new(FULL "disclosure: {minimum_members: 6, minimum_patients: 100, "
                                         "dominance: 0.2}\n",
                                    REGION, N_REGION);
    ck_assert(estimate_of_row(self, EVALUATION_EFFECT, 0) == -0.1233);
}
END_TEST

/* One doctor entered in 2022, so that three years on there is nobody else. Whatever that doctor did
 * then is hidden, and moves no average. */
START_TEST(what_is_hidden_does_not_follow_from_averages)
{
    EvaluatedDoctor region[N_REGION + 1];
    static const EvaluatedDoctor EARLY = {"a1", "G2", "2022-03-01",         NULL, NULL,
                                          "T1", NULL, {30, 30, 30, 30, 30}, 0};
    memcpy(region, REGION, sizeof REGION);
    region[N_REGION] = EARLY;
    g_autoptr(Case) self = case_new(FULL, region, N_REGION + 1);
    region[N_REGION].numerators[4] = 99;
    g_autoptr(Case) other = case_new(FULL, region, N_REGION + 1);

    ck_assert_int_eq(find_row(self, 0, EVALUATION_AFTER, 3)->doctors, 1);
    ck_assert(isnan(estimate_of_row(self, EVALUATION_AFTER, 3)));
    ck_assert(isnan(estimate_of_row(other, EVALUATION_AFTER, 3)));
    ck_assert_int_eq(find_row(self, 0, EVALUATION_EFFECT, 0)->doctors, 7);
    ck_assert(estimate_of_row(self, EVALUATION_EFFECT, 0) ==
              estimate_of_row(other, EVALUATION_EFFECT, 0));
    ck_assert(!isnan(estimate_of_row(self, EVALUATION_EFFECT, 0)));
}
END_TEST

/* Two members entered too early: without anybody who left, what they have would follow from the members'
 * figure and that of those who entered. */
START_TEST(no_difference_to_the_members_tells_of_a_few)
{
    EvaluatedDoctor region[N_REGION];
    size_t n = 0;
    memcpy(region, REGION, sizeof region);
    for (size_t i = 0; i < N_REGION; i++)
        region[i].left_on = NULL;
    g_autoptr(Case) nested = case_new(FULL, region, N_REGION);
    const EvaluationTrend *trends = evaluation_trends(nested->evaluation, &n);
    ck_assert_int_eq(trends[0].entered_status, STATUS_SECONDARY);
    ck_assert_double_nan(trends[0].entered);
    ck_assert_int_eq(trends[0].control_status, STATUS_OK);

    g_autoptr(Case) mixed = case_new(FULL, REGION, N_REGION);
    ck_assert_int_eq(evaluation_trends(mixed->evaluation, &n)[0].entered_status, STATUS_OK);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("evaluation");
    TCase *tests = tcase_create("evaluation");
    tcase_add_test(tests, by_hand);
    tcase_add_test(tests, on_the_scale_of_the_indicator);
    tcase_add_test(tests, balance_before_the_entry);
    tcase_add_test(tests, needs_a_value_before);
    tcase_add_test(tests, leaves_out_incomplete_periods);
    tcase_add_test(tests, refuses_counts_that_contradict_themselves);
    tcase_add_test(tests, nobody_to_compare);
    tcase_add_loop_test(tests, hides_what_rests_on_few, 0, G_N_ELEMENTS(HIDDEN));
    tcase_add_test(tests, shows_what_rests_on_enough);
    tcase_add_test(tests, what_is_hidden_does_not_follow_from_averages);
    tcase_add_test(tests, no_difference_to_the_members_tells_of_a_few);
    suite_add_tcase(suite, tests);

    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed > 0;
}
