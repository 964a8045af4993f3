#include "engine/publish/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/publish/folder.h"
#include "engine/words/words.h"

G_DEFINE_QUARK(miroir_publish_error, publish_error)

/* What to do about the faults that a user can mend. */
static const struct {
    int number;
    const char *hint;
} HINTS[] = {
    {ENOSPC, N_("free some space there, then run again")},
    {EDQUOT, N_("the quota is used up: free some space there, then run again")},
    {EFBIG, N_("the limit on file sizes (ulimit -f) is too low")},
    {EACCES, N_("choose a folder that you may write to")},
    {EPERM, N_("choose a folder that you may write to")},
    {EROFS, N_("choose a folder that can be written to")},
    {ENOTDIR, N_("a file stands where a folder is needed: choose another folder")},
    {EEXIST, N_("a file stands where a folder is needed: choose another folder")},
    {EISDIR, N_("a folder stands where a file is needed: choose another folder")},
};

/* Sets `error` from errno; always false. */
static bool
write_error(GError **error, PublishError code, const char *path, const char *what)
{
    int saved = errno;
    const char *hint = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(HINTS); i++)
        if (HINTS[i].number == saved)
            hint = HINTS[i].hint;
    g_set_error(error, PUBLISH_ERROR, (int)code,
                hint == NULL ? "%s: %s: %s%s" : _("%s: %s: %s; %s"), path, what, g_strerror(saved),
                hint == NULL ? "" : _(hint));
    return false;
}

/* A file written in full under its temporary name, or found to be there already. */
typedef struct {
    char *name;      /* below the folder */
    char *path;      /* where it goes, with the folder */
    char *temporary; /* NULL when the bytes are in place already, and once committed */
} StagedFile;

struct Publication {
    char *folder;
    int64_t mtime;
    GPtrArray *staged; /* StagedFile* */
    GPtrArray *made;   /* char*: folders made, outermost first */
    bool changes;
};

static void
staged_file_free(gpointer data)
{
    StagedFile *self = data;
    if (self->temporary != NULL)
        unlink(self->temporary);
    g_free(self->temporary);
    g_free(self->name);
    g_free(self->path);
    g_free(self);
}

Publication *
publication_new(const char *folder, int64_t mtime)
{
    Publication *self = g_new0(Publication, 1);
    self->folder = g_strdup(folder);
    self->mtime = mtime;
    self->staged = g_ptr_array_new_with_free_func(staged_file_free);
    self->made = g_ptr_array_new_with_free_func(g_free);
    return self;
}

void
publication_free(Publication *self)
{
    if (self == NULL)
        return;
    g_ptr_array_unref(self->staged);
    /* Folders that a committed file stands in are not empty, and stay. */
    for (guint i = self->made->len; i > 0; i--)
        rmdir(g_ptr_array_index(self->made, i - 1));
    g_ptr_array_unref(self->made);
    g_free(self->folder);
    g_free(self);
}

bool
publication_changes(const Publication *self)
{
    return self->changes;
}

GHashTable *
publication_paths(const Publication *self)
{
    GHashTable *paths = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; i < self->staged->len; i++) {
        const StagedFile *file = g_ptr_array_index(self->staged, i);
        g_hash_table_add(paths, g_strdup(file->name));
    }
    return paths;
}

static bool
is_private(const char *path)
{
    return g_str_has_prefix(path, "private/");
}

static bool
sync_folder(const char *path, GError **error)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return write_error(error, PUBLISH_ERROR_FOLDER, path, _("cannot be opened"));
    /* Some network file systems cannot sync a folder and say EINVAL: there is nothing to do there. */
    bool done = fsync(fd) == 0 || errno == EINVAL;
    if (!done)
        write_error(error, PUBLISH_ERROR_FOLDER, path, _("cannot be synced"));
    close(fd);
    return done;
}

/* Makes `path` if it is not there, and what it stands in. */
static bool
make_folder(Publication *self, const char *path, mode_t mode, GError **error)
{
    struct stat status;
    if (stat(path, &status) == 0 && S_ISDIR(status.st_mode)) {
        if (mode == 0700 && (status.st_mode & 07777) != mode && chmod(path, mode) != 0)
            return write_error(error, PUBLISH_ERROR_FOLDER, path, _("cannot be made private"));
        return true;
    }
    if (mkdir(path, mode) != 0) {
        /* Another worker may have made it in between. */
        int saved = errno;
        if (saved == EEXIST && stat(path, &status) == 0 && S_ISDIR(status.st_mode))
            return true;
        errno = saved;
        return write_error(error, PUBLISH_ERROR_FOLDER, path, _("cannot make the folder"));
    }
    g_ptr_array_add(self->made, g_strdup(path));
    g_autofree char *parent = g_path_get_dirname(path);
    return sync_folder(parent, error);
}

/* The folders above the edition's own, which may be missing too. */
static bool
make_parents(Publication *self, const char *path, GError **error)
{
    if (g_file_test(path, G_FILE_TEST_IS_DIR))
        return true;
    g_autofree char *parent = g_path_get_dirname(path);
    if (strcmp(parent, path) != 0 && !make_parents(self, parent, error))
        return false;
    return make_folder(self, path, 0755, error);
}

