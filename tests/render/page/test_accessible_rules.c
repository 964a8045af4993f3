/* The rules themselves: a small document that keeps all of them, broken in one place at a time, has
 * just the fault that was put in. Otherwise nobody would know that they look. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "render/page/canvas.h"
#include "tests/render/page/accessible.h"
#include "tests/render/page/pdf_tree.h"

static const TextStyle BODY = {.face = FACE_REGULAR, .size_mm = 3.45, .colour = {0.1, 0.1, 0.1}};
static const char *const REASONS[] = {"trop peu de patients", NULL};
static const PdfExpectation WANTED = {"fr-FR", REASONS};

/* --- a document --- */

static void
add_text(Canvas *canvas, Role role, double y, const char *words)
{
    canvas_open(canvas, role);
    canvas_text(canvas, (Point){20, y}, ALIGN_LEFT, &BODY, words);
    canvas_close(canvas);
}

static void
add_table(Canvas *canvas)
{
    canvas_open(canvas, ROLE_TABLE);
    for (int row = 0; row < 2; row++) {
        canvas_open(canvas, ROLE_ROW);
        add_text(canvas, row == 0 ? ROLE_COLUMN_HEADER : ROLE_ROW_HEADER, 90 + 6 * row, "vous");
        add_text(canvas, row == 0 ? ROLE_COLUMN_HEADER : ROLE_CELL, 90 + 6 * row, "14 %");
        canvas_close(canvas);
    }
    canvas_close(canvas);
}

static Canvas *
draw(Typesetter *typesetter)
{
    const DocumentInfo info = {"Profil & pratique", "Bretagne", "Essai", "fr-FR", "2026-06-12"};
    Canvas *canvas = canvas_new(typesetter, PAPER_A4, &info);
    canvas_begin_page(canvas, "Antibiotiques");
    add_text(canvas, ROLE_ARTIFACT, 10, "En-tête");
    add_text(canvas, ROLE_HEADING_1, 30, "Antibiotiques");
    add_text(canvas, ROLE_HEADING_2, 40, "Votre valeur ≥ 11 patients");
    add_text(canvas, ROLE_PARAGRAPH, 50, "/Private << /MCID 0 >> BDC (un texte)");
    canvas_open_figure(canvas, "Un losange à 14 %");
    canvas_diamond(canvas, (Point){50, 70}, 2, INK);
    canvas_close(canvas);
    add_table(canvas);
    return canvas;
}

static GBytes *
print(const char *fonts)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Typesetter) typesetter = typesetter_new(fonts, "fr", &error);
    ck_assert_msg(typesetter != NULL, "%s", error == NULL ? "" : error->message);
    g_autoptr(Canvas) canvas = draw(typesetter);
    GBytes *pdf = canvas_to_pdf(canvas, &error);
    ck_assert_msg(pdf != NULL, "%s", error == NULL ? "" : error->message);
    return pdf;
}

static void
check_faultless(GBytes *pdf)
{
    g_autoptr(GPtrArray) faults = pdf_faults(pdf, &WANTED);
    ck_assert_msg(faults->len == 0, "%s", (char *)(faults->len > 0 ? faults->pdata[0] : NULL));
}

START_TEST(a_whole_document_has_no_fault)
{
    g_autoptr(GBytes) pdf = print("fonts");
    check_faultless(pdf);
}
END_TEST

/* Other faces are embedded another way. With letters of one width nothing parts the words of a text
 * either, so that those of the paragraph stand in the file as the operators that they are not. */
