/* The structure tree of a PDF as a flat list in reading order. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "tests/render/page/pdf_file.h"

typedef struct {
    int page; /* from 0 */
    int mcid;
} PdfMark;

typedef struct {
    qpdf_oh object;
    int number;       /* of the object */
    char *type;       /* "P" */
    int parent;       /* index in the list; -1 for the children of the root */
    GArray *children; /* int: indices in the list */
    GArray *marks;    /* PdfMark: its own, not those of its children */
    int n_annotations;
} PdfElement;

typedef struct {
    GPtrArray *elements; /* PdfElement* */
} PdfTree;

/* Adds what makes the tree no tree, as "structure": an element without a type, one that does not point
 * to its parent, a mark without a page. */
PdfTree *pdf_tree_read(PdfFile *file);
void pdf_tree_free(PdfTree *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PdfTree, pdf_tree_free)

const PdfElement *pdf_tree_element(const PdfTree *self, int i);
/* The element of that object number, or NULL. */
const PdfElement *pdf_tree_find(const PdfTree *self, const PdfFile *file, qpdf_oh object);
bool pdf_element_is(const PdfElement *self, const char *type);
/* The type of the parent; "" at the top. */
const char *pdf_tree_parent_type(const PdfTree *self, const PdfElement *element);
bool pdf_element_holds(const PdfElement *self, PdfMark mark);
/* The attribute `key` that `owner` defines ("/Table"); null where there is none. */
qpdf_oh pdf_element_attribute(const PdfFile *file, const PdfElement *self, const char *owner,
                              const char *key);
