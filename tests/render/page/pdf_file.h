/* A PDF opened the way a reader's program would, with qpdf, and the list of what is wrong with it.
 * What the rules about accessible and archivable PDFs need in common. */
#pragma once

#include <glib.h>
#include <qpdf/qpdf-c.h>
#include <stdbool.h>

typedef struct {
    GBytes *bytes;
    qpdf_data qpdf;
    GPtrArray *faults; /* char*: "rule: what breaks it" */
} PdfFile;

/* Fails the running test when qpdf cannot read the file. */
PdfFile *pdf_file_open(GBytes *bytes);
void pdf_file_free(PdfFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PdfFile, pdf_file_free)

void pdf_file_fault(PdfFile *self, const char *rule, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Along keys separated by spaces: "/MarkInfo /Marked". A null object where one is missing. */
qpdf_oh pdf_file_get(const PdfFile *self, qpdf_oh dictionary, const char *keys);
bool pdf_file_is_null(const PdfFile *self, qpdf_oh object);
bool pdf_file_is_true(const PdfFile *self, qpdf_oh object);
/* Without the slash; "" where it is no name. The caller frees these three. */
char *pdf_file_name(const PdfFile *self, qpdf_oh object);
char *pdf_file_text(const PdfFile *self, qpdf_oh object); /* UTF-8; NULL where it is no string */
char **pdf_file_keys(const PdfFile *self, qpdf_oh dictionary);
/* `missing` where it is no integer. */
int pdf_file_integer(const PdfFile *self, qpdf_oh object, int missing);
/* 0 where it is no array. */
int pdf_file_length(const PdfFile *self, qpdf_oh array);
/* Decoded, with a 0 after it that is not counted; NULL where it is no stream or a damaged one. */
GByteArray *pdf_file_stream(const PdfFile *self, qpdf_oh object);

int pdf_file_n_pages(const PdfFile *self);
qpdf_oh pdf_file_page(const PdfFile *self, int page); /* from 0 */
/* What the structure's parent tree holds under `key`. */
qpdf_oh pdf_file_parent(const PdfFile *self, int key);