START_TEST(a_document_in_truetype_faces_has_no_fault)
{
    static const char LIST[] = "[fonts]\npackage=fonts-dejavu-core\n"
                               "folders=/usr/share/fonts/truetype/dejavu\n"
                               "[faces]\nregular=DejaVuSansMono.ttf\nsemibold=DejaVuSansMono.ttf\n"
                               "bold=DejaVuSansMono.ttf\nitalic=DejaVuSansMono.ttf\n"
                               "[colours]\npackage=icc-profiles-free\n"
                               "profile=/usr/share/color/icc/sRGB.icc\n";
    g_autofree char *folder = g_dir_make_tmp("faces-XXXXXX", NULL);
    g_autofree char *list = g_build_filename(folder, "fonts.ini", NULL);
    ck_assert(g_file_set_contents(list, LIST, -1, NULL));
    g_autoptr(GBytes) pdf = print(folder);
    ck_assert_int_eq(remove(list), 0);
    ck_assert_int_eq(remove(folder), 0);
    check_faultless(pdf);

    g_autoptr(PdfFile) file = pdf_file_open(pdf);
    unsigned char *content = NULL;
    size_t n = 0;
    qpdf_oh_get_page_content_data(file->qpdf, pdf_file_page(file, 0), &content, &n);
    ck_assert_ptr_nonnull(memmem(content, n, "/Private << /MCID 0 >> BDC", 26));
    free(content);
}
END_TEST

/* --- breaking it --- */

static qpdf_oh
first(PdfFile *file, const char *type)
{
    g_autoptr(PdfTree) tree = pdf_tree_read(file);
    for (guint i = 0; i < tree->elements->len; i++)
        if (pdf_element_is(pdf_tree_element(tree, (int)i), type))
            return pdf_tree_element(tree, (int)i)->object;
    ck_abort_msg("there is no %s", type);
}

/* The first font of the page that is composite, or not. */
static qpdf_oh
font(PdfFile *file, bool composite)
{
    qpdf_oh fonts = pdf_file_get(file, pdf_file_page(file, 0), "/Resources /Font");
    g_auto(GStrv) keys = pdf_file_keys(file, fonts);
    for (char **key = keys; *key != NULL; key++) {
        qpdf_oh found = pdf_file_get(file, fonts, *key);
        if (pdf_file_is_null(file, pdf_file_get(file, found, "/DescendantFonts")) != composite)
            return found;
    }
    ck_abort_msg("there is no such font");
}

/* Where an object is, by the name that the table below uses. */
static qpdf_oh
find(PdfFile *file, const char *where)
{
    qpdf_oh root = qpdf_get_root(file->qpdf), page = pdf_file_page(file, 0);
    if (strcmp(where, "catalog") == 0)
        return root;
    if (strcmp(where, "info") == 0)
        return pdf_file_get(file, qpdf_get_trailer(file->qpdf), "/Info");
    if (strcmp(where, "intent") == 0)
        return qpdf_oh_get_array_item(file->qpdf, pdf_file_get(file, root, "/OutputIntents"), 0);
    if (strcmp(where, "profile") == 0)
        return qpdf_oh_get_dict(file->qpdf,
                                pdf_file_get(file, find(file, "intent"), "/DestOutputProfile"));
    if (strcmp(where, "page") == 0)
        return page;
    if (strcmp(where, "group") == 0)
        return pdf_file_get(file, page, "/Group");
    if (strcmp(where, "state") == 0)
        return pdf_file_get(file, page, "/Resources /ExtGState /a0");
    if (strcmp(where, "font") == 0)
        return font(file, false);
    if (strcmp(where, "descriptor") == 0)
        return pdf_file_get(file, font(file, false), "/FontDescriptor");
    if (strcmp(where, "composite") == 0)
        return font(file, true);
    if (strcmp(where, "glyphs") == 0)
        return qpdf_oh_get_array_item(file->qpdf,
                                      pdf_file_get(file, font(file, true), "/DescendantFonts"), 0);
    return first(file, where);
}

