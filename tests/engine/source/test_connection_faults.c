/* What a connection does when its server fails it, without a server: each case is a script of what
 * libpq answers, and the error that must come out of it. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "engine/source/connection.h"
#include "tests/engine/source/fake_libpq.h"

typedef enum {
    ACT_OPEN,   /* nothing more */
    ACT_QUERY,  /* in a transaction, SELECT 1 */
    ACT_EXPORT, /* in a transaction, the snapshot */
    ACT_OUT,    /* in a transaction, COPY out */
    ACT_IN,     /* in a transaction to load, COPY in of one line */
    ACT_SCRIPT, /* in a transaction to load */
    ACT_COMMIT, /* of a transaction to load */
    ACT_CANCELLED,
} Act;

enum { N_STEPS = 20 };

typedef struct {
    const char *what;
    Act act;
    FakeStep steps[N_STEPS]; /* after opening, beginning included; FAKE_END is zero */
    int code;                /* of SourceError; -1 success */
    const char *said;
} FaultCase;

/* --- what scripts are made of ---------------------------------------------------------------- */

#define IDLE .transaction = PQTRANS_IDLE
#define OPEN .transaction = PQTRANS_INTRANS
#define CONNECTED                                                                                  \
    {                                                                                              \
        FAKE_CONNECT, .number = CONNECTION_OK, IDLE                                                \
    }
#define DONE                                                                                       \
    {                                                                                              \
        FAKE_NO_RESULT, OPEN                                                                       \
    }
#define SETTINGS                                                                                   \
    {FAKE_SEND, .number = 1, .text = "set_config"},                                                \
        {FAKE_RESULT, .number = PGRES_TUPLES_OK, IDLE},                                            \
    {                                                                                              \
        FAKE_NO_RESULT, IDLE                                                                       \
    }
#define BEGUN                                                                                      \
    {FAKE_SEND, .number = 1, .text = "BEGIN"},                                                     \
        {FAKE_RESULT, .number = PGRES_COMMAND_OK, .tag = "BEGIN", OPEN}, DONE
#define SENT(sql)                                                                                  \
    {                                                                                              \
        FAKE_SEND, .number = 1, .text = sql                                                        \
    }
#define REFUSED(state, message)                                                                    \
    {                                                                                              \
        FAKE_RESULT, .number = PGRES_FATAL_ERROR, .sqlstate = state, .text = message,              \
                     .transaction = PQTRANS_INERROR                                                \
    }
#define COPY_OUT                                                                                   \
    SENT("COPY"),                                                                                  \
    {                                                                                              \
        FAKE_RESULT, .number = PGRES_COPY_OUT, .text = "binary", OPEN                              \
    }
#define COPY_IN                                                                                    \
    SENT("COPY"),                                                                                  \
    {                                                                                              \
        FAKE_RESULT, .number = PGRES_COPY_IN, OPEN                                                 \
    }
#define ROW(bytes)                                                                                 \
    {                                                                                              \
        FAKE_ROW, .text = bytes, .length = sizeof(bytes) - 1, OPEN                                 \
    }
#define HEADER "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0"
#define TUPLE "\0\1\0\0\0\2ab" /* one field of two bytes */
#define TRAILER "\377\377"
#define COPIED                                                                                     \
    {                                                                                              \
        FAKE_RESULT, .number = PGRES_COMMAND_OK, .tag = "COPY 1", OPEN                             \
    }
#define NO_MORE_ROWS                                                                               \
    {                                                                                              \
        FAKE_ROWS_END, OPEN                                                                        \
    }

