#include "tests/live/bank_rows.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/csv/reader.h"

static const char *const COUNTS[N_COUNTS] = {"numerator", "denominator", "numerator_patients",
                                             "denominator_patients"};

GHashTable *
bank_rows_new(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

void
bank_rows_add(GHashTable *self, const char *indicator, const char *period, const char *unit,
              const double counts[N_COUNTS])
{
    g_autofree char *key = g_strjoin(" ", indicator, period, unit, NULL);
    BankRow *row = g_hash_table_lookup(self, key);
    if (row == NULL)
        g_hash_table_insert(self, g_strdup(key), row = g_new0(BankRow, 1));
    for (int i = 0; i < N_COUNTS; i++)
        row->counts[i] += counts[i];
}

/* --- reading ------------------------------------------------------------------------------------ */

static const char *
field(const CsvReader *reader, const char *column)
{
    return csv_reader_field(reader, (size_t)csv_reader_find_column(reader, column));
}

void
bank_rows_read(GHashTable *self, const char *path, const char *unit)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(CsvReader) reader = csv_reader_open(path, CSV_DIALECT_RFC4180, &error);
    while (reader != NULL && csv_reader_next(reader, &error)) {
        double counts[N_COUNTS];
        for (int i = 0; i < N_COUNTS; i++)
            counts[i] = g_ascii_strtod(field(reader, COUNTS[i]), NULL);
        bank_rows_add(self, field(reader, "indicator"), field(reader, "period"),
                      field(reader, unit), counts);
    }
    if (error == NULL)
        return;
    fprintf(stderr, "bank: %s\n", error->message);
    exit(EXIT_FAILURE);
}

/* --- comparing ---------------------------------------------------------------------------------- */

size_t
bank_rows_differences(GHashTable *some, GHashTable *other, const char *of_some,
                      const char *of_other)
{
    static const BankRow ZEROS;
    GHashTableIter iter;
    gpointer key, value;
    size_t n = 0;
    g_hash_table_iter_init(&iter, some);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        const BankRow *row = value, *same = g_hash_table_lookup(other, key);
        if (same == NULL)
            same = &ZEROS;
        for (int i = 0; i < N_COUNTS; i++)
            /* Amounts are whole cents; all else is whole. */
            if (fabs(row->counts[i] - same->counts[i]) > 0.001 && ++n <= 40)
                fprintf(stderr, "%s %s: %s %.2f, %s %.2f\n", (char *)key, COUNTS[i], of_some,
                        row->counts[i], of_other, same->counts[i]);
    }
    return n;
}

GHashTable *
bank_rows_indicators(GHashTable *self)
{
    GHashTable *seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GHashTableIter iter;
    gpointer key, value;
    g_hash_table_iter_init(&iter, self);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        char *indicator = g_strndup(key, strcspn(key, " "));
        const BankRow *row = value;
        const bool is_seen =
            row->counts[NUMERATOR] > 0 || g_hash_table_lookup(seen, indicator) != NULL;
        g_hash_table_insert(seen, indicator, GINT_TO_POINTER(is_seen));
    }
    return seen;
}
