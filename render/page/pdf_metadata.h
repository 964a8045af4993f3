/* What a PDF says of itself as a whole: its language and title, the standards that it keeps (PDF/A-2a
 * and PDF/UA-1), and what its colours mean. */
#pragma once

#include <glib.h>
#include <qpdf/qpdf-c.h>

#include "render/page/canvas.h"

/* `info` has a title and a language. `profile` is an RGB profile, deflated. */
void pdf_metadata_add(qpdf_data qpdf, const DocumentInfo *info, GBytes *profile);
