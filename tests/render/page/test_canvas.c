/* Type and structure of pages: widths, lines, what may stand where, and faults that say what. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "render/page/canvas.h"
#include "tests/render/page/golden.h"

static Typesetter *typesetter;
static Canvas *canvas;

static const DocumentInfo INFO = {"Profil de pratique", "miroir", "Bretagne", "fr-FR",
                                  "2026-06-12"};
static const TextStyle BODY = {.face = FACE_REGULAR, .size_mm = 3.45, .colour = {0.1, 0.1, 0.1}};

static void
set_up(void)
{
    GError *error = NULL;
    typesetter = typesetter_new("fonts", "fr", &error);
    ck_assert_msg(typesetter != NULL, "%s", error == NULL ? "" : error->message);
    canvas = canvas_new(typesetter, PAPER_A4, &INFO);
}

static void
tear_down(void)
{
    canvas_free(canvas);
    typesetter_free(typesetter);
}

/* --- type --- */

START_TEST(digits_are_tabular)
{
    for (Face face = 0; face < N_FACES; face++) {
        TextStyle style = BODY;
        style.face = face;
        double ones = typesetter_width(typesetter, &style, "1111");
        double eights = typesetter_width(typesetter, &style, "8888");
        ck_assert_double_eq_tol(ones, eights, 1e-9);
        ck_assert_double_gt(ones, 4 * 0.5 * style.size_mm);
        ck_assert_double_lt(ones, 4 * 0.75 * style.size_mm);
    }
}
END_TEST

START_TEST(widths_add_up)
{
    double one = typesetter_width(typesetter, &BODY, "mot");
    double two = typesetter_width(typesetter, &BODY, "mot mot");
    double blank = two - 2 * one;
    ck_assert_double_gt(blank, 0.2 * BODY.size_mm);
    ck_assert_double_lt(blank, 0.4 * BODY.size_mm);
    ck_assert_double_gt(typesetter_width(typesetter, &BODY, "**mot**"), one);
    ck_assert_double_lt(typesetter_width(typesetter, &BODY, "^mot^"), one);
    ck_assert_double_eq(typesetter_width(typesetter, &BODY, ""), 0);

    TextStyle tracked = BODY;
    tracked.tracking_mm = 0.25;
    ck_assert_double_eq_tol(typesetter_width(typesetter, &tracked, "mot"), one + 0.75, 1e-9);
}
END_TEST

static const struct {
    const char *text;
    double times; /* width in words "mot" */
    int lines;
} WRAPS[] = {
    {"mot mot mot", 10, 1},
    {"mot mot mot", 2.5, 2},
    {"mot mot mot", 1, 3},
    {"mot\u00A0mot\u00A0mot", 2.5, 1},
    {"mot\u202Fmot mot", 2.5, 2},
    {"mo**t** mot", 1.1, 2},
    {"mot\n\nmot", 10, 2},
    {"mot\nmot", 10, 1},
    {"", 10, 0},
};

START_TEST(lines_break_at_blanks)
{
    double width = WRAPS[_i].times * typesetter_width(typesetter, &BODY, "mot");
    ck_assert_int_eq(typesetter_n_lines(typesetter, &BODY, WRAPS[_i].text, width), WRAPS[_i].lines);
    double height = typesetter_height(typesetter, &BODY, WRAPS[_i].text, width);
    ck_assert_double_eq_tol(height, WRAPS[_i].lines * 1.45 * BODY.size_mm, 1e-9);
}
END_TEST

/* Nothing is hyphenated, in tables or elsewhere: what is too long says by how much. */
START_TEST(words_are_never_cut)
{
    static const char *const WORDS[] = {"anticonstitutionnellement", "benzodiazépines",
                                        "12\u202F345\u00A0%", "peut-être", "1^er^\u00A0trimestre"};
    for (size_t i = 0; i < G_N_ELEMENTS(WORDS); i++) {
        double width = typesetter_width(typesetter, &BODY, WORDS[i]);
        ck_assert_int_eq(typesetter_n_lines(typesetter, &BODY, WORDS[i], width / 3), 1);
        ck_assert_double_eq_tol(typesetter_excess(typesetter, &BODY, WORDS[i], width / 3),
                                width * 2 / 3, 1e-5);
    }
}
END_TEST

