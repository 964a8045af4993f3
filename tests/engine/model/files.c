#include "tests/engine/model/files.h"

#include <ftw.h>
#include <stdio.h>
#include <string.h>

Files
files_new(void)
{
    GError *error = NULL;
    char *folder = g_dir_make_tmp("miroir-model-XXXXXX", &error);
    if (folder == NULL)
        g_error("%s", error->message);
    return (Files){folder};
}

static int
remove_entry(const char *path, const struct stat *status, int type, struct FTW *walk)
{
    (void)status;
    (void)type;
    (void)walk;
    return remove(path);
}

void
files_remove(Files *self)
{
    nftw(self->folder, remove_entry, 8, FTW_DEPTH | FTW_PHYS);
    g_clear_pointer(&self->folder, g_free);
}

const char *
files_write(Files *self, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(self->folder, name, NULL);
    g_autofree char *folder = g_path_get_dirname(path);
    GError *error = NULL;
    if (g_mkdir_with_parents(folder, 0700) != 0 || !g_file_set_contents(path, text, -1, &error))
        g_error("cannot write %s", path);
    return g_intern_string(path);
}

char *
text_replace(const char *text, const char *find, const char *replacement)
{
    const char *at = strstr(text, find);
    g_assert(at != NULL && strstr(at + 1, find) == NULL);
    g_autofree char *before = g_strndup(text, (size_t)(at - text));
    return g_strconcat(before, replacement, at + strlen(find), NULL);
}
