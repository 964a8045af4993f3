/* The texts of the documents in one language, from templates/<language>.yaml: a flat or nested map
 * of keys ("booklet.cover.title") to texts with {{variables}}. French micro-typography is applied
 * as they are read. */
#pragma once

#include <glib.h>

#include "engine/model/language.h"
#include "engine/model/yaml.h"

typedef struct Texts Texts;

/* With the nouns of that profession (render/page/nouns.h) in place, from the file's own table
 * `professions`, which is no text itself. A malformed file, or one without the profession, is an error
 * with file:line:column. */
Texts *texts_load(const char *folder, Language language, const char *profession, GError **error);
void texts_free(Texts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Texts, texts_free)
/* The texts of `usual` with those that the file of its language in `folder` has: an older or changed
 * copy, for the same profession. Keys that are no longer known are passed over; a variable that is not in the usual text is
 * MODEL_ERROR_VALUE. */
Texts *texts_load_over(const char *folder, const Texts *usual, GError **error);
Texts *texts_copy(const Texts *self);
/* Another text in the place of that of `key`, from a template: one text, or one for each language in
 * {fr: ..., en: ...}. MODEL_ERROR_KEY for an unknown key; MODEL_ERROR_VALUE for a variable that the
 * text so far does not have, a missing language, or marks that are never closed. */
bool texts_replace(Texts *self, const char *key, Place key_place, const YamlNode *node,
                   GError **error);
Language texts_language(const Texts *self);
/* All keys, sorted (const char *, the texts' own), so that languages can be held against each other.
 * The caller frees the array. */
GPtrArray *texts_keys(const Texts *self);

/* The text of `key`, as it stands; a key that is not there is a programmer's error that a test over
 * all keys finds. */
bool texts_has(const Texts *self, const char *key);
const char *texts_get(const Texts *self, const char *key);
/* With variables replaced: pairs of name and value, ended by NULL. A variable of the text that is
 * not among them is an error of the template, found by `check`; values are not escaped. */
char *texts_format(const Texts *self, const char *key, ...) G_GNUC_NULL_TERMINATED;