START_TEST(every_sign_of_figures_is_there)
{
    const char *signs = "0123456789 %‰€≥≤±×÷−–—… «»“”‘’·•°№ ↗↘→ ▲ œŒæÆ àâäçéèêëîïôöùûüÿ ÀÇÉÈÊ "
                        "\u00A0\u202F n° m² 1ᵉʳ";
    typesetter_width(typesetter, &BODY, signs);
    ck_assert_uint_eq(typesetter_missing_glyph(typesetter), 0);
    typesetter_width(typesetter, &BODY, "aé漢字");
    ck_assert_uint_eq(typesetter_missing_glyph(typesetter), 0x6F22);
}
END_TEST

START_TEST(a_font_that_is_not_there_names_its_package)
{
    g_autofree char *folder = g_dir_make_tmp("fonts-XXXXXX", NULL);
    g_autofree char *list = g_build_filename(folder, "fonts.ini", NULL);
    ck_assert(g_file_set_contents(list,
                                  "[fonts]\npackage=fonts-nowhere\nfolders=/nowhere\n"
                                  "[faces]\nregular=Nowhere.otf\n",
                                  -1, NULL));
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(typesetter_new(folder, "fr", &error));
    ck_assert_ptr_nonnull(strstr(error->message, "Nowhere.otf"));
    ck_assert_ptr_nonnull(strstr(error->message, "fonts-nowhere"));
    ck_assert_int_eq(remove(list), 0);

    g_autoptr(GError) no_list = NULL;
    ck_assert_ptr_null(typesetter_new(folder, "fr", &no_list));
    ck_assert_ptr_nonnull(strstr(no_list->message, "fonts.ini"));
    ck_assert_int_eq(remove(folder), 0);
}
END_TEST

/* --- faults --- */

static void
write_in(Role role, const char *text)
{
    canvas_begin_page(canvas, NULL);
    if (role != ROLE_DOCUMENT)
        canvas_open(canvas, role);
    canvas_text(canvas, (Point){16, 16}, ALIGN_LEFT, &BODY, text);
    if (role != ROLE_DOCUMENT)
        canvas_close(canvas);
}

static void
no_page(void)
{
}
static void
open_before_page(void)
{
    canvas_open(canvas, ROLE_PARAGRAPH);
}
static void
left_open(void)
{
    canvas_begin_page(canvas, NULL);
    canvas_open(canvas, ROLE_SECTION);
}
static void
left_open_at_page_end(void)
{
    left_open();
    canvas_begin_page(canvas, NULL);
}
static void
close_too_often(void)
{
    canvas_begin_page(canvas, NULL);
    canvas_close(canvas);
}
static void
text_in_document(void)
{
    write_in(ROLE_DOCUMENT, "x");
}
static void
text_in_section(void)
{
    write_in(ROLE_SECTION, "x");
}
static void
text_in_table(void)
{
    write_in(ROLE_TABLE, "x");
}
static void
cell_in_document(void)
{
    write_in(ROLE_CELL, "x");
}
static void
text_beside_children(void)
{
    canvas_begin_page(canvas, NULL);
    canvas_open(canvas, ROLE_TABLE);
    canvas_open(canvas, ROLE_ROW);
    canvas_open(canvas, ROLE_CELL);
    canvas_open(canvas, ROLE_PARAGRAPH);
    canvas_close(canvas);
    canvas_text(canvas, (Point){0, 0}, ALIGN_LEFT, &BODY, "x");
}
static void
child_beside_text(void)
{
    canvas_begin_page(canvas, NULL);
    canvas_open(canvas, ROLE_TABLE);
    canvas_open(canvas, ROLE_ROW);
    canvas_open(canvas, ROLE_CELL);
    canvas_text(canvas, (Point){0, 0}, ALIGN_LEFT, &BODY, "x");
    canvas_open(canvas, ROLE_PARAGRAPH);
}
static void
figure_without_alt(void)
{
    canvas_begin_page(canvas, NULL);
    canvas_open(canvas, ROLE_FIGURE);
}
static void
figure_with_empty_alt(void)
{
    canvas_begin_page(canvas, NULL);
    canvas_open_figure(canvas, "");
}
static void
missing_glyph(void)
{
    write_in(ROLE_PARAGRAPH, "Dr 漢");
}
static void
not_utf8(void)
{
    write_in(ROLE_PARAGRAPH, "caf\xe9");
}
static void
unbalanced(void)
{
    write_in(ROLE_PARAGRAPH, "**gras");
}
static void
two_lines(void)
{
    write_in(ROLE_PARAGRAPH, "une\n\ndeux");
}
static void
too_wide(void)
{
    canvas_begin_page(canvas, NULL);
    canvas_open(canvas, ROLE_PARAGRAPH);
    canvas_text_within(canvas, (Point){0, 0}, ALIGN_LEFT, 20, &BODY, "une ligne bien trop longue");
}
static void
too_long_a_word(void)
{
    canvas_begin_page(canvas, NULL);
    canvas_open(canvas, ROLE_PARAGRAPH);
    canvas_paragraph(canvas, (Point){0, 0}, 10, &BODY, "un anticonstitutionnellement");
}
static void
not_a_number(void)
{
    canvas_begin_page(canvas, NULL);
    canvas_open_figure(canvas, "x");
    canvas_diamond(canvas, (Point){NAN, 0}, 1, INK);
}
static void
own_fault(void)
{
    canvas_begin_page(canvas, NULL);
    canvas_fail(canvas, "the table needs %.1f mm more", 3.2);
}

