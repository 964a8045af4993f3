/* The region's sheet of other regions: whose rows stand there, and what stays hidden. */
#include <check.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "render/page/typography.h"
#include "render/workbook/workbook.h"
#include "tests/engine/profile/sample_regions.h"
#include "tests/render/workbook/parts.h"

enum { SHEET_REGIONS = 5 };

static void
expect_cell(const Parts *parts, char column, int row, const char *expected)
{
    g_autofree char *cell = parts_cell_at(parts, SHEET_REGIONS, column, row);
    ck_assert_msg(g_strcmp0(cell, expected) == 0, "%c%d is %s, not %s", column, row, cell,
                  expected);
}

static void
expect_number(const Parts *parts, char column, int row, double expected)
{
    g_autofree char *cell = parts_cell_at(parts, SHEET_REGIONS, column, row);
    ck_assert_msg(cell != NULL && g_ascii_strtod(cell, NULL) == expected, "%c%d is %s, not %g",
                  column, row, cell, expected);
}

/* The row of that indicator and region, or 0. */
static int
region_row_of(const Parts *parts, const char *indicator, const char *label)
{
    for (int row = 2; row <= parts_n_rows(parts, SHEET_REGIONS); row++) {
        g_autofree char *name = parts_cell_at(parts, SHEET_REGIONS, 'B', row);
        g_autofree char *region_name = parts_cell_at(parts, SHEET_REGIONS, 'E', row);
        if (strcmp(name, indicator) == 0 && strcmp(region_name, label) == 0)
            return row;
    }
    return 0;
}

static char *
label_of(const SampleEdition *edition, const char *id)
{
    const size_t i = sample_edition_indicator(edition, id);
    return typography_apply(edition->campaign->language,
                            local_text(&edition->campaign->indicators[i].indicator->label,
                                       edition->campaign->language));
}

static Parts *
beside_regions(const SampleEdition *edition)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Texts) texts =
        texts_load(TEMPLATES, edition->campaign->language, "physician", &error);
    ck_assert_msg(texts != NULL, "%s", error ? error->message : "");
    g_autofree char *folder = g_dir_make_tmp("test-workbook-XXXXXX", &error);
    ck_assert_ptr_nonnull(folder);
    g_autoptr(GBytes) bytes = region_workbook_render(edition->results, texts, folder, &error);
    ck_assert_msg(bytes != NULL, "%s", error ? error->message : "");
    ck_assert_msg(g_rmdir(folder) == 0, "something stayed in the scratch folder");
    return parts_open(bytes);
}

/* Our own row first; groups and controls of the sample's regions are ours exchanged. */
START_TEST(regions_stand_beside_each_other)
{
    g_autoptr(SampleEdition) edition = sample_edition_new((Language)_i);
    sample_regions_add(edition, 3);
    g_autoptr(Parts) parts = beside_regions(edition);
    const char *book = parts_text(parts, "xl/workbook.xml");
    ck_assert_ptr_nonnull(strstr(book, _i == LANGUAGE_FR ? "<sheet name=\"Autres régions\""
                                                         : "<sheet name=\"Other regions\""));
    const size_t i = sample_edition_indicator(edition, "fluoroquinolones");
    const int current = edition->campaign->history - 1;
    const ComparatorFigure *enrolled =
        results_comparator(edition->results, COMPARATOR_ENROLLED, 0, i, current);
    const ComparatorFigure *control =
        results_comparator(edition->results, COMPARATOR_CONTROL, 0, i, current);
    g_autofree char *name = label_of(edition, "fluoroquinolones");
    const int own = region_row_of(parts, name, "Bretagne");
    expect_number(parts, 'F', own, enrolled->value);
    expect_number(parts, 'G', own, enrolled->low);
    expect_number(parts, 'H', own, enrolled->high);
    expect_number(parts, 'I', own, enrolled->practitioners);
    expect_number(parts, 'J', own, enrolled->denominator);
    expect_number(parts, 'K', own, control->value);
    expect_number(parts, 'L', own, control->denominator);
    expect_cell(parts, 'E', own + 1, "Normandie");
    expect_number(parts, 'F', own + 1, control->value);
    expect_number(parts, 'G', own + 1, control->low);
    expect_number(parts, 'H', own + 1, control->high);
    expect_number(parts, 'J', own + 1, control->denominator);
    expect_number(parts, 'K', own + 1, enrolled->value);
    /* The second counts otherwise, the third has no controls. */
    expect_cell(parts, 'E', own + 2, sample_region_label(2));
    expect_cell(parts, 'K', own + 2, NULL);
    expect_cell(parts, 'L', own + 2, NULL);
}
END_TEST

START_TEST(what_regions_hide_is_hidden)
{
    g_autoptr(SampleEdition) edition = sample_edition_new(LANGUAGE_FR);
    sample_regions_add(edition, 2);
    g_autoptr(Parts) parts = beside_regions(edition);
    g_autofree char *hba1c = label_of(edition, "hba1c");
    const int hidden = region_row_of(parts, hba1c, "Normandie");
    expect_cell(parts, 'F', hidden, "trop peu de médecins");
    for (char column = 'G'; column <= 'J'; column++)
        expect_cell(parts, column, hidden, NULL);
    g_autofree char *absent = label_of(edition, "benzodiazepines_initiations");
    ck_assert_int_eq(region_row_of(parts, absent, "Normandie"), 0);
    ck_assert_int_ne(region_row_of(parts, absent, "Pays de la Loire"), 0);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("workbook beside regions");
    TCase *tcase = tcase_create("regions");
    tcase_set_timeout(tcase, 120);
    tcase_add_loop_test(tcase, regions_stand_beside_each_other, 0, N_LANGUAGES);
    tcase_add_test(tcase, what_regions_hide_is_hidden);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
