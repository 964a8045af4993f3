#include "engine/publish/bundle.h"

#include <jansson.h>
#include <string.h>

#include "engine/publish/file.h"
#include "engine/words/words.h"

#define BUNDLE_FORMAT "miroir-bundle-1"

enum { MAX_PATH = 128, MAX_VERSION = 9999 };

typedef struct {
    char *path;
    GBytes *bytes;
} BundledFile;

struct Bundle {
    char *id;
    int version;
    json_t *parts;    /* name to version */
    GPtrArray *files; /* BundledFile*, sorted by path */
};

static void
bundled_file_free(gpointer data)
{
    BundledFile *self = data;
    g_free(self->path);
    g_bytes_unref(self->bytes);
    g_free(self);
}

Bundle *
bundle_new(const char *id, int version)
{
    Bundle *self = g_new0(Bundle, 1);
    self->id = g_strdup(id);
    self->version = version;
    self->parts = json_object();
    self->files = g_ptr_array_new_with_free_func(bundled_file_free);
    return self;
}

void
bundle_free(Bundle *self)
{
    if (self == NULL)
        return;
    g_free(self->id);
    json_decref(self->parts);
    g_ptr_array_unref(self->files);
    g_free(self);
}

/* --- asking ---------------------------------------------------------------------------------- */

const char *
bundle_id(const Bundle *self)
{
    return self->id;
}

int
bundle_version(const Bundle *self)
{
    return self->version;
}

int
bundle_part(const Bundle *self, const char *part)
{
    return (int)json_integer_value(json_object_get(self->parts, part));
}

size_t
bundle_n_parts(const Bundle *self)
{
    return json_object_size(self->parts);
}

size_t
bundle_n_files(const Bundle *self)
{
    return self->files->len;
}

static const BundledFile *
file_at(const Bundle *self, size_t i)
{
    g_assert(i < self->files->len);
    return g_ptr_array_index(self->files, (guint)i);
}

const char *
bundle_path(const Bundle *self, size_t i)
{
    return file_at(self, i)->path;
}

GBytes *
bundle_content(const Bundle *self, size_t i)
{
    return file_at(self, i)->bytes;
}

GBytes *
bundle_find(const Bundle *self, const char *path)
{
    for (size_t i = 0; i < self->files->len; i++)
        if (strcmp(file_at(self, i)->path, path) == 0)
            return file_at(self, i)->bytes;
    return NULL;
}

/* --- filling --------------------------------------------------------------------------------- */

void
bundle_set_part(Bundle *self, const char *part, int version)
{
    json_object_set_new(self->parts, part, json_integer(version));
}

static gint
compare_files(gconstpointer a, gconstpointer b)
{
    const BundledFile *const *left = a, *const *right = b;
    return strcmp((*left)->path, (*right)->path);
}

/* One name of a path: letters, digits, _, - and single dots, not at its start. */
static bool
name_is_plain(const char *name)
{
    if (*name == '\0' || *name == '.' || *name == '-' || strstr(name, "..") != NULL)
        return false;
    for (const char *c = name; *c != '\0'; c++)
        if (!g_ascii_isalnum(*c) && *c != '_' && *c != '-' && *c != '.')
            return false;
    return true;
}

static bool
path_is_plain(const char *path)
{
    if (strlen(path) > MAX_PATH)
        return false;
    g_auto(GStrv) names = g_strsplit(path, "/", -1);
    bool plain = names[0] != NULL;
    for (char **name = names; *name != NULL; name++)
        plain = plain && name_is_plain(*name);
    return plain;
}

static bool refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Always false. */
static bool
refuse(GError **error, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_propagate_error(error,
                      g_error_new_valist(PUBLISH_ERROR, PUBLISH_ERROR_BUNDLE, format, arguments));
    va_end(arguments);
    return false;
}

