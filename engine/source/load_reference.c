/* The server finds the values that refer to nothing, by hashing; a second reading of the file, which
 * only a faulty load pays for, finds their lines. */
#include "engine/source/load_reference.h"

#include <string.h>

#include "engine/words/words.h"

/* Not here: claim.practitioner_id and performer_id, since prescribers elsewhere and laboratories
 * need no row of their own. */
typedef struct {
    const char *relation, *columns; /* comma-separated */
    const char *target, *target_columns;
} Reference;

static const Reference REFERENCES[] = {
    {"practitioner", "territory_id", "territory", "territory_id"},
    {"territory", "parent_id", "territory", "territory_id"},
    {"quality_group", "territory_id", "territory", "territory_id"},
    {"membership", "group_id", "quality_group", "group_id"},
    {"membership", "practitioner_id", "practitioner", "practitioner_id"},
    {"patient_condition", "patient_id", "patient", "patient_id"},
    {"registration", "patient_id", "patient", "patient_id"},
    {"registration", "practitioner_id", "practitioner", "practitioner_id"},
    {"claim", "patient_id", "patient", "patient_id"},
    {"claim", "code_system,code", "code", "code_system,code"},
    {"indicator_count", "practitioner_id", "practitioner", "practitioner_id"},
    {"meeting", "group_id", "quality_group", "group_id"},
    {"attendance", "meeting_id", "meeting", "meeting_id"},
    {"attendance", "practitioner_id", "practitioner", "practitioner_id"},
    {"allowance", "practitioner_id", "practitioner", "practitioner_id"},
    {"indicator_review", "group_id", "quality_group", "group_id"},
    {"stay", "facility_id", "facility", "facility_id"},
    {"stay", "territory_id", "territory", "territory_id"},
    {"population", "territory_id", "territory", "territory_id"},
    {"facility_referent", "facility_id", "facility", "facility_id"},
    {"action_plan", "facility_id", "facility", "facility_id"},
};

static const LoadedFile *
find_loaded(const GPtrArray *loaded, const char *relation)
{
    for (guint i = 0; i < loaded->len; i++) {
        const LoadedFile *file = loaded->pdata[i];
        if (g_str_equal(file->relation, relation))
            return file;
    }

    return NULL;
}

/* Values that refer to nothing, one more than can be shown; columns joined by blanks. */
static char *
reference_sql(const Reference *self)
{
    g_auto(GStrv) columns = g_strsplit(self->columns, ",", -1);
    g_auto(GStrv) targets = g_strsplit(self->target_columns, ",", -1);
    g_autoptr(GString) value = g_string_new(NULL);
    g_autoptr(GString) match = g_string_new(NULL);

    for (size_t i = 0; columns[i] != NULL; i++) {
        g_string_append_printf(value, "%sf.%s", i > 0 ? " || ' ' || " : "", columns[i]);
        g_string_append_printf(match, "%st.%s = f.%s", i > 0 ? " AND " : "", targets[i],
                               columns[i]);
    }

    return g_strdup_printf("SELECT DISTINCT %s FROM miroir.%s f WHERE (%s) IS NOT NULL AND NOT "
                           "EXISTS (SELECT FROM miroir.%s t WHERE %s) AND EXISTS (SELECT FROM "
                           "miroir.%s) LIMIT %d",
                           value->str, self->relation, value->str, self->target, match->str,
                           self->target, LOAD_FAULTS_SHOWN + 1);
}

/* A patient's identifier has no business in a message: the line says enough. */
static void
add_fault(const Reference *self, const char *where, const char *value, LoadFaults *faults)
{
    if (strcmp(self->target, "patient") == 0)
        load_faults_add(faults, _("%s: %s: is not in miroir.%s; add it to %s.csv, or correct it"),
                        where, self->columns, self->target, self->target);
    else
        load_faults_add(faults,
                        _("%s: %s: '%s' is not in miroir.%s; add it to %s.csv, or correct it"),
                        where, self->columns, value, self->target, self->target);
}

