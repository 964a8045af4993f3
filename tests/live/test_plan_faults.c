/* What stops a plan: rows that contradict one another or do not fit, relations that are missing,
 * connections that are lost, an interruption. And views, whose blocks cannot be shared out. */
#include <check.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "tests/live/plan_case.h"

static LiveDatabase *server;

static const char PERIOD[] = "{every: quarter, last: 2026-Q1, history: 2}";

static const char DATA[] =
    "INSERT INTO miroir.practitioner (practitioner_id) VALUES ('D1'), ('D2');"
    "INSERT INTO miroir.code (code_system, code, atc) VALUES ('CIP13', 'A1', 'J01MA02'),"
    "('CIP13', 'A2', 'J01CA04');"
    "INSERT INTO miroir.patient (patient_id, birth_date) VALUES ('P1', '1950-01-01'), ('P2', NULL);"
    "INSERT INTO miroir.registration VALUES ('P1', 'D1', '2020-01-01', NULL);"
    "INSERT INTO miroir.claim (practitioner_id, patient_id, care_date, code_system, code, quantity,"
    " amount) VALUES ('D1', 'P1', '2026-01-10', 'CIP13', 'A1', 1, 2.50),"
    "('D1', 'P1', '2026-01-11', 'CIP13', 'A2', 1, 2.50),"
    "('D2', 'P2', '2026-01-12', 'CIP13', 'A2', 3, 7.50);";

#define HEAD "    label: {fr: \"L\", en: \"L\"}\n    type: prescription\n"
static const char INDICATORS[] =
    "  - id: share\n" HEAD "    kind: proportion\n    unit: claim\n"
    "    denominator: \"atc in (J01*)\"\n    numerator: \"atc in (J01MA*)\"\n"
    "    population: \"not age < 18\"\n"
    "  - id: cost\n" HEAD "    kind: mean\n    unit: claim\n    attribution: registered\n"
    "    denominator: \"atc in (J01*)\"\n    numerator: amount\n";
static const char READY[] = "  - id: AF007\n" HEAD "    kind: proportion\n    from: counts\n";

static PlanCase *
open_case(const char *indicators)
{
    return plan_case_open(server, PERIOD, indicators, NULL);
}

static void
expect_message(const GError *error, const char *expected)
{
    ck_assert_msg(error != NULL, "no error, expected: %s", expected);
    ck_assert_msg(strstr(error->message, expected) != NULL, "%s\nlacks: %s", error->message,
                  expected);
}

/* --- rows ------------------------------------------------------------------------------------ */

typedef struct {
    const char *indicators;
    const char *sql, *undo; /* undo may be NULL: tables are emptied anyway */
    SourceError code;
    const char *expected;
} FaultCase;

#define CLAIM(quantity, amount)                                                                    \
    "INSERT INTO miroir.claim (practitioner_id, patient_id, care_date, code_system, code, "        \
    "quantity, amount) VALUES ('D2', 'P1', '2026-02-03', 'CIP13', 'A1', " quantity ", " amount ")"
#define COUNT(practitioner, period, numerator, denominator)                                        \
    "INSERT INTO miroir.indicator_count (practitioner_id, indicator_id, period, numerator, "       \
    "denominator) VALUES ('" practitioner "', 'AF007', '" period "', " numerator ", " denominator  \
    ")"

