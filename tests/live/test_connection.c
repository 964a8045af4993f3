/* A connection to a real server: what a session is like, what leaves a transaction, how failures
 * are worded, snapshots, COPY in both directions, and cancelling from a signal. */
#include <check.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>

#include "tests/live/live_database.h"

static LiveDatabase *server;

static Connection *
open_for(ConnectionPurpose purpose)
{
    g_autoptr(GError) error = NULL;
    Connection *connection = connection_open(live_database(server), purpose, &error);

    ck_assert_msg(connection != NULL, "%s", error != NULL ? error->message : "");
    return connection;
}

static Connection *
open_reading(void)
{
    Connection *connection = open_for(CONNECTION_TO_READ);

    ck_assert(connection_begin(connection, NULL, NULL));
    return connection;
}

static char *
value_of(Connection *connection, const char *sql)
{
    g_autoptr(GError) error = NULL;
    PGresult *result = connection_query(connection, sql, 0, NULL, &error);

    ck_assert_msg(result != NULL, "%s: %s", sql, error != NULL ? error->message : "");
    char *value = g_strdup(PQgetvalue(result, 0, 0));
    PQclear(result);
    return value;
}

/* --- the session ----------------------------------------------------------------------------- */

typedef struct {
    const char *sql, *expected;
} ValueCase;

static const ValueCase SESSION_CASES[] = {
    {"SELECT current_setting('TimeZone')", "UTC"},
    {"SELECT date '2026-03-31'::text", "2026-03-31"},
    {"SELECT (0.1::float8)::text", "0.1"},
    {"SELECT current_setting('search_path')", "pg_catalog, pg_temp"},
    {"SELECT current_setting('application_name')", "miroir"},
    {"SELECT current_setting('transaction_read_only')", "on"},
    {"SELECT current_setting('transaction_isolation')", "repeatable read"},
    {"SELECT current_setting('client_encoding')", "UTF8"},
};

START_TEST(session_is_safe)
{
    g_autoptr(Connection) connection = open_reading();
    g_autofree char *value = value_of(connection, SESSION_CASES[_i].sql);

    ck_assert_str_eq(value, SESSION_CASES[_i].expected);
}
END_TEST

typedef struct {
    const char *sql;
    const char *said; /* part of the message */
} FaultCase;

static const FaultCase FAULT_CASES[] = {
    {"COMMIT", "left the transaction"},
    {"ROLLBACK", "left the transaction"},
    {"COMMIT AND CHAIN", "left the transaction"},
    {"SELECT 1; COMMIT", "42601"},
    {"INSERT INTO miroir.claim DEFAULT VALUES", "25006"},
    {"SELECT * FROM miroir.nothing", "sql/contract"},
    {"SELECT nothing FROM miroir.claim", "miroir check"},
    {"SELECT * FROM claim", "42P01"},
    {"SELECT 1 / 0", "22012"},
};

START_TEST(fault_is_worded)
{
    const FaultCase *fault = &FAULT_CASES[_i];
    g_autoptr(Connection) connection = open_reading();
    g_autoptr(GError) error = NULL;

    ck_assert_ptr_null(connection_query(connection, fault->sql, 0, NULL, &error));
    ck_assert(g_error_matches(error, SOURCE_ERROR, SOURCE_ERROR_STATEMENT));
    ck_assert_msg(strstr(error->message, fault->said) != NULL, "%s", error->message);
}
END_TEST

START_TEST(detail_is_never_told)
{
    g_autoptr(Connection) connection = open_for(CONNECTION_TO_LOAD);
    g_autoptr(GError) error = NULL;
    static const char TWICE[] =
        "INSERT INTO miroir.patient (patient_id) VALUES ('SECRET'), ('SECRET')";

    ck_assert_ptr_null(connection_query(connection, TWICE, 0, NULL, &error));
    ck_assert(strstr(error->message, "23505") != NULL);
    ck_assert_msg(strstr(error->message, "SECRET") == NULL, "%s", error->message);
}
END_TEST

START_TEST(parameters_travel_as_they_are)
{
    g_autoptr(Connection) connection = open_reading();
    const char *const params[] = {"O'Neill \\ \"é\" -- ;"};
    PGresult *result = connection_query(connection, "SELECT $1::text", 1, params, NULL);

    ck_assert_str_eq(PQgetvalue(result, 0, 0), params[0]);
    PQclear(result);
}
END_TEST

static const char *const LITERALS[] = {"",        "plain", "O'Neill", "back\\slash", "\\'; DROP --",
                                       "é\n\t$$", "'",     "\\"};

