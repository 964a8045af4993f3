/* From the codes of a PDF's texts to characters. */
#pragma once

#include <glib.h>

/* Of WinAnsiEncoding (ISO 32000-1, annex D); 0 for a code that it leaves out. */
unsigned pdf_unicode_of_win_ansi(int code);
/* A ToUnicode map: code -> GString* of UTF-16BE. Empty for NULL. The caller unrefs it. */
GHashTable *pdf_unicode_read(const GByteArray *map);