static const FaultCase FAULTS[] = {
    {INDICATORS, CLAIM("1.0001", "1"), NULL, SOURCE_ERROR_DATA,
     "the quantity of practitioner D2 on 2026-02-03, code CIP13:A1,"},
    {INDICATORS, CLAIM("1", "1.001"), NULL, SOURCE_ERROR_DATA,
     "the amount of practitioner D2 on 2026-02-03, code CIP13:A1,"},
    {INDICATORS, CLAIM("'NaN'", "1"), NULL, SOURCE_ERROR_DATA, "the quantity of practitioner D2"},
    {INDICATORS, CLAIM("1e18", "1"), NULL, SOURCE_ERROR_DATA, "the quantity of practitioner D2"},
    {INDICATORS, CLAIM("1", "8e16") "; " CLAIM("1", "8e16"), NULL, SOURCE_ERROR_DATA, "fit"},
    {INDICATORS, "INSERT INTO miroir.registration VALUES ('P1', 'D2', '2026-01-01', NULL)", NULL,
     SOURCE_ERROR_DATA,
     "patient P1: D1 from 2020-01-01 and D2 from 2026-01-01; end the first the day before"},
    {INDICATORS,
     "ALTER TABLE miroir.patient DROP CONSTRAINT patient_pkey;"
     "INSERT INTO miroir.patient (patient_id) VALUES ('P2')",
     "ALTER TABLE miroir.patient ADD PRIMARY KEY (patient_id)", SOURCE_ERROR_DATA,
     "miroir.patient: patient P2 stands more than once"},
    {INDICATORS,
     "ALTER TABLE miroir.code DROP CONSTRAINT code_pkey;"
     "INSERT INTO miroir.code (code_system, code) VALUES ('CIP13', 'A2')",
     "ALTER TABLE miroir.code ADD PRIMARY KEY (code_system, code)", SOURCE_ERROR_DATA,
     "miroir.code: code CIP13:A2 stands more than once"},
    {INDICATORS, "UPDATE miroir.code SET units = 1.00001 WHERE code = 'A2'", NULL,
     SOURCE_ERROR_DATA, "the units 1.00001 of code CIP13:A2"},
    {INDICATORS, "ALTER TABLE miroir.registration RENAME TO registration_away",
     "ALTER TABLE miroir.registration_away RENAME TO registration", SOURCE_ERROR_CONTRACT,
     "there is no relation miroir.registration"},
    {READY, COUNT("D9", "2026-Q1", "1", "2"), NULL, SOURCE_ERROR_DATA,
     "practitioner D9, indicator AF007, period 2026-Q1: miroir.practitioner has no such"},
    {READY, COUNT("D1", "2026-Q1", "3", "2"), NULL, SOURCE_ERROR_DATA,
     "practitioner D1, indicator AF007, period 2026-Q1: the numerator is above"},
    {READY, COUNT("D1", "2026-Q5", "1", "2"), NULL, SOURCE_ERROR_DATA, "the period cannot be read"},
    {READY, COUNT("D1", "2026", "1", "2"), NULL, SOURCE_ERROR_DATA,
     "none of the 1 rows of indicator AF007 has a period as long as 2026-Q1"},
    {READY, COUNT("D1", "2026-Q1", "0.5", "2"), NULL, SOURCE_ERROR_DATA,
     "numerator is 0.5; give a whole number"},
    {READY, COUNT("D1", "2026-Q1", "-1", "2"), NULL, SOURCE_ERROR_DATA, "numerator is -1; give"},
    {READY,
     "ALTER TABLE miroir.indicator_count DROP CONSTRAINT indicator_count_pkey;" COUNT(
         "D1", "2026-Q1", "1", "2") ";" COUNT("D1", "2026-Q1", "2", "2"),
     "ALTER TABLE miroir.indicator_count ADD PRIMARY KEY (practitioner_id, indicator_id, period)",
     SOURCE_ERROR_DATA, "the row stands more than once"},
};

START_TEST(faults_are_named)
{
    static const Executor executors[] = {EXECUTOR_STREAM, EXECUTOR_PUSHDOWN};
    const FaultCase *fault = &FAULTS[_i];
    live_database_clear(server);
    live_database_run(server, DATA);
    live_database_run(server, fault->sql);
    for (size_t i = 0; i < G_N_ELEMENTS(executors); i++) {
        PlanCase *plan = open_case(fault->indicators);
        Counts *counts = plan->plan == NULL ? NULL : plan_case_try(plan, executors[i], NULL);
        ck_assert_ptr_null(counts);
        expect_message(plan->error, fault->expected);
        ck_assert(g_error_matches(plan->error, SOURCE_ERROR, (int)fault->code));
        plan_case_close(plan);
    }
    live_database_clear(server);
    if (fault->undo != NULL)
        live_database_run(server, fault->undo);
}
END_TEST

