/* What the people of a profession are called in the documents: the texts say {{profession}},
 * {{professions}}, {{colleague}} and {{colleagues}}, and one table in the file of each language
 * says what these are for a doctor, a nurse and so on. */
#pragma once

#include <glib.h>

#include "engine/model/language.h"
#include "engine/model/yaml.h"

typedef struct Nouns Nouns;

/* `professions` is the table, a map of professions to a map of nouns, or NULL for none at all.
 * MODEL_ERROR_VALUE when it does not have the profession, or not all four nouns of it. */
Nouns *nouns_read(const YamlNode *professions, Language language, const char *profession,
                  GError **error);
Nouns *nouns_ref(Nouns *self);
void nouns_unref(Nouns *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Nouns, nouns_unref)

/* The text with its nouns in place. A variable with a capital ({{Profession}}) begins with one. In
 * French an article or preposition before a vowel is elided: « de {{professions}} » becomes
 * « d’infirmiers », « le {{profession}} » « l’infirmier ». Other variables stay. The caller frees. */
char *nouns_insert(const Nouns *self, const char *text);
