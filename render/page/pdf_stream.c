#include "render/page/pdf_stream.h"

qpdf_oh
pdf_stream_new(qpdf_data qpdf, const void *bytes, gsize n, const char *filter)
{
    qpdf_oh stream = qpdf_oh_new_stream(qpdf);
    qpdf_oh_replace_stream_data(qpdf, stream, bytes, n, qpdf_oh_parse(qpdf, filter),
                                qpdf_oh_new_null(qpdf));
    return stream;
}