static bool
make_folders(Publication *self, const char *path, GError **error)
{
    if (!make_parents(self, self->folder, error))
        return false;
    mode_t mode = is_private(path) ? 0700 : 0755;
    g_auto(GStrv) parts = g_strsplit(path, "/", -1);
    g_autofree char *here = g_strdup(self->folder);
    for (size_t i = 0; parts[i + 1] != NULL; i++) {
        char *below = g_build_filename(here, parts[i], NULL);
        g_free(here);
        here = below;
        if (!make_folder(self, here, mode, error))
            return false;
    }
    return true;
}

static bool
holds_bytes(int fd, GBytes *bytes)
{
    size_t size;
    const char *expected = g_bytes_get_data(bytes, &size);
    struct stat status;
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode) || (size_t)status.st_size != size)
        return false;
    char buffer[65536];
    size_t done = 0;
    while (done < size) {
        ssize_t n = read(fd, buffer, sizeof buffer);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0 || (size_t)n > size - done || memcmp(buffer, expected + done, (size_t)n) != 0)
            return false;
        done += (size_t)n;
    }
    return true;
}

static bool
set_mode_and_time(int fd, bool private, int64_t mtime)
{
    const struct timespec times[2] = {{.tv_sec = mtime}, {.tv_sec = mtime}};
    return (!private || fchmod(fd, 0600) == 0) && futimens(fd, times) == 0;
}

/* Whether `path` holds the bytes already; if so its mode and time are set. */
static bool
is_in_place(const char *path, GBytes *bytes, bool private, int64_t mtime)
{
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool same = holds_bytes(fd, bytes) && set_mode_and_time(fd, private, mtime);
    close(fd);
    return same;
}

static bool
write_all(int fd, GBytes *bytes)
{
    size_t size;
    const char *data = g_bytes_get_data(bytes, &size);
    for (size_t done = 0; done < size;) {
        ssize_t n = write(fd, data + done, size - done);
        if (n < 0 && errno != EINTR)
            return false;
        done += n > 0 ? (size_t)n : 0;
    }
    struct stat status;
    if (fstat(fd, &status) != 0)
        return false;
    if ((size_t)status.st_size != size) {
        errno = EIO;
        return false;
    }
    return true;
}

/* A new file beside `path`; its name tells nothing of what it will be. */
static int
open_temporary(const char *path, bool private, char **out_temporary)
{
    g_autofree char *folder = g_path_get_dirname(path);
    for (int i = 0;; i++) {
        g_autofree char *name = g_strdup_printf(PUBLISH_TEMPORARY "%d-%d", (int)getpid(), i);
        g_autofree char *temporary = g_build_filename(folder, name, NULL);
        int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                      private ? 0600 : 0644);
        if (fd >= 0)
            *out_temporary = g_steal_pointer(&temporary);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
}

static bool
stage(StagedFile *file, GBytes *bytes, bool private, int64_t mtime, GError **error)
{
    int fd = open_temporary(file->path, private, &file->temporary);
    if (fd < 0)
        return write_error(error, PUBLISH_ERROR_WRITE, file->path, _("cannot be written"));
    bool written = write_all(fd, bytes) && set_mode_and_time(fd, private, mtime) && fsync(fd) == 0;
    int saved = errno;
    /* A network file system may tell of a full disk at close only. */
    if (close(fd) != 0 && written) {
        saved = errno;
        written = false;
    }
    errno = saved;
    return written || write_error(error, PUBLISH_ERROR_WRITE, file->path, _("cannot be written"));
}

bool
publication_add(Publication *self, const char *path, GBytes *bytes, GError **error)
{
    g_assert(*path != '\0' && *path != '/' && strstr(path, "..") == NULL);
    if (!make_folders(self, path, error))
        return false;
    StagedFile *file = g_new0(StagedFile, 1);
    file->name = g_strdup(path);
    file->path = g_build_filename(self->folder, path, NULL);
    g_ptr_array_add(self->staged, file);
    if (is_in_place(file->path, bytes, is_private(path), self->mtime))
        return true;
    self->changes = true;
    return stage(file, bytes, is_private(path), self->mtime, error);
}

bool
publication_commit(Publication *self, GError **error)
{
    for (guint i = 0; i < self->staged->len; i++) {
        StagedFile *file = g_ptr_array_index(self->staged, i);
        if (file->temporary == NULL)
            continue;
        if (rename(file->temporary, file->path) != 0)
            return write_error(error, PUBLISH_ERROR_WRITE, file->path, _("cannot be put in place"));
        g_clear_pointer(&file->temporary, g_free);
        g_autofree char *folder = g_path_get_dirname(file->path);
        if (!sync_folder(folder, error))
            return false;
    }
    return true;
}

bool
publish_file(const char *folder, const char *path, GBytes *bytes, int64_t mtime, GError **error)
{
    g_autoptr(Publication) publication = publication_new(folder, mtime);
    return publication_add(publication, path, bytes, error) &&
           publication_commit(publication, error);
}

bool
publish_clean(const char *folder, GError **error)
{
    return folder_remove_named(folder, PUBLISH_TEMPORARY, error);
}
