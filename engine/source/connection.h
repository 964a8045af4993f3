/* One connection to the campaign's database: opened, made safe (UTC, C numbers, a REPEATABLE READ
 * READ ONLY transaction, search_path empty), cancelled on a signal, and closed. */
#pragma once

#include <glib.h>
#include <libpq-fe.h>
#include <stdbool.h>

#include "engine/model/campaign.h"

#define SOURCE_ERROR (source_error_quark())
GQuark source_error_quark(void);
typedef enum {
    SOURCE_ERROR_CONNECT,   /* server unreachable, refused, unknown service, connection lost */
    SOURCE_ERROR_CONTRACT,  /* a relation or column missing or of the wrong type, a role too poor */
    SOURCE_ERROR_STATEMENT, /* a statement failed; SQLSTATE and message, never DETAIL */
    SOURCE_ERROR_DATA,      /* rows that contradict one another or do not fit */
    SOURCE_ERROR_LOAD,      /* a CSV file that does not fit */
    SOURCE_ERROR_CLUSTER,   /* the embedded PostgreSQL */
    SOURCE_ERROR_CANCELLED,
} SourceError;

/* Where to connect, after an embedded cluster has been started if that is what it is. */
typedef struct Database Database;

/* Starts the embedded cluster when the setting asks for one (creating it first if the folder is
 * empty or absent); otherwise only remembers. A conninfo that holds a password is refused. Errors
 * name the setting's place. From the main thread: the cluster dies with the thread that opens it. */
Database *database_open(const DatabaseSetting *setting, GError **error);
/* Stops the cluster if one was started. NULL is a no-op. */
void database_close(Database *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Database, database_close)
/* A libpq conninfo, for messages and for the user's own psql. */
const char *database_conninfo(const Database *self);

typedef struct Connection Connection;

typedef enum { CONNECTION_TO_READ, CONNECTION_TO_LOAD } ConnectionPurpose;

/* One thread at a time may use a connection. To load, the setting's load_service is used if given.
 * Errors hint where services and passwords are looked up. */
Connection *connection_open(const Database *database, ConnectionPurpose purpose, GError **error);
void connection_close(Connection *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Connection, connection_close)

PGconn *connection_pg(Connection *self);

/* To read: REPEATABLE READ READ ONLY; on an exported snapshot when `snapshot` is not NULL. To load:
 * READ COMMITTED READ WRITE, `snapshot` NULL. */
bool connection_begin(Connection *self, const char *snapshot, GError **error);
/* Ends the transaction: keeps what was done, or, also on closing without commit, nothing of it. */
bool connection_commit(Connection *self, GError **error);
bool connection_rollback(Connection *self, GError **error);
/* The id of this transaction's snapshot for other connections, which lives while it does. */
char *connection_export_snapshot(Connection *self, GError **error);

/* One statement with text parameters; the result is PGRES_TUPLES_OK or PGRES_COMMAND_OK. After it
 * the transaction must still be the one begun, else SOURCE_ERROR_STATEMENT. */
PGresult *connection_query(Connection *self, const char *sql, int n_params,
                           const char *const *params, GError **error);
/* The same in binary format. */
PGresult *connection_query_binary(Connection *self, const char *sql, GError **error);
/* Many statements in one text: the contract, the demo; never anything that a user wrote. Only on a
 * connection to load; a transaction that was begun must still be open afterwards. */
bool connection_run_script(Connection *self, const char *sql, GError **error);

/* Sends a COPY ... TO STDOUT and hands each row to `row`. Binary format: header and trailer are
 * stripped, each call is one whole tuple, from its 16-bit field count on, whose lengths have been
 * checked to add up. Text format: each call is one line. `bytes` lives until `row` returns; false
 * from `row` stops with its error, after which the connection is only good for closing. */
typedef bool (*ConnectionRow)(const char *bytes, int length, void *data, GError **error);
bool connection_copy_out(Connection *self, const char *sql, ConnectionRow row, void *data,
                         GError **error);

/* COPY ... FROM STDIN: begin, put as often as needed, end, which returns the rows stored in
 * *out_rows (may be NULL). Leaving it without end means closing the connection. */
bool connection_copy_in_begin(Connection *self, const char *sql, GError **error);
bool connection_copy_in_put(Connection *self, const char *bytes, size_t length, GError **error);
bool connection_copy_in_end(Connection *self, size_t *out_rows, GError **error);

/* Signal-safe: asks the server to cancel whatever every open connection is doing; from then on all
 * calls fail with SOURCE_ERROR_CANCELLED. */
void connection_cancel_all(void);
bool connection_is_cancelled(void);
/* A literal safe to stand in SQL, quotes included. */
char *sql_literal(const char *text);
