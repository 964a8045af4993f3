/* One CSV file, read record by record with the place of every field, so that a bad value can be
 * named by line and column. Two dialects: RFC 4180 in UTF-8, and the French export (semicolons,
 * Latin-1 or a byte order mark, decimal comma, dd/mm/yyyy). */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef enum {
    CSV_DIALECT_DETECT, /* from the first line: a semicolon outside quotes and no comma is French */
    CSV_DIALECT_RFC4180,
    CSV_DIALECT_FRENCH,
} CsvDialect;

#define CSV_ERROR (csv_error_quark())
GQuark csv_error_quark(void);
typedef enum {
    CSV_ERROR_OPEN,
    CSV_ERROR_SYNTAX,
    CSV_ERROR_ENCODING,
    CSV_ERROR_FIELDS, /* a record with more or fewer fields than the header */
} CsvError;

typedef struct CsvReader CsvReader;

/* Opens `path` and reads the header line. Errors are prefixed "path:line:column: ". A file without
 * a header line is an error. The caller frees the result. */
CsvReader *csv_reader_open(const char *path, CsvDialect dialect, GError **error);
/* The same over bytes already in memory; `name` stands for the path in messages. */
CsvReader *csv_reader_from_bytes(GBytes *bytes, const char *name, CsvDialect dialect,
                                 GError **error);
void csv_reader_free(CsvReader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CsvReader, csv_reader_free)

/* Never CSV_DIALECT_DETECT. */
CsvDialect csv_reader_dialect(const CsvReader *self);
const char *csv_reader_name(const CsvReader *self);
size_t csv_reader_n_columns(const CsvReader *self);
const char *csv_reader_column_name(const CsvReader *self, size_t column);
/* The column of that name, or -1. */
int csv_reader_find_column(const CsvReader *self, const char *name);

/* Moves to the next record; false at the end of the file, or with `error` set on a fault (a quote
 * that does not close, bytes that are not the encoding, a wrong number of fields). After
 * CSV_ERROR_FIELDS reading may go on; after the others the reader is at its end. Lines without any
 * character are passed over, unless the file has a single column. */
bool csv_reader_next(CsvReader *self, GError **error);

/* The field as UTF-8, valid until the next record; "" for an empty field. */
const char *csv_reader_field(const CsvReader *self, size_t column);
/* 1-based line of the current record, and 1-based character column at which a field starts. */
size_t csv_reader_line(const CsvReader *self);
size_t csv_reader_field_column(const CsvReader *self, size_t column);
