/* What the files of connection share: the object itself, waiting, and how failures are worded. */
#pragma once

#include "engine/source/connection.h"

struct Connection {
    PGconn *pg;
    ConnectionPurpose purpose;
    bool in_transaction;
    int slot; /* in the table of connections to cancel; -1 none */
};

/* --- connection_database.c --- */

/* The conninfo to use for that purpose, and whether it names a service. */
const char *database_conninfo_for(const Database *self, ConnectionPurpose purpose);

/* --- connection_cancel.c --- */

/* Puts the connection into the table that connection_cancel_all walks; -1 when it is full. */
int cancel_slot_take(PGconn *pg);
void cancel_slot_release(int slot); /* -1 is a no-op. */
void cancel_slot_fire(int slot);

/* --- connection.c --- */

/* SOURCE_ERROR_CANCELLED once connection_cancel_all has been called. */
bool connection_check_cancelled(GError **error);
/* Waits for the next result without blocking in libpq, so that a cancel is always obeyed. NULL
 * without error when the statement has no more. */
PGresult *connection_next_result(Connection *self, GError **error);
/* Waits until there is something to read, and reads it. */
bool connection_wait_input(Connection *self, GError **error);
/* Reads what is left of a statement and throws it away. */
void connection_drain(Connection *self);
/* Whether the statement that gave `result` left the transaction as it was. */
bool connection_check_transaction(Connection *self, PGresult *result, GError **error);

/* --- connection_error.c --- */

/* From a failed result, or from the connection itself when `result` is NULL. */
void connection_set_error(Connection *self, const PGresult *result, GError **error);
/* From a connection that could not be made. */
void connection_set_connect_error(PGconn *pg, const char *conninfo, GError **error);