START_TEST(literal_reads_back)
{
    g_autoptr(Connection) connection = open_reading();
    g_autofree char *literal = sql_literal(LITERALS[_i]);
    g_autofree char *sql = g_strconcat("SELECT ", literal, "::text", NULL);
    g_autofree char *value = value_of(connection, sql);

    ck_assert_str_eq(value, LITERALS[_i]);
}
END_TEST

START_TEST(snapshot_is_shared)
{
    g_autoptr(Connection) leader = open_reading();
    g_autofree char *snapshot = connection_export_snapshot(leader, NULL);
    g_autoptr(Connection) follower = open_for(CONNECTION_TO_READ);
    g_autoptr(GError) error = NULL;

    ck_assert_ptr_nonnull(snapshot);
    live_database_run(server, "INSERT INTO miroir.territory VALUES ('late', 'Late')");
    ck_assert(connection_begin(follower, snapshot, &error));

    g_autofree char *seen = value_of(follower, "SELECT count(*) FROM miroir.territory "
                                               "WHERE territory_id = 'late'");
    ck_assert_str_eq(seen, "0");

    /* Once the leader has gone, so has its snapshot. */
    g_clear_pointer(&leader, connection_close);
    g_autoptr(Connection) late = open_for(CONNECTION_TO_READ);
    ck_assert(!connection_begin(late, snapshot, &error));
    ck_assert_msg(strstr(error->message, "snapshot") != NULL, "%s", error->message);
}
END_TEST

START_TEST(commit_of_a_failed_transaction_is_a_fault)
{
    g_autoptr(Connection) connection = open_for(CONNECTION_TO_LOAD);
    g_autoptr(GError) error = NULL;

    ck_assert(connection_begin(connection, NULL, NULL));
    ck_assert_ptr_null(connection_query(connection, "SELECT 1 / 0", 0, NULL, NULL));
    ck_assert(!connection_commit(connection, &error));
    ck_assert(strstr(error->message, "rolled back") != NULL);
}
END_TEST

/* --- COPY ------------------------------------------------------------------------------------ */

typedef struct {
    size_t n_rows, n_bytes;
    size_t stop_at; /* 0 never */
} Seen;

static bool
see_row(const char *bytes, int length, void *data, GError **error)
{
    Seen *seen = data;

    ck_assert_ptr_nonnull(bytes);
    seen->n_rows++;
    seen->n_bytes += (size_t)length;

    if (seen->n_rows != seen->stop_at)
        return true;

    g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_DATA, "enough");
    return false;
}

typedef struct {
    const char *sql;
    size_t n_rows, n_bytes;
} CopyCase;

static const CopyCase COPY_CASES[] = {
    /* A tuple is 2 bytes of count and, a field, 4 bytes of length. */
    {"COPY (SELECT 1::int8 WHERE false) TO STDOUT (FORMAT binary)", 0, 0},
    {"COPY (SELECT g::int8 FROM generate_series(1, 1) g) TO STDOUT (FORMAT binary)", 1, 14},
    {"COPY (SELECT g::int8, NULL::text FROM generate_series(1, 100000) g) TO STDOUT "
     "(FORMAT binary)",
     100000, 1800000},
    {"COPY (SELECT FROM generate_series(1, 3)) TO STDOUT (FORMAT binary)", 3, 6},
    {"COPY (SELECT 'é' FROM generate_series(1, 3)) TO STDOUT", 3, 9},
};

START_TEST(copy_out_gives_each_row)
{
    g_autoptr(Connection) connection = open_reading();
    g_autoptr(GError) error = NULL;
    Seen seen = {0};

    ck_assert_msg(connection_copy_out(connection, COPY_CASES[_i].sql, see_row, &seen, &error), "%s",
                  error != NULL ? error->message : "");
    ck_assert_uint_eq(seen.n_rows, COPY_CASES[_i].n_rows);
    ck_assert_uint_eq(seen.n_bytes, COPY_CASES[_i].n_bytes);

    g_autofree char *after = value_of(connection, "SELECT 1");
    ck_assert_str_eq(after, "1");
}
END_TEST

static const FaultCase COPY_FAULTS[] = {
    {"COPY miroir.nothing TO STDOUT", "42P01"},
    {"SELECT 1", "not a COPY"},
    {"COPY (SELECT 1 / (50000 - g) FROM generate_series(1, 100000) g) TO STDOUT (FORMAT binary)",
     "22012"},
};

START_TEST(copy_out_fault_is_worded)
{
    g_autoptr(Connection) connection = open_reading();
    g_autoptr(GError) error = NULL;
    Seen seen = {0};

    ck_assert(!connection_copy_out(connection, COPY_FAULTS[_i].sql, see_row, &seen, &error));
    ck_assert(g_error_matches(error, SOURCE_ERROR, SOURCE_ERROR_STATEMENT));
    ck_assert_msg(strstr(error->message, COPY_FAULTS[_i].said) != NULL, "%s", error->message);
}
END_TEST

