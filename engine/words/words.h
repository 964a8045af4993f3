/* What marks a message of the program for translation, in every room. Never around the text of a
 * file that an edition holds: those come from templates/, and are the same in every locale. */
#pragma once

#include <glib.h>

/* The message in the user's language, or as it stands; owned by the catalogue. Not for "". */
#define _(message) g_dgettext(GETTEXT_PACKAGE, message)
/* Only marks the message, in a table; whoever prints it says _(). */
#define N_(message) message
/* The form of the message that goes with `n` of something. */
#define P_(one, many, n) g_dngettext(GETTEXT_PACKAGE, one, many, n)
