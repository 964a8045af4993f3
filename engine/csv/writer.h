/* CSV in memory: RFC 4180, UTF-8, LF line ends, no trailing blanks; the same values give the same
 * bytes in every locale. Text that a spreadsheet would run as a formula is defused. */
#pragma once

#include <glib.h>
#include <stdint.h>

__extension__ typedef __int128 CsvInt128;

typedef struct CsvWriter CsvWriter;

/* `header` names the columns, comma-separated, and fixes their number. */
CsvWriter *csv_writer_new(const char *header);
void csv_writer_free(CsvWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CsvWriter, csv_writer_free)

/* Each call adds one field to the current record. NULL text is an empty field. A text that begins
 * with = + - @ TAB or CR gets a leading apostrophe. */
void csv_writer_text(CsvWriter *self, const char *value);
void csv_writer_integer(CsvWriter *self, int64_t value);
void csv_writer_integer128(CsvWriter *self, CsvInt128 value);
/* Shortest form that reads back equal; NaN is an empty field; infinity is a programmer's error. */
void csv_writer_number(CsvWriter *self, double value);
/* `value` scaled by 10^-decimals, exactly, without trailing zeros: 12345 with 3 is 12.345. */
void csv_writer_decimal(CsvWriter *self, CsvInt128 value, int decimals);
void csv_writer_empty(CsvWriter *self);
/* Ends the record; asserts that it has as many fields as the header. */
void csv_writer_end_record(CsvWriter *self);

/* The whole file; the writer is empty afterwards. */
GBytes *csv_writer_steal(CsvWriter *self);
