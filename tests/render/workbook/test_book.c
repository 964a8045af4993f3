/* The spreadsheet writer: nothing of the data runs, no NaN arrives, nothing depends on clock, zone or
 * locale, and every failure is said and leaves nothing behind. */
#include "render/workbook/book.h"

#include <check.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "tests/render/workbook/parts.h"

static char *folder;

static void
setup(void)
{
    folder = g_dir_make_tmp("test-book-XXXXXX", NULL);
    ck_assert_ptr_nonnull(folder);
}

static void
teardown(void)
{
    ck_assert_msg(g_rmdir(folder) == 0, "something stayed in the scratch folder");
    g_free(folder);
}

static Book *
new_book(Language language)
{
    BookInfo info = {.title = "Title",
                     .subject = "Subject",
                     .author = "Author",
                     .language = language,
                     .created = day_from_civil(2026, 3, 31)};
    g_autoptr(GError) error = NULL;
    Book *book = book_new(folder, &info, &error);
    ck_assert_msg(book != NULL, "%s", error ? error->message : "");
    book_begin_sheet(book, "Feuille é");
    return book;
}

static GBytes *
close_book(Book *book)
{
    g_autoptr(GError) error = NULL;
    GBytes *bytes = book_close(book, &error);
    ck_assert_msg(bytes != NULL, "%s", error ? error->message : "");
    return bytes;
}

static Parts *
parts_of(Book *book)
{
    g_autoptr(GBytes) bytes = close_book(book);
    return parts_open(bytes);
}

/* --- texts --- */

static const struct {
    const char *text, *stored;
} TEXTS[] = {
    {"Groupe du Trégor", "Groupe du Trégor"},
    {"=1+1", "=1+1"},
    {"=HYPERLINK(\"http://x\")", "=HYPERLINK(\"http://x\")"},
    {"+33", "+33"},
    {"@SUM(A1)", "@SUM(A1)"},
    {"http://example.org/a", "http://example.org/a"},
    {"internal:Sheet!A1", "internal:Sheet!A1"},
    {"{=SUM(A1)}", "{=SUM(A1)}"},
    {"a < b & c", "a &lt; b &amp; c"},
    {"bell\x07", "bell\xef\xbf\xbd"},
    {"nonchar \xef\xbf\xbe", "nonchar \xef\xbf\xbd"},
    {"bad \xff byte", "bad \xef\xbf\xbd byte"},
    {"12", "12"},
};

START_TEST(texts_are_inert)
{
    g_autoptr(Book) book = new_book(LANGUAGE_FR);
    book_text(book, STYLE_TEXT, TEXTS[_i].text);
    g_autoptr(Parts) parts = parts_of(book);
    g_autofree char *stored = parts_cell(parts, 1, "A1");
    ck_assert_str_eq(stored, TEXTS[_i].stored);
    const char *sheet = parts_sheet(parts, 1);
    ck_assert_ptr_null(strstr(sheet, "<f>"));
    ck_assert_ptr_null(strstr(sheet, "hyperlink"));
    ck_assert_ptr_nonnull(strstr(sheet, "t=\"s\""));
}
END_TEST

/* --- numbers and dates --- */

START_TEST(numbers_keep_their_value_and_a_nan_is_empty)
{
    g_autoptr(Book) book = new_book(LANGUAGE_FR);
    book_number(book, STYLE_PERCENT, 0.1423);
    book_number(book, STYLE_PERCENT, NAN);
    book_number(book, STYLE_COUNT, 1234567);
    book_day(book, day_from_civil(2026, 3, 31));
    book_day(book, DAY_NONE);
    g_autoptr(Parts) parts = parts_of(book);
    g_autofree char *value = parts_cell(parts, 1, "A1");
    g_autofree char *none = parts_cell(parts, 1, "B1");
    g_autofree char *count = parts_cell(parts, 1, "C1");
    g_autofree char *day = parts_cell(parts, 1, "D1");
    g_autofree char *no_day = parts_cell(parts, 1, "E1");
    ck_assert_str_eq(value, "0.1423");
    ck_assert_ptr_null(none);
    ck_assert_str_eq(count, "1234567");
    ck_assert_str_eq(day, "46112"); /* days since 1899-12-30 */
    ck_assert_ptr_null(no_day);
    const char *sheet = parts_sheet(parts, 1);
    ck_assert_ptr_null(strstr(sheet, "nan"));
}
END_TEST

