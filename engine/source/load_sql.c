/* Our own SQL files: the contract and the demo region. */
#include "engine/source/load.h"

static int
compare_names(const void *a, const void *b)
{
    return g_strcmp0(*(const char *const *)a, *(const char *const *)b);
}

/* Paths of the *.sql in the folder, sorted: the order in which they build upon one another. */
static GPtrArray *
list_sql(const char *folder, GError **error)
{
    g_autoptr(GDir) entries = g_dir_open(folder, 0, error);
    const char *name;

    if (entries == NULL)
        return NULL;

    GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
    while ((name = g_dir_read_name(entries)) != NULL) {
        if (g_str_has_suffix(name, ".sql"))
            g_ptr_array_add(paths, g_build_filename(folder, name, NULL));
    }

    g_ptr_array_sort(paths, compare_names);
    return paths;
}

static bool
run_file(Connection *connection, const char *path, GError **error)
{
    g_autofree char *sql = NULL;

    if (!g_file_get_contents(path, &sql, NULL, error))
        return false;
    if (connection_run_script(connection, sql, error))
        return true;

    g_prefix_error(error, "%s: ", path);
    return false;
}

bool
load_sql(Connection *connection, const char *path, GError **error)
{
    if (!g_file_test(path, G_FILE_TEST_IS_DIR))
        return run_file(connection, path, error);

    g_autoptr(GPtrArray) paths = list_sql(path, error);
    if (paths == NULL)
        return false;

    if (paths->len == 0) {
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_LOAD, "%s: no *.sql file in this folder",
                    path);
        return false;
    }

    for (guint i = 0; i < paths->len; i++) {
        if (!run_file(connection, paths->pdata[i], error))
            return false;
    }

    return true;
}
