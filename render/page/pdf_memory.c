#include "render/page/pdf_memory.h"

#include "engine/words/words.h"
#include "render/page/typesetter.h"

static void
set_fault(qpdf_data qpdf, const char *what, GError **error)
{
    g_set_error(error, PAGE_ERROR, PAGE_ERROR_DRAW, "%s: %s", what,
                qpdf_has_error(qpdf) ? qpdf_get_error_full_text(qpdf, qpdf_get_error(qpdf))
                                     : _("qpdf refused it"));
}

qpdf_data
pdf_memory_open(GBytes *pdf, const char *password, GError **error)
{
    qpdf_data qpdf = qpdf_init();
    qpdf_silence_errors(qpdf);
    qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);

    gsize n = 0;
    const char *bytes = g_bytes_get_data(pdf, &n);
    if ((qpdf_read_memory(qpdf, "PDF", bytes, n, password) & QPDF_ERRORS) == 0)
        return qpdf;
    set_fault(qpdf, _("the PDF could not be read"), error);
    qpdf_cleanup(&qpdf);
    return NULL;
}

GBytes *
pdf_memory_write(qpdf_data qpdf, GError **error)
{
    if ((qpdf_write(qpdf) & QPDF_ERRORS) != 0 || qpdf_has_error(qpdf)) {
        set_fault(qpdf, _("the PDF could not be written"), error);
        return NULL;
    }
    return g_bytes_new(qpdf_get_buffer(qpdf), qpdf_get_buffer_length(qpdf));
}