START_TEST(copy_out_stops_when_told)
{
    g_autoptr(Connection) connection = open_reading();
    g_autoptr(GError) error = NULL;
    Seen seen = {.stop_at = 10};

    ck_assert(!connection_copy_out(
        connection, "COPY (SELECT g FROM generate_series(1, 10000000) g) TO STDOUT (FORMAT binary)",
        see_row, &seen, &error));
    ck_assert_uint_eq(seen.n_rows, 10);
    ck_assert(g_error_matches(error, SOURCE_ERROR, SOURCE_ERROR_DATA));
}
END_TEST

START_TEST(copy_in_stores_rows)
{
    g_autoptr(Connection) connection = open_for(CONNECTION_TO_LOAD);
    g_autoptr(GError) error = NULL;
    size_t n_rows = 0;
    static const char LINE[] = "copied\tCopied\n";
    static const char COPY[] = "COPY miroir.territory (territory_id, label) FROM STDIN";

    ck_assert(connection_begin(connection, NULL, NULL));
    ck_assert(connection_copy_in_begin(connection, COPY, &error));
    ck_assert(connection_copy_in_put(connection, LINE, strlen(LINE), &error));
    ck_assert(connection_copy_in_end(connection, &n_rows, &error));
    ck_assert_uint_eq(n_rows, 1);

    /* The same key again: the server refuses at the end, and nothing stays. */
    ck_assert(connection_copy_in_begin(connection, COPY, &error));
    ck_assert(connection_copy_in_put(connection, LINE, strlen(LINE), &error));
    ck_assert(!connection_copy_in_end(connection, &n_rows, &error));
    ck_assert_msg(strstr(error->message, "23505") != NULL, "%s", error->message);
    g_clear_pointer(&connection, connection_close);

    g_autofree char *kept = live_database_value(
        server, "SELECT count(*) FROM miroir.territory WHERE territory_id = 'copied'");
    ck_assert_str_eq(kept, "0");
}
END_TEST

START_TEST(script_runs_whole_or_says_why)
{
    g_autoptr(Connection) connection = open_for(CONNECTION_TO_LOAD);
    g_autoptr(GError) error = NULL;

    ck_assert(connection_begin(connection, NULL, NULL));
    ck_assert(connection_run_script(connection, "SELECT 1; -- a\n SELECT 2; ;", &error));
    ck_assert(!connection_run_script(connection, "SELECT 1; COMMIT; SELECT 2", &error));
    ck_assert(strstr(error->message, "left its transaction") != NULL);
    g_clear_error(&error);

    g_autoptr(Connection) other = open_for(CONNECTION_TO_LOAD);
    ck_assert(!connection_run_script(other, "SELECT 1; SELECT 1 / 0; SELECT 2", &error));
    ck_assert(strstr(error->message, "22012") != NULL);
    g_clear_error(&error);
    ck_assert(!connection_run_script(other, "COPY miroir.territory FROM STDIN", &error));
}
END_TEST

/* --- opening --------------------------------------------------------------------------------- */

typedef struct {
    DatabaseKind kind;
    const char *text;
    const char *said, *hint;
} OpenCase;

static const OpenCase OPEN_CASES[] = {
    {DATABASE_CONNINFO, "host=/nonexistent user=x", "cannot connect", "try: psql"},
    {DATABASE_CONNINFO, "host=127.0.0.1 port=1 connect_timeout=2", "cannot connect", "listen"},
    {DATABASE_CONNINFO, "host=localhost password=hunter2",
     "campaign.yaml:7:11: database: a password", ".pgpass"},
    {DATABASE_CONNINFO, "postgresql://a:hunter2@localhost/x", "password", ".pgpass"},
    {DATABASE_CONNINFO, "hots=localhost", "campaign.yaml:7:11: database: the conninfo", "host="},
    {DATABASE_SERVICE, "no 'such\\ service", "cannot connect", "pg_service.conf"},
};

START_TEST(open_fault_is_worded)
{
    const OpenCase *fault = &OPEN_CASES[_i];
    g_autofree char *text = g_strdup(fault->text);
    DatabaseSetting setting = {
        .kind = fault->kind, .text = text, .place = {"campaign.yaml", 7, 11}};
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) database = database_open(&setting, &error);
    g_autoptr(Connection) connection =
        database != NULL ? connection_open(database, CONNECTION_TO_READ, &error) : NULL;

    ck_assert_ptr_null(connection);
    ck_assert(g_error_matches(error, SOURCE_ERROR, SOURCE_ERROR_CONNECT));
    ck_assert_msg(strstr(error->message, fault->said) != NULL, "%s", error->message);
    ck_assert_msg(strstr(error->message, fault->hint) != NULL, "%s", error->message);
    ck_assert(strstr(error->message, "hunter2") == NULL);
}
END_TEST

