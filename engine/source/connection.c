/* One connection: opened and made safe, its transaction, its statements. Every wait is a poll of
 * ours rather than a blocking call of libpq, so that a cancel is obeyed at once. */
#include "engine/source/connection_private.h"
#include "engine/words/words.h"

#include <errno.h>
#include <poll.h>
#include <string.h>

enum { OLDEST_SERVER = 120000, POLL_MS = 500 };

/* What a session must be like so that the same rows always read the same: no zone, no locale, no
 * relation found by accident. Rows of (name, value). */
static const char SESSION[] =
    "SELECT pg_catalog.set_config(name, value, false) FROM (VALUES "
    "('TimeZone', 'UTC'), ('DateStyle', 'ISO, YMD'), ('IntervalStyle', 'postgres'), "
    "('extra_float_digits', '1'), ('lc_numeric', 'C'), ('bytea_output', 'hex'), "
    "('standard_conforming_strings', 'on'), ('search_path', 'pg_catalog, pg_temp')"
    ") AS settings (name, value)";

bool
connection_check_cancelled(GError **error)
{
    if (!connection_is_cancelled())
        return true;

    g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_CANCELLED, _("interrupted"));
    return false;
}

bool
connection_wait_input(Connection *self, GError **error)
{
    struct pollfd descriptor = {.fd = PQsocket(self->pg), .events = POLLIN};
    int ready;

    while ((ready = poll(&descriptor, 1, POLL_MS)) == 0 || (ready < 0 && errno == EINTR)) {
        /* The first cancel may have come before the server had begun the statement. */
        if (connection_is_cancelled())
            cancel_slot_fire(self->slot);
    }

    if (PQconsumeInput(self->pg) == 0) {
        connection_set_error(self, NULL, error);
        return false;
    }

    return true;
}

PGresult *
connection_next_result(Connection *self, GError **error)
{
    while (PQisBusy(self->pg)) {
        if (!connection_wait_input(self, error))
            return NULL;
    }

    return PQgetResult(self->pg);
}

void
connection_drain(Connection *self)
{
    PGresult *result;

    while ((result = connection_next_result(self, NULL)) != NULL) {
        ExecStatusType status = PQresultStatus(result);
        PQclear(result);

        /* A COPY answers with the same result for ever until its data has been taken. */
        if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH)
            return;
    }
}

bool
connection_check_transaction(Connection *self, PGresult *result, GError **error)
{
    static const char *const LEAVING[] = {"COMMIT", "ROLLBACK", "PREPARE TRANSACTION"};
    PGTransactionStatusType wanted = self->in_transaction ? PQTRANS_INTRANS : PQTRANS_IDLE;
    bool is_left = PQtransactionStatus(self->pg) != wanted;

    /* COMMIT AND CHAIN leaves the transaction for another that looks the same from here. */
    for (size_t i = 0; self->in_transaction && i < G_N_ELEMENTS(LEAVING); i++)
        is_left |= g_str_has_prefix(PQcmdStatus(result), LEAVING[i]);

    if (is_left)
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_STATEMENT,
                    _("a statement left the transaction, so that what it read is no longer one "
                      "snapshot; nothing of it is used"));

    return !is_left;
}

/* The last result of the statement just sent, if it is one of the two kinds of success. */
static PGresult *
take_result(Connection *self, GError **error)
{
    PGresult *result = connection_next_result(self, error);

    if (result == NULL) {
        if (error == NULL || *error == NULL)
            connection_set_error(self, NULL, error);
        return NULL;
    }

    ExecStatusType status = PQresultStatus(result);
    connection_drain(self);

    if (status == PGRES_TUPLES_OK || status == PGRES_COMMAND_OK)
        return result;

    connection_set_error(self, result, error);
    PQclear(result);
    return NULL;
}

static PGresult *
run(Connection *self, const char *sql, int n_params, const char *const *params, int format,
    GError **error)
{
    if (!connection_check_cancelled(error))
        return NULL;

    if (!PQsendQueryParams(self->pg, sql, n_params, NULL, params, NULL, NULL, format)) {
        connection_set_error(self, NULL, error);
        return NULL;
    }

    return take_result(self, error);
}

static bool
run_command(Connection *self, const char *sql, GError **error)
{
    PGresult *result = run(self, sql, 0, NULL, 0, error);
    bool is_done = result != NULL;

    PQclear(result);
    return is_done;
}

static PGresult *
run_checked(Connection *self, const char *sql, int n_params, const char *const *params, int format,
            GError **error)
{
    PGresult *result = run(self, sql, n_params, params, format, error);

    if (result != NULL && !connection_check_transaction(self, result, error)) {
        PQclear(result);
        return NULL;
    }

    return result;
}

PGresult *
connection_query(Connection *self, const char *sql, int n_params, const char *const *params,
                 GError **error)
{
    return run_checked(self, sql, n_params, params, 0, error);
}

PGresult *
connection_query_binary(Connection *self, const char *sql, GError **error)
{
    return run_checked(self, sql, 0, NULL, 1, error);
}

