#include "engine/publish/manifest.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <jansson.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "engine/publish/file.h"
#include "engine/publish/folder.h"
#include "engine/words/words.h"

#define MANIFEST_NAME "manifest.json"
#define MANIFEST_FORMAT "miroir-manifest-1"

typedef struct {
    char *path;
    int64_t size;
    char *sha256;
} ListedFile;

struct Manifest {
    char *edition;
    json_t *facts;
    GPtrArray *files; /* ListedFile*, sorted by path */
};

static void
listed_file_free(gpointer data)
{
    ListedFile *self = data;
    g_free(self->path);
    g_free(self->sha256);
    g_free(self);
}

Manifest *
manifest_new(const char *edition)
{
    Manifest *self = g_new0(Manifest, 1);
    self->edition = g_strdup(edition);
    self->facts = json_object();
    self->files = g_ptr_array_new_with_free_func(listed_file_free);
    return self;
}

void
manifest_free(Manifest *self)
{
    if (self == NULL)
        return;
    g_free(self->edition);
    json_decref(self->facts);
    g_ptr_array_unref(self->files);
    g_free(self);
}

void
manifest_set_text(Manifest *self, const char *key, const char *value)
{
    json_t *text = json_string(value);
    g_assert(text != NULL);
    json_object_set_new(self->facts, key, text);
}

void
manifest_set_integer(Manifest *self, const char *key, gint64 value)
{
    json_object_set_new(self->facts, key, json_integer(value));
}

const char *
manifest_edition(const Manifest *self)
{
    return self->edition;
}

const char *
manifest_text(const Manifest *self, const char *key)
{
    return json_string_value(json_object_get(self->facts, key));
}

gint64
manifest_integer(const Manifest *self, const char *key, gint64 absent)
{
    const json_t *fact = json_object_get(self->facts, key);
    return json_is_integer(fact) ? (gint64)json_integer_value(fact) : absent;
}

size_t
manifest_n_files(const Manifest *self)
{
    return self->files->len;
}

