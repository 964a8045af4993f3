#include "tests/render/document/pdf_words.h"

#include <check.h>
#include <glib/gstdio.h>
#include <stdbool.h>
#include <string.h>

char *
pdf_run(GBytes *pdf, const char *arguments)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = NULL;
    g_autofree char *output = NULL;
    g_autofree char *complaint = NULL;
    int status = 0;
    gsize size = 0;
    const char *bytes = g_bytes_get_data(pdf, &size);

    const int handle = g_file_open_tmp("miroir-XXXXXX.pdf", &path, &error);
    ck_assert_msg(handle >= 0, "%s", error == NULL ? "" : error->message);
    g_close(handle, NULL);
    ck_assert(g_file_set_contents(path, bytes, (gssize)size, NULL));

    g_auto(GStrv) words = g_strsplit(arguments, " ", -1);
    for (int i = 0; words[i] != NULL; i++)
        if (strcmp(words[i], "%") == 0) {
            g_free(words[i]);
            words[i] = g_strdup(path);
        }
    const gboolean ran = g_spawn_sync(NULL, words, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output,
                                      &complaint, &status, &error);
    g_unlink(path);
    ck_assert_msg(ran, "%s", error == NULL ? "" : error->message);
    ck_assert_msg(g_spawn_check_wait_status(status, NULL), "%s: %s%s", arguments, output,
                  complaint);
    return g_steal_pointer(&output);
}

static void
word_free(gpointer data)
{
    PdfWord *self = data;
    g_free(self->text);
    g_free(self);
}

/* The number after `name="`. */
static double
attribute(const char *line, const char *name)
{
    g_autofree char *start = g_strconcat(name, "=\"", NULL);
    const char *at = strstr(line, start);
    if (at == NULL)
        ck_abort_msg("no %s in %s", name, line);
    return g_ascii_strtod(at + strlen(start), NULL);
}

static char *
unescape(const char *text)
{
    static const char *const SIGNS[][2] = {
        {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&apos;", "'"}, {"&amp;", "&"}};
    GString *plain = g_string_new(text);
    for (size_t i = 0; i < G_N_ELEMENTS(SIGNS); i++)
        g_string_replace(plain, SIGNS[i][0], SIGNS[i][1], 0);
    return g_string_free(plain, FALSE);
}

GPtrArray *
pdf_words(GBytes *pdf)
{
    g_autofree char *html = pdf_run(pdf, "pdftotext -bbox % -");
    g_auto(GStrv) lines = g_strsplit(html, "\n", -1);
    GPtrArray *words = g_ptr_array_new_with_free_func(word_free);
    int page = 0;
    double width = 0, height = 0;

    for (int i = 0; lines[i] != NULL; i++) {
        if (strstr(lines[i], "<page ") != NULL) {
            page++;
            width = attribute(lines[i], "width");
            height = attribute(lines[i], "height");
        }
        const char *word = strstr(lines[i], "<word ");
        if (word == NULL)
            continue;
        const char *start = strchr(word, '>') + 1;
        g_autofree char *escaped = g_strndup(start, (gsize)(strstr(start, "</word>") - start));
        PdfWord *found = g_new0(PdfWord, 1);
        *found = (PdfWord){.page = page,
                           .left = attribute(word, "xMin"),
                           .top = attribute(word, "yMin"),
                           .right = attribute(word, "xMax"),
                           .bottom = attribute(word, "yMax"),
                           .page_width = width,
                           .page_height = height,
                           .text = unescape(escaped)};
        g_ptr_array_add(words, found);
    }
    return words;
}

char *
pdf_text(GBytes *pdf)
{
    g_autoptr(GPtrArray) words = pdf_words(pdf);
    GString *text = g_string_new(" ");
    for (guint i = 0; i < words->len; i++)
        g_string_append_printf(text, "%s ", ((PdfWord *)g_ptr_array_index(words, i))->text);
    return g_string_free(text, FALSE);
}

static const PdfWord *
word_at(const GPtrArray *words, guint i)
{
    return g_ptr_array_index(words, i);
}

char **
pdf_pages(GBytes *pdf)
{
    g_autoptr(GPtrArray) words = pdf_words(pdf);
    GPtrArray *pages = g_ptr_array_new();
    guint i = 0;
    for (int page = 1; i < words->len; page++) {
        GString *text = g_string_new(" ");
        for (; i < words->len && word_at(words, i)->page == page; i++)
            g_string_append_printf(text, "%s ", word_at(words, i)->text);
        g_ptr_array_add(pages, g_string_free(text, FALSE));
    }
    g_ptr_array_add(pages, NULL);
    return (char **)g_ptr_array_free(pages, FALSE);
}

/* The part of a word's box that its letters fill for certain. */
static PdfWord
core_of(const PdfWord *word)
{
    const double height = word->bottom - word->top;
    PdfWord core = *word;
    core.top += 0.3 * height;
    core.bottom -= 0.3 * height;
    core.left += 0.4;
    core.right -= 0.4;
    return core;
}

static bool
are_apart(const PdfWord *a, const PdfWord *b)
{
    return a->right <= b->left || b->right <= a->left || a->bottom <= b->top || b->bottom <= a->top;
}

static bool
is_inside(const PdfWord *word)
{
    const double margin = 20; /* points: what printers can reach */
    return word->left > margin && word->right < word->page_width - margin && word->top > margin &&
           word->bottom < word->page_height - margin;
}

void
pdf_check_words(GBytes *pdf, int shape, const char *what)
{
    g_autoptr(GPtrArray) words = pdf_words(pdf);
    ck_assert_uint_gt(words->len, 20);

    /* Not one assertion a pair: Check writes each down, and there are millions. */
    for (guint i = 0; i < words->len; i++) {
        const PdfWord *word = g_ptr_array_index(words, i);
        const PdfWord core = core_of(word);
        if (!is_inside(word))
            ck_abort_msg("shape %d, %s, page %d: “%s” leaves the margins", shape, what, word->page,
                         word->text);
        for (guint j = i + 1; j < words->len; j++) {
            const PdfWord *other = g_ptr_array_index(words, j);
            if (other->page != word->page)
                break;
            const PdfWord other_core = core_of(other);
            if (!are_apart(&core, &other_core))
                ck_abort_msg("shape %d, %s, page %d: “%s” and “%s” overlap", shape, what,
                             word->page, word->text, other->text);
        }
    }
}
