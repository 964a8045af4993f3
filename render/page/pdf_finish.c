#include "render/page/pdf_finish.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "engine/words/words.h"
#include "render/page/display_list.h"
#include "render/page/pdf_metadata.h"
#include "render/page/pdf_stream.h"
#include "render/page/pdf_structure.h"
#include "render/page/text_layout.h"

#define DEFLATE_LEVEL 2

/* --- artifacts --- */

/* Past the string whose opening parenthesis is at `at`. */
static const char *
after_string(const char *at, const char *end)
{
    int depth = 0;
    for (; at < end; at++) {
        if (*at == '\\')
            at++;
        else if (*at == '(')
            depth++;
        else if (*at == ')' && --depth == 0)
            return at + 1;
    }
    return end;
}

/* Where `words` stand next as operators; a text that holds the same words is none. NULL at the end. */
static const char *
find_outside_strings(const char *at, const char *end, const char *words)
{
    const size_t n = strlen(words);
    while (at < end) {
        if (*at == '(')
            at = after_string(at, end);
        else if (*at == words[0] && (size_t)(end - at) >= n && memcmp(at, words, n) == 0)
            return at;
        else
            at++;
    }
    return NULL;
}

static bool
in_operator(char c)
{
    return g_ascii_isalpha(c) || c == '*' || c == '\'' || c == '"';
}

/* Whether the stretch leaves a mark on the page: ISO 32000-1, table 51, those that cairo writes. A
 * name or a number in base 16 may look like one: an artifact too many is none the less empty. */
static bool
paints(const char *at, const char *end)
{
    static const char *const OPERATORS[] = {"S",  "s",  "f",  "f*", "B",  "B*", "b",
                                            "b*", "sh", "Do", "Tj", "TJ", "'",  "\""};
    while (at < end) {
        if (*at == '(') {
            at = after_string(at, end);
            continue;
        }
        const char *start = at;
        while (at < end && in_operator(*at))
            at++;
        const size_t n = (size_t)(at - start);
        for (size_t i = 0; n > 0 && n <= 2 && i < G_N_ELEMENTS(OPERATORS); i++)
            if (strncmp(OPERATORS[i], start, n) == 0 && OPERATORS[i][n] == '\0')
                return true;
        at += n == 0;
    }
    return false;
}

static void
append_untagged(GString *content, const char *start, const char *end)
{
    const bool marks = paints(start, end);
    if (marks)
        g_string_append(content, "\n/Artifact BMC\n");
    g_string_append_len(content, start, end - start);
    if (marks)
        g_string_append(content, "\nEMC\n");
}

/* The content with what stands outside of tags, where the canvas allows artifacts alone, said to be
 * artifacts. cairo's tags never nest in a content stream: only leaves are marked. */
static GString *
with_artifacts(const char *content, gsize n)
{
    static const char BEGIN[] = "BDC", END[] = "EMC";
    GString *rewritten = g_string_sized_new(n + n / 16);
    const char *at = content, *end = content + n, *begin = NULL;
    while ((begin = find_outside_strings(at, end, BEGIN)) != NULL) {
        const char *tag = begin;
        while (tag > at && *tag != '\n')
            tag--;
        append_untagged(rewritten, at, tag);
        const char *close = find_outside_strings(begin, end, END);
        const char *next = close == NULL ? end : close + sizeof END - 1;
        g_string_append_len(rewritten, tag, next - tag);
        at = next;
    }
    append_untagged(rewritten, at, end);
    return rewritten;
}

/* The marks of links bear the name that their elements get: see pdf_link.h. Most pages have none. */
static void
rename_links(GString *content)
{
    static const char MARK[] = "/Reference << /MCID ", NAME[] = "/Reference", LINK[] = "/Link";
    if (strstr(content->str, MARK) == NULL)
        return;
    g_autoptr(GString) old = g_string_new_len(content->str, (gssize)content->len);
    const char *at = old->str, *end = old->str + old->len, *mark = NULL;
    g_string_truncate(content, 0);
    while ((mark = find_outside_strings(at, end, MARK)) != NULL) {
        g_string_append_len(content, at, mark - at);
        g_string_append(content, LINK);
        at = mark + sizeof NAME - 1;
    }
    g_string_append_len(content, at, end - at);
}

/* Deflated here with less effort than qpdf would take: page contents are rewritten for every booklet,
 * and a twentieth of their size is not worth the time. */
static qpdf_oh
new_deflated_stream(qpdf_data qpdf, const void *bytes, gsize n)
{
    uLongf length = compressBound(n);
    g_autofree Bytef *deflated = g_malloc(length);
    if (compress2(deflated, &length, bytes, n, DEFLATE_LEVEL) != Z_OK)
        g_error("out of memory");
    return pdf_stream_new(qpdf, deflated, length, "/FlateDecode");
}

/* --- pages --- */