/* Size and hash of one file, or NULL with `error`. */
static ListedFile *
measure_file(const char *folder, const char *path, GError **error)
{
    g_autofree char *full = g_build_filename(folder, path, NULL);
    if (!g_utf8_validate(path, -1, NULL)) {
        g_autofree char *shown = g_utf8_make_valid(full, -1);
        g_set_error(error, PUBLISH_ERROR, PUBLISH_ERROR_MANIFEST,
                    _("%s: the name of this file is not UTF-8; it is none of ours: remove it"),
                    shown);
        return NULL;
    }
    int fd = open(full, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    struct stat status;
    if (fd < 0 || fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
        const char *why =
            fd < 0 && errno != ELOOP ? g_strerror(errno) : _("it is not a plain file");
        g_set_error(error, PUBLISH_ERROR, PUBLISH_ERROR_MANIFEST, _("%s: cannot be read: %s"), full,
                    why);
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    unsigned char buffer[65536];
    int64_t size = 0;
    ssize_t n;
    while ((n = read(fd, buffer, sizeof buffer)) > 0 || (n < 0 && errno == EINTR)) {
        if (n < 0)
            continue;
        g_checksum_update(checksum, buffer, n);
        size += n;
    }
    int saved = errno;
    close(fd);
    if (n < 0) {
        g_set_error(error, PUBLISH_ERROR, PUBLISH_ERROR_MANIFEST, _("%s: cannot be read: %s"), full,
                    g_strerror(saved));
        return NULL;
    }
    ListedFile *file = g_new0(ListedFile, 1);
    *file = (ListedFile){g_strdup(path), size, g_strdup(g_checksum_get_string(checksum))};
    return file;
}

bool
manifest_add_folder(Manifest *self, const char *folder, GError **error)
{
    g_autoptr(GPtrArray) paths = folder_list(folder, error);
    if (paths == NULL)
        return false;
    g_ptr_array_set_size(self->files, 0);
    for (guint i = 0; i < paths->len; i++) {
        const char *path = g_ptr_array_index(paths, i);
        if (strcmp(path, MANIFEST_NAME) == 0)
            continue;
        ListedFile *file = measure_file(folder, path, error);
        if (file == NULL)
            return false;
        g_ptr_array_add(self->files, file);
    }
    return true;
}

GBytes *
manifest_to_bytes(const Manifest *self)
{
    json_t *files = json_array();
    for (guint i = 0; i < self->files->len; i++) {
        const ListedFile *file = g_ptr_array_index(self->files, i);
        json_array_append_new(files, json_pack("{s:s, s:I, s:s}", "path", file->path, "size",
                                               (json_int_t)file->size, "sha256", file->sha256));
    }
    json_t *whole = json_pack("{s:s, s:s, s:O, s:o}", "format", MANIFEST_FORMAT, "edition",
                              self->edition, "facts", self->facts, "files", files);
    g_assert(whole != NULL);
    char *text = json_dumps(whole, JSON_SORT_KEYS | JSON_INDENT(1) | JSON_ENSURE_ASCII);
    json_decref(whole);
    g_autoptr(GString) out = g_string_new(text);
    g_string_append_c(out, '\n');
    free(text);
    return g_string_free_to_bytes(g_steal_pointer(&out));
}

static int
compare_files(gconstpointer a, gconstpointer b)
{
    const ListedFile *first = *(const ListedFile *const *)a;
    const ListedFile *second = *(const ListedFile *const *)b;
    return strcmp(first->path, second->path);
}

static Manifest *
manifest_from_json(json_t *whole)
{
    const char *format, *edition;
    json_t *facts, *files;
    if (json_unpack(whole, "{s:s, s:s, s:o, s:o}", "format", &format, "edition", &edition, "facts",
                    &facts, "files", &files) != 0 ||
        strcmp(format, MANIFEST_FORMAT) != 0 || !json_is_object(facts) || !json_is_array(files))
        return NULL;

    g_autoptr(Manifest) self = manifest_new(edition);
    json_object_update(self->facts, facts);
    for (size_t i = 0; i < json_array_size(files); i++) {
        const char *path, *sha256;
        json_int_t size;
        if (json_unpack(json_array_get(files, i), "{s:s, s:I, s:s}", "path", &path, "size", &size,
                        "sha256", &sha256) != 0)
            return NULL;
        ListedFile *file = g_new0(ListedFile, 1);
        *file = (ListedFile){g_strdup(path), size, g_strdup(sha256)};
        g_ptr_array_add(self->files, file);
    }
    g_ptr_array_sort(self->files, compare_files);
    return g_steal_pointer(&self);
}

Manifest *
manifest_read(const char *folder, GError **error)
{
    g_autofree char *path = g_build_filename(folder, MANIFEST_NAME, NULL);
    g_autofree char *text = NULL;
    size_t size;
    g_autoptr(GError) cause = NULL;
    if (!g_file_get_contents(path, &text, &size, &cause)) {
        g_set_error(error, PUBLISH_ERROR, PUBLISH_ERROR_MANIFEST,
                    _("%s: there is no manifest that can be read; `miroir run` or `miroir compute` "
                      "makes one"),
                    path);
        return NULL;
    }
    json_error_t fault;
    json_t *whole = json_loadb(text, size, JSON_REJECT_DUPLICATES, &fault);
    Manifest *self = whole == NULL ? NULL : manifest_from_json(whole);
    json_decref(whole);
    if (self == NULL && whole == NULL)
        g_set_error(error, PUBLISH_ERROR, PUBLISH_ERROR_MANIFEST,
                    _("%s:%d:%d: is damaged: %s; run `miroir run` again"), path, fault.line,
                    fault.column, fault.text);
    else if (self == NULL)
        g_set_error(error, PUBLISH_ERROR, PUBLISH_ERROR_MANIFEST,
                    _("%s: is not a manifest of miroir; run `miroir run` again"), path);
    return self;
}

/* The message on one file of both lists, or NULL when it is as listed. */
static char *
compare_file(const ListedFile *listed, const ListedFile *found)
{
    if (listed->size != found->size)
        return g_strdup_printf(_("%s: changed: %" PRId64 " bytes, listed with %" PRId64),
                               listed->path, found->size, listed->size);
    if (strcmp(listed->sha256, found->sha256) != 0)
        return g_strdup_printf(_("%s: changed: its content is not the one listed"), listed->path);
    return NULL;
}

bool
manifest_verify(const Manifest *self, const char *folder, GPtrArray *messages, GError **error)
{
    g_autoptr(Manifest) there = manifest_new(self->edition);
    if (!manifest_add_folder(there, folder, error))
        return false;

    /* Both lists are sorted: walk them side by side. */
    guint i = 0, j = 0;
    while (i < self->files->len || j < there->files->len) {
        const ListedFile *listed = i < self->files->len ? g_ptr_array_index(self->files, i) : NULL;
        const ListedFile *found = j < there->files->len ? g_ptr_array_index(there->files, j) : NULL;
        int order = listed == NULL ? 1 : found == NULL ? -1 : strcmp(listed->path, found->path);
        char *message = order < 0   ? g_strdup_printf(_("%s: missing"), listed->path)
                        : order > 0 ? g_strdup_printf(_("%s: not listed"), found->path)
                                    : compare_file(listed, found);
        if (message != NULL)
            g_ptr_array_add(messages, message);
        i += order <= 0;
        j += order >= 0;
    }
    return true;
}

bool
manifest_check(const Manifest *self, const char *folder, bool (*wanted)(const char *path),
               GError **error)
{
    for (guint i = 0; i < self->files->len; i++) {
        const ListedFile *listed = g_ptr_array_index(self->files, i);
        if (!wanted(listed->path))
            continue;
        ListedFile *found = measure_file(folder, listed->path, error);
        if (found == NULL)
            return false;
        g_autofree char *message = compare_file(listed, found);
        listed_file_free(found);
        if (message == NULL)
            continue;
        g_set_error(error, PUBLISH_ERROR, PUBLISH_ERROR_MANIFEST, "%s/%s", folder, message);
        return false;
    }
    return true;
}
