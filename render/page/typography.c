#include "render/page/typography.h"

#include <glib.h>
#include <string.h>

#define NARROW_SPACE "\u202F"
#define FIXED_SPACE "\u00A0"

typedef struct {
    const char *sign;
    const char *space;
} SpaceRule;

/* What a space becomes before these signs. */
static const SpaceRule BEFORE[] = {
    {";", NARROW_SPACE}, {"!", NARROW_SPACE}, {"?", NARROW_SPACE}, {":", FIXED_SPACE},
    {"%", FIXED_SPACE},  {"»", FIXED_SPACE},  {"€", FIXED_SPACE},
};
/* And after these. */
static const SpaceRule AFTER[] = {{"«", FIXED_SPACE}, {"n°", FIXED_SPACE}, {"N°", FIXED_SPACE}};

static const char *
space_before(const char *next)
{
    for (size_t i = 0; i < G_N_ELEMENTS(BEFORE); i++)
        if (g_str_has_prefix(next, BEFORE[i].sign))
            return BEFORE[i].space;
    return NULL;
}

static const char *
space_after(const GString *written)
{
    for (size_t i = 0; i < G_N_ELEMENTS(AFTER); i++)
        if (g_str_has_suffix(written->str, AFTER[i].sign))
            return AFTER[i].space;
    return NULL;
}

char *
typography_apply(Language language, const char *text)
{
    if (language != LANGUAGE_FR)
        return g_strdup(text);

    GString *written = g_string_new(NULL);
    for (const char *at = text; *at != '\0'; at++) {
        const char *space = NULL;
        if (*at == ' ') {
            space = space_before(at + 1);
            if (space == NULL)
                space = space_after(written);
        }
        if (space != NULL)
            g_string_append(written, space);
        else if (*at == '\'')
            g_string_append(written, "’");
        else
            g_string_append_c(written, *at);
    }
    return g_string_free(written, FALSE);
}
