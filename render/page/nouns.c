#include "render/page/nouns.h"

#include <string.h>

#include "engine/model/place.h"
#include "engine/model/suggestion.h"
#include "engine/words/words.h"

static const char *const NAMES[] = {"profession", "professions", "colleague", "colleagues"};
enum { N_NAMES = G_N_ELEMENTS(NAMES) };

struct Nouns {
    Language language;
    char *nouns[N_NAMES]; /* by NAMES; all NULL when there is no table */
};

/* Before a vowel. */
static const struct {
    const char *whole, *elided;
} ELISIONS[] = {
    {"de ", "d’"},    {"De ", "D’"},   {"le ", "l’"},   {"Le ", "L’"},
    {"du ", "de l’"}, {"ce ", "cet "}, {"que ", "qu’"},
};

static const YamlNode *
nouns_of(const YamlNode *professions, const char *profession, GError **error)
{
    const YamlNode *nouns = yaml_node_find(professions, profession);
    if (nouns != NULL && yaml_node_kind(nouns) == YAML_MAPPING)
        return nouns;
    g_autoptr(GPtrArray) known = g_ptr_array_new();
    for (size_t i = 0; i < yaml_node_size(professions); i++)
        g_ptr_array_add(known, (gpointer)(guintptr)yaml_node_key(professions, i));
    g_ptr_array_add(known, NULL);
    g_autofree char *hint =
        suggestion_hint(profession, (const char *const *)(guintptr)known->pdata);
    model_set_error(error, MODEL_ERROR_VALUE, yaml_node_place(professions),
                    _("the texts have no nouns for the profession '%s'; %s"), profession, hint);
    return NULL;
}

static bool
take_nouns(Nouns *self, const YamlNode *nouns, const char *profession, GError **error)
{
    for (size_t i = 0; i < N_NAMES; i++) {
        const YamlNode *noun = yaml_node_find(nouns, NAMES[i]);
        if (noun == NULL || yaml_node_kind(noun) != YAML_SCALAR || *yaml_node_text(noun) == '\0') {
            model_set_error(error, MODEL_ERROR_VALUE, yaml_node_place(nouns),
                            _("the profession '%s' lacks the noun '%s'"), profession, NAMES[i]);
            return false;
        }
        self->nouns[i] = g_strdup(yaml_node_text(noun));
    }
    return true;
}

static void
clear(gpointer data)
{
    Nouns *self = data;
    for (size_t i = 0; i < N_NAMES; i++)
        g_free(self->nouns[i]);
}

Nouns *
nouns_read(const YamlNode *professions, Language language, const char *profession, GError **error)
{
    g_autoptr(Nouns) self = g_rc_box_new0(Nouns);
    self->language = language;
    if (professions == NULL)
        return g_steal_pointer(&self);
    if (yaml_node_kind(professions) != YAML_MAPPING) {
        model_set_error(error, MODEL_ERROR_VALUE, yaml_node_place(professions),
                        _("a map of professions is meant"));
        return NULL;
    }
    const YamlNode *nouns = nouns_of(professions, profession, error);
    if (nouns == NULL || !take_nouns(self, nouns, profession, error))
        return NULL;
    return g_steal_pointer(&self);
}

Nouns *
nouns_ref(Nouns *self)
{
    return g_rc_box_acquire(self);
}

void
nouns_unref(Nouns *self)
{
    g_rc_box_release_full(self, clear);
}

/* --- inserting ------------------------------------------------------------------------------- */

/* The noun whose name is the `n` bytes at `name`, whatever the case of its first letter, or NULL. */
static const char *
find(const Nouns *self, const char *name, size_t n)
{
    for (size_t i = 0; i < N_NAMES; i++)
        if (strlen(NAMES[i]) == n && g_ascii_strncasecmp(NAMES[i], name, n) == 0 &&
            strncmp(NAMES[i] + 1, name + 1, n - 1) == 0)
            return self->nouns[i];
    return NULL;
}

static bool
begins_with_vowel(const char *noun)
{
    gunichar letter = 0; /* without its accent */
    g_unichar_fully_decompose(g_utf8_get_char(noun), FALSE, &letter, 1);
    return letter < 128 && strchr("aeiouyAEIOUY", (int)letter) != NULL;
}

static bool
is_word_end(const GString *written, size_t n)
{
    return written->len == n || !g_ascii_isalpha(written->str[written->len - n - 1]);
}

static void
elide(GString *written)
{
    for (size_t i = 0; i < G_N_ELEMENTS(ELISIONS); i++) {
        const size_t n = strlen(ELISIONS[i].whole);
        if (!g_str_has_suffix(written->str, ELISIONS[i].whole) || !is_word_end(written, n))
            continue;
        g_string_truncate(written, written->len - n);
        g_string_append(written, ELISIONS[i].elided);
        return;
    }
}

static void
insert(const Nouns *self, GString *written, const char *noun, bool with_capital)
{
    if (self->language == LANGUAGE_FR && begins_with_vowel(noun))
        elide(written);
    const char *rest = noun;
    if (with_capital) {
        const gunichar first = g_utf8_get_char(noun);
        g_string_append_unichar(written, g_unichar_toupper(first));
        rest += g_unichar_to_utf8(first, NULL);
    }
    g_string_append(written, rest);
}

char *
nouns_insert(const Nouns *self, const char *text)
{
    GString *written = g_string_new(NULL);
    const char *open = NULL;
    for (; (open = strstr(text, "{{")) != NULL; text = open) {
        const char *name = open + 2, *close = strstr(name, "}}");
        if (close == NULL)
            break;
        g_string_append_len(written, text, open - text);
        const char *noun = find(self, name, (size_t)(close - name));
        open = close + 2;
        if (noun != NULL)
            insert(self, written, noun, g_ascii_isupper(*name));
        else
            g_string_append_len(written, name - 2, open - name + 2);
    }
    g_string_append(written, text);
    return g_string_free(written, FALSE);
}
