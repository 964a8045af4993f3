/* What cairo 1.16 leaves out of a PDF, added with qpdf so that it is one that can be read aloud
 * (PDF/UA-1, ISO 14289-1) and kept (PDF/A-2a, ISO 19005-2): language, alternative texts of figures,
 * the scope of header cells, artifacts that are no content, metadata, a colour space that is defined,
 * and an identifier that follows from the bytes. */
#pragma once

#include <glib.h>

#include "render/page/canvas.h"

/* `draft` is the PDF that cairo made of `canvas`. The same draft gives the same bytes.
 * PAGE_ERROR_DRAW when qpdf does not understand it. */
GBytes *pdf_finish(GBytes *draft, Canvas *canvas, GError **error);
