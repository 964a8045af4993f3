#include "engine/cli/data_folder.h"

#include <stdbool.h>

#include "engine/cli/cli_error.h"
#include "engine/words/words.h"

G_DEFINE_QUARK(miroir_cli_error, cli_error)

/* The folder of the running program. */
static char *
program_folder(void)
{
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    return program == NULL ? g_strdup("/") : g_path_get_dirname(program);
}

/* Whether the program runs where it was built. */
static bool
is_in_build(const char *program)
{
    return g_str_has_prefix(program, BUILD_ROOT "/");
}

/* The data's root: the first of the candidates that is there. */
static char *
root_folder(void)
{
    const char *chosen = g_getenv("MIROIR_DATA");
    if (chosen != NULL && *chosen != '\0')
        return g_strdup(chosen);
    g_autofree char *program = program_folder();
    g_autofree char *shared = g_build_filename(program, "..", "share", "miroir", NULL);
    /* Only a program that runs from its own build folder may look into the source tree. */
    if (is_in_build(program) && !g_file_test(shared, G_FILE_TEST_IS_DIR))
        return g_strdup(SOURCE_ROOT);
    return g_canonicalize_filename(shared, NULL);
}

char *
data_catalogues(void)
{
    g_autofree char *program = program_folder();
    if (is_in_build(program))
        return g_strdup(BUILD_ROOT "/po");
    return g_build_filename(program, "..", "share", "locale", NULL);
}

char *
data_folder(const char *name, GError **error)
{
    g_autofree char *root = root_folder();
    g_autofree char *path = g_build_filename(root, name, NULL);
    if (g_file_test(path, G_FILE_TEST_EXISTS))
        return g_steal_pointer(&path);
    g_set_error(error, CLI_ERROR, CLI_ERROR_DATA,
                _("%s: the program's own files are not there; install it whole, or set MIROIR_DATA "
                  "to the folder that holds templates, fonts and sql"),
                path);
    return NULL;
}