/* cairo numbers the glyphs of a composite font as it embeds them, and of TrueType outlines that has to
 * be said. */
static void
finish_fonts(qpdf_data qpdf, qpdf_oh page)
{
    qpdf_oh fonts = qpdf_oh_get_key(qpdf, qpdf_oh_get_key(qpdf, page, "/Resources"), "/Font");
    if (!qpdf_oh_is_dictionary(qpdf, fonts))
        return;
    qpdf_oh_begin_dict_key_iter(qpdf, fonts);
    while (qpdf_oh_dict_more_keys(qpdf)) {
        qpdf_oh font = qpdf_oh_get_key(qpdf, fonts, qpdf_oh_dict_next_key(qpdf));
        qpdf_oh descendants = qpdf_oh_get_key(qpdf, font, "/DescendantFonts");
        if (!qpdf_oh_is_array(qpdf, descendants))
            continue;
        qpdf_oh glyphs = qpdf_oh_get_array_item(qpdf, descendants, 0);
        if (qpdf_oh_is_name_and_equals(qpdf, qpdf_oh_get_key(qpdf, glyphs, "/Subtype"),
                                       "/CIDFontType2"))
            qpdf_oh_replace_key(qpdf, glyphs, "/CIDToGIDMap", qpdf_oh_new_name(qpdf, "/Identity"));
    }
}

static void
finish_page(qpdf_data qpdf, qpdf_oh page)
{
    unsigned char *content = NULL;
    size_t n = 0;
    if ((qpdf_oh_get_page_content_data(qpdf, page, &content, &n) & QPDF_ERRORS) != 0)
        return;
    GString *rewritten = with_artifacts((const char *)content, n);
    free(content);
    rename_links(rewritten);
    qpdf_oh_replace_key(qpdf, page, "/Contents",
                        new_deflated_stream(qpdf, rewritten->str, rewritten->len));
    g_string_free(rewritten, TRUE);

    qpdf_oh_replace_key(qpdf, page, "/Tabs", qpdf_oh_new_name(qpdf, "/S"));
    finish_fonts(qpdf, page);
}

/* --- document --- */

static bool
finish_document(qpdf_data qpdf, Canvas *canvas)
{
    const DocumentInfo *info = canvas_info(canvas);
    pdf_metadata_add(qpdf, info, typesetter_colour_profile(canvas_typesetter(canvas)));
    int n_pages = qpdf_get_num_pages(qpdf);
    for (int i = 0; i < n_pages; i++)
        finish_page(qpdf, qpdf_get_page_n(qpdf, (size_t)i));
    return pdf_structure_finish(qpdf, canvas_list(canvas), info->language,
                                canvas_paper(canvas).height_mm);
}

static GBytes *
write_pdf(qpdf_data qpdf)
{
    if ((qpdf_init_write_memory(qpdf) & QPDF_ERRORS) != 0)
        return NULL;
    qpdf_set_minimum_pdf_version(qpdf, "1.7");
    /* Object streams would halve the file, at a tenth of the time that a booklet takes. */
    qpdf_set_object_stream_mode(qpdf, qpdf_o_disable);
    /* Every stream is compressed as it should be: qpdf need not look. */
    qpdf_set_stream_data_mode(qpdf, qpdf_s_preserve);
    qpdf_set_newline_before_endstream(qpdf, QPDF_TRUE);
    qpdf_set_deterministic_ID(qpdf, QPDF_TRUE);
    if ((qpdf_write(qpdf) & QPDF_ERRORS) != 0 || qpdf_has_error(qpdf))
        return NULL;
    return g_bytes_new(qpdf_get_buffer(qpdf), qpdf_get_buffer_length(qpdf));
}

GBytes *
pdf_finish(GBytes *draft, Canvas *canvas, GError **error)
{
    qpdf_data qpdf = qpdf_init();
    qpdf_silence_errors(qpdf);
    qpdf_set_suppress_warnings(qpdf, QPDF_TRUE);

    gsize n = 0;
    const char *bytes = g_bytes_get_data(draft, &n);
    GBytes *finished = NULL;
    bool follows = true;
    if ((qpdf_read_memory(qpdf, "draft", bytes, n, NULL) & QPDF_ERRORS) == 0) {
        follows = finish_document(qpdf, canvas);
        if (follows && !qpdf_has_error(qpdf))
            finished = write_pdf(qpdf);
    }
    if (!follows)
        g_set_error(error, PAGE_ERROR, PAGE_ERROR_DRAW,
                    _("the PDF's structure is not the one that was drawn"));
    else if (finished == NULL)
        g_set_error(error, PAGE_ERROR, PAGE_ERROR_DRAW, _("the PDF could not be completed: %s"),
                    qpdf_has_error(qpdf) ? qpdf_get_error_full_text(qpdf, qpdf_get_error(qpdf))
                                         : _("qpdf refused it"));
    qpdf_cleanup(&qpdf);
    return finished;
}
