#include "tests/render/page/pdf_unicode.h"

#include "tests/render/page/pdf_tokens.h"

unsigned
pdf_unicode_of_win_ansi(int code)
{
    static const unsigned FROM_128[32] = {
        0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
    if (code < 32 || code == 127 || code > 255)
        return 0;
    return code >= 128 && code < 160 ? FROM_128[code - 128] : (unsigned)code;
}

static int
code_of(const GString *bytes)
{
    int code = 0;
    for (gsize i = 0; i < bytes->len; i++)
        code = code * 256 + (guchar)bytes->str[i];
    return code;
}

static void
string_free(gpointer string)
{
    g_string_free(string, TRUE);
}

static void
insert(GHashTable *characters, int code, const GString *units, int step)
{
    GString *copy = g_string_new_len(units->str, (gssize)units->len);
    if (copy->len > 0)
        copy->str[copy->len - 1] = (char)(copy->str[copy->len - 1] + step);
    g_hash_table_insert(characters, GINT_TO_POINTER(code), copy);
}

/* The strings between begin and end: pairs of code and characters, or first, last and characters. */
static void
take_strings(GHashTable *characters, const GPtrArray *strings, bool ranges)
{
    const guint size = ranges ? 3 : 2;
    for (guint i = 0; i + size <= strings->len; i += size) {
        const GString *const *entry = (const GString *const *)&strings->pdata[i];
        const int first = code_of(entry[0]);
        const int last = ranges ? code_of(entry[1]) : first;
        for (int code = first; code <= last; code++)
            insert(characters, code, entry[size - 1], code - first);
    }
}

GHashTable *
pdf_unicode_read(const GByteArray *map)
{
    GHashTable *characters = g_hash_table_new_full(NULL, NULL, NULL, string_free);
    g_autoptr(GPtrArray) strings = g_ptr_array_new_with_free_func(string_free);
    const char *at = map == NULL ? "" : (const char *)map->data;
    const char *end = map == NULL ? at : at + map->len;
    for (PdfTokenKind kind = TOKEN_NAME; kind != TOKEN_END && kind != TOKEN_BROKEN;) {
        PdfToken token = pdf_token_next(&at, end);
        kind = token.kind;
        if (kind == TOKEN_STRING) {
            g_ptr_array_add(strings, token.text);
            continue;
        }
        if (pdf_token_is(&token, TOKEN_OPERATOR, "endbfchar"))
            take_strings(characters, strings, false);
        else if (pdf_token_is(&token, TOKEN_OPERATOR, "endbfrange"))
            take_strings(characters, strings, true);
        if (kind == TOKEN_OPERATOR)
            g_ptr_array_set_size(strings, 0);
        pdf_token_clear(&token);
    }
    return characters;
}