/* --- ready-made counts ----------------------------------------------------------------------- */

START_TEST(ready_counts_are_taken)
{
    live_database_clear(server);
    live_database_run(server, DATA);
    live_database_run(server, "INSERT INTO miroir.indicator_count VALUES"
                              "('D1', 'AF007', '2026-Q1', 3, 7, NULL, NULL, NULL),"
                              "('D2', 'AF007', '2025-Q4', 4, 9, 2, 5, 10),"
                              "('D2', 'AF007', '2019-Q1', 1, 1, NULL, NULL, NULL),"
                              "('D2', 'AF007', '2026', 1, 1, NULL, NULL, NULL),"
                              "('D2', 'other', '2026-Q1', 5, 1, NULL, NULL, NULL)");
    PlanCase *plan = open_case(READY);
    g_autoptr(Counts) counts = plan_case_run(plan, EXECUTOR_STREAM, NULL);
    g_autoptr(Counts) expected = counts_new(2, 1, 2);
    *counts_cell_mutable(expected, 0, 0, 1) = (CountCell){3, 7, 3, 7, 3, 3, 7};
    *counts_cell_mutable(expected, 1, 0, 0) = (CountCell){4, 9, 2, 5, 10, 4, 9};
    plan_case_expect_equal(counts, expected, "ready-made counts");
    plan_case_close(plan);
}
END_TEST

/* --- views, connections ---------------------------------------------------------------------- */

/* Counts of INDICATORS over DATA, by the table. */
static Counts *
usual_counts(void)
{
    PlanCase *plan = open_case(INDICATORS);
    Counts *counts = plan_case_run(plan, EXECUTOR_STREAM, NULL);
    ck_assert_int_eq(counts_cell(counts, 0, 0, 1)->denominator, 2);
    ck_assert_int_eq(counts_cell(counts, 0, 1, 1)->numerator, 500);
    plan_case_close(plan);
    return counts;
}

/* A view that takes its time, so that something can happen to whoever reads it. */
static void
make_view(const char *pause)
{
    live_database_clear(server);
    live_database_run(server, DATA);
    g_autofree char *sql = g_strdup_printf(
        "ALTER TABLE miroir.claim RENAME TO claim_kept;"
        "CREATE VIEW miroir.claim AS SELECT c.* FROM miroir.claim_kept AS c, pg_sleep(%s)",
        pause);
    live_database_run(server, sql);
}

static void
drop_view(void)
{
    live_database_run(server, "DROP VIEW miroir.claim;"
                              "ALTER TABLE miroir.claim_kept RENAME TO claim");
    live_database_clear(server);
}

START_TEST(views_are_shared_out_by_hash)
{
    live_database_clear(server);
    live_database_run(server, DATA);
    g_autoptr(Counts) usual = usual_counts();
    make_view("0");
    PlanCase *plan = open_case(INDICATORS);
    ck_assert(!contract_is_plain_table(plan->contract, "claim"));
    const PlanOptions options = {.connections = 3};
    g_autoptr(Counts) counts = plan_case_run(plan, EXECUTOR_STREAM, &options);
    plan_case_expect_equal(usual, counts, "view");
    plan_case_close(plan);
    drop_view();
}
END_TEST

/* Ends the sessions that copy, as often as `data` says. */
static void
end_sessions(const char *what, double done, double expected, void *data)
{
    (void)what;
    (void)done;
    (void)expected;
    int *left = data;
    if (*left == 0)
        return;
    g_autofree char *ended = live_database_value(
        server, "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
                "WHERE query LIKE 'COPY%' AND state = 'active' AND pid <> pg_backend_pid()");
    *left -= atoi(ended) > 0;
}

