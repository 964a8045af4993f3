/* The two workbooks of the sample edition, part by part: what they show, what they hide and how they
 * say so, in both languages. */
#include "render/workbook/workbook.h"

#include <check.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/profile/peers.h"
#include "render/page/number_text.h"
#include "tests/engine/profile/sample_edition.h"
#include "tests/render/workbook/parts.h"

enum { SHEET_NUMBERS = 3, SHEET_COMPARATORS = 4, SHEET_TREND = 6, MOST_SHEETS = 7 };
enum { SHEET_VARIATION = 5 }; /* of the region */

static char *folder;
static Texts *texts[N_LANGUAGES];

static void
make_editions(void)
{
    sample_editions_make();
    for (Language language = 0; language < N_LANGUAGES; language++) {
        g_autoptr(GError) error = NULL;
        texts[language] = texts_load(TEMPLATES, language, "physician", &error);
        ck_assert_msg(texts[language] != NULL, "%s", error ? error->message : "");
    }
}

static void
free_editions(void)
{
    for (Language language = 0; language < N_LANGUAGES; language++)
        texts_free(texts[language]);
    sample_editions_free();
}

static void
setup(void)
{
    folder = g_dir_make_tmp("test-workbook-XXXXXX", NULL);
    ck_assert_ptr_nonnull(folder);
}

static void
teardown(void)
{
    ck_assert_msg(g_rmdir(folder) == 0, "something stayed in the scratch folder");
    g_free(folder);
}

static GBytes *
region(Language language)
{
    g_autoptr(GError) error = NULL;
    GBytes *bytes = region_workbook_render(sample_edition_shared(language)->results,
                                           texts[language], folder, &error);
    ck_assert_msg(bytes != NULL, "%s", error ? error->message : "");
    return bytes;
}

static GBytes *
of_group(Language language, size_t group)
{
    g_autoptr(GError) error = NULL;
    GBytes *bytes = group_workbook_render(sample_edition_shared(language)->results, texts[language],
                                          group, folder, &error);
    ck_assert_msg(bytes != NULL, "%s", error ? error->message : "");
    return bytes;
}

static Parts *
parts_of_group(size_t group)
{
    g_autoptr(GBytes) bytes = of_group(LANGUAGE_FR, group);
    return parts_open(bytes);
}

static const Results *
results(void)
{
    return sample_edition_shared(LANGUAGE_FR)->results;
}

/* --- what is there --- */

static const struct {
    Language language;
    bool is_region;
    const char *sheets[MOST_SHEETS]; /* NULL after the last */
} BOOKS[] = {
    {LANGUAGE_FR,
     true,
     {"Lisez-moi", "Indicateurs", "Synthèse", "Comparaisons", "Variation", "Graphiques",
      "Évolution"}},
    {LANGUAGE_FR,
     false,
     {"Lisez-moi", "Indicateurs", "Numéros", "Comparaisons", "Graphiques", "Évolution"}},
    {LANGUAGE_EN,
     true,
     {"Read me", "Indicators", "Summary", "Comparators", "Variation", "Charts", "Trend"}},
    {LANGUAGE_EN, false, {"Read me", "Indicators", "Numbers", "Comparators", "Charts", "Trend"}},
};

START_TEST(every_sheet_is_there_with_filter_and_charts)
{
    const Language language = BOOKS[_i].language;
    g_autoptr(GBytes) bytes = BOOKS[_i].is_region ? region(language) : of_group(language, 0);
    g_autoptr(Parts) parts = parts_open(bytes);
    const char *book = parts_text(parts, "xl/workbook.xml");
    for (int i = 0; i < MOST_SHEETS && BOOKS[_i].sheets[i] != NULL; i++) {
        g_autofree char *entry = g_strdup_printf("<sheet name=\"%s\"", BOOKS[_i].sheets[i]);
        ck_assert_msg(strstr(book, entry) != NULL, "%s not in %s", entry, book);
        const char *sheet = parts_sheet(parts, i + 1);
        const bool is_table = i != 0 && i != (BOOKS[_i].is_region ? 5 : 4);
        ck_assert_int_eq(strstr(sheet, "<autoFilter ") != NULL, is_table);
        ck_assert_int_eq(strstr(sheet, "state=\"frozen\"") != NULL, is_table);
        ck_assert_ptr_null(strstr(sheet, "<f>"));
        ck_assert_ptr_null(strstr(sheet, "nan"));
    }
    const char *last = parts_text(parts, "xl/charts/chart9.xml");
    ck_assert_ptr_nonnull(strstr(last, "<c:lineChart>"));
    const char *core = parts_text(parts, "docProps/core.xml");
    ck_assert_ptr_nonnull(strstr(core, ">2026-03-31T00:00:00Z<"));
}
END_TEST

