/* Rows into one table through a binary COPY of its own: encoded here, sent by a thread, so that the
 * making of rows never waits for the server's storing of others. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "engine/model/day.h"
#include "engine/source/connection.h"

typedef enum { VALUE_NULL, VALUE_NUMBER, VALUE_CENTS, VALUE_DAY, VALUE_TEXT } ValueKind;

/* What a column gets. Numbers also go into text columns, as digits. Cents go into numeric columns. */
typedef struct {
    ValueKind kind;
    int length; /* of the text, in bytes */
    int64_t number;
    const char *text; /* borrowed until table_writer_row returns */
} Value;

static inline Value
value_number(int64_t number)
{
    return (Value){.kind = VALUE_NUMBER, .number = number};
}

static inline Value
value_cents(int64_t cents)
{
    return (Value){.kind = VALUE_CENTS, .number = cents};
}

/* DAY_NONE is NULL. */
static inline Value
value_day(Day day)
{
    return (Value){.kind = day == DAY_NONE ? VALUE_NULL : VALUE_DAY, .number = day};
}

/* NULL is NULL. */
static inline Value
value_text(const char *text)
{
    return (Value){.kind = text == NULL ? VALUE_NULL : VALUE_TEXT,
                   .length = text == NULL ? 0 : (int)strlen(text),
                   .text = text};
}

enum { TABLE_WRITER_MAX_COLUMNS = 32 };

typedef struct TableWriter TableWriter;

/* Opens a transaction that replaces what the table holds. `columns` ends with NULL; those that the
 * table does not have are left out, the others are written in their own types: smallint, integer,
 * bigint, numeric, date, timestamp (midnight), boolean, text, varchar. SOURCE_ERROR_CONTRACT when the table is absent or a
 * column is of another type. */
TableWriter *table_writer_open(const Database *database, const char *schema, const char *table,
                               const char *const *columns, GError **error);
/* One value a column, in the order given to open. False when the sending has failed: *error says
 * why, and the writer is only good for closing. */
bool table_writer_row(TableWriter *self, const Value *values, GError **error);
/* Sends what is left and waits; nothing is kept before table_writer_commit. */
bool table_writer_finish(TableWriter *self, GError **error);
bool table_writer_commit(TableWriter *self, GError **error);
size_t table_writer_n_rows(const TableWriter *self);
/* Without commit nothing is kept. NULL is a no-op. */
void table_writer_close(TableWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TableWriter, table_writer_close)
