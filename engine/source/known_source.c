#include "engine/source/known_source.h"

#include <stddef.h>
#include <string.h>

#include "engine/model/faults.h"
#include "engine/model/yaml_schema.h"
#include "engine/source/load.h"
#include "engine/words/words.h"

/* Columns that are lost with the same consequence. */
typedef struct {
    char **names; /* ends with NULL */
    char *disables;
} KnownColumns;

typedef struct {
    char *name;     /* in lower case; of a yearly one with aa in the place of the year */
    char *pattern;  /* what the names of its tables look like, as a regular expression */
    char *disables; /* when there is no such table */
    KnownColumns *columns;
    size_t n_columns;
} KnownRelation;

struct KnownSource {
    char *label;
    char **files;
    KnownRelation *relations;
    size_t n_relations;
};

/* --- source.yaml ------------------------------------------------------------------------------ */

typedef struct {
    const YamlNode *source, *label, *install, *relations;
} SourceKeys;

typedef struct {
    const YamlNode *relation, *disables, *columns;
    bool yearly;
} RelationKeys;

typedef struct {
    const YamlNode *names, *disables;
} ColumnKeys;

#define AT(keys, member) .offset = offsetof(keys, member), .required = true
static const YamlField source_fields[] = {
    {"source", FIELD_TEXT, AT(SourceKeys, source)},
    {"label", FIELD_TEXT, AT(SourceKeys, label)},
    {"install", FIELD_TEXTS, AT(SourceKeys, install)},
    {"relations", FIELD_SEQUENCE, AT(SourceKeys, relations)},
};
static const YamlSchema source_schema = {N_("a source"), source_fields,
                                         G_N_ELEMENTS(source_fields)};

static const YamlField relation_fields[] = {
    {"relation", FIELD_TEXT, AT(RelationKeys, relation)},
    {"yearly", FIELD_BOOLEAN, .offset = offsetof(RelationKeys, yearly)},
    {"disables", FIELD_TEXT, AT(RelationKeys, disables)},
    {"columns", FIELD_SEQUENCE, AT(RelationKeys, columns)},
};
static const YamlSchema relation_schema = {N_("a relation"), relation_fields,
                                           G_N_ELEMENTS(relation_fields)};

static const YamlField column_fields[] = {
    {"names", FIELD_TEXTS, AT(ColumnKeys, names)},
    {"disables", FIELD_TEXT, AT(ColumnKeys, disables)},
};
static const YamlSchema column_schema = {N_("columns"), column_fields, G_N_ELEMENTS(column_fields)};
#undef AT

static size_t
node_size(const YamlNode *node)
{
    return node != NULL ? yaml_node_size(node) : 0;
}

static char *
node_text(const YamlNode *node)
{
    return node != NULL ? g_strdup(yaml_node_text(node)) : NULL;
}

static char **
node_texts(const YamlNode *node, const char *folder)
{
    char **texts = g_new0(char *, node_size(node) + 1);
    for (size_t i = 0; i < node_size(node); i++) {
        const char *text = yaml_node_text(yaml_node_item(node, i));
        texts[i] = folder != NULL ? g_build_filename(folder, text, NULL) : g_strdup(text);
    }
    return texts;
}

static void
read_columns(KnownColumns *columns, const YamlNode *node, GPtrArray *faults)
{
    ColumnKeys keys = {0};
    yaml_schema_read(&column_schema, node, &keys, faults);
    *columns = (KnownColumns){node_texts(keys.names, NULL), node_text(keys.disables)};
}

/* A yearly name stands for one table a year: t_mcoaab is t_mco24b, t_mco25b and so on. */
static char *
name_pattern(const char *name, bool yearly)
{
    g_autoptr(GString) pattern = g_string_new(name);
    if (yearly)
        g_string_replace(pattern, "aa", "[0-9][0-9]", 1);
    return g_string_free(g_steal_pointer(&pattern), FALSE);
}

static void
read_relation(KnownRelation *relation, const YamlNode *node, GPtrArray *faults)
{
    RelationKeys keys = {0};
    yaml_schema_read(&relation_schema, node, &keys, faults);
    relation->name = node_text(keys.relation);
    relation->pattern = name_pattern(relation->name, keys.yearly);
    relation->disables = node_text(keys.disables);
    relation->n_columns = node_size(keys.columns);
    relation->columns = g_new0(KnownColumns, relation->n_columns);
    for (size_t i = 0; i < relation->n_columns; i++)
        read_columns(&relation->columns[i], yaml_node_item(keys.columns, i), faults);
}