static const FaultCase CASES[] = {
    /* opening */
    {"refused",
     ACT_OPEN,
     {{FAKE_CONNECT, .number = CONNECTION_BAD, .text = "role unknown\nmore"}},
     SOURCE_ERROR_CONNECT,
     "role unknown; services are looked up"},
    {"password wanted",
     ACT_OPEN,
     {{FAKE_CONNECT, .number = CONNECTION_BAD, .text = "fe_sendauth: no password supplied"}},
     SOURCE_ERROR_CONNECT,
     "~/.pgpass"},
    {"old server",
     ACT_OPEN,
     {{FAKE_CONNECT, .number = CONNECTION_OK, .version = 110009}},
     SOURCE_ERROR_CONNECT,
     "PostgreSQL 11; 12 or later"},
    {"no encoding",
     ACT_OPEN,
     {{FAKE_CONNECT, .number = CONNECTION_OK, .encoding = "SQL_ASCII"}},
     SOURCE_ERROR_CONNECT,
     "SQL_ASCII"},
    {"settings refused",
     ACT_OPEN,
     {CONNECTED,
      SENT("set_config"),
      REFUSED("42501", "permission denied"),
      {.call = FAKE_NO_RESULT}},
     SOURCE_ERROR_STATEMENT,
     "42501"},
    {"opened", ACT_OPEN, {CONNECTED, SETTINGS}, -1, ""},

    /* a statement */
    {"begin fails",
     ACT_QUERY,
     {CONNECTED, SETTINGS, {FAKE_SEND, .text = "BEGIN"}},
     SOURCE_ERROR_CONNECT,
     "was lost: no connection"},
    {"sending fails",
     ACT_QUERY,
     {CONNECTED, SETTINGS, BEGUN, {FAKE_SEND, .text = "SELECT 1"}},
     SOURCE_ERROR_CONNECT,
     "was lost"},
    {"lost while waiting",
     ACT_QUERY,
     {CONNECTED,
      SETTINGS,
      BEGUN,
      SENT("SELECT 1"),
      {.call = FAKE_BUSY},
      {FAKE_LOST, .text = "server closed the connection unexpectedly\n\tThis probably means"}},
     SOURCE_ERROR_CONNECT,
     "closed the connection unexpectedly; see the log"},
    {"server stopped",
     ACT_QUERY,
     {CONNECTED, SETTINGS, BEGUN, SENT("SELECT 1"), REFUSED("57P01", "terminating connection"),
      DONE},
     SOURCE_ERROR_CONNECT,
     "was lost: terminating connection"},
    {"out of disk",
     ACT_QUERY,
     {CONNECTED, SETTINGS, BEGUN, SENT("SELECT 1"), REFUSED("53100", "could not extend"), DONE},
     SOURCE_ERROR_STATEMENT,
     "(53100): could not extend; the disk of the server is full"},
    {"timeout of the role",
     ACT_QUERY,
     {CONNECTED, SETTINGS, BEGUN, SENT("SELECT 1"), REFUSED("57014", "canceling statement"), DONE},
     SOURCE_ERROR_STATEMENT,
     "statement_timeout"},
    {"no result at all",
     ACT_QUERY,
     {
         CONNECTED,
         SETTINGS,
         BEGUN,
         SENT("SELECT 1"),
         DONE,
     },
     SOURCE_ERROR_CONNECT,
     "no reason given"},
    {"transaction committed underneath",
     ACT_QUERY,
     {CONNECTED,
      SETTINGS,
      BEGUN,
      SENT("SELECT 1"),
      {FAKE_RESULT, .number = PGRES_COMMAND_OK, .tag = "COMMIT", OPEN},
      DONE},
     SOURCE_ERROR_STATEMENT,
     "left the transaction"},
    {"transaction gone",
     ACT_QUERY,
     {CONNECTED,
      SETTINGS,
      BEGUN,
      SENT("SELECT 1"),
      {FAKE_RESULT, .number = PGRES_TUPLES_OK, .tag = "SELECT 1", IDLE},
      {FAKE_NO_RESULT, IDLE}},
     SOURCE_ERROR_STATEMENT,
     "left the transaction"},
    {"a COPY for a query",
     ACT_QUERY,
     {CONNECTED,
      SETTINGS,
      BEGUN,
      SENT("SELECT 1"),
      {FAKE_RESULT, .number = PGRES_COPY_OUT, OPEN},
      {FAKE_RESULT, .number = PGRES_COPY_OUT, OPEN}},
     SOURCE_ERROR_STATEMENT,
     "another kind (copy out)"},
    {"waits, then succeeds",
     ACT_QUERY,
     {CONNECTED,
      SETTINGS,
      BEGUN,
      SENT("SELECT 1"),
      {FAKE_BUSY, OPEN},
      {FAKE_BUSY, OPEN},
      {FAKE_RESULT, .number = PGRES_TUPLES_OK, .tag = "SELECT 1", OPEN},
      DONE},
     -1,
     ""},
    {"snapshot refused",
     ACT_EXPORT,
     {CONNECTED, SETTINGS, BEGUN, SENT("pg_export_snapshot"), REFUSED("0A000", "not here"), DONE},
     SOURCE_ERROR_STATEMENT,
     "not here"},

    /* COPY out */
    {"two rows",
     ACT_OUT,
     {CONNECTED,
      SETTINGS,
      BEGUN,
      COPY_OUT,
      ROW(HEADER TUPLE),
      {FAKE_BUSY, OPEN},
      ROW(TUPLE),
      ROW(TRAILER),
      NO_MORE_ROWS,
      COPIED,
      DONE},
     -1,
     ""},
    {"no rows",
     ACT_OUT,
     {CONNECTED, SETTINGS, BEGUN, COPY_OUT, ROW(HEADER TRAILER), NO_MORE_ROWS, COPIED, DONE},
     -1,
     ""},
    {"refused at once",
     ACT_OUT,
     {CONNECTED, SETTINGS, BEGUN, SENT("COPY"), REFUSED("42P01", "no such relation"), DONE},
     SOURCE_ERROR_STATEMENT,
     "sql/contract"},
    {"lost between rows",
     ACT_OUT,
     {CONNECTED,
      SETTINGS,
      BEGUN,
      COPY_OUT,
      ROW(HEADER TUPLE),
      {FAKE_LOST, .text = "reset by peer"}},
     SOURCE_ERROR_CONNECT,
     "was lost: reset by peer"},
    {"fails between rows",
     ACT_OUT,
     {CONNECTED, SETTINGS, BEGUN, COPY_OUT, ROW(HEADER TUPLE), NO_MORE_ROWS,
      REFUSED("22012", "division by zero"), DONE},
     SOURCE_ERROR_STATEMENT,
     "(22012): division by zero"},
    {"stream broken",
     ACT_OUT,
     {CONNECTED,
      SETTINGS,
      BEGUN,
      COPY_OUT,
      ROW(HEADER TUPLE),
      {FAKE_ROWS_BROKEN, .text = "lost synchronization", OPEN}},
     SOURCE_ERROR_CONNECT,
     "lost synchronization"},
    {"no signature",
     ACT_OUT,
     {CONNECTED, SETTINGS, BEGUN, COPY_OUT, ROW("PGCOPZ" TUPLE TUPLE TUPLE)},
     SOURCE_ERROR_CONNECT,
     "no signature"},
    {"header cut short",
     ACT_OUT,
     {CONNECTED, SETTINGS, BEGUN, COPY_OUT, ROW("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\7" TUPLE "")},
     SOURCE_ERROR_CONNECT,
     "damaged COPY stream"},
    {"row cut short",
     ACT_OUT,
     {CONNECTED, SETTINGS, BEGUN, COPY_OUT, ROW(HEADER TUPLE), ROW("\0\1\0\0\0\2a")},
     SOURCE_ERROR_CONNECT,
     "row cut short"},
    {"row too long",
     ACT_OUT,
     {CONNECTED, SETTINGS, BEGUN, COPY_OUT, ROW(HEADER TUPLE), ROW("\0\1\0\0\0\2abc")},
     SOURCE_ERROR_CONNECT,
     "row cut short"},
    {"field of impossible length",
     ACT_OUT,
     {CONNECTED, SETTINGS, BEGUN, COPY_OUT, ROW(HEADER TUPLE), ROW("\0\1\377\377\377\376ab")},
     SOURCE_ERROR_CONNECT,
     "row cut short"},
    {"row after the end",
     ACT_OUT,
     {CONNECTED, SETTINGS, BEGUN, COPY_OUT, ROW(HEADER TUPLE), ROW(TRAILER), ROW(TUPLE)},
     SOURCE_ERROR_CONNECT,
     "rows after the end"},
    {"no end",
     ACT_OUT,
     {CONNECTED, SETTINGS, BEGUN, COPY_OUT, ROW(HEADER TUPLE), NO_MORE_ROWS, COPIED, DONE},
     SOURCE_ERROR_CONNECT,
     "no end"},
    {"transaction gone after rows",
     ACT_OUT,
     {CONNECTED,
      SETTINGS,
      BEGUN,
      COPY_OUT,
      ROW(HEADER TRAILER),
      NO_MORE_ROWS,
      {FAKE_RESULT, .number = PGRES_COMMAND_OK, .tag = "COPY 0", IDLE},
      {FAKE_NO_RESULT, IDLE}},
     SOURCE_ERROR_STATEMENT,
     "left the transaction"},

    /* COPY in */
    {"one line in",
     ACT_IN,
     {CONNECTED,
      SETTINGS,
      BEGUN,
      COPY_IN,
      {FAKE_PUT, .number = 1, .text = "line\n", OPEN},
      {FAKE_PUT_END, .number = 1, OPEN},
      COPIED,
      DONE},
     -1,
     ""},
    {"lost while sending",
     ACT_IN,
     {CONNECTED, SETTINGS, BEGUN, COPY_IN, {FAKE_PUT, .number = -1, .text = "line\n"}},
     SOURCE_ERROR_CONNECT,
     "was lost"},
    {"lost at the end",
     ACT_IN,
     {CONNECTED,
      SETTINGS,
      BEGUN,
      COPY_IN,
      {FAKE_PUT, .number = 1, .text = "line\n", OPEN},
      {FAKE_PUT_END, .number = -1}},
     SOURCE_ERROR_CONNECT,
     "was lost"},
    {"refused at the end",
     ACT_IN,
     {CONNECTED,
      SETTINGS,
      BEGUN,
      COPY_IN,
      {FAKE_PUT, .number = 1, .text = "line\n", OPEN},
      {FAKE_PUT_END, .number = 1, OPEN},
      REFUSED("23505", "duplicate key"),
      DONE},
     SOURCE_ERROR_STATEMENT,
     "(23505): duplicate key"},

    /* the rest */
    {"commit of a failed transaction",
     ACT_COMMIT,
     {CONNECTED,
      SETTINGS,
      BEGUN,
      SENT("COMMIT"),
      {FAKE_RESULT, .number = PGRES_COMMAND_OK, .tag = "ROLLBACK", IDLE},
      {FAKE_NO_RESULT, IDLE}},
     SOURCE_ERROR_STATEMENT,
     "rolled back"},
    {"lost while committing",
     ACT_COMMIT,
     {CONNECTED, SETTINGS, BEGUN, SENT("COMMIT"), {FAKE_LOST, .text = "reset"}},
     SOURCE_ERROR_CONNECT,
     "was lost"},
    {"script stops at the first fault",
     ACT_SCRIPT,
     {CONNECTED,
      SETTINGS,
      BEGUN,
      SENT("one; two"),
      {FAKE_RESULT, .number = PGRES_COMMAND_OK, .tag = "CREATE", OPEN},
      REFUSED("42601", "syntax error"),
      {FAKE_NO_RESULT, .transaction = PQTRANS_INERROR}},
     SOURCE_ERROR_STATEMENT,
     "syntax error"},
    {"script ends its transaction",
     ACT_SCRIPT,
     {CONNECTED,
      SETTINGS,
      BEGUN,
      SENT("one; two"),
      {FAKE_RESULT, .number = PGRES_COMMAND_OK, .tag = "COMMIT", IDLE},
      {FAKE_NO_RESULT, IDLE},
      {FAKE_NO_RESULT, IDLE}},
     SOURCE_ERROR_STATEMENT,
     "left its transaction"},

    /* last, since it is for good: a cancel that came too early is sent again */
    {"cancelled",
     ACT_CANCELLED,
     {CONNECTED,
      SETTINGS,
      BEGUN,
      SENT("SELECT 1"),
      {FAKE_SILENT, OPEN},
      REFUSED("57014", "canceling statement"),
      DONE},
     SOURCE_ERROR_CANCELLED,
     "interrupted"},
};

