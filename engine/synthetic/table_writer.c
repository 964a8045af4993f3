#include "engine/synthetic/table_writer.h"

#include "engine/words/words.h"

/* Object identifiers of built-in types, the same in every PostgreSQL. */
enum {
    TYPE_BOOLEAN = 16,
    TYPE_BIGINT = 20,
    TYPE_SMALLINT = 21,
    TYPE_INTEGER = 23,
    TYPE_TEXT = 25,
    TYPE_BPCHAR = 1042,
    TYPE_VARCHAR = 1043,
    TYPE_DATE = 1082,
    TYPE_TIMESTAMP = 1114,
    TYPE_NUMERIC = 1700,
};

enum { CHUNK_BYTES = 1 << 18, CHUNKS_AHEAD = 24, LONGEST_FIXED = 32, DAYS_TO_2000 = 10957 };
static const int64_t DAY_MICROSECONDS = INT64_C(86400000000);
enum { NUMERIC_NEGATIVE = 0x4000, NUMERIC_BASE = 10000 };

static const char HEADER[] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0";
enum { HEADER_BYTES = 19 };

typedef struct {
    uint8_t *bytes;
    size_t size;
} Chunk;

struct TableWriter {
    Connection *connection;
    GThread *thread;
    GAsyncQueue *queue; /* Chunk; one without bytes ends it */
    gint has_failed;    /* atomic */
    GError *error;      /* of the thread, read once it is joined */

    Oid types[TABLE_WRITER_MAX_COLUMNS]; /* 0 where the table has no such column */
    size_t n_columns;
    int n_present;
    Chunk chunk;
    size_t n_rows;
};

/* --- encoding --------------------------------------------------------------------------------- */

static uint8_t *
put16(uint8_t *at, uint16_t value)
{
    uint16_t big = GUINT16_TO_BE(value);
    memcpy(at, &big, sizeof big);
    return at + sizeof big;
}

static uint8_t *
put32(uint8_t *at, uint32_t value)
{
    uint32_t big = GUINT32_TO_BE(value);
    memcpy(at, &big, sizeof big);
    return at + sizeof big;
}

static uint8_t *
put64(uint8_t *at, uint64_t value)
{
    uint64_t big = GUINT64_TO_BE(value);
    memcpy(at, &big, sizeof big);
    return at + sizeof big;
}

/* A numeric is sent as digits to the base 10000, most significant first, around the decimal point. */
static uint8_t *
put_numeric(uint8_t *at, int64_t number, bool is_cents)
{
    uint64_t left = number < 0 ? -(uint64_t)number : (uint64_t)number;
    uint16_t digits[8];
    int n = 0, weight = -1;
    if (is_cents) {
        digits[n++] = (uint16_t)(left % 100 * 100);
        left /= 100;
    }
    for (; left > 0; left /= NUMERIC_BASE, weight++)
        digits[n++] = (uint16_t)(left % NUMERIC_BASE);
    at = put32(at, (uint32_t)(8 + 2 * n));
    at = put16(at, (uint16_t)n);
    at = put16(at, (uint16_t)weight);
    at = put16(at, number < 0 ? NUMERIC_NEGATIVE : 0);
    at = put16(at, is_cents ? 2 : 0);
    while (n > 0)
        at = put16(at, digits[--n]);
    return at;
}

static uint8_t *
put_digits(uint8_t *at, int64_t number)
{
    uint8_t digits[24];
    uint64_t left = number < 0 ? -(uint64_t)number : (uint64_t)number;
    size_t n = sizeof digits;
    do
        digits[--n] = (uint8_t)('0' + left % 10);
    while ((left /= 10) > 0);
    if (number < 0)
        digits[--n] = '-';
    at = put32(at, (uint32_t)(sizeof digits - n));
    memcpy(at, digits + n, sizeof digits - n);
    return at + sizeof digits - n;
}

