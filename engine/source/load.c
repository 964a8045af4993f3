/* A folder of CSV files, one a relation, all in one transaction: everything or nothing. */
#include "engine/source/load.h"

#include <string.h>

#include "engine/model/suggestion.h"
#include "engine/source/contract_private.h"
#include "engine/source/load_faults.h"
#include "engine/source/load_file.h"
#include "engine/source/load_reference.h"
#include "engine/words/words.h"

/* A reader keeps the tables until its run has ended: say so rather than wait for ever. */
static const char LOCK_TIMEOUT[] = "SET LOCAL lock_timeout = '30s'";

typedef struct {
    Connection *connection;
    const char *contract_sql_path;
    const char *folder;
    CsvDialect dialect;
    LoadProgress progress;
    void *progress_data;
    LoadFaults faults;
    GPtrArray *loaded; /* LoadedFile* */
} Load;

static void
loaded_file_free(void *data)
{
    LoadedFile *self = data;

    g_free(self->relation);
    g_free(self);
}

/* --- the files ------------------------------------------------------------------------------- */

static char *
hint_relation(const char *name)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();

    for (const ContractRelation *relation = CONTRACT; relation->name != NULL; relation++)
        g_ptr_array_add(names, (char *)(uintptr_t)relation->name);
    g_ptr_array_add(names, NULL);
    return suggestion_hint(name, (const char *const *)names->pdata);
}

/* Whether the name is <relation>.csv; a .csv that is not is a fault. */
static bool
take_name(Load *self, const char *name, GPtrArray *relations)
{
    static const char SUFFIX[] = ".csv";
    size_t length = strlen(name), suffix = sizeof SUFFIX - 1;

    if (length <= suffix || g_ascii_strcasecmp(name + length - suffix, SUFFIX) != 0)
        return false;

    g_autofree char *stem = g_strndup(name, length - suffix);
    const ContractRelation *relation = contract_relation(stem);
    if (relation != NULL && g_str_has_suffix(name, SUFFIX)) {
        g_ptr_array_add(relations, (ContractRelation *)(uintptr_t)relation);
        return true;
    }

    g_autofree char *hint = relation != NULL ? g_strdup(_("write .csv")) : hint_relation(stem);
    load_faults_add(&self->faults, _("%s/%s: no relation of the contract has this name; %s"),
                    self->folder, name, hint);
    return false;
}

static int
compare_relations(const void *a, const void *b)
{
    const ContractRelation *one = *(const ContractRelation *const *)a;
    const ContractRelation *other = *(const ContractRelation *const *)b;

    return one < other ? -1 : one > other;
}

static int
compare_texts(const void *a, const void *b)
{
    return g_strcmp0(*(const char *const *)a, *(const char *const *)b);
}

/* The relations that have a file, in the order of the contract; NULL with an error if none has. */
static GPtrArray *
list_relations(Load *self, GError **error)
{
    g_autoptr(GDir) entries = g_dir_open(self->folder, 0, error);
    const char *name;

    if (entries == NULL)
        return NULL;

    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    while ((name = g_dir_read_name(entries)) != NULL)
        g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, compare_texts);

    g_autoptr(GPtrArray) relations = g_ptr_array_new();
    for (guint i = 0; i < names->len; i++)
        (void)take_name(self, names->pdata[i], relations);
    g_ptr_array_sort(relations, compare_relations);

    if (relations->len > 0 || self->faults.n > 0)
        return g_steal_pointer(&relations);

    g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_LOAD,
                _("%s: no CSV file in this folder; name them after the relations of the contract: "
                  "practitioner.csv, claim.csv ..."),
                self->folder);
    return NULL;
}

/* --- the tables ------------------------------------------------------------------------------ */

static bool
lacks_any(const Contract *contract, const GPtrArray *relations)
{
    bool lacks = false;

    for (guint i = 0; i < relations->len; i++) {
        const ContractRelation *relation = relations->pdata[i];
        lacks |= !contract_facts(contract, relation->name)->exists;
    }

    return lacks;
}

/* What is there, after the tables that are missing have been made. */
static Contract *
ensure_tables(Load *self, const GPtrArray *relations, GError **error)
{
    Contract *contract = contract_read(self->connection, error);

    if (contract == NULL || !lacks_any(contract, relations))
        return contract;

    contract_free(contract);
    if (!load_sql(self->connection, self->contract_sql_path, error))
        return NULL;

    return contract_read(self->connection, error);
}

static bool
load_relation(Load *self, const ContractRelation *relation, const Contract *contract,
              GError **error)
{
    g_autofree char *name = g_strconcat(relation->name, ".csv", NULL);
    g_autofree char *path = g_build_filename(self->folder, name, NULL);
    const RelationFacts *facts = contract_facts(contract, relation->name);

    if (!facts->is_table) {
        load_faults_add(
            &self->faults,
            _("%s: miroir.%s is a view, and only tables can be filled; drop the view, or "
              "take the file away"),
            path, relation->name);
        return true;
    }

    LoadFile file = {.relation = relation,
                     .path = path,
                     .dialect = self->dialect,
                     .is_plain_table = facts->is_plain_table,
                     .progress = self->progress,
                     .progress_data = self->progress_data,
                     .faults = &self->faults};
    LoadedFile *loaded = g_new0(LoadedFile, 1);
    bool is_loaded = load_file_run(&file, self->connection, loaded, error);

    if (loaded->relation != NULL)
        g_ptr_array_add(self->loaded, loaded);
    else
        loaded_file_free(loaded);
    return is_loaded;
}

static bool
load_all(Load *self, GError **error)
{
    g_autoptr(GPtrArray) relations = list_relations(self, error);
    if (relations == NULL)
        return false;

    PGresult *result = connection_query(self->connection, LOCK_TIMEOUT, 0, NULL, error);
    if (result == NULL)
        return false;
    PQclear(result);

    g_autoptr(Contract) contract = ensure_tables(self, relations, error);
    if (contract == NULL)
        return false;

    for (guint i = 0; i < relations->len; i++) {
        if (!load_relation(self, relations->pdata[i], contract, error))
            return false;
    }

    /* Rows of a faulty file are not all in: what refers to them would be reported too. */
    return self->faults.n > 0 || load_references_check(self->connection, self->folder, self->loaded,
                                                       &self->faults, error);
}

static bool
finish(Load *self, bool is_loaded, GError **error)
{
    if (is_loaded && self->faults.n == 0)
        return connection_commit(self->connection, error);

    (void)connection_rollback(self->connection, NULL);
    load_faults_close(&self->faults);
    if (is_loaded)
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_LOAD,
                    P_("%s: %zu fault; nothing was loaded: correct the files and load again",
                       "%s: %zu faults; nothing was loaded: correct the files and load again",
                       self->faults.n),
                    self->folder, self->faults.n);
    return false;
}

bool
load_folder(Connection *connection, const char *contract_sql_path, const char *folder,
            CsvDialect dialect, LoadProgress progress, void *data, GPtrArray *faults,
            GPtrArray **out_loaded, GError **error)
{
    g_autoptr(GPtrArray) loaded = g_ptr_array_new_with_free_func(loaded_file_free);
    Load load = {.connection = connection,
                 .contract_sql_path = contract_sql_path,
                 .folder = folder,
                 .dialect = dialect,
                 .progress = progress,
                 .progress_data = data,
                 .faults = {.texts = faults},
                 .loaded = loaded};

    if (!connection_begin(connection, NULL, error) || !finish(&load, load_all(&load, error), error))
        return false;

    *out_loaded = g_steal_pointer(&loaded);
    return true;
}
