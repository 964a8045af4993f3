/* The order in which a document is read aloud, as poppler tells it: the message of a page, then its
 * charts, then the table of their figures. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "tests/engine/profile/sample_regions.h"
#include "tests/render/document/made_edition.h"
#include "tests/render/document/press.h"
#include "tests/render/document/struct_text.h"

/* What a page holds, as indices of its lines; -1 without. Charts inside a table are its cells. */
typedef struct {
    int first_text, first_figure, last_figure, first_table;
} PageOrder;

static void
note_line(PageOrder *self, const StructLine *line, int i, bool in_table)
{
    if (strcmp(line->type, "P") == 0 && self->first_text < 0 && line->text[0] != '\0')
        self->first_text = i;
    if (strcmp(line->type, "Table") == 0 && self->first_table < 0)
        self->first_table = i;
    if (strcmp(line->type, "Figure") == 0 && !in_table) {
        self->first_figure = self->first_figure < 0 ? i : self->first_figure;
        self->last_figure = i;
    }
}

static PageOrder
order_of(const StructLine *lines, int n)
{
    PageOrder order = {-1, -1, -1, -1};
    int table_depth = G_MAXINT;
    for (int i = 1; i < n; i++) {
        if (lines[i].depth <= table_depth)
            table_depth = strcmp(lines[i].type, "Table") == 0 ? lines[i].depth : G_MAXINT;
        note_line(&order, &lines[i], i, lines[i].depth > table_depth);
    }
    return order;
}

/* Whether the page has all three. */
static bool
check_page(const StructLine *lines, int n)
{
    const char *title = lines[0].text;
    const PageOrder order = order_of(lines, n);
    const bool has_figure = order.first_figure >= 0, has_table = order.first_table >= 0;
    ck_assert_msg(title[0] != '\0', "a page has no title to read");
    if (has_figure)
        ck_assert_msg(order.first_text > 0 && order.first_text < order.first_figure,
                      "“%s”: a chart is read before the message", title);
    if (has_figure && has_table)
        ck_assert_msg(order.last_figure < order.first_table,
                      "“%s”: the table is read before a chart", title);
    return has_figure && has_table;
}

static const struct {
    Kind kind;
    Language language;
    int pages, full_pages; /* at least; a page begins at its first-level heading */
} CASES[] = {
    {BOOKLET, LANGUAGE_FR, 4, 2},     {BOOKLET, LANGUAGE_EN, 4, 2},
    {HANDOUT, LANGUAGE_FR, 3, 0},     {HANDOUT, LANGUAGE_EN, 3, 0},
    {ATTENDANCE, LANGUAGE_FR, 1, 0},  {ATTENDANCE, LANGUAGE_EN, 1, 0},
    {CERTIFICATE, LANGUAGE_FR, 1, 0}, {CERTIFICATE, LANGUAGE_EN, 1, 0},
};

/* Every page of the document; how many there are, and how many have all three. */
static void
check_pages(GBytes *pdf, int *out_pages, int *out_full)
{
    g_autoptr(GArray) lines = struct_text_read(pdf);
    const StructLine *all = (const StructLine *)(gpointer)lines->data;
    *out_pages = *out_full = 0;

    for (guint i = 0; i < lines->len; i++) {
        if (strcmp(all[i].type, "H1") != 0)
            continue;
        guint end = i + 1;
        while (end < lines->len && strcmp(all[end].type, "H1") != 0)
            end++;
        *out_full += check_page(&all[i], (int)(end - i));
        ++*out_pages;
    }
}

START_TEST(the_message_is_read_first)
{
    const EditionShape shape = {
        .every = PERIOD_QUARTER, .n_themes = 1, .n_indicators = 2, .language = CASES[_i].language};
    g_autoptr(MadeEdition) edition = made_edition_new(&shape);
    g_auto(Press) press = press_of(edition->results);
    const size_t which =
        kind_is_of_a_doctor(CASES[_i].kind) ? results_group(edition->results, 0)->doctors[0] : 0;
    g_autoptr(GBytes) pdf = press_render(&press, CASES[_i].kind, which);
    int n_pages = 0, n_full = 0;
    check_pages(pdf, &n_pages, &n_full);
    ck_assert_int_ge(n_pages, CASES[_i].pages);
    ck_assert_int_ge(n_full, CASES[_i].full_pages);
}
END_TEST

/* A handout has a table on each indicator's page where other regions compare: of the sample, on all. */
START_TEST(other_regions_are_read_last)
{
    g_autoptr(SampleEdition) edition = sample_edition_new(LANGUAGE_FR);
    sample_regions_add(edition, 2);
    g_auto(Press) press = press_of(edition->results);
    g_autoptr(GBytes) pdf = press_render(&press, HANDOUT, 0);
    int n_pages = 0, n_full = 0;
    check_pages(pdf, &n_pages, &n_full);
    ck_assert_int_ge(n_full, (int)edition->campaign->n_indicators);
}
END_TEST

int
main(void)
{
    TCase *tests = tcase_create("reading order");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, the_message_is_read_first, 0, G_N_ELEMENTS(CASES));
    tcase_add_test(tests, other_regions_are_read_last);

    Suite *suite = suite_create("reading order");
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    const int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
