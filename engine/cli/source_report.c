#include "engine/cli/source_report.h"

#include "engine/cli/cli_error.h"
#include "engine/cli/console.h"
#include "engine/cli/data_folder.h"
#include "engine/cli/session.h"
#include "engine/model/suggestion.h"
#include "engine/words/words.h"

static int
compare_texts(gconstpointer a, gconstpointer b)
{
    return g_strcmp0(*(const char *const *)a, *(const char *const *)b);
}

/* The folders of `folder`, ended by NULL. */
static GPtrArray *
source_names(const char *folder, GError **error)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, error);
    if (dir == NULL)
        return NULL;
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir)) {
        g_autofree char *path = g_build_filename(folder, name, "source.yaml", NULL);
        if (g_file_test(path, G_FILE_TEST_EXISTS))
            g_ptr_array_add(names, g_strdup(name));
    }
    g_ptr_array_sort(names, compare_texts);
    g_ptr_array_add(names, NULL);
    return names;
}

KnownSource *
source_report_load(const char *name, GError **error)
{
    g_autofree char *folder = data_folder("sql/sources", error);
    g_autoptr(GPtrArray) names = folder == NULL ? NULL : source_names(folder, error);
    if (names == NULL)
        return NULL;
    if (!g_strv_contains((const char *const *)names->pdata, name)) {
        g_autofree char *hint = suggestion_hint(name, (const char *const *)names->pdata);
        g_set_error(error, CLI_ERROR, CLI_ERROR_USAGE, _("there is no source '%s'; %s"), name,
                    hint);
        return NULL;
    }
    g_autofree char *path = g_build_filename(folder, name, NULL);
    return known_source_load(path, error);
}

/* What libpq takes from PGSERVICE, PGHOST, PGDATABASE and the like. */
static Database *
database_of_environment(GError **error)
{
    char nothing[] = "";
    return database_open(&(DatabaseSetting){.kind = DATABASE_CONNINFO, .text = nothing}, error);
}

bool
source_report_print(const KnownSource *source, const Campaign *campaign, GError **error)
{
    g_autoptr(Database) database = campaign == NULL ? database_of_environment(error)
                                                    : session_database(campaign, false, error);
    if (database == NULL)
        return false;
    g_autoptr(Connection) connection = connection_open(database, CONNECTION_TO_READ, error);
    g_autoptr(GPtrArray) missing = g_ptr_array_new_with_free_func(g_free);
    size_t n_found;
    if (connection == NULL || !connection_begin(connection, NULL, error) ||
        !known_source_check(source, connection, missing, &n_found, error))
        return false;
    for (guint i = 0; i < missing->len; i++)
        console_print("%s\n", (const char *)g_ptr_array_index(missing, i));
    console_print(_("%s: tables that are there: %zu; missing tables and columns: %u\n"),
                  known_source_label(source), n_found, missing->len);
    return true;
}
