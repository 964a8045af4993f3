#include "engine/publish/folder.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/publish/file.h"
#include "engine/words/words.h"

static bool
folder_error(GError **error, const char *path, const char *what)
{
    int saved = errno;
    g_set_error(error, PUBLISH_ERROR, PUBLISH_ERROR_FOLDER, "%s: %s: %s", path, what,
                g_strerror(saved));
    return false;
}

static bool
is_folder(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names in one folder, sorted; NULL with `error`. */
static GPtrArray *
folder_names(const char *path, GError **error)
{
    errno = 0;
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    if (dir == NULL) {
        folder_error(error, path, _("cannot read the folder"));
        return NULL;
    }
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    for (const char *name = g_dir_read_name(dir); name != NULL; name = g_dir_read_name(dir))
        g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, compare_names);
    return names;
}

static bool
list_below(const char *folder, const char *prefix, GPtrArray *paths, GError **error)
{
    g_autofree char *here = g_build_filename(folder, prefix, NULL);
    g_autoptr(GPtrArray) names = folder_names(here, error);
    if (names == NULL)
        return false;
    for (guint i = 0; i < names->len; i++) {
        const char *name = g_ptr_array_index(names, i);
        g_autofree char *path =
            *prefix == '\0' ? g_strdup(name) : g_strconcat(prefix, "/", name, NULL);
        g_autofree char *full = g_build_filename(folder, path, NULL);
        if (!is_folder(full))
            g_ptr_array_add(paths, g_steal_pointer(&path));
        else if (!list_below(folder, path, paths, error))
            return false;
    }
    return true;
}

GPtrArray *
folder_list(const char *folder, GError **error)
{
    g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);
    if (!g_file_test(folder, G_FILE_TEST_EXISTS))
        return g_steal_pointer(&paths);
    if (!list_below(folder, "", paths, error))
        return NULL;
    g_ptr_array_sort(paths, compare_names);
    return g_steal_pointer(&paths);
}

bool
folder_holds_anything(const char *folder)
{
    if (!g_file_test(folder, G_FILE_TEST_EXISTS))
        return false;
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    /* What cannot be looked into is not known to be empty. */
    return dir == NULL || g_dir_read_name(dir) != NULL;
}

bool
folder_remove(const char *path, GError **error)
{
    if (is_folder(path)) {
        g_autoptr(GPtrArray) names = folder_names(path, error);
        if (names == NULL)
            return false;
        for (guint i = 0; i < names->len; i++) {
            g_autofree char *below = g_build_filename(path, g_ptr_array_index(names, i), NULL);
            if (!folder_remove(below, error))
                return false;
        }
    }
    if (g_remove(path) != 0 && errno != ENOENT)
        return folder_error(error, path, _("cannot be removed"));
    return true;
}

bool
folder_remove_named(const char *folder, const char *prefix, GError **error)
{
    g_autoptr(GPtrArray) names = folder_names(folder, error);
    if (names == NULL)
        return false;
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *below = g_build_filename(folder, g_ptr_array_index(names, i), NULL);
        if (g_str_has_prefix(g_ptr_array_index(names, i), prefix)) {
            if (!folder_remove(below, error))
                return false;
        } else if (is_folder(below) && !folder_remove_named(below, prefix, error)) {
            return false;
        }
    }
    return true;
}

bool
folder_prune(const char *folder, GError **error)
{
    g_autoptr(GPtrArray) names = folder_names(folder, error);
    if (names == NULL)
        return false;
    for (guint i = 0; i < names->len; i++) {
        g_autofree char *below = g_build_filename(folder, g_ptr_array_index(names, i), NULL);
        if (!is_folder(below))
            continue;
        if (!folder_prune(below, error))
            return false;
        if (!folder_holds_anything(below) && g_rmdir(below) != 0)
            return folder_error(error, below, _("cannot be removed"));
    }
    return true;
}
