#include "tests/render/page/accessible.h"

#include "tests/render/page/accessible_rules.h"

GPtrArray *
pdf_faults(GBytes *pdf, const PdfExpectation *wanted)
{
    g_autoptr(PdfFile) file = pdf_file_open(pdf);
    g_autoptr(PdfTree) tree = pdf_tree_read(file);
    g_autoptr(GPtrArray) contents =
        g_ptr_array_new_with_free_func((GDestroyNotify)pdf_content_free);
    for (int i = 0; i < pdf_file_n_pages(file); i++)
        g_ptr_array_add(contents, pdf_content_read(file, i));
    PdfContent *const *pages = (PdfContent *const *)contents->pdata;

    rules_of_document(file, wanted);
    rules_of_metadata(file);
    rules_of_objects(file);
    rules_of_pages(file, tree, pages);
    rules_of_structure(file, tree, wanted);
    rules_of_fonts(file, pages);
    return g_ptr_array_ref(file->faults);
}