/* A key of an object set to a value; taken away where that is NULL. */
static const struct {
    const char *where, *key, *value, *rule;
} KEYS[] = {
    {"catalog", "/Lang", NULL, "language"},
    {"catalog", "/Lang", "(en-GB)", "language"},
    {"Document", "/Lang", "(de)", "language"},
    {"catalog", "/MarkInfo", NULL, "marked"},
    {"catalog", "/MarkInfo", "<< /Marked true /Suspects true >>", "marked"},
    {"catalog", "/ViewerPreferences", "<< /DisplayDocTitle false >>", "viewer"},
    {"catalog", "/Metadata", NULL, "xmp"},
    {"info", "/Title", "()", "title"},
    {"info", "/CreationDate", "(D:20260613000000Z)", "title"},
    {"catalog", "/OutputIntents", NULL, "intent"},
    {"intent", "/S", "/GTS_PDFX", "intent"},
    {"intent", "/DestOutputProfile", NULL, "intent"},
    {"catalog", "/OpenAction", "<< /S /GoTo >>", "actions"},
    {"page", "/AA", "<< /O << /S /JavaScript /JS (1) >> >>", "actions"},
    {"catalog", "/AcroForm", "<< /Fields [] >>", "actions"},
    {"group", "/CS", NULL, "colour"},
    {"group", "/CS", "/DeviceCMYK", "colour"},
    {"state", "/TR", "/Identity", "graphics"},
    {"state", "/BM", "/Multiply", "graphics"},
    {"catalog", "/Large", "2147483648", "limits"},
    {"profile", "/FFilter", "/FlateDecode", "filter"},
    {"page", "/Resources", NULL, "resources"},
    {"page", "/Tabs", NULL, "tabs"},
    {"page", "/StructParents", NULL, "parents"},
    {"page", "/StructParents", "7", "parents"},
    {"page", "/Annots", "[ << /Subtype /Link /F 4 /Rect [0 0 9 9] >> ]", "annotation"},
    {"P", "/S", "/Private", "type"},
    {"P", "/S", "/TD", "type"},
    {"TR", "/S", "/P", "type"},
    {"P", "/K", NULL, "empty"},
    {"P", "/K", "99", "parents"},
    {"P", "/P", "null", "structure"},
    {"P", "/Pg", NULL, "structure"},
    {"H1", "/S", "/P", "heading"},
    {"H2", "/S", "/H3", "heading"},
    {"Figure", "/Alt", NULL, "figure"},
    {"Figure", "/Alt", "( )", "figure"},
    {"Figure", "/Alt", "(Un graphique)", "message"},
    {"Figure", "/Alt", "(**14** %)", "figure"},
    {"Figure", "/A", NULL, "bounds"},
    {"Figure", "/A", "<< /O /Layout /BBox [10 10 20 2000] >>", "bounds"},
    {"Table", "/A", NULL, "bounds"},
    {"TH", "/A", NULL, "scope"},
    {"TH", "/A", "<< /O /Table /Scope /Cell >>", "scope"},
    {"TH", "/A", "<< /O /Table /Scope /Row /ColSpan 2 >>", "table"},
    {"font", "/ToUnicode", NULL, "unicode"},
    {"font", "/Encoding", "/MacRomanEncoding", "font"},
    {"font", "/FirstChar", "33", "width"},
    {"font", "/BaseFont", "/Helvetica", "font"},
    {"descriptor", "/FontFile3", NULL, "font"},
    {"composite", "/Encoding", "/Identity-V", "font"},
    {"glyphs", "/W", "[ 0 [ 1 2 3 4 5 6 ] ]", "width"},
    {"glyphs", "/Subtype", "/CIDFontType2", "font"},
};

static GBytes *
write_file(PdfFile *file)
{
    ck_assert_int_eq(qpdf_init_write_memory(file->qpdf), QPDF_SUCCESS);
    qpdf_set_deterministic_ID(file->qpdf, QPDF_TRUE);
    qpdf_set_newline_before_endstream(file->qpdf, QPDF_TRUE);
    ck_assert_int_eq(qpdf_write(file->qpdf), QPDF_SUCCESS);
    return g_bytes_new(qpdf_get_buffer(file->qpdf), qpdf_get_buffer_length(file->qpdf));
}

static void
check_has_fault(GBytes *pdf, const char *rule, const char *what)
{
    g_autoptr(GPtrArray) faults = pdf_faults(pdf, &WANTED);
    g_autofree char *start = g_strconcat(rule, ": ", NULL);
    for (guint i = 0; i < faults->len; i++)
        if (g_str_has_prefix(g_ptr_array_index(faults, i), start))
            return;
    ck_abort_msg("%s: nobody noticed that the rule \"%s\" is broken", what, rule);
}

