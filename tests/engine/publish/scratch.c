#include "tests/engine/publish/scratch.h"

#include <string.h>

#include "engine/publish/folder.h"

char *
scratch_make(void)
{
    char *folder = g_dir_make_tmp("miroir-test-XXXXXX", NULL);
    g_assert(folder != NULL);
    return folder;
}

void
scratch_remove(char *folder)
{
    g_assert(folder_remove(folder, NULL));
    g_free(folder);
}

void
scratch_write(const char *folder, const char *path, const char *text)
{
    g_autofree char *full = g_build_filename(folder, path, NULL);
    g_autofree char *above = g_path_get_dirname(full);
    g_assert(g_mkdir_with_parents(above, 0755) == 0);
    g_assert(g_file_set_contents(full, text, -1, NULL));
}

char *
scratch_read(const char *folder, const char *path)
{
    g_autofree char *full = g_build_filename(folder, path, NULL);
    char *text = NULL;
    g_file_get_contents(full, &text, NULL, NULL);
    return text;
}

GBytes *
bytes_of(const char *text)
{
    return g_bytes_new(text, strlen(text));
}
