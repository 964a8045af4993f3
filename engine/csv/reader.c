/* Reads CSV from memory (a file is mapped), one record at a time: the fields of the current record
 * are copied as UTF-8 into one buffer, and their places in the file are kept as pointers, so that a
 * column number costs nothing until a fault has to be named. */
#include "engine/csv/reader.h"

#include <string.h>

#include "engine/words/words.h"

typedef struct {
    size_t text;            /* offset of the UTF-8 copy in the buffer */
    const char *start;      /* where the field begins in the file */
    const char *line_start; /* of the line it begins on, which a quoted line break may move */
} Field;

struct CsvReader {
    char *name;
    GBytes *bytes;
    const char *cursor, *end;
    const char *line_start; /* of the line that the cursor is on */
    size_t line;            /* of the cursor */
    size_t record_line;
    CsvDialect dialect;
    char separator;
    bool windows_1252;
    char **header;
    size_t n_columns;
    GString *text;
    GArray *fields;
};

static const char byte_order_mark[] = "\xEF\xBB\xBF";

/* Windows-1252 is Latin-1 with signs where Latin-1 has controls; French exports say Latin-1 and mean
 * this. 0 marks the bytes that it leaves undefined. */
static const gunichar windows_1252_signs[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

G_DEFINE_QUARK(miroir - csv - error, csv_error)

/* Character column, from 1, of `at` on the line that begins at `line_start`. */
static size_t
column_of(const CsvReader *self, const char *line_start, const char *at)
{
    if (self->windows_1252)
        return (size_t)(at - line_start) + 1;
    size_t column = 1;
    for (const char *c = line_start; c < at; c++)
        column += ((unsigned char)*c & 0xC0) != 0x80;
    return column;
}

/* Always false, so that a fault is one statement; nothing can be read after it. */
G_GNUC_PRINTF(5, 6)
static bool
fail(CsvReader *self, const char *at, CsvError code, GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, CSV_ERROR, (int)code, "%s:%zu:%zu: %s", self->name, self->line,
                column_of(self, self->line_start, at), message);
    self->cursor = self->end;
    return false;
}

/* --- characters ------------------------------------------------------------------------------ */

/* Appends the bytes [from, to) of the file to the buffer, as UTF-8. */
static bool
append_decoded(CsvReader *self, const char *from, const char *to, GError **error)
{
    const char *bad = memchr(from, '\0', (size_t)(to - from));
    if (bad != NULL)
        return fail(self, bad, CSV_ERROR_ENCODING, error,
                    _("a NUL byte; save the file as plain text in UTF-8"));

    if (!self->windows_1252) {
        if (!g_utf8_validate(from, to - from, &bad))
            return fail(self, bad, CSV_ERROR_ENCODING, error,
                        _("byte 0x%02X is not UTF-8; save the file in UTF-8"), (unsigned char)*bad);
        g_string_append_len(self->text, from, to - from);
        return true;
    }

    for (const char *c = from; c < to; c++) {
        unsigned char byte = (unsigned char)*c;
        gunichar sign = byte < 0x80 || byte >= 0xA0 ? byte : windows_1252_signs[byte - 0x80];
        if (sign == 0)
            return fail(self, c, CSV_ERROR_ENCODING, error,
                        _("byte 0x%02X is neither UTF-8 nor Latin-1; save the file in UTF-8"),
                        byte);
        g_string_append_unichar(self->text, sign);
    }
    return true;
}

/* --- fields ---------------------------------------------------------------------------------- */

static bool
ends_field(const CsvReader *self, char c)
{
    return c == self->separator || c == '\n' || c == '\r';
}

static bool
read_plain_field(CsvReader *self, GError **error)
{
    const char *start = self->cursor, *c = start;
    while (c < self->end && !ends_field(self, *c)) {
        if (*c == '"')
            return fail(self, c, CSV_ERROR_SYNTAX, error,
                        _("a quote inside a field that does not begin with one; "
                          "put the whole field in quotes and double those inside"));
        c++;
    }
    self->cursor = c;
    return append_decoded(self, start, c, error);
}

