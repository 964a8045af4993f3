/* Piles: every page of every part in its order, each part on a sheet of its own, the same bytes each
 * time, and nothing that cannot be read taken for a page. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "render/page/pdf_pile.h"
#include "render/page/pdf_seal.h"
#include "tests/render/document/pdf_words.h"
#include "tests/render/page/small_pdf.h"

/* Numbers of pages of each part, ended by 0, and what the pages of the pile then say. */
static const struct {
    int parts[4];
    const char *pages[9];
} PILES[] = {
    {{0}, {NULL}},
    {{1}, {" a 1 ", " "}},
    {{2}, {" a 1 ", " a 2 "}},
    {{1, 3}, {" a 1 ", " ", " b 1 ", " b 2 ", " b 3 ", " "}},
    {{2, 1, 2}, {" a 1 ", " a 2 ", " b 1 ", " ", " c 1 ", " c 2 "}},
};

static void
add(PdfPile *pile, GBytes *pdf, const char *password)
{
    g_autoptr(GError) error = NULL;
    ck_assert_msg(pdf_pile_add(pile, pdf, password, &error), "%s",
                  error == NULL ? "" : error->message);
}

static GBytes *
pile_of(const int *parts)
{
    g_autoptr(PdfPile) pile = pdf_pile_new();
    for (int i = 0; parts[i] > 0; i++) {
        g_autofree char *word = g_strdup_printf("%c", 'a' + i);
        g_autoptr(GBytes) pdf = small_pdf(word, parts[i]);
        add(pile, pdf, NULL);
    }
    g_autoptr(GError) error = NULL;
    GBytes *whole = pdf_pile_write(pile, "Profil – n° (1)", &error);
    ck_assert_msg(whole != NULL, "%s", error == NULL ? "" : error->message);
    return whole;
}

static int
n_pages(GBytes *pdf)
{
    g_autofree char *out = pdf_run(pdf, "qpdf --show-npages %");
    return atoi(out);
}

START_TEST(parts_lie_in_order_on_sheets_of_their_own)
{
    g_autoptr(GBytes) whole = pile_of(PILES[_i].parts);
    int expected = 0;
    while (PILES[_i].pages[expected] != NULL)
        expected++;
    ck_assert_int_eq(n_pages(whole), expected);
    if (expected == 0)
        return;

    g_auto(GStrv) pages = pdf_pages(whole);
    for (int page = 0; pages[page] != NULL; page++)
        ck_assert_str_eq(pages[page], PILES[_i].pages[page]);
    g_autofree char *checked = pdf_run(whole, "qpdf --check %");
    ck_assert_ptr_nonnull(strstr(checked, "No syntax or stream encoding errors"));
    g_autofree char *info = pdf_run(whole, "pdfinfo -f 1 -l 9 %");
    ck_assert_ptr_nonnull(strstr(info, "Profil – n° (1)"));
    for (int page = 1; page <= expected; page++) {
        g_autofree char *size = g_strdup_printf("Page %4d size:  595.276 x 841.89 pts (A4)", page);
        ck_assert_msg(strstr(info, size) != NULL, "page %d: %s", page, info);
    }
}
END_TEST

START_TEST(same_pile_same_bytes)
{
    g_autoptr(GBytes) once = pile_of(PILES[4].parts);
    g_autoptr(GBytes) twice = pile_of(PILES[4].parts);
    ck_assert(g_bytes_equal(once, twice));
}
END_TEST

START_TEST(sealed_parts_come_out_open)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) pdf = small_pdf("a", 2);
    g_autoptr(GBytes) sealed = pdf_seal(pdf, "abcd-2345", &error);
    ck_assert_ptr_nonnull(sealed);

    g_autoptr(PdfPile) open = pdf_pile_new(), from_sealed = pdf_pile_new();
    add(open, pdf, NULL);
    add(from_sealed, sealed, "abcd-2345");
    g_autoptr(GBytes) first = pdf_pile_write(open, "Profil", &error);
    g_autoptr(GBytes) second = pdf_pile_write(from_sealed, "Profil", &error);
    ck_assert(g_bytes_equal(first, second));

    g_autoptr(PdfPile) wrong = pdf_pile_new();
    ck_assert(!pdf_pile_add(wrong, sealed, "abcd-2346", &error));
    ck_assert_ptr_nonnull(error);
}
END_TEST

START_TEST(damage_is_no_page)
{
    static const char TEXT[] = "this is no PDF";
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) damaged = g_bytes_new_static(TEXT, sizeof TEXT);
    g_autoptr(PdfPile) pile = pdf_pile_new();
    ck_assert(!pdf_pile_add(pile, damaged, NULL, &error));
    ck_assert_ptr_nonnull(error);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("pile");
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, parts_lie_in_order_on_sheets_of_their_own, 0, G_N_ELEMENTS(PILES));
    tcase_add_test(tests, same_pile_same_bytes);
    tcase_add_test(tests, sealed_parts_come_out_open);
    tcase_add_test(tests, damage_is_no_page);

    Suite *suite = suite_create("pile");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