static uint8_t *
put_number(uint8_t *at, Oid type, const Value *value)
{
    switch (type) {
    case TYPE_BOOLEAN:
        at = put32(at, 1);
        *at = value->number != 0;
        return at + 1;
    case TYPE_SMALLINT:
        return put16(put32(at, 2), (uint16_t)value->number);
    case TYPE_INTEGER:
        return put32(put32(at, 4), (uint32_t)value->number);
    case TYPE_BIGINT:
        return put64(put32(at, 8), (uint64_t)value->number);
    case TYPE_NUMERIC:
        return put_numeric(at, value->number, value->kind == VALUE_CENTS);
    default:
        return put_digits(at, value->number);
    }
}

static uint8_t *
put_value(uint8_t *at, Oid type, const Value *value)
{
    switch (value->kind) {
    case VALUE_NULL:
        return put32(at, UINT32_MAX);
    case VALUE_DAY:
        if (type == TYPE_TIMESTAMP)
            return put64(put32(at, 8),
                         (uint64_t)((value->number - DAYS_TO_2000) * DAY_MICROSECONDS));
        return put32(put32(at, 4), (uint32_t)((int32_t)value->number - DAYS_TO_2000));
    case VALUE_TEXT:
        at = put32(at, (uint32_t)value->length);
        memcpy(at, value->text, (size_t)value->length);
        return at + value->length;
    case VALUE_NUMBER:
    case VALUE_CENTS:
        return put_number(at, type, value);
    }
    g_assert_not_reached();
}

/* --- sending ---------------------------------------------------------------------------------- */

static gpointer
send_chunks(gpointer data)
{
    TableWriter *self = data;
    for (bool is_last = false; !is_last;) {
        Chunk *chunk = g_async_queue_pop(self->queue);
        is_last = chunk->bytes == NULL;
        if (!is_last && !g_atomic_int_get(&self->has_failed) &&
            !connection_copy_in_put(self->connection, (const char *)chunk->bytes, chunk->size,
                                    &self->error))
            g_atomic_int_set(&self->has_failed, 1);
        g_free(chunk->bytes);
        g_free(chunk);
    }
    return NULL;
}

static void
push_chunk(TableWriter *self)
{
    while (g_async_queue_length(self->queue) > CHUNKS_AHEAD && !g_atomic_int_get(&self->has_failed))
        g_usleep(500);
    g_async_queue_push(self->queue, g_memdup2(&self->chunk, sizeof self->chunk));
    self->chunk = (Chunk){0};
}

static void
begin_chunk(TableWriter *self)
{
    self->chunk = (Chunk){g_malloc(CHUNK_BYTES), 0};
}

/* Ends the thread, whose error is then ours. */
static bool
join(TableWriter *self, GError **error)
{
    if (self->thread != NULL) {
        g_async_queue_push(self->queue, g_new0(Chunk, 1));
        g_thread_join(self->thread);
        self->thread = NULL;
    }
    if (self->error == NULL)
        return true;
    g_propagate_error(error, g_error_copy(self->error));
    return false;
}

static size_t
row_bound(const TableWriter *self, const Value *values)
{
    size_t bound = 2;
    for (size_t i = 0; i < self->n_columns; i++)
        bound += LONGEST_FIXED + (size_t)values[i].length;
    return bound;
}

bool
table_writer_row(TableWriter *self, const Value *values, GError **error)
{
    if (g_atomic_int_get(&self->has_failed))
        return join(self, error);
    size_t bound = row_bound(self, values);
    g_assert(bound <= CHUNK_BYTES);
    if (self->chunk.size + bound > CHUNK_BYTES) {
        push_chunk(self);
        begin_chunk(self);
    }
    uint8_t *at = put16(self->chunk.bytes + self->chunk.size, (uint16_t)self->n_present);
    for (size_t i = 0; i < self->n_columns; i++)
        if (self->types[i] != 0)
            at = put_value(at, self->types[i], &values[i]);
    self->chunk.size = (size_t)(at - self->chunk.bytes);
    self->n_rows++;
    return true;
}

/* --- opening and closing ---------------------------------------------------------------------- */

static bool
type_is_known(Oid type)
{
    return type == TYPE_BOOLEAN || type == TYPE_BIGINT || type == TYPE_SMALLINT ||
           type == TYPE_INTEGER || type == TYPE_TEXT || type == TYPE_BPCHAR ||
           type == TYPE_VARCHAR || type == TYPE_DATE || type == TYPE_TIMESTAMP ||
           type == TYPE_NUMERIC;
}