KnownSource *
known_source_load(const char *folder, GError **error)
{
    g_autofree char *path = g_build_filename(folder, "source.yaml", NULL);
    g_autoptr(YamlDocument) document = yaml_document_load(path, error);
    if (document == NULL)
        return NULL;

    g_autoptr(GPtrArray) faults = faults_new();
    g_autoptr(KnownSource) self = g_new0(KnownSource, 1);
    SourceKeys keys = {0};
    yaml_schema_read(&source_schema, yaml_document_root(document), &keys, faults);
    self->label = node_text(keys.label);
    self->files = node_texts(keys.install, folder);
    self->n_relations = node_size(keys.relations);
    self->relations = g_new0(KnownRelation, self->n_relations);
    for (size_t i = 0; i < self->n_relations; i++)
        read_relation(&self->relations[i], yaml_node_item(keys.relations, i), faults);

    if (faults->len == 0)
        return g_steal_pointer(&self);
    faults_propagate_first(faults, error);
    return NULL;
}

void
known_source_free(KnownSource *self)
{
    if (self == NULL)
        return;

    for (size_t i = 0; i < self->n_relations; i++) {
        KnownRelation *relation = &self->relations[i];
        for (size_t j = 0; j < relation->n_columns; j++) {
            g_strfreev(relation->columns[j].names);
            g_free(relation->columns[j].disables);
        }
        g_free(relation->columns);
        g_free(relation->name);
        g_free(relation->pattern);
        g_free(relation->disables);
    }
    g_free(self->relations);
    g_strfreev(self->files);
    g_free(self->label);
    g_free(self);
}

const char *
known_source_label(const KnownSource *self)
{
    return self->label;
}

const char *const *
known_source_files(const KnownSource *self)
{
    return (const char *const *)self->files;
}

/* --- what is there ---------------------------------------------------------------------------- */

/* Each table of that name, once whatever the schema, with its readable columns. */
static const char TABLES_QUERY[] =
    "SELECT lower(c.relname), array_to_string(array_agg(DISTINCT lower(a.attname)), ',') "
    "FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
    "LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT "
    "a.attisdropped AND has_schema_privilege(n.oid, 'USAGE') AND "
    "has_column_privilege(c.oid, a.attnum, 'SELECT') "
    "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND n.nspname <> 'information_schema' AND "
    "n.nspname !~ '^(pg_|miroir($|_))' AND lower(c.relname) ~ $1 "
    "GROUP BY 1 ORDER BY lower(c.relname) COLLATE \"C\"";

static void
check_columns(const KnownRelation *relation, const char *table, const char *const *there,
              GPtrArray *missing)
{
    for (size_t i = 0; i < relation->n_columns; i++) {
        const KnownColumns *columns = &relation->columns[i];
        for (char **name = columns->names; *name != NULL; name++)
            if (!g_strv_contains(there, *name))
                g_ptr_array_add(missing, g_strdup_printf(_("%s.%s is not there or may not be read: "
                                                           "%s"),
                                                         table, *name, columns->disables));
    }
}

static bool
check_relation(const KnownRelation *relation, Connection *connection, GPtrArray *missing,
               size_t *out_n_found, GError **error)
{
    g_autofree char *pattern = g_strdup_printf("^%s$", relation->pattern);
    const char *const parameters[] = {pattern};
    PGresult *result = connection_query(connection, TABLES_QUERY, 1, parameters, error);
    if (result == NULL)
        return false;

    int n = PQntuples(result);
    if (n == 0)
        g_ptr_array_add(
            missing, g_strdup_printf(_("%s is not there: %s"), relation->name, relation->disables));
    for (int row = 0; row < n; row++) {
        g_auto(GStrv) there = g_strsplit(PQgetvalue(result, row, 1), ",", -1);
        check_columns(relation, PQgetvalue(result, row, 0), (const char *const *)there, missing);
    }
    *out_n_found += (size_t)n;
    PQclear(result);
    return true;
}

bool
known_source_check(const KnownSource *self, Connection *connection, GPtrArray *missing,
                   size_t *out_n_found, GError **error)
{
    size_t n_found = 0;

    for (size_t i = 0; i < self->n_relations; i++) {
        if (!check_relation(&self->relations[i], connection, missing, &n_found, error))
            return false;
    }

    *out_n_found = n_found;
    return true;
}

bool
known_source_install(const KnownSource *self, Connection *connection, const char *contract_sql_path,
                     GError **error)
{
    if (!connection_begin(connection, NULL, error) ||
        !load_sql(connection, contract_sql_path, error))
        return false;

    for (char **file = self->files; *file != NULL; file++) {
        if (!load_sql(connection, *file, error))
            return false;
    }

    return connection_commit(connection, error);
}
