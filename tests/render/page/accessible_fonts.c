/* Fonts: whole inside the file, every code shown a glyph of the declared width and a character to read.
 * ISO 14289-1, 7.21; ISO 19005-2, 6.2.11. Font programs are read with FreeType, as readers do. */
#include <ft2build.h>
#include <math.h>
#include <string.h>
#include FT_FREETYPE_H

#include "tests/render/page/accessible_rules.h"
#include "tests/render/page/pdf_unicode.h"

/* One font of the file with all codes that any page shows in it. */
typedef struct {
    PdfFile *file;
    qpdf_oh font;
    char *name;
    GByteArray *codes;

    bool is_composite; /* codes of two bytes, which number glyphs */
    qpdf_oh glyphs;    /* the font itself, or its descendant */
    qpdf_oh descriptor;
    GByteArray *program;
    FT_Face face;
    GHashTable *characters; /* see pdf_unicode_read */
} FontUse;

static void
font_use_free(gpointer data)
{
    FontUse *self = data;
    if (self->face != NULL)
        FT_Done_Face(self->face);
    g_clear_pointer(&self->program, g_byte_array_unref);
    g_clear_pointer(&self->characters, g_hash_table_unref);
    g_byte_array_unref(self->codes);
    g_free(self->name);
    g_free(self);
}

/* --- what fonts there are --- */

static FontUse *
font_use(PdfFile *file, GHashTable *uses, qpdf_oh font)
{
    const int number = qpdf_oh_get_object_id(file->qpdf, font);
    FontUse *use = g_hash_table_lookup(uses, GINT_TO_POINTER(number));
    if (use == NULL) {
        use = g_new0(FontUse, 1);
        use->file = file;
        use->font = font;
        use->name = pdf_file_name(file, pdf_file_get(file, font, "/BaseFont"));
        use->codes = g_byte_array_new();
        g_hash_table_insert(uses, GINT_TO_POINTER(number), use);
    }
    return use;
}

static void
add_page(PdfFile *file, GHashTable *uses, int page, const PdfContent *content)
{
    qpdf_oh fonts = pdf_file_get(file, pdf_file_page(file, page), "/Resources /Font");
    g_auto(GStrv) keys = pdf_file_keys(file, fonts);
    for (char **key = keys; *key != NULL; key++) {
        FontUse *use = font_use(file, uses, pdf_file_get(file, fonts, *key));
        const GByteArray *codes = g_hash_table_lookup(content->codes, *key + 1);
        if (codes != NULL)
            g_byte_array_append(use->codes, codes->data, codes->len);
    }

    GHashTableIter names;
    gpointer name = NULL;
    g_hash_table_iter_init(&names, content->codes);
    while (g_hash_table_iter_next(&names, &name, NULL)) {
        g_autofree char *key = g_strconcat("/", name, NULL);
        if (pdf_file_is_null(file, pdf_file_get(file, fonts, key)))
            pdf_file_fault(file, "font", "page %d: %s is not among its fonts", page + 1, key);
    }
}

/* --- the font dictionary --- */

static void
check_dictionary(FontUse *self)
{
    PdfFile *file = self->file;
    g_autofree char *kind = pdf_file_name(file, pdf_file_get(file, self->font, "/Subtype"));
    g_autofree char *encoding = pdf_file_name(file, pdf_file_get(file, self->font, "/Encoding"));
    self->is_composite = strcmp(kind, "Type0") == 0;
    self->glyphs = self->font;
    if (self->is_composite)
        self->glyphs = qpdf_oh_get_array_item(
            file->qpdf, pdf_file_get(file, self->font, "/DescendantFonts"), 0);
    self->descriptor = pdf_file_get(file, self->glyphs, "/FontDescriptor");

    g_autofree char *glyphs = pdf_file_name(file, pdf_file_get(file, self->glyphs, "/Subtype"));
    static const char *const KINDS[] = {"Type1", "TrueType", "CIDFontType0", "CIDFontType2", NULL};
    if (!g_strv_contains(KINDS, glyphs))
        pdf_file_fault(file, "font", "%s is of kind \"%s\"", self->name, glyphs);
    if (strcmp(encoding, self->is_composite ? "Identity-H" : "WinAnsiEncoding") != 0)
        pdf_file_fault(file, "font", "%s is coded as \"%s\"", self->name, encoding);
    const int symbolic =
        pdf_file_integer(file, pdf_file_get(file, self->descriptor, "/Flags"), 4) & 4;
    if (strcmp(glyphs, "TrueType") == 0 && symbolic != 0)
        pdf_file_fault(file, "font", "%s is symbolic, yet has a code", self->name);
    if (strcmp(glyphs, "CIDFontType2") == 0 &&
        !qpdf_oh_is_name_and_equals(file->qpdf, pdf_file_get(file, self->glyphs, "/CIDToGIDMap"),
                                    "/Identity"))
        pdf_file_fault(file, "font", "%s does not say which glyphs its codes mean", self->name);
    g_autofree char *own = pdf_file_name(file, pdf_file_get(file, self->descriptor, "/FontName"));
    g_autofree char *base = pdf_file_name(file, pdf_file_get(file, self->glyphs, "/BaseFont"));
    if (strcmp(base, self->name) != 0 || strcmp(own, base) != 0 || own[strcspn(own, "+")] == '\0')
        pdf_file_fault(file, "font", "%s is called %s and %s as well", self->name, base, own);
}

