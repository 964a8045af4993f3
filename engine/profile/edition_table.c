#include "engine/profile/edition_table.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "engine/csv/reader.h"
#include "engine/profile/results.h"
#include "engine/words/words.h"

struct EditionTable {
    CsvReader *csv;
};

/* A fault of the CSV layer in this layer's domain. */
static void
take_csv_error(GError **error, GError *fault)
{
    g_set_error_literal(error, PROFILE_ERROR, PROFILE_ERROR_FILES, fault->message);
    g_error_free(fault);
}

static bool
check_header(const EditionTable *self, const char *header, GError **error)
{
    g_auto(GStrv) names = g_strsplit(header, ",", -1);
    bool same = csv_reader_n_columns(self->csv) == g_strv_length(names);

    for (size_t i = 0; same && names[i] != NULL; i++)
        same = strcmp(csv_reader_column_name(self->csv, i), names[i]) == 0;
    if (!same)
        g_set_error(error, PROFILE_ERROR, PROFILE_ERROR_FILES,
                    _("%s:1:1: the columns are not %s; compute the edition again"),
                    csv_reader_name(self->csv), header);
    return same;
}

EditionTable *
edition_table_open(const char *folder, EditionFile file, GError **error)
{
    g_autofree char *path = g_build_filename(folder, edition_file_path(file), NULL);
    GError *fault = NULL;
    CsvReader *csv = csv_reader_open(path, CSV_DIALECT_RFC4180, &fault);

    if (csv == NULL) {
        take_csv_error(error, fault);
        return NULL;
    }
    g_autoptr(EditionTable) self = g_new(EditionTable, 1);
    self->csv = csv;
    return check_header(self, edition_file_header(file), error) ? g_steal_pointer(&self) : NULL;
}

void
edition_table_free(EditionTable *self)
{
    if (self == NULL)
        return;
    csv_reader_free(self->csv);
    g_free(self);
}

bool
edition_table_next(EditionTable *self, GError **error)
{
    GError *fault = NULL;
    bool more = csv_reader_next(self->csv, &fault);

    if (fault != NULL)
        take_csv_error(error, fault);
    return more;
}

const char *
edition_table_text(EditionTable *self, int column)
{
    const char *text = csv_reader_field(self->csv, (size_t)column);
    bool defused = text[0] == '\'' && text[1] != '\0' && strchr("=+-@\t\r", text[1]) != NULL;

    return defused ? text + 1 : text;
}

bool
edition_table_number(EditionTable *self, int column, double *out_value, GError **error)
{
    const char *text = csv_reader_field(self->csv, (size_t)column);
    char *end = NULL;
    double value = text[0] == '\0' ? NAN : g_ascii_strtod(text, &end);

    if (text[0] != '\0' && (*end != '\0' || !isfinite(value)))
        return edition_table_fault(self, column, error, _("\"%s\" is not a number"), text);
    *out_value = value;
    return true;
}

bool
edition_table_integer(EditionTable *self, int column, int64_t *out_value, GError **error)
{
    const char *text = csv_reader_field(self->csv, (size_t)column);
    gint64 value = 0;

    if (text[0] != '\0' &&
        !g_ascii_string_to_signed(text, 10, G_MININT64, G_MAXINT64, &value, NULL))
        return edition_table_fault(self, column, error, _("\"%s\" is not a whole number"), text);
    *out_value = value;
    return true;
}

bool
edition_table_fault(const EditionTable *self, int column, GError **error, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_set_error(error, PROFILE_ERROR, PROFILE_ERROR_FILES,
                _("%s:%zu:%zu: %s; the file was changed since it was written: compute the edition "
                  "again"),
                csv_reader_name(self->csv), csv_reader_line(self->csv),
                csv_reader_field_column(self->csv, (size_t)column), message);
    return false;
}
