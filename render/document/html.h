/* Pieces of HTML: the one place where text becomes markup, so that no label, name or title of a
 * campaign can. All append to `html`. */
#pragma once

#include <glib.h>

#include "engine/model/language.h"

/* For content and for attributes in double quotes; the caller frees. */
char *html_escape(const char *text);
/* A text of the templates: its ^ marks become <sup>. */
void html_put_text(GString *html, const char *text);
/* `attributes` stands as it is, with its leading space, or is "". */
void html_put_element(GString *html, const char *tag, const char *attributes, const char *text);
/* Data in the language's typography: a ^ in it is no mark. */
void html_put_data(GString *html, Language language, const char *tag, const char *attributes,
                   const char *text);
