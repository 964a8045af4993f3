/* libxlsxwriter behind a cursor: its error codes, formats and temporary files. */
#include "render/workbook/book.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <math.h>
#include <unistd.h>

#include "engine/words/words.h"
#include "render/workbook/book_private.h"
#include "render/workbook/package.h"

enum { PAPER_A4_CODE = 9, SECONDS_PER_DAY = 86400 };

G_DEFINE_QUARK(miroir - workbook - error, workbook_error)

/* How each style looks. Number formats stand in the file as Excel writes them in English; the
 * reader's own program shows its decimal sign. French sets a no-break space before the unit. */
typedef struct {
    const char *number_fr, *number_en;
    double size;
    bool bold, italic, wrap, is_grey, is_filled, is_top;
    uint8_t align, indent;
} StyleLook;

static const StyleLook LOOKS[N_STYLES] = {
    [STYLE_TITLE] = {.size = 18, .bold = true},
    [STYLE_HEADING] = {.size = 13, .bold = true},
    [STYLE_TEXT] = {.size = 11, .indent = 1},
    [STYLE_PARAGRAPH] = {.size = 11, .wrap = true, .is_top = true, .indent = 1},
    [STYLE_WRAPPED] = {.size = 11, .wrap = true, .indent = 1},
    [STYLE_STRONG] = {.size = 11, .bold = true, .is_top = true},
    [STYLE_NOTE] = {.size = 11, .italic = true, .wrap = true, .is_grey = true, .indent = 1},
    [STYLE_REASON] = {.size = 11, .italic = true, .is_grey = true, .align = LXW_ALIGN_RIGHT},
    [STYLE_BOUND] = {.size = 11, .align = LXW_ALIGN_RIGHT},
    [STYLE_HEAD] = {.size = 11, .bold = true, .wrap = true, .is_filled = true, .indent = 1},
    [STYLE_HEAD_FIGURE] =
        {.size = 11, .bold = true, .wrap = true, .is_filled = true, .align = LXW_ALIGN_RIGHT},
    [STYLE_DATE] = {.number_fr = "dd/mm/yyyy",
                    .number_en = "yyyy-mm-dd",
                    .size = 11,
                    .align = LXW_ALIGN_LEFT,
                    .indent = 1},
    [STYLE_COUNT] = {.number_fr = "#,##0", .number_en = "#,##0", .size = 11},
    [STYLE_PERCENT] = {.number_fr = "0.0\"\u00a0\"%", .number_en = "0.0%", .size = 11},
    [STYLE_PERCENT_WHOLE] = {.number_fr = "0\"\u00a0\"%", .number_en = "0%", .size = 11},
    [STYLE_NUMBER] = {.number_fr = "#,##0.0", .number_en = "#,##0.0", .size = 11},
    [STYLE_NUMBER_WHOLE] = {.number_fr = "#,##0", .number_en = "#,##0", .size = 11},
    [STYLE_MONEY] = {.number_fr = "#,##0.00\"\u00a0€\"", .number_en = "\"€\"#,##0.00", .size = 11},
    [STYLE_MONEY_WHOLE] = {.number_fr = "#,##0\"\u00a0€\"", .number_en = "\"€\"#,##0", .size = 11},
    [STYLE_RATIO] = {.number_fr = "0.00", .number_en = "0.00", .size = 11},
    [STYLE_SMALL] = {.number_fr = "0.0000", .number_en = "0.0000", .size = 11},
};

void
book_check(Book *self, lxw_error code, const char *what)
{
    if (code != LXW_NO_ERROR && self->fault == NULL)
        self->fault = g_error_new(WORKBOOK_ERROR, WORKBOOK_ERROR_WRITE,
                                  _("cannot write %s of a workbook in \"%s\": %s"), what,
                                  self->folder, lxw_strerror(code));
}

/* --- the book --- */

static lxw_format *
format_of(lxw_workbook *workbook, const StyleLook *look, const char *number_format)
{
    lxw_format *format = workbook_add_format(workbook);
    format_set_font_size(format, look->size);
    format_set_align(format, look->is_top ? LXW_ALIGN_VERTICAL_TOP : LXW_ALIGN_VERTICAL_CENTER);
    format_set_align(format, look->align);
    format_set_indent(format, look->indent);
    if (number_format != NULL)
        format_set_num_format(format, number_format);
    if (look->bold)
        format_set_bold(format);
    if (look->italic)
        format_set_italic(format);
    if (look->wrap)
        format_set_text_wrap(format);
    if (look->is_grey)
        format_set_font_color(format, 0x595959);
    if (look->is_filled) {
        format_set_bg_color(format, 0xE7ECF1);
        format_set_bottom(format, LXW_BORDER_THIN);
    }
    return format;
}