/* The text between two quotes, counting the lines it passes. */
static bool
append_quoted_part(CsvReader *self, const char *close, GError **error)
{
    const char *start = self->cursor;
    if (!append_decoded(self, start, close, error))
        return false;
    for (const char *c = start; c < close; c++)
        if (*c == '\n') {
            self->line++;
            self->line_start = c + 1;
        }
    self->cursor = close + 1;
    return true;
}

static bool
read_quoted_field(CsvReader *self, GError **error)
{
    const char *open = self->cursor++;
    for (;;) {
        const char *close = memchr(self->cursor, '"', (size_t)(self->end - self->cursor));
        if (close == NULL)
            return fail(self, open, CSV_ERROR_SYNTAX, error,
                        _("the quote does not close; end the field with a quote"));
        if (!append_quoted_part(self, close, error))
            return false;
        if (self->cursor == self->end || *self->cursor != '"')
            break;
        g_string_append_c(self->text, '"');
        self->cursor++;
    }
    if (self->cursor < self->end && !ends_field(self, *self->cursor))
        return fail(self, self->cursor, CSV_ERROR_SYNTAX, error,
                    _("text after a closing quote; double the quotes inside a quoted field"));
    return true;
}

static bool
read_field(CsvReader *self, GError **error)
{
    Field field = {self->text->len, self->cursor, self->line_start};
    g_array_append_val(self->fields, field);
    bool quoted = self->cursor < self->end && *self->cursor == '"';
    if (!(quoted ? read_quoted_field : read_plain_field)(self, error))
        return false;
    g_string_append_c(self->text, '\0');
    return true;
}

/* --- records --------------------------------------------------------------------------------- */

static bool
end_line(CsvReader *self, GError **error)
{
    if (self->cursor == self->end)
        return true;
    if (*self->cursor == '\r') {
        if (self->cursor + 1 == self->end || self->cursor[1] != '\n')
            return fail(self, self->cursor, CSV_ERROR_SYNTAX, error,
                        _("a carriage return without a line feed; "
                          "save the file with LF or CRLF line ends"));
        self->cursor++;
    }
    self->cursor++;
    self->line++;
    self->line_start = self->cursor;
    return true;
}

static bool
read_record(CsvReader *self, GError **error)
{
    g_string_truncate(self->text, 0);
    g_array_set_size(self->fields, 0);
    self->record_line = self->line;
    for (;;) {
        if (!read_field(self, error))
            return false;
        if (self->cursor == self->end || *self->cursor != self->separator)
            return end_line(self, error);
        self->cursor++;
    }
}

/* A line without any character holds no record, except where records have one field. */
static void
skip_blank_lines(CsvReader *self)
{
    while (self->n_columns > 1 && self->cursor < self->end) {
        const char *c = self->cursor;
        c += *c == '\r' && c + 1 < self->end;
        if (*c != '\n')
            return;
        self->cursor = self->line_start = c + 1;
        self->line++;
    }
}

bool
csv_reader_next(CsvReader *self, GError **error)
{
    skip_blank_lines(self);
    if (self->cursor == self->end)
        return false;
    if (!read_record(self, error))
        return false;
    if (self->fields->len != self->n_columns) {
        g_set_error(error, CSV_ERROR, CSV_ERROR_FIELDS,
                    _("%s:%zu:1: %u fields where the header has %zu; "
                      "quote a field that holds the separator '%c'"),
                    self->name, self->record_line, self->fields->len, self->n_columns,
                    self->separator);
        return false;
    }
    return true;
}

/* --- opening --------------------------------------------------------------------------------- */

static CsvDialect
detect_dialect(const CsvReader *self)
{
    bool quoted = false, semicolon = false;
    for (const char *c = self->cursor; c < self->end && *c != '\n'; c++) {
        if (*c == '"')
            quoted = !quoted;
        else if (!quoted && *c == ',')
            return CSV_DIALECT_RFC4180;
        else if (!quoted && *c == ';')
            semicolon = true;
    }
    return semicolon ? CSV_DIALECT_FRENCH : CSV_DIALECT_RFC4180;
}

