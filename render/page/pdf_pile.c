#include "render/page/pdf_pile.h"

#include <qpdf/qpdf-c.h>

#include "engine/words/words.h"
#include "render/page/pdf_memory.h"
#include "render/page/typesetter.h"

/* A PDF whose pages are in the pile: qpdf reads them from it while it writes. */
typedef struct {
    GBytes *pdf;
    qpdf_data qpdf;
} Source;

struct PdfPile {
    qpdf_data qpdf;
    GPtrArray *sources;
};

static void
source_free(gpointer data)
{
    Source *self = data;
    if (self->qpdf != NULL)
        qpdf_cleanup(&self->qpdf);
    g_bytes_unref(self->pdf);
    g_free(self);
}

PdfPile *
pdf_pile_new(void)
{
    PdfPile *self = g_new0(PdfPile, 1);
    self->qpdf = qpdf_init();
    qpdf_silence_errors(self->qpdf);
    qpdf_set_suppress_warnings(self->qpdf, QPDF_TRUE);
    qpdf_empty_pdf(self->qpdf);
    self->sources = g_ptr_array_new_with_free_func(source_free);
    return self;
}

void
pdf_pile_free(PdfPile *self)
{
    if (self == NULL)
        return;
    qpdf_cleanup(&self->qpdf);
    g_ptr_array_unref(self->sources);
    g_free(self);
}

/* Of the size of the page before. */
static bool
add_blank(PdfPile *self)
{
    const int n = qpdf_get_num_pages(self->qpdf);
    qpdf_oh before = qpdf_get_page_n(self->qpdf, (size_t)n - 1);
    qpdf_oh page = qpdf_oh_parse(self->qpdf, "<< /Type /Page /Resources << >> >>");
    qpdf_oh_replace_key(self->qpdf, page, "/MediaBox",
                        qpdf_oh_get_key(self->qpdf, before, "/MediaBox"));
    return (qpdf_add_page(self->qpdf, self->qpdf, qpdf_make_indirect_object(self->qpdf, page),
                          QPDF_FALSE) &
            QPDF_ERRORS) == 0;
}

static bool
add_pages(PdfPile *self, qpdf_data source)
{
    const int n = qpdf_get_num_pages(source);
    for (int i = 0; i < n; i++) {
        qpdf_oh page = qpdf_get_page_n(source, (size_t)i);
        /* They point into a structure tree that stays behind. */
        qpdf_oh_remove_key(source, page, "/StructParents");
        qpdf_oh_remove_key(source, page, "/Tabs");
        if ((qpdf_add_page(self->qpdf, source, page, QPDF_FALSE) & QPDF_ERRORS) != 0)
            return false;
    }
    return n % 2 == 0 || add_blank(self);
}

bool
pdf_pile_add(PdfPile *self, GBytes *pdf, const char *password, GError **error)
{
    qpdf_data qpdf = pdf_memory_open(pdf, password, error);
    if (qpdf == NULL)
        return false;
    Source *source = g_new(Source, 1);
    *source = (Source){g_bytes_ref(pdf), qpdf};
    g_ptr_array_add(self->sources, source);
    if (add_pages(self, qpdf))
        return true;
    g_set_error(error, PAGE_ERROR, PAGE_ERROR_DRAW, _("the pages could not be laid on the pile"));
    return false;
}

GBytes *
pdf_pile_write(PdfPile *self, const char *title, GError **error)
{
    qpdf_oh root = qpdf_get_root(self->qpdf);
    qpdf_oh info = qpdf_oh_new_dictionary(self->qpdf);
    qpdf_oh_replace_key(self->qpdf, info, "/Title", qpdf_oh_new_unicode_string(self->qpdf, title));
    qpdf_oh_replace_key(self->qpdf, info, "/Producer", qpdf_oh_new_string(self->qpdf, "miroir"));
    qpdf_oh_replace_key(self->qpdf, qpdf_get_trailer(self->qpdf), "/Info",
                        qpdf_make_indirect_object(self->qpdf, info));
    qpdf_oh_replace_key(self->qpdf, root, "/ViewerPreferences",
                        qpdf_oh_parse(self->qpdf, "<< /DisplayDocTitle true >>"));
    qpdf_init_write_memory(self->qpdf);
    qpdf_set_minimum_pdf_version(self->qpdf, "1.7");
    qpdf_set_deterministic_ID(self->qpdf, QPDF_TRUE);
    return pdf_memory_write(self->qpdf, error);
}
