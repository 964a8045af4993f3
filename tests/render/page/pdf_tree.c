#include "tests/render/page/pdf_tree.h"

#include <string.h>

typedef struct {
    PdfFile *file;
    PdfTree *tree;
    GHashTable *pages; /* object number of a page -> its index + 1 */
} Walk;

static void
element_free(gpointer data)
{
    PdfElement *self = data;
    g_free(self->type);
    g_array_free(self->children, TRUE);
    g_array_free(self->marks, TRUE);
    g_free(self);
}

static int
page_index(const Walk *self, qpdf_oh page)
{
    const int number = qpdf_oh_get_object_id(self->file->qpdf, page);
    return GPOINTER_TO_INT(g_hash_table_lookup(self->pages, GINT_TO_POINTER(number))) - 1;
}

static void
add_mark(Walk *self, PdfElement *element, qpdf_oh page, int mcid)
{
    const PdfMark mark = {page_index(self, page), mcid};
    if (mark.page < 0)
        pdf_file_fault(self->file, "structure", "mark %d of a %s is on no page", mcid,
                       element->type);
    g_array_append_val(element->marks, mark);
}

static void add_element(Walk *self, qpdf_oh object, int parent, qpdf_oh parent_object);

static void
add_kid(Walk *self, PdfElement *element, int index, qpdf_oh kid)
{
    PdfFile *file = self->file;
    qpdf_oh own_page = pdf_file_get(file, element->object, "/Pg");
    g_autofree char *type = pdf_file_name(file, pdf_file_get(file, kid, "/Type"));
    if (qpdf_oh_is_integer(file->qpdf, kid)) {
        add_mark(self, element, own_page, pdf_file_integer(file, kid, -1));
    } else if (strcmp(type, "MCR") == 0) {
        qpdf_oh page = pdf_file_get(file, kid, "/Pg");
        add_mark(self, element, pdf_file_is_null(file, page) ? own_page : page,
                 pdf_file_integer(file, pdf_file_get(file, kid, "/MCID"), -1));
    } else if (strcmp(type, "OBJR") == 0) {
        element->n_annotations++;
    } else {
        const int child = (int)self->tree->elements->len;
        g_array_append_val(element->children, child);
        add_element(self, kid, index, element->object);
    }
}

static void
add_element(Walk *self, qpdf_oh object, int parent, qpdf_oh parent_object)
{
    PdfFile *file = self->file;
    PdfElement *element = g_new0(PdfElement, 1);
    const int index = (int)self->tree->elements->len;
    element->object = object;
    element->number = qpdf_oh_get_object_id(file->qpdf, object);
    element->type = pdf_file_name(file, pdf_file_get(file, object, "/S"));
    element->parent = parent;
    element->children = g_array_new(FALSE, FALSE, sizeof(int));
    element->marks = g_array_new(FALSE, FALSE, sizeof(PdfMark));
    g_ptr_array_add(self->tree->elements, element);

    if (element->type[0] == '\0')
        pdf_file_fault(file, "structure", "an element has no type");
    if (qpdf_oh_get_object_id(file->qpdf, pdf_file_get(file, object, "/P")) !=
        qpdf_oh_get_object_id(file->qpdf, parent_object))
        pdf_file_fault(file, "structure", "a %s does not point to its parent", element->type);

    qpdf_oh kids = pdf_file_get(file, object, "/K");
    if (!qpdf_oh_is_array(file->qpdf, kids)) {
        if (!pdf_file_is_null(file, kids))
            add_kid(self, element, index, kids);
        return;
    }
    for (int i = 0; i < pdf_file_length(file, kids); i++)
        add_kid(self, element, index, qpdf_oh_get_array_item(file->qpdf, kids, i));
}

PdfTree *
pdf_tree_read(PdfFile *file)
{
    g_autoptr(GHashTable) pages = g_hash_table_new(NULL, NULL);
    for (int i = 0; i < pdf_file_n_pages(file); i++) {
        const int number = qpdf_oh_get_object_id(file->qpdf, pdf_file_page(file, i));
        g_hash_table_insert(pages, GINT_TO_POINTER(number), GINT_TO_POINTER(i + 1));
    }

    PdfTree *tree = g_new0(PdfTree, 1);
    tree->elements = g_ptr_array_new_with_free_func(element_free);
    Walk walk = {file, tree, pages};
    qpdf_oh root = pdf_file_get(file, qpdf_get_root(file->qpdf), "/StructTreeRoot");
    qpdf_oh kids = pdf_file_get(file, root, "/K");
    if (qpdf_oh_is_dictionary(file->qpdf, kids))
        add_element(&walk, kids, -1, root);
    else
        for (int i = 0; i < pdf_file_length(file, kids); i++)
            add_element(&walk, qpdf_oh_get_array_item(file->qpdf, kids, i), -1, root);
    return tree;
}

void
pdf_tree_free(PdfTree *self)
{
    if (self == NULL)
        return;
    g_ptr_array_unref(self->elements);
    g_free(self);
}

const PdfElement *
pdf_tree_element(const PdfTree *self, int i)
{
    return g_ptr_array_index(self->elements, (guint)i);
}

const PdfElement *
pdf_tree_find(const PdfTree *self, const PdfFile *file, qpdf_oh object)
{
    const int number = qpdf_oh_get_object_id(file->qpdf, object);
    for (guint i = 0; number > 0 && i < self->elements->len; i++)
        if (pdf_tree_element(self, (int)i)->number == number)
            return pdf_tree_element(self, (int)i);
    return NULL;
}

bool
pdf_element_is(const PdfElement *self, const char *type)
{
    return strcmp(self->type, type) == 0;
}

const char *
pdf_tree_parent_type(const PdfTree *self, const PdfElement *element)
{
    return element->parent < 0 ? "" : pdf_tree_element(self, element->parent)->type;
}

bool
pdf_element_holds(const PdfElement *self, PdfMark mark)
{
    for (guint i = 0; i < self->marks->len; i++) {
        const PdfMark *own = &g_array_index(self->marks, PdfMark, i);
        if (own->page == mark.page && own->mcid == mark.mcid)
            return true;
    }
    return false;
}

qpdf_oh
pdf_element_attribute(const PdfFile *file, const PdfElement *self, const char *owner,
                      const char *key)
{
    qpdf_oh attributes = pdf_file_get(file, self->object, "/A");
    const bool several = qpdf_oh_is_array(file->qpdf, attributes);
    const int n = several ? pdf_file_length(file, attributes) : 1;
    for (int i = 0; i < n; i++) {
        qpdf_oh one = several ? qpdf_oh_get_array_item(file->qpdf, attributes, i) : attributes;
        if (qpdf_oh_is_name_and_equals(file->qpdf, pdf_file_get(file, one, "/O"), owner))
            return pdf_file_get(file, one, key);
    }
    return qpdf_oh_new_null(file->qpdf);
}