static const struct {
    Language language;
    const char *format;
} FORMATS[] = {
    {LANGUAGE_FR, "formatCode=\"0.0&quot;\u00a0&quot;%\""},
    {LANGUAGE_FR, "formatCode=\"0&quot;\u00a0&quot;%\""},
    {LANGUAGE_FR, "formatCode=\"dd/mm/yyyy\""},
    {LANGUAGE_FR, "formatCode=\"#,##0.00&quot;\u00a0€&quot;\""},
    {LANGUAGE_EN, "formatCode=\"0.0%\""},
    {LANGUAGE_EN, "formatCode=\"yyyy-mm-dd\""},
};

START_TEST(formats_follow_the_language)
{
    g_autoptr(Book) book = new_book(FORMATS[_i].language);
    for (BookStyle style = 0; style < N_STYLES; style++)
        book_number(book, style, 0.5);
    g_autoptr(Parts) parts = parts_of(book);
    const char *styles = parts_text(parts, "xl/styles.xml");
    ck_assert_msg(strstr(styles, FORMATS[_i].format) != NULL, "%s not in %s", FORMATS[_i].format,
                  styles);
}
END_TEST

/* --- the same bytes --- */

static GBytes *
a_book(void)
{
    static const BookColumn COLUMNS[] = {{"One", 20, false}, {"Two", 12, true}};
    g_autoptr(Book) book = new_book(LANGUAGE_FR);

    book_begin_table(book, COLUMNS, 2, 1);
    for (int i = 0; i < 3; i++) {
        book_text(book, STYLE_TEXT, "Période");
        book_number(book, STYLE_PERCENT, 0.1 * (i + 1) + 1.0 / 3);
        book_end_row(book);
    }
    book_end_table(book);
    book_begin_sheet(book, "Graphiques");
    BookSeries series = {.column = 1, .colour = {0, 0.5, 1}, .width_pt = 2, .mark = MARK_CIRCLE};
    book_chart(book,
               &(BookChart){.data_sheet = "Feuille é",
                            .first_row = 1,
                            .last_row = 3,
                            .values = STYLE_PERCENT_WHOLE,
                            .keeps_zero = true,
                            .summary = "a chart",
                            .series = &series,
                            .n_series = 1},
               0);
    return close_book(book);
}

static const struct {
    const char *zone, *locale;
} PLACES[] = {{"UTC", "C"}, {"Pacific/Auckland", "C"}, {"UTC", "fr_FR.UTF-8"}};

START_TEST(bytes_do_not_depend_on_place_or_time)
{
    g_autoptr(GBytes) first = a_book();
    setenv("TZ", PLACES[_i].zone, 1);
    tzset();
    /* As the program does: the numeric locale stays C. Without the locale this is the C locale. */
    setlocale(LC_ALL, PLACES[_i].locale);
    setlocale(LC_NUMERIC, "C");
    struct timespec wait = {.tv_sec = 1, .tv_nsec = 100000000};
    nanosleep(&wait, NULL);
    g_autoptr(GBytes) second = a_book();
    g_autoptr(Parts) one = parts_open(first);
    g_autoptr(Parts) two = parts_open(second);
    ck_assert_uint_eq(parts_n(one), parts_n(two));
    for (size_t i = 0; i < parts_n(one); i++) {
        const char *name = parts_name(one, i);
        ck_assert_msg(g_str_equal(parts_text(one, name), parts_text(two, name)), "part %s differs",
                      name);
    }
    ck_assert(g_bytes_equal(first, second));
}
END_TEST

START_TEST(tables_have_head_filter_and_chart)
{
    g_autoptr(GBytes) bytes = a_book();
    g_autoptr(Parts) parts = parts_open(bytes);
    const char *sheet = parts_sheet(parts, 1);
    ck_assert_ptr_nonnull(strstr(sheet, "<autoFilter ref=\"A1:B4\"/>"));
    ck_assert_ptr_nonnull(strstr(sheet, "xSplit=\"1\" ySplit=\"1\""));
    ck_assert_ptr_nonnull(strstr(sheet, "state=\"frozen\""));
    const char *chart = parts_text(parts, "xl/charts/chart1.xml");
    ck_assert_ptr_nonnull(strstr(chart, "<c:f>'Feuille é'!$B$2:$B$4</c:f>"));
    ck_assert_ptr_nonnull(strstr(chart, "<c:f>'Feuille é'!$A$2</c:f>"));
    /* Blanks are gaps: what the format takes for granted. */
    ck_assert_ptr_null(strstr(chart, "<c:dispBlanksAs val=\"zero\"/>"));
    const char *core = parts_text(parts, "docProps/core.xml");
    ck_assert_ptr_nonnull(strstr(core, ">2026-03-31T00:00:00Z<"));
}
END_TEST