bool
bundle_add(Bundle *self, const char *path, GBytes *bytes, GError **error)
{
    gsize size = 0;
    const char *data = g_bytes_get_data(bytes, &size);
    if (!path_is_plain(path))
        return refuse(error, _("'%s' is not the path of a file below one folder"), path);
    if (bundle_find(self, path) != NULL)
        return refuse(error, _("%s stands in the bundle a second time"), path);
    if (self->files->len == BUNDLE_MAX_FILES)
        return refuse(error, _("a bundle holds %d files at most"), BUNDLE_MAX_FILES);
    if (size > BUNDLE_MAX_FILE_BYTES)
        return refuse(error, _("%s has %zu bytes; %d at most"), path, size, BUNDLE_MAX_FILE_BYTES);
    if (size > 0 && !g_utf8_validate_len(data, size, NULL))
        return refuse(error, _("%s is not a text in UTF-8"), path);
    BundledFile *file = g_new0(BundledFile, 1);
    *file = (BundledFile){g_strdup(path), g_bytes_ref(bytes)};
    g_ptr_array_add(self->files, file);
    g_ptr_array_sort(self->files, compare_files);
    return true;
}

/* --- digest and writing ---------------------------------------------------------------------- */

static void add_line(GChecksum *checksum, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
add_line(GChecksum *checksum, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *line = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_checksum_update(checksum, (const guchar *)line, (gssize)strlen(line));
}

static gint
compare_texts(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of the parts, sorted; the texts belong to `self`. */
static GPtrArray *
part_names(const Bundle *self)
{
    GPtrArray *names = g_ptr_array_new();
    for (void *i = json_object_iter(self->parts); i != NULL;
         i = json_object_iter_next(self->parts, i))
        g_ptr_array_add(names, (gpointer)(guintptr)json_object_iter_key(i));
    g_ptr_array_sort(names, compare_texts);
    return names;
}

/* Ids, parts and paths hold neither blanks nor line ends, so that no two bundles give the same lines. */
char *
bundle_digest(const Bundle *self)
{
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    add_line(checksum, BUNDLE_FORMAT "\n%s %d\n", self->id, self->version);
    g_autoptr(GPtrArray) names = part_names(self);
    for (guint i = 0; i < names->len; i++)
        add_line(checksum, "part %s %d\n", (const char *)names->pdata[i],
                 bundle_part(self, names->pdata[i]));
    for (size_t i = 0; i < self->files->len; i++) {
        const BundledFile *file = file_at(self, i);
        g_autofree char *hash = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, file->bytes);
        add_line(checksum, "file %s %zu %s\n", file->path, g_bytes_get_size(file->bytes), hash);
    }
    return g_strdup(g_checksum_get_string(checksum));
}

GBytes *
bundle_to_bytes(const Bundle *self)
{
    json_t *files = json_array();
    for (size_t i = 0; i < self->files->len; i++) {
        const BundledFile *file = file_at(self, i);
        g_autofree char *hash = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, file->bytes);
        gsize size = 0;
        const char *text = g_bytes_get_data(file->bytes, &size);
        json_array_append_new(files, json_pack("{s:s, s:I, s:s, s:s%}", "path", file->path, "size",
                                               (json_int_t)size, "sha256", hash, "text",
                                               size > 0 ? text : "", size));
    }
    g_autofree char *digest = bundle_digest(self);
    json_t *root =
        json_pack("{s:s, s:s, s:i, s:O, s:o, s:s}", "format", BUNDLE_FORMAT, "id", self->id,
                  "version", self->version, "parts", self->parts, "files", files, "digest", digest);
    g_assert(root != NULL);
    char *text = json_dumps(root, JSON_SORT_KEYS | JSON_INDENT(1));
    json_decref(root);
    g_autofree char *line = g_strconcat(text, "\n", NULL);
    free(text);
    return g_bytes_new(line, strlen(line));
}

/* --- reading --------------------------------------------------------------------------------- */