static bool
open_program(FontUse *self, FT_Library library)
{
    PdfFile *file = self->file;
    static const char *const FILES[] = {"/FontFile3", "/FontFile2"};
    for (size_t i = 0; i < G_N_ELEMENTS(FILES) && self->program == NULL; i++) {
        qpdf_oh stream = pdf_file_get(file, self->descriptor, FILES[i]);
        self->program = pdf_file_stream(file, stream);
        if (self->program == NULL || i > 0)
            continue;
        g_autofree char *form = pdf_file_name(
            file, pdf_file_get(file, qpdf_oh_get_dict(file->qpdf, stream), "/Subtype"));
        if (strcmp(form, self->is_composite ? "CIDFontType0C" : "Type1C") != 0)
            pdf_file_fault(file, "font", "%s is embedded as %s", self->name, form);
    }
    if (self->program == NULL ||
        FT_New_Memory_Face(library, self->program->data, (FT_Long)self->program->len, 0,
                           &self->face) != 0) {
        pdf_file_fault(file, "font", "%s is not embedded", self->name);
        return false;
    }
    return true;
}

/* --- widths --- */

/* In thousandths of an em; NAN where the array does not reach. */
static double
simple_width(const FontUse *self, int code)
{
    const PdfFile *file = self->file;
    qpdf_oh widths = pdf_file_get(file, self->font, "/Widths");
    const int i = code - pdf_file_integer(file, pdf_file_get(file, self->font, "/FirstChar"), 256);
    if (i < 0 || i >= pdf_file_length(file, widths))
        return NAN;
    return qpdf_oh_get_numeric_value(file->qpdf, qpdf_oh_get_array_item(file->qpdf, widths, i));
}

/* Of "first [width width ...]" and "first last width": ISO 32000-1, 9.7.4.3. */
static double
composite_width(const FontUse *self, int code)
{
    qpdf_data qpdf = self->file->qpdf;
    qpdf_oh widths = pdf_file_get(self->file, self->glyphs, "/W");
    for (int i = 0; i + 1 < pdf_file_length(self->file, widths);) {
        const int first = pdf_file_integer(self->file, qpdf_oh_get_array_item(qpdf, widths, i), 0);
        qpdf_oh next = qpdf_oh_get_array_item(qpdf, widths, i + 1);
        const bool is_list = qpdf_oh_is_array(qpdf, next);
        const int last = is_list ? first + pdf_file_length(self->file, next) - 1
                                 : pdf_file_integer(self->file, next, 0);
        if (code >= first && code <= last)
            return qpdf_oh_get_numeric_value(
                qpdf, is_list ? qpdf_oh_get_array_item(qpdf, next, code - first)
                              : qpdf_oh_get_array_item(qpdf, widths, i + 2));
        i += is_list ? 2 : 3;
    }
    return pdf_file_integer(self->file, pdf_file_get(self->file, self->glyphs, "/DW"), 1000);
}

