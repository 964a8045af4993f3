#include "render/page/pdf_seal.h"

#include <stdlib.h>
#include <string.h>

#include "render/page/pdf_memory.h"

/* The metadata without `<pdfaid:...>...</pdfaid:...>`, the elements that say which part of PDF/A a
 * file keeps (ISO 19005-2, 6.6.4). Nothing else is touched. */
static char *
without_claim(const char *metadata)
{
    g_autoptr(GRegex) claim = g_regex_new("<(pdfaid:[a-z]+)>[^<]*</\\1>", 0, 0, NULL);
    return g_regex_replace_literal(claim, metadata, -1, 0, "", 0, NULL);
}

static void
drop_claim(qpdf_data qpdf)
{
    qpdf_oh stream = qpdf_oh_get_key(qpdf, qpdf_get_root(qpdf), "/Metadata");
    unsigned char *bytes = NULL;
    size_t n = 0;
    if (!qpdf_oh_is_stream(qpdf, stream) ||
        (qpdf_oh_get_stream_data(qpdf, stream, qpdf_dl_generalized, NULL, &bytes, &n) &
         QPDF_ERRORS) != 0)
        return;
    g_autofree char *metadata = g_strndup((const char *)bytes, n);
    free(bytes);
    g_autofree char *rest = without_claim(metadata);
    if (rest != NULL && strcmp(rest, metadata) != 0)
        qpdf_oh_replace_stream_data(qpdf, stream, (const unsigned char *)rest, strlen(rest),
                                    qpdf_oh_new_null(qpdf), qpdf_oh_new_null(qpdf));
}

GBytes *
pdf_seal(GBytes *pdf, const char *password, GError **error)
{
    qpdf_data qpdf = pdf_memory_open(pdf, NULL, error);
    if (qpdf == NULL)
        return NULL;
    drop_claim(qpdf);
    qpdf_init_write_memory(qpdf);
    qpdf_set_r6_encryption_parameters2(qpdf, password, password, QPDF_TRUE, QPDF_TRUE, QPDF_TRUE,
                                       QPDF_TRUE, QPDF_TRUE, QPDF_TRUE, qpdf_r3p_full, QPDF_TRUE);
    GBytes *sealed = pdf_memory_write(qpdf, error);
    qpdf_cleanup(&qpdf);
    return sealed;
}

/* What a PDF says, whether sealed or not, in a form that can be compared. */
static GBytes *
said_by(qpdf_data qpdf)
{
    drop_claim(qpdf);
    /* What comes with the encryption, and the identifier. */
    qpdf_oh_remove_key(qpdf, qpdf_get_root(qpdf), "/Extensions");
    qpdf_oh_remove_key(qpdf, qpdf_get_trailer(qpdf), "/ID");
    qpdf_init_write_memory(qpdf);
    qpdf_force_pdf_version(qpdf, "1.7");
    qpdf_set_preserve_encryption(qpdf, QPDF_FALSE);
    qpdf_set_deterministic_ID(qpdf, QPDF_TRUE);
    return pdf_memory_write(qpdf, NULL);
}

bool
pdf_seal_holds(GBytes *sealed, const char *password, GBytes *pdf)
{
    qpdf_data there = pdf_memory_open(sealed, password, NULL);
    if (there == NULL)
        return false;
    g_autoptr(GBytes) old = qpdf_is_encrypted(there) ? said_by(there) : NULL;
    qpdf_cleanup(&there);
    qpdf_data wanted = old == NULL ? NULL : pdf_memory_open(pdf, NULL, NULL);
    if (wanted == NULL)
        return false;
    g_autoptr(GBytes) new = said_by(wanted);
    qpdf_cleanup(&wanted);
    return new != NULL &&g_bytes_equal(old, new);
}
