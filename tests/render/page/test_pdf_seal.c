/* Seals: nobody reads the words without the password, whoever has it reads all of them and the
 * structure, and a file that need not be sealed anew is told from one that must. Opened with qpdf's
 * and poppler's programs, as a reader would. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "render/page/pdf_seal.h"
#include "tests/render/document/pdf_words.h"
#include "tests/render/page/small_pdf.h"

#define PASSWORD "abcd-efgh-2345-ijkl"

static GBytes *
seal(GBytes *pdf, const char *password)
{
    g_autoptr(GError) error = NULL;
    GBytes *sealed = pdf_seal(pdf, password, &error);
    ck_assert_msg(sealed != NULL, "%s", error == NULL ? "" : error->message);
    return sealed;
}

static bool
holds_text(GBytes *bytes, const char *text)
{
    gsize n = 0;
    const char *data = g_bytes_get_data(bytes, &n);
    return memmem(data, n, text, strlen(text)) != NULL;
}

START_TEST(only_the_password_opens)
{
    g_autoptr(GBytes) pdf = small_pdf("livret", 2);
    g_autoptr(GBytes) sealed = seal(pdf, PASSWORD);

    g_autofree char *how = pdf_run(sealed, "qpdf --show-encryption --password=" PASSWORD " %");
    ck_assert_msg(strstr(how, "R = 6") != NULL, "%s", how);
    ck_assert_msg(strstr(how, "file encryption method: AESv3") != NULL, "%s", how);
    ck_assert_msg(strstr(how, "stream encryption method: AESv3") != NULL, "%s", how);
    ck_assert_msg(strstr(how, "string encryption method: AESv3") != NULL, "%s", how);
    /* Status 0 when a password is needed; it is, also for whoever tries as the owner. */
    g_free(pdf_run(sealed, "qpdf --requires-password %"));
    ck_assert(holds_text(pdf, "Bretagne"));
    ck_assert(!holds_text(sealed, "Bretagne"));

    g_autofree char *words = pdf_run(sealed, "pdftotext -upw " PASSWORD " % -");
    ck_assert_ptr_nonnull(strstr(words, "livret 1"));
    ck_assert_ptr_nonnull(strstr(words, "livret 2"));
    g_autofree char *info = pdf_run(sealed, "pdfinfo -upw " PASSWORD " %");
    ck_assert_ptr_nonnull(strstr(info, "Tagged:          yes"));
    ck_assert_ptr_nonnull(strstr(info, "Profil"));
    g_autofree char *metadata = pdf_run(sealed, "pdfinfo -meta -upw " PASSWORD " %");
    ck_assert_ptr_nonnull(strstr(metadata, "Bretagne"));
    ck_assert_ptr_null(strstr(metadata, "<pdfaid:"));
}
END_TEST

START_TEST(what_is_taken_out_is_what_was_put_in)
{
    g_autoptr(GBytes) pdf = small_pdf("livret", 3);
    g_autoptr(GBytes) sealed = seal(pdf, PASSWORD);
    g_autofree char *before = pdf_run(pdf, "pdfinfo -struct-text %");
    g_autofree char *after = pdf_run(sealed, "pdfinfo -struct-text -upw " PASSWORD " %");
    ck_assert_str_eq(before, after);
    ck_assert(pdf_seal_holds(sealed, PASSWORD, pdf));
}
END_TEST

START_TEST(what_need_not_be_sealed_anew)
{
    g_autoptr(GBytes) pdf = small_pdf("livret", 2), other = small_pdf("livreT", 2);
    g_autoptr(GBytes) sealed = seal(pdf, PASSWORD), again = seal(pdf, PASSWORD);
    g_autoptr(GBytes) nothing = g_bytes_new_static("", 0);

    ck_assert(!g_bytes_equal(sealed, again));
    ck_assert(pdf_seal_holds(sealed, PASSWORD, pdf));
    ck_assert(pdf_seal_holds(again, PASSWORD, pdf));
    ck_assert(!pdf_seal_holds(sealed, "abcd-efgh-2345-ijkm", pdf));
    ck_assert(!pdf_seal_holds(sealed, PASSWORD, other));
    ck_assert(!pdf_seal_holds(pdf, PASSWORD, pdf));
    ck_assert(!pdf_seal_holds(nothing, PASSWORD, pdf));
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("seal");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, only_the_password_opens);
    tcase_add_test(tests, what_is_taken_out_is_what_was_put_in);
    tcase_add_test(tests, what_need_not_be_sealed_anew);

    Suite *suite = suite_create("seal");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