static const int LOSSES[] = {1, 99};

START_TEST(lost_connection_restarts_once)
{
    live_database_clear(server);
    live_database_run(server, DATA);
    make_view("0.4");
    int left = LOSSES[_i];
    const PlanOptions options = {.connections = 2,
                                 .progress = end_sessions,
                                 .progress_data = &left,
                                 .without_activity = true};
    PlanCase *plan = open_case(INDICATORS);
    g_autoptr(Counts) counts = plan_case_try(plan, EXECUTOR_STREAM, &options);
    if (LOSSES[_i] == 1) {
        ck_assert_int_eq(left, 0);
        ck_assert_msg(counts != NULL, "%s", plan->error != NULL ? plan->error->message : "");
        ck_assert_int_eq(counts_cell(counts, 0, 1, 1)->numerator, 500);
        ck_assert_int_eq(counts_cell(counts, 0, 0, 1)->numerator, 1);
        ck_assert_int_eq(counts_cell(counts, 0, 0, 1)->denominator, 2);
    } else {
        ck_assert_ptr_null(counts);
        ck_assert(g_error_matches(plan->error, SOURCE_ERROR, SOURCE_ERROR_CONNECT));
    }
    plan_case_close(plan);
    drop_view();
}
END_TEST

START_TEST(plan_is_described)
{
    static const Executor executors[] = {EXECUTOR_STREAM, EXECUTOR_PUSHDOWN};
    live_database_clear(server);
    live_database_run(server, DATA);
    PlanCase *plan = open_case(INDICATORS);
    g_autofree char *text = plan_describe(plan->plan, executors[_i], &plan->error);
    ck_assert_msg(text != NULL, "%s", plan->error != NULL ? plan->error->message : "");
    ck_assert_ptr_nonnull(strstr(text, "FROM miroir.claim"));
    ck_assert_ptr_nonnull(strstr(text, "Seq Scan on claim"));
    plan_case_close(plan);
}
END_TEST

/* --- interruption ---------------------------------------------------------------------------- */

static volatile sig_atomic_t interrupted;

static void
interrupt(const char *what, double done, double expected, void *data)
{
    (void)what;
    (void)done;
    (void)expected;
    (void)data;
    interrupted = 1;
}

/* Last, since nothing may be asked of this process's connections afterwards. */
START_TEST(interruption_cancels)
{
    make_view("30");
    PlanCase *plan = open_case(INDICATORS);
    const PlanOptions options = {.connections = 2,
                                 .interrupted = &interrupted,
                                 .progress = interrupt,
                                 .without_activity = true};
    gint64 start = g_get_monotonic_time();
    ck_assert_ptr_null(plan_case_try(plan, EXECUTOR_STREAM, &options));
    ck_assert(g_error_matches(plan->error, SOURCE_ERROR, SOURCE_ERROR_CANCELLED));
    ck_assert_int_lt(g_get_monotonic_time() - start, 10 * G_USEC_PER_SEC);
    plan_case_close(plan);
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
    Suite *suite = suite_create("plan, faults");
    TCase *faults = tcase_create("faults");
    tcase_add_unchecked_fixture(faults, start, stop);
    tcase_set_timeout(faults, 120);
    tcase_add_loop_test(faults, faults_are_named, 0, (int)G_N_ELEMENTS(FAULTS));
    tcase_add_test(faults, ready_counts_are_taken);
    tcase_add_test(faults, views_are_shared_out_by_hash);
    tcase_add_loop_test(faults, lost_connection_restarts_once, 0, (int)G_N_ELEMENTS(LOSSES));
    tcase_add_loop_test(faults, plan_is_described, 0, 2);
    tcase_add_test(faults, interruption_cancels);
    suite_add_tcase(suite, faults);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