static void
set_properties(Book *self, const BookInfo *info)
{
    g_autofree char *title = g_strdup(info->title);
    g_autofree char *subject = g_strdup(info->subject);
    g_autofree char *author = g_strdup(info->author);
    lxw_doc_properties properties = {.title = title,
                                     .subject = subject,
                                     .author = author,
                                     .created = (time_t)info->created * SECONDS_PER_DAY};

    /* The library takes 0 for "now". */
    if (properties.created == 0)
        properties.created = 1;
    book_check(self, workbook_set_properties(self->workbook, &properties), _("the properties"));
}

static bool
take_scratch_file(Book *self, GError **error)
{
    self->path = g_build_filename(self->folder, "workbook-XXXXXX", NULL);
    int file = g_mkstemp_full(self->path, O_RDWR | O_CLOEXEC, 0600);
    if (file < 0) {
        g_set_error(error, WORKBOOK_ERROR, WORKBOOK_ERROR_SCRATCH,
                    _("cannot make a file in the scratch folder \"%s\": %s"), self->folder,
                    g_strerror(errno));
        g_clear_pointer(&self->path, g_free);
        return false;
    }
    close(file);
    return true;
}

Book *
book_new(const char *scratch_folder, const BookInfo *info, GError **error)
{
    g_autoptr(Book) self = g_new0(Book, 1);
    self->folder = g_strdup(scratch_folder);
    self->cells = g_array_new(FALSE, FALSE, sizeof(size_t));
    self->widths = g_array_new(FALSE, FALSE, sizeof(double));
    if (!take_scratch_file(self, error))
        return NULL;

    lxw_workbook_options options = {.tmpdir = self->folder};
    self->workbook = workbook_new_opt(self->path, &options);
    if (self->workbook == NULL) {
        g_set_error(error, WORKBOOK_ERROR, WORKBOOK_ERROR_WRITE,
                    _("cannot begin a workbook in \"%s\""), self->folder);
        return NULL;
    }
    for (int i = 0; i < N_STYLES; i++) {
        const StyleLook *look = &LOOKS[i];
        self->number_formats[i] = info->language == LANGUAGE_FR ? look->number_fr : look->number_en;
        self->formats[i] = format_of(self->workbook, look, self->number_formats[i]);
    }
    set_properties(self, info);
    return g_steal_pointer(&self);
}

void
book_free(Book *self)
{
    if (self == NULL)
        return;
    lxw_workbook_free(self->workbook);
    if (self->path != NULL)
        g_unlink(self->path);
    g_clear_error(&self->fault);
    g_array_unref(self->cells);
    g_array_unref(self->widths);
    g_free(self->path);
    g_free(self->folder);
    g_free(self);
}

static GBytes *
read_back(const Book *self, GError **error)
{
    char *bytes;
    size_t size;
    g_autoptr(GError) cause = NULL;
    if (!g_file_get_contents(self->path, &bytes, &size, &cause)) {
        g_set_error(error, WORKBOOK_ERROR, WORKBOOK_ERROR_SCRATCH,
                    _("cannot read back a workbook: %s"), cause->message);
        return NULL;
    }
    return g_bytes_new_take(bytes, size);
}

GBytes *
book_close(Book *self, GError **error)
{
    book_check(self, workbook_close(self->workbook), _("the file"));
    self->workbook = NULL;
    if (self->fault != NULL) {
        g_propagate_error(error, g_steal_pointer(&self->fault));
        return NULL;
    }

    g_autoptr(GBytes) bytes = read_back(self, error);
    g_autoptr(GPtrArray) parts = bytes == NULL ? NULL : package_parts(bytes, error);
    if (parts == NULL ||
        !package_check(parts, (const size_t *)(void *)self->cells->data, self->cells->len, error))
        return NULL;
    return g_steal_pointer(&bytes);
}

/* --- sheets --- */

void
book_begin_sheet(Book *self, const char *name)
{
    if (self->fault != NULL)
        return;
    lxw_error code = workbook_validate_sheet_name(self->workbook, name);
    lxw_worksheet *sheet =
        code == LXW_NO_ERROR ? workbook_add_worksheet(self->workbook, name) : NULL;
    if (sheet == NULL) {
        g_autofree char *what = g_strdup_printf(_("sheet \"%s\""), name);
        book_check(self, code == LXW_NO_ERROR ? LXW_ERROR_MEMORY_MALLOC_FAILED : code, what);
        return;
    }
    self->sheet = sheet;
    static const size_t NONE = 0;
    g_array_append_val(self->cells, NONE);
    g_array_set_size(self->widths, 0);
    self->row_height = 0;
    self->row = 0;
    self->column = 0;
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, PAPER_A4_CODE);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
    book_check(self, worksheet_set_footer(sheet, "&L&F&C&A&R&P / &N"), _("a footer"));
}

