/* Lines are checked and spelt in C, so that each fault has its place in the file; PostgreSQL then
 * only stores them. */
#include "engine/source/load_file.h"

#include <string.h>

#include "engine/model/suggestion.h"
#include "engine/source/load_value.h"
#include "engine/words/words.h"

enum { BATCH_BYTES = 1 << 16 };

/* Two days of which the first may not be the later. */
typedef struct {
    const char *relation, *first, *last;
} DayOrder;

static const DayOrder DAY_ORDERS[] = {
    {"practitioner", "active_from", "active_to"},    {"quality_group", "opened_on", "closed_on"},
    {"membership", "joined_on", "left_on"},          {"patient", "birth_date", "died_on"},
    {"patient_condition", "valid_from", "valid_to"}, {"registration", "valid_from", "valid_to"},
};

/* A load under way. Columns are those of the file unless said otherwise. */
typedef struct {
    const LoadFile *file;
    CsvReader *reader;
    Connection *connection;
    size_t n_columns;
    const ContractColumn **columns; /* what each is in the contract */
    size_t *ends;                   /* where each ends in the line */
    GArray *key;                    /* int: the columns of the key */
    int first, last;                /* the days to compare; -1 none */
    GString *line;
    GString *batch;
    GString *key_text;
    GHashTable *seen; /* key to line number */
    GStringChunk *keys;
    size_t n_rows;
    size_t faults_before;
} Loading;

G_GNUC_PRINTF(3, 4)
static void
add_fault_at(const Loading *self, size_t column, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *why = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    load_faults_add(self->file->faults, "%s:%zu:%zu: %s: %s", csv_reader_name(self->reader),
                    csv_reader_line(self->reader), csv_reader_field_column(self->reader, column),
                    csv_reader_column_name(self->reader, column), why);
}

/* --- the header ------------------------------------------------------------------------------ */

static char *
hint_column(const ContractRelation *relation, const char *name)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    for (const ContractColumn *column = relation->columns; column->name != NULL; column++)
        g_ptr_array_add(names, (char *)(uintptr_t)column->name);
    g_ptr_array_add(names, NULL);
    return suggestion_hint(name, (const char *const *)names->pdata);
}

static void
match_columns(Loading *self)
{
    const ContractRelation *relation = self->file->relation;

    for (size_t i = 0; i < self->n_columns; i++) {
        const char *name = csv_reader_column_name(self->reader, i);
        int column = contract_relation_find(relation, name);

        if (column >= 0) {
            self->columns[i] = &relation->columns[column];
            continue;
        }

        g_autofree char *hint = hint_column(relation, name);
        load_faults_add(self->file->faults, _("%s:%zu:%zu: miroir.%s has no column '%s'; %s"),
                        csv_reader_name(self->reader), csv_reader_line(self->reader),
                        csv_reader_field_column(self->reader, i), relation->name, name, hint);
    }
}

static void
check_mandatory(const Loading *self)
{
    for (const ContractColumn *column = self->file->relation->columns; column->name != NULL;
         column++) {
        if (column->is_mandatory && csv_reader_find_column(self->reader, column->name) < 0)
            load_faults_add(self->file->faults,
                            _("%s:%zu:1: column '%s' is missing; miroir.%s cannot be without it"),
                            csv_reader_name(self->reader), csv_reader_line(self->reader),
                            column->name, self->file->relation->name);
    }
}

static void
find_key(Loading *self)
{
    g_auto(GStrv) names =
        g_strsplit(self->file->relation->key != NULL ? self->file->relation->key : "", ",", -1);

    for (char **name = names; *name != NULL; name++) {
        int column = csv_reader_find_column(self->reader, *name);
        g_array_append_val(self->key, column);
    }
}

static void
find_days(Loading *self)
{
    self->first = self->last = -1;

    for (size_t i = 0; i < G_N_ELEMENTS(DAY_ORDERS); i++) {
        if (strcmp(DAY_ORDERS[i].relation, self->file->relation->name) == 0) {
            self->first = csv_reader_find_column(self->reader, DAY_ORDERS[i].first);
            self->last = csv_reader_find_column(self->reader, DAY_ORDERS[i].last);
        }
    }
}