static const struct {
    void (*draw)(void);
    int code;
    const char *what[2];
} FAULTS[] = {
    {no_page, PAGE_ERROR_DRAW, {"no page", "document"}},
    {open_before_page, PAGE_ERROR_DRAW, {"before the first page", "p "}},
    {left_open, PAGE_ERROR_DRAW, {"section", "still open"}},
    {left_open_at_page_end, PAGE_ERROR_DRAW, {"section", "still open"}},
    {close_too_often, PAGE_ERROR_DRAW, {"nothing is open", ""}},
    {text_in_document, PAGE_ERROR_DRAW, {"straight in document", "page 1"}},
    {text_in_section, PAGE_ERROR_DRAW, {"straight in section", "page 1"}},
    {text_in_table, PAGE_ERROR_DRAW, {"straight in table", "page 1"}},
    {cell_in_document, PAGE_ERROR_DRAW, {"cell may not stand in document", ""}},
    {text_beside_children, PAGE_ERROR_DRAW, {"straight in cell", ""}},
    {child_beside_text, PAGE_ERROR_DRAW, {"cell", "marks of its own"}},
    {figure_without_alt, PAGE_ERROR_DRAW, {"figure", "what it shows"}},
    {figure_with_empty_alt, PAGE_ERROR_DRAW, {"figure", "what it shows"}},
    {missing_glyph, PAGE_ERROR_FONT, {"U+6F22", "Dr 漢"}},
    {not_utf8, PAGE_ERROR_TEXT, {"UTF-8", ""}},
    {unbalanced, PAGE_ERROR_TEXT, {"**gras", "never closed"}},
    {two_lines, PAGE_ERROR_OVERFLOW, {"one line", "une"}},
    {too_wide, PAGE_ERROR_OVERFLOW, {"une ligne bien trop longue", "mm more"}},
    {too_long_a_word, PAGE_ERROR_OVERFLOW, {"anticonstitutionnellement", "mm more"}},
    {not_a_number, PAGE_ERROR_DRAW, {"not a number", ""}},
    {own_fault, PAGE_ERROR_OVERFLOW, {"3.2 mm more", "page 1"}},
};

START_TEST(faults_stick_and_say_what)
{
    FAULTS[_i].draw();
    g_autoptr(GError) text_error = NULL, pdf_error = NULL;
    ck_assert_ptr_null(canvas_to_text(canvas, &text_error));
    ck_assert_ptr_null(canvas_to_pdf(canvas, &pdf_error));
    ck_assert(g_error_matches(text_error, PAGE_ERROR, FAULTS[_i].code));
    ck_assert_str_eq(text_error->message, pdf_error->message);
    for (size_t i = 0; i < 2; i++)
        ck_assert_msg(strstr(text_error->message, FAULTS[_i].what[i]) != NULL, "%s",
                      text_error->message);
}
END_TEST

