#include "render/document/html.h"

#include "render/page/typography.h"

char *
html_escape(const char *text)
{
    return g_markup_escape_text(text, -1);
}

void
html_put_text(GString *html, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text, "^", -1);
    for (int i = 0; parts[i] != NULL; i++) {
        g_autofree char *escaped = html_escape(parts[i]);
        g_string_append_printf(html, i % 2 == 1 ? "<sup>%s</sup>" : "%s", escaped);
    }
}

void
html_put_element(GString *html, const char *tag, const char *attributes, const char *text)
{
    g_string_append_printf(html, "<%s%s>", tag, attributes);
    html_put_text(html, text);
    g_string_append_printf(html, "</%s>\n", tag);
}

void
html_put_data(GString *html, Language language, const char *tag, const char *attributes,
              const char *text)
{
    g_autofree char *typographic = typography_apply(language, text);
    g_autofree char *escaped = html_escape(typographic);
    g_string_append_printf(html, "<%s%s>%s</%s>\n", tag, attributes, escaped, tag);
}