/* --- a line ---------------------------------------------------------------------------------- */

static const char *
value_at(const Loading *self, size_t column, size_t *out_length)
{
    size_t start = column > 0 ? self->ends[column - 1] + 1 : 0;

    *out_length = self->ends[column] - start;
    return self->line->str + start;
}

/* Spells the record into `line`; false if any of its fields is at fault. */
static bool
spell_line(Loading *self)
{
    CsvDialect dialect = csv_reader_dialect(self->reader);
    bool is_good = true;

    g_string_truncate(self->line, 0);
    for (size_t i = 0; i < self->n_columns; i++) {
        char *why = NULL;

        if (i > 0)
            g_string_append_c(self->line, '\t');
        if (!load_value_append(self->columns[i], dialect, csv_reader_field(self->reader, i),
                               self->line, &why)) {
            add_fault_at(self, i, "%s", why);
            is_good = false;
        }
        self->ends[i] = self->line->len;
        g_free(why);
    }

    g_string_append_c(self->line, '\n');
    return is_good;
}

/* The same key twice, named by both lines. */
static void
check_key(Loading *self)
{
    if (self->key->len == 0)
        return;

    g_string_truncate(self->key_text, 0);
    for (guint i = 0; i < self->key->len; i++) {
        size_t length;
        const char *value = value_at(self, (size_t)g_array_index(self->key, int, i), &length);
        g_string_append_len(self->key_text, value, (gssize)length);
        g_string_append_c(self->key_text, '\t');
    }

    size_t line = csv_reader_line(self->reader);
    gpointer earlier = g_hash_table_lookup(self->seen, self->key_text->str);
    if (earlier != NULL)
        add_fault_at(self, (size_t)g_array_index(self->key, int, 0),
                     _("the same %s as on line %zu; keep one of the two lines"),
                     self->file->relation->key, GPOINTER_TO_SIZE(earlier));
    else
        g_hash_table_insert(
            self->seen,
            g_string_chunk_insert_len(self->keys, self->key_text->str, (gssize)self->key_text->len),
            GSIZE_TO_POINTER(line));
}

/* Both days are spelt yyyy-mm-dd by now, so that they compare as texts. */
static void
check_days(Loading *self)
{
    size_t first_length, last_length;

    if (self->first < 0 || self->last < 0)
        return;

    const char *first = value_at(self, (size_t)self->first, &first_length);
    const char *last = value_at(self, (size_t)self->last, &last_length);
    if (*first != '\\' && *last != '\\' && strncmp(last, first, first_length) < 0)
        add_fault_at(self, (size_t)self->last, _("is before %s"),
                     csv_reader_column_name(self->reader, (size_t)self->first));
}

/* --- storing --------------------------------------------------------------------------------- */

static bool
send_batch(Loading *self, GError **error)
{
    bool is_sent = true;

    /* Once a line is at fault nothing will be kept; what follows is only read for its faults. */
    if (self->file->faults->n == self->faults_before) {
        is_sent =
            connection_copy_in_put(self->connection, self->batch->str, self->batch->len, error);
    } else if (connection_is_cancelled()) {
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_CANCELLED, _("interrupted"));
        is_sent = false;
    }

    g_string_truncate(self->batch, 0);
    if (self->file->progress != NULL) {
        g_autofree char *name = g_path_get_basename(self->file->path);
        self->file->progress(name, self->n_rows, self->file->progress_data);
    }
    return is_sent;
}

static bool
take_record(Loading *self, GError **error)
{
    self->n_rows++;
    if (spell_line(self)) {
        check_key(self);
        check_days(self);
        g_string_append_len(self->batch, self->line->str, (gssize)self->line->len);
    }

    return self->batch->len < BATCH_BYTES || send_batch(self, error);
}

