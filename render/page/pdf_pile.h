/* Finished PDFs one after another in one file, to be printed in one go on both sides: each starts on a
 * sheet of its own. Pages stay as they are, with their text and fonts; the tags, which tie a page to
 * its own file, do not come along: the pile is for paper. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct PdfPile PdfPile;

PdfPile *pdf_pile_new(void);
void pdf_pile_free(PdfPile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PdfPile, pdf_pile_free)

/* All pages of `pdf`, and a blank one after an odd number of them. `password` opens it; NULL for none.
 * PAGE_ERROR_DRAW when it cannot be read. */
bool pdf_pile_add(PdfPile *self, GBytes *pdf, const char *password, GError **error);
/* The whole, never encrypted; `title` is for the window. The same pile gives the same bytes. */
GBytes *pdf_pile_write(PdfPile *self, const char *title, GError **error);
