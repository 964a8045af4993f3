/* The documents of an edition: which there are, where each goes, and how each is made. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "engine/profile/results.h"
#include "render/document/context.h"

typedef struct {
    size_t kind;  /* which sort of document */
    size_t index; /* of the doctor or the group; 0 for the edition's own */
    int group;    /* the group it belongs to, or -1 */
    bool gathers; /* the booklets of its group from the folder: made after them */
    char *path;   /* below the edition's folder */
} Document;

typedef struct {
    const char *folder;  /* the edition's */
    const char *scratch; /* a private folder for the library that writes files only */
} DocumentPlace;

/* All of them, as Document*, in a fixed order. */
GPtrArray *documents_list(const Results *results);
/* The paths, as a set. */
GHashTable *documents_paths(const GPtrArray *documents);
/* Whether everything is there that it gathers. */
bool document_is_ready(const Document *self, const DocumentContext *context,
                       const DocumentPlace *place);
/* The bytes of one. An encrypted booklet that the folder holds already is given as it is there. */
GBytes *document_render(const Document *self, const DocumentContext *context,
                        const DocumentPlace *place, GError **error);
