/* A text of a template: the key of one of the documents' texts, or words of its own, in either case
 * with {{variables}}. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "engine/model/faults.h"
#include "engine/model/yaml.h"
#include "render/page/texts.h"

typedef struct {
    char *key;   /* or NULL */
    char *words; /* or NULL: there is no text */
} LayoutText;

typedef struct {
    const char *name;
    const char *value; /* ready for the typesetter; NULL leaves nothing in its place */
} LayoutVariable;

void layout_text_clear(LayoutText *self);
bool layout_text_is_set(const LayoutText *self);
/* `node` is a key, a text, or {fr: ..., en: ...}. Faults: an unknown key or variable, a missing
 * language, bad markup. `variables` and `more` name those that may be used; each ends with NULL, and
 * `more` may be NULL. */
LayoutText layout_text_read(const YamlNode *node, const Texts *texts, const char *const *variables,
                            const char *const *more, GPtrArray *faults);
/* The text with its variables replaced; "" when there is none. The caller frees. */
char *layout_text_write(const LayoutText *self, const Texts *texts, const LayoutVariable *variables,
                        size_t n);
/* Faults of the variables of `text`, as "name" must be among those named. */
bool layout_variables_check(const char *text, Place place, const char *const *variables,
                            const char *const *more, GPtrArray *faults);