/* --- the numbers of a group are exactly its peers --- */

START_TEST(numbers_are_the_peers)
{
    const size_t group = (size_t)_i;
    g_autoptr(Parts) parts = parts_of_group(group);
    int row = 2;
    for (size_t i = 0; i < results_campaign(results())->n_indicators; i++) {
        g_autoptr(Peers) peers = peers_new(results(), group, i, -1);
        for (size_t k = 0; k < peers->n_points; k++, row++) {
            const PeerPoint *point = &peers->points[k];
            g_autofree char *number = parts_cell_at(parts, SHEET_NUMBERS, 'E', row);
            g_autofree char *value = parts_cell_at(parts, SHEET_NUMBERS, 'F', row);
            ck_assert_int_eq(atoi(number), point->number);
            if (point->below_one)
                ck_assert_str_eq(value, texts_get(texts[LANGUAGE_FR], "workbook.below_one"));
            else if (point->above_ninety_nine)
                ck_assert_str_eq(value,
                                 texts_get(texts[LANGUAGE_FR], "workbook.above_ninety_nine"));
            else
                ck_assert(g_ascii_strtod(value, NULL) == point->value);
        }
        if (peers->shown == PEERS_SHOWN && peers->n_hidden == 0)
            continue;
        g_autofree char *number = parts_cell_at(parts, SHEET_NUMBERS, 'E', row);
        g_autofree char *remark = parts_cell_at(parts, SHEET_NUMBERS, 'G', row);
        ck_assert_ptr_null(number);
        ck_assert_ptr_nonnull(remark);
        row++;
    }
    ck_assert_int_eq(row - 1, parts_n_rows(parts, SHEET_NUMBERS));
}
END_TEST

/* --- comparators are the released figures, or words --- */

static const ComparatorKind GROUP_ROWS[] = {COMPARATOR_GROUP, COMPARATOR_ENROLLED,
                                            COMPARATOR_CONTROL, COMPARATOR_ACHIEVABLE};

static void
check_figure(const Parts *parts, int row, const ComparatorFigure *figure)
{
    const struct {
        char column;
        double value;
    } CELLS[] = {{'H', figure->practitioners}, {'I', (double)figure->patients},
                 {'J', figure->numerator},     {'K', figure->denominator},
                 {'L', figure->value},         {'M', figure->low},
                 {'N', figure->high},          {'Q', figure->p50}};
    for (size_t i = 0; i < G_N_ELEMENTS(CELLS); i++) {
        g_autofree char *cell = parts_cell_at(parts, SHEET_COMPARATORS, CELLS[i].column, row);
        if (figure->status == STATUS_OK && !isnan(CELLS[i].value))
            ck_assert_msg(cell != NULL && g_ascii_strtod(cell, NULL) == CELLS[i].value,
                          "%c%d is %s", CELLS[i].column, row, cell);
        else if (figure->status == STATUS_OK || CELLS[i].column == 'L')
            ck_assert_msg(cell != NULL && g_ascii_isalpha(*cell), "%c%d is %s", CELLS[i].column,
                          row, cell);
        else
            ck_assert_msg(cell == NULL, "%c%d is %s", CELLS[i].column, row, cell);
    }
}

START_TEST(comparators_are_the_released_figures)
{
    const size_t group = (size_t)_i;
    const Campaign *campaign = results_campaign(results());
    g_autoptr(Parts) parts = parts_of_group(group);
    int row = 2;
    for (size_t i = 0; i < campaign->n_indicators; i++)
        for (int period = 0; period < campaign->history; period++)
            for (size_t k = 0; k < G_N_ELEMENTS(GROUP_ROWS); k++, row++)
                check_figure(parts, row,
                             results_comparator(results(), GROUP_ROWS[k], group, i, period));
    ck_assert_int_eq(row - 1, parts_n_rows(parts, SHEET_COMPARATORS));
}
END_TEST

