/* Only what engine/source/connection*.c calls. State is global, as there is one script a test. */
#include "tests/engine/source/fake_libpq.h"

#include <check.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct pg_conn {
    ConnStatusType status;
    PGTransactionStatusType transaction;
    const char *message;
    const char *encoding;
    int version;
    PQnoticeReceiver receiver;
    int socket[2]; /* readable once somebody has written to it */
};

struct pg_result {
    const FakeStep *step;
};

struct pg_cancel {
    int socket;
};

static const FakeStep *next_step;
static int n_results, n_buffers, n_connections, n_cancel_objects, n_cancels;

void
fake_libpq_play(const FakeStep *script)
{
    next_step = script;
    n_results = n_buffers = n_connections = n_cancel_objects = n_cancels = 0;
}

void
fake_libpq_check(void)
{
    ck_assert_int_eq(next_step->call, FAKE_END);
    ck_assert_int_eq(n_results, 0);
    ck_assert_int_eq(n_buffers, 0);
    ck_assert_int_eq(n_connections, 0);
    ck_assert_int_eq(n_cancel_objects, 0);
}

int
fake_libpq_n_cancels(void)
{
    return n_cancels;
}

static const FakeStep *
take(FakeCall call)
{
    ck_assert_msg(next_step->call == call, "call %d where the script has %d (%s)", call,
                  next_step->call, next_step->text != NULL ? next_step->text : "");
    return next_step++;
}

static const FakeStep *
take_for(PGconn *conn, FakeCall call)
{
    const FakeStep *step = take(call);

    conn->transaction = step->transaction;
    return step;
}

/* --- the connection -------------------------------------------------------------------------- */

PGconn *
PQconnectdbParams(const char *const *keywords, const char *const *values, int expand_dbname)
{
    const FakeStep *step = take(FAKE_CONNECT);
    PGconn *conn = calloc(1, sizeof *conn);

    ck_assert_ptr_nonnull(keywords);
    ck_assert_ptr_nonnull(values);
    ck_assert_int_eq(expand_dbname, 1);
    conn->status = (ConnStatusType)step->number;
    conn->message = step->text != NULL ? step->text : "";
    conn->version = step->version != 0 ? step->version : 150000;
    conn->encoding = step->encoding != NULL ? step->encoding : "UTF8";
    ck_assert_int_eq(pipe(conn->socket), 0);
    n_connections++;
    return conn;
}

void
PQfinish(PGconn *conn)
{
    close(conn->socket[0]);
    close(conn->socket[1]);
    free(conn);
    n_connections--;
}

ConnStatusType
PQstatus(const PGconn *conn)
{
    return conn->status;
}

PGTransactionStatusType
PQtransactionStatus(const PGconn *conn)
{
    return conn->status == CONNECTION_OK ? conn->transaction : PQTRANS_UNKNOWN;
}

char *
PQerrorMessage(const PGconn *conn)
{
    return (char *)(size_t)conn->message;
}

int
PQserverVersion(const PGconn *conn)
{
    return conn->version;
}

const char *
PQparameterStatus(const PGconn *conn, const char *name)
{
    ck_assert_str_eq(name, "server_encoding");
    return conn->encoding;
}

int
PQconnectionNeedsPassword(const PGconn *conn)
{
    return strstr(conn->message, "no password supplied") != NULL;
}

PQnoticeReceiver
PQsetNoticeReceiver(PGconn *conn, PQnoticeReceiver receiver, void *data)
{
    (void)data;
    conn->receiver = receiver;
    return NULL;
}

int
PQsocket(const PGconn *conn)
{
    return conn->socket[0];
}

static void
wake(int socket)
{
    ck_assert_int_eq(write(socket, "", 1), 1);
}

int
PQisBusy(PGconn *conn)
{
    if (next_step->call == FAKE_BUSY || next_step->call == FAKE_LOST)
        wake(conn->socket[1]);

    return next_step->call == FAKE_BUSY || next_step->call == FAKE_LOST ||
           next_step->call == FAKE_SILENT;
}

int
PQconsumeInput(PGconn *conn)
{
    char byte;

    ck_assert_int_eq(read(conn->socket[0], &byte, 1), 1);
    if (next_step->call == FAKE_LOST) {
        conn->message = take(FAKE_LOST)->text;
        conn->status = CONNECTION_BAD;
        return 0;
    }

    (void)take_for(conn, next_step->call == FAKE_SILENT ? FAKE_SILENT : FAKE_BUSY);
    return 1;
}

/* --- cancelling ------------------------------------------------------------------------------ */

PGcancel *
PQgetCancel(PGconn *conn)
{
    PGcancel *cancel = calloc(1, sizeof *cancel);

    cancel->socket = conn->socket[1];
    n_cancel_objects++;
    return cancel;
}

void
PQfreeCancel(PGcancel *cancel)
{
    n_cancel_objects -= cancel != NULL;
    free(cancel);
}

