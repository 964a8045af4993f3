/* The documents of an edition: which there are, where each goes, and how each is made. */
#pragma once

#include <glib.h>

#include "engine/profile/results.h"
#include "render/document/context.h"

typedef struct {
    size_t kind;  /* which sort of document */
    size_t index; /* of the doctor or the group; 0 for the edition's own */
    int group;    /* the group it belongs to, or -1 */
    char *path;   /* below the edition's folder */
} Document;

/* All of them, as Document*, in a fixed order. */
GPtrArray *documents_list(const Results *results);
/* The paths, as a set. */
GHashTable *documents_paths(const GPtrArray *documents);
/* The bytes of one. `scratch` is a private folder for the library that writes files only. */
GBytes *document_render(const Document *self, const DocumentContext *context, const char *scratch,
                        GError **error);