START_TEST(the_first_fault_is_kept)
{
    text_in_section();
    missing_glyph();
    canvas_fail(canvas, "later");
    g_autoptr(GError) error = NULL;
    ck_assert_ptr_null(canvas_to_text(canvas, &error));
    ck_assert_ptr_nonnull(strstr(error->message, "straight in section"));
}
END_TEST

/* --- golden --- */

static void
cell(Role role, double x, double y, const char *text)
{
    canvas_open(canvas, role);
    canvas_text(canvas, (Point){x, y}, ALIGN_RIGHT, &BODY, text);
    canvas_close(canvas);
}

START_TEST(a_page_as_text)
{
    TextStyle running = {FACE_SEMIBOLD, 2.7, 0, 0.25, MUTED};
    TextStyle title = {FACE_BOLD, 6.2, 0, 0, INK};
    Stroke rule = {INK, 0.35, DASH_NONE}, dashed = {CONTROL, 0.5, DASH_DASHED};

    canvas_begin_page(canvas, "Fluoroquinolones, 1^er^ trimestre");
    canvas_open(canvas, ROLE_SECTION);
    canvas_open(canvas, ROLE_ARTIFACT);
    canvas_text(canvas, (Point){16, 17}, ALIGN_LEFT, &running, "BON USAGE");
    canvas_line(canvas, (Point){16, 19.2}, (Point){194, 19.2}, &rule);
    canvas_close(canvas);
    canvas_open(canvas, ROLE_HEADING_1);
    canvas_text_within(canvas, (Point){105, 28.3}, ALIGN_CENTRE, 178, &title, "Fluoroquinolones");
    canvas_close(canvas);
    canvas_open(canvas, ROLE_PARAGRAPH);
    double next =
        canvas_paragraph(canvas, (Point){16, 36.3}, 100, &BODY,
                         "**Vous : 14 %**, soit 31 prescriptions \"sur\" 218, contre 18 % "
                         "au 1^er^ trimestre 2025.");
    canvas_paragraph_aligned(canvas, (Point){194, next}, ALIGN_RIGHT, 60, &BODY, "à droite");
    canvas_close(canvas);
    canvas_open_figure(canvas, "Un losange et un cercle");
    canvas_rect(canvas, (Rect){14, 70, 182, 6}, &OWN_BAND, NULL);
    canvas_polyline(canvas, (Point[]){{10, 80}, {20, 85}, {30, 80}}, 3, &dashed);
    canvas_polygon(canvas, (Point[]){{10, 90}, {20, 95}, {30, 90}}, 3, ENROLLED_PALE);
    canvas_circle(canvas, (Point){60, 73}, 1.35, &PAPER, &rule);
    canvas_diamond(canvas, (Point){50, 73}, 2, INK);
    canvas_close(canvas);
    canvas_open(canvas, ROLE_TABLE);
    canvas_open(canvas, ROLE_ROW);
    cell(ROLE_COLUMN_HEADER, 100, 100, "valeur");
    canvas_close(canvas);
    canvas_open(canvas, ROLE_ROW);
    cell(ROLE_ROW_HEADER, 60, 106, "Vous");
    cell(ROLE_CELL, 100, 106, "14,2\u00A0%");
    canvas_close(canvas);
    canvas_close(canvas);
    canvas_close(canvas);
    golden_check(canvas, "pages/small");
}
END_TEST

int
main(int argc, char **argv)
{
    if (!golden_options(argc, argv))
        return EXIT_FAILURE;

    TCase *tests = tcase_create("canvas");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, digits_are_tabular);
    tcase_add_test(tests, widths_add_up);
    tcase_add_loop_test(tests, lines_break_at_blanks, 0, G_N_ELEMENTS(WRAPS));
    tcase_add_test(tests, words_are_never_cut);
    tcase_add_test(tests, every_sign_of_figures_is_there);
    tcase_add_test(tests, a_font_that_is_not_there_names_its_package);
    tcase_add_loop_test(tests, faults_stick_and_say_what, 0, G_N_ELEMENTS(FAULTS));
    tcase_add_test(tests, the_first_fault_is_kept);
    tcase_add_test(tests, a_page_as_text);

    Suite *suite = suite_create("canvas");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
