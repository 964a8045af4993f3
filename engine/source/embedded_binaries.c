/* Debian keeps each major version in a folder of its own, outside PATH; elsewhere the programs are
 * on PATH. */
#include "engine/source/embedded_binaries.h"

#include <stdlib.h>

#include "engine/source/connection.h"
#include "engine/words/words.h"

static const char DEBIAN_ROOT[] = "/usr/lib/postgresql";

static bool
holds_programs(const char *folder)
{
    g_autofree char *initdb = g_build_filename(folder, "initdb", NULL);
    g_autofree char *postgres = g_build_filename(folder, "postgres", NULL);

    return g_file_test(initdb, G_FILE_TEST_IS_EXECUTABLE) &&
           g_file_test(postgres, G_FILE_TEST_IS_EXECUTABLE);
}

/* The newest version under /usr/lib/postgresql that is complete, or that very one. */
static char *
find_debian(int major)
{
    g_autoptr(GDir) root = g_dir_open(DEBIAN_ROOT, 0, NULL);
    g_autofree char *best = NULL;
    int best_version = 0;
    const char *name;

    while (root != NULL && (name = g_dir_read_name(root)) != NULL) {
        int version = atoi(name);
        g_autofree char *folder = g_build_filename(DEBIAN_ROOT, name, "bin", NULL);

        if (version <= best_version || (major != 0 && version != major) || !holds_programs(folder))
            continue;

        g_free(best);
        best = g_steal_pointer(&folder);
        best_version = version;
    }

    return g_steal_pointer(&best);
}

static int
version_of(const char *folder)
{
    g_autofree char *postgres = g_build_filename(folder, "postgres", NULL);
    const char *const command[] = {postgres, "--version", NULL};
    g_autofree char *output = NULL;

    /* "postgres (PostgreSQL) 15.20 (Debian ...)" */
    if (!g_spawn_sync(NULL, (char **)(uintptr_t)command, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                      NULL, &output, NULL, NULL, NULL) ||
        output == NULL)
        return 0;

    const char *number = g_strrstr(output, "PostgreSQL) ");
    return number != NULL ? atoi(number + sizeof "PostgreSQL) " - 1) : 0;
}

static char *
find_on_path(int major)
{
    g_autofree char *initdb = g_find_program_in_path("initdb");

    if (initdb == NULL)
        return NULL;

    /* On PATH is often a link into the folder that has the rest. */
    char *target = realpath(initdb, NULL);
    g_autofree char *folder = g_path_get_dirname(target != NULL ? target : initdb);
    free(target);

    if (!holds_programs(folder) || (major != 0 && version_of(folder) != major))
        return NULL;

    return g_steal_pointer(&folder);
}

char *
embedded_binaries_find(int major, GError **error)
{
    char *folder = find_debian(major);

    if (folder == NULL)
        folder = find_on_path(major);
    if (folder != NULL)
        return folder;

    if (major != 0)
        g_set_error(
            error, SOURCE_ERROR, SOURCE_ERROR_CLUSTER,
            _("it was made by PostgreSQL %d, which is not installed; install postgresql-%d, "
              "or name a new folder and load the data again"),
            major, major);
    else
        g_set_error(error, SOURCE_ERROR, SOURCE_ERROR_CLUSTER,
                    _("PostgreSQL is not installed: no initdb in %s/*/bin nor on PATH; install the "
                      "Debian package postgresql"),
                    DEBIAN_ROOT);
    return NULL;
}
