/* A new stream of a PDF that qpdf holds, from bytes that are packed already. */
#pragma once

#include <glib.h>
#include <qpdf/qpdf-c.h>

/* `bytes` are copied and stay as they are; `filter` says how they were packed: "/FlateDecode", or
 * "null". The object belongs to `qpdf`. */
qpdf_oh pdf_stream_new(qpdf_data qpdf, const void *bytes, gsize n, const char *filter);
