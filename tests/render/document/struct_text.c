#include "tests/render/document/struct_text.h"

#include <check.h>
#include <string.h>

#include "tests/render/document/pdf_words.h"

static void
clear_line(gpointer data)
{
    StructLine *line = data;
    g_free(line->type);
    g_free(line->text);
}

/* "    H1 (block)" and "        Figure:" are elements, two blanks a level; "/Scope /Row" under one is
 * an attribute, a quoted line its text. */
static void
add_line(GArray *lines, const char *line)
{
    const size_t blanks = strspn(line, " ");
    const char *start = line + blanks;
    if (start[0] == '"' && lines->len > 0) {
        StructLine *last = &g_array_index(lines, StructLine, lines->len - 1);
        g_autofree char *quoted = g_strndup(start + 1, strlen(start) - 1);
        g_autofree char *before = last->text;
        const size_t n = strlen(quoted);
        if (n > 0 && quoted[n - 1] == '"')
            quoted[n - 1] = '\0';
        last->text = g_strconcat(before, quoted, NULL);
    } else if (g_ascii_isupper(start[0])) {
        StructLine element = {(int)blanks / 2, g_strndup(start, strcspn(start, " :")),
                              g_strdup("")};
        g_array_append_val(lines, element);
    }
}

GArray *
struct_text_read(GBytes *pdf)
{
    g_autofree char *output = pdf_run(pdf, "pdfinfo -struct-text %");
    g_auto(GStrv) split = g_strsplit(output, "\n", -1);
    GArray *lines = g_array_new(FALSE, FALSE, sizeof(StructLine));
    g_array_set_clear_func(lines, clear_line);
    for (char **line = split; *line != NULL; line++)
        add_line(lines, *line);
    ck_assert_msg(lines->len > 1, "no structure: %s", output);
    return lines;
}
