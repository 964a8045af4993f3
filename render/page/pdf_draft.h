/* A canvas as the PDF that cairo 1.16 can write: tagged, but without what pdf_finish() adds. */
#pragma once

#include "render/page/canvas.h"
#include "render/page/memory_sink.h"

/* False with PAGE_ERROR_DRAW when cairo or the sink failed anywhere on the way. */
bool pdf_draft_write(Canvas *canvas, MemorySink *sink, GError **error);