static bool
is_id(const char *text)
{
    return name_is_plain(text) && strchr(text, '.') == NULL && strlen(text) <= 64;
}

static bool
read_parts(Bundle *self, json_t *parts, GError **error)
{
    for (void *i = json_object_iter(parts); i != NULL; i = json_object_iter_next(parts, i)) {
        const char *part = json_object_iter_key(i);
        json_int_t version = json_integer_value(json_object_iter_value(i));
        if (!is_id(part) || version < 1 || version > MAX_VERSION)
            return refuse(error, _("its part '%s' has no version from 1 to %d"), part, MAX_VERSION);
        bundle_set_part(self, part, (int)version);
    }
    return true;
}

static bool
read_file(Bundle *self, json_t *item, GError **error)
{
    const char *path, *hash, *text;
    size_t length;
    json_int_t size;
    if (json_unpack_ex(item, NULL, JSON_STRICT, "{s:s, s:I, s:s, s:s%}", "path", &path, "size",
                       &size, "sha256", &hash, "text", &text, &length) != 0)
        return refuse(error, _("a file needs path, size, sha256 and text, and nothing else"));
    g_autoptr(GBytes) bytes = g_bytes_new(text, length);
    if (!bundle_add(self, path, bytes, error))
        return false;
    g_autofree char *found = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    if (size != (json_int_t)length || strcmp(found, hash) != 0)
        return refuse(error, _("%s is not what was exported: its SHA-256 is %s, and %s is written"),
                      path, found, hash);
    return true;
}

static Bundle *
read_root(json_t *root, GError **error)
{
    const char *format = json_string_value(json_object_get(root, "format"));
    if (format == NULL || strcmp(format, BUNDLE_FORMAT) != 0) {
        refuse(error, _("it is of format '%s', and this program reads %s"),
               format == NULL ? "" : format, BUNDLE_FORMAT);
        return NULL;
    }
    const char *id, *digest;
    json_int_t version;
    json_t *parts, *files;
    if (json_unpack_ex(root, NULL, JSON_STRICT, "{s:s, s:s, s:I, s:o, s:o, s:s}", "format", &format,
                       "id", &id, "version", &version, "parts", &parts, "files", &files, "digest",
                       &digest) != 0 ||
        !json_is_object(parts) || !json_is_array(files) || !is_id(id) || version < 1 ||
        version > MAX_VERSION) {
        refuse(error, _("it needs id, version, parts, files and digest, and nothing else"));
        return NULL;
    }
    g_autoptr(Bundle) self = bundle_new(id, (int)version);
    bool good = read_parts(self, parts, error);
    for (size_t i = 0; good && i < json_array_size(files); i++)
        good = read_file(self, json_array_get(files, i), error);
    g_autofree char *found = bundle_digest(self);
    if (good && strcmp(found, digest) != 0)
        good = refuse(error, _("its digest is %s, and %s is written"), found, digest);
    return good ? g_steal_pointer(&self) : NULL;
}

Bundle *
bundle_parse(GBytes *bytes, const char *name, GError **error)
{
    gsize size = 0;
    const char *data = g_bytes_get_data(bytes, &size);
    json_error_t fault = {.line = 0};
    g_autoptr(GError) why = NULL;
    Bundle *self = NULL;
    json_t *root =
        size > BUNDLE_MAX_BYTES ? NULL : json_loadb(data, size, JSON_REJECT_DUPLICATES, &fault);
    if (size > BUNDLE_MAX_BYTES)
        refuse(&why, _("it has %zu bytes; %d at most"), size, BUNDLE_MAX_BYTES);
    else if (root == NULL)
        refuse(&why, _("line %d: it is no JSON: %s"), fault.line, fault.text);
    else
        self = read_root(root, &why);
    json_decref(root);
    if (self == NULL)
        refuse(error, _("%s: this bundle cannot be taken over: %s; ask for it again"), name,
               why->message);
    return self;
}