static void
check_width_array(FontUse *self)
{
    PdfFile *file = self->file;
    if (self->is_composite)
        return;
    const int first = pdf_file_integer(file, pdf_file_get(file, self->font, "/FirstChar"), -1);
    const int last = pdf_file_integer(file, pdf_file_get(file, self->font, "/LastChar"), -1);
    const int n = pdf_file_length(file, pdf_file_get(file, self->font, "/Widths"));
    if (first < 0 || last > 255 || n != last - first + 1)
        pdf_file_fault(file, "width", "%s has %d widths for %d to %d", self->name, n, first, last);
}

/* --- codes --- */

static void
check_glyph(FontUse *self, int code)
{
    const double wanted =
        self->is_composite ? composite_width(self, code) : simple_width(self, code);
    const FT_UInt glyph = self->is_composite
                              ? (FT_UInt)code
                              : FT_Get_Char_Index(self->face, pdf_unicode_of_win_ansi(code));
    if (glyph == 0 || FT_Load_Glyph(self->face, glyph, FT_LOAD_NO_SCALE) != 0) {
        pdf_file_fault(self->file, "glyph", "%s has no glyph for code %d", self->name, code);
        return;
    }
    const double width =
        1000.0 * (double)self->face->glyph->metrics.horiAdvance / (double)self->face->units_per_EM;
    if (!(fabs(width - wanted) <= 1))
        pdf_file_fault(self->file, "width", "%s: code %d is %.1f wide, not %.1f", self->name, code,
                       width, wanted);
}

static void
check_character(FontUse *self, int code)
{
    const GString *units = g_hash_table_lookup(self->characters, GINT_TO_POINTER(code));
    if (units == NULL || units->len < 2) {
        pdf_file_fault(self->file, "unicode", "%s: code %d stands for no character", self->name,
                       code);
        return;
    }
    for (gsize i = 0; i + 1 < units->len; i += 2) {
        const unsigned unit = ((unsigned)(guchar)units->str[i] << 8) | (guchar)units->str[i + 1];
        const bool is_private = unit >= 0xE000 && unit <= 0xF8FF;
        if (unit == 0 || unit == 0xFEFF || unit == 0xFFFE || is_private)
            pdf_file_fault(self->file, "unicode", "%s: code %d stands for U+%04X", self->name, code,
                           unit);
        if (!self->is_composite && unit != pdf_unicode_of_win_ansi(code))
            pdf_file_fault(self->file, "unicode", "%s: code %d is read as U+%04X", self->name, code,
                           unit);
    }
}

static void
check_codes(FontUse *self)
{
    const guint width = self->is_composite ? 2 : 1;
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    if (self->codes->len % width != 0)
        pdf_file_fault(self->file, "font", "%s is shown half a code", self->name);
    for (guint i = 0; i + width <= self->codes->len; i += width) {
        const guint8 *at = self->codes->data + i;
        const int code = self->is_composite ? at[0] * 256 + at[1] : at[0];
        if (!g_hash_table_add(seen, GINT_TO_POINTER(code)))
            continue;
        check_glyph(self, code);
        check_character(self, code);
    }
}

static void
check_font(FontUse *self, FT_Library library)
{
    qpdf_oh map = pdf_file_get(self->file, self->font, "/ToUnicode");
    g_autoptr(GByteArray) bytes = pdf_file_stream(self->file, map);
    check_dictionary(self);
    check_width_array(self);
    self->characters = pdf_unicode_read(bytes);
    if (bytes == NULL)
        pdf_file_fault(self->file, "unicode", "%s cannot be read aloud", self->name);
    if (open_program(self, library))
        check_codes(self);
}

void
rules_of_fonts(PdfFile *file, PdfContent *const *contents)
{
    FT_Library library = NULL;
    if (FT_Init_FreeType(&library) != 0)
        g_error("out of memory");
    GHashTable *uses = g_hash_table_new_full(NULL, NULL, NULL, font_use_free);
    for (int page = 0; page < pdf_file_n_pages(file); page++)
        add_page(file, uses, page, contents[page]);

    GHashTableIter all;
    gpointer use = NULL;
    g_hash_table_iter_init(&all, uses);
    while (g_hash_table_iter_next(&all, NULL, &use))
        check_font(use, library);
    if (g_hash_table_size(uses) == 0)
        pdf_file_fault(file, "font", "there is none");
    g_hash_table_unref(uses);
    FT_Done_FreeType(library);
}
