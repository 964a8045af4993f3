/* Imposition: folded, the sheets read in order; both pages of a side stand upright in their half, with
 * their text; the same bytes each time; and what cannot be folded is refused. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "render/page/pdf_imposition.h"
#include "render/page/pdf_seal.h"
#include "tests/render/document/pdf_words.h"
#include "tests/render/page/small_pdf.h"

/* As a bookbinder lists them; pages from 1, 0 for a blank. */
static const struct {
    int n_pages;
    int sides[9][2]; /* ended by {-1} */
} FOLDS[] = {
    {0, {{-1}}},
    {1, {{0, 1}, {0, 0}, {-1}}},
    {2, {{0, 1}, {2, 0}, {-1}}},
    {3, {{0, 1}, {2, 3}, {-1}}},
    {4, {{4, 1}, {2, 3}, {-1}}},
    {5, {{0, 1}, {2, 0}, {0, 3}, {4, 5}, {-1}}},
    {8, {{8, 1}, {2, 7}, {6, 3}, {4, 5}, {-1}}},
    {12, {{12, 1}, {2, 11}, {10, 3}, {4, 9}, {8, 5}, {6, 7}, {-1}}},
};

START_TEST(sides_are_a_bookbinders)
{
    int n = 0;
    for (; FOLDS[_i].sides[n][0] >= 0; n++) {
        const ImposedSide side = imposition_side(FOLDS[_i].n_pages, n);
        ck_assert_int_eq(side.left + 1, FOLDS[_i].sides[n][0]);
        ck_assert_int_eq(side.right + 1, FOLDS[_i].sides[n][1]);
    }
    ck_assert_int_eq(imposition_n_sides(FOLDS[_i].n_pages), n);
}
END_TEST

static GBytes *
impose(GBytes *pdf, const char *password)
{
    g_autoptr(GError) error = NULL;
    GBytes *imposed = pdf_impose(pdf, password, &error);
    ck_assert_msg(imposed != NULL, "%s", error == NULL ? "" : error->message);
    return imposed;
}

/* The letters of a side, from the left: with two words a page, pdftotext guesses about the gaps. */
static char *
side_letters(GBytes *pdf, int side)
{
    g_autofree char *command = g_strdup_printf("pdftotext -f %d -l %d %% -", side + 1, side + 1);
    g_autofree char *text = pdf_run(pdf, command);
    GString *letters = g_string_new(NULL);
    for (const char *at = text; *at != '\0'; at++)
        if (!g_ascii_isspace(*at))
            g_string_append_c(letters, *at);
    return g_string_free(letters, FALSE);
}

START_TEST(pages_stand_on_their_sides)
{
    static const char *const SIDES[] = {"p1", "p2", "p3", "p4p5"};
    g_autoptr(GBytes) pdf = small_pdf("p", 5);
    g_autoptr(GBytes) imposed = impose(pdf, NULL);
    for (int side = 0; side < 4; side++) {
        g_autofree char *letters = side_letters(imposed, side);
        ck_assert_str_eq(letters, SIDES[side]);
    }
    g_autofree char *info = pdf_run(imposed, "pdfinfo %");
    ck_assert_ptr_nonnull(strstr(info, "Pages:           4"));
    ck_assert_ptr_nonnull(strstr(info, "841.89 x 595.276 pts (A4)"));
    g_autofree char *checked = pdf_run(imposed, "qpdf --check %");
    ck_assert_ptr_nonnull(strstr(checked, "No syntax or stream encoding errors"));
    /* Page 1 is the right half of the first side: its text starts at 20 mm of A4, hence of A5. */
    g_autofree char *boxes = pdf_run(imposed, "pdftotext -bbox -f 1 -l 1 % -");
    const char *word = strstr(boxes, "xMin=\"");
    ck_assert_ptr_nonnull(word);
    const double left_mm = g_ascii_strtod(word + 6, NULL) * 25.4 / 72;
    ck_assert_msg(left_mm > 148.5 + 13.5 && left_mm < 148.5 + 15, "at %g mm", left_mm);
}
END_TEST

START_TEST(same_bytes_with_and_without_a_password)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) pdf = small_pdf("p", 3);
    g_autoptr(GBytes) sealed = pdf_seal(pdf, "abcd-2345", &error);
    g_autoptr(GBytes) once = impose(pdf, NULL);
    g_autoptr(GBytes) twice = impose(sealed, "abcd-2345");
    ck_assert(g_bytes_equal(once, twice));
    ck_assert_ptr_null(pdf_impose(sealed, "abcd-2346", &error));
    ck_assert_ptr_nonnull(error);
}
END_TEST

START_TEST(what_is_folded_already_is_refused)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) pdf = small_pdf("p", 3);
    g_autoptr(GBytes) imposed = impose(pdf, NULL);
    ck_assert_ptr_null(pdf_impose(imposed, NULL, &error));
    ck_assert_ptr_nonnull(error);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("imposition");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, sides_are_a_bookbinders, 0, G_N_ELEMENTS(FOLDS));
    tcase_add_test(tests, pages_stand_on_their_sides);
    tcase_add_test(tests, same_bytes_with_and_without_a_password);
    tcase_add_test(tests, what_is_folded_already_is_refused);

    Suite *suite = suite_create("imposition");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
