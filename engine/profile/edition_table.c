#include "engine/profile/edition_table.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "engine/csv/reader.h"
#include "engine/profile/results.h"
#include "engine/words/words.h"

struct EditionTable {
    CsvReader *csv;
    bool is_of_others;
};

/* What to do about a fault. */
static const char *
remedy(const EditionTable *self)
{
    return self->is_of_others
               ? _("ask that region for its results once more, computed by this version")
               : _("compute the edition again");
}

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
                    _("%s:1:1: the columns are not %s; %s"), csv_reader_name(self->csv), header,
                    remedy(self));
    return same;
}

/* Over `take_csv`, or NULL with the `fault` that kept it from being opened. */
static EditionTable *
table_new(CsvReader *take_csv, GError *fault, EditionFile file, bool is_of_others, GError **error)
{
    if (take_csv == NULL) {
        take_csv_error(error, fault);
        return NULL;
    }
    g_autoptr(EditionTable) self = g_new(EditionTable, 1);
    *self = (EditionTable){take_csv, is_of_others};
    return check_header(self, edition_file_header(file), error) ? g_steal_pointer(&self) : NULL;
}

EditionTable *
edition_table_open(const char *folder, EditionFile file, GError **error)
{
    g_autofree char *path = g_build_filename(folder, edition_file_path(file), NULL);
    GError *fault = NULL;
    CsvReader *csv = csv_reader_open(path, CSV_DIALECT_RFC4180, &fault);
    return table_new(csv, fault, file, false, error);
}

EditionTable *
edition_table_of_others(GBytes *bytes, const char *name, EditionFile file, GError **error)
{
    GError *fault = NULL;
    CsvReader *csv = csv_reader_from_bytes(bytes, name, CSV_DIALECT_RFC4180, &fault);
    return table_new(csv, fault, file, true, error);
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
edition_table_read(EditionTable *take_self, EditionTableReader read, void *data, GError **error)
{
    g_autoptr(EditionTable) self = take_self;
    GError *fault = NULL;

    if (self == NULL)
        return false;
    while (csv_reader_next(self->csv, &fault))
        if (!read(data, self, error))
            return false;
    if (fault != NULL)
        take_csv_error(error, fault);
    return fault == NULL;
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
                _("%s:%zu:%zu: %s; the file was changed since it was written: %s"),
                csv_reader_name(self->csv), csv_reader_line(self->csv),
                csv_reader_field_column(self->csv, (size_t)column), message, remedy(self));
    return false;
}
