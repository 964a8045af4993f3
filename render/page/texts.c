#include "render/page/texts.h"

#include <stdarg.h>
#include <string.h>

#include "engine/model/suggestion.h"
#include "engine/model/yaml.h"
#include "engine/words/words.h"
#include "render/page/nouns.h"
#include "render/page/rich_text.h"
#include "render/page/typography.h"

#define OPEN_VARIABLE "{{"
#define CLOSE_VARIABLE "}}"
#define PROFESSIONS "professions"

struct Texts {
    Language language;
    char *profession;
    Nouns *nouns;
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
    g_autofree char *inserted = nouns_insert(self->nouns, text);
    g_tree_insert(self->by_key, g_strdup(key), typography_apply(self->language, inserted));
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

/* All keys of the file but the table of professions. */
static bool
add_root(Texts *self, const YamlNode *root, GError **error)
{
    for (size_t i = 0; i < yaml_node_size(root); i++) {
        const char *key = yaml_node_key(root, i);
        if (strcmp(key, PROFESSIONS) != 0 && !add_node(self, yaml_node_item(root, i), key, error))
            return false;
    }
    return true;
}

static Texts *
texts_new(Language language, const char *profession, Nouns *take_nouns)
{
    Texts *self = g_new0(Texts, 1);
    self->language = language;
    self->profession = g_strdup(profession);
    self->nouns = take_nouns;
    self->by_key = g_tree_new_full(compare_keys, NULL, g_free, g_free);
    return self;
}

Texts *
texts_load(const char *folder, Language language, const char *profession, GError **error)
{
    g_autofree char *file = g_strconcat(language_code(language), ".yaml", NULL);
    g_autofree char *path = g_build_filename(folder, file, NULL);
    g_autoptr(YamlDocument) document = yaml_document_load(path, error);
    if (document == NULL)
        return NULL;

    const YamlNode *root = yaml_document_root(document);
    if (yaml_node_kind(root) != YAML_MAPPING) {
        fail_at(error, root, file, _("a map of texts is meant"));
        return NULL;
    }
    Nouns *nouns = nouns_read(yaml_node_find(root, PROFESSIONS), language, profession, error);
    if (nouns == NULL)
        return NULL;
    g_autoptr(Texts) self = texts_new(language, profession, nouns);
    return add_root(self, root, error) ? g_steal_pointer(&self) : NULL;
}

void
texts_free(Texts *self)
{
    if (self == NULL)
        return;
    g_tree_unref(self->by_key);
    nouns_unref(self->nouns);
    g_free(self->profession);
    g_free(self);
}

static gboolean
copy_text(gpointer key, gpointer text, gpointer into)
{
    g_tree_insert(into, g_strdup(key), g_strdup(text));
    return FALSE;
}

Texts *
texts_copy(const Texts *self)
{
    Texts *copy = texts_new(self->language, self->profession, nouns_ref(self->nouns));
    g_tree_foreach(self->by_key, copy_text, copy->by_key);
    return copy;
}

bool
texts_has(const Texts *self, const char *key)
{
    return g_tree_lookup(self->by_key, key) != NULL;
}

/* --- replacing -------------------------------------------------------------------------------- */

/* The first variable of `text` that `usual` does not have, or NULL. The caller frees. */
static char *
unknown_variable(const char *text, const char *usual)
{
    for (const char *open = text; (open = strstr(open, OPEN_VARIABLE)) != NULL; open += 2) {
        const char *close = strstr(open, CLOSE_VARIABLE);
        g_autofree char *whole = g_strndup(open, (gsize)(close + 2 - open));
        if (strstr(usual, whole) == NULL)
            return g_strndup(open + 2, (gsize)(close - open - 2));
    }
    return NULL;
}

typedef struct {
    Texts *over;
    GError *error;
} Overlay;

static gboolean
lay_over(gpointer key, gpointer text, gpointer data)
{
    Overlay *self = data;
    const char *usual = g_tree_lookup(self->over->by_key, key);
    if (usual == NULL)
        return FALSE;
    g_autofree char *unknown = unknown_variable(text, usual);
    if (unknown != NULL) {
        g_set_error(&self->error, MODEL_ERROR, MODEL_ERROR_VALUE,
                    _("%s: the variable {{%s}} is unknown there; the text has: %s"),
                    (const char *)key, unknown, usual);
        return TRUE;
    }
    g_tree_insert(self->over->by_key, g_strdup(key), g_strdup(text));
    return FALSE;
}

Texts *
texts_load_over(const char *folder, const Texts *usual, GError **error)
{
    g_autoptr(Texts) loaded = texts_load(folder, usual->language, usual->profession, error);
    if (loaded == NULL)
        return NULL;
    g_autoptr(Texts) over = texts_copy(usual);
    Overlay overlay = {over, NULL};
    g_tree_foreach(loaded->by_key, lay_over, &overlay);
    if (overlay.error == NULL)
        return g_steal_pointer(&over);
    g_propagate_error(error, overlay.error);
    return NULL;
}

static const YamlNode *
node_of_language(const YamlNode *node, Language language)
{
    if (yaml_node_kind(node) == YAML_MAPPING)
        node = yaml_node_find(node, language_code(language));
    return node != NULL && yaml_node_kind(node) == YAML_SCALAR ? node : NULL;
}

bool
texts_replace(Texts *self, const char *key, Place key_place, const YamlNode *node, GError **error)
{
    if (!texts_has(self, key)) {
        g_autoptr(GPtrArray) keys = texts_keys(self);
        g_ptr_array_add(keys, NULL);
        const char *near = suggestion_find(key, (const char *const *)(guintptr)keys->pdata);
        if (near != NULL)
            model_set_error(error, MODEL_ERROR_KEY, key_place,
                            _("no text has the key %s; did you mean '%s'?"), key, near);
        else
            model_set_error(error, MODEL_ERROR_KEY, key_place,
                            _("no text has the key %s; the keys are those of templates/fr.yaml"),
                            key);
        return false;
    }
    const YamlNode *found = node_of_language(node, self->language);
    if (found == NULL) {
        model_set_error(error, MODEL_ERROR_VALUE, yaml_node_place(node),
                        _("%s: a text is meant, or {fr: \"...\", en: \"...\"} with the documents' "
                          "language, %s"),
                        key, language_code(self->language));
        return false;
    }
    g_autofree char *usual = g_strdup(texts_get(self, key));
    if (!add_text(self, found, key, error))
        return false;
    g_autofree char *unknown = unknown_variable(texts_get(self, key), usual);
    if (unknown == NULL)
        return true;
    model_set_error(error, MODEL_ERROR_VALUE, yaml_node_place(found),
                    _("%s: the variable {{%s}} is unknown there; the text has: %s"), key, unknown,
                    usual);
    return false;
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