/* --- acting ---------------------------------------------------------------------------------- */

static bool
take_row(const char *bytes, int length, void *data, GError **error)
{
    (void)data;
    (void)error;
    ck_assert_int_eq(length, (int)sizeof(TUPLE) - 1);
    ck_assert_mem_eq(bytes, TUPLE, sizeof(TUPLE) - 1);
    return true;
}

static bool
query(Connection *connection, GError **error)
{
    PGresult *result = connection_query(connection, "SELECT 1", 0, NULL, error);
    bool is_done = result != NULL;

    PQclear(result);
    return is_done;
}

/* The handler's own cancel does nothing here (see PQcancel): the waiting must repeat it. */
static gpointer
cancel_soon(gpointer data)
{
    (void)data;
    g_usleep(100 * 1000);
    connection_cancel_all();
    return NULL;
}

static bool
query_cancelled(Connection *connection, GError **error)
{
    GThread *thread = g_thread_new("cancel", cancel_soon, NULL);
    bool is_done = query(connection, error);

    g_thread_join(thread);
    ck_assert_int_ge(fake_libpq_n_cancels(), 2);
    return is_done;
}

static bool
copy_in(Connection *connection, GError **error)
{
    size_t n_rows = 0;

    if (!connection_copy_in_begin(connection, "COPY", error) ||
        !connection_copy_in_put(connection, "line\n", 5, error) ||
        !connection_copy_in_end(connection, &n_rows, error))
        return false;

    ck_assert_uint_eq(n_rows, 1);
    return true;
}

