/* Finished PDFs in memory, opened with qpdf and written again: what the pile and the seal share. */
#pragma once

#include <glib.h>
#include <qpdf/qpdf-c.h>

/* NULL with PAGE_ERROR_DRAW when it cannot be read, or not with that password (NULL: none). `pdf` must
 * outlive the result, which the caller ends with qpdf_cleanup. */
qpdf_data pdf_memory_open(GBytes *pdf, const char *password, GError **error);
/* After qpdf_init_write_memory and what else is to be set. */
GBytes *pdf_memory_write(qpdf_data qpdf, GError **error);
