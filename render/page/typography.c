#include "render/page/typography.h"

#include <glib.h>
#include <stdbool.h>
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

/* Whether what is written so far ends where a word, a quotation or a number would begin. */
static bool
is_at_beginning(const GString *written)
{
    static const char *const OPENING[] = {" ", "\n", "(", "[", NARROW_SPACE, FIXED_SPACE, "«", "*"};
    for (size_t i = 0; i < G_N_ELEMENTS(OPENING); i++)
        if (g_str_has_suffix(written->str, OPENING[i]))
            return true;
    return written->len == 0;
}

/* A space between groups of thousands, as in "1 000": one to three digits before it, three after. */
static bool
parts_thousands(const GString *written, const char *next)
{
    size_t before = 0;
    while (before < written->len && g_ascii_isdigit(written->str[written->len - before - 1]))
        before++;
    return before >= 1 && before <= 3 && strspn(next, "0123456789") == 3;
}

static const char *
french_space(const GString *written, const char *next)
{
    if (parts_thousands(written, next))
        return NARROW_SPACE;
    const char *space = space_before(next);
    return space != NULL ? space : space_after(written);
}

/* NULL where the text is all there is to see, and could be the beginning or the end of one. */
static const char *
quotation_mark(Language language, const GString *written, const char *next)
{
    const bool opens = is_at_beginning(written);
    if (opens && strchr(" \n,.;:)", *next) != NULL) /* or the end */
        return NULL;
    if (language == LANGUAGE_FR)
        return opens ? "«" FIXED_SPACE : FIXED_SPACE "»";
    return opens ? "“" : "”";
}

/* What stands in the text instead of the sign at `at`, or NULL where it stays. */
static const char *
replacement(Language language, const GString *written, const char *at)
{
    switch (*at) {
    case ' ':
        return language == LANGUAGE_FR ? french_space(written, at + 1) : NULL;
    case '\'':
        return language != LANGUAGE_FR && written->len > 0 && is_at_beginning(written) ? "‘" : "’";
    case '"':
        return quotation_mark(language, written, at + 1);
    case '-':
        return g_ascii_isdigit(at[1]) && is_at_beginning(written) ? "\u2212" : NULL;
    default:
        return NULL;
    }
}

char *
typography_apply(Language language, const char *text)
{
    GString *written = g_string_new(NULL);
    for (const char *at = text; *at != '\0'; at++) {
        const char *instead = replacement(language, written, at);
        if (instead != NULL) {
            g_string_append(written, instead);
        } else if (g_str_has_prefix(at, "...")) {
            g_string_append(written, "…");
            at += 2;
        } else {
            g_string_append_c(written, *at);
        }
    }
    return g_string_free(written, FALSE);
}