START_TEST(a_broken_key_is_noticed)
{
    g_autoptr(GBytes) whole = print("fonts");
    g_autoptr(PdfFile) file = pdf_file_open(whole);
    qpdf_oh object = find(file, KEYS[_i].where);
    ck_assert(qpdf_oh_is_dictionary(file->qpdf, object));
    if (KEYS[_i].value == NULL)
        qpdf_oh_remove_key(file->qpdf, object, KEYS[_i].key);
    else
        qpdf_oh_replace_key(file->qpdf, object, KEYS[_i].key,
                            qpdf_oh_parse(file->qpdf, KEYS[_i].value));
    g_autoptr(GBytes) broken = write_file(file);
    g_autofree char *what = g_strconcat(KEYS[_i].where, " ", KEYS[_i].key, NULL);
    check_has_fault(broken, KEYS[_i].rule, what);
}
END_TEST

/* The first occurrence of a text replaced by another: in the content, or in the packet of metadata. */
static const struct {
    bool in_packet;
    const char *before, *after; /* at the end where NULL */
    const char *rule;
} TEXTS[] = {
    {false, NULL, "0 0 m 9 9 l S\n", "content"},
    {false, NULL, "/Span BMC 0 0 m 9 9 l S EMC\n", "content"},
    {false, NULL, "/Artifact BMC /P << /MCID 3 >> BDC EMC EMC\n", "content"},
    {false, NULL, "/Artifact BMC BT EMC ET\n", "content"},
    {false, NULL, "EMC\n", "content"},
    {false, NULL, "9 wobble\n", "operator"},
    {false, NULL, "q\n", "operator"},
    {false, NULL, "(never\n", "operator"},
    {false, NULL, "/Artifact BMC <123> EMC\n", "operator"},
    {false, NULL, "0 0 0 1 k\n", "colour"},
    {false, NULL, "/DeviceCMYK cs\n", "colour"},
    {false, NULL, "/P << /MCID 99 >> BDC EMC\n", "parents"},
    {false, NULL, "/P << /MCID 3 >> BDC EMC\n", "parents"},
    {false, "/MCID 2 ", "/MCID 3 ", "parents"},
    {false, "/H1 << /MCID", "/H2 << /MCID", "parents"},
    {false, "/Artifact BMC", "/Artifact << /MCID 0 >> BDC", "parents"},
    {false, "/Artifact BMC", "/P BMC", "artifact"},
    {false, NULL, "/Artifact BMC BT /f-9-9 1 Tf (a) Tj ET EMC\n", "font"},
    {false, NULL, "/Artifact BMC BT /f-0-0 1 Tf (\\200) Tj ET EMC\n", "glyph"},
    {false, NULL, "/Artifact BMC BT /f-0-0 1 Tf (\\200) Tj ET EMC\n", "unicode"},
    {true, "<pdfaid:part>2<", "<pdfaid:part>3<", "xmp"},
    {true, "<pdfaid:conformance>A<", "<pdfaid:conformance>B<", "xmp"},
    {true, "<pdfuaid:part>1</pdfuaid:part>", "", "xmp"},
    {true, "<pdfaSchema:prefix>pdfuaid<", "<pdfaSchema:prefix>pdfua<", "xmp"},
    {true, "/pdfua/ns/id/\" ", "/pdfua/ns/\" ", "xmp"},
    {true, "<xmp:CreateDate>", "<xmp:Created>", "xmp"},
    {true, "<pdf:Producer>miroir</pdf:Producer>", "<pdfx:Own>1</pdfx:Own>", "xmp"},
    {true, "<?xpacket begin=", "<?xpacket bytes=\"1\" begin=", "xmp"},
    {true, "x-default\">Profil", "x-default\">Profile", "title"},
};

