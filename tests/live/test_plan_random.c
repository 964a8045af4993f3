/* The two executors against each other on random campaigns, to the unit; and the stream against
 * itself, whatever its connections and its memory. */
#include <check.h>
#include <stdlib.h>

#include "tests/live/plan_case.h"
#include "tests/live/random_campaign.h"

enum { N_SEEDS = 40, N_INDICATORS = 10, N_CLAIMS = 900 };

static LiveDatabase *server;

static const AgeBands BANDS[] = {
    {.n = 18, .lowest = {0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85}},
    {.n = 5, .lowest = {0, 1, 2, 18, 65}},
    {.n = 1, .lowest = {0}},
};

static PlanCase *
open_random(GRand *random)
{
    static const char *const periods[] = {
        "{every: quarter, last: 2026-Q1, history: 4}", "{every: month, last: 2026-02, history: 5}",
        "{every: half, last: 2025-H2, history: 2}", "{every: year, last: 2025, history: 2}"};
    static const char *const cuts[] = {
        NULL, "{from: 2020-01-01, to: 2026-12-31, received_to: 2026-12-31}"};
    g_autofree char *data = random_data(random, N_CLAIMS);
    g_autofree char *indicators = random_indicators(random, N_INDICATORS);
    live_database_clear(server);
    live_database_run(server, data);
    if (g_getenv("PLAN_RANDOM_SHOW") != NULL)
        g_printerr("%s\n", indicators);
    const char *cut = cuts[g_rand_int_range(random, 0, 2)];
    const char *period = periods[g_rand_int_range(random, 0, 4)];
    PlanCase *plan = plan_case_open(server, period, indicators, cut);
    plan->campaign->age_bands = BANDS[g_rand_int_range(random, 0, (int)G_N_ELEMENTS(BANDS))];
    return plan;
}

/* How many cells have a numerator and a denominator: two empty counts would always agree. */
static size_t
filled_cells(const Counts *counts, const Campaign *campaign)
{
    size_t n = 0;
    for (size_t i = 0; i < counts_n_practitioners(counts); i++)
        for (size_t j = 0; j < campaign->n_indicators; j++)
            for (size_t k = 0; k < (size_t)campaign->history; k++)
                n += counts_cell(counts, i, j, k)->numerator != 0 &&
                     counts_cell(counts, i, j, k)->denominator != 0;
    return n;
}

START_TEST(executors_agree)
{
    g_autoptr(GRand) random = g_rand_new_with_seed((guint32)_i + 1);
    PlanCase *plan = open_random(random);
    g_autoptr(Counts) stream = plan_case_run(plan, EXECUTOR_STREAM, NULL);
    g_autoptr(Counts) pushdown = plan_case_run(plan, EXECUTOR_PUSHDOWN, NULL);
    plan_case_expect_equal(stream, pushdown, "stream and pushdown");
    ck_assert_uint_gt(filled_cells(stream, plan->campaign), 10);
    size_t n_unknown = 0;
    ck_assert_uint_gt(plan_case_expect_cells_add_up(stream, plan->campaign, &n_unknown), n_unknown);
    ck_assert_uint_gt(n_unknown, 0);
    plan_case_close(plan);
}
END_TEST

static const PlanOptions SHAPES[] = {
    {.connections = 1},
    {.connections = 2, .memory_limit = 100000},
    {.connections = 3},
    {.connections = 3, .memory_limit = 40000},
};

START_TEST(stream_agrees_with_itself)
{
    for (guint32 seed = 100; seed < 103; seed++) {
        g_autoptr(GRand) random = g_rand_new_with_seed(seed);
        PlanCase *plan = open_random(random);
        g_autoptr(Counts) usual = plan_case_run(plan, EXECUTOR_STREAM, NULL);
        PlanFacts facts = plan_facts(plan->plan);
        g_autoptr(Counts) shaped = plan_case_run(plan, EXECUTOR_STREAM, &SHAPES[_i]);
        plan_case_expect_equal(usual, shaped, "stream");
        PlanFacts again = plan_facts(plan->plan);
        ck_assert_int_eq(facts.streamed_rows, again.streamed_rows);
        ck_assert_int_eq(facts.claim_rows, again.claim_rows);
        ck_assert_int_eq(facts.unknown_codes, again.unknown_codes);
        plan_case_close(plan);
    }
}
END_TEST

static void
start(void)
{
    server = live_database_start();
}

static void
stop(void)
{
    live_database_stop(server);
}

int
main(void)
{
    Suite *suite = suite_create("plan, random");
    TCase *random = tcase_create("random");
    tcase_add_unchecked_fixture(random, start, stop);
    tcase_set_timeout(random, 120);
    tcase_add_loop_test(random, executors_agree, 0, N_SEEDS);
    tcase_add_loop_test(random, stream_agrees_with_itself, 0, (int)G_N_ELEMENTS(SHAPES));
    suite_add_tcase(suite, random);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