/* The type of each column that the table has. */
static bool
read_types(TableWriter *self, const char *schema, const char *table, const char *const *columns,
           GError **error)
{
    const char *const params[] = {schema, table};
    PGresult *rows = connection_query(
        self->connection,
        "SELECT a.attname, a.atttypid FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid "
        "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2 AND "
        "c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped",
        2, params, error);
    if (rows == NULL)
        return false;
    for (self->n_columns = 0; columns[self->n_columns] != NULL; self->n_columns++) {
        g_assert(self->n_columns < TABLE_WRITER_MAX_COLUMNS);
        for (int i = 0; i < PQntuples(rows); i++)
            if (strcmp(PQgetvalue(rows, i, 0), columns[self->n_columns]) == 0)
                self->types[self->n_columns] =
                    (Oid)g_ascii_strtoull(PQgetvalue(rows, i, 1), NULL, 10);
        Oid type = self->types[self->n_columns];
        self->n_present += type != 0;
        if (type != 0 && !type_is_known(type)) {
            g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_CONTRACT,
                        _("%s.%s: column %s is of a type that is not filled here"), schema, table,
                        columns[self->n_columns]);
            PQclear(rows);
            return false;
        }
    }
    PQclear(rows);
    if (self->n_present == 0)
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_CONTRACT, _("%s.%s is not a table here"),
                    schema, table);
    return self->n_present > 0;
}

static bool
begin_copy(TableWriter *self, const char *schema, const char *table, const char *const *columns,
           GError **error)
{
    g_autoptr(GString) sql = g_string_new(NULL);
    g_string_printf(sql, "TRUNCATE \"%s\".\"%s\"", schema, table);
    PGresult *done = connection_query(self->connection, sql->str, 0, NULL, error);
    if (done == NULL)
        return false;
    PQclear(done);
    g_string_printf(sql, "COPY \"%s\".\"%s\" (", schema, table);
    for (size_t i = 0, n = 0; i < self->n_columns; i++)
        if (self->types[i] != 0)
            g_string_append_printf(sql, "%s\"%s\"", n++ > 0 ? ", " : "", columns[i]);
    /* Frozen at once: the table was emptied in this transaction, and nobody need look again. */
    g_string_append(sql, ") FROM STDIN (FORMAT binary, FREEZE)");
    return connection_copy_in_begin(self->connection, sql->str, error);
}

TableWriter *
table_writer_open(const Database *database, const char *schema, const char *table,
                  const char *const *columns, GError **error)
{
    g_autoptr(TableWriter) self = g_new0(TableWriter, 1);
    self->queue = g_async_queue_new();
    self->connection = connection_open(database, CONNECTION_TO_LOAD, error);
    if (self->connection == NULL || !connection_begin(self->connection, NULL, error) ||
        !read_types(self, schema, table, columns, error) ||
        !begin_copy(self, schema, table, columns, error))
        return NULL;
    begin_chunk(self);
    memcpy(self->chunk.bytes, HEADER, HEADER_BYTES);
    self->chunk.size = HEADER_BYTES;
    self->thread = g_thread_new("copy in", send_chunks, self);
    return g_steal_pointer(&self);
}

bool
table_writer_finish(TableWriter *self, GError **error)
{
    if (self->chunk.size + 2 > CHUNK_BYTES) {
        push_chunk(self);
        begin_chunk(self);
    }
    put16(self->chunk.bytes + self->chunk.size, UINT16_MAX);
    self->chunk.size += 2;
    push_chunk(self);
    size_t n_stored = 0;
    if (!join(self, error) || !connection_copy_in_end(self->connection, &n_stored, error))
        return false;
    g_assert(n_stored == self->n_rows);
    return true;
}

bool
table_writer_commit(TableWriter *self, GError **error)
{
    return connection_commit(self->connection, error);
}

size_t
table_writer_n_rows(const TableWriter *self)
{
    return self->n_rows;
}

void
table_writer_close(TableWriter *self)
{
    if (self == NULL)
        return;
    (void)join(self, NULL);
    g_async_queue_unref(self->queue);
    g_free(self->chunk.bytes);
    g_clear_error(&self->error);
    connection_close(self->connection);
    g_free(self);
}