static bool
act(Act what, Connection *connection, GError **error)
{
    g_autofree char *snapshot = NULL;

    if (what == ACT_OPEN)
        return true;
    if (!connection_begin(connection, NULL, error))
        return false;

    switch (what) {
    case ACT_OPEN:
        return true;
    case ACT_QUERY:
        return query(connection, error);
    case ACT_EXPORT:
        snapshot = connection_export_snapshot(connection, error);
        return snapshot != NULL;
    case ACT_OUT:
        return connection_copy_out(connection, "COPY", take_row, NULL, error);
    case ACT_IN:
        return copy_in(connection, error);
    case ACT_SCRIPT:
        return connection_run_script(connection, "one; two", error);
    case ACT_COMMIT:
        return connection_commit(connection, error);
    case ACT_CANCELLED:
        return query_cancelled(connection, error);
    }

    return false;
}

START_TEST(failure_is_reported)
{
    const FaultCase *fault = &CASES[_i];
    char conninfo[] = "host=/nowhere";
    DatabaseSetting setting = {.kind = DATABASE_SERVICE, .text = conninfo};
    bool loads = fault->act == ACT_IN || fault->act == ACT_SCRIPT || fault->act == ACT_COMMIT;
    g_autoptr(GError) error = NULL;
    g_autoptr(Database) database = database_open(&setting, NULL);

    fake_libpq_play(fault->steps);
    Connection *connection =
        connection_open(database, loads ? CONNECTION_TO_LOAD : CONNECTION_TO_READ, &error);
    bool is_done = connection != NULL && act(fault->act, connection, &error);
    connection_close(connection);

    ck_assert_msg(is_done == (fault->code < 0), "%s: %s", fault->what,
                  error != NULL ? error->message : "succeeded");
    if (!is_done) {
        ck_assert_msg(g_error_matches(error, SOURCE_ERROR, fault->code), "%s: code %d: %s",
                      fault->what, error->code, error->message);
        ck_assert_msg(strstr(error->message, fault->said) != NULL, "%s: %s", fault->what,
                      error->message);
    }
    fake_libpq_check();
}
END_TEST

static Suite *
faults_suite(void)
{
    Suite *suite = suite_create("connection faults");
    TCase *tests = tcase_create("without a server");

    tcase_add_loop_test(tests, failure_is_reported, 0, G_N_ELEMENTS(CASES));
    suite_add_tcase(suite, tests);
    return suite;
}

int
main(void)
{
    SRunner *runner = srunner_create(faults_suite());

    srunner_run_all(runner, CK_ENV);
    int n_failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
