/* A YAML file as a tree that keeps the line and column of everything, so that whoever reads it can
 * name the place of a fault. What configuration has no use for is refused: aliases, tags, a second
 * document, a key twice, files over 1 MiB. Immutable. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "engine/model/place.h"

typedef struct YamlDocument YamlDocument;
typedef struct YamlNode YamlNode; /* belongs to its document */

typedef enum { YAML_SCALAR, YAML_SEQUENCE, YAML_MAPPING } YamlKind;

enum { YAML_MAX_BYTES = 1 << 20, YAML_MAX_DEPTH = 32 };

/* Reads `path`. MODEL_ERROR_FILE or MODEL_ERROR_YAML or MODEL_ERROR_KEY, with the place. */
YamlDocument *yaml_document_load(const char *path, GError **error);
/* The same over bytes in memory; `name` stands for the path in messages. */
YamlDocument *yaml_document_parse(GBytes *bytes, const char *name, GError **error);
void yaml_document_free(YamlDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YamlDocument, yaml_document_free)
/* The file as it was read. */
GBytes *yaml_document_bytes(const YamlDocument *self);
/* Never NULL: an empty document is an error on loading. */
const YamlNode *yaml_document_root(const YamlDocument *self);

YamlKind yaml_node_kind(const YamlNode *self);
/* Where the node starts, quotes included. */
Place yaml_node_place(const YamlNode *self);

/* Of a scalar: its text, never NULL; "" for what YAML calls null, ~ and an empty plain value. */
const char *yaml_node_text(const YamlNode *self);
/* Where the first character of that text stands: after the quote, or on the line after a |. */
Place yaml_node_text_place(const YamlNode *self);
/* Neither quoted nor a block: only such a scalar can be a number or true or false. */
bool yaml_node_is_plain(const YamlNode *self);
/* A plain scalar that YAML takes for no value: nothing, ~ or null. */
bool yaml_node_is_null(const YamlNode *self);

/* Items of a sequence, or pairs of a mapping; 0 for a scalar. */
size_t yaml_node_size(const YamlNode *self);
/* Item i, or the value of pair i, in the order of the file. */
const YamlNode *yaml_node_item(const YamlNode *self, size_t i);
/* The key of pair i, and where it stands. */
const char *yaml_node_key(const YamlNode *self, size_t i);
Place yaml_node_key_place(const YamlNode *self, size_t i);
/* Written between braces or brackets: there a comma in a plain text ends it. */
bool yaml_node_is_flow(const YamlNode *self);
/* The value of that key, or NULL. */
const YamlNode *yaml_node_find(const YamlNode *self, const char *key);
