/* The links of a PDF: each as an annotation over its words, known to the structure tree. cairo's own
 * would let an address with a parenthesis write objects of its choice; here it is a string. */
#pragma once

#include <qpdf/qpdf-c.h>

#include "render/page/display_list.h"

/* Completes `element`, drawn from the link that the operation `open` opens, on `page` (from 0).
 * ISO 32000-1, 12.5.6.5 and 14.7.4.4; ISO 14289-1, 7.18.5. */
void pdf_link_finish(qpdf_data qpdf, qpdf_oh element, const DisplayList *list, guint open, int page,
                     double page_height_mm);