/* False at the end of the file, or where it cannot be read on. */
static bool
next_record(Loading *self, bool *out_is_whole)
{
    g_autoptr(GError) fault = NULL;

    *out_is_whole = csv_reader_next(self->reader, &fault);
    if (fault == NULL)
        return *out_is_whole;

    load_faults_add(self->file->faults, "%s", fault->message);
    return g_error_matches(fault, CSV_ERROR, CSV_ERROR_FIELDS);
}

static bool
store_records(Loading *self, GError **error)
{
    bool is_whole;

    while (next_record(self, &is_whole)) {
        if (is_whole && !take_record(self, error))
            return false;
    }

    return send_batch(self, error);
}

static char *
copy_sql(const Loading *self)
{
    g_autoptr(GString) sql = g_string_new(NULL);

    g_string_append_printf(sql, "COPY miroir.%s (", self->file->relation->name);
    for (size_t i = 0; i < self->n_columns; i++)
        g_string_append_printf(sql, "%s%s", i > 0 ? ", " : "", self->columns[i]->name);

    /* The table was emptied in this transaction: its rows may be stored as visible to all, which
     * spares every later reader from finding that out. */
    g_string_append(sql,
                    self->file->is_plain_table ? ") FROM STDIN WITH (FREEZE)" : ") FROM STDIN");
    return g_string_free(g_steal_pointer(&sql), FALSE);
}

static bool
run_statement(Connection *connection, const char *verb, const char *relation, GError **error)
{
    g_autofree char *sql = g_strdup_printf("%s miroir.%s", verb, relation);
    PGresult *result = connection_query(connection, sql, 0, NULL, error);
    bool is_done = result != NULL;

    PQclear(result);
    return is_done;
}

static bool
store(Loading *self, GError **error)
{
    const char *relation = self->file->relation->name;
    g_autofree char *sql = copy_sql(self);

    return run_statement(self->connection, "TRUNCATE", relation, error) &&
           connection_copy_in_begin(self->connection, sql, error) && store_records(self, error) &&
           connection_copy_in_end(self->connection, NULL, error) &&
           run_statement(self->connection, "ANALYZE", relation, error);
}

/* --- the whole ------------------------------------------------------------------------------- */

static void
loading_init(Loading *self)
{
    self->n_columns = csv_reader_n_columns(self->reader);
    self->columns = g_new0(const ContractColumn *, self->n_columns);
    self->ends = g_new0(size_t, self->n_columns);
    self->key = g_array_new(false, false, sizeof(int));
    self->line = g_string_new(NULL);
    self->batch = g_string_sized_new(2 * BATCH_BYTES);
    self->key_text = g_string_new(NULL);
    self->seen = g_hash_table_new(g_str_hash, g_str_equal);
    self->keys = g_string_chunk_new(BATCH_BYTES);
    self->faults_before = self->file->faults->n;
}

static void
loading_clear(Loading *self)
{
    csv_reader_free(self->reader);
    g_free(self->columns);
    g_free(self->ends);
    g_array_unref(self->key);
    g_string_free(self->line, true);
    g_string_free(self->batch, true);
    g_string_free(self->key_text, true);
    g_hash_table_unref(self->seen);
    g_string_chunk_free(self->keys);
}

bool
load_file_run(const LoadFile *self, Connection *connection, LoadedFile *out_file, GError **error)
{
    g_autoptr(GError) fault = NULL;
    Loading loading = {.file = self, .connection = connection};

    loading.reader = csv_reader_open(self->path, self->dialect, &fault);
    if (loading.reader == NULL) {
        load_faults_add(self->faults, "%s", fault->message);
        return true;
    }

    loading_init(&loading);
    match_columns(&loading);
    check_mandatory(&loading);

    bool is_stored = true;
    if (self->faults->n == loading.faults_before) {
        find_key(&loading);
        find_days(&loading);
        is_stored = store(&loading, error);
    }

    out_file->relation = g_strdup(self->relation->name);
    out_file->dialect = csv_reader_dialect(loading.reader);
    out_file->n_rows = loading.n_rows;
    loading_clear(&loading);
    if (!is_stored)
        g_prefix_error(error, "%s: ", self->path);
    return is_stored;
}
