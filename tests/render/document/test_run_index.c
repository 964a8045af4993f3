/* The index of an edition: what it lists, what it shows of released and hidden figures, what it must not
 * name, and that no text becomes markup. */
#include <check.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "render/document/html.h"
#include "render/document/run_index.h"
#include "tests/render/document/press.h"
#include "tests/render/document/stretched.h"

START_TEST(index_lists_and_names_nobody)
{
    g_autoptr(MadeEdition) edition = made_edition_new(&STRETCHED[_i]);
    g_auto(Press) press = press_of(edition->results);
    g_autoptr(GPtrArray) thumbnails = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
    g_autoptr(Canvas) canvas = press_draw(&press, HANDOUT, 0);
    g_autoptr(GError) error = NULL;
    GBytes *thumbnail = canvas_to_png(canvas, 1, 200, &error);
    ck_assert_msg(thumbnail != NULL, "%s", error == NULL ? "" : error->message);
    g_ptr_array_add(thumbnails, thumbnail);

    g_autoptr(GBytes) bytes = run_index_render(&press.context, thumbnails, &error);
    ck_assert_ptr_nonnull(bytes);
    gsize size = 0;
    const char *start = g_bytes_get_data(bytes, &size);
    g_autofree char *html = g_strndup(start, size);

    ck_assert(g_utf8_validate(html, -1, NULL));
    ck_assert_ptr_nonnull(strstr(
        html, STRETCHED[_i].language == LANGUAGE_FR ? "<html lang=\"fr\">" : "<html lang=\"en\">"));
    ck_assert_ptr_nonnull(strstr(html, "data:image/png;base64,"));
    ck_assert_ptr_null(strstr(html, "http"));
    ck_assert_ptr_null(strstr(html, "^"));
    for (size_t g = 0; g < results_n_groups(edition->results); g++) {
        const char *id = results_group(edition->results, g)->id;
        g_autofree char *handout = g_strdup_printf("href=\"handouts/%s.pdf\"", id);
        g_autofree char *slides = g_strdup_printf("href=\"handouts/slides/%s.pdf\"", id);
        g_autofree char *workbook = g_strdup_printf("href=\"workbooks/%s.xlsx\"", id);
        ck_assert_ptr_nonnull(strstr(html, handout));
        ck_assert_ptr_nonnull(strstr(html, slides));
        ck_assert_ptr_nonnull(strstr(html, workbook));
    }
    for (size_t i = 0; i < results_n_doctors(edition->results); i++)
        press_expect_silent(edition->results, i, html, "the index");
}
END_TEST

static size_t
occurrences(const char *text, const char *part)
{
    size_t n = 0;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part))
        n++;
    return n;
}

/* Each released figure of the current period has a chart, each hidden one its reason twice: in its
 * table and among what is hidden. */
START_TEST(index_shows_what_is_released)
{
    g_autoptr(MadeEdition) edition = made_edition_new(&STRETCHED[_i]);
    g_auto(Press) press = press_of(edition->results);
    g_autoptr(GBytes) bytes = run_index_render(&press.context, NULL, NULL);
    gsize size = 0;
    const char *start = g_bytes_get_data(bytes, &size);
    g_autofree char *html = g_strndup(start, size);

    size_t shown = 0, hidden = 0;
    const Campaign *campaign = edition->campaign;
    for (size_t i = 0; i < campaign->n_indicators; i++)
        for (int kind = COMPARATOR_GROUP; kind <= COMPARATOR_CONTROL; kind++) {
            const size_t n = kind == COMPARATOR_GROUP ? results_n_groups(edition->results) : 1;
            for (size_t g = 0; campaign->comparators[kind] && g < n; g++) {
                const ComparatorFigure *figure = results_comparator(
                    edition->results, (ComparatorKind)kind, g, i, campaign->history - 1);
                shown += isnan(figure->value) ? 0 : 1;
                hidden += isnan(figure->value) ? 1 : 0;
            }
        }
    ck_assert_uint_eq(occurrences(html, "<svg role=\"img\""), shown);
    ck_assert_uint_eq(occurrences(html, "<td class=\"none\""), hidden);
    ck_assert_uint_eq(occurrences(html, "<th scope=\"row\">"), shown + 2 * hidden);
}
END_TEST

START_TEST(html_is_escaped)
{
    g_autofree char *escaped = html_escape("<a href=\"x\">&'</a>");
    ck_assert_str_eq(escaped, "&lt;a href=&quot;x&quot;&gt;&amp;&apos;&lt;/a&gt;");
    g_autoptr(GString) html = g_string_new(NULL);
    html_put_text(html, "1^er^ <b>");
    html_put_data(html, LANGUAGE_EN, "p", " class=\"x\"", "a^b^ <c>");
    ck_assert_str_eq(html->str, "1<sup>er</sup> &lt;b&gt;<p class=\"x\">a^b^ &lt;c&gt;</p>\n");
}
END_TEST

/* What a label or a title holds must not become markup. */
START_TEST(index_escapes)
{
    g_autoptr(MadeEdition) edition = made_edition_new(&STRETCHED[0]);
    g_free(edition->campaign->title);
    edition->campaign->title = g_strdup("<script>alert(1)</script> & {{title}} ^x^");
    g_auto(Press) press = press_of(edition->results);
    g_autoptr(GBytes) bytes = run_index_render(&press.context, NULL, NULL);
    gsize size = 0;
    const char *start = g_bytes_get_data(bytes, &size);
    g_autofree char *html = g_strndup(start, size);
    ck_assert_ptr_null(strstr(html, "<script"));
    ck_assert_ptr_nonnull(strstr(html, "&lt;script&gt;"));
    ck_assert_ptr_nonnull(strstr(html, "{{title}} ^x^"));
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("index");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, index_lists_and_names_nobody, 0, 5);
    tcase_add_loop_test(tests, index_shows_what_is_released, 0, N_STRETCHED);
    tcase_add_test(tests, html_is_escaped);
    tcase_add_test(tests, index_escapes);

    Suite *suite = suite_create("run index");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
