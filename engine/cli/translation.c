#include "engine/cli/translation.h"

#include <glib.h>
#include <libintl.h>
#include <locale.h>

#include "engine/cli/data_folder.h"
#include "engine/words/words.h"

void
translation_begin(void)
{
    /* Numbers are written and read in the C locale by everybody, whatever a library may set. */
    setlocale(LC_ALL, "C");
    /* The C library and libpq turn their own messages into the character set of this category. */
    setlocale(LC_CTYPE, "C.UTF-8");
    setlocale(LC_MESSAGES, "");
    g_autofree char *folder = data_catalogues();
    bindtextdomain(GETTEXT_PACKAGE, folder);
    bind_textdomain_codeset(GETTEXT_PACKAGE, "UTF-8");
    textdomain(GETTEXT_PACKAGE);
    /* GLib settles at the first message whether it translates at all, which may change errno: not
     * when a fault is being worded. */
    (void)_("note: %s\n");
}