/* The reference's value on the current line, spelt as reference_sql does. */
static char *
value_on_line(const Reference *self, CsvReader *reader, int *out_column)
{
    g_auto(GStrv) columns = g_strsplit(self->columns, ",", -1);
    g_autoptr(GString) value = g_string_new(NULL);

    *out_column = -1;
    for (size_t i = 0; columns[i] != NULL; i++) {
        int column = csv_reader_find_column(reader, columns[i]);
        if (column < 0)
            return g_strdup("");
        g_autofree char *field = g_strdup(csv_reader_field(reader, (size_t)column));
        g_string_append_printf(value, "%s%s", i > 0 ? " " : "", g_strstrip(field));
        *out_column = column;
    }

    return g_string_free(g_steal_pointer(&value), FALSE);
}

/* Reports the first line of each value of the set. */
static void
locate(const Reference *self, const char *path, CsvDialect dialect, GHashTable *values,
       LoadFaults *faults)
{
    g_autoptr(CsvReader) reader = csv_reader_open(path, dialect, NULL);

    while (reader != NULL && g_hash_table_size(values) > 0 && csv_reader_next(reader, NULL)) {
        int column;
        g_autofree char *value = value_on_line(self, reader, &column);
        if (!g_hash_table_remove(values, value))
            continue;

        g_autofree char *where = g_strdup_printf("%s:%zu:%zu", path, csv_reader_line(reader),
                                                 csv_reader_field_column(reader, (size_t)column));
        add_fault(self, where, value, faults);
    }
}

static void
report(const Reference *self, const PGresult *result, const char *folder, const LoadedFile *file,
       LoadFaults *faults)
{
    g_autoptr(GHashTable) values = g_hash_table_new(g_str_hash, g_str_equal);
    g_autofree char *name = g_strconcat(self->relation, ".csv", NULL);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *table = g_strconcat("miroir.", self->relation, NULL);

    for (int i = 0; i < PQntuples(result); i++) {
        if (file != NULL)
            g_hash_table_add(values, PQgetvalue(result, i, 0));
        else
            add_fault(self, table, PQgetvalue(result, i, 0), faults);
    }

    if (file != NULL)
        locate(self, path, file->dialect, values, faults);
}

static bool
check_one(const Reference *self, Connection *connection, const char *folder,
          const GPtrArray *loaded, LoadFaults *faults, GError **error)
{
    const LoadedFile *file = find_loaded(loaded, self->relation);

    if (file == NULL && find_loaded(loaded, self->target) == NULL)
        return true;

    g_autofree char *sql = reference_sql(self);
    PGresult *result = connection_query(connection, sql, 0, NULL, error);
    if (result == NULL)
        return false;

    if (PQntuples(result) > 0)
        report(self, result, folder, file, faults);
    PQclear(result);
    return true;
}

/* Prescribers elsewhere are no fault, but all of them elsewhere is: leading zeros lost, or another
 * kind of identifier. */
static bool
check_prescribers(Connection *connection, const char *folder, const GPtrArray *loaded,
                  LoadFaults *faults, GError **error)
{
    static const char SQL[] =
        "SELECT EXISTS (SELECT FROM miroir.claim) AND EXISTS (SELECT FROM miroir.practitioner) AND "
        "NOT EXISTS (SELECT FROM miroir.claim c JOIN miroir.practitioner p USING "
        "(practitioner_id))";

    if (find_loaded(loaded, "claim") == NULL && find_loaded(loaded, "practitioner") == NULL)
        return true;

    PGresult *result = connection_query(connection, SQL, 0, NULL, error);
    if (result == NULL)
        return false;

    if (PQgetvalue(result, 0, 0)[0] == 't')
        load_faults_add(faults,
                        _("%s: no practitioner_id of miroir.claim is in miroir.practitioner; "
                          "write them alike in both (leading zeros, kind of identifier)"),
                        folder);
    PQclear(result);
    return true;
}

bool
load_references_check(Connection *connection, const char *folder, const GPtrArray *loaded,
                      LoadFaults *faults, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(REFERENCES); i++) {
        if (!check_one(&REFERENCES[i], connection, folder, loaded, faults, error))
            return false;
    }

    return check_prescribers(connection, folder, loaded, faults, error);
}