void
book_set_columns(Book *self, const BookColumn *columns, size_t n)
{
    for (size_t i = 0; i < n && self->fault == NULL; i++) {
        const lxw_col_t column = (lxw_col_t)i;
        g_array_append_val(self->widths, columns[i].width);
        book_check(self, worksheet_set_column(self->sheet, column, column, columns[i].width, NULL),
                   _("a column width"));
    }
}

void
book_begin_table(Book *self, const BookColumn *columns, size_t n, size_t n_frozen)
{
    book_set_columns(self, columns, n);
    for (size_t i = 0; i < n; i++)
        book_text(self, columns[i].is_figure ? STYLE_HEAD_FIGURE : STYLE_HEAD, columns[i].head);
    book_end_row(self);
    if (self->fault != NULL)
        return;
    self->table_columns = (lxw_col_t)n;
    worksheet_freeze_panes(self->sheet, self->row, (lxw_col_t)n_frozen);
    book_check(self, worksheet_repeat_rows(self->sheet, 0, self->row - 1), _("the repeated head"));
}

void
book_end_table(Book *self)
{
    g_assert(self->fault != NULL || self->table_columns > 0);

    if (self->fault == NULL)
        book_check(self,
                   worksheet_autofilter(self->sheet, 0, 0, MAX(self->row, 1) - 1,
                                        (lxw_col_t)(self->table_columns - 1)),
                   _("a filter"));
}

/* --- cells --- */

static lxw_col_t
next_cell(Book *self)
{
    g_array_index(self->cells, size_t, self->cells->len - 1)++;
    return self->column++;
}

/* What XML 1.0 cannot hold at all would make the file one that programs offer to repair. */
static char *
without_forbidden(const char *text)
{
    GString *clean = g_string_new(NULL);
    for (const char *p = text; *p != '\0'; p += g_utf8_skip[(unsigned char)*p]) {
        gunichar c = g_utf8_get_char(p);
        bool is_allowed = c == '\t' || c == '\n' || (c >= 0x20 && c != 0xFFFE && c != 0xFFFF);
        g_string_append_unichar(clean, is_allowed ? c : 0xFFFD);
    }
    return g_string_free(clean, FALSE);
}

/* Not every program makes a row higher for the texts that wrap in it. */
static void
make_room(Book *self, BookStyle style, lxw_col_t column, const char *text)
{
    static const double LINE_HEIGHT = 1.4, CHARACTERS_PER_WIDTH = 1, PADDING_PT = 3;
    const StyleLook *look = &LOOKS[style];
    double lines = 1;
    if (look->wrap && column < self->widths->len) {
        double width = g_array_index(self->widths, double, column);
        lines = ceil((double)g_utf8_strlen(text, -1) / (width * CHARACTERS_PER_WIDTH));
    }
    double height = lines * look->size * LINE_HEIGHT + (lines > 1 ? PADDING_PT : 0);
    self->row_height = MAX(self->row_height, height);
}

void
book_text(Book *self, BookStyle style, const char *text)
{
    if (self->fault != NULL)
        return;
    const lxw_col_t column = next_cell(self);
    if (text == NULL || *text == '\0') {
        book_check(self,
                   worksheet_write_blank(self->sheet, self->row, column, self->formats[style]),
                   _("an empty cell"));
        return;
    }
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    g_autofree char *clean = without_forbidden(valid);
    make_room(self, style, column, clean);
    book_check(self,
               worksheet_write_string(self->sheet, self->row, column, clean, self->formats[style]),
               _("a text"));
}

void
book_number(Book *self, BookStyle style, double value)
{
    g_assert(!isinf(value));

    if (self->fault != NULL)
        return;
    const lxw_col_t column = next_cell(self);
    lxw_format *format = self->formats[style];
    book_check(self,
               isnan(value) ? worksheet_write_blank(self->sheet, self->row, column, format)
                            : worksheet_write_number(self->sheet, self->row, column, value, format),
               _("a number"));
}

void
book_day(Book *self, Day day)
{
    if (day == DAY_NONE) {
        book_text(self, STYLE_DATE, NULL);
        return;
    }
    if (self->fault != NULL)
        return;
    const lxw_col_t column = next_cell(self);
    CivilDate civil = day_to_civil(day);
    lxw_datetime date = {.year = civil.year, .month = civil.month, .day = civil.day};
    book_check(
        self,
        worksheet_write_datetime(self->sheet, self->row, column, &date, self->formats[STYLE_DATE]),
        _("a date"));
}

void
book_end_row(Book *self)
{
    if (self->fault == NULL && self->row_height > LXW_DEF_ROW_HEIGHT)
        book_check(self, worksheet_set_row(self->sheet, self->row, self->row_height, NULL),
                   _("a row height"));
    self->row_height = 0;
    self->row++;
    self->column = 0;
}

int
book_row(const Book *self)
{
    return (int)self->row;
}
