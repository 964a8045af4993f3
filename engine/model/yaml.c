#include "engine/model/yaml.h"

#include <string.h>

#include "engine/model/yaml_tree.h"

void
yaml_node_free(YamlNode *self)
{
    if (self == NULL)
        return;
    for (size_t i = 0; i < self->size; i++) {
        yaml_node_free(self->items[i]);
        if (self->keys != NULL)
            yaml_node_free(self->keys[i]);
    }
    g_free(self->items);
    g_free(self->keys);
    g_free(self->text);
    g_free(self);
}

void
yaml_document_free(YamlDocument *self)
{
    if (self == NULL)
        return;
    yaml_node_free(self->root);
    g_bytes_unref(self->bytes);
    g_free(self);
}

GBytes *
yaml_document_bytes(const YamlDocument *self)
{
    return self->bytes;
}

const YamlNode *
yaml_document_root(const YamlDocument *self)
{
    return self->root;
}

YamlKind
yaml_node_kind(const YamlNode *self)
{
    return self->kind;
}

Place
yaml_node_place(const YamlNode *self)
{
    return self->place;
}

const char *
yaml_node_text(const YamlNode *self)
{
    g_assert(self->kind == YAML_SCALAR);
    return yaml_node_is_null(self) ? "" : self->text;
}

Place
yaml_node_text_place(const YamlNode *self)
{
    return self->kind == YAML_SCALAR ? self->text_place : self->place;
}

bool
yaml_node_is_plain(const YamlNode *self)
{
    return self->kind == YAML_SCALAR && self->plain;
}

bool
yaml_node_is_null(const YamlNode *self)
{
    return yaml_node_is_plain(self) &&
           (*self->text == '\0' || strcmp(self->text, "~") == 0 || strcmp(self->text, "null") == 0);
}

size_t
yaml_node_size(const YamlNode *self)
{
    return self->size;
}

const YamlNode *
yaml_node_item(const YamlNode *self, size_t i)
{
    g_assert(i < self->size);
    return self->items[i];
}

const char *
yaml_node_key(const YamlNode *self, size_t i)
{
    g_assert(self->kind == YAML_MAPPING && i < self->size);
    return self->keys[i]->text;
}

Place
yaml_node_key_place(const YamlNode *self, size_t i)
{
    g_assert(self->kind == YAML_MAPPING && i < self->size);
    return self->keys[i]->place;
}

bool
yaml_node_is_flow(const YamlNode *self)
{
    return self->flow;
}

const YamlNode *
yaml_node_find(const YamlNode *self, const char *key)
{
    for (size_t i = 0; self->kind == YAML_MAPPING && i < self->size; i++)
        if (strcmp(self->keys[i]->text, key) == 0)
            return self->items[i];
    return NULL;
}