int
PQcancel(PGcancel *cancel, char *buffer, int size)
{
    ck_assert_int_gt(size, 0);
    buffer[0] = '\0';
    /* The first comes before the server has begun the statement, and does nothing. */
    if (++n_cancels > 1)
        wake(cancel->socket);
    return 1;
}

/* --- statements ------------------------------------------------------------------------------ */

static int
send_statement(PGconn *conn, const char *sql)
{
    const FakeStep *step = take(FAKE_SEND);

    ck_assert_msg(conn->receiver != NULL, "notices would be printed");
    ck_assert_msg(strstr(sql, step->text) != NULL, "%s where the script has %s", sql, step->text);
    if (step->number == 0) {
        conn->status = CONNECTION_BAD;
        conn->message = "no connection to the server\n";
    }
    return step->number;
}

int
PQsendQuery(PGconn *conn, const char *sql)
{
    return send_statement(conn, sql);
}

int
PQsendQueryParams(PGconn *conn, const char *sql, int n_params, const Oid *types,
                  const char *const *values, const int *lengths, const int *formats, int format)
{
    (void)n_params;
    (void)types;
    (void)values;
    (void)lengths;
    (void)formats;
    (void)format;
    return send_statement(conn, sql);
}

PGresult *
PQgetResult(PGconn *conn)
{
    if (conn->status != CONNECTION_OK)
        return NULL;
    if (next_step->call == FAKE_NO_RESULT) {
        (void)take_for(conn, FAKE_NO_RESULT);
        return NULL;
    }

    PGresult *result = calloc(1, sizeof *result);
    result->step = take_for(conn, FAKE_RESULT);
    n_results++;
    return result;
}

void
PQclear(PGresult *result)
{
    n_results -= result != NULL;
    free(result);
}

ExecStatusType
PQresultStatus(const PGresult *result)
{
    return (ExecStatusType)result->step->number;
}

char *
PQresStatus(ExecStatusType status)
{
    static char names[][16] = {"no copy", "copy out", "copy in"};

    return names[status == PGRES_COPY_OUT ? 1 : status == PGRES_COPY_IN ? 2 : 0];
}

char *
PQresultErrorField(const PGresult *result, int field)
{
    ck_assert_msg(field == PG_DIAG_SQLSTATE || field == PG_DIAG_MESSAGE_PRIMARY,
                  "a field that may hold a row is read");
    if (result->step->sqlstate == NULL)
        return NULL;
    return (char *)(size_t)(field == PG_DIAG_SQLSTATE ? result->step->sqlstate
                                                      : result->step->text);
}

char *
PQcmdStatus(PGresult *result)
{
    static char none[] = "";

    return result->step->tag != NULL ? (char *)(size_t)result->step->tag : none;
}

char *
PQcmdTuples(PGresult *result)
{
    const char *number = strrchr(PQcmdStatus(result), ' ');

    return number != NULL ? (char *)(size_t)(number + 1) : PQcmdStatus(result);
}

char *
PQgetvalue(const PGresult *result, int row, int column)
{
    ck_assert(row == 0 && column == 0);
    return (char *)(size_t)result->step->text;
}

/* --- COPY ------------------------------------------------------------------------------------ */

int
PQbinaryTuples(const PGresult *result)
{
    return result->step->text != NULL && strcmp(result->step->text, "binary") == 0;
}

int
PQgetCopyData(PGconn *conn, char **buffer, int async)
{
    ck_assert_int_eq(async, 1);
    switch (next_step->call) {
    case FAKE_ROWS_END:
        (void)take_for(conn, FAKE_ROWS_END);
        return -1;
    case FAKE_ROWS_BROKEN:
        conn->message = take_for(conn, FAKE_ROWS_BROKEN)->text;
        return -2;
    case FAKE_ROW: {
        const FakeStep *step = take_for(conn, FAKE_ROW);
        *buffer = malloc(step->length + 1);
        memcpy(*buffer, step->text, step->length);
        n_buffers++;
        return (int)step->length;
    }
    case FAKE_BUSY:
    case FAKE_LOST:
        wake(conn->socket[1]);
        return 0;
    case FAKE_END:
    case FAKE_CONNECT:
    case FAKE_SEND:
    case FAKE_RESULT:
    case FAKE_NO_RESULT:
    case FAKE_SILENT:
    case FAKE_PUT:
    case FAKE_PUT_END:
        break;
    }

    ck_abort_msg("rows are read where the script has call %d", next_step->call);
    return -2;
}

void
PQfreemem(void *memory)
{
    n_buffers -= memory != NULL;
    free(memory);
}

int
PQputCopyData(PGconn *conn, const char *bytes, int length)
{
    const FakeStep *step = take_for(conn, FAKE_PUT);

    ck_assert_int_eq(strncmp(bytes, step->text, (size_t)length), 0);
    if (step->number != 1)
        conn->status = CONNECTION_BAD;
    return step->number;
}

int
PQputCopyEnd(PGconn *conn, const char *message)
{
    const FakeStep *step = take_for(conn, FAKE_PUT_END);

    ck_assert_ptr_null(message);
    if (step->number != 1)
        conn->status = CONNECTION_BAD;
    return step->number;
}
