#include "tests/oracle/oracle.h"

#include <math.h>
#include <string.h>

struct Oracle {
    char **header;
    GPtrArray *rows; /* char ** each */
};

Oracle *
oracle_open(const char *name)
{
    g_autofree char *file = g_strconcat(name, ".csv", NULL);
    g_autofree char *path = g_build_filename(ORACLE_FOLDER, file, NULL);
    g_autofree char *text = NULL;
    g_autoptr(GError) error = NULL;

    if (!g_file_get_contents(path, &text, NULL, &error))
        g_error("%s", error->message);

    Oracle *self = g_new0(Oracle, 1);
    self->rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (size_t i = 0; lines[i] != NULL; i++) {
        if (lines[i][0] == '#' || (lines[i][0] == '\0' && lines[i + 1] == NULL))
            continue;
        char **fields = g_strsplit(lines[i], ",", -1);
        if (self->header == NULL) {
            self->header = fields;
            continue;
        }
        g_assert(g_strv_length(fields) == g_strv_length(self->header));
        g_ptr_array_add(self->rows, fields);
    }
    g_assert(self->rows->len >= 20);
    return self;
}

void
oracle_free(Oracle *self)
{
    if (self == NULL)
        return;
    g_strfreev(self->header);
    g_ptr_array_unref(self->rows);
    g_free(self);
}

size_t
oracle_size(const Oracle *self)
{
    return self->rows->len;
}

const char *
oracle_text(const Oracle *self, size_t row, const char *column)
{
    for (size_t i = 0; self->header[i] != NULL; i++)
        if (strcmp(self->header[i], column) == 0)
            return ((char **)self->rows->pdata[row])[i];
    g_error("no column %s", column);
}

double
oracle_number(const Oracle *self, size_t row, const char *column)
{
    const char *text = oracle_text(self, row, column);
    return text[0] == '\0' ? NAN : g_ascii_strtod(text, NULL);
}

double *
oracle_list(const Oracle *self, size_t row, const char *column, size_t *out_n)
{
    g_auto(GStrv) parts = g_strsplit(oracle_text(self, row, column), " ", -1);
    size_t n = g_strv_length(parts);
    double *values = g_new(double, n);

    for (size_t i = 0; i < n; i++)
        values[i] = g_ascii_strtod(parts[i], NULL);
    *out_n = n;
    return values;
}

bool
oracle_agrees(double actual, double expected, double tolerance)
{
    return fabs(actual - expected) <= tolerance * fmax(fabs(expected), 1e-300);
}
