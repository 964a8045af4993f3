#include "render/layout/layout_text.h"

#include <string.h>

#include "engine/model/suggestion.h"
#include "engine/words/words.h"
#include "render/page/rich_text.h"
#include "render/page/typography.h"

#define OPEN "{{"
#define CLOSE "}}"

void
layout_text_clear(LayoutText *self)
{
    g_clear_pointer(&self->key, g_free);
    g_clear_pointer(&self->words, g_free);
}

bool
layout_text_is_set(const LayoutText *self)
{
    return self->key != NULL || self->words != NULL;
}

/* --- reading ---------------------------------------------------------------------------------- */

static void
add_names(GPtrArray *all, const char *const *names)
{
    for (; names != NULL && *names != NULL; names++)
        g_ptr_array_add(all, (gpointer)(guintptr)*names);
}

static bool
is_among(const GPtrArray *names, const char *name)
{
    for (guint i = 0; i + 1 < names->len; i++)
        if (strcmp(g_ptr_array_index(names, i), name) == 0)
            return true;
    return false;
}

bool
layout_variables_check(const char *text, Place place, const char *const *variables,
                       const char *const *more, GPtrArray *faults)
{
    g_autoptr(GPtrArray) known = g_ptr_array_new();
    add_names(known, variables);
    add_names(known, more);
    g_ptr_array_add(known, NULL);

    bool good = true;
    for (const char *open = text; (open = strstr(open, OPEN)) != NULL;) {
        open += strlen(OPEN);
        const char *close = strstr(open, CLOSE);
        if (close == NULL) {
            faults_add(faults, MODEL_ERROR_VALUE, place, _("a {{ is never closed by }}"));
            return false;
        }
        g_autofree char *name = g_strndup(open, (gsize)(close - open));
        if (!is_among(known, name)) {
            g_autofree char *hint =
                suggestion_hint(name, (const char *const *)(guintptr)known->pdata);
            faults_add(faults, MODEL_ERROR_VALUE, place, _("the variable {{%s}} is unknown; %s"),
                       name, hint);
            good = false;
        }
        open = close;
    }
    return good;
}

/* Keys are words joined by points: "booklet.cover.title". */
static bool
looks_like_key(const char *text)
{
    return strchr(text, '.') != NULL &&
           text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_.")] == '\0' &&
           text[strlen(text) - 1] != '.';
}

static bool
check_key(const YamlNode *node, const Texts *texts, GPtrArray *faults)
{
    const char *key = yaml_node_text(node);
    if (texts_has(texts, key))
        return true;
    g_autoptr(GPtrArray) keys = texts_keys(texts);
    g_ptr_array_add(keys, NULL);
    const char *near = suggestion_find(key, (const char *const *)(guintptr)keys->pdata);
    if (near != NULL)
        faults_add(faults, MODEL_ERROR_KEY, yaml_node_place(node),
                   _("no text has the key %s; did you mean '%s'?"), key, near);
    else
        faults_add(faults, MODEL_ERROR_KEY, yaml_node_place(node),
                   _("no text has the key %s; the keys are those of templates/fr.yaml"), key);
    return false;
}

/* The node of the documents' language, or NULL with a fault. */
static const YamlNode *
in_language(const YamlNode *node, const Texts *texts, GPtrArray *faults)
{
    if (yaml_node_kind(node) == YAML_SCALAR)
        return node;
    const char *language = language_code(texts_language(texts));
    const YamlNode *found =
        yaml_node_kind(node) == YAML_MAPPING ? yaml_node_find(node, language) : NULL;
    if (found != NULL && yaml_node_kind(found) == YAML_SCALAR)
        return found;
    faults_add(faults, MODEL_ERROR_VALUE, yaml_node_place(node),
               _("a text is meant, or {fr: \"...\", en: \"...\"} with the documents' language, %s"),
               language);
    return NULL;
}

LayoutText
layout_text_read(const YamlNode *node, const Texts *texts, const char *const *variables,
                 const char *const *more, GPtrArray *faults)
{
    LayoutText text = {NULL, NULL};
    const YamlNode *in = in_language(node, texts, faults);
    if (in == NULL)
        return text;
    const char *words = yaml_node_text(in);
    if (in == node && looks_like_key(words)) {
        if (check_key(in, texts, faults) &&
            layout_variables_check(texts_get(texts, words), yaml_node_place(in), variables, more,
                                   faults))
            text.key = g_strdup(words);
        return text;
    }
    if (layout_variables_check(words, yaml_node_place(in), variables, more, faults))
        text.words = typography_apply(texts_language(texts), words);
    return text;
}

/* --- writing ---------------------------------------------------------------------------------- */

static const char *
value_of(const LayoutVariable *variables, size_t n, const char *name, size_t length)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(variables[i].name) == length && strncmp(variables[i].name, name, length) == 0)
            return variables[i].value;
    return NULL;
}

char *
layout_text_write(const LayoutText *self, const Texts *texts, const LayoutVariable *variables,
                  size_t n)
{
    const char *at = self->key != NULL ? texts_get(texts, self->key) : self->words;
    GString *out = g_string_new(NULL);
    for (const char *open = NULL; at != NULL && (open = strstr(at, OPEN)) != NULL;) {
        const char *name = open + strlen(OPEN);
        const char *close = strstr(name, CLOSE);
        const char *value = value_of(variables, n, name, (size_t)(close - name));
        g_string_append_len(out, at, open - at);
        g_string_append(out, value == NULL ? "" : value);
        at = close + strlen(CLOSE);
    }
    g_string_append(out, at == NULL ? "" : at);
    return g_string_free(out, FALSE);
}
