/* The texts of the documents in one language, from templates/<language>.yaml: a flat or nested map
 * of keys ("booklet.cover.title") to texts with {{variables}}. French micro-typography is applied
 * as they are read. */
#pragma once

#include <glib.h>

#include "engine/model/language.h"

typedef struct Texts Texts;

/* A malformed file is an error with file:line:column. */
Texts *texts_load(const char *folder, Language language, GError **error);
void texts_free(Texts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Texts, texts_free)
Language texts_language(const Texts *self);
/* All keys, sorted (const char *, the texts' own), so that languages can be held against each other.
 * The caller frees the array. */
GPtrArray *texts_keys(const Texts *self);

/* The text of `key`, as it stands; a key that is not there is a programmer's error that a test over
 * all keys finds. */
const char *texts_get(const Texts *self, const char *key);
/* With variables replaced: pairs of name and value, ended by NULL. A variable of the text that is
 * not among them is an error of the template, found by `check`; values are not escaped. */
char *texts_format(const Texts *self, const char *key, ...) G_GNUC_NULL_TERMINATED;
