/* The dossier of a theme, for whoever leads the meeting: the validated reading, from Markdown, in two
 * columns. A4 landscape, as many pages as it takes. */
#pragma once

#include "render/document/frame.h"

/* Whether the theme's dossier can be printed in that language: PAGE_ERROR_TEXT "file:line: what"
 * otherwise. A theme without one can. */
bool dossier_check(const Theme *theme, Language language, GError **error);
/* Pages that it takes for the group; 0 without a dossier or where it cannot be printed. */
int dossier_n_pages(const DocumentContext *context, size_t group, const Theme *theme);
/* A fault of the frame's canvas where it cannot be printed. */
void dossier_draw(Frame *frame, size_t group, const Theme *theme);
