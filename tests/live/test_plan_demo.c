/* Both executors on the demo region with the themes of the bank: the same counts to the unit. */
#include <check.h>
#include <stdlib.h>

#include "tests/live/plan_case.h"

static LiveDatabase *server;

START_TEST(demo_agrees)
{
    g_autofree char *path = live_source_path("sql/demo/campaign.yaml");
    g_autofree char *themes = live_source_path("sql/themes");
    g_autoptr(GError) error = NULL;
    Campaign *campaign = campaign_load(path, themes, &error);
    ck_assert_msg(campaign != NULL, "%s", error != NULL ? error->message : "");
    PlanCase *plan = plan_case_open_campaign(server, campaign);
    g_autoptr(Counts) stream = plan_case_run(plan, EXECUTOR_STREAM, NULL);
    ck_assert_int_gt(plan_facts(plan->plan).claim_rows, 1000000);
    ck_assert_int_eq(plan_facts(plan->plan).unknown_codes, 0);
    const PlanOptions narrow = {
        .connections = 3, .memory_limit = 4 << 20, .without_activity = true};
    g_autoptr(Counts) shares = plan_case_run(plan, EXECUTOR_STREAM, &narrow);
    g_autoptr(Counts) pushdown = plan_case_run(plan, EXECUTOR_PUSHDOWN, NULL);
    plan_case_expect_equal(stream, pushdown, "stream and pushdown");

    size_t n_unknown = 0;
    ck_assert_uint_gt(plan_case_expect_cells_add_up(stream, campaign, &n_unknown), 10000);

    /* Every indicator has something to say of the last period. */
    size_t last = (size_t)campaign->history - 1;
    for (size_t i = 0; i < campaign->n_indicators; i++) {
        int64_t numerator = 0, denominator = 0;
        for (size_t j = 0; j < counts_n_practitioners(stream); j++) {
            const CountCell *cell = counts_cell(stream, j, i, last);
            ck_assert_int_eq(cell->numerator, counts_cell(shares, j, i, last)->numerator);
            numerator += cell->numerator;
            denominator += cell->denominator;
        }
        ck_assert_msg(numerator > 0 && denominator > 0, "%s",
                      campaign->indicators[i].indicator->id);
    }
    plan_case_close(plan);
}
END_TEST

static void
start(void)
{
    server = live_database_start();
    live_database_run_path(server, "sql/demo");
}

static void
stop(void)
{
    live_database_stop(server);
}

int
main(void)
{
    Suite *suite = suite_create("plan, demo");
    TCase *demo = tcase_create("demo");
    tcase_add_unchecked_fixture(demo, start, stop);
    tcase_set_timeout(demo, 1500);
    tcase_add_test(demo, demo_agrees);
    suite_add_tcase(suite, demo);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
