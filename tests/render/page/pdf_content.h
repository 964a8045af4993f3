/* What the content of one page draws: its marked sequences, each with how many marks it makes, and the
 * codes that it shows in each font. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "tests/render/page/pdf_file.h"

typedef struct {
    char *tag;
    int mcid;    /* -1 without one */
    int n_marks; /* paths painted and texts shown */
} PdfSequence;

typedef struct {
    GPtrArray *sequences; /* PdfSequence*, in the order of the content */
    GHashTable *codes;    /* name of a font in the page's resources -> GByteArray* */
} PdfContent;

/* Adds what is wrong in the content alone: "content" for marks outside every sequence and sequences
 * that do not nest, "operator" for what is none or is out of place, "colour" for a colour that the
 * output intent does not cover. */
PdfContent *pdf_content_read(PdfFile *file, int page);
void pdf_content_free(PdfContent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PdfContent, pdf_content_free)
bool pdf_sequence_is_artifact(const PdfSequence *self);