START_TEST(service_to_load_is_another)
{
    g_autofree char *path = g_strdup("/tmp/miroir-service-XXXXXX");
    int descriptor = g_mkstemp(path);
    g_autofree char *folder = g_strdup(live_database_conninfo(server) + strlen("host="));
    *strchr(folder, ' ') = '\0';
    g_autofree char *text = g_strdup_printf("[reads]\nhost=%s\ndbname=postgres\nuser=miroir\n"
                                            "[loads]\nhost=%s\ndbname=template1\nuser=miroir\n",
                                            folder, folder);

    ck_assert_int_ge(descriptor, 0);
    g_close(descriptor, NULL);
    ck_assert(g_file_set_contents(path, text, -1, NULL));
    g_setenv("PGSERVICEFILE", path, TRUE);

    char reads[] = "reads", loads[] = "loads";
    DatabaseSetting setting = {.kind = DATABASE_SERVICE, .text = reads, .load_service = loads};
    g_autoptr(Database) database = database_open(&setting, NULL);
    g_autoptr(Connection) reading = connection_open(database, CONNECTION_TO_READ, NULL);
    g_autoptr(Connection) loading = connection_open(database, CONNECTION_TO_LOAD, NULL);
    ck_assert_str_eq(PQdb(connection_pg(reading)), "postgres");
    ck_assert_str_eq(PQdb(connection_pg(loading)), "template1");
    (void)remove(path);
}
END_TEST

/* --- cancelling; last, since it is for good -------------------------------------------------- */

static void
cancel_on_signal(int number)
{
    (void)number;
    connection_cancel_all();
}

START_TEST(signal_cancels_statement)
{
    g_autoptr(Connection) connection = open_reading();
    g_autoptr(GError) error = NULL;
    gint64 begun = g_get_monotonic_time();
    struct itimerval soon = {.it_value = {.tv_usec = 100000}};

    signal(SIGALRM, cancel_on_signal);
    setitimer(ITIMER_REAL, &soon, NULL);
    ck_assert_ptr_null(connection_query(connection, "SELECT pg_sleep(60)", 0, NULL, &error));
    ck_assert(g_error_matches(error, SOURCE_ERROR, SOURCE_ERROR_CANCELLED));
    ck_assert_int_lt(g_get_monotonic_time() - begun, 5 * G_USEC_PER_SEC);
    g_clear_error(&error);

    ck_assert_ptr_null(connection_query(connection, "SELECT 1", 0, NULL, &error));
    ck_assert(g_error_matches(error, SOURCE_ERROR, SOURCE_ERROR_CANCELLED));
}
END_TEST

static Suite *
connection_suite(void)
{
    Suite *suite = suite_create("connection");
    TCase *tests = tcase_create("live");

    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, session_is_safe, 0, G_N_ELEMENTS(SESSION_CASES));
    tcase_add_loop_test(tests, fault_is_worded, 0, G_N_ELEMENTS(FAULT_CASES));
    tcase_add_test(tests, detail_is_never_told);
    tcase_add_test(tests, parameters_travel_as_they_are);
    tcase_add_loop_test(tests, literal_reads_back, 0, G_N_ELEMENTS(LITERALS));
    tcase_add_test(tests, snapshot_is_shared);
    tcase_add_test(tests, commit_of_a_failed_transaction_is_a_fault);
    tcase_add_loop_test(tests, copy_out_gives_each_row, 0, G_N_ELEMENTS(COPY_CASES));
    tcase_add_loop_test(tests, copy_out_fault_is_worded, 0, G_N_ELEMENTS(COPY_FAULTS));
    tcase_add_test(tests, copy_out_stops_when_told);
    tcase_add_test(tests, copy_in_stores_rows);
    tcase_add_test(tests, script_runs_whole_or_says_why);
    tcase_add_loop_test(tests, open_fault_is_worded, 0, G_N_ELEMENTS(OPEN_CASES));
    tcase_add_test(tests, service_to_load_is_another);
    tcase_add_test(tests, signal_cancels_statement);
    suite_add_tcase(suite, tests);
    return suite;
}

int
main(void)
{
    server = live_database_start();
    SRunner *runner = srunner_create(connection_suite());

    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    live_database_stop(server);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