static bool
keep_header(CsvReader *self, GError **error)
{
    self->n_columns = self->fields->len;
    self->header = g_new0(char *, self->n_columns + 1);
    for (size_t i = 0; i < self->n_columns; i++) {
        const char *name = csv_reader_field(self, i);
        bool is_second = csv_reader_find_column(self, name) >= 0;
        if (*name == '\0' || is_second) {
            g_set_error(
                error, CSV_ERROR, CSV_ERROR_SYNTAX,
                is_second ? _("%s:%zu:%zu: column %zu '%s' for the second time; give every column "
                              "a name of its own")
                          : _("%s:%zu:%zu: column %zu '%s' without a name; give every column a "
                              "name of its own"),
                self->name, self->record_line, csv_reader_field_column(self, i), i + 1, name);
            return false;
        }
        self->header[i] = g_strdup(name);
    }
    return true;
}

CsvReader *
csv_reader_from_bytes(GBytes *bytes, const char *name, CsvDialect dialect, GError **error)
{
    g_autoptr(CsvReader) self = g_new0(CsvReader, 1);
    size_t size;
    const char *data = g_bytes_get_data(bytes, &size);
    self->name = g_strdup(name);
    self->bytes = g_bytes_ref(bytes);
    self->cursor = data != NULL ? data : "";
    self->end = self->cursor + size;
    self->line = 1;
    self->text = g_string_new(NULL);
    self->fields = g_array_new(false, false, sizeof(Field));

    bool marked = size >= 3 && memcmp(self->cursor, byte_order_mark, 3) == 0;
    if (marked)
        self->cursor += 3;
    self->line_start = self->cursor;
    self->dialect = dialect != CSV_DIALECT_DETECT ? dialect : detect_dialect(self);
    self->separator = self->dialect == CSV_DIALECT_FRENCH ? ';' : ',';
    self->windows_1252 = self->dialect == CSV_DIALECT_FRENCH && !marked &&
                         !g_utf8_validate(self->cursor, self->end - self->cursor, NULL);

    if (self->cursor == self->end || *self->cursor == '\n' || *self->cursor == '\r') {
        fail(self, self->cursor, CSV_ERROR_SYNTAX, error,
             _("no header line; the first line must name the columns"));
        return NULL;
    }
    if (!read_record(self, error) || !keep_header(self, error))
        return NULL;
    return g_steal_pointer(&self);
}

CsvReader *
csv_reader_open(const char *path, CsvDialect dialect, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(GMappedFile) file = g_mapped_file_new(path, false, &cause);
    if (file == NULL) {
        g_set_error(error, CSV_ERROR, CSV_ERROR_OPEN, "%s:1:1: %s", path, cause->message);
        return NULL;
    }
    g_autoptr(GBytes) bytes = g_mapped_file_get_bytes(file);
    return csv_reader_from_bytes(bytes, path, dialect, error);
}

void
csv_reader_free(CsvReader *self)
{
    if (self == NULL)
        return;
    g_free(self->name);
    g_bytes_unref(self->bytes);
    g_strfreev(self->header);
    g_string_free(self->text, true);
    g_array_unref(self->fields);
    g_free(self);
}

/* --- what it knows --------------------------------------------------------------------------- */

CsvDialect
csv_reader_dialect(const CsvReader *self)
{
    return self->dialect;
}

const char *
csv_reader_name(const CsvReader *self)
{
    return self->name;
}

size_t
csv_reader_n_columns(const CsvReader *self)
{
    return self->n_columns;
}

const char *
csv_reader_column_name(const CsvReader *self, size_t column)
{
    g_assert(column < self->n_columns);
    return self->header[column];
}

int
csv_reader_find_column(const CsvReader *self, const char *name)
{
    for (size_t i = 0; self->header[i] != NULL; i++)
        if (strcmp(self->header[i], name) == 0)
            return (int)i;
    return -1;
}

static const Field *
field_at(const CsvReader *self, size_t column)
{
    g_assert(column < self->fields->len);
    return &g_array_index(self->fields, Field, column);
}

const char *
csv_reader_field(const CsvReader *self, size_t column)
{
    return self->text->str + field_at(self, column)->text;
}

size_t
csv_reader_line(const CsvReader *self)
{
    return self->record_line;
}

size_t
csv_reader_field_column(const CsvReader *self, size_t column)
{
    const Field *field = field_at(self, column);
    return column_of(self, field->line_start, field->start);
}
