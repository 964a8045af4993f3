/* Pages: that each mark belongs to one element or to an artifact, seen from the content, the parent tree
 * and the structure tree; and annotations. ISO 14289-1, 7.1 and 7.18; ISO 32000-1, 14.7.4. */
#include <string.h>

#include "tests/render/page/accessible_rules.h"

/* Bits of an annotation's flags: ISO 32000-1, table 165. */
enum { INVISIBLE = 1, HIDDEN = 2, PRINT = 4, NO_VIEW = 32, TOGGLE_NO_VIEW = 256 };

static void
check_page(PdfFile *file, int page)
{
    qpdf_oh object = pdf_file_page(file, page);
    g_autofree char *tabs = pdf_file_name(file, pdf_file_get(file, object, "/Tabs"));
    if (strcmp(tabs, "S") != 0)
        pdf_file_fault(file, "tabs", "page %d: the tab key does not follow the structure",
                       page + 1);
    if (pdf_file_integer(file, pdf_file_get(file, object, "/StructParents"), -1) < 0)
        pdf_file_fault(file, "parents", "page %d: no key to the parent tree", page + 1);
    if (!qpdf_oh_is_dictionary(file->qpdf, pdf_file_get(file, object, "/Resources")))
        pdf_file_fault(file, "resources", "page %d: no resources of its own", page + 1);
}

/* --- marks --- */

static qpdf_oh
parents_of(const PdfFile *file, int page)
{
    qpdf_oh key = pdf_file_get(file, pdf_file_page(file, page), "/StructParents");
    return pdf_file_parent(file, pdf_file_integer(file, key, -1));
}

static void
check_sequence(PdfFile *file, const PdfTree *tree, int page, qpdf_oh parents,
               const PdfSequence *sequence)
{
    const PdfMark mark = {page, sequence->mcid};
    if (pdf_sequence_is_artifact(sequence)) {
        if (sequence->mcid >= 0)
            pdf_file_fault(file, "parents", "page %d: an artifact is numbered", page + 1);
        return;
    }
    if (sequence->mcid < 0)
        return;

    const bool listed = sequence->mcid < pdf_file_length(file, parents);
    const PdfElement *element =
        listed
            ? pdf_tree_find(tree, file, qpdf_oh_get_array_item(file->qpdf, parents, sequence->mcid))
            : NULL;
    if (element == NULL)
        pdf_file_fault(file, "parents", "page %d: mark %d leads to no element", page + 1,
                       sequence->mcid);
    else if (!pdf_element_holds(element, mark))
        pdf_file_fault(file, "parents", "page %d: mark %d leads to a %s that does not have it",
                       page + 1, sequence->mcid, element->type);
    else if (strcmp(element->type, sequence->tag) != 0)
        pdf_file_fault(file, "parents", "page %d: mark %d is %s, its element %s", page + 1,
                       sequence->mcid, sequence->tag, element->type);
}

static int
count_sequences(const PdfContent *content, int mcid)
{
    int n = 0;
    for (guint i = 0; i < content->sequences->len; i++)
        n += ((PdfSequence *)g_ptr_array_index(content->sequences, i))->mcid == mcid;
    return n;
}

static void
check_marks(PdfFile *file, const PdfTree *tree, int page, const PdfContent *content)
{
    qpdf_oh parents = parents_of(file, page);
    int n_artifacts = 0;
    for (guint i = 0; i < content->sequences->len; i++) {
        const PdfSequence *sequence = g_ptr_array_index(content->sequences, i);
        check_sequence(file, tree, page, parents, sequence);
        n_artifacts += pdf_sequence_is_artifact(sequence) && sequence->n_marks > 0;
    }
    /* Every page of ours has at least its running head. */
    if (n_artifacts == 0)
        pdf_file_fault(file, "artifact", "page %d: no ornament is one", page + 1);

    for (int mcid = 0; mcid < pdf_file_length(file, parents); mcid++) {
        const bool has_element =
            !pdf_file_is_null(file, qpdf_oh_get_array_item(file->qpdf, parents, mcid));
        if (count_sequences(content, mcid) != (has_element ? 1 : 0))
            pdf_file_fault(file, "parents", "page %d: mark %d is there %d times", page + 1, mcid,
                           count_sequences(content, mcid));
    }
}

/* From the other end: what elements say that they have. */
static void
check_elements(PdfFile *file, const PdfTree *tree, PdfContent *const *contents)
{
    for (guint i = 0; i < tree->elements->len; i++) {
        const PdfElement *element = pdf_tree_element(tree, (int)i);
        for (guint k = 0; k < element->marks->len; k++) {
            const PdfMark *mark = &g_array_index(element->marks, PdfMark, k);
            if (mark->page < 0 || count_sequences(contents[mark->page], mark->mcid) != 1)
                pdf_file_fault(file, "parents",
                               "page %d: a %s has mark %d, which is not there once", mark->page + 1,
                               element->type, mark->mcid);
        }
    }
}

/* --- annotations --- */

static void
check_annotation(PdfFile *file, const PdfTree *tree, int page, qpdf_oh annotation)
{
    g_autofree char *kind = pdf_file_name(file, pdf_file_get(file, annotation, "/Subtype"));
    g_autofree char *words = pdf_file_text(file, pdf_file_get(file, annotation, "/Contents"));
    const int flags = pdf_file_integer(file, pdf_file_get(file, annotation, "/F"), 0);
    const int key = pdf_file_integer(file, pdf_file_get(file, annotation, "/StructParent"), -1);
    const PdfElement *element = pdf_tree_find(tree, file, pdf_file_parent(file, key));

    if (strcmp(kind, "Link") != 0)
        pdf_file_fault(file, "annotation", "page %d: a %s", page + 1, kind);
    if (words == NULL || words[0] == '\0')
        pdf_file_fault(file, "annotation", "page %d: a link says nothing", page + 1);
    if ((flags & PRINT) == 0 || (flags & (INVISIBLE | HIDDEN | NO_VIEW | TOGGLE_NO_VIEW)) != 0)
        pdf_file_fault(file, "annotation", "page %d: flags %d hide it", page + 1, flags);
    if (element == NULL || !pdf_element_is(element, "Link") || element->n_annotations == 0)
        pdf_file_fault(file, "annotation", "page %d: outside every Link", page + 1);
}

void
rules_of_pages(PdfFile *file, const PdfTree *tree, PdfContent *const *contents)
{
    for (int page = 0; page < pdf_file_n_pages(file); page++) {
        qpdf_oh annotations = pdf_file_get(file, pdf_file_page(file, page), "/Annots");
        check_page(file, page);
        check_marks(file, tree, page, contents[page]);
        for (int i = 0; i < pdf_file_length(file, annotations); i++)
            check_annotation(file, tree, page, qpdf_oh_get_array_item(file->qpdf, annotations, i));
    }
    check_elements(file, tree, contents);
}