/* --- failures --- */

START_TEST(scratch_folder_must_exist)
{
    BookInfo info = {.title = "T", .subject = "S", .author = "A"};
    g_autofree char *absent = g_build_filename(folder, "absent", NULL);
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(book_new(absent, &info, &error));
    ck_assert(g_error_matches(error, WORKBOOK_ERROR, WORKBOOK_ERROR_SCRATCH));
    ck_assert_ptr_nonnull(strstr(error->message, absent));
}
END_TEST

static const struct {
    const char *name, *message;
} SHEET_NAMES[] = {
    {"a/b", "a/b"},
    {"a name that is longer than thirty-one characters", "longer"},
    {"feuille É", "cannot write"},
};

START_TEST(first_fault_is_reported_at_the_end)
{
    g_autoptr(Book) book = new_book(LANGUAGE_FR);
    book_begin_sheet(book, _i == 2 ? "Feuille é" : SHEET_NAMES[_i].name);
    book_text(book, STYLE_TEXT, "goes nowhere");
    book_end_row(book);
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(book_close(book, &error));
    ck_assert(g_error_matches(error, WORKBOOK_ERROR, WORKBOOK_ERROR_WRITE));
    ck_assert_msg(strstr(error->message, SHEET_NAMES[_i].message) != NULL, "%s", error->message);
}
END_TEST

START_TEST(a_text_that_is_too_long_is_a_fault)
{
    g_autoptr(Book) book = new_book(LANGUAGE_FR);
    g_autofree char *text = g_strnfill(40000, 'x');
    book_text(book, STYLE_TEXT, text);
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(book_close(book, &error));
    ck_assert(g_error_matches(error, WORKBOOK_ERROR, WORKBOOK_ERROR_WRITE));
}
END_TEST

static GBytes *
close_long_book(rlim_t size_limit, GError **error)
{
    g_autoptr(Book) book = new_book(LANGUAGE_FR);
    for (int i = 0; i < 4000; i++) {
        book_number(book, STYLE_NUMBER, i * 1.2345678901);
        book_end_row(book);
    }
    struct rlimit limit;
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = size_limit;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    GBytes *bytes = book_close(book, error);
    limit.rlim_cur = limit.rlim_max;
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    return bytes;
}

/* A file size limit stands for the full disk. The sheet's temporary file is several times larger than
 * the archive, so the upper limits cut only that, where the library itself reports success. */
START_TEST(full_disk_is_a_fault)
{
    signal(SIGXFSZ, SIG_IGN);
    g_autoptr(GBytes) whole = close_long_book(RLIM_INFINITY, NULL);
    ck_assert_ptr_nonnull(whole);
    g_autoptr(Parts) parts = parts_open(whole);
    const char *sheet = parts_sheet(parts, 1);
    g_autoptr(GError) error = NULL;
    GBytes *bytes = close_long_book(strlen(sheet) * (rlim_t)(_i + 1) / 17, &error);
    ck_assert_ptr_null(bytes);
    ck_assert(g_error_matches(error, WORKBOOK_ERROR, WORKBOOK_ERROR_WRITE));
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("book");
    TCase *tcase = tcase_create("book");
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, texts_are_inert, 0, G_N_ELEMENTS(TEXTS));
    tcase_add_test(tcase, numbers_keep_their_value_and_a_nan_is_empty);
    tcase_add_loop_test(tcase, formats_follow_the_language, 0, G_N_ELEMENTS(FORMATS));
    tcase_add_loop_test(tcase, bytes_do_not_depend_on_place_or_time, 0, G_N_ELEMENTS(PLACES));
    tcase_add_test(tcase, tables_have_head_filter_and_chart);
    tcase_add_test(tcase, scratch_folder_must_exist);
    tcase_add_loop_test(tcase, first_fault_is_reported_at_the_end, 0, G_N_ELEMENTS(SHEET_NAMES));
    tcase_add_test(tcase, a_text_that_is_too_long_is_a_fault);
    tcase_add_loop_test(tcase, full_disk_is_a_fault, 0, 16);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
