/* A finished PDF under a password: AES-256 (ISO 32000-2, 7.6.4, revision 6), metadata included. Its
 * structure and its words stay; the claim to be PDF/A goes, which forbids encryption. Sealing draws
 * random numbers, so that no two sealed files have the same bytes. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* PAGE_ERROR_DRAW when qpdf refuses. Whoever has the password may do everything with the file. */
GBytes *pdf_seal(GBytes *pdf, const char *password, GError **error);
/* Whether `sealed` is encrypted, opens with the password and then says what `pdf` says, byte for byte:
 * a file that need not be sealed anew. False as well for anything that is no PDF. */
bool pdf_seal_holds(GBytes *sealed, const char *password, GBytes *pdf);