bool
connection_run_script(Connection *self, const char *sql, GError **error)
{
    g_assert(self->purpose == CONNECTION_TO_LOAD);

    if (!connection_check_cancelled(error))
        return false;

    if (!PQsendQuery(self->pg, sql)) {
        connection_set_error(self, NULL, error);
        return false;
    }

    g_autoptr(GError) fault = NULL;
    PGresult *result;

    while (fault == NULL && (result = connection_next_result(self, &fault)) != NULL) {
        ExecStatusType status = PQresultStatus(result);

        if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && status != PGRES_EMPTY_QUERY)
            connection_set_error(self, result, &fault);
        PQclear(result);
    }

    connection_drain(self);

    PGTransactionStatusType wanted = self->in_transaction ? PQTRANS_INTRANS : PQTRANS_IDLE;
    if (fault == NULL && PQtransactionStatus(self->pg) != wanted)
        g_set_error(&fault, SOURCE_ERROR, SOURCE_ERROR_STATEMENT,
                    _("the script left its transaction"));

    bool is_done = fault == NULL;
    if (!is_done)
        g_propagate_error(error, g_steal_pointer(&fault));
    return is_done;
}

/* --- opening --------------------------------------------------------------------------------- */

static bool
check_server(Connection *self, GError **error)
{
    int version = PQserverVersion(self->pg);
    const char *encoding = PQparameterStatus(self->pg, "server_encoding");

    if (version < OLDEST_SERVER) {
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_CONNECT,
                    _("the server is PostgreSQL %d; 12 or later is needed"), version / 10000);
        return false;
    }

    if (g_strcmp0(encoding, "SQL_ASCII") == 0) {
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_CONNECT,
                    _("the database is encoded SQL_ASCII, so that accents cannot be read for "
                      "certain; restore it into a database created with ENCODING 'UTF8'"));
        return false;
    }

    return true;
}

static PGconn *
connect_to(const char *conninfo)
{
    /* Before dbname: defaults that the conninfo may override; after it: what must hold. */
    const char *const keywords[] = {
        "connect_timeout", "keepalives_idle", "keepalives_interval", "keepalives_count",
        "dbname",          "client_encoding", "application_name",    NULL};
    const char *const values[] = {"10", "60", "10", "6", conninfo, "UTF8", "miroir", NULL};

    return PQconnectdbParams(keywords, values, 1);
}

/* libpq prints notices by default; some quote rows. */
static void
ignore_notice(void *data, const PGresult *result)
{
    (void)data;
    (void)result;
}

Connection *
connection_open(const Database *database, ConnectionPurpose purpose, GError **error)
{
    const char *conninfo = database_conninfo_for(database, purpose);

    if (!connection_check_cancelled(error))
        return NULL;

    g_autoptr(Connection) self = g_new0(Connection, 1);
    self->purpose = purpose;
    self->slot = -1;
    self->pg = connect_to(conninfo);

    if (PQstatus(self->pg) != CONNECTION_OK) {
        connection_set_connect_error(self->pg, conninfo, error);
        return NULL;
    }

    PQsetNoticeReceiver(self->pg, ignore_notice, NULL);
    self->slot = cancel_slot_take(self->pg);
    if (self->slot < 0) {
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_CONNECT, _("too many connections are open"));
        return NULL;
    }

    if (!check_server(self, error) || !run_command(self, SESSION, error))
        return NULL;

    return g_steal_pointer(&self);
}

void
connection_close(Connection *self)
{
    if (self == NULL)
        return;

    cancel_slot_release(self->slot);
    PQfinish(self->pg);
    g_free(self);
}

PGconn *
connection_pg(Connection *self)
{
    return self->pg;
}

/* --- the transaction ------------------------------------------------------------------------- */

static bool
import_snapshot(Connection *self, const char *snapshot, GError **error)
{
    g_autofree char *literal = sql_literal(snapshot);
    g_autofree char *sql = g_strconcat("SET TRANSACTION SNAPSHOT ", literal, NULL);

    if (run_command(self, sql, error))
        return true;

    g_prefix_error(error, _("the snapshot of the leading connection is gone: "));
    return false;
}

bool
connection_begin(Connection *self, const char *snapshot, GError **error)
{
    bool reads = self->purpose == CONNECTION_TO_READ;

    g_assert(!self->in_transaction);
    g_assert(reads || snapshot == NULL);

    if (!run_command(self,
                     reads ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                           : "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
                     error))
        return false;

    self->in_transaction = true;
    return snapshot == NULL || import_snapshot(self, snapshot, error);
}

bool
connection_commit(Connection *self, GError **error)
{
    g_assert(self->in_transaction);

    PGresult *result = run(self, "COMMIT", 0, NULL, 0, error);
    if (result == NULL)
        return false;

    /* COMMIT of a failed transaction succeeds, with the tag ROLLBACK. */
    bool is_committed = strcmp(PQcmdStatus(result), "COMMIT") == 0;
    PQclear(result);
    self->in_transaction = false;

    if (!is_committed)
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_STATEMENT,
                    _("the transaction had failed and was rolled back"));
    return is_committed;
}

bool
connection_rollback(Connection *self, GError **error)
{
    g_assert(self->in_transaction);

    self->in_transaction = false;
    return run_command(self, "ROLLBACK", error);
}

char *
connection_export_snapshot(Connection *self, GError **error)
{
    PGresult *result = connection_query(self, "SELECT pg_export_snapshot()", 0, NULL, error);

    if (result == NULL)
        return NULL;

    char *snapshot = g_strdup(PQgetvalue(result, 0, 0));
    PQclear(result);
    return snapshot;
}

char *
sql_literal(const char *text)
{
    /* With a backslash, only the E form reads the same whatever standard_conforming_strings is. */
    g_autoptr(GString) literal = g_string_new(strchr(text, '\\') != NULL ? " E'" : "'");

    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '\'' || *c == '\\')
            g_string_append_c(literal, *c);
        g_string_append_c(literal, *c);
    }

    g_string_append_c(literal, '\'');
    return g_string_free(g_steal_pointer(&literal), FALSE);
}
