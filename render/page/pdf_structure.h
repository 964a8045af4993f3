/* The structure tree of a PDF, completed from the display list that it was drawn from: language,
 * alternative texts, the scope of header cells, the place of figures and tables, links; artifacts out. */
#pragma once

#include <qpdf/qpdf-c.h>
#include <stdbool.h>

#include "render/page/canvas.h"
#include "render/page/display_list.h"

/* False when the tree does not follow the list. */
bool pdf_structure_finish(qpdf_data qpdf, const DisplayList *list, const char *language,
                          double page_height_mm);
