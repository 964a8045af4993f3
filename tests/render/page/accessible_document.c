/* The file and its catalog: ISO 19005-2, 6.1 to 6.3 and 6.7; ISO 14289-1, 7.1 and 7.2. */
#include <string.h>

#include "tests/render/page/accessible_rules.h"

static void
check_bytes(PdfFile *file)
{
    static const char END[] = "%%EOF\n";
    gsize n = 0;
    const unsigned char *bytes = g_bytes_get_data(file->bytes, &n);
    g_assert(n > 32);
    if (memcmp(bytes, "%PDF-1.", 7) != 0 || bytes[7] > '7' || bytes[8] != '\n' || bytes[9] != '%')
        pdf_file_fault(file, "header", "the file does not begin as one of PDF 1.7");
    for (int i = 10; i < 14; i++)
        if (bytes[i] <= 127)
            pdf_file_fault(file, "header", "the second line does not say that bytes follow");
    if (memcmp(bytes + n - strlen(END), END, strlen(END)) != 0)
        pdf_file_fault(file, "header", "something follows the end of the file");
}

static void
check_trailer(PdfFile *file)
{
    qpdf_oh trailer = qpdf_get_trailer(file->qpdf);
    qpdf_oh id = pdf_file_get(file, trailer, "/ID");
    if (pdf_file_length(file, id) != 2)
        pdf_file_fault(file, "id", "the trailer has no identifier of two strings");
    for (int i = 0; i < pdf_file_length(file, id); i++) {
        size_t length = 0;
        qpdf_oh_get_binary_string_value(file->qpdf, qpdf_oh_get_array_item(file->qpdf, id, i),
                                        &length);
        if (length < 16)
            pdf_file_fault(file, "id", "an identifier is shorter than 16 bytes");
    }
    if (qpdf_is_encrypted(file->qpdf) ||
        !pdf_file_is_null(file, pdf_file_get(file, trailer, "/Encrypt")))
        pdf_file_fault(file, "encryption", "the file is encrypted");
}

static void
check_language(PdfFile *file, qpdf_oh object, const char *what, const char *wanted)
{
    g_autofree char *language = pdf_file_text(file, object);
    if (g_strcmp0(language, wanted) != 0)
        pdf_file_fault(file, "language", "%s is in \"%s\", not \"%s\"", what,
                       language == NULL ? "" : language, wanted);
}

static void
check_catalog(PdfFile *file, const PdfExpectation *wanted)
{
    qpdf_oh root = qpdf_get_root(file->qpdf);
    qpdf_oh tree = pdf_file_get(file, root, "/StructTreeRoot");
    qpdf_oh top = pdf_file_get(file, tree, "/K");
    if (qpdf_oh_is_array(file->qpdf, top))
        top = qpdf_oh_get_array_item(file->qpdf, top, 0);
    check_language(file, pdf_file_get(file, root, "/Lang"), "the catalog", wanted->language);
    check_language(file, pdf_file_get(file, top, "/Lang"), "the document", wanted->language);

    if (!pdf_file_is_true(file, pdf_file_get(file, root, "/MarkInfo /Marked")))
        pdf_file_fault(file, "marked", "the catalog does not say that the file is tagged");
    if (pdf_file_is_true(file, pdf_file_get(file, root, "/MarkInfo /Suspects")))
        pdf_file_fault(file, "marked", "the tags are called suspect");
    if (!pdf_file_is_true(file, pdf_file_get(file, root, "/ViewerPreferences /DisplayDocTitle")))
        pdf_file_fault(file, "viewer", "the title is not what a window is to show");
}

/* --- the output intent --- */

/* ICC.1, table 17: size at 0, class at 12, colour space at 16, signature at 36; and a description of
 * any form, in which we look for the name alone. */
static void
check_profile(PdfFile *file, qpdf_oh stream)
{
    g_autoptr(GByteArray) profile = pdf_file_stream(file, stream);
    if (profile == NULL || profile->len < 128) {
        pdf_file_fault(file, "intent", "there is no colour profile");
        return;
    }
    const guint8 *bytes = profile->data;
    const guint32 size =
        ((guint32)bytes[0] << 24) | ((guint32)bytes[1] << 16) | ((guint32)bytes[2] << 8) | bytes[3];
    if (size != profile->len || memcmp(bytes + 36, "acsp", 4) != 0 || bytes[8] >= 5)
        pdf_file_fault(file, "intent", "the colour profile is not whole");
    if (memcmp(bytes + 12, "mntr", 4) != 0 || memcmp(bytes + 16, "RGB ", 4) != 0 ||
        memmem(bytes, profile->len, "sRGB", 4) == NULL)
        pdf_file_fault(file, "intent", "the colour profile is not sRGB");
    if (pdf_file_integer(file, pdf_file_get(file, qpdf_oh_get_dict(file->qpdf, stream), "/N"), 0) !=
        3)
        pdf_file_fault(file, "intent", "the colour profile is not said to have three colours");
}

static void
check_intent(PdfFile *file)
{
    qpdf_oh intents = pdf_file_get(file, qpdf_get_root(file->qpdf), "/OutputIntents");
    if (pdf_file_length(file, intents) != 1) {
        pdf_file_fault(file, "intent", "there is not one output intent");
        return;
    }
    qpdf_oh intent = qpdf_oh_get_array_item(file->qpdf, intents, 0);
    g_autofree char *standard = pdf_file_name(file, pdf_file_get(file, intent, "/S"));
    g_autofree char *condition =
        pdf_file_text(file, pdf_file_get(file, intent, "/OutputConditionIdentifier"));
    if (strcmp(standard, "GTS_PDFA1") != 0)
        pdf_file_fault(file, "intent", "the output intent is for %s", standard);
    if (condition == NULL || condition[0] == '\0')
        pdf_file_fault(file, "intent", "the output intent has no name");
    check_profile(file, pdf_file_get(file, intent, "/DestOutputProfile"));
}

void
rules_of_document(PdfFile *file, const PdfExpectation *wanted)
{
    check_bytes(file);
    check_trailer(file);
    check_catalog(file, wanted);
    check_intent(file);
}
