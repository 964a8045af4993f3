#include "engine/model/identifier.h"

#include <glib.h>
#include <string.h>

bool
identifier_is_good(const char *text, bool capitals)
{
    for (const char *c = text; *c != '\0'; c++)
        if (!g_ascii_islower(*c) && !g_ascii_isdigit(*c) && *c != '_' && *c != '-' &&
            !(capitals && g_ascii_isupper(*c)))
            return false;
    return *text != '\0' && strlen(text) <= 64;
}