/* A trend row has a value for each comparator, or a remark. */
START_TEST(trend_has_values_or_a_remark)
{
    const Campaign *campaign = results_campaign(results());
    g_autoptr(Parts) parts = parts_of_group(0);
    for (size_t i = 0; i < campaign->n_indicators; i++) {
        const int row = 2 + (int)i * campaign->history;
        size_t n_hidden = 0;
        for (size_t k = 0; k < G_N_ELEMENTS(GROUP_ROWS); k++) {
            const ComparatorFigure *figure = results_comparator(results(), GROUP_ROWS[k], 0, i, 0);
            g_autofree char *cell = parts_cell_at(parts, SHEET_TREND, (char)('F' + (int)k), row);
            n_hidden += figure->status != STATUS_OK;
            ck_assert_int_eq(cell == NULL, figure->status != STATUS_OK);
            if (cell != NULL)
                ck_assert(g_ascii_strtod(cell, NULL) == figure->value);
        }
        g_autofree char *remark = parts_cell_at(parts, SHEET_TREND, 'E', row);
        ck_assert_int_eq(remark != NULL, n_hidden > 0);
    }
}
END_TEST

/* --- variation --- */

static const struct {
    char column;
    size_t figure;
} VARIATION_CELLS[] = {
    {'E', VARIATION_EXTREMAL_QUOTIENT}, {'F', VARIATION_QUOTIENT_5_95},
    {'G', VARIATION_QUOTIENT_25_75},    {'H', VARIATION_COEFFICIENT},
    {'I', VARIATION_WEIGHTED},          {'J', VARIATION_SYSTEMATIC},
    {'M', VARIATION_EMPIRICAL_BAYES},   {'N', VARIATION_HOMOGENEITY},
};

static const char *
variation_word(Language language, const char *name)
{
    g_autofree char *key = g_strconcat("workbook.variation.", name, NULL);
    return texts_get(texts[language], key);
}

/* The number, or the words that stand for it. */
static void
check_variance(const Parts *parts, Language language, char column, int row, double value)
{
    g_autofree char *cell = parts_cell_at(parts, SHEET_VARIATION, column, row);
    ck_assert_ptr_nonnull(cell);
    if (value > 0)
        ck_assert(g_ascii_strtod(cell, NULL) == value);
    else
        ck_assert_str_eq(cell, variation_word(language, "none_detectable"));
}

static void
check_variation(const Parts *parts, Language language, int row, const RegionVariation *variation)
{
    for (size_t i = 0; i < G_N_ELEMENTS(VARIATION_CELLS); i++) {
        const VariationFigure *figure = &variation->figures[VARIATION_CELLS[i].figure];
        g_autofree char *cell =
            parts_cell_at(parts, SHEET_VARIATION, VARIATION_CELLS[i].column, row);
        ck_assert_int_eq(figure->status, STATUS_OK);
        ck_assert_ptr_nonnull(cell);
        if (VARIATION_CELLS[i].column != 'J' && VARIATION_CELLS[i].column != 'M')
            ck_assert(g_ascii_strtod(cell, NULL) == figure->value);
    }
    const VariationFigure *systematic = &variation->figures[VARIATION_SYSTEMATIC];
    check_variance(parts, language, 'J', row, systematic->value);
    check_variance(parts, language, 'K', row, systematic->low);
    check_variance(parts, language, 'L', row, systematic->high);
    check_variance(parts, language, 'M', row, variation->figures[VARIATION_EMPIRICAL_BAYES].value);

    const double p = variation->figures[VARIATION_HOMOGENEITY].p;
    g_autofree char *cell = parts_cell_at(parts, SHEET_VARIATION, 'O', row);
    ck_assert_ptr_nonnull(cell);
    if (p < 0.0001)
        ck_assert_str_eq(cell, variation_word(language, "below_smallest"));
    else
        ck_assert(g_ascii_strtod(cell, NULL) == p);
}

