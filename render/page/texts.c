#include "render/page/texts.h"

#include <stdarg.h>
#include <string.h>

#include "engine/model/yaml.h"
#include "engine/words/words.h"
#include "render/page/rich_text.h"
#include "render/page/typography.h"

#define OPEN_VARIABLE "{{"
#define CLOSE_VARIABLE "}}"

struct Texts {
    Language language;
    GTree *by_key; /* char* to char*, in the order of the keys */
};

static int
compare_keys(gconstpointer a, gconstpointer b, gpointer data)
{
    (void)data;
    return strcmp(a, b);
}

static bool
fail_at(GError **error, const YamlNode *node, const char *key, const char *what)
{
    model_set_error(error, MODEL_ERROR_VALUE, yaml_node_place(node), "%s: %s", key, what);
    return false;
}

static bool
variables_close(const char *text)
{
    while ((text = strstr(text, OPEN_VARIABLE)) != NULL) {
        const char *close = strstr(text, CLOSE_VARIABLE);
        const char *next = strstr(text + 2, OPEN_VARIABLE);
        if (close == NULL || (next != NULL && next < close))
            return false;
        text = close;
    }
    return true;
}

static bool
marks_close(const char *text)
{
    RichText rich;
    rich_text_init(&rich);
    bool close = rich_text_parse(&rich, text);
    rich_text_clear(&rich);
    return close;
}

static bool
add_text(Texts *self, const YamlNode *node, const char *key, GError **error)
{
    const char *text = yaml_node_text(node);
    if (!variables_close(text))
        return fail_at(error, node, key, _("a {{ is never closed by }}"));
    if (!marks_close(text))
        return fail_at(error, node, key, _("a ** or a ^ is never closed"));
    g_tree_insert(self->by_key, g_strdup(key), typography_apply(self->language, text));
    return true;
}

/* Keys of nested maps are joined by points. */
static bool
add_node(Texts *self, const YamlNode *node, const char *key, GError **error)
{
    switch (yaml_node_kind(node)) {
    case YAML_SCALAR:
        return add_text(self, node, key, error);
    case YAML_SEQUENCE:
        return fail_at(error, node, key, _("a list where a text or a map of texts is meant"));
    case YAML_MAPPING:
        for (size_t i = 0; i < yaml_node_size(node); i++) {
            const char *name = yaml_node_key(node, i);
            g_autofree char *inner =
                key[0] == '\0' ? g_strdup(name) : g_strconcat(key, ".", name, NULL);
            if (!add_node(self, yaml_node_item(node, i), inner, error))
                return false;
        }
        return true;
    }
    g_assert_not_reached();
}

Texts *
texts_load(const char *folder, Language language, GError **error)
{
    g_autofree char *file = g_strconcat(language_code(language), ".yaml", NULL);
    g_autofree char *path = g_build_filename(folder, file, NULL);
    g_autoptr(YamlDocument) document = yaml_document_load(path, error);
    if (document == NULL)
        return NULL;

    g_autoptr(Texts) self = g_new0(Texts, 1);
    self->language = language;
    self->by_key = g_tree_new_full(compare_keys, NULL, g_free, g_free);
    const YamlNode *root = yaml_document_root(document);
    if (yaml_node_kind(root) != YAML_MAPPING) {
        fail_at(error, root, file, _("a map of texts is meant"));
        return NULL;
    }
    if (!add_node(self, root, "", error))
        return NULL;
    return g_steal_pointer(&self);
}

void
texts_free(Texts *self)
{
    if (self == NULL)
        return;
    g_tree_unref(self->by_key);
    g_free(self);
}

Language
texts_language(const Texts *self)
{
    return self->language;
}

static gboolean
add_key(gpointer key, gpointer text, gpointer keys)
{
    (void)text;
    g_ptr_array_add(keys, key);
    return FALSE;
}

GPtrArray *
texts_keys(const Texts *self)
{
    GPtrArray *keys = g_ptr_array_new();
    g_tree_foreach(self->by_key, add_key, keys);
    return keys;
}

const char *
texts_get(const Texts *self, const char *key)
{
    const char *text = g_tree_lookup(self->by_key, key);
    if (text == NULL)
        g_error("no text has the key %s", key);
    return text;
}

/* The value of the variable whose name is the `n` bytes at `name`, or NULL. */
static const char *
find_value(va_list pairs, const char *name, size_t n)
{
    va_list left;
    va_copy(left, pairs);
    const char *found = NULL, *candidate = NULL;
    while (found == NULL && (candidate = va_arg(left, const char *)) != NULL) {
        const char *value = va_arg(left, const char *);
        if (strlen(candidate) == n && strncmp(candidate, name, n) == 0)
            found = value;
    }
    va_end(left);
    return found;
}

char *
texts_format(const Texts *self, const char *key, ...)
{
    va_list pairs;
    va_start(pairs, key);
    GString *written = g_string_new(NULL);
    const char *at = texts_get(self, key), *open = NULL;
    while ((open = strstr(at, OPEN_VARIABLE)) != NULL) {
        const char *name = open + strlen(OPEN_VARIABLE), *close = strstr(name, CLOSE_VARIABLE);
        const char *value = find_value(pairs, name, (size_t)(close - name));
        if (value == NULL)
            g_error("text %s has a variable that is not given: %.*s", key, (int)(close - name),
                    name);
        g_string_append_len(written, at, open - at);
        g_string_append(written, value);
        at = close + strlen(CLOSE_VARIABLE);
    }
    va_end(pairs);
    g_string_append(written, at);
    return g_string_free(written, FALSE);
}
