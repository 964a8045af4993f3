/* Texts as small integers, in order of first appearance: identifiers travel whole and are compared
 * as numbers. Not safe to share between threads while it grows. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Dictionary Dictionary;

Dictionary *dictionary_new(void);
void dictionary_free(Dictionary *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Dictionary, dictionary_free)

/* The number of that text, given to it now if it is new. The bytes are copied. */
uint32_t dictionary_intern(Dictionary *self, const char *bytes, size_t length);
/* False when the text is unknown. */
bool dictionary_find(const Dictionary *self, const char *bytes, size_t length,
                     uint32_t *out_number);
/* The text of a number, ended by a NUL; lives as long as the dictionary is not emptied. */
const char *dictionary_text(const Dictionary *self, uint32_t number);
size_t dictionary_size(const Dictionary *self);
/* Forgets everything and keeps the memory. */
void dictionary_empty(Dictionary *self);

/* The hash used, also for sharing patients out: the same on every machine of one byte order. */
uint64_t dictionary_hash(const char *bytes, size_t length);