/* In the sample four groups may be shown, which is too few: the reason stands once. */
static void
check_no_variation(const Parts *parts, Language language, int row)
{
    g_autofree char *why = parts_cell_at(parts, SHEET_VARIATION, 'E', row);
    ck_assert_pstr_eq(why, variation_word(language, "few_units"));
    for (char column = 'F'; column <= 'O'; column++) {
        g_autofree char *cell = parts_cell_at(parts, SHEET_VARIATION, column, row);
        ck_assert_pstr_eq(cell, NULL);
    }
}

START_TEST(variation_is_the_released_one)
{
    const Language language = (Language)_i;
    const Results *sample = sample_edition_shared(language)->results;
    g_autoptr(GBytes) bytes = region(language);
    g_autoptr(Parts) parts = parts_open(bytes);
    int row = 2, n_none = 0;
    for (size_t i = 0; i < results_campaign(sample)->n_indicators; i++) {
        if (!indicator_counts_events(results_campaign(sample)->indicators[i].indicator))
            continue;
        for (VariationLevel level = 0; level < N_DOCTOR_LEVELS; level++, row++) {
            const RegionVariation *variation = results_variation(sample, level, i);
            g_autofree char *units = parts_cell_at(parts, SHEET_VARIATION, 'D', row);
            ck_assert_int_eq(atoi(units), variation->units);
            n_none += variation->figures[VARIATION_SYSTEMATIC].low <= 0;
            if (level == LEVEL_GROUP)
                check_no_variation(parts, language, row);
            else
                check_variation(parts, language, row, variation);
        }
    }
    ck_assert_int_eq(row - 1, parts_n_rows(parts, SHEET_VARIATION));
    ck_assert_int_gt(n_none, 0);
}
END_TEST

/* --- nobody is named --- */

START_TEST(no_workbook_holds_an_identity)
{
    const size_t n_groups = results_n_groups(results());
    g_autoptr(GBytes) bytes =
        (size_t)_i < n_groups ? of_group(LANGUAGE_FR, (size_t)_i) : region(LANGUAGE_FR);
    g_autoptr(Parts) parts = parts_open(bytes);
    g_autoptr(GString) all = g_string_new(NULL);
    for (size_t i = 0; i < parts_n(parts); i++)
        g_string_append(all, parts_text(parts, parts_name(parts, i)));
    for (size_t i = 0; i < results_n_doctors(results()); i++) {
        const ResultDoctor *doctor = results_doctor(results(), i);
        ck_assert_msg(strstr(all->str, doctor->id) == NULL, "id %s", doctor->id);
        if (doctor->token != NULL)
            ck_assert_msg(strstr(all->str, doctor->token) == NULL, "token %s", doctor->token);
        if (doctor->letter != NULL && doctor->letter->rpps != NULL)
            ck_assert_msg(strstr(all->str, doctor->letter->rpps) == NULL, "RPPS of %s", doctor->id);
        if (doctor->letter != NULL && doctor->letter->secure_email != NULL)
            ck_assert_msg(strstr(all->str, doctor->letter->secure_email) == NULL, "e-mail of %s",
                          doctor->id);
    }
}
END_TEST

START_TEST(same_results_same_bytes)
{
    g_autoptr(GBytes) first = region(LANGUAGE_FR);
    setenv("TZ", "Pacific/Auckland", 1);
    g_autoptr(SampleEdition) again = sample_edition_new(LANGUAGE_FR);
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) second =
        region_workbook_render(again->results, texts[LANGUAGE_FR], folder, &error);
    ck_assert_ptr_nonnull(second);
    ck_assert(g_bytes_equal(first, second));
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("workbook");
    TCase *tcase = tcase_create("workbook");
    tcase_set_timeout(tcase, 120);
    tcase_add_unchecked_fixture(tcase, make_editions, free_editions);
    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_loop_test(tcase, every_sheet_is_there_with_filter_and_charts, 0, G_N_ELEMENTS(BOOKS));
    tcase_add_loop_test(tcase, numbers_are_the_peers, 0, 5);
    tcase_add_loop_test(tcase, comparators_are_the_released_figures, 0, 5);
    tcase_add_test(tcase, trend_has_values_or_a_remark);
    tcase_add_loop_test(tcase, variation_is_the_released_one, 0, N_LANGUAGES);
    tcase_add_loop_test(tcase, no_workbook_holds_an_identity, 0, 6);
    tcase_add_test(tcase, same_results_same_bytes);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
