#include "engine/model/language.h"

#include <glib.h>
#include <string.h>

static const char *const codes[N_LANGUAGES] = {[LANGUAGE_FR] = "fr", [LANGUAGE_EN] = "en"};

const char *
local_text(const LocalText *text, Language language)
{
    if (text->by_language[language] != NULL)
        return text->by_language[language];
    for (int other = 0; other < N_LANGUAGES; other++)
        if (text->by_language[other] != NULL)
            return text->by_language[other];
    return "";
}

void
local_text_clear(LocalText *text)
{
    for (int i = 0; i < N_LANGUAGES; i++)
        g_clear_pointer(&text->by_language[i], g_free);
}

const char *
language_code(Language language)
{
    g_assert(language < N_LANGUAGES);
    return codes[language];
}

bool
language_parse(const char *code, Language *out_language)
{
    for (int i = 0; i < N_LANGUAGES; i++)
        if (strcmp(code, codes[i]) == 0) {
            *out_language = (Language)i;
            return true;
        }
    return false;
}
