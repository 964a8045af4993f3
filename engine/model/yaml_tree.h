/* What a YAML tree is made of, for those that build it and those that walk it. */
#pragma once

#include "engine/model/yaml.h"

struct YamlNode {
    YamlKind kind;
    Place place, text_place;
    char *text; /* of a scalar */
    bool plain, flow;
    size_t size;
    YamlNode **items;
    YamlNode **keys; /* of a mapping: scalars */
};

struct YamlDocument {
    GBytes *bytes;
    const char *file; /* interned */
    YamlNode *root;
};

void yaml_node_free(YamlNode *self); /* NULL is a no-op. */
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YamlNode, yaml_node_free)