/* The unpacked bytes with a 0 after them. */
static char *
text_to_break(PdfFile *file, bool in_packet)
{
    if (in_packet) {
        g_autoptr(GByteArray) packet =
            pdf_file_stream(file, pdf_file_get(file, qpdf_get_root(file->qpdf), "/Metadata"));
        return g_strdup((const char *)packet->data);
    }
    unsigned char *content = NULL;
    size_t n = 0;
    qpdf_oh_get_page_content_data(file->qpdf, pdf_file_page(file, 0), &content, &n);
    char *text = g_strndup((const char *)content, n);
    ck_assert_uint_eq(strlen(text), n);
    free(content);
    return text;
}

static char *
replaced(const char *text, const char *before, const char *after)
{
    if (before == NULL)
        return g_strconcat(text, after, NULL);
    const char *at = strstr(text, before);
    ck_assert_msg(at != NULL, "there is no %s", before);
    g_autofree char *start = g_strndup(text, (gsize)(at - text));
    return g_strconcat(start, after, at + strlen(before), NULL);
}

START_TEST(a_broken_text_is_noticed)
{
    g_autoptr(GBytes) whole = print("fonts");
    g_autoptr(PdfFile) file = pdf_file_open(whole);
    qpdf_data qpdf = file->qpdf;
    const bool in_packet = TEXTS[_i].in_packet;
    g_autofree char *text = text_to_break(file, in_packet);
    g_autofree char *broken_text = replaced(text, TEXTS[_i].before, TEXTS[_i].after);
    qpdf_oh stream = pdf_file_get(file, in_packet ? qpdf_get_root(qpdf) : pdf_file_page(file, 0),
                                  in_packet ? "/Metadata" : "/Contents");
    qpdf_oh_replace_stream_data(qpdf, stream, (const unsigned char *)broken_text,
                                strlen(broken_text), qpdf_oh_new_null(qpdf),
                                qpdf_oh_new_null(qpdf));
    g_autoptr(GBytes) broken = write_file(file);
    check_has_fault(broken, TEXTS[_i].rule, TEXTS[_i].after);
}
END_TEST

/* --- the bytes of the file --- */

START_TEST(broken_bytes_are_noticed)
{
    g_autoptr(GBytes) whole = print("fonts");
    gsize n = 0;
    const char *start = g_bytes_get_data(whole, &n);

    g_autoptr(GByteArray) longer = g_byte_array_new();
    g_byte_array_append(longer, (const guint8 *)start, (guint)n);
    g_byte_array_append(longer, (const guint8 *)"more\n", 5);
    g_autoptr(GBytes) with_more = g_bytes_new(longer->data, longer->len);
    check_has_fault(with_more, "header", "more");

    g_autofree char *copy = g_memdup2(start, n);
    char *id = memmem(copy, n, "/ID [", 5);
    ck_assert_ptr_nonnull(id);
    id[1] = 'X';
    g_autoptr(GBytes) without_id = g_bytes_new(copy, n);
    check_has_fault(without_id, "id", "no identifier");
}
END_TEST

START_TEST(encryption_is_noticed)
{
    g_autoptr(GBytes) whole = print("fonts");
    g_autoptr(PdfFile) file = pdf_file_open(whole);
    qpdf_init_write_memory(file->qpdf);
    qpdf_set_r6_encryption_parameters2(file->qpdf, "", "owner", 1, 1, 1, 1, 1, 1, qpdf_r3p_full, 1);
    ck_assert_int_eq(qpdf_write(file->qpdf) & QPDF_ERRORS, 0);
    g_autoptr(GBytes) locked =
        g_bytes_new(qpdf_get_buffer(file->qpdf), qpdf_get_buffer_length(file->qpdf));
    check_has_fault(locked, "encryption", "a password");
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("rules");
    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, a_whole_document_has_no_fault);
    tcase_add_test(tests, a_document_in_truetype_faces_has_no_fault);
    tcase_add_loop_test(tests, a_broken_key_is_noticed, 0, G_N_ELEMENTS(KEYS));
    tcase_add_loop_test(tests, a_broken_text_is_noticed, 0, G_N_ELEMENTS(TEXTS));
    tcase_add_test(tests, broken_bytes_are_noticed);
    tcase_add_test(tests, encryption_is_noticed);

    Suite *suite = suite_create("rules of accessible documents");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
