/* Builds a CSV file in memory. The number of fields is fixed by the header and checked at the end of
 * every record, so that a column can never slip. */
#include "engine/csv/writer.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

__extension__ typedef unsigned __int128 CsvUnsigned128;

struct CsvWriter {
    GString *text;
    size_t n_columns;
    size_t n_fields; /* of the current record */
};

CsvWriter *
csv_writer_new(const char *header)
{
    CsvWriter *self = g_new0(CsvWriter, 1);
    self->text = g_string_new(header);
    g_string_append_c(self->text, '\n');
    self->n_columns = 1;
    for (const char *c = header; *c != '\0'; c++)
        self->n_columns += *c == ',';
    return self;
}

void
csv_writer_free(CsvWriter *self)
{
    if (self == NULL)
        return;
    if (self->text != NULL)
        g_string_free(self->text, true);
    g_free(self);
}

static void
begin_field(CsvWriter *self)
{
    g_assert(self->n_fields < self->n_columns);
    if (self->n_fields++ > 0)
        g_string_append_c(self->text, ',');
}

void
csv_writer_empty(CsvWriter *self)
{
    begin_field(self);
}

void
csv_writer_text(CsvWriter *self, const char *value)
{
    begin_field(self);
    if (value == NULL || *value == '\0')
        return;
    bool runs_as_formula = strchr("=+-@\t\r", *value) != NULL;
    bool quoted =
        strpbrk(value, ",\"\r\n") != NULL || *value == ' ' || value[strlen(value) - 1] == ' ';
    if (quoted)
        g_string_append_c(self->text, '"');
    if (runs_as_formula)
        g_string_append_c(self->text, '\'');
    for (const char *c = value; *c != '\0'; c++) {
        if (*c == '"')
            g_string_append_c(self->text, '"');
        g_string_append_c(self->text, *c);
    }
    if (quoted)
        g_string_append_c(self->text, '"');
}

void
csv_writer_integer(CsvWriter *self, int64_t value)
{
    csv_writer_decimal(self, value, 0);
}

void
csv_writer_integer128(CsvWriter *self, CsvInt128 value)
{
    csv_writer_decimal(self, value, 0);
}

/* Negative numbers are kept as such: only text is defused. */
void
csv_writer_number(CsvWriter *self, double value)
{
    g_assert(!isinf(value));
    begin_field(self);
    if (isnan(value))
        return;
    if (value == 0) /* one spelling for both zeros */
        value = 0;
    /* A decimal of up to DBL_DIG digits survives the way through a normal double, so fewer digits
     * than that need no trial: %g drops the zeros. Below DBL_MIN that promise does not hold. */
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    int precision = fabs(value) < DBL_MIN ? 1 : DBL_DIG;
    do {
        char format[8];
        g_snprintf(format, sizeof format, "%%.%dg", precision);
        g_ascii_formatd(digits, sizeof digits, format, value);
    } while (g_ascii_strtod(digits, NULL) != value && precision++ < DBL_DECIMAL_DIG);
    g_string_append(self->text, digits);
}

void
csv_writer_decimal(CsvWriter *self, CsvInt128 value, int decimals)
{
    g_assert(decimals >= 0);
    begin_field(self);
    CsvUnsigned128 rest = value < 0 ? -(CsvUnsigned128)value : (CsvUnsigned128)value;
    for (; decimals > 0 && rest % 10 == 0; decimals--)
        rest /= 10;

    /* The digits from the last to the first; decimals bring their point and leading zeros. */
    g_autoptr(GString) backwards = g_string_new(NULL);
    for (int i = 0; rest > 0 || i <= decimals; i++) {
        if (i == decimals && i > 0)
            g_string_append_c(backwards, '.');
        g_string_append_c(backwards, (char)('0' + (int)(rest % 10)));
        rest /= 10;
    }
    if (value < 0)
        g_string_append_c(backwards, '-');
    g_strreverse(backwards->str);
    g_string_append(self->text, backwards->str);
}

void
csv_writer_end_record(CsvWriter *self)
{
    g_assert(self->n_fields == self->n_columns);
    g_string_append_c(self->text, '\n');
    self->n_fields = 0;
}

GBytes *
csv_writer_steal(CsvWriter *self)
{
    g_assert(self->n_fields == 0);
    GBytes *bytes = g_string_free_to_bytes(self->text);
    self->text = g_string_new(NULL);
    return bytes;
}
