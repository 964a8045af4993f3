/* COPY in both directions: rows out in binary form, one tuple a call, and rows in as text. */
#include "engine/source/connection_private.h"
#include "engine/words/words.h"

#include <stdint.h>
#include <string.h>

/* The header of binary COPY: signature, flags, length of an extension (none is defined). */
enum { SIGNATURE_BYTES = 11, HEADER_BYTES = SIGNATURE_BYTES + 8, TRAILER_BYTES = 2 };
static const char SIGNATURE[SIGNATURE_BYTES] = "PGCOPY\n\377\r\n";

typedef struct {
    bool is_binary;
    bool is_header_read;
    bool is_trailer_read;
} CopyStream;

static uint32_t
read_be32(const char *bytes)
{
    uint32_t value;

    memcpy(&value, bytes, sizeof value);
    return GUINT32_FROM_BE(value);
}

static int
read_be16(const char *bytes)
{
    uint16_t value;

    memcpy(&value, bytes, sizeof value);
    return (int16_t)GUINT16_FROM_BE(value);
}

static bool
refuse(GError **error, const char *why)
{
    g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_CONNECT,
                _("the server sent a damaged COPY stream (%s); run again"), why);
    return false;
}

/* Steps over the header, which shares its message with the first tuple. */
static bool
read_header(CopyStream *stream, const char **bytes, int *length, GError **error)
{
    if (*length < HEADER_BYTES || memcmp(*bytes, SIGNATURE, SIGNATURE_BYTES) != 0)
        return refuse(error, _("no signature"));

    uint32_t extension = read_be32(*bytes + HEADER_BYTES - 4);
    if (extension > (uint32_t)(*length - HEADER_BYTES))
        return refuse(error, _("header cut short"));

    *bytes += HEADER_BYTES + (int)extension;
    *length -= HEADER_BYTES + (int)extension;
    stream->is_header_read = true;
    return true;
}

/* Whether the fields of a tuple fill it exactly, so that whoever decodes it need not look again. */
static bool
tuple_is_whole(const char *bytes, int length)
{
    if (length < 2)
        return false;

    int n_fields = read_be16(bytes);
    int at = 2;

    for (int i = 0; i < n_fields; i++) {
        if (length - at < 4)
            return false;
        int32_t size = (int32_t)read_be32(bytes + at);
        at += 4;
        if (size > length - at || size < -1)
            return false;
        at += size > 0 ? size : 0;
    }

    return n_fields >= 0 && at == length;
}

static bool
take_message(CopyStream *stream, const char *bytes, int length, ConnectionRow row, void *data,
             GError **error)
{
    if (!stream->is_binary)
        return row(bytes, length, data, error);

    if (!stream->is_header_read && !read_header(stream, &bytes, &length, error))
        return false;
    if (length == 0)
        return true;

    if (stream->is_trailer_read)
        return refuse(error, _("rows after the end"));
    if (length == TRAILER_BYTES && read_be16(bytes) == -1) {
        stream->is_trailer_read = true;
        return true;
    }
    if (!tuple_is_whole(bytes, length))
        return refuse(error, _("row cut short"));

    return row(bytes, length, data, error);
}

/* Takes messages until the server says that there are no more. */
static bool
take_messages(Connection *self, CopyStream *stream, ConnectionRow row, void *data, GError **error)
{
    char *bytes = NULL;
    int length;

    while ((length = PQgetCopyData(self->pg, &bytes, 1)) >= 0) {
        if (length == 0) {
            if (!connection_wait_input(self, error))
                return false;
            continue;
        }

        bool is_taken = take_message(stream, bytes, length, row, data, error);
        PQfreemem(bytes);
        if (!is_taken)
            return false;
    }

    if (length == -2) {
        connection_set_error(self, NULL, error);
        return false;
    }

    return true;
}

/* Asks the server to stop sending; what was already on its way is left to connection_close. */
static void
abandon(Connection *self)
{
    cancel_slot_fire(self->slot);
}

/* Sends a COPY and waits until the server is ready for its data. */
static bool
start_copy(Connection *self, const char *sql, ExecStatusType wanted, bool *out_is_binary,
           GError **error)
{
    if (!connection_check_cancelled(error))
        return false;

    if (!PQsendQueryParams(self->pg, sql, 0, NULL, NULL, NULL, NULL, 0)) {
        connection_set_error(self, NULL, error);
        return false;
    }

    g_autoptr(GError) fault = NULL;
    PGresult *result = connection_next_result(self, &fault);
    if (result != NULL && PQresultStatus(result) == wanted) {
        *out_is_binary = PQbinaryTuples(result) != 0;
        PQclear(result);
        return true;
    }

    ExecStatusType status = result != NULL ? PQresultStatus(result) : PGRES_FATAL_ERROR;
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK)
        g_set_error(&fault, SOURCE_ERROR, SOURCE_ERROR_STATEMENT, _("the statement is not a COPY"));
    else if (fault == NULL)
        connection_set_error(self, result, &fault);
    PQclear(result);
    connection_drain(self);
    g_propagate_error(error, g_steal_pointer(&fault));
    return false;
}

/* The result that closes a COPY, and what it says of the transaction. */
static bool
finish_copy(Connection *self, size_t *out_rows, GError **error)
{
    g_autoptr(GError) fault = NULL;
    PGresult *result = connection_next_result(self, &fault);
    bool is_done = result != NULL && PQresultStatus(result) == PGRES_COMMAND_OK;

    connection_drain(self);

    if (is_done)
        is_done = connection_check_transaction(self, result, &fault);
    else if (fault == NULL)
        connection_set_error(self, result, &fault);

    if (is_done && out_rows != NULL)
        *out_rows = (size_t)g_ascii_strtoull(PQcmdTuples(result), NULL, 10);
    PQclear(result);

    if (!is_done)
        g_propagate_error(error, g_steal_pointer(&fault));
    return is_done;
}

bool
connection_copy_out(Connection *self, const char *sql, ConnectionRow row, void *data,
                    GError **error)
{
    CopyStream stream = {0};

    if (!start_copy(self, sql, PGRES_COPY_OUT, &stream.is_binary, error))
        return false;

    if (!take_messages(self, &stream, row, data, error)) {
        abandon(self);
        return false;
    }

    if (!finish_copy(self, NULL, error))
        return false;

    if (stream.is_binary && !stream.is_trailer_read)
        return refuse(error, _("no end"));

    return true;
}

bool
connection_copy_in_begin(Connection *self, const char *sql, GError **error)
{
    bool is_binary;

    return start_copy(self, sql, PGRES_COPY_IN, &is_binary, error);
}

bool
connection_copy_in_put(Connection *self, const char *bytes, size_t length, GError **error)
{
    g_assert(length <= G_MAXINT);

    if (!connection_check_cancelled(error))
        return false;

    if (PQputCopyData(self->pg, bytes, (int)length) == 1)
        return true;

    connection_set_error(self, NULL, error);
    return false;
}

bool
connection_copy_in_end(Connection *self, size_t *out_rows, GError **error)
{
    if (!connection_check_cancelled(error))
        return false;

    if (PQputCopyEnd(self->pg, NULL) != 1) {
        connection_set_error(self, NULL, error);
        return false;
    }

    return finish_copy(self, out_rows, error);
}
