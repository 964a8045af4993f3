#include "tests/render/page/pdf_file.h"

#include <check.h>
#include <stdlib.h>

PdfFile *
pdf_file_open(GBytes *bytes)
{
    PdfFile *self = g_new0(PdfFile, 1);
    gsize n = 0;
    const char *start = g_bytes_get_data(bytes, &n);
    self->bytes = g_bytes_ref(bytes);
    self->faults = g_ptr_array_new_with_free_func(g_free);
    self->qpdf = qpdf_init();
    qpdf_silence_errors(self->qpdf);
    qpdf_set_suppress_warnings(self->qpdf, QPDF_TRUE);
    ck_assert_int_eq(qpdf_read_memory(self->qpdf, "document", start, n, NULL), QPDF_SUCCESS);
    return self;
}

void
pdf_file_free(PdfFile *self)
{
    if (self == NULL)
        return;
    qpdf_cleanup(&self->qpdf);
    g_ptr_array_unref(self->faults);
    g_bytes_unref(self->bytes);
    g_free(self);
}

void
pdf_file_fault(PdfFile *self, const char *rule, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *what = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_ptr_array_add(self->faults, g_strdup_printf("%s: %s", rule, what));
}

qpdf_oh
pdf_file_get(const PdfFile *self, qpdf_oh dictionary, const char *keys)
{
    g_auto(GStrv) path = g_strsplit(keys, " ", -1);
    qpdf_oh object = dictionary;
    for (char **key = path; *key != NULL; key++)
        object = qpdf_oh_is_dictionary(self->qpdf, object)
                     ? qpdf_oh_get_key(self->qpdf, object, *key)
                     : qpdf_oh_new_null(self->qpdf);
    return object;
}

bool
pdf_file_is_null(const PdfFile *self, qpdf_oh object)
{
    return qpdf_oh_is_null(self->qpdf, object);
}

bool
pdf_file_is_true(const PdfFile *self, qpdf_oh object)
{
    return qpdf_oh_is_bool(self->qpdf, object) && qpdf_oh_get_bool_value(self->qpdf, object);
}

char *
pdf_file_name(const PdfFile *self, qpdf_oh object)
{
    return g_strdup(qpdf_oh_is_name(self->qpdf, object) ? qpdf_oh_get_name(self->qpdf, object) + 1
                                                        : "");
}

char *
pdf_file_text(const PdfFile *self, qpdf_oh object)
{
    return qpdf_oh_is_string(self->qpdf, object)
               ? g_strdup(qpdf_oh_get_utf8_value(self->qpdf, object))
               : NULL;
}

char **
pdf_file_keys(const PdfFile *self, qpdf_oh dictionary)
{
    GPtrArray *keys = g_ptr_array_new();
    if (qpdf_oh_is_dictionary(self->qpdf, dictionary)) {
        qpdf_oh_begin_dict_key_iter(self->qpdf, dictionary);
        while (qpdf_oh_dict_more_keys(self->qpdf))
            g_ptr_array_add(keys, g_strdup(qpdf_oh_dict_next_key(self->qpdf)));
    }
    g_ptr_array_add(keys, NULL);
    return (char **)g_ptr_array_free(keys, FALSE);
}

int
pdf_file_integer(const PdfFile *self, qpdf_oh object, int missing)
{
    return qpdf_oh_is_integer(self->qpdf, object) ? qpdf_oh_get_int_value_as_int(self->qpdf, object)
                                                  : missing;
}

int
pdf_file_length(const PdfFile *self, qpdf_oh array)
{
    return qpdf_oh_is_array(self->qpdf, array) ? qpdf_oh_get_array_n_items(self->qpdf, array) : 0;
}

GByteArray *
pdf_file_stream(const PdfFile *self, qpdf_oh object)
{
    unsigned char *data = NULL;
    size_t n = 0;
    QPDF_BOOL decoded = QPDF_FALSE;
    if (!qpdf_oh_is_stream(self->qpdf, object) ||
        (qpdf_oh_get_stream_data(self->qpdf, object, qpdf_dl_generalized, &decoded, &data, &n) &
         QPDF_ERRORS) != 0 ||
        !decoded) {
        free(data);
        return NULL;
    }
    GByteArray *bytes = g_byte_array_new();
    g_byte_array_append(bytes, data, (guint)n);
    g_byte_array_append(bytes, (const guint8 *)"", 1);
    g_byte_array_set_size(bytes, (guint)n);
    free(data);
    return bytes;
}

int
pdf_file_n_pages(const PdfFile *self)
{
    return qpdf_get_num_pages(self->qpdf);
}

qpdf_oh
pdf_file_page(const PdfFile *self, int page)
{
    return qpdf_get_page_n(self->qpdf, (size_t)page);
}

qpdf_oh
pdf_file_parent(const PdfFile *self, int key)
{
    qpdf_oh numbers =
        pdf_file_get(self, qpdf_get_root(self->qpdf), "/StructTreeRoot /ParentTree /Nums");
    for (int i = 0; i + 1 < pdf_file_length(self, numbers); i += 2)
        if (pdf_file_integer(self, qpdf_oh_get_array_item(self->qpdf, numbers, i), -1) == key)
            return qpdf_oh_get_array_item(self->qpdf, numbers, i + 1);
    return qpdf_oh_new_null(self->qpdf);
}
