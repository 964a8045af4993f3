/* What no object of an archived file may hold, wherever it stands: ISO 19005-2, 6.1.7, 6.1.13, 6.2.4,
 * 6.2.5, 6.2.8 to 6.2.10, 6.4, 6.5, 6.8, 6.10 and 6.11. */
#include <math.h>
#include <string.h>

#include "tests/render/page/accessible_rules.h"

static const struct {
    const char *key, *rule;
} FORBIDDEN[] = {
    {"/AA", "actions"},
    {"/JS", "actions"},
    {"/JavaScript", "actions"},
    {"/OpenAction", "actions"},
    {"/AcroForm", "actions"},
    {"/NeedsRendering", "actions"},
    {"/Requirements", "actions"},
    {"/PresSteps", "actions"},
    {"/AlternatePresentations", "actions"},
    {"/EF", "actions"},
    {"/Ref", "graphics"},
    {"/PS", "graphics"},
    {"/OPI", "graphics"},
    {"/Alternates", "graphics"},
    {"/TR", "graphics"},
    {"/HTP", "graphics"},
    {"/Perms", "actions"},
    {"/OCProperties", "graphics"},
};

static const char *const ACTIONS[] = {"Launch",     "Sound",      "Movie",       "ResetForm",
                                      "ImportData", "Hide",       "SetOCGState", "Rendition",
                                      "Trans",      "GoTo3DView", "JavaScript"};
static const char *const STREAM_KEYS[] = {"/F", "/FFilter", "/FDecodeParms"};

#define LONGEST_STRING 32767
#define LONGEST_NAME 127
#define LARGEST_REAL 3.403e38
#define SMALLEST_REAL 1.175e-38

static void check_object(PdfFile *file, qpdf_oh object, int number);

static void
check_dictionary(PdfFile *file, qpdf_oh dictionary, int number)
{
    for (size_t i = 0; i < G_N_ELEMENTS(FORBIDDEN); i++)
        if (qpdf_oh_has_key(file->qpdf, dictionary, FORBIDDEN[i].key))
            pdf_file_fault(file, FORBIDDEN[i].rule, "object %d has %s", number, FORBIDDEN[i].key);
    g_autofree char *kind = pdf_file_name(file, pdf_file_get(file, dictionary, "/S"));
    for (size_t i = 0; i < G_N_ELEMENTS(ACTIONS); i++)
        if (strcmp(kind, ACTIONS[i]) == 0)
            pdf_file_fault(file, "actions", "object %d is a %s", number, kind);
    if (strcmp(kind, "Transparency") == 0) {
        g_autofree char *space = pdf_file_name(file, pdf_file_get(file, dictionary, "/CS"));
        if (strcmp(space, "DeviceRGB") != 0)
            pdf_file_fault(file, "colour", "object %d blends in \"%s\"", number, space);
    }
    g_autofree char *blend = pdf_file_name(file, pdf_file_get(file, dictionary, "/BM"));
    if (blend[0] != '\0' && strcmp(blend, "Normal") != 0)
        pdf_file_fault(file, "graphics", "object %d blends as %s", number, blend);

    g_auto(GStrv) keys = pdf_file_keys(file, dictionary);
    for (char **key = keys; *key != NULL; key++) {
        qpdf_oh value = pdf_file_get(file, dictionary, *key);
        if (!qpdf_oh_is_indirect(file->qpdf, value))
            check_object(file, value, number);
    }
}

static void
check_stream(PdfFile *file, qpdf_oh stream, int number)
{
    qpdf_oh dictionary = qpdf_oh_get_dict(file->qpdf, stream);
    qpdf_oh filter = pdf_file_get(file, dictionary, "/Filter");
    g_autofree char *name = pdf_file_name(file, filter);
    if (!pdf_file_is_null(file, filter) && strcmp(name, "FlateDecode") != 0)
        pdf_file_fault(file, "filter", "object %d is packed by %s", number, name);
    for (size_t i = 0; i < G_N_ELEMENTS(STREAM_KEYS); i++)
        if (qpdf_oh_has_key(file->qpdf, dictionary, STREAM_KEYS[i]))
            pdf_file_fault(file, "filter", "object %d is kept in another file", number);
    check_dictionary(file, dictionary, number);
}

static void
check_scalar(PdfFile *file, qpdf_oh object, int number)
{
    if (qpdf_oh_is_name(file->qpdf, object)) {
        g_autofree char *name = pdf_file_name(file, object);
        if (strlen(name) > LONGEST_NAME || !g_utf8_validate(name, -1, NULL))
            pdf_file_fault(file, "limits", "object %d holds a name too long or not UTF-8", number);
        if (strcmp(name, "DeviceCMYK") == 0)
            pdf_file_fault(file, "colour", "object %d holds %s", number, name);
    } else if (qpdf_oh_is_string(file->qpdf, object)) {
        size_t length = 0;
        qpdf_oh_get_binary_string_value(file->qpdf, object, &length);
        if (length > LONGEST_STRING)
            pdf_file_fault(file, "limits", "object %d holds %zu bytes of string", number, length);
    } else if (qpdf_oh_is_number(file->qpdf, object)) {
        const double value = fabs(qpdf_oh_get_numeric_value(file->qpdf, object));
        const double largest = qpdf_oh_is_integer(file->qpdf, object) ? G_MAXINT32 : LARGEST_REAL;
        if (value > largest || (value > 0 && value < SMALLEST_REAL))
            pdf_file_fault(file, "limits", "object %d holds the number %g", number, value);
    }
}

static void
check_object(PdfFile *file, qpdf_oh object, int number)
{
    if (qpdf_oh_is_stream(file->qpdf, object)) {
        check_stream(file, object, number);
    } else if (qpdf_oh_is_dictionary(file->qpdf, object)) {
        check_dictionary(file, object, number);
    } else if (qpdf_oh_is_array(file->qpdf, object)) {
        for (int i = 0; i < pdf_file_length(file, object); i++) {
            qpdf_oh item = qpdf_oh_get_array_item(file->qpdf, object, i);
            if (!qpdf_oh_is_indirect(file->qpdf, item))
                check_object(file, item, number);
        }
    } else {
        check_scalar(file, object, number);
    }
}

void
rules_of_objects(PdfFile *file)
{
    qpdf_oh trailer = qpdf_get_trailer(file->qpdf);
    const int n = pdf_file_integer(file, pdf_file_get(file, trailer, "/Size"), 0);
    if (n < 10)
        pdf_file_fault(file, "header", "the trailer counts %d objects", n);
    for (int number = 1; number < n; number++)
        check_object(file, qpdf_get_object_by_id(file->qpdf, number, 0), number);
}
